//! The matcher: all forms of all terms as one automaton per language, built once per edition.

use crate::model::Edition;
use crate::model::Form;
use crate::model::Lang;
use crate::model::Match;
use crate::model::RenderingStatus;
use crate::model::Term;
use crate::text::Folded;
use crate::text::at_word_edges;
use crate::text::fold;

use aho_corasick::AhoCorasick;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::is_nfc;

use std::collections::BTreeMap;
use std::ops::Range;

/// Endings that a form of a spaced language may take without being listed, folded.
const ENDINGS: [&str; 3] = ["s", "es", "'s"];

/// A document, one of its segments and one of its witnesses, by index.
pub(crate) type ReadingKey = (usize, usize, usize);

/// What editors decided about terms in one reading: terms with bytes of `Text::raw`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decisions {
    /// Occurrences switched off.
    pub(crate) excluded: Vec<(usize, Range<usize>)>,
    /// Places given to a term.
    pub(crate) marked: Vec<(usize, Range<usize>)>,
}

/// Finds the forms of all terms in a reading.
#[derive(Debug, Clone)]
pub struct Matcher {
    languages: Vec<(Lang, LanguageMatcher)>,
    decisions: BTreeMap<ReadingKey, Decisions>,
}

#[derive(Debug, Clone)]
struct LanguageMatcher {
    /// `None` where the language has no forms.
    automaton: Option<AhoCorasick>,
    /// For each pattern the forms that it stands for.
    candidates: Vec<Vec<Candidate>>,
}

/// A form behind a pattern.
#[derive(Debug, Clone)]
struct Candidate {
    term: usize,
    form: usize,
    only_in: Option<(usize, usize)>,
    /// The folded words, where their case counts.
    exact: Option<Box<str>>,
    status: RenderingStatus,
    inflected: bool,
}

/// A form found in a reading, at word edges, in its witness, with its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Bytes in `Text::raw`.
    pub(crate) range: Range<usize>,
    /// Which of several forms at the same place wins: the smallest.
    rank: (bool, bool, RenderingStatus, bool),
    pub(crate) term: usize,
    pub(crate) form: usize,
}

impl Hit {
    /// Sorts leftmost first, longest first, then the form that is most to the point.
    pub(crate) fn key(&self) -> impl Ord + use<> {
        let Range { start, end } = self.range;
        (start, std::cmp::Reverse(end), self.rank, self.term, self.form)
    }
}

impl Matcher {
    /// Builds one automaton for each language that has witnesses.
    #[must_use]
    pub fn new(edition: &Edition) -> Self {
        let mut tags: Vec<&Lang> =
            edition.documents.iter().flat_map(|d| d.witnesses.iter().map(|w| &w.lang)).collect();
        tags.sort();
        tags.dedup();
        let languages = tags
            .into_par_iter()
            .map(|lang| (lang.clone(), LanguageMatcher::new(lang, &edition.terms)))
            .collect();
        Self { languages, decisions: decisions(&edition.terms) }
    }

    /// What editors decided about terms in a reading.
    pub(crate) fn decisions(&self, key: ReadingKey) -> Option<&Decisions> {
        self.decisions.get(&key)
    }

    /// All valid hits in a text of a language, sorted by [`Hit::key`]; overlapping ones too.
    pub(crate) fn hits(&self, lang: &Lang, key: ReadingKey, raw: &str) -> Vec<Hit> {
        let found = self.languages.binary_search_by(|(tag, _)| tag.cmp(lang));
        let Ok(at) = found else { return Vec::new() };
        let mut hits = self.languages[at].1.hits((key.0, key.2), raw);
        hits.sort_unstable_by_key(Hit::key);
        hits
    }
}

fn decisions(terms: &[Term]) -> BTreeMap<ReadingKey, Decisions> {
    let mut all: BTreeMap<ReadingKey, Decisions> = BTreeMap::new();
    for (index, term) in terms.iter().enumerate() {
        for anchor in &term.exclude {
            let key = (anchor.document, anchor.segment, anchor.witness);
            let ranges = anchor.ranges.iter().map(|range| (index, range.clone()));
            all.entry(key).or_default().excluded.extend(ranges);
        }
        for anchor in &term.marked {
            let key = (anchor.document, anchor.segment, anchor.witness);
            let ranges = anchor.ranges.iter().map(|range| (index, range.clone()));
            all.entry(key).or_default().marked.extend(ranges);
        }
    }
    all
}

impl LanguageMatcher {
    fn new(lang: &Lang, terms: &[Term]) -> Self {
        let mut patterns: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
        for (index, term) in terms.iter().enumerate().filter(|(_, t)| t.matching == Match::Auto) {
            for (number, form) in term.forms.iter().enumerate() {
                if !form.lang.serves(lang) {
                    continue;
                }
                for (words, inflected) in spellings(form) {
                    let candidate = Candidate {
                        term: index,
                        form: number,
                        only_in: form.only_in,
                        status: form.status,
                        exact: term.exact_case.then(|| words.as_str().into()),
                        inflected,
                    };
                    patterns.entry(words.to_ascii_lowercase()).or_default().push(candidate);
                }
            }
        }
        // Building fails only for gigabytes of patterns; such a glossary has no occurrences.
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(patterns.keys())
            .ok()
            .filter(|_| !patterns.is_empty());
        Self { automaton, candidates: patterns.into_values().collect() }
    }

    fn hits(&self, witness: (usize, usize), raw: &str) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let view = View::new(raw);
        let text = view.text();
        let mut hits = Vec::new();
        for found in automaton.try_find_overlapping_iter(text).into_iter().flatten() {
            if !stands_alone(text, &found.range()) {
                continue;
            }
            let range = view.original(found.range());
            let candidates = self.candidates[found.pattern().as_usize()].iter();
            let valid = candidates.filter(|c| c.is_valid(witness, &text[found.range()]));
            hits.extend(valid.filter(|_| !range.is_empty()).map(|c| c.hit(range.clone())));
        }
        hits
    }
}

impl Candidate {
    fn is_valid(&self, witness: (usize, usize), words: &str) -> bool {
        self.only_in.is_none_or(|only| only == witness)
            && self.exact.as_deref().is_none_or(|exact| exact == words)
    }

    fn hit(&self, range: Range<usize>) -> Hit {
        let rank = (self.only_in.is_none(), self.exact.is_none(), self.status, self.inflected);
        Hit { range, rank, term: self.term, form: self.form }
    }
}

/// Whether a match is not a piece of a longer word or of a composed character.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    at_word_edges(text, range) && !text[range.end..].starts_with(is_combining_mark)
}

/// The folded words of a form, and with the endings of its language.
fn spellings(form: &Form) -> Vec<(String, bool)> {
    let words = fold(&form.text).text.trim().to_owned();
    if words.is_empty() {
        return Vec::new();
    }
    let takes_endings = form.lang.is_spaced() && words.ends_with(char::is_alphanumeric);
    let endings = if takes_endings { ENDINGS.as_slice() } else { &[] };
    let inflected: Vec<_> = endings.iter().map(|end| (format!("{words}{end}"), true)).collect();
    std::iter::once((words, false)).chain(inflected).collect()
}

/// The index of the form that these words are, endings and case aside.
pub(crate) fn form_of(term: &Term, lang: &Lang, words: &str) -> Option<usize> {
    let words = fold(words).text.to_ascii_lowercase();
    term.forms.iter().position(|form| {
        form.lang.serves(lang)
            && spellings(form).iter().any(|(form, _)| form.to_ascii_lowercase() == words)
    })
}

/// A reading as it is matched: itself where folding would change nothing.
enum View<'a> {
    Plain(&'a str),
    Folded(Folded),
}

impl<'a> View<'a> {
    fn new(raw: &'a str) -> Self {
        if is_folded(raw) { Self::Plain(raw) } else { Self::Folded(fold(raw)) }
    }

    fn text(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Folded(folded) => &folded.text,
        }
    }

    fn original(&self, range: Range<usize>) -> Range<usize> {
        match self {
            Self::Plain(_) => range,
            Self::Folded(folded) => folded.original(range),
        }
    }
}

/// Whether folding leaves a text as it is: no curly quotes, no white space but single spaces.
fn is_folded(raw: &str) -> bool {
    if raw.is_ascii() {
        let bytes = raw.as_bytes();
        return !bytes.iter().any(|byte| (b'\t'..=b'\r').contains(byte))
            && !bytes.windows(2).any(|pair| pair == b"  ");
    }
    let mut before = '\0';
    let mut plain = true;
    for c in raw.chars() {
        let folds = matches!(c, '\u{2018}'..='\u{201F}')
            || c.is_whitespace() && (c != ' ' || before == ' ');
        if folds {
            return false;
        }
        plain &= is_nfc_alone(c);
        before = c;
    }
    plain || is_nfc(raw)
}

/// Whether a character is in normal form whatever stands around it: those of which most texts
/// consist. The answer for any other is slower and left to [`is_nfc`].
fn is_nfc_alone(c: char) -> bool {
    matches!(c, '\0'..='\x7f' | '\u{4E00}'..='\u{9FFF}' | '\u{3001}'..='\u{3011}' | '\u{FF01}'..='\u{FF5E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_matched_as_it_is_only_where_folding_changes_nothing() {
        let plain = ["", "a b", " a", "a ", "数据 b", "(5G)", "« »"];
        let folded = ["a  b", "a\tb", "a\nb", "a\r\nb", "a\u{b}b", "数据  b", "“a”", "e\u{301}"];
        for raw in plain.into_iter().chain(folded) {
            assert_eq!(is_folded(raw), fold(raw).text == raw, "{raw:?}");
        }
        assert!(folded.into_iter().all(|raw| !is_folded(raw)));
    }
}
