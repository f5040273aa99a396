//! BibTeX and `BibLaTeX`.

use crate::exchange::export::bibliography::entry::Entry;
use crate::exchange::export::bibliography::entry::entries;
use crate::exchange::export::work::Work;

use std::fmt::Write;

/// Makes the file.
pub(crate) fn file(work: &Work<'_>) -> Vec<u8> {
    let entries = entries(work);
    entries.iter().map(entry).collect::<Vec<_>>().join("\n").into_bytes()
}

fn entry(entry: &Entry<'_>) -> String {
    let mut out = format!("@misc{{{},\n", entry.key);
    let mut field = |name: &str, value: &str| {
        writeln!(out, "  {name} = {{{value}}},").ok();
    };
    // A second pair of braces keeps a body's name whole and a title's capitals as they are.
    field("author", &format!("{{{}}}", escaped(entry.author)));
    field("title", &format!("{{{}}}", escaped(entry.title)));
    if let Some(container) = entry.container {
        field("howpublished", &escaped(container));
    }
    if !entry.translators.is_empty() {
        let names = entry.translators.iter().map(|name| format!("{{{}}}", escaped(name)));
        field("translator", &names.collect::<Vec<_>>().join(" and "));
    }
    if let Some(publisher) = entry.publisher {
        field("publisher", &escaped(publisher));
    }
    if let Some(date) = entry.date {
        field("date", &date.to_string());
        field("year", &date.year.to_string());
        field("month", &date.month.to_string());
    }
    let plain = [
        ("number", entry.number),
        ("version", entry.version),
        ("note", entry.note.as_deref()),
        ("langid", Some(entry.lang)),
    ];
    for (name, value) in plain {
        if let Some(value) = value {
            field(name, &escaped(value));
        }
    }
    if let Some(url) = &entry.url {
        field("url", &url.replace(['{', '}'], ""));
    }
    if let Some(date) = entry.retrieved {
        field("urldate", &date.to_string());
    }
    out + "}\n"
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture::document_mut;
    use crate::exchange::export::fixture::Fixture;

    #[test]
    fn the_edition_and_each_witness_have_an_entry() {
        let mut fixture = Fixture::new("document d zh:zh-Hans:source en:en\ns1 | 一 | one");
        document_mut(&mut fixture.edition, 0).witnesses[1].credit = vec!["A & B".into()];
        fixture.changed();
        let text = String::from_utf8(file(&fixture.work(0))).unwrap();
        for key in ["@misc{d,", "@misc{d-zh,", "@misc{d-en,"] {
            assert!(text.contains(key), "{text}");
        }
        assert!(text.contains("translator = {{A \\& B}}"));
        assert_eq!(text.matches('{').count(), text.matches('}').count());
    }
}
