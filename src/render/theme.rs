//! Themes: templates, styles, scripts and UI words. The default theme is part of the program; a
//! file of an edition's own theme replaces the default's file of the same name, UI words one by one.

use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Severity;
use crate::diag::SourceMap;
use crate::diag::Span;
use crate::diag::did_you_mean;
use crate::model::Lang;

use rust_embed::RustEmbed;
use serde::Deserialize;

use std::collections::BTreeMap;
use std::sync::Arc;

/// Name of the theme that is part of the program.
pub const DEFAULT: &str = "default";

/// Names the style sheets and scripts of pages whose kind has none of its own.
pub const OTHERS: &str = "others";

/// More missing UI words than this are not named one by one.
const NAMED_KEYS: usize = 5;

#[derive(RustEmbed)]
#[folder = "themes/default/"]
#[allow_missing = true]
struct Embedded;

/// Bytes of a file of the edition, or why they could not be read.
pub type File<'a> = (&'a str, &'a Result<Arc<[u8]>, String>);

/// What a theme consists of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Its name.
    pub name: String,
    /// Style sheets of every page, joined in this order; `.jinja` ones are made from the site's
    /// facts.
    pub styles: Vec<String>,
    /// Further style sheets by kind of page; those under [`OTHERS`] are for all kinds not named.
    pub styles_of: BTreeMap<String, Vec<String>>,
    /// Scripts of every page, joined in this order.
    pub scripts: Vec<String>,
    /// Further scripts by kind of page, as for style sheets.
    pub scripts_of: BTreeMap<String, Vec<String>>,
    /// A script that stands inline in the head of every page.
    pub head_script: Option<String>,
    /// Files that are copied under hashed names.
    pub files: Vec<String>,
}

/// `theme.toml` as written: what is left out is taken from the default theme.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    name: String,
    styles: Option<Vec<String>>,
    styles_of: Option<BTreeMap<String, Vec<String>>>,
    scripts: Option<Vec<String>>,
    scripts_of: Option<BTreeMap<String, Vec<String>>>,
    head_script: Option<String>,
    files: Option<Vec<String>>,
}

/// A text file of a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// In the map of sources.
    pub file: FileId,
    /// Where it lies: `themes/<name>/templates/reader.html`.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
}

/// UI words of one language: key → text.
pub type Strings = BTreeMap<String, String>;

/// A theme, complete with what it takes from the default.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// `theme.toml`.
    pub manifest: Manifest,
    /// All text files by their path in the theme: `templates/reader.html`.
    pub texts: BTreeMap<String, Text>,
    /// Files of the manifest that are copied: path in the theme → bytes.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// UI words, one entry per UI language, in the order of `site.toml`.
    pub strings: Vec<(Lang, Strings)>,
}

/// Gathers a theme. `own` are the edition's files below `themes/<name>/`, with their whole paths.
/// `None` where the theme cannot be used; then findings say why.
#[must_use]
pub fn load<'a>(
    name: &str,
    languages: &[Lang],
    own: impl IntoIterator<Item = File<'a>>,
    sources: &mut SourceMap,
    sink: &mut Vec<Diagnostic>,
) -> Option<Theme> {
    let mut raw = Raw { sources, sink, name, texts: BTreeMap::new(), files: BTreeMap::new() };
    let before = raw.sink.len();
    for path in Embedded::iter() {
        if let Some(file) = Embedded::get(&path) {
            raw.add(&path, format!("themes/{DEFAULT}/{path}"), Arc::from(&*file.data));
        }
    }
    let strings = raw.strings();
    let base = raw.manifest(&Manifest::default()).unwrap_or_default();
    let known: Vec<String> = raw.texts.keys().chain(raw.files.keys()).cloned().collect();
    raw.texts.retain(|path, _| !path.starts_with("strings/"));
    let found = raw.add_own(own, &known);
    if !found && name != DEFAULT {
        let message = format!("there is no theme `{name}`");
        let hint =
            format!("put its files below `themes/{name}/`, or write `theme = \"{DEFAULT}\"`");
        raw.sink.push(Diagnostic::error("unknown-theme", message).hint(hint));
    }
    let theme = raw.finish(languages, strings, &base);
    let failed = raw.sink[before..].iter().any(|d| d.severity == Severity::Error);
    theme.filter(|_| !failed)
}

/// A theme while its files are gathered.
struct Raw<'s> {
    sources: &'s mut SourceMap,
    sink: &'s mut Vec<Diagnostic>,
    name: &'s str,
    texts: BTreeMap<String, Text>,
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Raw<'_> {
    fn add(&mut self, path: &str, shown: String, bytes: Arc<[u8]>) {
        let is_text = [".html", ".css", ".js", ".toml", ".jinja", ".svg", ".txt", ".xml"]
            .iter()
            .any(|ending| path.ends_with(ending));
        match std::str::from_utf8(&bytes) {
            Ok(text) if is_text => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
                let text: Arc<str> = Arc::from(text);
                let file = self.sources.add(shown.clone(), Arc::clone(&text));
                self.texts.insert(path.to_owned(), Text { file, path: shown, text });
            }
            Err(error) if is_text => {
                let message = format!("`{shown}` is not UTF-8: byte {}", error.valid_up_to());
                self.sink.push(Diagnostic::error("not-utf-8", message));
            }
            _ => {}
        }
        self.files.insert(path.to_owned(), bytes);
    }

    /// Adds the edition's own files; whether there was one.
    fn add_own<'a>(&mut self, own: impl IntoIterator<Item = File<'a>>, known: &[String]) -> bool {
        let prefix = format!("themes/{}/", self.name);
        let mut found = false;
        for (path, bytes) in own {
            let Some(name) = path.strip_prefix(&prefix) else { continue };
            found = true;
            match bytes {
                Ok(bytes) => {
                    self.add(name, path.to_owned(), Arc::clone(bytes));
                    self.warn_of_stray_template(name, known);
                }
                Err(reason) => {
                    let message = format!("`{path}` cannot be read: {reason}");
                    self.sink.push(Diagnostic::error("unreadable-file", message));
                }
            }
        }
        found
    }

    /// A template with a name near to one of the default's is most likely meant to replace it.
    fn warn_of_stray_template(&mut self, name: &str, known: &[String]) {
        if !name.starts_with("templates/") || known.iter().any(|k| k == name) {
            return;
        }
        let templates = known.iter().map(String::as_str).filter(|k| k.starts_with("templates/"));
        if let Some(hint) = did_you_mean(name, templates)
            && let Some(text) = self.texts.get(name)
        {
            let message = format!("the default theme has no `{name}` that this could replace");
            let finding = Diagnostic::warning("stray-template", message);
            self.sink.push(finding.at(self.sources.start(text.file)).hint(hint));
        }
    }

    fn finish(
        &mut self,
        languages: &[Lang],
        mut strings: BTreeMap<String, Strings>,
        base: &Manifest,
    ) -> Option<Theme> {
        for (tag, own) in self.strings() {
            strings.entry(tag).or_default().extend(own);
        }
        let manifest = self.manifest(base)?;
        let styles = manifest.styles.iter().chain(manifest.styles_of.values().flatten());
        let scripts = manifest.scripts.iter().chain(manifest.scripts_of.values().flatten());
        let listed = styles.chain(scripts).chain(&manifest.head_script);
        for path in listed.chain(&manifest.files) {
            if !self.files.contains_key(path) {
                let message = format!("`theme.toml` names `{path}`, which is not there");
                let known = self.files.keys().map(String::as_str);
                let hint = did_you_mean(path, known).unwrap_or_else(|| {
                    format!("add `themes/{}/{path}`, or take it off the list", self.name)
                });
                self.sink.push(Diagnostic::error("missing-theme-file", message).hint(hint));
            }
        }
        let files = manifest
            .files
            .iter()
            .filter_map(|path| self.files.get(path).map(|bytes| (path.clone(), Arc::clone(bytes))));
        let files = files.collect();
        let strings = self.by_language(languages, &strings);
        Some(Theme { manifest, texts: std::mem::take(&mut self.texts), files, strings })
    }

    /// `theme.toml`; a list that it leaves out is that of `base`.
    fn manifest(&mut self, base: &Manifest) -> Option<Manifest> {
        let Some(text) = self.texts.get("theme.toml") else {
            let message = format!("the theme `{}` has no `theme.toml`", self.name);
            self.sink.push(Diagnostic::error("missing-theme-file", message));
            return None;
        };
        let written = toml::from_str::<Written>(&text.text);
        let written = written.map_err(|error| self.sink.push(toml_fault(text, &error))).ok()?;
        Some(Manifest {
            name: written.name,
            styles: written.styles.unwrap_or_else(|| base.styles.clone()),
            styles_of: written.styles_of.unwrap_or_else(|| base.styles_of.clone()),
            scripts: written.scripts.unwrap_or_else(|| base.scripts.clone()),
            scripts_of: written.scripts_of.unwrap_or_else(|| base.scripts_of.clone()),
            head_script: written.head_script.or_else(|| base.head_script.clone()),
            files: written.files.unwrap_or_else(|| base.files.clone()),
        })
    }

    /// The UI words of all files below `strings/`, by the tag in the file's name.
    fn strings(&mut self) -> BTreeMap<String, Strings> {
        let mut all = BTreeMap::new();
        for (path, text) in &self.texts {
            let name = path.strip_prefix("strings/").and_then(|p| p.strip_suffix(".toml"));
            let Some(tag) = name else { continue };
            match toml::from_str::<toml::Table>(&text.text) {
                Ok(table) => {
                    let mut flat = Strings::new();
                    flatten("", &table, &mut flat);
                    all.insert(tag.to_owned(), flat);
                }
                Err(error) => self.sink.push(toml_fault(text, &error)),
            }
        }
        all
    }

    /// The UI words of each wanted language; all languages must have the same keys.
    fn by_language(
        &mut self,
        languages: &[Lang],
        strings: &BTreeMap<String, Strings>,
    ) -> Vec<(Lang, Strings)> {
        let mut all = Vec::new();
        for lang in languages {
            let serving = strings.iter().find(|(tag, _)| *tag == lang.as_str()).or_else(|| {
                strings.iter().find(|(tag, _)| Lang::new(tag).is_some_and(|t| t.serves(lang)))
            });
            if serving.is_none() {
                let message = format!("the theme has no words of the user interface in `{lang}`");
                let hint = format!("write `themes/{}/strings/{lang}.toml`", self.name);
                self.sink.push(Diagnostic::error("missing-ui-strings", message).hint(hint));
            }
            all.push((lang.clone(), serving.map(|(_, s)| s.clone()).unwrap_or_default()));
        }
        self.compare_keys(&all);
        all
    }

    fn compare_keys(&mut self, all: &[(Lang, Strings)]) {
        for (lang, strings) in all.iter().filter(|(_, strings)| !strings.is_empty()) {
            let others = all.iter().flat_map(|(_, strings)| strings.keys());
            let mut missing: Vec<&str> =
                others.filter(|key| !strings.contains_key(*key)).map(String::as_str).collect();
            missing.sort_unstable();
            missing.dedup();
            if missing.is_empty() {
                continue;
            }
            let named = missing[..missing.len().min(NAMED_KEYS)].join("`, `");
            let count = missing.len();
            let message = format!("the user interface lacks {count} words in `{lang}`: `{named}`");
            let hint = format!("add them to `themes/{}/strings/{lang}.toml`", self.name);
            self.sink.push(Diagnostic::error("missing-ui-strings", message).hint(hint));
        }
    }
}

fn flatten(prefix: &str, table: &toml::Table, out: &mut Strings) {
    for (key, value) in table {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, out),
            toml::Value::String(text) => {
                out.insert(key, text.clone());
            }
            other => {
                out.insert(key, other.to_string());
            }
        }
    }
}

fn toml_fault(text: &Text, error: &toml::de::Error) -> Diagnostic {
    let span = Span::new(text.file, error.span().unwrap_or(0..0));
    Diagnostic::error("theme-syntax", error.message().to_owned()).at(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Own = Vec<(&'static str, Result<Arc<[u8]>, String>)>;

    fn run(files: &[(&'static str, &str)]) -> (Option<Theme>, Vec<String>) {
        let own: Own = files.iter().map(|(p, t)| (*p, Ok(Arc::from(t.as_bytes())))).collect();
        let languages = [Lang::new("en").unwrap(), Lang::new("zh-Hans").unwrap()];
        let mut sink = Vec::new();
        let own = own.iter().map(|(path, bytes)| (*path, bytes));
        let theme = load("mine", &languages, own, &mut SourceMap::default(), &mut sink);
        (theme, sink.iter().map(|d| d.message.clone()).collect())
    }

    const OWN: &[(&str, &str)] = &[
        ("themes/mine/theme.toml", "name = \"mine\"\nstyles = [\"css/a.css\"]\n"),
        ("themes/mine/css/a.css", "a{}"),
    ];

    fn with(more: &[(&'static str, &'static str)]) -> (Option<Theme>, Vec<String>) {
        run(&[OWN, more].concat())
    }

    #[test]
    fn own_words_replace_the_default_ones_key_by_key() {
        let (theme, _) = with(&[
            ("themes/mine/strings/en.toml", "own-word = \"x\"\n[own]\ninner = \"y\"\n"),
            ("themes/mine/strings/zh.toml", "own-word = \"甲\"\n[own]\ninner = \"乙\"\n"),
        ]);
        let strings = theme.unwrap().strings;
        assert_eq!(strings[1].1["own-word"], "甲", "zh serves zh-Hans");
        assert_eq!(strings[0].1["own.inner"], "y");
    }

    #[test]
    fn languages_must_have_the_same_keys() {
        let (theme, messages) = with(&[
            ("themes/mine/strings/en.toml", "only-english = \"x\"\nboth = \"y\"\n"),
            ("themes/mine/strings/zh.toml", "both = \"乙\"\n"),
        ]);
        assert!(theme.is_none());
        assert_eq!(messages, ["the user interface lacks 1 words in `zh-Hans`: `only-english`"]);
    }

    #[test]
    fn lists_that_are_left_out_are_those_of_the_default() {
        let (theme, messages) =
            run(&[("themes/mine/theme.toml", "name = \"mine\"\nscripts = []\n")]);
        let manifest = theme.unwrap().manifest;
        assert!(manifest.styles.contains(&"css/base.css".to_owned()), "{messages:?}");
        assert_eq!((manifest.name.as_str(), manifest.scripts.len()), ("mine", 0));
    }

    #[test]
    fn files_that_the_manifest_names_must_be_there() {
        let (theme, messages) =
            run(&[("themes/mine/theme.toml", "name = \"mine\"\nstyles = [\"css/absent.css\"]\n")]);
        assert!(theme.is_none());
        assert!(messages.iter().any(|m| m.contains("`css/absent.css`, which is not there")));
    }

    #[test]
    fn a_theme_without_files_is_unknown() {
        assert!(run(&[]).1.contains(&"there is no theme `mine`".to_owned()));
    }

    #[test]
    fn unknown_keys_of_the_manifest_are_faults() {
        let (_, messages) = run(&[("themes/mine/theme.toml", "name = \"mine\"\nstyle = []\n")]);
        assert!(messages.iter().any(|m| m.contains("unknown field `style`")), "{messages:?}");
    }
}
