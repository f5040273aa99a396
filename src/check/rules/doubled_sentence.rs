//! The rule `doubled-sentence`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::check::words;
use crate::check::words::Words;
use crate::diag::Diagnostic;
use crate::format::site::Level;
use crate::model::Document;

use similar::Algorithm;
use similar::capture_diff_slices;
use similar::diff_ratio;

/// A witness reads nearly the same words twice in a row.
pub const RULE: Rule = Rule {
    code: "doubled-sentence",
    level: Level::Warning,
    moment: Moment::Edition,
    summary: "A witness reads nearly the same words twice in a row",
    why: "A sentence that stands twice is a slip of the witness or of the division into \
          segments. If the witness prints it twice it stays, and a note at one of the two \
          says so; with a note the rule is content.",
    example: "\"s1\" = '''Promote the sharing of government data.'''\n\"s2\" = '''Promote sharing of the government data.'''",
    find: Find::Document(in_document),
};

/// A reading is compared with so many that follow it.
const NEAR: usize = 3;
/// Shorter readings, in bytes, are not compared: headings and cells of tables recur.
const SHORTEST: usize = 30;
/// How alike two readings are that count as one sentence twice.
const ALIKE: f32 = 0.85;

/// Classes into which the bytes of a reading are counted.
const CLASSES: usize = 64;

fn in_document(context: &Context<'_>, index: usize) -> Vec<Diagnostic> {
    let document: &Document = &context.edition.documents[index];
    let mut found = Vec::new();
    let noted = document.noted();
    for witness in 0..document.witnesses.len() {
        let readings: Vec<(Words<'_>, Histogram)> = words::of_witness(document, witness)
            .filter(|words| words.text.raw.len() >= SHORTEST)
            .map(|words| (words, Histogram::new(&words.text.raw)))
            .collect();
        for (index, (first, bytes)) in readings.iter().enumerate() {
            for (second, others) in readings.iter().skip(index + 1).take(NEAR) {
                let known = || noted.contains(&first.segment) || noted.contains(&second.segment);
                if bytes.may_be_like(others) && !known() && are_alike(first, second) {
                    found.push(finding(first, second));
                }
            }
        }
    }
    found
}

/// How many bytes of a reading are of each class.
struct Histogram {
    length: usize,
    /// Up to 255: what is beyond cannot make two readings look more apart than they are.
    counts: [u8; CLASSES],
}

impl Histogram {
    fn new(text: &str) -> Self {
        let mut counts = [0; CLASSES];
        for byte in text.bytes() {
            let count: &mut u8 = &mut counts[usize::from(byte) % CLASSES];
            *count = count.saturating_add(1);
        }
        Self { length: text.len(), counts }
    }

    /// A quick look: the same bytes in nearly the same numbers.
    fn may_be_like(&self, other: &Self) -> bool {
        let most = self.length / 3;
        // Lengths that are apart are bytes that are apart: most pairs end here.
        self.length.abs_diff(other.length) <= most && {
            let counts = self.counts.iter().zip(&other.counts);
            let apart: u32 = counts.map(|(&x, &y)| u32::from(x.abs_diff(y))).sum();
            apart as usize <= most
        }
    }
}

fn are_alike(first: &Words<'_>, second: &Words<'_>) -> bool {
    let (a, b) = (units(first), units(second));
    // What the two have in common in any order bounds what they have in one order: where that is
    // too little, the costly comparison is not needed.
    if ratio(in_common(&a, &b), a.len() + b.len()) < ALIKE {
        return false;
    }
    let ops = capture_diff_slices(Algorithm::Myers, &a, &b);
    diff_ratio(&ops, a.len(), b.len()) >= ALIKE
}

/// The share of units of two readings that stand in both, as [`diff_ratio`] counts it.
#[expect(clippy::cast_precision_loss, reason = "readings have fewer units than an `f32` counts")]
fn ratio(common: usize, total: usize) -> f32 {
    if total == 0 { 1.0 } else { 2.0 * common as f32 / total as f32 }
}

/// How many units two readings have in common, in whatever order.
fn in_common(a: &[&str], b: &[&str]) -> usize {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    a.sort_unstable();
    b.sort_unstable();
    let mut rest = b.into_iter().peekable();
    let is_there = |unit: &&str| {
        while rest.next_if(|other| other < unit).is_some() {}
        rest.next_if_eq(unit).is_some()
    };
    a.into_iter().filter(is_there).count()
}

/// Words where there are spaces, else characters.
fn units<'a>(words: &Words<'a>) -> Vec<&'a str> {
    let raw = words.text.raw.as_str();
    if words.lang().is_spaced() {
        return raw.split_whitespace().collect();
    }
    raw.char_indices().map(|(at, c)| &raw[at..at + c.len_utf8()]).collect()
}

fn finding(first: &Words<'_>, second: &Words<'_>) -> Diagnostic {
    let message = format!(
        "`{}` reads nearly the same in `{}` as in `{}`",
        second.witness_id(),
        second.id(),
        first.id()
    );
    Diagnostic::warning(RULE.code, message)
        .at(second.text.span)
        .also(first.text.span, "the first time")
        .hint("if the witness prints it twice, say so in a note at one of them")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::model::Note;
    use crate::model::NoteId;
    use crate::model::NoteKind;

    const TWICE: &str = "document d en:en
        s1 | We will promote the sharing of government data across regions and departments.
        s2 | We will promote sharing of government data across regions and departments.";

    #[test]
    fn what_is_in_common_is_counted_in_any_order_and_as_often_as_it_stands() {
        assert_eq!(in_common(&["b", "a", "b"], &["b", "c", "b", "b"]), 2);
        assert_eq!(in_common(&["a", "b"], &["b", "a"]), 2);
        assert_eq!(in_common(&["a"], &[]), 0);
    }

    #[test]
    fn a_sentence_in_nearly_the_same_words_is_found_unless_a_note_says_so() {
        let mut edition = fixture::edition(TWICE);
        assert_eq!(RULE.run(&Context::new(&edition)).len(), 1);
        let note = Note {
            id: NoteId::new("n").unwrap(),
            kind: NoteKind::Textual,
            at: fixture::anchor(&edition, "s2", "en", "promote"),
            corrected: None,
            body: crate::model::Localized::default(),
            span: fixture::nowhere(),
        };
        fixture::document_mut(&mut edition, 0).notes.push(note);
        assert!(RULE.run(&Context::new(&edition)).is_empty());
    }

    #[test]
    fn different_sentences_are_left_alone() {
        let edition = fixture::edition(
            "document d en:en
            s1 | We will promote the sharing of government data across regions and departments.
            s2 | We will strengthen the protection of personal information throughout the country.
            s3 | We will promote the opening of government data across counties and industries.",
        );
        assert!(RULE.run(&Context::new(&edition)).is_empty());
    }
}
