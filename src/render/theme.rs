//! Themes: templates, styles, scripts and UI words. The default theme is part of the program; a
//! file of an edition's own theme replaces the default's file of the same name, UI words one by one.

mod faults;

use crate::diag::Content;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Severity;
use crate::diag::SourceMap;
use crate::diag::Span;
use crate::diag::did_you_mean;
use crate::model::Lang;
use crate::render::theme::faults::flatten;
use crate::render::theme::faults::place;
use crate::render::theme::faults::toml_fault;

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
pub type File<'a> = (&'a str, &'a Result<Content, String>);

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
                let at = error.valid_up_to();
                let byte = bytes.get(at).copied().unwrap_or_default();
                // What is valid before the stray byte is shown, then a replacement mark.
                let file = self.sources.add(shown.clone(), String::from_utf8_lossy(&bytes));
                let stray = at..at + char::REPLACEMENT_CHARACTER.len_utf8();
                let message = format!("`{shown}` is not UTF-8: byte {byte:#04x}");
                let finding = Diagnostic::error("not-utf-8", message).at(Span::new(file, stray));
                self.sink.push(finding.hint("save the file as UTF-8"));
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
                    self.add(name, path.to_owned(), bytes.shared());
                    self.warn_of_stray_template(name, known);
                }
                Err(reason) => {
                    let file = self.sources.add(path, "");
                    let message = format!("`{path}` cannot be read: {reason}");
                    let finding = Diagnostic::error("unreadable-file", message);
                    self.sink.push(finding.at(self.sources.start(file)));
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
                let finding = Diagnostic::error("missing-theme-file", message).hint(hint);
                let place =
                    self.texts.get("theme.toml").map(|text| place((text.file, &text.text), path));
                self.sink.push(place.into_iter().fold(finding, Diagnostic::at));
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
        let written =
            written.map_err(|error| self.sink.push(toml_fault(text.file, &error))).ok()?;
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
        let mut odd = Vec::new();
        for (path, text) in &self.texts {
            let name = path.strip_prefix("strings/").and_then(|p| p.strip_suffix(".toml"));
            let Some(tag) = name else { continue };
            match toml::from_str::<toml::Table>(&text.text) {
                Ok(table) => {
                    let mut flat = Strings::new();
                    flatten("", &table, &mut flat, &mut |key: &str, value: &toml::Value| {
                        let message = format!("for `{key}` a text between quotes is wanted");
                        let finding = Diagnostic::error("theme-syntax", message)
                            .at(place((text.file, &text.text), key));
                        odd.push(finding.hint(format!("write it between quotes: \"{value}\"")));
                    });
                    all.insert(tag.to_owned(), flat);
                }
                Err(error) => self.sink.push(toml_fault(text.file, &error)),
            }
        }
        self.sink.extend(odd);
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
            let words = if missing.len() == 1 { "a word" } else { "words" };
            let message = format!("the user interface lacks {words} in `{lang}`: `{named}`");
            let finding = Diagnostic::error("missing-ui-strings", message);
            // Where the edition's own words have one that this language lacks.
            let own = self.texts.iter().filter(|(path, _)| path.starts_with("strings/"));
            let mut places = own.map(|(_, text)| place((text.file, &text.text), missing[0]));
            let place = places.find(|place| place.end > place.start);
            let near = did_you_mean(missing[0], strings.keys().map(String::as_str));
            let finding = place.into_iter().fold(finding, Diagnostic::at);
            let finding = near.into_iter().fold(finding, Diagnostic::hint);
            let hint = format!("add what is missing to `themes/{}/strings/{lang}.toml`", self.name);
            self.sink.push(finding.hint(hint));
        }
    }
}

#[cfg(test)]
mod tests;
