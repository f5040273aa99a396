//! Pictures: `content/card.png`, `content/<document>/card.png`.

use crate::diag::Content;
use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::load::parse::Files;
use crate::model::Document;
use crate::model::Picture;

use std::collections::BTreeMap;
use std::sync::Arc;

/// How a file in PNG begins, up to the width in its first chunk.
const BEGINNING: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// Gives each document the picture in its folder; returns that of the edition as a whole.
pub fn attach(
    documents: &mut [Arc<Document>],
    files: &Files,
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
) -> Option<Picture> {
    let places: BTreeMap<&str, usize> = if files.cards.is_empty() {
        BTreeMap::new()
    } else {
        documents.iter().enumerate().map(|(place, d)| (d.id.as_str(), place)).collect()
    };
    let mut cards = vec![None; documents.len()];
    let mut whole = None;
    for (folder, card) in &files.cards {
        let start = sources.start(card.file);
        let path = sources.path(card.file);
        let place = match places.get(folder.as_str()) {
            Some(&document) => &mut cards[document],
            None if folder.is_empty() => &mut whole,
            None => {
                let message = format!("`{path}` belongs to no document");
                sink.push(Diagnostic::error("unknown-file", message).at(start));
                continue;
            }
        };
        *place = picture(&card.bytes);
        if place.is_none() {
            let message = format!("`{path}` is not a picture in PNG");
            let finding = Diagnostic::error("invalid-picture", message).at(start);
            sink.push(finding.hint("save it as PNG, 1200 pixels wide and 630 high"));
        }
    }
    for (document, card) in documents.iter_mut().zip(cards) {
        // A document that is kept has its picture.
        if document.card != card {
            Arc::make_mut(document).card = card;
        }
    }
    whole
}

/// A picture with the size that its first chunk tells.
fn picture(bytes: &Content) -> Option<Picture> {
    let size = bytes.strip_prefix(BEGINNING)?;
    let number = |at: usize| Some(u32::from_be_bytes(size.get(at..at + 4)?.try_into().ok()?));
    Some(Picture { bytes: bytes.shared(), width: number(0)?, height: number(4)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use crate::load::tree::SourceTree;

    const EDITION: &str = "\
//- site.toml
title = { en = 'Test' }
languages = ['en']
//- content/plan/document.toml
id = 'plan'
title = { en = 'Plan' }
body = ['a']
[[witness]]
id = 'en'
name = { en = 'English' }
lang = 'en'
role = 'source'
//- content/plan/en.toml
'a' = '''one'''
";

    #[test]
    fn the_size_of_a_card_is_read_and_other_files_are_refused() {
        let mut tree = SourceTree::from_fixture(EDITION);
        let mut bytes = BEGINNING.to_vec();
        bytes.extend([0, 0, 4, 176, 0, 0, 2, 118, 8]);
        tree.insert("content/plan/card.png", bytes.as_slice());
        let card = load::edition(&tree).edition.unwrap().documents[0].card.clone().unwrap();
        assert_eq!((card.width, card.height), (1200, 630));

        tree.insert("content/plan/card.png", &b"<svg>"[..]);
        tree.insert("content/other/card.png", bytes.as_slice());
        let codes = load::edition(&tree).diagnostics;
        let codes: Vec<_> = codes.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["unknown-file", "invalid-picture"]);
    }
}
