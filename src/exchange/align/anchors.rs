//! What ties a sentence to its translation besides its length: numbers, Latin names, terms.

use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::edit::opened::read;
use crate::format::glossary::Glossary;
use crate::model::Lang;
use crate::text::at_word_edges;

use aho_corasick::AhoCorasick;
use aho_corasick::MatchKind;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The forms of all terms in two languages.
#[derive(Debug, Default)]
pub struct Terms {
    /// Form and its term: of the source, of the translation.
    forms: [Vec<(String, String)>; 2],
}

impl Terms {
    /// The terms of the glossary of an edition.
    ///
    /// # Errors
    /// Refuses a glossary that cannot be read.
    pub fn new(texts: &Texts, langs: [&Lang; 2]) -> Result<Self, Refusal> {
        let mut terms = Self::default();
        let files = texts.iter().filter(|(path, _)| path.starts_with("glossary/"));
        for (path, text) in files {
            let glossary: Glossary = read(path, text)?;
            for term in glossary.term.iter().map(toml::Spanned::get_ref) {
                for (tag, forms) in &term.forms {
                    let Some(lang) = Lang::new(tag.get_ref()) else { continue };
                    for (side, wanted) in langs.iter().enumerate() {
                        if lang.serves(wanted) {
                            let all = std::iter::once(&forms.form).chain(&forms.also);
                            let id = term.id.get_ref();
                            let pairs = all.map(|form| (form.get_ref().clone(), id.clone()));
                            terms.forms[side].extend(pairs);
                        }
                    }
                }
            }
        }
        Ok(terms)
    }
}

/// The anchors of the sentences of both texts, as numbers, and how much each is worth.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    /// Sentence → its anchors, sorted: of the source, of the translation.
    pub(crate) of: [Vec<Vec<usize>>; 2],
    /// What an anchor is: `2035`, `IPv6`, the id of a term.
    pub(crate) names: Vec<String>,
    /// The rarer, the more.
    pub(crate) weights: Vec<f64>,
}

impl Anchors {
    /// Finds the anchors of all sentences. One that stands on one side alone ties nothing.
    pub(crate) fn new(sides: [&[&str]; 2], terms: &Terms) -> Self {
        let found: Vec<Vec<BTreeSet<String>>> = sides
            .iter()
            .zip(&terms.forms)
            .map(|(sentences, forms)| {
                let matcher = Matcher::new(forms);
                sentences.iter().map(|sentence| keys(sentence, &matcher)).collect()
            })
            .collect();
        let count = |side: &Vec<BTreeSet<String>>| {
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            side.iter().flatten().for_each(|key| *counts.entry(key.clone()).or_default() += 1);
            counts
        };
        let [first, second] = [count(&found[0]), count(&found[1])];
        let all = sides.iter().map(|side| side.len()).sum::<usize>();
        let mut anchors = Self::default();
        let mut index = BTreeMap::new();
        for (key, here) in &first {
            let Some(there) = second.get(key) else { continue };
            index.insert(key.clone(), anchors.names.len());
            anchors.names.push(key.clone());
            anchors.weights.push(weight(all, here + there));
        }
        let number =
            |keys: &BTreeSet<String>| keys.iter().filter_map(|k| index.get(k).copied()).collect();
        for (side, found) in anchors.of.iter_mut().zip(&found) {
            *side = found.iter().map(number).collect();
        }
        anchors
    }
}

/// The logarithm of how rare an anchor is.
#[expect(clippy::cast_precision_loss, reason = "no text has 2^52 sentences")]
fn weight(all: usize, occurrences: usize) -> f64 {
    (all as f64 / occurrences as f64).ln().clamp(0.2, 4.0)
}

struct Matcher<'f> {
    forms: &'f [(String, String)],
    automaton: Option<AhoCorasick>,
}

impl<'f> Matcher<'f> {
    fn new(forms: &'f [(String, String)]) -> Self {
        let builder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(forms.iter().map(|(form, _)| form));
        Self { forms, automaton: builder.ok() }
    }
}

/// The anchors of a sentence: numbers, Latin words of a text in another script or of capitals and
/// digits, terms.
fn keys(sentence: &str, matcher: &Matcher<'_>) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == ',';
    for piece in sentence.split(|c| !plain(c)) {
        let piece = piece.trim_matches(['.', ',']);
        if piece.starts_with(|c: char| c.is_ascii_digit()) {
            let digits: String = piece.chars().filter(|c| *c != ',').collect();
            let number = digits.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            keys.insert(number.to_owned());
        }
        if piece.chars().filter(char::is_ascii_uppercase).count() > 0 && piece.len() > 1 {
            keys.insert(piece.to_ascii_lowercase());
        }
    }
    if let Some(automaton) = &matcher.automaton {
        let found = automaton.find_iter(sentence).filter(|m| at_word_edges(sentence, &m.range()));
        keys.extend(found.map(|m| matcher.forms[m.pattern().as_usize()].1.clone()));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_names_and_terms_tie_sentences() {
        let terms = Terms {
            forms: [
                vec![("数据要素".to_owned(), "shuju-yaosu".to_owned())],
                vec![("data factor".to_owned(), "shuju-yaosu".to_owned())],
            ],
        };
        let anchors = Anchors::new(
            [
                &["到2035年，数据要素", "5G和IPv6网络1,000个"],
                &["1000 networks of 5G, IPv6.", "By 2035. Data factors"],
            ],
            &terms,
        );
        let names = |side: usize, sentence: usize| -> Vec<&str> {
            anchors.of[side][sentence].iter().map(|&key| anchors.names[key].as_str()).collect()
        };
        assert_eq!(names(0, 0), ["2035"]);
        assert_eq!(names(0, 1), ["1000", "5", "5g", "ipv6"]);
        assert_eq!(names(1, 0), names(0, 1));
        let singular = Anchors::new([&["数据要素"], &["The data factor"]], &terms);
        assert_eq!(singular.names, ["shuju-yaosu"]);
    }
}
