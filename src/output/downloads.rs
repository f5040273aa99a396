//! Files that readers may take away: what a page that lists them needs to know.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A file that a page offers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Download {
    /// Below the site's root, with `/`.
    pub path: String,
    /// Index of its document; `None` for files of the edition as a whole.
    pub document: Option<usize>,
    /// Indices of the documents in it, where it is one of several parts of a file of the edition.
    pub documents: Option<Range<usize>>,
    /// Indices of the witnesses in it, where these are not all of the document.
    pub witnesses: Vec<usize>,
    /// Names its format in words of the user interface: `export.<key>`.
    pub key: &'static str,
    /// The format's own name, the same in every language.
    pub name: &'static str,
    /// The media type.
    pub media_type: &'static str,
}

/// A file that cannot be offered, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lacking {
    /// Index of its document.
    pub document: usize,
    /// The format's own name.
    pub name: &'static str,
    /// Names the reason in words of the user interface: `export-missing.<reason>`.
    pub reason: &'static str,
}

/// The size in bytes of a file by its place; may have to make it.
pub type Size = Arc<dyn Fn(usize) -> usize + Send + Sync>;

/// A file by its place.
pub type File = Arc<dyn Fn(usize) -> Download + Send + Sync>;

/// All files that readers may take away. Where many documents have many files it holds none of
/// them: what a page lists is asked for then.
#[derive(Clone)]
pub struct Downloads {
    listed: Arc<Listed>,
    file: File,
    size: Size,
    /// For a policy of a browser: the hashes of the styles that are inside files it may show.
    pub styles: Vec<String>,
}

/// Which files there are.
#[derive(Default)]
struct Listed {
    count: usize,
    /// For each document, and for the edition as a whole, the places of its files.
    places: BTreeMap<Option<usize>, Vec<usize>>,
    lacking: BTreeMap<usize, Vec<Lacking>>,
}

impl Downloads {
    /// Files, sorted by path, of each its document, with what there is not.
    #[must_use]
    pub fn new(
        documents: impl Iterator<Item = Option<usize>>,
        lacking: Vec<Lacking>,
        styles: Vec<String>,
        (file, size): (File, Size),
    ) -> Self {
        let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut count = 0;
        for (place, document) in documents.enumerate() {
            places.entry(document).or_default().push(place);
            count = place + 1;
        }
        let mut lacking_of: BTreeMap<_, Vec<Lacking>> = BTreeMap::new();
        for lacking in lacking {
            lacking_of.entry(lacking.document).or_default().push(lacking);
        }
        let listed = Arc::new(Listed { count, places, lacking: lacking_of });
        Self { listed, file, size, styles }
    }

    /// The same list of files, which are others.
    #[must_use]
    pub fn again(&self, (file, size): (File, Size)) -> Self {
        Self { listed: Arc::clone(&self.listed), file, size, styles: self.styles.clone() }
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.listed.count
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listed.count == 0
    }

    /// The files of a document, or for `None` those of the edition as a whole, with their places.
    pub fn of(&self, document: Option<usize>) -> impl Iterator<Item = (usize, Download)> {
        let places = self.listed.places.get(&document).into_iter().flatten();
        places.map(|&place| (place, (self.file)(place)))
    }

    /// What a document lacks.
    #[must_use]
    pub fn lacking_of(&self, document: usize) -> &[Lacking] {
        self.listed.lacking.get(&document).map_or(&[], Vec::as_slice)
    }

    /// The size in bytes of the file at a place; may have to make it.
    #[must_use]
    pub fn size(&self, place: usize) -> usize {
        (self.size)(place)
    }
}

impl Default for Downloads {
    fn default() -> Self {
        Self {
            listed: Arc::default(),
            file: Arc::new(|_| Download::default()),
            size: Arc::new(|_| 0),
            styles: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, document: Option<usize>) -> Download {
        let path = path.to_owned();
        let (documents, witnesses) = (None, Vec::new());
        Download { path, document, documents, witnesses, key: "k", name: "n", media_type: "m" }
    }

    #[test]
    fn files_are_found_by_their_document_with_their_places() {
        let files = [("a", Some(1)), ("b", None), ("c", Some(0)), ("d", Some(1)), ("e", None)];
        let documents = files.map(|(_, document)| document);
        let file: File = Arc::new(move |place| file(files[place].0, files[place].1));
        let lacking = [(2, "x"), (0, "y"), (2, "z")];
        let lacking = lacking.map(|(document, name)| Lacking { document, name, reason: "r" });
        let size: Size = Arc::new(|place| place * 10);
        let all = Downloads::new(documents.into_iter(), lacking.to_vec(), Vec::new(), (file, size));
        let of = |document| {
            let files = all.of(document).map(|(place, file)| (file.path, all.size(place)));
            files.collect::<Vec<_>>()
        };
        let named = |(path, size): (&str, usize)| (path.to_owned(), size);
        assert_eq!(of(Some(1)), [("a", 0), ("d", 30)].map(named));
        assert_eq!(of(Some(0)), [("c", 20)].map(named));
        assert_eq!(of(Some(2)), []);
        assert_eq!(of(None), [("b", 10), ("e", 40)].map(named));
        assert_eq!((all.len(), all.is_empty()), (5, false));
        let names = |document| all.lacking_of(document).iter().map(|l| l.name).collect::<Vec<_>>();
        assert_eq!((names(2), names(1)), (vec!["x", "z"], vec![]));
    }
}
