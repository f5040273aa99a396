//! The files of a tree by what they are: the map of sources, the folders of documents, what is kept
//! as bytes. Where only texts are others than in the run before, all else is taken over as it is.

use crate::diag::Content;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::SourceMap;
use crate::load::decode;
use crate::load::folder::DocumentFile;
use crate::load::folder::Folder;
use crate::load::tree::SourceTree;

use std::collections::BTreeMap;
use std::sync::Arc;

/// A file that is kept as bytes: an original, a picture.
#[derive(Debug, Clone)]
pub struct SeedFile {
    /// Its text in the source map; empty where it is not UTF-8.
    pub file: FileId,
    /// The bytes as received.
    pub bytes: Content,
}

/// Which file is what, of those that are parsed one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `site.toml`.
    Site,
    /// `published-ids.toml`.
    Ledger,
    /// `content/links.toml`.
    Links,
    /// `content/pages/*.md`.
    Page,
    /// `glossary/*.toml`.
    Glossary,
    /// `seeds/MANIFEST.toml`.
    Manifest,
    /// `seeds/*.recipe.toml`.
    Recipe,
}

/// What was gathered of a tree.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The files of the tree, in its order.
    files: Vec<File>,
    /// Their texts; what is added to a copy is no part of them.
    pub sources: SourceMap,
    /// The folders of documents, in the order of their files.
    pub folders: Arc<Vec<Arc<Folder>>>,
    /// The files that are parsed one by one.
    pub work: Vec<(Arc<str>, FileId, Kind)>,
    /// `seeds/*` originals by file name.
    pub seeds: BTreeMap<String, SeedFile>,
    /// Pictures of documents and, under no name, of the edition.
    pub cards: BTreeMap<String, SeedFile>,
    /// What is wrong with files that have no text, or no place in an edition.
    pub findings: Vec<Diagnostic>,
}

/// A file of the tree.
#[derive(Debug)]
struct File {
    path: Arc<str>,
    content: Result<Content, String>,
    part: Part,
}

/// What of all that was gathered depends on what is in a file.
#[derive(Debug, Clone, Copy)]
enum Part {
    /// Its text.
    Text(FileId),
    /// Its text, in a folder of this number.
    InFolder(FileId, usize),
    /// Nothing: it is a theme's.
    Nothing,
    /// More than that.
    More,
}

impl Gathered {
    /// Gathers all files of a tree.
    #[must_use]
    pub fn of(tree: &SourceTree) -> Self {
        let mut gathered = Self::default();
        for (path, content) in &tree.files {
            let part = gathered.add(path, content);
            let (path, content) = (Arc::clone(path), content.clone());
            gathered.files.push(File { path, content, part });
        }
        gathered.sources.share();
        gathered
    }

    /// Makes it what would be gathered of another tree, if that has the same files and only texts
    /// are others; else it is of no use afterwards, and `false` is given.
    #[must_use]
    pub fn follow(&mut self, tree: &SourceTree) -> bool {
        let mut files = std::mem::take(&mut self.files);
        let is_followed = files.len() == tree.files.len()
            && files.iter_mut().zip(&tree.files).all(|(known, (path, content))| {
                is_same_path(&known.path, path)
                    && (is_same(&known.content, content) || self.change(known, content))
            });
        self.files = files;
        is_followed
    }

    /// Puts what is in a file now in the place of what was. `false` where more than a text changes.
    fn change(&mut self, known: &mut File, content: &Result<Content, String>) -> bool {
        let (file, folder) = match known.part {
            Part::Text(file) => (file, None),
            Part::InFolder(file, folder) => (file, Some(folder)),
            Part::Nothing => {
                known.content.clone_from(content);
                return true;
            }
            Part::More => return false,
        };
        let mut alone = SourceMap::default();
        // What has no text has a finding, and is not followed.
        let Some(read) = decode::add(&known.path, content, &mut alone, &mut Vec::new()) else {
            return false;
        };
        let text = alone.shared(read);
        known.content.clone_from(content);
        self.sources.replace(file, Arc::clone(&text));
        if let Some(folder) = folder {
            let folder = &mut Arc::make_mut(&mut self.folders)[folder];
            *folder = Arc::new(folder.with(file, &text));
        }
        true
    }

    /// Adds a file where it belongs.
    fn add(&mut self, path: &Arc<str>, content: &Result<Content, String>) -> Part {
        let (sources, sink) = (&mut self.sources, &mut self.findings);
        match classify(path) {
            Class::Text(kind) => match decode::add(path, content, sources, sink) {
                Some(file) => {
                    self.work.push((Arc::clone(path), file, kind));
                    Part::Text(file)
                }
                None => Part::More,
            },
            Class::OfDocument(folder, name) => match decode::add(path, content, sources, sink) {
                Some(file) => Part::InFolder(file, self.enter((folder, name), file)),
                None => Part::More,
            },
            Class::Seed(name) => add_bytes(name, (path, content), (&mut self.seeds, sources, sink)),
            Class::Card(name) => add_bytes(name, (path, content), (&mut self.cards, sources, sink)),
            Class::Unknown(hint) => {
                let file = sources.add(Arc::clone(path), "");
                let message = format!("`{path}` is not a file of an edition");
                let finding = Diagnostic::error("unknown-file", message).at(sources.start(file));
                sink.push(finding.hint(hint));
                Part::More
            }
            Class::Theirs => Part::Nothing,
        }
    }

    /// Puts a file in its folder, and gives the number of that. Paths come sorted, so the folder is
    /// the last one or a new one.
    fn enter(&mut self, (name, file): (&str, &str), id: FileId) -> usize {
        let text = self.sources.shared(id);
        let folders = Arc::make_mut(&mut self.folders);
        if folders.last().is_none_or(|last| last.name != name) {
            folders.push(Arc::new(Folder::new(name)));
        }
        let number = folders.len() - 1;
        let name = file.strip_suffix(".toml").unwrap_or(file);
        Arc::make_mut(&mut folders[number]).add(DocumentFile::of(name), id, text);
        number
    }
}

fn is_same_path(one: &Arc<str>, other: &Arc<str>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}

fn is_same(one: &Result<Content, String>, other: &Result<Content, String>) -> bool {
    match (one, other) {
        (Ok(one), Ok(other)) => one.is(other),
        (one, other) => one == other,
    }
}

enum Class<'a> {
    Text(Kind),
    /// A file in the folder of a document, by the names of both.
    OfDocument(&'a str, &'a str),
    Seed(&'a str),
    Card(&'a str),
    Unknown(&'static str),
    Theirs,
}

fn classify(path: &str) -> Class<'_> {
    let (mut parts, mut depth, mut start) = ([""; 4], 0, 0);
    let ends = memchr::memchr_iter(b'/', path.as_bytes()).chain([path.len()]);
    for end in ends.take(parts.len()) {
        parts[depth] = &path[start..end];
        (depth, start) = (depth + 1, end + 1);
    }
    match &parts[..depth] {
        ["site.toml"] => Class::Text(Kind::Site),
        ["published-ids.toml"] => Class::Text(Kind::Ledger),
        ["content", "links.toml"] => Class::Text(Kind::Links),
        ["content", "pages", page] if page.ends_with(".md") => Class::Text(Kind::Page),
        ["content", folder @ .., "card.png"] => Class::Card(folder.first().unwrap_or(&"")),
        ["content", folder, file] if *folder != "pages" && file.ends_with(".toml") => {
            Class::OfDocument(folder, file)
        }
        ["content", ..] => Class::Unknown(
            "below `content/` stand `links.toml`, `pages/<name>.<language>.md` and a folder per document with TOML files and `card.png`",
        ),
        ["glossary", file] if file.ends_with(".toml") => Class::Text(Kind::Glossary),
        ["glossary", ..] => Class::Unknown("the glossary has a file `<theme>.toml` per theme"),
        ["seeds", "MANIFEST.toml"] => Class::Text(Kind::Manifest),
        ["seeds", file] if file.ends_with(".recipe.toml") => Class::Text(Kind::Recipe),
        ["seeds", file] => Class::Seed(file),
        _ => Class::Theirs,
    }
}

fn add_bytes(
    name: &str,
    (path, content): (&Arc<str>, &Result<Content, String>),
    (files, sources, sink): (&mut BTreeMap<String, SeedFile>, &mut SourceMap, &mut Vec<Diagnostic>),
) -> Part {
    match content {
        Ok(content) => {
            let text = match content {
                Content::Text(text) => Arc::clone(text),
                Content::Bytes(_) => Arc::from(""),
            };
            let file = sources.add(Arc::clone(path), text);
            files.insert(name.to_owned(), SeedFile { file, bytes: content.clone() });
        }
        Err(_) => {
            // `decode` words the finding; a file that cannot be read is never added.
            let _ = decode::add(path, content, sources, sink);
        }
    }
    Part::More
}

#[cfg(test)]
mod tests {
    use super::*;

    const EDITION: &str = "//- content/a/document.toml\nx\n//- content/a/zh.toml\nx\n\
        //- content/b/zh.toml\nx\n//- content/links.toml\nx\n//- glossary/words.toml\nx\n\
        //- seeds/a.txt\nx\n//- themes/mine/style.css\nx\n";

    fn changed(path: &str, bytes: &[u8]) -> SourceTree {
        let mut tree = SourceTree::from_fixture(EDITION);
        tree.insert(path, bytes);
        tree
    }

    /// What was gathered of the edition, made to follow another tree, if it can; it must be what is
    /// gathered of that tree alone.
    fn followed(tree: &SourceTree) -> Option<(Gathered, Gathered)> {
        let before = Gathered::of(&SourceTree::from_fixture(EDITION));
        let mut gathered = Gathered::of(&SourceTree::from_fixture(EDITION));
        let folders = gathered.folders.clone();
        gathered.follow(tree).then(|| {
            let anew = Gathered::of(tree);
            assert_eq!(gathered.folders, anew.folders);
            assert_eq!(gathered.work, anew.work);
            assert_eq!(gathered.sources.since(FileId(0)), anew.sources.since(FileId(0)));
            assert!(gathered.follow(tree));
            assert_eq!(*folders, *before.folders, "a run before keeps what it has");
            (gathered, before)
        })
    }

    #[test]
    fn a_text_that_changes_is_followed() {
        for path in ["content/a/zh.toml", "content/b/zh.toml", "glossary/words.toml"] {
            let (now, before) = followed(&changed(path, b"\xef\xbb\xbfy\r\n")).expect(path);
            let texts = |of: &Gathered| of.sources.since(FileId(0));
            let others = texts(&now).into_iter().filter(|file| !texts(&before).contains(file));
            assert_eq!(others.collect::<Vec<_>>(), [(path.into(), "y\n".into())]);
        }
        assert!(followed(&changed("themes/mine/style.css", b"y")).is_some());
    }

    #[test]
    fn folders_that_did_not_change_are_taken_over() {
        let mut gathered = Gathered::of(&SourceTree::from_fixture(EDITION));
        let before = Arc::clone(&gathered.folders);
        assert!(gathered.follow(&changed("content/a/zh.toml", b"y")));
        let names: Vec<_> = gathered.folders.iter().map(|folder| folder.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
        let same = gathered.folders.iter().zip(&*before).map(|(now, old)| Arc::ptr_eq(now, old));
        assert_eq!(same.collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn what_is_more_than_a_text_is_not_followed() {
        let mut removed = SourceTree::from_fixture(EDITION);
        removed.files.remove("content/a/zh.toml");
        let mut renamed = removed.clone();
        renamed.insert("content/a/zi.toml", *b"x");
        let mut unreadable = SourceTree::from_fixture(EDITION);
        unreadable.files.insert("content/a/zh.toml".into(), Err("no".into()));
        let others = [
            ("added", changed("content/b/zi.toml", b"x")),
            ("a seed", changed("seeds/a.txt", b"y")),
            ("without text", changed("content/a/zh.toml", b"")),
            ("not a text", changed("content/a/zh.toml", b"\xff")),
            ("removed", removed),
            ("renamed", renamed),
            ("unreadable", unreadable),
        ];
        for (what, tree) in others {
            assert!(followed(&tree).is_none(), "{what}");
        }
    }
}
