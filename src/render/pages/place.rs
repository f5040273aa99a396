//! Where a segment stands in its document, for pages that show it elsewhere.

use crate::model::Heading;
use crate::render::sheet::Sheet;
use crate::render::view::Word;
use crate::render::view::Words;

/// The heading of the nearest division that has one other than the segment itself.
#[must_use]
pub fn heading(sheet: Sheet<'_>, document: usize, segment: usize) -> Words<'_> {
    let owner = sheet.document(document);
    let mut division = owner.segments[segment].division;
    while let Some(index) = division {
        match &owner.divisions[index].heading {
            Some(Heading::Printed(printed)) if *printed == segment => {}
            Some(heading) => return title(sheet, document, heading),
            None => {}
        }
        division = owner.divisions[index].parent;
    }
    Vec::new()
}

/// The words of a heading: the editors', or what the witnesses shown by default print.
#[must_use]
pub fn title<'a>(sheet: Sheet<'a>, document: usize, heading: &'a Heading) -> Words<'a> {
    match heading {
        Heading::Editorial(words) => sheet.words(words),
        Heading::Printed(segment) => printed(sheet, document, *segment),
    }
}

/// What the witnesses shown by default read in a segment, without marks.
#[must_use]
pub fn printed(sheet: Sheet<'_>, index: usize, segment: usize) -> Words<'_> {
    let document = sheet.document(index);
    let shown = &sheet.book.tables(index).shown;
    let witnesses = document.witnesses.iter().zip(&document.segments[segment].readings);
    let present = witnesses.zip(shown).filter(|(_, shown)| **shown);
    let words = present.filter_map(|((witness, reading), _)| {
        Some(Word { lang: witness.lang.as_str(), text: &reading.text()?.raw })
    });
    words.collect()
}
