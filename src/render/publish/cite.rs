//! References as people write them, in several styles. The styles are words of the interface:
//! `{author}` stands for a value, `*…*` for italics, and `⟨…⟩` is left out where one of its values
//! is not known.

use crate::model::Date;
use crate::model::Lang;
use crate::model::Localized;
use crate::model::SiteInfo;
use crate::render::sheet::Sheet;
use crate::render::theme::Strings;
use crate::render::url;

use serde::Serialize;

use std::collections::BTreeMap;

/// Keys below `cite-style`, and the styles' own names, the same in every language.
const STYLES: [(&str, &str); 4] =
    [("gbt", "GB/T 7714"), ("chicago", "Chicago"), ("apa", "APA"), ("mla", "MLA")];

/// Stands for the borders of italics while values are put in; no text has it.
const ITALICS: char = '\u{e000}';

/// Stands behind an address, where the place within its page can be added; no text has it.
const ADDRESS: char = '\u{e001}';

/// What is cited, in one language, in all styles.
#[derive(Debug, Serialize)]
pub struct Citations<'a> {
    lang: &'a str,
    styles: Vec<Style>,
}

#[derive(Debug, Serialize)]
struct Style {
    name: &'static str,
    parts: Vec<Part>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Part {
    text: String,
    italic: bool,
    /// Whether an address of a page ends here.
    address: bool,
}

/// References to a document of the edition, or to the edition, per language of the interface.
#[must_use]
pub fn of(sheet: Sheet<'_>, document: Option<usize>) -> Vec<Citations<'_>> {
    let strings = sheet.book.strings.iter();
    strings
        .map(|(lang, words)| {
            let values = values(sheet, document, lang, words);
            let style = |(key, name): (&str, &'static str)| {
                let pattern = words.get(&format!("cite-style.{key}"))?;
                Some(Style { name, parts: parts(&filled(pattern, &values)) })
            };
            Citations {
                lang: lang.as_str(),
                styles: STYLES.into_iter().filter_map(style).collect(),
            }
        })
        .filter(|citations| !citations.styles.is_empty())
        .collect()
}

type Values = BTreeMap<&'static str, String>;

fn values(sheet: Sheet<'_>, document: Option<usize>, lang: &Lang, words: &Strings) -> Values {
    let site: &SiteInfo = &sheet.edition().site;
    let best = |texts: &Localized<String>| {
        let equal = texts.get(lang).or_else(|| texts.iter().map(|(_, text)| text).next());
        equal.cloned().unwrap_or_default()
    };
    let address = |path: &str| site.base_url.as_deref().map(|base| url::canonical(base, path));
    let mut values = Values::from([("version", site.version.clone())]);
    dates(&mut values, ["date", "date-reverse", "date-short", "date-year"], site.date, words);
    values.insert("date-iso", site.date.map(|date| date.to_string()).unwrap_or_default());
    match document.map(|index| sheet.document(index)) {
        None => {
            values.insert("title", best(&site.title));
            values.insert("url", address(url::HOME).unwrap_or_default());
        }
        Some(document) => {
            let names = ["issued", "issued-reverse", "issued-short", "issued-year"];
            dates(&mut values, names, document.issued, words);
            values.insert("author", best(&document.issuer));
            values.insert("title", best(&document.title));
            values.insert("number", document.number.clone().unwrap_or_default());
            values.insert("site", best(&site.title));
            let own = url::folder(document.id.as_str());
            // A page of a part names itself.
            let path = if sheet.path.starts_with(&own[..=document.id.as_str().len()]) {
                sheet.path
            } else {
                &own
            };
            let address = address(path).map(|address| format!("{address}{ADDRESS}"));
            values.insert("url", address.unwrap_or_default());
        }
    }
    values
}

/// Adds a date as three patterns below `cite-date` write it, and its year.
fn dates(values: &mut Values, names: [&'static str; 4], date: Option<Date>, words: &Strings) {
    let Some(date) = date else { return };
    let month = words.get(&format!("month.{}", date.month));
    let parts = Values::from([
        ("year", date.year.to_string()),
        ("month", month.cloned().unwrap_or_else(|| date.month.to_string())),
        ("day", date.day.to_string()),
    ]);
    for (name, key) in names.into_iter().zip(["long", "reverse", "short"]) {
        let pattern = words.get(&format!("cite-date.{key}"));
        values.insert(name, pattern.map(|pattern| filled(pattern, &parts)).unwrap_or_default());
    }
    values.insert(names[3], date.year.to_string());
}

/// A pattern with its values; the borders of italics are marked.
fn filled(pattern: &str, values: &Values) -> String {
    let pattern = pattern.replace('*', &ITALICS.to_string());
    let mut out = String::new();
    let mut rest = pattern.as_str();
    while let Some((before, after)) = rest.split_once('⟨') {
        let (optional, after) = after.split_once('⟩').unwrap_or((after, ""));
        out.push_str(&put(before, values).0);
        if let (text, true) = put(optional, values) {
            out.push_str(&text);
        }
        rest = after;
    }
    out + &put(rest, values).0
}

/// A piece with its values, and whether all of them are known.
fn put(piece: &str, values: &Values) -> (String, bool) {
    let mut out = String::new();
    let mut known = true;
    let mut rest = piece;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = values.get(name).map_or("", String::as_str);
        known &= !value.is_empty();
        out.push_str(before);
        out.push_str(value);
        rest = after;
    }
    (out + rest, known)
}

fn parts(text: &str) -> Vec<Part> {
    let pieces = text.split(ITALICS).enumerate();
    let pieces = pieces
        .flat_map(|(n, text)| text.split_inclusive(ADDRESS).map(move |text| (n % 2 == 1, text)));
    let part = |(italic, text): (bool, &str)| {
        let address = text.ends_with(ADDRESS);
        Part { text: text.trim_end_matches(ADDRESS).to_owned(), italic, address }
    };
    pieces.map(part).filter(|part| !part.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, values: &[(&'static str, &str)], expected: &str) {
        let values = values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        assert_eq!(filled(pattern, &values).replace(ITALICS, "*"), expected);
    }

    #[test]
    fn what_is_not_known_is_left_out_with_the_words_around_it() {
        let pattern = "⟨{author}. ⟩{title}⟨, {issued}⟩⟨ In *{site}*.⟩";
        check(pattern, &[("title", "T"), ("author", "A")], "A. T");
        check(pattern, &[("title", "T"), ("site", "S"), ("issued", "1 May")], "T, 1 May In *S*.");
    }

    #[test]
    fn signs_in_a_title_are_no_italics() {
        let values = Values::from([("title", "a*b*c".to_owned())]);
        let made = parts(&filled("*{title}*.", &values));
        let part = |text: &str, italic| Part { text: text.to_owned(), italic, address: false };
        assert_eq!(made, [part("a*b*c", true), part(".", false)]);
    }

    #[test]
    fn the_end_of_an_address_is_known() {
        let made = parts(&format!("T. https://x.org/d/{ADDRESS}."));
        let part = |text: &str, address| Part { text: text.to_owned(), italic: false, address };
        assert_eq!(made, [part("T. https://x.org/d/", true), part(".", false)]);
    }
}
