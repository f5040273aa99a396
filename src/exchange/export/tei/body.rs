//! The text of one witness, division by division, with an element around every reading.
//!
//! A TEI `div` holds paragraphs first and divisions last; a spine mixes them. So what follows a
//! division within a division is itself wrapped in one, and a box is a floating text.

use crate::exchange::export::tei::stand_off::reading_id;
use crate::exchange::export::work::Work;
use crate::exchange::export::work::best;
use crate::exchange::export::xml::Xml;
use crate::model::Block;
use crate::model::Division;
use crate::model::DivisionKind;
use crate::model::Heading;
use crate::model::Reading;
use crate::model::Witness;

/// Writes the `text` of a witness.
pub(crate) fn write(work: &Work<'_>, witness: usize, xml: &mut Xml) {
    let facts = &work.document.witnesses[witness];
    let id = format!("w_{}", facts.id);
    let source = format!("#b_{}", facts.id);
    let attributes =
        [("xml:id", id.as_str()), ("xml:lang", facts.lang.as_str()), ("decls", source.as_str())];
    xml.open("text", &attributes);
    let mut body = Body { work, witness, facts, xml, started: false };
    body.element_body(&work.document.body);
    xml.close("text");
    xml.line();
}

struct Body<'a> {
    work: &'a Work<'a>,
    witness: usize,
    facts: &'a Witness,
    xml: &'a mut Xml,
    /// Whether words stand before this place in the paragraph, so that a separator is due.
    started: bool,
}

/// Where blocks are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Paragraph,
    Item,
}

impl<'a> Body<'a> {
    fn element_body(&mut self, blocks: &'a [Block]) {
        self.xml.open("body", &[]);
        self.xml.line();
        if blocks.is_empty() {
            self.xml.void("p", &[]);
        }
        self.blocks(blocks);
        self.xml.close("body");
    }

    /// Blocks directly within a `div` or `body`.
    fn blocks(&mut self, blocks: &'a [Block]) {
        let mut wrap = false;
        for block in blocks {
            let structural = match block {
                Block::Row(_) => false,
                Block::Division(index) => self.is_structural(&self.work.document.divisions[*index]),
            };
            let wrapped = wrap && !structural;
            if wrapped {
                self.xml.open("div", &[]);
            }
            match block {
                Block::Row(row) => {
                    self.started = false;
                    self.xml.open("ab", &[]);
                    self.row(row);
                    self.xml.close("ab");
                }
                Block::Division(index) => self.division(&self.work.document.divisions[*index]),
            }
            if wrapped {
                self.xml.close("div");
            }
            self.xml.line();
            wrap |= structural;
        }
    }

    /// Whether a division becomes a `div`.
    fn is_structural(&self, division: &Division) -> bool {
        match division.kind {
            DivisionKind::Paragraph => division.heading.is_some(),
            DivisionKind::List => !self.is_list(division),
            DivisionKind::Table => !is_table(division),
            DivisionKind::Box => false,
            _ => true,
        }
    }

    fn is_list(&self, division: &Division) -> bool {
        let item = |block: &Block| match block {
            Block::Division(index) => {
                self.work.document.divisions[*index].kind == DivisionKind::Item
            }
            Block::Row(_) => false,
        };
        !division.body.is_empty() && division.body.iter().all(item)
    }

    /// A division directly within a `div`.
    fn division(&mut self, division: &'a Division) {
        match division.kind {
            DivisionKind::Paragraph if division.heading.is_none() => self.paragraph(division),
            DivisionKind::List if self.is_list(division) => self.list(division),
            DivisionKind::Table if is_table(division) => self.table(division),
            DivisionKind::Box => self.floating(division),
            _ => {
                self.open("div", division, true);
                self.heading(division, "head");
                self.missing(division);
                self.blocks(&division.body);
                self.xml.close("div");
            }
        }
    }

    /// A division within a paragraph or an item.
    fn inner(&mut self, division: &'a Division, within: Within) {
        match (division.kind, within) {
            (DivisionKind::List, _) if self.is_list(division) => self.list(division),
            (DivisionKind::Table, _) if is_table(division) => self.table(division),
            (DivisionKind::Paragraph, Within::Item) if division.heading.is_none() => {
                self.paragraph(division);
            }
            (DivisionKind::Paragraph | DivisionKind::Item, _) => {
                self.open("seg", division, true);
                self.heading(division, "label");
                self.missing(division);
                self.mixed(&division.body, Within::Paragraph);
                self.xml.close("seg");
            }
            _ => self.floating(division),
        }
    }

    fn mixed(&mut self, blocks: &'a [Block], within: Within) {
        for block in blocks {
            match block {
                Block::Row(row) => self.row(row),
                Block::Division(index) => {
                    self.inner(&self.work.document.divisions[*index], within);
                }
            }
        }
    }

    fn paragraph(&mut self, division: &'a Division) {
        self.started = false;
        self.open("p", division, false);
        self.missing(division);
        self.mixed(&division.body, Within::Paragraph);
        self.xml.close("p");
        self.started = false;
    }

    fn list(&mut self, division: &'a Division) {
        self.open("list", division, false);
        self.heading(division, "head");
        self.missing(division);
        for block in &division.body {
            let Block::Division(index) = block else { continue };
            let item = &self.work.document.divisions[*index];
            self.started = false;
            self.open("item", item, false);
            self.heading(item, "label");
            self.missing(item);
            self.mixed(&item.body, Within::Item);
            self.xml.close("item");
            self.xml.line();
        }
        self.xml.close("list");
        self.started = false;
    }

    fn table(&mut self, division: &'a Division) {
        self.open("table", division, false);
        self.heading(division, "head");
        self.missing(division);
        let header = Some(("label", division.columns.as_slice())).filter(|(_, c)| !c.is_empty());
        let rows = division.body.iter().filter_map(|block| match block {
            Block::Row(cells) => Some(("data", cells.as_slice())),
            Block::Division(_) => None,
        });
        for (role, cells) in header.into_iter().chain(rows) {
            self.xml.open("row", &[("role", role)]);
            for &cell in cells {
                self.started = false;
                self.xml.open("cell", &[]);
                self.reading(cell);
                self.xml.close("cell");
            }
            self.xml.close("row");
            self.xml.line();
        }
        self.xml.close("table");
        self.started = false;
    }

    fn floating(&mut self, division: &'a Division) {
        self.open("floatingText", division, true);
        self.xml.open("body", &[]);
        self.heading(division, "head");
        self.missing(division);
        if division.body.is_empty() {
            self.xml.void("p", &[]);
        }
        self.blocks(&division.body);
        self.xml.close("body");
        self.xml.close("floatingText");
        self.started = false;
    }

    /// Opens the element of a division with its id and number, and its kind where the element says none.
    fn open(&mut self, name: &str, division: &Division, typed: bool) {
        let id = format!("d_{}_{}", self.facts.id, division.id);
        let mut attributes = vec![("xml:id", id.as_str())];
        if typed {
            attributes.push(("type", division.kind.as_str()));
        }
        if let Some(number) = division.number.as_deref().filter(|n| !n.is_empty()) {
            attributes.push(("n", number));
        }
        if division.restored {
            attributes.push(("rend", "restored"));
        }
        self.xml.open(name, &attributes);
    }

    fn heading(&mut self, division: &'a Division, element: &str) {
        match &division.heading {
            None => {}
            Some(Heading::Printed(segment)) => {
                self.started = false;
                self.xml.open(element, &[]);
                self.reading(*segment);
                self.xml.close(element);
                self.started = false;
            }
            Some(Heading::Editorial(words)) => {
                let lang = words.get(&self.facts.lang).map(|_| self.facts.lang.as_str());
                let lang = lang.or_else(|| words.iter().map(|(lang, _)| lang.as_str()).next());
                let attributes = [("type", "editorial"), ("xml:lang", lang.unwrap_or("und"))];
                self.xml.leaf(element, &attributes, best(words, &self.facts.lang));
            }
        }
    }

    fn missing(&mut self, division: &Division) {
        if division.missing.is_empty() {
            return;
        }
        self.xml.open("gap", &[("reason", "lost")]);
        for (lang, words) in division.missing.iter() {
            self.xml.leaf("desc", &[("xml:lang", lang.as_str())], words);
        }
        self.xml.close("gap");
    }

    /// The segments of one row; white space between readings as the language has it.
    fn row(&mut self, row: &[usize]) {
        let present = |&&segment: &&usize| self.work.text(segment, self.witness).is_some();
        if self.started && row.iter().any(|segment| present(&segment)) {
            self.xml.text(self.facts.lang.separator());
            self.started = false;
        }
        self.xml.open("s", &[]);
        for &segment in row {
            self.reading(segment);
        }
        self.xml.close("s");
    }

    fn reading(&mut self, segment: usize) {
        let id = reading_id(self.work, segment, self.witness);
        let unit = &self.work.document.segments[segment];
        match unit.readings.get(self.witness) {
            Some(Reading::Present(text)) => {
                if self.started {
                    self.xml.text(self.facts.lang.separator());
                }
                let attributes = [("xml:id", id.as_str()), ("n", unit.id.as_str())];
                self.xml.leaf("seg", &attributes, &text.raw);
                self.started = true;
            }
            Some(Reading::Absent(kind, _)) => {
                self.xml.open("seg", &[("xml:id", &id), ("n", unit.id.as_str())]);
                self.xml.void("gap", &[("reason", kind.as_str())]);
                self.xml.close("seg");
            }
            None => {}
        }
    }
}

/// Whether a table has rows and nothing else.
fn is_table(division: &Division) -> bool {
    let rows = division.body.iter().all(|block| matches!(block, Block::Row(_)));
    rows && (!division.body.is_empty() || !division.columns.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::annotate::fixture::document_mut;
    use crate::exchange::export::fixture::Fixture;
    use crate::exchange::export::tei;
    use crate::model::Block;
    use crate::model::DivisionKind;

    const PLAN: &str = "document d zh:zh-Hans:source en:en
        paragraph\ns1 | 一， | One,\n& s2 | 二。 | two.\ns3 | 三。 | Three.\ns4 | - | Four.";

    fn text(fixture: &Fixture) -> String {
        String::from_utf8(tei::file(&fixture.work(0))).unwrap()
    }

    #[test]
    fn readings_stand_as_the_language_separates_them() {
        let text = text(&Fixture::new(PLAN));
        let zh = "<s><seg xml:id=\"s_zh_s1\" n=\"s1\">一，</seg><seg xml:id=\"s_zh_s2\" n=\"s2\">二。</seg></s><s>";
        let en = "<seg xml:id=\"s_en_s1\" n=\"s1\">One,</seg> <seg xml:id=\"s_en_s2\" n=\"s2\">two.</seg></s> <s>";
        assert!(text.contains(zh), "{text}");
        assert!(text.contains(en), "{text}");
        assert!(text.contains("<seg xml:id=\"s_zh_s4\" n=\"s4\"><gap reason=\"omitted\"/></seg>"));
    }

    #[test]
    fn segments_of_two_witnesses_are_aligned_and_others_are_not() {
        let text = text(&Fixture::new(PLAN));
        assert!(text.contains("<link n=\"s1\" target=\"#s_zh_s1 #s_en_s1\"/>"));
        assert!(!text.contains("<link n=\"s4\""));
    }

    #[test]
    fn notes_point_at_characters() {
        let mut fixture = Fixture::new(PLAN);
        fixture.note("n", "s2", "zh", "二");
        let text = text(&fixture);
        assert!(text.contains("target=\"#string-range(s_zh_s2,0,1)\""), "{text}");
        assert!(text.contains("<note type=\"editorial\" xml:lang=\"en\">n, in *words*</note>"));
    }

    #[test]
    fn what_follows_a_division_is_wrapped() {
        let mut fixture = Fixture::new(&format!("{PLAN}\nparagraph\ns5 | 五。 | Five."));
        let document = document_mut(&mut fixture.edition, 0);
        document.divisions[0].kind = DivisionKind::Section;
        fixture.changed();
        let text = text(&fixture);
        assert!(text.contains("</div>\n<div><p xml:id=\"d_zh_p1\">"), "{text}");
        assert_eq!(text.matches("<ab>").count(), 6, "rows of a section, in two witnesses");
    }

    #[test]
    fn an_item_in_a_paragraph_is_a_part_of_it() {
        let mut fixture = Fixture::new(&format!("{PLAN}\nparagraph\ns5 | 五。 | Five."));
        let document = document_mut(&mut fixture.edition, 0);
        document.divisions[1].kind = DivisionKind::Item;
        document.body.truncate(1);
        document.divisions[0].body.push(Block::Division(1));
        fixture.changed();
        let text = text(&fixture);
        assert!(
            text.contains("Four.</seg></s><seg xml:id=\"d_en_p1\" type=\"item\"> <s>"),
            "{text}"
        );
    }
}
