//! How good proposals of alignment are: the 2023 plan against the edition's own alignment.

use crate::support::root;

use duizhao::exchange::align;
use duizhao::exchange::align::Alignment;
use duizhao::exchange::align::Method;
use duizhao::exchange::align::Sentence;
use duizhao::exchange::align::Terms;
use duizhao::exchange::edit::Texts;
use duizhao::load;
use duizhao::model::Block;
use duizhao::model::Document;
use duizhao::model::Heading;
use duizhao::model::Lang;

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::Range;

/// A plain text of a witness, with the bytes of each segment in it.
struct Plain {
    text: String,
    segments: Vec<(Range<usize>, usize)>,
}

/// The words of a witness, a line for each paragraph.
fn plain(document: &Document, witness: usize) -> Plain {
    let mut plain = Plain { text: String::new(), segments: Vec::new() };
    walk(document, &document.body, witness, &mut plain);
    plain
}

fn walk(document: &Document, body: &[Block], witness: usize, plain: &mut Plain) {
    for block in body {
        match block {
            Block::Division(index) => {
                let division = &document.divisions[*index];
                // An item of a paragraph goes on in its line.
                let inside = division.kind.as_str() == "item";
                if !inside && !plain.text.is_empty() && !plain.text.ends_with('\n') {
                    plain.text.push('\n');
                }
                if let Some(Heading::Printed(heading)) = division.heading {
                    say(document, heading, witness, plain);
                    plain.text.push('\n');
                }
                walk(document, &division.body, witness, plain);
            }
            Block::Row(row) => {
                row.iter().for_each(|&segment| say(document, segment, witness, plain))
            }
        }
    }
}

fn say(document: &Document, segment: usize, witness: usize, plain: &mut Plain) {
    let Some(text) = document.segments[segment].readings[witness].text() else { return };
    if !plain.text.is_empty() && !plain.text.ends_with('\n') {
        plain.text.push_str(document.witnesses[witness].lang.separator());
    }
    let start = plain.text.len();
    plain.text.push_str(&text.raw);
    plain.segments.push((start..plain.text.len(), segment));
}

/// The segments of each sentence.
fn touched(plain: &Plain, sentences: &[Sentence]) -> Vec<BTreeSet<usize>> {
    let of = |sentence: &Sentence| {
        let meets =
            |range: &Range<usize>| range.start < sentence.at.end && sentence.at.start < range.end;
        plain
            .segments
            .iter()
            .filter(|(range, _)| meets(range))
            .map(|(_, segment)| *segment)
            .collect()
    };
    sentences.iter().map(of).collect()
}

/// Pairs of sentences that share a segment.
fn gold(sides: [&[BTreeSet<usize>]; 2]) -> BTreeSet<(usize, usize)> {
    let mut gold = BTreeSet::new();
    for (i, source) in sides[0].iter().enumerate() {
        for (j, translation) in sides[1].iter().enumerate() {
            if !source.is_disjoint(translation) {
                gold.insert((i, j));
            }
        }
    }
    gold
}

fn links(alignment: &Alignment) -> BTreeSet<(usize, usize)> {
    let pairs = alignment.pairs.iter();
    pairs
        .flat_map(|p| p.source.clone().flat_map(|i| p.translation.clone().map(move |j| (i, j))))
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a plan has few sentences")]
fn score(found: &BTreeSet<(usize, usize)>, gold: &BTreeSet<(usize, usize)>) -> (f64, f64) {
    let right = found.intersection(gold).count() as f64;
    (right / found.len() as f64, right / gold.len() as f64)
}

/// Precision and recall for two witnesses of the 2023 plan, with and without its paragraphs.
fn measure(witnesses: [&str; 2], method: Method, paragraphs: bool) -> (f64, f64) {
    let tree = load::tree::read(root());
    let edition = load::edition(&tree).edition.unwrap();
    let document =
        edition.documents.iter().find(|d| d.id.as_str() == "digital-china-2023").unwrap();
    let indices = witnesses.map(|id| document.witness(id).unwrap());
    let mut texts = indices.map(|witness| plain(document, witness));
    if !paragraphs {
        // A space is as long as a line end: no place moves.
        texts.iter_mut().for_each(|plain| plain.text = plain.text.replace('\n', " "));
    }
    let langs: [&Lang; 2] = indices.map(|witness| &document.witnesses[witness].lang);
    let glossary: Texts = tree
        .below("glossary/")
        .filter_map(|(path, bytes)| {
            Some((path.to_owned(), String::from_utf8(bytes.as_ref().ok()?.to_vec()).ok()?))
        })
        .collect();
    let terms = Terms::new(&glossary, langs).unwrap();
    let alignment = align::propose([&texts[0].text, &texts[1].text], langs, &terms, method);
    let sides = [touched(&texts[0], &alignment.source), touched(&texts[1], &alignment.translation)];
    let gold = gold([&sides[0], &sides[1]]);
    let score = score(&links(&alignment), &gold);
    writeln!(
        std::io::stderr(),
        "{} → {}, {}, {}: {} and {} sentences, {} links; precision {:.3}, recall {:.3}",
        witnesses[0],
        witnesses[1],
        method.as_str(),
        if paragraphs { "paragraphs known" } else { "one paragraph" },
        alignment.source.len(),
        alignment.translation.len(),
        gold.len(),
        score.0,
        score.1
    )
    .ok();
    if let Ok(folder) = std::env::var("DUIZHAO_ALIGN_DUMP") {
        let known = if paragraphs { "paragraphs known" } else { "one paragraph" };
        let name = format!("{} → {}, {known}~{}", witnesses[0], witnesses[1], method.as_str());
        dump(&folder, (&texts, &alignment), &gold, &name);
    }
    score
}

/// Writes sentences and pairs to a folder, for comparison with other programs by
/// `tests/validate/align.py`.
fn dump(
    folder: &str,
    (texts, alignment): (&[Plain; 2], &Alignment),
    gold: &BTreeSet<(usize, usize)>,
    name: &str,
) {
    let side = |plain: &Plain, sentences: &[Sentence]| -> Vec<(usize, String)> {
        sentences.iter().map(|s| (s.paragraph, plain.text[s.at.clone()].to_owned())).collect()
    };
    let json = serde_json::json!({
        "source": side(&texts[0], &alignment.source),
        "translation": side(&texts[1], &alignment.translation),
        "gold": gold,
        "pairs": links(alignment),
        "method": alignment.method.as_str(),
    });
    std::fs::write(format!("{folder}/{name}.json"), json.to_string()).unwrap();
}

#[test]
fn proposals_for_the_2023_plan_are_nearly_all_right() {
    let mut totals = [0.0, 0.0];
    for witness in ["digichina", "clpn"] {
        for paragraphs in [true, false] {
            let alone = measure(["govcn", witness], Method::Lengths, paragraphs);
            let anchored = measure(["govcn", witness], Method::Anchored, paragraphs);
            assert!(anchored.0 >= 0.95 && anchored.1 >= 0.95, "{witness} {anchored:?}");
            totals = [totals[0] + alone.0 + alone.1, totals[1] + anchored.0 + anchored.1];
        }
    }
    assert!(totals[1] >= totals[0], "anchors do harm: {totals:?}");
}
