//! A file that came from elsewhere, as text: UTF-8 or UTF-16 with a byte order mark.

use crate::exchange::edit::Refusal;

use std::ops::Range;

/// A foreign file. Bytes of places are those of `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// Its path as it was given.
    pub path: String,
    /// What it says, without a byte order mark.
    pub text: String,
}

impl Foreign {
    /// Decodes the bytes of a file.
    ///
    /// # Errors
    /// Refuses what is neither UTF-8 nor UTF-16 with a byte order mark, and says where.
    pub fn new(path: &str, bytes: &[u8]) -> Result<Self, Refusal> {
        let text = match bytes {
            [0xFF, 0xFE, rest @ ..] => wide(path, rest, u16::from_le_bytes)?,
            [0xFE, 0xFF, rest @ ..] => wide(path, rest, u16::from_be_bytes)?,
            _ => narrow(path, bytes)?,
        };
        let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
        Ok(Self { path: path.to_owned(), text })
    }

    /// A refusal that points at a place of this file.
    pub(crate) fn refuse(&self, message: impl Into<String>, at: Range<usize>) -> Refusal {
        Refusal::new(message).at(&self.path, at, "")
    }
}

fn narrow(path: &str, bytes: &[u8]) -> Result<String, Refusal> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        let valid = &bytes[..error.valid_up_to()];
        let line = valid.iter().filter(|&&b| b == b'\n').count() + 1;
        let before = valid.rsplit(|&b| b == b'\n').next().unwrap_or_default();
        let column = String::from_utf8_lossy(before).chars().count() + 1;
        let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
        let place = format!("line {line}, column {column}");
        Refusal::new(format!("`{path}` is not UTF-8: byte {byte:#04x} at {place}"))
            .hint(format!("convert it: `iconv -f <its encoding> -t UTF-8 {path}`"))
    })
}

fn wide(path: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Refusal> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    match String::from_utf16(&units) {
        Ok(text) if rest.is_empty() => Ok(text),
        _ => Err(Refusal::new(format!("`{path}` is not the UTF-16 that its first bytes announce"))
            .hint("save it again as UTF-8")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off_and_utf_16_is_read() {
        let text = |bytes: &[u8]| Foreign::new("a/b.c.tsv", bytes).unwrap().text;
        assert_eq!(text("\u{feff}一".as_bytes()), "一");
        assert_eq!(text(&[0xFF, 0xFE, 0x00, 0x4E]), "一");
        assert_eq!(text(&[0xFE, 0xFF, 0x4E, 0x00]), "一");
    }

    #[test]
    fn other_encodings_are_refused_with_their_place() {
        let refusal = Foreign::new("a.po", b"a\n\xb0\xa1").unwrap_err();
        assert_eq!(refusal.message, "`a.po` is not UTF-8: byte 0xb0 at line 2, column 1");
        assert!(Foreign::new("a.po", &[0xFF, 0xFE, 0x00]).is_err());
        assert!(Foreign::new("a.po", &[0xFF, 0xFE, 0x00, 0xD8]).is_err());
    }
}
