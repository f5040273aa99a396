//! The glossary of a corpus: a line of JSON for each term.

use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::edit::fmt;
use crate::exchange::edit::work::basic;
use crate::exchange::import::draft::tag;
use crate::exchange::import::names;

use serde::Deserialize;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A line of a glossary.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    term_id: String,
    forms: BTreeMap<String, String>,
    #[serde(default)]
    def: String,
}

/// Makes `glossary/corpus.toml` of the lines of a glossary. Definitions become glosses in `lang`.
///
/// # Errors
/// Refuses a line that is malformed, and languages that are none, with the line.
pub fn glossary((path, text): (&str, &str), lang: &str) -> Result<Texts, Refusal> {
    let mut out = format!("theme = {{ {lang} = \"Corpus\" }}\n");
    let mut taken = BTreeSet::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = number + 1;
        let term: Line = serde_json::from_str(line).map_err(|error| {
            let message = error.to_string();
            let what = message.rsplit_once(" at line").map_or(message.as_str(), |(what, _)| what);
            Refusal::new(format!("{path}:{number}:{}: {what}", error.column().max(1)))
        })?;
        let id = names::assign(&[Some(&term.term_id)], "term", &mut taken).ids.remove(0);
        out.push_str(&format!("\n[[term]]\nid = \"{id}\"\nkind = \"concept\"\n"));
        for (lang, form) in &term.forms {
            let lang = tag(lang).ok_or_else(|| {
                Refusal::new(format!("{path}:{number}:1: `{lang}` is not a language tag"))
            })?;
            out.push_str(&format!("forms.{lang} = {{ form = {} }}\n", basic(form)));
        }
        if !term.def.is_empty() {
            out.push_str(&format!("gloss.{lang} = {}\n", basic(&term.def)));
        }
    }
    let name = "glossary/corpus.toml";
    Ok(Texts::from([(name.to_owned(), fmt::text(name, &out)?)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_keep_their_forms_and_definitions() {
        let text = "{\"term_id\":\"T 1\",\"forms\":{\"zh\":\"道\",\"en\":\"way \\\"x\\\"\"},\"def\":\"a\\nb\"}\n";
        let files = glossary(("g.jsonl", text), "en").unwrap();
        let table: toml::Table = files["glossary/corpus.toml"].parse().unwrap();
        let term = &table["term"][0];
        assert_eq!(term["id"].as_str(), Some("t-1"));
        assert_eq!(term["forms"]["en"]["form"].as_str(), Some("way \"x\""));
        assert_eq!(term["gloss"]["en"].as_str(), Some("a\nb"));
        let refusal = glossary(("g.jsonl", &text.replace("\"def\"", "\"x\"")), "en").unwrap_err();
        assert!(refusal.message.starts_with("g.jsonl:1:"), "{refusal:?}");
    }
}
