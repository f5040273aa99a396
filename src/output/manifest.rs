//! What a build made: the sorted paths of a site, each with the hash of its file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;
use std::io::Write;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::de::Error;

/// Name of the manifest in the output folder.
pub const NAME: &str = ".duizhao-manifest.json";

/// The files of a built site. It holds no time and no machine, so the same site has the same manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The program that wrote it.
    pub tool: String,
    /// The version of the program.
    pub version: String,
    /// Path below the site's root → BLAKE3 hash of the file.
    pub files: BTreeMap<String, Digest>,
}

/// The hash of a file: written in hexadecimal, and empty where a part of a site does not tell it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Digest(Option<blake3::Hash>);

impl Digest {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Some(blake3::hash(bytes)))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(hash) => serializer.serialize_str(&hash.to_hex()),
            None => serializer.serialize_str(""),
        }
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        if text.is_empty() {
            return Ok(Self(None));
        }
        blake3::Hash::from_hex(text.as_bytes())
            .map(|hash| Self(Some(hash)))
            .map_err(D::Error::custom)
    }
}

/// A manifest on its way to a file: what it names is never held twice.
#[derive(Serialize)]
struct Written<'a> {
    tool: &'static str,
    version: &'static str,
    files: Files<'a>,
}

struct Files<'a>(&'a [(&'a str, Digest)]);

impl Serialize for Files<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// Writes a manifest of these files, sorted by path: one file a line.
///
/// # Errors
/// Those of where it is written to.
pub fn write(mut to: impl Write, files: &[(&str, Digest)]) -> io::Result<()> {
    let (tool, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    serde_json::to_writer_pretty(&mut to, &Written { tool, version, files: Files(files) })?;
    to.write_all(b"\n")
}

impl Manifest {
    /// A manifest of these files, made by this version.
    #[must_use]
    pub fn new(files: BTreeMap<String, Digest>) -> Self {
        Self {
            tool: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            files,
        }
    }

    /// Reads a manifest. Paths that no build can have written are refused, so that a damaged
    /// manifest never leads out of the output folder.
    ///
    /// # Errors
    /// What is wrong with it, as a phrase.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        for path in manifest.files.keys() {
            if let Some(fault) = path_fault(path) {
                return Err(format!("it names `{path}`: {fault}"));
            }
        }
        Ok(manifest)
    }

    /// The manifest as it is written.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let files: Vec<_> = self.files.iter().map(|(path, hash)| (path.as_str(), *hash)).collect();
        // Writing to memory does not fail.
        write(&mut bytes, &files).ok();
        bytes
    }

    /// All folders that the files stand in: `terms`, `terms/2522`.
    #[must_use]
    pub fn folders(&self) -> BTreeSet<&str> {
        self.files.keys().flat_map(|path| folders_of(path)).collect()
    }
}

/// The folders a path stands in, the nearest first: `a/b/c` → `a/b`, `a`.
pub(crate) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |folder| parent(folder))
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

/// Why a path cannot name a file below the site's root, if it cannot.
#[must_use]
pub fn path_fault(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("the path is empty");
    }
    if path.starts_with('/') {
        return Some("the path is absolute");
    }
    if path.contains(|c: char| c.is_control() || c == '\\' || c == ':') {
        return Some("a path has no control characters, no `\\` and no `:`");
    }
    if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Some("a path has no empty part, no `.` and no `..`");
    }
    if path.split('/').any(|part| part.ends_with(['.', ' '])) {
        return Some("no part of a path ends with a full stop or a space");
    }
    if is_reserved(path.split('/').next().unwrap_or_default()) {
        return Some("names that start with `.duizhao-` are the program's own");
    }
    None
}

/// Whether a name at the root of the output folder is one that builds keep for themselves.
pub(crate) fn is_reserved(name: &str) -> bool {
    name.to_ascii_lowercase().starts_with(".duizhao-")
}

/// The first fault among the paths of a site, and the path that has it: one that cannot be a file,
/// two that are one file where case does not count, one that is another's folder.
#[must_use]
pub fn site_fault<'a>(paths: &[&'a str]) -> Option<(&'a str, String)> {
    for path in paths {
        if let Some(fault) = path_fault(path) {
            return Some((path, fault.to_owned()));
        }
    }
    let mut folded: Vec<(Cow<'_, str>, &str)> =
        paths.iter().map(|path| (fold(path), *path)).collect();
    folded.sort_unstable();
    for pair in folded.windows(2) {
        if pair[0].0 == pair[1].0 {
            let message = format!("`{}` is the same file where case does not count", pair[0].1);
            return Some((pair[1].1, message));
        }
    }
    for (key, path) in &folded {
        for folder in folders_of(key) {
            if let Ok(at) = folded.binary_search_by(|(other, _)| (**other).cmp(folder)) {
                return Some((path, format!("`{}` is a file, not a folder", folded[at].1)));
            }
        }
    }
    None
}

/// A path as file systems see it that know no case and no forms of letters.
pub(crate) fn fold(path: &str) -> Cow<'_, str> {
    use unicode_normalization::UnicodeNormalization;
    if path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return path.into();
    }
    path.nfc().collect::<String>().to_lowercase().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_sorted_and_reads_back() {
        let files = [("b.css", Digest::of(b"2")), ("a/index.html", Digest::default())];
        let manifest = Manifest::new(files.map(|(p, h)| (p.to_owned(), h)).into());
        let text = String::from_utf8(manifest.to_bytes()).unwrap();
        assert!(text.contains(&format!(r#""b.css": "{}""#, blake3::hash(b"2"))), "{text}");
        assert!(text.contains(r#""a/index.html": "","#), "{text}");
        assert!(text.find("a/index.html").unwrap() < text.find("b.css").unwrap());
        assert_eq!(Manifest::parse(text.as_bytes()).unwrap(), manifest);
        assert_eq!(manifest.folders().into_iter().collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn a_manifest_that_leads_out_of_the_folder_is_refused() {
        for path in ["../x", "/etc/x", "a/../../x", "a//b", "C:x", "a\\b", ""] {
            let manifest = Manifest::new([(path.to_owned(), Digest::default())].into());
            let error = Manifest::parse(&manifest.to_bytes()).unwrap_err();
            assert!(error.contains("it names"), "{path}: {error}");
        }
        let manifest = Manifest::new([("a".to_owned(), Digest::of(b"a"))].into()).to_bytes();
        let text = String::from_utf8(manifest).unwrap();
        assert!(Manifest::parse(text.replace(": \"17", ": \"x7").as_bytes()).is_err(), "{text}");
        assert!(Manifest::parse(b"{}").is_err());
        assert!(Manifest::parse(b"").is_err());
    }

    #[test]
    fn paths_that_collide_are_found() {
        let fault = |paths: &[&str]| site_fault(paths).map(|(path, _)| path.to_owned());
        assert_eq!(fault(&["a/index.html", "b.css", "terms/x/index.html"]), None);
        assert_eq!(fault(&["A/x", "a/x"]).as_deref(), Some("a/x"));
        assert_eq!(fault(&["é", "e\u{301}"]).as_deref(), Some("é"));
        assert_eq!(fault(&["a", "a-b", "a/b"]).as_deref(), Some("a/b"));
        assert_eq!(fault(&["a", "b/../../c"]).as_deref(), Some("b/../../c"));
        assert_eq!(fault(&["x", "x"]).as_deref(), Some("x"));
        assert_eq!(fault(&[".duizhao-manifest.json"]).as_deref(), Some(".duizhao-manifest.json"));
    }
}
