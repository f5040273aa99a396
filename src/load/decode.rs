//! Bytes to text: what is not UTF-8, empty or unreadable is a finding; a byte order mark and
//! CRLF line ends are accepted and read as if they were not there.

use crate::diag::Content;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::SourceMap;
use crate::diag::Span;

use std::sync::Arc;

/// Adds a text file to the map. `None` where there is nothing to parse; then a finding says why.
pub fn add(
    path: &Arc<str>,
    content: &Result<Content, String>,
    sources: &mut SourceMap,
    sink: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    let content = match content {
        Ok(content) => content,
        Err(reason) => {
            let file = sources.add(Arc::clone(path), "");
            let message = format!("`{path}` cannot be read: {reason}");
            sink.push(Diagnostic::error("unreadable-file", message).at(sources.start(file)));
            return None;
        }
    };
    let text = match content {
        Content::Text(text) => plain(text),
        Content::Bytes(bytes) => {
            let valid = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len);
            report_encoding(path, bytes, valid, (sources, sink));
            return None;
        }
    };
    let empty = text.trim().is_empty();
    let file = sources.add(Arc::clone(path), text);
    if empty {
        let finding = Diagnostic::error("empty-file", format!("`{path}` is empty"));
        sink.push(finding.at(sources.start(file)).hint("write its entries, or delete the file"));
        return None;
    }
    Some(file)
}

/// A text without a byte order mark and with line ends of one kind: mostly itself.
fn plain(text: &Arc<str>) -> Arc<str> {
    let words = text.strip_prefix('\u{feff}').unwrap_or(text);
    if words.contains('\r') {
        return words.replace("\r\n", "\n").into();
    }
    if words.len() == text.len() { Arc::clone(text) } else { words.into() }
}

fn report_encoding(
    path: &str,
    bytes: &[u8],
    valid: usize,
    (sources, sink): (&mut SourceMap, &mut Vec<Diagnostic>),
) {
    // What is valid before the stray byte is shown; the rest of its line as replacement marks.
    let line_end =
        bytes[valid..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |i| valid + i);
    let shown = String::from_utf8_lossy(&bytes[..line_end]).into_owned();
    let end = shown[valid..].chars().next().map_or(valid, |c| valid + c.len_utf8());
    let file = sources.add(path, shown);
    let byte = bytes.get(valid).copied().unwrap_or_default();
    let finding =
        Diagnostic::error("not-utf-8", format!("`{path}` is not UTF-8: byte {byte:#04x}"))
            .at(Span::new(file, valid..end));
    let is_wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let hint = if is_wide { "it is UTF-16: save it as UTF-8" } else { "save the file as UTF-8" };
    sink.push(finding.hint(hint));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(bytes: &[u8]) -> (Vec<&'static str>, Option<String>) {
        let mut sources = SourceMap::default();
        let mut sink = Vec::new();
        let file = add(&"a.toml".into(), &Ok(bytes.to_vec().into()), &mut sources, &mut sink);
        (sink.iter().map(|d| d.code).collect(), file.map(|f| sources.text(f).to_owned()))
    }

    #[test]
    fn a_mark_and_crlf_are_read_as_if_they_were_not_there() {
        let (found, text) = codes("\u{feff}a = 1\r\nb = 2\r\n".as_bytes());
        assert!(found.is_empty());
        assert_eq!(text.as_deref(), Some("a = 1\nb = 2\n"));
    }

    #[test]
    fn files_without_text_are_findings() {
        assert_eq!(codes(b"").0, ["empty-file"]);
        assert_eq!(codes(b" \n").0, ["empty-file"]);
        assert_eq!(codes(b"a = '\xff\xfe'\n").0, ["not-utf-8"]);
    }
}
