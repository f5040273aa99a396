//! Files as read, and places in them.

use std::ops::Deref;
use std::sync::Arc;

/// A file in a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of a file: bytes `start..end`, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span; offsets past 4 GiB are cut to it.
    #[must_use]
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: offset(range.start), end: offset(range.end) }
    }

    /// The bytes.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// A part of this span: bytes relative to its start, cut at its end.
    #[must_use]
    pub fn slice(self, range: std::ops::Range<usize>) -> Self {
        let start = self.start as usize;
        let clamp = |n: usize| (start + n).min(self.end as usize);
        Self::new(self.file, clamp(range.start)..clamp(range.end))
    }
}

/// A place as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

/// What is in a file. A text is in memory once, for all who hold parts of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// UTF-8.
    Text(Arc<str>),
    /// Anything else.
    Bytes(Arc<[u8]>),
}

impl Content {
    /// The bytes, for whoever keeps them.
    #[must_use]
    pub fn shared(&self) -> Arc<[u8]> {
        match self {
            Self::Text(text) => Arc::clone(text).into(),
            Self::Bytes(bytes) => Arc::clone(bytes),
        }
    }

    /// Whether both are the same; at once where both are held together.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        std::ptr::eq::<[u8]>(&**self, &**other) || self == other
    }
}

impl Deref for Content {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::Text(text.into()),
            Err(error) => Self::Bytes(error.into_bytes().into()),
        }
    }
}

/// A file: its path and its text.
type File = (Arc<str>, Arc<str>);

/// The texts of all files that were read, so that a message can show its line.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    /// The first files: they are the same for all copies of the map.
    shared: Arc<Vec<File>>,
    /// The others.
    own: Vec<File>,
}

impl SourceMap {
    /// Adds a file. `path` is relative to the edition's folder, with `/`.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        let id = self.next_id();
        self.own.push((path.into(), text.into()));
        id
    }

    /// Makes the files that it has the same for all copies, so that a copy costs nothing.
    pub fn share(&mut self) {
        Arc::make_mut(&mut self.shared).append(&mut self.own);
    }

    /// Puts another text in the place of that of a file; copies have what they had.
    pub fn replace(&mut self, file: FileId, text: Arc<str>) {
        let (place, shared) = (file.0 as usize, self.shared.len());
        let known = if place < shared {
            Arc::make_mut(&mut self.shared).get_mut(place)
        } else {
            self.own.get_mut(place - shared)
        };
        if let Some((_, known)) = known {
            *known = text;
        }
    }

    /// The number that the next file gets.
    #[must_use]
    pub fn next_id(&self) -> FileId {
        FileId(u32::try_from(self.shared.len() + self.own.len()).unwrap_or(u32::MAX))
    }

    /// Paths and texts of the files from a number on, in the order they were added.
    #[must_use]
    pub fn since(&self, first: FileId) -> Vec<(Arc<str>, Arc<str>)> {
        self.files().skip(first.0 as usize).cloned().collect()
    }

    /// Adds files after the others: paths and texts, as [`Self::since`] gives them.
    pub fn extend(&mut self, files: &[(Arc<str>, Arc<str>)]) {
        self.own.extend_from_slice(files);
    }

    fn files(&self) -> impl Iterator<Item = &File> {
        self.shared.iter().chain(&self.own)
    }

    fn file(&self, file: FileId) -> Option<&File> {
        let place = file.0 as usize;
        self.shared.get(place).or_else(|| self.own.get(place.checked_sub(self.shared.len())?))
    }

    /// The paths of all files, in the order they were added.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files().map(|(path, _)| &**path)
    }

    /// The path of a file.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        self.file(file).map_or("?", |(path, _)| path)
    }

    /// The path of a file, for whoever keeps it.
    #[must_use]
    pub fn shared_path(&self, file: FileId) -> Arc<str> {
        self.file(file).map_or_else(|| "?".into(), |(path, _)| Arc::clone(path))
    }

    /// Whether a file of this path was added.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.paths().any(|known| known == path)
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        self.file(file).map_or("", |(_, text)| text)
    }

    /// The text of a file, for whoever keeps parts of it.
    #[must_use]
    pub fn shared(&self, file: FileId) -> Arc<str> {
        self.file(file).map_or_else(|| "".into(), |(_, text)| Arc::clone(text))
    }

    /// The whole file as a span, for faults of the file itself: empty, at its start.
    #[must_use]
    pub fn start(&self, file: FileId) -> Span {
        Span::new(file, 0..0)
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn locate(&self, file: FileId, offset: usize) -> Location {
        let text = self.text(file);
        let offset = floor_char_boundary(text, offset);
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Location {
            line: before.bytes().filter(|&b| b == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The line in which a byte offset stands, without its end, and the offset of its start.
    #[must_use]
    pub fn line(&self, file: FileId, offset: usize) -> (usize, &str) {
        let text = self.text(file);
        let offset = floor_char_boundary(text, offset);
        let start = text[..offset].rfind('\n').map_or(0, |i| i + 1);
        let end = text[offset..].find('\n').map_or(text.len(), |i| offset + i);
        (start, &text[start..end])
    }
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut map = SourceMap::default();
        let file = map.add("a.toml", "a = 1\n中文 = '字'\n");
        let at = "a = 1\n中文 = '".len();
        assert_eq!(map.locate(file, at), Location { line: 2, column: 7 });
        assert_eq!(map.line(file, at), (6, "中文 = '字'"));
        assert_eq!(map.locate(file, 999), Location { line: 3, column: 1 });
    }

    #[test]
    fn copies_of_a_map_go_on_alone() {
        let mut map = SourceMap::default();
        let first = map.add("a", "one");
        map.share();
        let mut copy = map.clone();
        let (ours, theirs) = (map.add("b", "two"), copy.add("c", "three"));
        assert_eq!((first, ours, theirs), (FileId(0), FileId(1), FileId(1)));
        map.replace(first, "other".into());
        map.replace(ours, "another".into());
        let texts = |map: &SourceMap| [first, ours].map(|file| map.text(file).to_owned());
        assert_eq!(texts(&map), ["other", "another"]);
        assert_eq!(texts(&copy), ["one", "three"]);
        map.share();
        assert_eq!(map.paths().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(map.since(ours), [("b".into(), "another".into())]);
        assert_eq!((map.next_id(), map.path(FileId(2))), (FileId(2), "?"));
    }
}
