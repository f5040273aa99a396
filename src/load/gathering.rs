//! The texts of files as they are gathered, and of those that are documents' their folders; what is
//! the same as in the run before is taken over as it is.

use crate::diag::Content;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::SourceMap;
use crate::load::decode;
use crate::load::folder::DocumentFile;
use crate::load::folder::Folder;

use std::cmp::Ordering;
use std::iter::Peekable;
use std::sync::Arc;

/// The texts of a run.
#[derive(Debug, Default)]
pub(crate) struct FileTexts {
    /// Files as read, sorted by path.
    files: Vec<FileText>,
    /// The folders of documents, in the order of their files.
    pub(crate) folders: Vec<Arc<Folder>>,
}

/// A file as read.
#[derive(Debug)]
pub(crate) struct FileText {
    path: Arc<str>,
    content: Content,
    /// What is parsed.
    text: Arc<str>,
    /// Its number in the map of sources.
    file: FileId,
    /// The number of its folder, if it is a document's.
    folder: Option<usize>,
}

impl FileText {
    /// Whether it is a document's.
    pub(crate) fn is_of_document(&self) -> bool {
        self.folder.is_some()
    }
}

/// Texts that are being gathered in the order of their paths.
pub(crate) struct Gathering<'t> {
    known: Peekable<std::vec::IntoIter<FileText>>,
    known_folders: Vec<Arc<Folder>>,
    texts: FileTexts,
    open: Option<Open<'t>>,
}

/// The folder whose files come now.
struct Open<'t> {
    files: Vec<(&'t Arc<str>, FileId)>,
    /// The place of the first of them among all texts.
    first: usize,
    /// The folder of the run before, as long as all its files are as they were there.
    same: Option<usize>,
}

impl<'t> Gathering<'t> {
    /// Begins, with the texts of the run before.
    pub(crate) fn after(known: FileTexts) -> Self {
        let files = Vec::with_capacity(known.files.len());
        let folders = Vec::with_capacity(known.folders.len());
        Self {
            known: known.files.into_iter().peekable(),
            known_folders: known.folders,
            texts: FileTexts { files, folders },
            open: None,
        }
    }

    /// The text that a file had in the run before, where it has the same bytes now. Both lists are
    /// sorted, so that none is looked for.
    pub(crate) fn known(
        &mut self,
        path: &Arc<str>,
        bytes: &Result<Content, String>,
    ) -> Option<FileText> {
        loop {
            let known = &self.known.peek()?.path;
            let order =
                if Arc::ptr_eq(known, path) { Ordering::Equal } else { (**known).cmp(path) };
            match order {
                Ordering::Less => self.known.next(),
                Ordering::Equal => break,
                Ordering::Greater => return None,
            };
        }
        let content = bytes.as_ref().ok();
        self.known.next().filter(|known| content.is_some_and(|now| known.content.is(now)))
    }

    /// Adds a file to the map of sources, and to its folder if it is a document's. `known` is its
    /// text in the run before. `None` with a finding where it has no text.
    pub(crate) fn add(
        &mut self,
        (path, bytes): (&'t Arc<str>, &Result<Content, String>),
        (is_of_document, known): (bool, Option<FileText>),
        (sources, sink): (&mut SourceMap, &mut Vec<Diagnostic>),
    ) -> Option<FileId> {
        let before = known.as_ref().map(|known| (known.file, known.folder));
        let text = match known {
            Some(mut known) => {
                if !Arc::ptr_eq(&known.path, path) {
                    known.path = Arc::clone(path);
                }
                let file = sources.add(Arc::clone(&known.path), Arc::clone(&known.text));
                FileText { file, ..known }
            }
            None => {
                let file = decode::add(path, bytes, sources, sink)?;
                let content = bytes.as_ref().ok()?.clone();
                let text = sources.shared(file);
                FileText { path: Arc::clone(path), content, text, file, folder: None }
            }
        };
        let file = text.file;
        let same = before.filter(|(before, _)| *before == file).and_then(|(_, folder)| folder);
        let folder = is_of_document.then(|| self.enter((path, file), same));
        self.texts.files.push(FileText { folder, ..text });
        Some(file)
    }

    /// Puts a file in its folder, and gives the number of that. `same` is the folder in which the
    /// very file was before. Paths come sorted, so the folder is the open one or a new one.
    fn enter(&mut self, file: (&'t Arc<str>, FileId), same: Option<usize>) -> usize {
        let is_open = |open: &&mut Open<'_>| match (open.same, same) {
            (Some(open), Some(same)) => open == same,
            _ => place(open.files[0].0).0 == place(file.0).0,
        };
        if let Some(open) = self.open.as_mut().filter(is_open) {
            open.files.push(file);
            open.same = open.same.filter(|open| same == Some(*open));
        } else {
            self.close();
            self.open = Some(Open { files: vec![file], first: self.texts.files.len(), same });
        }
        self.texts.folders.len()
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let known = open.same.and_then(|same| self.known_folders.get(same));
        let known = known.filter(|known| known.files.len() == open.files.len()).map(Arc::clone);
        let folder = known.unwrap_or_else(|| {
            let mut folder = Folder::new(place(open.files[0].0).0);
            for ((path, file), text) in open.files.iter().zip(&self.texts.files[open.first..]) {
                folder.add(DocumentFile::of(place(path).1), *file, Arc::clone(&text.text));
            }
            Arc::new(folder)
        });
        self.texts.folders.push(folder);
    }

    /// All that was gathered.
    pub(crate) fn done(mut self) -> FileTexts {
        self.close();
        self.texts
    }
}

/// The folder of a document's file `content/<folder>/<name>.toml`, and its name.
fn place(path: &str) -> (&str, &str) {
    let mut parts = path.split('/').skip(1);
    let (folder, file) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    (folder, file.strip_suffix(".toml").unwrap_or(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::parse;
    use crate::load::tree::SourceTree;

    const EDITION: &str = "//- content/a/document.toml\nx\n//- content/a/zh.toml\nx\n\
        //- content/b/zh.toml\nx\n//- content/links.toml\n//- glossary/words.toml\n";

    /// The folders of an edition after those of another, and whether each is the very one of there.
    fn folders(before: &SourceTree, now: &SourceTree) -> Vec<(String, usize, bool)> {
        let mut kept = parse::Kept::default();
        let mut run = |tree| {
            let (mut sources, mut sink) = (SourceMap::default(), Vec::new());
            parse::files(tree, &mut sources, &mut sink, Some(&mut kept)).folders
        };
        let (old, new) = (run(before), run(now));
        let is_old = |folder: &Arc<Folder>| old.iter().any(|old| Arc::ptr_eq(old, folder));
        new.iter().map(|f| (f.name.clone(), f.files.len(), is_old(f))).collect()
    }

    fn expected(folders: [(&str, usize, bool); 2]) -> Vec<(String, usize, bool)> {
        folders.map(|(name, files, is_old)| (name.to_owned(), files, is_old)).into()
    }

    #[test]
    fn a_folder_is_taken_over_while_its_files_and_their_numbers_are_the_same() {
        let before = SourceTree::from_fixture(EDITION);
        let all = folders(&before, &before);
        assert_eq!(all, expected([("a", 2, true), ("b", 1, true)]));
        let mut changed = before.clone();
        changed.insert("content/a/zh.toml", *b"y");
        assert_eq!(folders(&before, &changed), expected([("a", 2, false), ("b", 1, true)]));
        let mut removed = before.clone();
        removed.files.remove("content/a/zh.toml");
        // What follows has other numbers.
        assert_eq!(folders(&before, &removed), expected([("a", 1, false), ("b", 1, false)]));
        let mut added = before.clone();
        added.insert("content/b/zi.toml", *b"x");
        assert_eq!(folders(&before, &added), expected([("a", 2, true), ("b", 2, false)]));
        let mut renamed = before.clone();
        renamed.files.remove("content/b/zh.toml");
        renamed.insert("content/c/zh.toml", *b"x");
        assert_eq!(folders(&before, &renamed), expected([("a", 2, true), ("c", 1, false)]));
    }
}
