//! The spine: the tree of divisions, and all segments in order.

use crate::diag::Diagnostic;
use crate::diag::Span;
use crate::diag::did_you_mean;
use crate::format::document as written;
use crate::format::document::BodyItem;
use crate::load::resolve::values::Scope;
use crate::load::resolve::values::slug;
use crate::model::Block;
use crate::model::Division;
use crate::model::DivisionId;
use crate::model::DivisionKind;
use crate::model::Heading;
use crate::model::Segment;
use crate::model::SegmentId;

use toml::Spanned;

use std::collections::BTreeMap;
use std::sync::Arc;

/// What a spine resolves to.
#[derive(Default)]
pub struct Spine {
    /// Parents before children.
    pub divisions: Vec<Division>,
    /// The root order.
    pub body: Vec<Block>,
    /// In spine order, without readings.
    pub segments: Vec<Segment>,
    /// Segment id → index.
    pub index: BTreeMap<Arc<str>, usize>,
}

/// Walks the tree from the root; divisions that are never reached, reached twice or unknown are findings.
pub fn resolve(file: &written::Document, scope: &mut Scope<'_>) -> Spine {
    let mut walk = Walk {
        spine: Spine::default(),
        written: BTreeMap::new(),
        seen: BTreeMap::new(),
        open: Vec::new(),
        scope,
    };
    for division in &file.division {
        walk.register(division.get_ref());
    }
    let body = walk.body(&file.body, None);
    walk.spine.body = body;
    walk.spine.segments.shrink_to_fit();
    walk.report_unreached();
    walk.spine
}

struct Walk<'a, 's> {
    spine: Spine,
    /// Division id → as written.
    written: BTreeMap<&'a str, &'a written::Division>,
    /// Division id → where the spine reaches it first.
    seen: BTreeMap<&'a str, Span>,
    /// The divisions that are being walked, outermost first.
    open: Vec<&'a str>,
    scope: &'a mut Scope<'s>,
}

impl<'a> Walk<'a, '_> {
    fn register(&mut self, division: &'a written::Division) {
        let id = division.id.get_ref().as_str();
        if let Some(first) = self.written.get(id) {
            let finding =
                Diagnostic::error("duplicate-id", format!("the division `{id}` is given twice"))
                    .at(self.scope.words(&division.id))
                    .also(self.scope.words(&first.id), "it is given here first");
            self.scope.push(finding);
            return;
        }
        self.written.insert(id, division);
    }

    fn body(&mut self, items: &'a [Spanned<BodyItem>], parent: Option<usize>) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(items.len());
        for item in items {
            match item.get_ref() {
                BodyItem::Division(id) => {
                    blocks.extend(self.division(id, parent).map(Block::Division));
                }
                BodyItem::Segment(id) => {
                    let span = self.scope.span(item);
                    let segment = self.segment(id, inner(span), parent);
                    blocks.extend(segment.map(|segment| Block::Row(vec![segment])));
                }
                BodyItem::Row(ids) => {
                    let row: Vec<usize> = ids
                        .iter()
                        .filter_map(|id| self.segment(id.get_ref(), self.scope.words(id), parent))
                        .collect();
                    if !row.is_empty() {
                        blocks.push(Block::Row(row));
                    }
                }
            }
        }
        blocks
    }

    fn division(&mut self, reference: &'a Spanned<String>, parent: Option<usize>) -> Option<usize> {
        let name = reference.get_ref().as_str();
        let span = self.scope.words(reference);
        let Some((key, written)) = self.written.get_key_value(name).map(|(k, v)| (*k, *v)) else {
            let finding =
                Diagnostic::error("unknown-division", format!("there is no division `{name}`"));
            let finding = finding.at(span);
            let hint = did_you_mean(name, self.written.keys().copied())
                .unwrap_or_else(|| format!("add a `[[division]]` with `id = \"{name}\"`"));
            self.scope.push(finding.hint(hint));
            return None;
        };
        if self.open.contains(&key) {
            self.report_circle(key, span);
            return None;
        }
        if let Some(first) = self.seen.get(key) {
            let finding = Diagnostic::error(
                "division-twice",
                format!("the division `{name}` stands twice in the spine"),
            )
            .at(span)
            .also(*first, "it stands here first");
            self.scope.push(finding.hint("a division stands once: take one of them out"));
            return None;
        }
        self.seen.insert(key, span);
        self.open.push(key);
        let id = self.scope.id(DivisionId::new, &written.id);
        let Some(id) = id else {
            self.open.pop();
            return None;
        };
        let index = self.spine.divisions.len();
        self.spine.divisions.push(Division {
            id,
            kind: kind(written.kind),
            number: written.number.clone(),
            heading: None,
            restored: written.restored,
            missing: self.scope.localized_or_empty(written.missing.as_ref()),
            columns: Vec::new(),
            body: Vec::new(),
            parent,
            span: self.scope.words(&written.id),
        });
        let heading = written.heading.as_ref().and_then(|heading| self.heading(heading, index));
        let columns: Vec<usize> = written
            .columns
            .iter()
            .filter_map(|id| self.segment(id.get_ref(), self.scope.words(id), Some(index)))
            .collect();
        let body = self.body(&written.body, Some(index));
        self.open.pop();
        self.check_table(written, &columns, &body);
        let division = &mut self.spine.divisions[index];
        (division.heading, division.columns, division.body) = (heading, columns, body);
        Some(index)
    }

    fn report_circle(&mut self, key: &str, span: Span) {
        let way: Vec<String> =
            self.open.iter().skip_while(|id| **id != key).map(|id| format!("`{id}`")).collect();
        let message = match way.as_slice() {
            [_] => format!("the division `{key}` contains itself"),
            _ => format!("the division `{key}` contains itself: {} → `{key}`", way.join(" → ")),
        };
        let finding = Diagnostic::error("division-circle", message).at(span);
        self.scope.push(finding.hint("take it out of this body"));
    }

    fn heading(
        &mut self,
        heading: &'a Spanned<written::Heading>,
        division: usize,
    ) -> Option<Heading> {
        match heading.get_ref() {
            written::Heading::Printed(id) => {
                let span = inner(self.scope.span(heading));
                self.segment(id, span, Some(division)).map(Heading::Printed)
            }
            written::Heading::Editorial(texts) => {
                Some(Heading::Editorial(self.scope.localized(texts)))
            }
        }
    }

    fn segment(&mut self, name: &str, span: Span, division: Option<usize>) -> Option<usize> {
        let id = match SegmentId::new(name) {
            Ok(id) => id,
            Err(error) => {
                let message = format!("`{name}` is not an id: {error}");
                let hint = format!("as an id that is `{}`", slug(name));
                self.scope.push(Diagnostic::error("invalid-id", message).at(span).hint(hint));
                SegmentId::new(&slug(name)).ok()?
            }
        };
        if let Some(first) = self.spine.index.get(name) {
            let finding = Diagnostic::error(
                "duplicate-id",
                format!("the segment `{name}` stands twice in the spine"),
            )
            .at(span)
            .also(self.spine.segments[*first].span, "it stands here first");
            self.scope
                .push(finding.hint("a segment stands once; give the other one a name of its own"));
            return None;
        }
        let index = self.spine.segments.len();
        // An id that is none is known as it is written, too.
        let key = if id.as_str() == name { id.shared() } else { Arc::from(name) };
        self.spine.index.insert(key, index);
        self.spine.segments.push(Segment { id, division, readings: Vec::new(), span });
        Some(index)
    }

    fn check_table(&mut self, written: &written::Division, columns: &[usize], body: &[Block]) {
        let is_table = written.kind == written::DivisionKind::Table;
        let span = self.scope.words(&written.id);
        if !is_table && !columns.is_empty() {
            let finding = Diagnostic::error("table-shape", "only a table has `columns`").at(span);
            self.scope.push(finding.hint("give the division `kind = \"table\"`"));
        }
        if !is_table || columns.is_empty() {
            return;
        }
        for block in body {
            let Block::Row(cells) = block else { continue };
            if cells.len() != columns.len() {
                let first = &self.spine.segments[cells[0]];
                let message = format!(
                    "this row has {} cells, the table {} columns",
                    cells.len(),
                    columns.len()
                );
                self.scope.push(Diagnostic::error("table-shape", message).at(first.span));
            }
        }
    }

    /// Reports divisions that no body names; their segments are entered all the same, so that
    /// one fault does not make a finding of every reading.
    fn report_unreached(&mut self) {
        let all: Vec<&'a written::Division> = self.written.values().copied().collect();
        for division in all {
            let id = division.id.get_ref().as_str();
            if self.seen.contains_key(id) {
                continue;
            }
            let message = format!("the division `{id}` stands nowhere in the spine");
            let finding = Diagnostic::error("division-unused", message)
                .at(self.scope.words(&division.id))
                .hint(format!("add `{{ division = \"{id}\" }}` to a body"));
            self.scope.push(finding);
            self.division(&division.id, None);
        }
    }
}

/// Without the quotes around a string: ids have no escapes.
fn inner(span: Span) -> Span {
    Span { start: span.start + 1, end: span.end.saturating_sub(1).max(span.start + 1), ..span }
}

fn kind(kind: written::DivisionKind) -> DivisionKind {
    match kind {
        written::DivisionKind::Front => DivisionKind::Front,
        written::DivisionKind::Chapter => DivisionKind::Chapter,
        written::DivisionKind::Section => DivisionKind::Section,
        written::DivisionKind::Paragraph => DivisionKind::Paragraph,
        written::DivisionKind::List => DivisionKind::List,
        written::DivisionKind::Item => DivisionKind::Item,
        written::DivisionKind::Box => DivisionKind::Box,
        written::DivisionKind::Action => DivisionKind::Action,
        written::DivisionKind::Table => DivisionKind::Table,
        written::DivisionKind::Back => DivisionKind::Back,
    }
}
