//! The text of a book: divisions as sections, rows as facing columns, printed tables as tables.

use crate::exchange::export::book::readings;
use crate::exchange::export::book::setting::Setting;
use crate::exchange::export::book::setting::spoken;
use crate::exchange::export::xml::Xml;
use crate::model::Block;
use crate::model::Division;
use crate::model::DivisionKind;
use crate::model::Heading;

/// The names of headings by depth.
const HEADINGS: [&str; 5] = ["h2", "h3", "h4", "h5", "h6"];

/// Writes blocks of the spine.
pub(crate) fn write(setting: &Setting<'_>, blocks: &[Block], depth: usize, xml: &mut Xml) {
    let columns = readings::columns(setting);
    let body = Body { setting, columns: &columns };
    body.blocks(blocks, depth, xml);
}

struct Body<'a> {
    setting: &'a Setting<'a>,
    columns: &'a [Vec<usize>],
}

impl Body<'_> {
    fn blocks(&self, blocks: &[Block], depth: usize, xml: &mut Xml) {
        let mut in_table = false;
        for block in blocks {
            match block {
                Block::Row(row) => {
                    if !in_table {
                        xml.open("table", &[("class", "facing")]);
                        xml.open("tbody", &[]);
                        xml.line();
                    }
                    in_table = true;
                    self.row(row, xml);
                }
                Block::Division(index) => {
                    self.end_table(&mut in_table, xml);
                    self.division(&self.setting.work.document.divisions[*index], depth, xml);
                }
            }
        }
        self.end_table(&mut in_table, xml);
    }

    fn end_table(&self, in_table: &mut bool, xml: &mut Xml) {
        if std::mem::take(in_table) {
            xml.close("tbody");
            xml.close("table");
            xml.line();
        }
    }

    /// The segments of a row, a line each; the first bears the row's number.
    fn row(&self, row: &[usize], xml: &mut Xml) {
        for (nth, &segment) in row.iter().enumerate() {
            let id = format!("s-{}", self.setting.work.document.segments[segment].id);
            let class = if nth == 0 { "first" } else { "more" };
            xml.open("tr", &[("id", &id), ("class", class)]);
            let number = self.setting.work.annotated.rows.of(segment).map_or(0, |row| row + 1);
            let number = if nth == 0 { number.to_string() } else { String::new() };
            xml.leaf("td", &[("class", "number")], &number);
            for column in self.columns {
                xml.open("td", &[]);
                readings::write(self.setting, segment, column, "p", xml);
                xml.close("td");
            }
            xml.close("tr");
            xml.line();
        }
    }

    fn division(&self, division: &Division, depth: usize, xml: &mut Xml) {
        let id = format!("d-{}", division.id);
        let name = if division.heading.is_some() { "section" } else { "div" };
        xml.open(name, &[("id", &id), ("class", division.kind.as_str())]);
        xml.line();
        self.heading(division, depth, xml);
        self.missing(division, xml);
        let deeper = depth + usize::from(division.heading.is_some());
        let only_rows = division.body.iter().all(|block| matches!(block, Block::Row(_)));
        if division.kind == DivisionKind::Table && only_rows {
            self.table(division, xml);
        } else {
            self.blocks(&division.body, deeper, xml);
        }
        xml.close(name);
        xml.line();
    }

    fn heading(&self, division: &Division, depth: usize, xml: &mut Xml) {
        let name = HEADINGS[depth.min(HEADINGS.len() - 1)];
        match &division.heading {
            None => {}
            Some(Heading::Editorial(words)) => {
                xml.open(name, &[("class", "editorial")]);
                for (lang, text) in words.iter() {
                    spoken("span", &[("class", "line")], lang.as_str(), text, xml);
                }
                xml.close(name);
                xml.line();
            }
            Some(Heading::Printed(segment)) => {
                let id = format!("s-{}", self.setting.work.document.segments[*segment].id);
                xml.open(name, &[("id", &id), ("class", "printed")]);
                for column in self.columns {
                    readings::write(self.setting, *segment, column, "span", xml);
                }
                xml.close(name);
                xml.line();
            }
        }
    }

    fn missing(&self, division: &Division, xml: &mut Xml) {
        if division.missing.is_empty() {
            return;
        }
        xml.open("p", &[("class", "missing")]);
        self.setting.words("division.missing", xml);
        xml.text(" ");
        self.setting.localized(&division.missing, xml);
        xml.close("p");
        xml.line();
    }

    fn table(&self, division: &Division, xml: &mut Xml) {
        let rows = division.body.iter().filter_map(|block| match block {
            Block::Row(row) => Some(row.as_slice()),
            Block::Division(_) => None,
        });
        xml.open("table", &[("class", "printed")]);
        xml.line();
        if !division.columns.is_empty() {
            xml.open("thead", &[]);
            self.cells(&division.columns, "th", xml);
            xml.close("thead");
        }
        if !division.body.is_empty() {
            xml.open("tbody", &[]);
            rows.for_each(|row| self.cells(row, "td", xml));
            xml.close("tbody");
        }
        xml.close("table");
        xml.line();
    }

    fn cells(&self, row: &[usize], name: &str, xml: &mut Xml) {
        xml.open("tr", &[]);
        for &segment in row {
            let id = format!("s-{}", self.setting.work.document.segments[segment].id);
            xml.open(name, &[("id", &id)]);
            for column in self.columns {
                readings::write(self.setting, segment, column, "p", xml);
            }
            xml.close(name);
        }
        xml.close("tr");
        xml.line();
    }
}
