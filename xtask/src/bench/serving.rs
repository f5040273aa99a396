//! The preview of a large edition: readings and a term are edited, and it is measured when an open
//! page has the new words.

use crate::bench::corpora::Corpus;
use crate::bench::corpora::Kind;
use crate::bench::corpora::TERMS;
use crate::bench::figures::Figures;
use crate::bench::folders;
use crate::bench::measure;
use crate::corpus::pairs::SIZES;
use crate::preview::Preview;

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

/// Edits of readings that are made where no number is given, and of the term.
const EDITS: [usize; 2] = [100, 10];

/// The median that an edit of a reading may take until the page is there, and 19 of 20, in ms.
const BARS_OF_READING: [f64; 2] = [10.0, 30.0];

/// How long an edit of a term may take, in ms.
const BAR_OF_TERM: f64 = 300.0;

/// The size for which the bars are meant; on others the figures are told without.
const SIZE_OF_BARS: &str = "medium";

/// From an edited document to the next: far apart, and in the end at every one.
const STRIDE: usize = 37;

/// Measures the preview of an edition of a size.
pub(crate) fn measure(
    name: &str,
    edits: Option<usize>,
    program: &Path,
    figures: &mut Figures,
) -> io::Result<()> {
    let Some(size) = SIZES.into_iter().find(|size| size.name == name) else { return Ok(()) };
    let corpus = Corpus::of(size, TERMS[0], program)?;
    corpus.make(Kind::Full)?;
    let folder = corpus.folder.join("served");
    folders::fresh(&folder)?;
    folders::copy(&corpus.edition, &folder)?;
    folders::settle();
    println!("\npreview of {name}: {} documents, {} pairs", size.documents, size.pairs);
    let mut preview = Preview::start(&folder, program)?;
    figures.add(&format!("{name}.serve.start"), "s", preview.began.as_secs_f64());
    let edits = edits.unwrap_or(EDITS[0]);
    let mut memory = Vec::new();
    for number in 0..edits {
        if number == 10 || number + 1 == edits {
            memory.push(resident(&preview));
        }
        let document = number * STRIDE % size.documents;
        let shown = edit_reading(&folder, (document, number), &mut preview)?;
        figures.add(&format!("{name}.serve.reading"), "ms", milliseconds(shown));
    }
    for number in 0..EDITS[1] {
        for (what, kind) in [("form", Word::Form), ("gloss", Word::Gloss)] {
            let shown = edit_term(&folder, (kind, number), &mut preview)?;
            figures.add(&format!("{name}.serve.{what}"), "ms", milliseconds(shown));
        }
    }
    memory.push(resident(&preview));
    tell(name, &memory, figures);
    folders::remove(&folder)
}

fn tell(name: &str, memory: &[f64], figures: &mut Figures) {
    let named = |what: &str| format!("{name}.serve.{what}");
    let late = figures.late(&named("reading"));
    figures.add(&named("reading.late"), "ms", late);
    for (number, megabytes) in memory.iter().enumerate() {
        figures.add(&named(&format!("memory-{}", number + 1)), "MB", *megabytes);
        figures.say(&named(&format!("memory-{}", number + 1)), None);
    }
    let bar = |bar: f64| (name == SIZE_OF_BARS).then_some(bar);
    figures.say(&named("start"), None);
    figures.say(&named("reading"), bar(BARS_OF_READING[0]));
    figures.say(&named("reading.late"), bar(BARS_OF_READING[1]));
    figures.say(&named("form"), bar(BAR_OF_TERM));
    figures.say(&named("gloss"), bar(BAR_OF_TERM));
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn resident(preview: &Preview) -> f64 {
    measure::kilobytes(preview.process(), "VmRSS:") as f64 * 1.024e-3
}

/// Adds a word to a reading of a document, and gives how long it took until its page had it.
fn edit_reading(
    folder: &Path,
    (document, number): (usize, usize),
    preview: &mut Preview,
) -> io::Result<Duration> {
    let path = folder.join(format!("content/doc-{document:05}/en.toml"));
    let text = fs::read_to_string(&path)?;
    let ends: Vec<usize> = text.match_indices("'''\n").map(|(at, _)| at).collect();
    let at = ends.get(number % ends.len().max(1)).copied().unwrap_or(text.len());
    let word = format!(" edit-{number}");
    let changed = format!("{}{word}{}", &text[..at], &text[at..]);
    save(preview, (&path, &changed), (&format!("/doc-{document:05}/"), &word))
}

/// Words of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Its form in English, by which it is found.
    Form,
    /// Its gloss.
    Gloss,
}

/// Changes a word of the first term, and gives how long it took until its page had it.
fn edit_term(
    folder: &Path,
    (word, number): (Word, usize),
    preview: &mut Preview,
) -> io::Result<Duration> {
    let path = folder.join("glossary/corpus.toml");
    let text = fs::read_to_string(&path)?;
    let (after, new) = match word {
        Word::Form => ("en = { form = \"", format!("form-{number} ")),
        Word::Gloss => ("gloss.en = \"", format!("gloss-{number} ")),
    };
    let at = text.find(after).ok_or_else(|| io::Error::other("the glossary has no such words"))?;
    let at = at + after.len();
    let changed = format!("{}{new}{}", &text[..at], &text[at..]);
    save(preview, (&path, &changed), ("/terms/term-0000/", &new))
}

fn save(
    preview: &mut Preview,
    file: (&Path, &str),
    (page, word): (&str, &str),
) -> io::Result<Duration> {
    // The editor has the page open on which the edit will show.
    preview.open(page)?;
    let (_, shown, answer) = preview.save(file, page)?;
    if String::from_utf8_lossy(&answer).contains(word.trim()) {
        return Ok(shown);
    }
    Err(io::Error::other(format!("the page {page} was answered without `{word}`")))
}
