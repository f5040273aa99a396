//! A proposal as files: a table to review, or a document whose readings need a review.

use crate::exchange::align::Alignment;
use crate::exchange::align::Pair;
use crate::exchange::align::Sentence;
use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::edit::opened::Words;
use crate::exchange::edit::reviews;
use crate::exchange::export::table::Table;
use crate::exchange::import::Foreign;
use crate::exchange::import::Report;
use crate::exchange::import::draft::Aligned;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::draft::Shelf;
use crate::exchange::import::settle::settle;
use crate::format::document::Role;
use crate::model::DivisionKind;
use crate::model::Lang;

/// Columns that tell how a pair was found. `checked` is empty: an editor fills it in.
const FOUND: [&str; 5] = ["sentences", "method", "confidence", "anchors", "checked"];

/// The proposal as a table: a line for each pair with the words of both sides.
#[must_use]
pub fn table(alignment: &Alignment, files: [&Foreign; 2], langs: [&Lang; 2]) -> String {
    let mut table = Table::tabs();
    let mut head = vec!["id", "division", langs[0].as_str(), langs[1].as_str()];
    head.extend(FOUND);
    table.line(&head);
    for (pair, place) in alignment.pairs.iter().zip(places(alignment)) {
        let [source, translation] = words(alignment, pair, files);
        let mut line =
            vec![place.id(), place.paragraph(), source.to_owned(), translation.to_owned()];
        line.extend(found(alignment, pair));
        table.line(&line);
    }
    text(table)
}

/// Makes a document of the proposal, and its `review.toml` that tells how each pair was found: every
/// reading of the translation needs a review.
///
/// # Errors
/// Refuses an id that is taken or none.
pub fn document(
    texts: &Texts,
    (id, title): (&str, Option<&str>),
    alignment: &Alignment,
    (files, langs): (&[Foreign; 2], [&Lang; 2]),
) -> Result<(Edited, Report), Refusal> {
    let mut draft = Draft::default();
    let mut shelf = Shelf::default();
    let is_same = langs[0].as_str().eq_ignore_ascii_case(langs[1].as_str());
    let names = if is_same { [Some("source"), Some("translation")] } else { [None; 2] };
    let witnesses = [
        draft.voice(names[0], langs[0].as_str(), Role::Source),
        draft.voice(names[1], langs[1].as_str(), Role::Translation),
    ];
    for (pair, place) in alignment.pairs.iter().zip(places(alignment)) {
        let at = alignment.source.get(pair.source.start).map_or(0, |s| s.at.start);
        let segment = draft.segment(Some(&place.id()), (0, at));
        for (witness, words) in
            witnesses.into_iter().zip(words(alignment, pair, [&files[0], &files[1]]))
        {
            if !words.is_empty() {
                draft.say(segment, witness, Words::Present(words.to_owned()));
            }
        }
        shelf.put(&mut draft, segment, (&place.paragraph(), DivisionKind::Paragraph), "");
        if !pair.translation.is_empty() {
            draft.alignments.push(Aligned {
                segment,
                witness: witnesses[1],
                is_checked: false,
                method: alignment.method.as_str().to_owned(),
                confidence: format!("{:.2}", pair.confidence),
            });
        }
    }
    let (mut edited, report) = settle(texts, (id, title), draft, files)?;
    if alignment.pairs.iter().any(|pair| !pair.translation.is_empty()) {
        let path = reviews::path(id);
        let said = format!("no pair is checked: `{path}` tells how each was found and how surely");
        edited.said.push(said);
    }
    Ok((edited, report))
}

fn text(table: Table) -> String {
    // What was text is text.
    String::from_utf8(table.finish()).unwrap_or_default()
}

/// Where a pair stands: the paragraph of the source, and which of it.
struct Place(usize, usize);

impl Place {
    fn paragraph(&self) -> String {
        format!("p{}", self.0 + 1)
    }

    fn id(&self) -> String {
        format!("p{}.{}", self.0 + 1, self.1)
    }
}

fn places(alignment: &Alignment) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(alignment.pairs.len());
    for pair in &alignment.pairs {
        let last = places.last().map_or((0, 0), |place| (place.0, place.1));
        let sentence = alignment.source.get(pair.source.start).filter(|_| !pair.source.is_empty());
        let paragraph = sentence.map_or(last.0, |sentence| sentence.paragraph);
        places.push(Place(paragraph, if paragraph == last.0 { last.1 + 1 } else { 1 }));
    }
    places
}

/// The words of both sides, letter by letter, from the first sentence to the last.
fn words<'f>(alignment: &Alignment, pair: &Pair, files: [&'f Foreign; 2]) -> [&'f str; 2] {
    let slice = |file: &'f Foreign, sentences: &[Sentence]| match sentences {
        [] => "",
        [first, .., last] => &file.text[first.at.start..last.at.end],
        [only] => &file.text[only.at.clone()],
    };
    [
        slice(files[0], &alignment.source[pair.source.clone()]),
        slice(files[1], &alignment.translation[pair.translation.clone()]),
    ]
}

fn found(alignment: &Alignment, pair: &Pair) -> Vec<String> {
    vec![
        format!("{}-{}", pair.source.len(), pair.translation.len()),
        alignment.method.as_str().to_owned(),
        format!("{:.2}", pair.confidence),
        pair.anchors.join(" "),
        String::new(),
    ]
}
