//! A row of a reader page as HTML: the numbers of its segments, and a cell for each witness.

use crate::render::markup::Mark;
use crate::render::markup::escape_into;
use crate::render::markup::reading_into;

use std::fmt::Write;

/// The cell of one witness.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// The element: `p`, or `span` in a heading.
    pub tag: &'static str,
    /// Place of the witness in the document, from 1.
    pub number: usize,
    /// The witness.
    pub witness: &'a str,
    /// Language of its readings.
    pub lang: &'a str,
    /// Shown unless the reader chooses otherwise.
    pub shown: bool,
    /// The first witness of its language.
    pub first: bool,
    /// The witness has no words in the whole row.
    pub empty: bool,
    /// A machine made the translation.
    pub machine: bool,
    /// What stands between two readings.
    pub separator: &'static str,
}

/// What a witness reads in one segment of a row.
#[derive(Debug, Clone, Copy)]
pub enum Words<'a> {
    /// The words with their marks.
    Present(&'a str, &'a [Mark<'a>]),
    /// The kind of absence, and its name as HTML.
    Absent(&'static str, &'a str),
}

/// Writes pieces one after the other: in rows, of which a site has most, quicker than a format.
fn put(out: &mut String, pieces: &[&str]) {
    pieces.iter().for_each(|piece| out.push_str(piece));
}

/// Opens the element of a row: its segments are its own, or those of the parts of its cells.
pub fn open(out: &mut String, segments: &[&str]) {
    match segments {
        [one] => {
            put(out, &[r#"<div class="row" data-row data-segment=""#, one, r#"">"#]);
        }
        _ => out.push_str(r#"<div class="row multi" data-row>"#),
    }
}

/// The numbers of a row, which are what its segments are linked by. A row of several segments has
/// their places apart, as siblings of its cells.
pub fn numbers(out: &mut String, segments: &[&str], label: &str) {
    // Writing to a string cannot fail.
    if let [one] = segments {
        put(out, &[r#"<a class="ref r1 at n1" id=""#, one, r##"" href="#"##, one, r#"">"#]);
        escape_into(label, out);
        out.push_str("</a>");
        return;
    }
    for (n, segment) in segments.iter().enumerate() {
        let _ = write!(out, r#"<i class="at n{}" id="{segment}"></i>"#, n + 1);
    }
    out.push_str(r#"<p class="refs">"#);
    for (n, segment) in segments.iter().enumerate() {
        if n == 0 {
            let _ = write!(out, r##"<a class="ref r1" href="#{segment}">"##);
            escape_into(label, out);
        } else {
            let _ = write!(out, r##"<a class="ref sub r{}" href="#{segment}">"##, n + 1);
            match u8::try_from(n).ok().filter(|n| *n < 26) {
                Some(n) => out.push(char::from(b'a' + n)),
                None => {
                    let _ = write!(out, "{}", n + 1);
                }
            }
        }
        out.push_str("</a>");
    }
    out.push_str("</p>");
}

/// Opens a cell. Where its row has one segment, the cell is the reading.
pub fn open_cell(out: &mut String, cell: &Cell<'_>, is_reading: bool) {
    put(out, &["<", cell.tag, r#" class="cell w"#]);
    let _ = write!(out, "{}", cell.number);
    let classes = [
        (cell.shown, " shown"),
        (cell.first, " pri"),
        (cell.empty, " void"),
        (cell.machine, " mt"),
        (is_reading, " s s1"),
        (is_reading && cell.empty, " absent"),
    ];
    for (_, class) in classes.into_iter().filter(|(is_so, _)| *is_so) {
        out.push_str(class);
    }
    if is_reading {
        put(out, &[r#"" data-witness=""#, cell.witness, r#"" lang=""#, cell.lang, r#"""#]);
    } else {
        put(out, &[r#"" lang=""#, cell.lang, r#"">"#]);
    }
}

/// The words of a cell that is itself the reading, after [`open_cell`].
pub fn whole(out: &mut String, words: Words<'_>) {
    match words {
        Words::Present(raw, marks) => {
            out.push('>');
            reading_into(raw, marks, out);
        }
        Words::Absent(kind, name) => {
            let _ = write!(out, r#" data-absent="{kind}"><span data-apparatus>{name}</span>"#);
        }
    }
}

/// The words of one of several segments in a cell; `n` is the segment's place in its row, from 0.
pub fn part(out: &mut String, cell: &Cell<'_>, (n, segment): (usize, &str), words: Words<'_>) {
    let absent = matches!(words, Words::Absent(..));
    // A cell without words says so once.
    let told = absent && (n == 0 || !cell.empty);
    if n > 0 && !absent {
        out.push_str(cell.separator);
    }
    let (witness, lang) = (cell.witness, cell.lang);
    put(out, &[r#"<span data-witness=""#, witness, r#"" lang=""#, lang, r#"" class="s s"#]);
    let _ = write!(out, "{}", n + 1);
    out.push_str(if told { " absent\"" } else { "\"" });
    if let Words::Absent(kind, _) = words {
        let _ = write!(out, r#" data-absent="{kind}""#);
    }
    put(out, &[r#" data-segment=""#, segment, r#"">"#]);
    match words {
        Words::Present(raw, marks) => reading_into(raw, marks, out),
        Words::Absent(_, name) if told => {
            let _ = write!(out, "<span data-apparatus>{name}</span>");
        }
        Words::Absent(..) => {}
    }
    out.push_str("</span>");
}

/// A term in the facing column, where the document has no text in its language; `n` is the place
/// of its segment in a row of several, from 1.
pub fn facing(out: &mut String, n: Option<usize>, url: &str, text: &str) {
    out.push_str("<a");
    if let Some(n) = n {
        let _ = write!(out, r#" class="f{n}""#);
    }
    out.push_str(r#" href=""#);
    escape_into(url, out);
    out.push_str(r#"">"#);
    escape_into(text, out);
    out.push_str("</a> ");
}

/// Opens the facing column.
pub fn open_facing(out: &mut String, tag: &str, lang: &str) {
    let _ = write!(out, r#"<{tag} class="cell facing" lang="{lang}">"#);
}

/// Ends a cell. One within a heading is followed by a space, which tells it from the next where
/// there is no style sheet.
pub fn close_cell(out: &mut String, tag: &str) {
    put(out, &["</", tag, ">"]);
    if tag == "span" {
        out.push(' ');
    }
}
