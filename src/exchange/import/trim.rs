//! Texts to readings: a reading is one line without white space at its ends.
//!
//! A text of several lines becomes as many segments of one row. All white space that goes is noted
//! letter by letter, so that the text can be put together again.

use crate::exchange::edit::opened::Words;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::draft::Item;
use crate::exchange::import::draft::Unit;
use crate::format::document::Role;

use std::collections::BTreeMap;

/// White space before the first words of a text.
const BEFORE: &str = "runs of white space before a text";

/// White space after the last words of a text.
const AFTER: &str = "runs of white space after a text";

/// White space with line ends between words.
const BETWEEN: &str = "line ends in a text, what follows being a segment of its own";

/// Makes readings of all texts; where a witness says nothing, says why.
pub(crate) fn trim(draft: &mut Draft) {
    let mut more: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..draft.segments.len() {
        let pieces: Vec<(usize, Vec<Piece>)> = present(&draft.segments[index]);
        for (witness, pieces) in pieces {
            for (number, piece) in pieces.into_iter().enumerate() {
                let segment = match number {
                    0 => index,
                    _ => further(draft, (index, number), more.entry(index).or_default()),
                };
                note(draft, (segment, witness), (number, &piece));
                match piece.core.is_empty() {
                    true => draft.segments[segment].readings.remove(&witness),
                    false => {
                        draft.segments[segment].readings.insert(witness, Words::Present(piece.core))
                    }
                };
            }
        }
    }
    for body in draft.divisions.iter_mut().map(|d| &mut d.body).chain([&mut draft.body]) {
        for item in body {
            if let Item::Row(row) = item {
                let all = |index: &usize| {
                    [*index]
                        .into_iter()
                        .chain(more.get(index).into_iter().flatten().copied())
                        .collect::<Vec<_>>()
                };
                *row = row.iter().flat_map(all).collect();
            }
        }
    }
    fill(draft);
}

/// Words of a line with the white space before and, at the end of the text, after them.
struct Piece {
    before: String,
    core: String,
    after: String,
}

fn present(segment: &Unit) -> Vec<(usize, Vec<Piece>)> {
    let texts = segment.readings.iter().filter_map(|(witness, words)| match words {
        Words::Present(text) => Some((*witness, pieces(text))),
        Words::Absent(_) => None,
    });
    texts.collect()
}

/// The lines of a text; at least one piece, which may be without words.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before = String::new();
    for line in text.split_inclusive(['\n', '\r']) {
        let core = line.trim();
        if core.is_empty() {
            before.push_str(line);
            continue;
        }
        let start = line.len() - line.trim_start().len();
        before.push_str(&line[..start]);
        let before = std::mem::replace(&mut before, line[start + core.len()..].to_owned());
        pieces.push(Piece { before, core: core.to_owned(), after: String::new() });
    }
    match pieces.last_mut() {
        Some(last) => last.after = before,
        None => pieces.push(Piece { before, core: String::new(), after: String::new() }),
    }
    pieces
}

/// The segment of a further line.
fn further(draft: &mut Draft, (index, number): (usize, usize), more: &mut Vec<usize>) -> usize {
    if let Some(&segment) = more.get(number - 1) {
        return segment;
    }
    let id = draft.segments[index].id.as_ref().map(|id| format!("{id}.{}", number + 1));
    let segment = draft.segment(id.as_deref(), draft.segments[index].at);
    more.push(segment);
    segment
}

fn note(draft: &mut Draft, (segment, witness): (usize, usize), (number, piece): (usize, &Piece)) {
    let before = if number == 0 { BEFORE } else { BETWEEN };
    for (what, space) in [(before, &piece.before), (AFTER, &piece.after)] {
        if !space.is_empty() {
            let at = draft.segments[segment].at;
            draft.leave(what, (Some(segment), Some(witness)), at, space);
        }
    }
}

/// Where a witness says nothing: a source has none, a translation has not come yet.
fn fill(draft: &mut Draft) {
    let roles: Vec<Role> = draft.witnesses.iter().map(|voice| voice.role).collect();
    for segment in &mut draft.segments {
        for (witness, role) in roles.iter().enumerate() {
            let kind = if *role == Role::Source { "no-source" } else { "not-yet" };
            segment.readings.entry(witness).or_insert_with(|| Words::Absent(kind.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_and_their_white_space_are_the_text() {
        for text in ["", " ", "a", " a\n\n b\r\nc ", "\n", "a\rb", "\u{3000}一\n", "\n\na\n \n"] {
            let pieces = pieces(text);
            let whole: String =
                pieces.iter().map(|p| format!("{}{}{}", p.before, p.core, p.after)).collect();
            assert_eq!(whole, text);
            assert!(
                pieces.iter().all(|p| p.core.trim() == p.core && !p.core.contains(['\n', '\r']))
            );
            assert!(pieces.len() == 1 || pieces.iter().all(|p| !p.core.is_empty()), "{text:?}");
        }
        assert_eq!(pieces(" a\n\n b\r\nc ").len(), 3);
    }

    #[test]
    fn lines_become_segments_of_one_row() {
        let mut draft = Draft::default();
        let zh = draft.voice(None, "zh", Role::Source);
        let en = draft.voice(None, "en", Role::Translation);
        let segment = draft.segment(Some("a"), (0, 0));
        draft.say(segment, zh, Words::Present("一\n二".to_owned()));
        draft.say(segment, en, Words::Present("one ".to_owned()));
        draft.body.push(Item::Row(vec![segment]));
        trim(&mut draft);
        assert_eq!(draft.body, [Item::Row(vec![0, 1])]);
        assert_eq!(draft.segments[1].id.as_deref(), Some("a.2"));
        assert_eq!(draft.segments[1].readings[&zh], Words::Present("二".to_owned()));
        assert_eq!(draft.segments[1].readings[&en], Words::Absent("not-yet".to_owned()));
        let left: Vec<_> =
            draft.left.iter().map(|l| (l.what, l.segment, l.words.as_str())).collect();
        assert_eq!(left, [(BETWEEN, Some(1), "\n"), (AFTER, Some(0), " ")]);
    }
}
