//! The kinds of edits that are made, and what shows that a page has them.

use std::fs;
use std::io;
use std::path::Path;

/// A kind of edit: its name, the file, what is done to it, and the page that shows it.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) page: &'static str,
    file: &'static str,
    edit: Edit,
}

/// What is done to a file as it was at first.
enum Edit {
    /// A word is written after one of the places where these words stand; the page has it.
    Every(&'static str),
    /// A word is written after the first of them; the page has it.
    First(&'static str),
    /// A line is written at the end, which is in no page.
    Line(&'static str, &'static str),
    /// The file is written that was not there; the page has the word.
    New(&'static str),
    /// The file is taken out; the page is gone.
    Gone,
}

/// What a page must be after an edit.
pub(super) enum Shown {
    /// It has this word.
    Word(String),
    /// It is there.
    There,
    /// It is not there.
    Gone,
}

const fn kind(name: &'static str, file: &'static str, page: &'static str, edit: Edit) -> Kind {
    Kind { name, page, file, edit }
}

const PLAN: &str = "/digital-china-2023/";

/// All kinds, in the order in which they are made.
pub(super) const KINDS: [Kind; 16] = [
    kind(
        "reading, short text",
        "content/digital-china-2023/clpn.toml",
        PLAN,
        Edit::Every(" = '''"),
    ),
    kind(
        "reading, long text",
        "content/informatization-2021/digichina.toml",
        "/informatization-2021/",
        Edit::Every(" = '''"),
    ),
    kind("note", "content/digital-china-2023/notes.toml", PLAN, Edit::Every("\nbody = { en = \"")),
    kind(
        "facts and spine",
        "content/digital-economy-2021/document.toml",
        "/digital-economy-2021/",
        Edit::First(", en = \""),
    ),
    kind("gloss", "glossary/data.toml", "/terms/shuju-yaosu/", Edit::First("\ngloss.en = \"")),
    kind("form", "glossary/data.toml", "/terms/shuju-yaosu/", Edit::First("also = [\"")),
    kind("link", "content/links.toml", "/compare/", Edit::First("reason = { en = \"")),
    kind(
        "target",
        "content/informatization-2021/targets.toml",
        "/targets/",
        Edit::First("\", en = \""),
    ),
    kind("prose", "content/pages/about.en.md", "/about/", Edit::First("\n\n")),
    kind("site.toml", "site.toml", "/", Edit::First("title = { en = \"")),
    kind("style", "themes/default/css/base.css", PLAN, Edit::Line(".", "{color:inherit}\n")),
    kind("template", "themes/default/templates/reader.html", PLAN, Edit::Line("{# ", " #}\n")),
    kind("words of the site", "themes/default/strings/en.toml", "/", Edit::Line("# ", "\n")),
    kind("recipe", "seeds/001_bdc1005730614dc7.recipe.toml", PLAN, Edit::Line("# ", "\n")),
    kind("page added", "content/pages/added.en.md", "/added/", Edit::New("# Added\n\n")),
    kind("page removed", "content/pages/added.en.md", "/added/", Edit::Gone),
];

impl Kind {
    /// The path of its file in an edition.
    pub(super) fn path(&self, folder: &Path) -> std::path::PathBuf {
        folder.join(self.file)
    }

    /// Makes the edit of a number on a file that read `before` at first.
    pub(super) fn make(&self, folder: &Path, before: &str, number: usize) -> io::Result<Shown> {
        let word = format!("x{number}q");
        let path = self.path(folder);
        let after = |words: &str, nth: usize| -> io::Result<String> {
            let places: Vec<usize> =
                before.match_indices(words).map(|(at, _)| at + words.len()).collect();
            let missing = || io::Error::other(format!("`{}` has no `{words}`", self.file));
            let at = *places.get(nth % places.len().max(1)).ok_or_else(missing)?;
            Ok(format!("{}{word} {}", &before[..at], &before[at..]))
        };
        let (text, shown) = match self.edit {
            Edit::Every(words) => (after(words, number)?, Shown::Word(word)),
            Edit::First(words) => (after(words, 0)?, Shown::Word(word)),
            Edit::Line(start, end) => (format!("{before}{start}{word}{end}"), Shown::There),
            Edit::New(start) => (format!("{start}{word}\n"), Shown::Word(word)),
            Edit::Gone => {
                fs::remove_file(&path)?;
                return Ok(Shown::Gone);
            }
        };
        // An editor's own way to save: a new file takes the place of the old one.
        let temporary = path.with_file_name(".saved");
        fs::write(&temporary, text)?;
        fs::rename(&temporary, &path)?;
        Ok(shown)
    }
}

impl Shown {
    /// What is wrong with an answer, whole as it came over the wire.
    pub(super) fn fault(&self, answer: &str) -> Option<String> {
        let status = answer.split(' ').nth(1).unwrap_or_default();
        match self {
            Self::Gone if status == "404" => None,
            Self::Gone => Some(format!("{status} for a page that is gone")),
            _ if status != "200" => Some(format!("{status} for a page that is there")),
            Self::Word(word) if !answer.contains(word) => Some(format!("the page has no `{word}`")),
            _ => None,
        }
    }
}
