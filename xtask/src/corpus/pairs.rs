//! Neutral corpora of segment pairs as JSON lines, in three sizes: the same size gives the same bytes.
//!
//! A line is `{doc_id, title, seg_id, src_lang, src, trans_lang, trans}`; the glossary beside it has
//! a line `{term_id, forms: {lang: form}, def}` for each term.

use crate::corpus::HAN;
use crate::corpus::Numbers;
use crate::corpus::WORDS;

use serde::Serialize;

use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::Write;
use std::path::Path;

/// Words that only terms are made of, so that a larger glossary is not found more often.
const WORDS_OF_TERMS: usize = 80;

/// A size of corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    /// What it is called.
    pub(crate) name: &'static str,
    /// How many documents it has, their lengths uneven.
    pub(crate) documents: usize,
    /// How many pairs all of them have together.
    pub(crate) pairs: usize,
}

/// All sizes.
pub(crate) const SIZES: [Size; 3] = [
    Size { name: "small", documents: 100, pairs: 15_000 },
    Size { name: "medium", documents: 1_000, pairs: 155_000 },
    Size { name: "large", documents: 7_304, pairs: 972_000 },
];

/// A line of a corpus.
#[derive(Debug, Serialize)]
struct Line<'a> {
    doc_id: &'a str,
    title: &'a str,
    seg_id: &'a str,
    src_lang: &'a str,
    src: &'a str,
    trans_lang: &'a str,
    trans: &'a str,
}

/// A line of a glossary.
#[derive(Debug, Serialize)]
struct TermLine<'a> {
    term_id: &'a str,
    forms: Forms<'a>,
    def: &'a str,
}

#[derive(Debug, Serialize)]
struct Forms<'a> {
    zh: &'a str,
    en: &'a str,
}

/// A form of a term in Chinese and one in English.
type Term = (String, String);

/// The vocabulary of a corpus.
struct Vocabulary {
    han: Vec<char>,
    /// Words of running text.
    words: Vec<&'static str>,
    terms: Vec<Term>,
}

impl Vocabulary {
    fn new(terms: usize) -> Self {
        let all: Vec<&str> = WORDS.split(' ').collect();
        let (of_terms, words) = all.split_at(WORDS_OF_TERMS);
        let han: Vec<char> = HAN.chars().collect();
        let mut taken = BTreeSet::new();
        let mut numbers = Numbers(7);
        let mut all = Vec::with_capacity(terms);
        while all.len() < terms {
            let zh: String = (0..3).map(|_| han[numbers.below(han.len())]).collect();
            let mut word = || of_terms[numbers.below(of_terms.len())];
            let en = format!("{} {}", word(), word());
            let is_new = taken.insert(zh.clone()) & taken.insert(en.clone());
            if is_new {
                all.push((zh, en));
            }
        }
        Self { han, words: words.to_vec(), terms: all }
    }

    /// A sentence in both languages. Short ones are more frequent than long ones.
    fn pair(&self, numbers: &mut Numbers) -> (String, String) {
        let length = 8 + numbers.below(24) * numbers.below(24) / 18;
        let term = &self.terms[numbers.below(self.terms.len())];
        let has_term = numbers.below(4) > 0;
        let at = numbers.below(length);
        let mut zh = String::new();
        for place in 0..length {
            if place == at && has_term {
                zh.push_str(&term.0);
            }
            zh.push(self.han[numbers.below(self.han.len())]);
            if place % 11 == 10 && place + 1 < length {
                zh.push('，');
            }
        }
        zh.push('。');
        let mut en = String::from("The");
        for place in 0..length * 2 / 3 {
            if place == at * 2 / 3 && has_term {
                en.push(' ');
                en.push_str(&term.1);
                en.push_str(["", "", "", "s"][numbers.below(4)]);
            }
            en.push(' ');
            en.push_str(self.words[numbers.below(self.words.len())]);
        }
        en.push('.');
        (zh, en)
    }
}

/// Writes `corpus.jsonl`.
pub(crate) fn write(path: &Path, size: Size, terms: usize) -> io::Result<()> {
    let vocabulary = Vocabulary::new(terms);
    let mut out = BufWriter::new(File::create(path)?);
    for (document, pairs) in lengths(size).into_iter().enumerate() {
        let mut numbers = Numbers(document as u64 * 2 + 1);
        let (doc_id, title) = (format!("doc-{document:05}"), format!("Document {document}"));
        for pair in 1..=pairs {
            let (src, trans) = vocabulary.pair(&mut numbers);
            let line = Line {
                doc_id: &doc_id,
                title: &title,
                seg_id: &format!("s{pair}"),
                src_lang: "zh",
                src: &src,
                trans_lang: "en",
                trans: &trans,
            };
            serde_json::to_writer(&mut out, &line)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()
}

/// Writes `glossary.jsonl`.
pub(crate) fn write_glossary(path: &Path, terms: usize) -> io::Result<()> {
    let mut out = Vec::new();
    for (number, (zh, en)) in Vocabulary::new(terms).terms.iter().enumerate() {
        let line = TermLine {
            term_id: &format!("term-{number:04}"),
            forms: Forms { zh, en },
            def: &format!("Number {number} of the neutral terms: it stands for nothing."),
        };
        serde_json::to_writer(&mut out, &line)?;
        out.push(b'\n');
    }
    fs::write(path, out)
}

/// How many pairs each document has: few have many, and together they have all of them.
fn lengths(size: Size) -> Vec<usize> {
    let mut numbers = Numbers(size.documents as u64);
    let weights: Vec<usize> = (0..size.documents)
        .map(|_| {
            let number = numbers.below(1_000);
            20 + number * number * number / 1_000_000
        })
        .collect();
    let whole: usize = weights.iter().sum();
    let (mut before, mut sum) = (0, 0);
    let length = |weight: usize| {
        sum += weight;
        let until = size.pairs * sum / whole;
        until - std::mem::replace(&mut before, until)
    };
    weights.into_iter().map(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_uneven_and_have_all_pairs_together() {
        for size in SIZES {
            let lengths = lengths(size);
            assert_eq!(lengths.len(), size.documents);
            assert_eq!(lengths.iter().sum::<usize>(), size.pairs);
            let (least, most) = (lengths.iter().min().unwrap(), lengths.iter().max().unwrap());
            assert!(*least > 0 && most / least > 20, "{}: {least} to {most}", size.name);
        }
    }

    #[test]
    fn a_larger_glossary_begins_with_the_smaller_one_and_is_in_no_running_text() {
        let (few, many) = (Vocabulary::new(200), Vocabulary::new(5_000));
        assert_eq!(few.terms[..], many.terms[..200]);
        let words: BTreeSet<&str> = many.terms.iter().flat_map(|t| t.1.split(' ')).collect();
        assert!(many.words.iter().all(|word| !words.contains(word)));
    }
}
