//! Addresses: the only place that makes them. Links between pages are relative to the page and
//! name `index.html`, so that the site works below any path and from a folder.

use crate::model::Document;

use std::fmt;
use std::fmt::Write;

/// The start page.
pub const HOME: &str = "index.html";
/// The index of terms.
pub const TERMS: &str = "terms/index.html";
/// The folder of the pages of terms.
const FOLDER_OF_TERMS: &str = "terms/";
/// The folder of the further pages of the start page; no document can have this name.
const FOLDER_OF_PAGES: &str = "pages/";
/// Witnesses, originals and rights.
pub const SOURCES: &str = "sources/index.html";
/// Indicators with baselines and goals.
pub const TARGETS: &str = "targets/index.html";
/// Links between documents, and gaps.
pub const COMPARE: &str = "compare/index.html";
/// Which terms stand in which documents.
pub const HISTORY: &str = "compare/terms/index.html";
/// Which divisions have links.
pub const COVERAGE: &str = "compare/coverage/index.html";
/// Differences between witnesses of one language.
pub const APPARATUS: &str = "apparatus/index.html";
/// All notes.
pub const NOTES: &str = "notes/index.html";
/// Search in all texts.
pub const SEARCH: &str = "search/index.html";
/// How much is aligned, matched, annotated and proved.
pub const HEALTH: &str = "health/index.html";
/// Files to take away.
pub const DOWNLOADS: &str = "downloads/index.html";
/// What was changed in the edition.
pub const CHANGES: &str = "changes/index.html";
/// The same as a feed.
pub const FEED: &str = "feed.xml";
/// What a host shows for an address that is not there.
pub const NOT_FOUND: &str = "404.html";

/// The page of a document or of prose: a folder at the root.
#[must_use]
pub fn folder(name: &str) -> String {
    format!("{name}/index.html")
}

/// The page of a part, from 0, of a document.
#[must_use]
pub fn reader(document: &Document, part: usize) -> String {
    folder(&document.folder(part))
}

/// The page on which a segment stands.
#[must_use]
pub fn reader_at(document: &Document, segment: usize) -> String {
    reader(document, document.part_of(segment))
}

/// The page of a term.
#[must_use]
pub fn term(id: &str) -> String {
    WayToTerms::pages(HOME).to(id)
}

/// The way from a page to what terms mean: what stands before the id of a term, and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayToTerms {
    before: String,
    after: &'static str,
}

impl WayToTerms {
    /// To the pages of terms.
    #[must_use]
    pub fn pages(from: &str) -> Self {
        Self { before: relative(from, FOLDER_OF_TERMS), after: "/index.html" }
    }

    /// To the definitions on the page of a document.
    #[must_use]
    pub fn definitions(from: &str, page: &str) -> Self {
        Self { before: relative_to(from, page, &term_block("")), after: "" }
    }

    /// The way to a term.
    #[must_use]
    pub fn to(&self, id: &str) -> String {
        format!("{}{id}{}", self.before, self.after)
    }

    /// Writes the way to a term.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut impl Write, id: &str) -> fmt::Result {
        out.write_str(&self.before)?;
        out.write_str(id)?;
        out.write_str(self.after)
    }
}

/// What the page of a part, from 0, of a document leaves to a script.
#[must_use]
pub fn aside(document: &Document, part: usize) -> String {
    format!("{}/aside.js", document.folder(part))
}

/// A page of a list, from 1, by the path of the first. Those of the start page lie in a folder of
/// their own, so that no document has their name.
#[must_use]
pub fn part(first: &str, part: usize) -> String {
    match (part, first.strip_suffix(HOME)) {
        (2.., Some("")) => format!("{FOLDER_OF_PAGES}{part}/{HOME}"),
        (2.., Some(folder)) => format!("{folder}page-{part}/{HOME}"),
        _ => first.to_owned(),
    }
}

/// `id` of a term's definition block on a page.
#[must_use]
pub fn term_block(id: &str) -> String {
    format!("t-{id}")
}

/// `id` of a division; segments have their own ids, so divisions take a prefix.
#[must_use]
pub fn division(id: &str) -> String {
    format!("d-{id}")
}

/// `id` of a note.
#[must_use]
pub fn note(id: &str) -> String {
    format!("n-{id}")
}

/// `id` of a note's sign in the text.
#[must_use]
pub fn note_sign(id: &str) -> String {
    format!("nr-{id}")
}

/// `id` of a target on the targets page.
#[must_use]
pub fn target(id: &str) -> String {
    format!("target-{id}")
}

/// `id` of the targets of a document on the targets page.
#[must_use]
pub fn targets_of(document: &str) -> String {
    format!("of-{document}")
}

/// `id` of a link or gap on the compare page.
#[must_use]
pub fn link(id: &str) -> String {
    format!("link-{id}")
}

/// `id` of a witness on the sources page.
#[must_use]
pub fn witness(document: &str, witness: &str) -> String {
    format!("w-{document}-{witness}")
}

/// `id` of an original on the sources page.
#[must_use]
pub fn seed(file: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '.' { c } else { '-' };
    format!("seed-{}", file.chars().map(safe).collect::<String>())
}

/// An address within the page.
#[must_use]
pub fn fragment(id: &str) -> String {
    format!("#{id}")
}

/// The way from one page to another file of the site; empty for the page itself.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    if from == to {
        return String::new();
    }
    let shared = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let common = from[..shared].rfind('/').map_or(0, |slash| slash + 1);
    let up = from[common..].matches('/').count();
    "../".repeat(up) + &to[common..]
}

/// The way from one page to an element of another, or of itself.
#[must_use]
pub fn relative_to(from: &str, to: &str, id: &str) -> String {
    format!("{}#{id}", relative(from, to))
}

/// The way from a page to the root of the site: `../` as often as needed.
#[must_use]
pub fn root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

/// The absolute address of a page, without `index.html`.
#[must_use]
pub fn canonical(base: &str, path: &str) -> String {
    let slash = if base.ends_with('/') { "" } else { "/" };
    format!("{base}{slash}{}", path.strip_suffix(HOME).unwrap_or(path))
}

/// An address outside the site, where it is one that a link may have: http, https or mailto.
#[must_use]
pub fn external(address: &str) -> Option<String> {
    let address = address.trim();
    let scheme = address.split_once(':')?.0.to_ascii_lowercase();
    let plain = !address.contains(|c: char| c.is_control() || c.is_whitespace());
    let known = matches!(scheme.as_str(), "http" | "https" | "mailto");
    (plain && known).then(|| address.to_owned())
}

/// The name of an asset with a hash of its bytes, so that caches never mix versions.
#[must_use]
pub fn hashed(path: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let hash = &hash.as_str()[..10];
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name..].rfind('.') {
        Some(dot) => format!("{}.{hash}{}", &path[..name + dot], &path[name + dot..]),
        None => format!("{path}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_the_file() {
        assert_eq!(relative(HOME, "plan/index.html"), "plan/index.html");
        assert_eq!(relative("plan/index.html", HOME), "../index.html");
        assert_eq!(
            relative("plan/index.html", "terms/2522/index.html"),
            "../terms/2522/index.html"
        );
        assert_eq!(relative("terms/a/index.html", "terms/ab/index.html"), "../ab/index.html");
        assert_eq!(relative("terms/a/index.html", TERMS), "../index.html");
        assert_eq!(relative(TERMS, "terms/a/index.html"), "a/index.html");
        assert_eq!(relative_to("plan/index.html", "plan/index.html", "a.1"), "#a.1");
        assert_eq!(root("terms/a/index.html"), "../../");
    }

    #[test]
    fn further_pages_lie_below_the_first() {
        assert_eq!(part(NOTES, 1), NOTES);
        assert_eq!(part(NOTES, 2), "notes/page-2/index.html");
        assert_eq!(part(&term("a"), 12), "terms/a/page-12/index.html");
        assert_eq!([part(HOME, 1), part(HOME, 2)], [HOME, "pages/2/index.html"]);
    }

    #[test]
    fn canonical_addresses_are_folders() {
        assert_eq!(canonical("https://x.org/e/", "plan/index.html"), "https://x.org/e/plan/");
        assert_eq!(canonical("https://x.org", HOME), "https://x.org/");
    }

    #[test]
    fn only_harmless_schemes_lead_out() {
        assert!(external("https://www.gov.cn/a?b=1").is_some());
        for bad in ["javascript:alert(1)", "data:text/html,x", "//x.org", "a.html", "http://a b"] {
            assert_eq!(external(bad), None, "{bad}");
        }
    }

    #[test]
    fn hashes_stand_before_the_ending() {
        assert!(hashed("a.b/style.css", b"x").starts_with("a.b/style."));
        assert!(hashed("a.b/style.css", b"x").ends_with(".css"));
        assert_ne!(hashed("style.css", b"x"), hashed("style.css", b"y"));
    }
}
