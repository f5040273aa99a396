//! Tables as text, read strictly: values by the `csv` crate, and the place of every cell.

use crate::exchange::edit::Refusal;
use crate::exchange::import::foreign::Foreign;

use csv::ReaderBuilder;

use std::ops::Range;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    /// What it says.
    pub(crate) text: String,
    /// Its bytes in the file, quotation marks included.
    pub(crate) at: Range<usize>,
}

/// A table with a head; every line has as many cells as the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grid {
    /// The names of the columns.
    pub(crate) head: Vec<Cell>,
    /// The lines below.
    pub(crate) lines: Vec<Vec<Cell>>,
}

impl Grid {
    /// The index of a column.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|cell| cell.text == name)
    }
}

/// What stands between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Commas; semicolons where the head has those and no comma.
    Commas,
    /// Tabs.
    Tabs,
}

/// Reads a table.
pub(crate) fn read(file: &Foreign, kind: Kind) -> Result<Grid, Refusal> {
    let delimiter = delimiter(file, kind);
    let places = places(file.text.as_bytes(), delimiter)
        .map_err(|(at, what)| file.refuse(what, at..at + 1))?;
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(file.text.as_bytes());
    let mut lines = Vec::with_capacity(places.len());
    for (record, places) in reader.records().zip(places) {
        let record = record.map_err(|error| Refusal::new(error.to_string()))?;
        let cells = record.iter().zip(places).map(|(text, at)| Cell { text: text.to_owned(), at });
        lines.push(cells.collect::<Vec<_>>());
    }
    if lines.is_empty() {
        return Err(Refusal::new(format!("`{}` is empty", file.path)));
    }
    let head = lines.remove(0);
    check_head(file, &head)?;
    for line in &lines {
        if line.len() != head.len() {
            let all = line.first().map_or(0, |c| c.at.start)..line.last().map_or(0, |c| c.at.end);
            let message = format!("{} cells, but the head has {}", line.len(), head.len());
            return Err(file.refuse(message, all));
        }
    }
    Ok(Grid { head, lines })
}

fn check_head(file: &Foreign, head: &[Cell]) -> Result<(), Refusal> {
    for (index, cell) in head.iter().enumerate() {
        if let Some(first) = head[..index].iter().find(|c| c.text == cell.text) {
            let message = format!("the column `{}` is given twice", cell.text);
            let refusal = file.refuse(message, cell.at.clone());
            return Err(refusal.at(&file.path, first.at.clone(), "it is given here first"));
        }
    }
    Ok(())
}

fn delimiter(file: &Foreign, kind: Kind) -> u8 {
    let head = file.text.lines().next().unwrap_or_default();
    match kind {
        Kind::Tabs => b'\t',
        Kind::Commas if head.contains(';') && !head.contains(',') => b';',
        Kind::Commas => b',',
    }
}

/// The bytes of the cells of each line; or the byte at which the table is malformed, and how.
fn places(text: &[u8], delimiter: u8) -> Result<Vec<Vec<Range<usize>>>, (usize, &'static str)> {
    let is_end = |at: usize| matches!(text.get(at), None | Some(b'\n' | b'\r'));
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let mut at = 0;
    while at < text.len() || !line.is_empty() {
        let start = at;
        at = if text.get(at) == Some(&b'"') { closed(text, at)? } else { at };
        if at > start && !is_end(at) && text[at] != delimiter {
            return Err((at, "words stand after the closing quotation mark of a cell"));
        }
        while !is_end(at) && text[at] != delimiter {
            at += 1;
        }
        line.push(start..at);
        if !is_end(at) {
            at += 1;
            continue;
        }
        at += 1;
        // An empty line is none, as everywhere.
        if line.len() > 1 || !line[0].is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line.clear();
    }
    Ok(lines)
}

/// One past the quotation mark that closes the one here; a doubled one closes nothing.
fn closed(text: &[u8], start: usize) -> Result<usize, (usize, &'static str)> {
    let mut at = start + 1;
    loop {
        match (text.get(at), text.get(at + 1)) {
            (Some(b'"'), Some(b'"')) => at += 2,
            (Some(b'"'), _) => return Ok(at + 1),
            (Some(_), _) => at += 1,
            (None, _) => return Err((start, "the quotation mark of this cell is never closed")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Foreign {
        Foreign { path: "a.csv".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn cells_know_their_places() {
        let text = "id,zh\r\n\r\na,\"“一”,\n\"\"二\"\"\"\nb,\n";
        let grid = read(&file(text), Kind::Commas).unwrap();
        assert_eq!(grid.lines.len(), 2);
        let cell = &grid.lines[0][1];
        assert_eq!(cell.text, "“一”,\n\"二\"");
        assert_eq!(&text[cell.at.clone()], "\"“一”,\n\"\"二\"\"\"");
        let empty = &grid.lines[1][1];
        assert_eq!((empty.text.as_str(), &text[empty.at.start - 2..empty.at.end]), ("", "b,"));
        assert_eq!(grid.column("zh"), Some(1));
    }

    #[test]
    fn semicolons_and_tabs_separate_too() {
        assert_eq!(read(&file("a;b\n1,5;2\n"), Kind::Commas).unwrap().lines[0][0].text, "1,5");
        assert_eq!(read(&file("a\tb\n1;5\t"), Kind::Tabs).unwrap().lines[0].len(), 2);
    }

    #[test]
    fn malformed_tables_are_refused_with_their_place() {
        let refused = |text: &str, message: &str, place: &str| {
            let refusal = read(&file(text), Kind::Commas).unwrap_err();
            assert!(refusal.message.contains(message), "{refusal:?}");
            let shown = refusal.places.first().map(|(_, at, _)| &text[at.clone()]);
            assert_eq!(shown.unwrap_or_default(), place);
        };
        refused("a,b\n1,\"2\n", "never closed", "\"");
        refused("a,b\n\"1\"x,2\n", "after the closing", "x");
        refused("a,b\n1\n", "1 cells, but the head has 2", "1");
        refused("a,a\n", "twice", "a");
        refused("", "is empty", "");
    }
}
