//! Terms, targets and notes as books, so that they are found as texts are.

use crate::model::Edition;
use crate::model::Lang;
use crate::model::Localized;
use crate::model::Term;
use crate::render::url;
use crate::text::search::fold_char;

/// Editors' own matter of one kind.
#[derive(Debug, Clone)]
pub(crate) struct Matter {
    /// `terms`, `targets` or `notes`.
    pub(crate) kind: &'static str,
    /// The languages in which its entries speak.
    pub(crate) witnesses: Vec<Voice>,
    /// Its entries in order.
    pub(crate) entries: Vec<Entry>,
}

/// What stands in the place of a witness.
#[derive(Debug, Clone)]
pub(crate) struct Voice {
    /// Name within the matter.
    pub(crate) id: String,
    /// Language of its texts.
    pub(crate) lang: Lang,
}

/// A term, a target, a note.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// From the root of the site to it.
    pub(crate) way: String,
    /// A text for each voice, empty where there is none; phrases do not run over the end of a line.
    pub(crate) texts: Vec<String>,
}

/// The language under which pronunciations stand: it spaces its words.
const PRONUNCIATION: &str = "und-Latn";

/// All matter of an edition; a kind without entries is there all the same.
pub(crate) fn matter(edition: &Edition) -> Vec<Matter> {
    vec![terms(edition), targets(edition), notes(edition)]
}

fn voices(languages: &[Lang]) -> Vec<Voice> {
    languages.iter().map(|lang| Voice { id: lang.to_string(), lang: lang.clone() }).collect()
}

fn terms(edition: &Edition) -> Matter {
    let mut languages: Vec<Lang> = Vec::new();
    for form in edition.terms.iter().flat_map(|term| &term.forms) {
        if !languages.iter().any(|lang| lang.serves(&form.lang)) {
            languages.push(form.lang.clone());
        }
    }
    let mut witnesses = voices(&languages);
    if let Some(lang) = Lang::new(PRONUNCIATION) {
        witnesses.push(Voice { id: "said".to_owned(), lang });
    }
    let entry = |term: &Term| {
        let mut texts: Vec<String> = languages.iter().map(|lang| forms(term, lang)).collect();
        texts.push(said(term));
        Entry { way: url::term(term.id.as_str()), texts }
    };
    let found = edition.terms.iter().filter(|_| !edition.site.publishing.without.terms);
    Matter { kind: "terms", witnesses, entries: found.map(entry).collect() }
}

/// All forms of a language, each once, line by line.
fn forms(term: &Term, lang: &Lang) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for form in term.forms.iter().filter(|form| form.lang.serves(lang)) {
        if !lines.contains(&form.text.as_str()) {
            lines.push(&form.text);
        }
    }
    lines.join("\n")
}

/// How a term is said: as written, and without spaces and tones on a line of its own.
fn said(term: &Term) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (_, said) in term.pronunciation.iter() {
        let mut together = String::new();
        for c in said.chars().filter(|c| c.is_alphanumeric()) {
            fold_char(c, |f| together.push(f));
        }
        lines.extend([said.clone(), together]);
    }
    lines.join("\n")
}

fn targets(edition: &Edition) -> Matter {
    let languages = &edition.site.languages;
    let all = edition.documents.iter().flat_map(|document| &document.targets);
    let entries = all.map(|target| Entry {
        way: format!("{}#{}", url::TARGETS, url::target(target.id.as_str())),
        texts: languages.iter().map(|lang| localized(&target.indicator, lang)).collect(),
    });
    Matter { kind: "targets", witnesses: voices(languages), entries: entries.collect() }
}

fn notes(edition: &Edition) -> Matter {
    let languages = &edition.site.languages;
    let mut entries = Vec::new();
    for document in &edition.documents {
        for note in &document.notes {
            let page = url::reader_at(document, note.at.segment);
            entries.push(Entry {
                way: format!("{page}#{}", url::note(note.id.as_str())),
                texts: languages.iter().map(|lang| plain(&localized(&note.body, lang))).collect(),
            });
        }
    }
    Matter { kind: "notes", witnesses: voices(languages), entries }
}

fn localized(value: &Localized<String>, lang: &Lang) -> String {
    value.get(lang).cloned().unwrap_or_default()
}

/// Markdown without its signs: the words that a reader sees, each paragraph a line.
fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown.trim();
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("](") {
            rest = after.split_once(')').map_or("", |(_, after)| after);
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '*' | '`' | '[' | '#' | '>' | '\\' => {}
            '\n' if rest.starts_with('\n') => out.push('\n'),
            '\n' if !out.ends_with('\n') => out.push(' '),
            '\n' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_searched_without_their_signs() {
        let text = "The *term* [2522](../terms/2522/), in\nfull.\n\nNext `x`";
        assert_eq!(plain(text), "The term 2522, in full.\nNext x");
    }
}
