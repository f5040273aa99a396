//! Tables as text: comma-separated with a byte order mark and CRLF for spreadsheets, tab-separated
//! for programs.

use csv::Terminator;
use csv::Writer;
use csv::WriterBuilder;

/// Says to spreadsheets that the file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// A table that is being written, line by line.
pub(crate) struct Table {
    writer: Writer<Vec<u8>>,
}

impl Table {
    /// Comma-separated values as of RFC 4180, UTF-8 with a byte order mark.
    pub(crate) fn commas() -> Self {
        let mut builder = WriterBuilder::new();
        builder.terminator(Terminator::CRLF);
        Self { writer: builder.from_writer(BYTE_ORDER_MARK.as_bytes().to_vec()) }
    }

    /// Tab-separated values, UTF-8, one line end a row; cells are quoted as in the other table.
    pub(crate) fn tabs() -> Self {
        let mut builder = WriterBuilder::new();
        builder.delimiter(b'\t').terminator(Terminator::Any(b'\n'));
        Self { writer: builder.from_writer(Vec::new()) }
    }

    /// Adds a line; writing to memory fails only where lines differ in length.
    pub(crate) fn line<S: AsRef<str>>(&mut self, cells: &[S]) {
        self.writer.write_record(cells.iter().map(AsRef::as_ref)).ok();
    }

    /// The file.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.writer.into_inner().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheets_get_a_mark_and_crlf() {
        let mut table = Table::commas();
        table.line(&["a", "b"]);
        table.line(&["一,二", "say \"x\""]);
        let text = String::from_utf8(table.finish()).unwrap();
        assert_eq!(text, "\u{FEFF}a,b\r\n\"一,二\",\"say \"\"x\"\"\"\r\n");
    }

    #[test]
    fn tabs_separate_plainly() {
        let mut table = Table::tabs();
        table.line(&["a", "b, c"]);
        assert_eq!(table.finish(), b"a\tb, c\n");
    }
}
