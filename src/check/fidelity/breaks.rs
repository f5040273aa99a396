//! Where paragraphs begin, as the spine says.

use crate::model::Block;
use crate::model::Division;
use crate::model::DivisionKind;
use crate::model::Document;
use crate::model::Heading;

/// How the spine divides a segment from the one before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Break {
    /// A paragraph begins.
    pub(crate) paragraph: bool,
    /// The seed may lack the break: an editor restored it.
    pub(crate) restored: bool,
}

/// The breaks of a document: one entry per segment, for the place before it.
pub(crate) struct Breaks {
    before: Vec<Break>,
}

impl Breaks {
    /// Walks the spine: a division begins a paragraph, unless it is an `item` directly inside a
    /// `paragraph`; so does what follows a division or a printed heading, and each cell of a table.
    pub(crate) fn new(document: &Document) -> Self {
        let before = vec![Break::default(); document.segments.len()];
        let mut walk = Walk { document, before, pending: Break::default() };
        walk.body(&document.body, None);
        Self { before: walk.before }
    }

    /// What stands between two segments, in spine order.
    pub(crate) fn between(&self, first: usize, second: usize) -> Break {
        let passed = self.before.get(first + 1..=second).unwrap_or_default();
        Break {
            paragraph: passed.iter().any(|b| b.paragraph),
            restored: passed.iter().any(|b| b.restored),
        }
    }
}

struct Walk<'a> {
    document: &'a Document,
    before: Vec<Break>,
    pending: Break,
}

impl Walk<'_> {
    fn segment(&mut self, segment: usize) {
        if let Some(before) = self.before.get_mut(segment) {
            *before = self.pending;
        }
        self.pending = Break::default();
    }

    fn body(&mut self, body: &[Block], holder: Option<&Division>) {
        let is_table = holder.is_some_and(|division| division.kind == DivisionKind::Table);
        for block in body {
            match block {
                Block::Row(segments) => {
                    for &segment in segments {
                        self.pending.paragraph |= is_table;
                        self.segment(segment);
                    }
                }
                Block::Division(index) => {
                    if let Some(division) = self.document.divisions.get(*index) {
                        self.division(division, holder);
                    }
                }
            }
        }
    }

    fn division(&mut self, division: &Division, holder: Option<&Division>) {
        let within = division.kind == DivisionKind::Item
            && holder.is_some_and(|holder| holder.kind == DivisionKind::Paragraph);
        self.pending.paragraph |= !within;
        self.pending.restored |= division.restored;
        if let Some(Heading::Printed(segment)) = division.heading {
            self.segment(segment);
            self.pending.paragraph = true;
        }
        for &cell in &division.columns {
            self.pending.paragraph = true;
            self.segment(cell);
        }
        self.body(&division.body, Some(division));
        self.pending.paragraph |= !within;
    }
}
