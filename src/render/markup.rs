//! A reading with its marks as HTML: the text without the tags and without elements marked
//! `data-apparatus` is the reading, letter by letter.

pub mod row;

use crate::render::url::WayToTerms;

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

/// What a stretch of a reading is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind<'a> {
    /// An occurrence of a term: a link to what it means.
    Term {
        /// The term.
        id: &'a str,
        /// The way to what terms mean.
        way: &'a WayToTerms,
        /// It stood in this row before.
        again: bool,
    },
    /// Words that a note is about; its sign follows them.
    Note {
        /// The note.
        id: &'a str,
        /// Its sign.
        sign: String,
        /// This is the place to which the note leads back.
        first: bool,
    },
    /// One end of a link.
    Link(&'a str),
    /// A passage without a counterpart.
    Gap(&'a str),
    /// Words that a target is taken from: a link to its row, where no term is among them.
    Target {
        /// The target.
        id: &'a str,
        /// Its row.
        url: String,
    },
    /// Words that other witnesses of the language do not have so.
    Variant(String),
    /// What was looked for.
    Hit,
}

/// A stretch of a reading: bytes of its raw text, on character boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark<'a> {
    /// Where.
    pub range: Range<usize>,
    /// What.
    pub kind: Kind<'a>,
}

impl Mark<'_> {
    /// Terms are links, which cannot be cut in two; everything else is cut where it crosses.
    fn is_whole(&self) -> bool {
        matches!(self.kind, Kind::Term { .. })
    }
}

/// A piece of a mark after cutting.
struct Piece<'m, 'a> {
    range: Range<usize>,
    mark: &'m Mark<'a>,
    order: usize,
    /// The mark ends with this piece.
    closes: bool,
    /// The piece is a link, in which no other can stand.
    link: bool,
}

/// The reading as HTML. Marks may nest and cross; of terms that overlap the first stays. A mark
/// that is not a range of the text on character boundaries is left out.
#[must_use]
pub fn reading(raw: &str, marks: &[Mark<'_>]) -> String {
    let mut html = String::with_capacity(raw.len() + marks.len() * 64);
    reading_into(raw, marks, &mut html);
    html
}

/// Writes the reading as [`reading`] gives it at the end of a text.
pub fn reading_into(raw: &str, marks: &[Mark<'_>], html: &mut String) {
    if are_terms_apart(raw, marks) {
        return terms_into(raw, marks, html);
    }
    let mut out = Writer { raw, at: 0, open: Vec::new(), signs: String::new(), html };
    for piece in pieces(raw, marks) {
        out.close(Some(piece.range.start));
        out.text(piece.range.start);
        open(&piece.mark.kind, piece.link, out.html);
        out.open.push(piece);
    }
    out.close(None);
    out.text(raw.len());
}

/// Whether all marks are terms that do not touch each other, in their order: most readings have no
/// others, and nothing needs to be cut.
fn are_terms_apart(raw: &str, marks: &[Mark<'_>]) -> bool {
    let mut at = 0;
    marks.iter().all(|mark| {
        let Range { start, end } = mark.range;
        let follows = at <= start && start < end && raw.get(start..end).is_some();
        at = end;
        follows && mark.is_whole()
    })
}

fn terms_into(raw: &str, marks: &[Mark<'_>], html: &mut String) {
    let mut at = 0;
    for mark in marks {
        escape_into(&raw[at..mark.range.start], html);
        open(&mark.kind, true, html);
        escape_into(&raw[mark.range.clone()], html);
        html.push_str("</a>");
        at = mark.range.end;
    }
    escape_into(&raw[at..], html);
}

/// A reading that is being written.
struct Writer<'r, 'm, 'a> {
    raw: &'r str,
    at: usize,
    open: Vec<Piece<'m, 'a>>,
    /// Signs that wait for the end of a term: a link cannot stand in a link.
    signs: String,
    html: &'r mut String,
}

impl Writer<'_, '_, '_> {
    fn text(&mut self, until: usize) {
        escape_into(&self.raw[self.at..until], self.html);
        self.at = until;
    }

    /// Ends all open pieces that end at or before `until` (all of them for `None`).
    fn close(&mut self, until: Option<usize>) {
        while let Some(piece) =
            self.open.pop_if(|piece| until.is_none_or(|until| piece.range.end <= until))
        {
            self.text(piece.range.end);
            self.html.push_str(match piece.mark.kind {
                _ if piece.link => "</a>",
                Kind::Hit => "</mark>",
                _ => "</span>",
            });
            if piece.closes {
                sign(&piece.mark.kind, &mut self.signs);
            }
            if self.open.iter().all(|piece| !piece.link) {
                self.html.push_str(&self.signs);
                self.signs.clear();
            }
        }
    }
}

/// The marks cut so that any two are apart or one lies in the other, outer ones first.
fn pieces<'m, 'a>(raw: &str, marks: &'m [Mark<'a>]) -> Vec<Piece<'m, 'a>> {
    let valid = |m: &&Mark<'_>| raw.get(m.range.clone()).is_some();
    let mut done: Vec<Piece<'m, 'a>> = Vec::new();
    let mut ordered: Vec<(usize, &Mark<'a>)> = marks.iter().filter(valid).enumerate().collect();
    let rank = |mark: &Mark<'_>| match mark.kind {
        Kind::Term { .. } => 0,
        Kind::Target { .. } => 1,
        _ => 2,
    };
    ordered.sort_by_key(|(_, m)| (rank(m), m.range.start, std::cmp::Reverse(m.range.end)));
    for (order, mark) in ordered {
        let empty = mark.range.is_empty();
        if mark.is_whole() && (empty || done.iter().any(|p| overlap(&p.range, &mark.range))) {
            continue;
        }
        let may_link = matches!(mark.kind, Kind::Term { .. } | Kind::Target { .. }) && !empty;
        let free = || !done.iter().any(|p| p.link && overlap(&p.range, &mark.range));
        let link = may_link && free();
        let cuts = cuts(&mark.range, &done);
        let last = cuts.len() - 2;
        for (n, pair) in cuts.windows(2).enumerate() {
            let range = pair[0]..pair[1];
            done.push(Piece { range, mark, order, closes: n == last, link });
        }
    }
    done.sort_by_key(|p| {
        (p.range.start, std::cmp::Reverse(p.range.end), p.mark.is_whole(), p.order)
    });
    done
}

/// The ends of a range and the places inside at which a piece that crosses it begins or ends.
fn cuts(range: &Range<usize>, done: &[Piece<'_, '_>]) -> Vec<usize> {
    let mut cuts = vec![range.start, range.end];
    for other in done.iter().map(|p| &p.range) {
        if other.start < range.start && range.start < other.end && other.end < range.end {
            cuts.push(other.end);
        }
        if range.start < other.start && other.start < range.end && range.end < other.end {
            cuts.push(other.start);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    if cuts.len() == 1 {
        cuts.push(range.end);
    }
    cuts
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Opens the element of a mark, or of a piece of it; `link` where it leads somewhere.
fn open(kind: &Kind<'_>, link: bool, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = match kind {
        Kind::Term { id, way, again } => {
            let class = if *again { "t t-again" } else { "t" };
            write!(out, r#"<a class="{class}" data-term="{id}" href=""#)
                .and_then(|()| way.write(out, id))
                .and_then(|()| out.write_str("\">"))
        }
        Kind::Note { .. } => write!(out, r#"<span class="x-note">"#),
        Kind::Link(id) => write!(out, r#"<span class="x-link" data-link="{id}">"#),
        Kind::Gap(id) => write!(out, r#"<span class="x-gap" data-gap="{id}">"#),
        Kind::Target { id, url } if link => {
            let url = escape(url);
            write!(out, r#"<a class="x-target" data-target="{id}" href="{url}">"#)
        }
        Kind::Target { id, .. } => {
            write!(out, r#"<span class="x-target" data-target="{id}">"#)
        }
        Kind::Variant(id) => write!(out, r#"<span class="x-variant" data-variant="{id}">"#),
        Kind::Hit => write!(out, r#"<mark class="hit">"#),
    };
}

fn sign(kind: &Kind<'_>, out: &mut String) {
    let Kind::Note { id, sign, first } = kind else { return };
    out.push_str(r#"<a class="note-sign" role="doc-noteref" data-apparatus"#);
    let _ = write!(out, r##" data-note="{id}" href="#n-{id}""##);
    if *first {
        let _ = write!(out, r#" id="nr-{id}""#);
    }
    let _ = write!(out, ">{}</a>", escape(sign));
}

/// Words in several languages as one run of spans, each with its language; `whole` where all
/// languages of the interface are there, so that a view may show one of them alone.
#[must_use]
pub fn spans<'a>(words: impl IntoIterator<Item = (&'a str, &'a str)>, whole: bool) -> String {
    let class = if whole { r#" class="ui""# } else { "" };
    let mut out = String::new();
    for (lang, text) in words {
        if !out.is_empty() {
            out.push(' ');
        }
        for piece in ["<span", class, " lang=\""] {
            out.push_str(piece);
        }
        escape_into(lang, &mut out);
        out.push_str("\">");
        escape_into(text, &mut out);
        out.push_str("</span>");
    }
    out
}

/// Prose in several languages as one block for each, each with its language. `html` is printed as
/// it is; `whole` as in [`spans`].
#[must_use]
pub fn blocks<'a>(prose: impl IntoIterator<Item = (&'a str, &'a str)>, whole: bool) -> String {
    let class = if whole { "ui prose" } else { "prose" };
    let mut out = String::new();
    for (lang, html) in prose {
        let lang = escape(lang);
        let _ = write!(out, r#"<div class="{class}" lang="{lang}">{html}</div>"#);
    }
    out
}

/// Text for the content of an element or a quoted attribute: most is so already.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(is_markup) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    escape_into(text, &mut out);
    Cow::Owned(out)
}

fn is_markup(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')
}

fn escape_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_markup) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// A page on which an `id` leads to the element of another `id` too: an empty anchor of the same
/// kind before an anchor, else the first thing in the element. A table's row has it in its first
/// cell. The page is the same where there is no such element.
#[must_use]
pub fn anchored(mut html: String, now: &str, before: &str) -> String {
    let attribute = format!(" id=\"{now}\"");
    let Some(at) = html.find(&attribute) else { return html };
    let start = html[..at].rfind('<').unwrap_or(at);
    let Some(end) = html[at..].find('>').map(|end| at + end + 1) else { return html };
    if html[start..].starts_with("<i ") {
        let twin = html[start..end].replace(&attribute, &format!(" id=\"{before}\""));
        html.insert_str(start, &format!("{twin}</i>"));
        return html;
    }
    let cell =
        html[end..].find('<').and_then(|cell| html[end + cell..].find('>').map(|e| cell + e));
    let place = match cell {
        Some(cell) if html[start..].starts_with("<tr") => end + cell + 1,
        _ => end,
    };
    html.insert_str(place, &format!("<i class=\"at moved\" id=\"{before}\"></i>"));
    html
}

#[cfg(test)]
mod tests;
