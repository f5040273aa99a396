//! PO (gettext): one source and one translation, a message per segment.

use crate::exchange::export::work::Work;
use crate::exchange::export::work::best;

use std::fmt::Write;

/// Makes the file of a source witness and a translation. Segments without words in the source
/// cannot be messages; they are named in a comment at the end.
pub(crate) fn file(work: &Work<'_>, source: usize, target: usize) -> Vec<u8> {
    let mut out = head(work, source, target);
    let mut without = Vec::new();
    for (index, segment) in work.document.segments.iter().enumerate() {
        match work.text(index, source) {
            Some(text) => message(work, (index, target), text, &mut out),
            None if work.text(index, target).is_some() => without.push(segment.id.as_str()),
            None => {}
        }
    }
    if !without.is_empty() {
        writeln!(out, "\n# no-source: {}", without.join(" ")).ok();
    }
    out.into_bytes()
}

fn head(work: &Work<'_>, source: usize, target: usize) -> String {
    let facts = |witness: usize| &work.document.witnesses[witness];
    let mut out = String::new();
    for witness in [source, target] {
        let facts = facts(witness);
        let title = best(&work.document.title, &facts.lang).replace(['\n', '\r'], " ");
        writeln!(out, "# {}: {title}", facts.id).ok();
    }
    let date = work.whole.date;
    let header = format!(
        "Project-Id-Version: {} {}\nPO-Revision-Date: {date} 00:00+0000\nLanguage: {}\n\
         MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n\
         Content-Transfer-Encoding: 8bit\nX-Source-Language: {}\nX-Generator: duizhao {}\n",
        work.document.id,
        work.whole.edition.site.version,
        facts(target).lang.as_str().replace('-', "_"),
        facts(source).lang,
        work.whole.tool,
    );
    out.push_str("msgid \"\"\nmsgstr \"\"\n");
    for line in header.lines() {
        writeln!(out, "\"{}\\n\"", escaped(line)).ok();
    }
    out
}

fn message(work: &Work<'_>, (index, target): (usize, usize), source: &str, out: &mut String) {
    out.push('\n');
    for &note in work.annotated.attached.notes.get(&index).into_iter().flatten() {
        let note = &work.document.notes[note];
        for (lang, body) in note.body.iter() {
            for line in body.lines().filter(|line| !line.trim().is_empty()) {
                writeln!(out, "#. {lang}: {line}").ok();
            }
        }
    }
    let id = format!("{}:{}", work.document.id, work.document.segments[index].id);
    let translation = work.text(index, target).unwrap_or_default();
    writeln!(out, "#: {}", work.whole.permalink(work.index, index)).ok();
    writeln!(out, "msgctxt \"{}\"\nmsgid \"{}\"", escaped(&id), escaped(source)).ok();
    writeln!(out, "msgstr \"{}\"", escaped(translation)).ok();
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::fixture::Fixture;

    #[test]
    fn messages_are_escaped_and_keep_their_segment() {
        let fixture = Fixture::new(
            "document d zh:zh-Hans:source en:en\ns1 | “一” | \"one\" \\ two\ns2 | 二 | -\ns3 | - | three",
        );
        let text = String::from_utf8(file(&fixture.work(0), 0, 1)).unwrap();
        assert!(
            text.contains("msgctxt \"d:s1\"\nmsgid \"“一”\"\nmsgstr \"\\\"one\\\" \\\\ two\"\n")
        );
        assert!(text.contains("msgid \"二\"\nmsgstr \"\"\n"));
        assert!(text.ends_with("# no-source: s3\n"));
        assert!(text.contains("\"Language: en\\n\"") && text.contains("charset=UTF-8"));
    }
}
