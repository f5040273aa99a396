//! What every page gets: `site` and `page`.

use crate::model::Localized;
use crate::render::book::Book;
use crate::render::brief;
use crate::render::publish::meta;
use crate::render::publish::meta::Meta;
use crate::render::publish::subject::Subject;
use crate::render::sheet::Sheet;
use crate::render::theme::OTHERS;
use crate::render::url;
use crate::render::view::Html;
use crate::render::view::Word;
use crate::render::view::Words;

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;

use std::collections::BTreeMap;
use std::sync::Arc;

/// Between the parts of a plain title.
const TITLE_SEPARATOR: &str = " · ";

/// Kind and name of the page for addresses that are not there.
pub const NOT_FOUND: &str = "404";

/// `site`.
#[derive(Debug, Serialize)]
struct Site<'a> {
    title: Words<'a>,
    description: Words<'a>,
    version: &'a str,
    date: Option<String>,
    base_url: Option<&'a str>,
    report: Option<&'a str>,
    languages: Vec<Language<'a>>,
}

#[derive(Debug, Serialize)]
struct Language<'a> {
    tag: &'a str,
    primary: &'a str,
}

/// `page`.
#[derive(Debug, Serialize)]
pub struct Page<'a> {
    kind: &'static str,
    path: &'a str,
    canonical: Option<String>,
    lang: &'a str,
    title: Words<'a>,
    head_title: String,
    description: String,
    root: String,
    style: Option<String>,
    script: Option<String>,
    head_script: Html,
    inline_style: Html,
    csp: &'a str,
    nav: Vec<NavEntry<'a>>,
    urls: BTreeMap<&'static str, Option<String>>,
    meta: Meta<'a>,
}

#[derive(Debug, Serialize)]
struct NavEntry<'a> {
    key: &'a str,
    title: Words<'a>,
    url: String,
    current: bool,
}

/// Files that every page refers to.
#[derive(Debug, Clone, Default)]
pub struct Shell {
    /// Style sheets by kind of page; the one under [`OTHERS`] is for all kinds not named.
    pub styles: BTreeMap<String, Joined>,
    /// Scripts, likewise.
    pub scripts: BTreeMap<String, Joined>,
    /// The script in the head.
    pub head_script: String,
    /// Sources of a policy for the styles in exports that browsers show.
    pub styles_of_exports: Vec<String>,
    /// Content security policy of pages.
    pub csp: String,
    /// Content security policy of the page for addresses that are not there.
    pub csp_not_found: String,
    /// Content security policy for all files of the site, from the host: what any page may do.
    pub csp_of_host: String,
}

/// A style sheet or script of the site, joined from files of the theme.
#[derive(Debug, Clone, Default)]
pub struct Joined {
    /// Its path in the site.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What a kind of page has, unless the theme has nothing for it.
fn of<'s>(joined: &'s BTreeMap<String, Joined>, kind: &str) -> Option<&'s Joined> {
    let found = joined.get(kind).or_else(|| joined.get(OTHERS));
    found.filter(|joined| !joined.text.is_empty())
}

impl Shell {
    /// Works out the policies.
    #[must_use]
    pub fn with_policies(mut self) -> Self {
        let script = match self.head_script.as_str() {
            "" => String::new(),
            script => format!(" 'sha256-{}'", sha256_base64(script)),
        };
        self.csp = policy("'self'", &format!("'self'{script}"));
        let text = of(&self.styles, NOT_FOUND).map_or("", |style| style.text.as_str());
        let style = format!("'sha256-{}'", sha256_base64(text));
        let scripts = if script.is_empty() { "'none'" } else { script.trim_start() };
        self.csp_not_found = policy(&style, scripts);
        let styles = self.styles_of_exports.iter().fold(style, |all, one| format!("{all} {one}"));
        self.csp_of_host = policy(&format!("'self' {styles}"), &format!("'self'{script}"));
        self
    }
}

fn policy(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; style-src {style}; script-src {script}; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
    )
}

fn sha256_base64(text: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(text.as_bytes());
    let mut out = String::new();
    for chunk in digest.chunks(3) {
        let byte = |n: usize| u32::from(chunk.get(n).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            let digit = ALPHABET[(bits >> (18 - 6 * n) & 63) as usize];
            out.push(if n <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

/// Makes `site`.
#[must_use]
pub fn site(book: &Arc<Book>) -> Value {
    let sheet = Sheet { book, path: url::HOME };
    let info = &book.edition.site;
    let languages = info.languages.iter();
    Value::from(Serde(Site {
        title: sheet.words(&info.title),
        description: sheet.words(&info.description),
        version: &info.version,
        date: info.date.map(|date| date.to_string()),
        base_url: info.base_url.as_deref(),
        report: info.report.as_deref(),
        languages: languages
            .map(|lang| Language { tag: lang.as_str(), primary: lang.primary() })
            .collect(),
    }))
}

/// What a page says of itself.
pub struct Identity<'a> {
    /// The kind, which is also the name of its template.
    pub kind: &'static str,
    /// The name of its entry in the navigation.
    pub name: &'a str,
    /// Its title; empty for fixed pages, whose titles are words of the interface.
    pub title: Words<'a>,
    /// A description of it.
    pub about: Option<&'a Localized<String>>,
    /// What it is about, for other programs.
    pub subject: Subject,
}

/// Makes `page`.
#[must_use]
pub fn page<'a>(sheet: Sheet<'a>, shell: &'a Shell, identity: Identity<'a>) -> Page<'a> {
    let info = &sheet.edition().site;
    let not_found = identity.kind == NOT_FOUND;
    let title = match identity.title {
        title if title.is_empty() => ui(sheet.book, identity.kind),
        title => title,
    };
    let lang = info.languages.first().map_or("und", |lang| lang.as_str());
    let base = info.base_url.as_deref();
    let style = of(&shell.styles, identity.kind);
    let script = of(&shell.scripts, identity.kind);
    let inline = style.filter(|_| not_found).map(|style| style.text.clone());
    let local = |path: Option<&String>| path.filter(|_| !not_found).map(|p| sheet.url(p));
    Page {
        kind: identity.kind,
        path: sheet.path,
        canonical: base.filter(|_| !not_found).map(|base| url::canonical(base, sheet.path)),
        lang,
        head_title: head_title(sheet, identity.kind, &title),
        description: description(sheet, identity.about),
        title,
        root: if not_found { absolute_root(base) } else { url::root(sheet.path) },
        style: local(style.map(|style| &style.path)),
        script: local(script.map(|script| &script.path)),
        head_script: Html(shell.head_script.clone()),
        inline_style: Html(inline.unwrap_or_default()),
        csp: if not_found { &shell.csp_not_found } else { &shell.csp },
        nav: nav(sheet, identity.name, not_found),
        urls: urls(sheet, not_found),
        meta: meta::of(sheet, identity.subject),
    }
}

/// Words of the interface in all languages that have them: the title of a fixed page.
fn ui<'a>(book: &'a Book, name: &str) -> Words<'a> {
    let key = if name == NOT_FOUND { format!("{name}.title") } else { format!("nav.{name}") };
    let found = book.strings.iter().filter_map(|(lang, words)| {
        words.get(&key).map(|text| Word { lang: lang.as_str(), text: text.as_str() })
    });
    found.collect()
}

fn head_title(sheet: Sheet<'_>, kind: &str, title: &Words<'_>) -> String {
    let site = sheet.words(&sheet.edition().site.title);
    let name = if kind == "home" { Vec::new() } else { title.clone() };
    let mut parts: Vec<&str> = Vec::new();
    for word in name.iter().chain(&site) {
        if !parts.contains(&word.text) {
            parts.push(word.text);
        }
    }
    parts.join(TITLE_SEPARATOR)
}

/// The first paragraph of a description in the first language, without markup.
fn description<'a>(sheet: Sheet<'a>, about: Option<&'a Localized<String>>) -> String {
    let about = about.unwrap_or(&sheet.edition().site.description);
    let words = sheet.words(about);
    let Some(word) = words.first() else { return String::new() };
    let first = word.text.trim().split("\n\n").next().unwrap_or_default();
    brief::plain(&sheet.markdown(word.lang, first).html)
}

/// The page for addresses that are not there is shown at any depth: its links start at the root.
fn absolute_root(base: Option<&str>) -> String {
    match base {
        Some(base) if base.ends_with('/') => base.to_owned(),
        Some(base) => format!("{base}/"),
        None => "/".to_owned(),
    }
}

fn address(sheet: Sheet<'_>, path: &str, not_found: bool) -> String {
    if not_found {
        return absolute_root(sheet.edition().site.base_url.as_deref()) + path;
    }
    match sheet.url(path) {
        own if own.is_empty() => path.rsplit('/').next().unwrap_or(path).to_owned(),
        other => other,
    }
}

fn nav<'a>(sheet: Sheet<'a>, current: &str, not_found: bool) -> Vec<NavEntry<'a>> {
    let fixed = sheet.book.fixed.iter().map(|(name, path)| NavEntry {
        key: name,
        title: ui(sheet.book, name),
        url: address(sheet, path, not_found),
        current: *name == current,
    });
    let prose = sheet.book.prose().map(|(_, page)| NavEntry {
        key: &page.name,
        title: sheet.words(&page.title),
        url: address(sheet, &url::folder(&page.name), not_found),
        current: page.name == current,
    });
    fixed.chain(prose).collect()
}

/// Addresses of the fixed pages; those that do not exist are there too, as nothing.
fn urls(sheet: Sheet<'_>, not_found: bool) -> BTreeMap<&'static str, Option<String>> {
    let names = [
        ("home", url::HOME),
        ("search", url::SEARCH),
        ("terms", url::TERMS),
        ("sources", url::SOURCES),
        ("targets", url::TARGETS),
        ("compare", url::COMPARE),
        ("history", url::HISTORY),
        ("coverage", url::COVERAGE),
        ("apparatus", url::APPARATUS),
        ("notes", url::NOTES),
        ("health", url::HEALTH),
        ("downloads", url::DOWNLOADS),
        ("changes", url::CHANGES),
    ];
    let entry = |(name, path): (&'static str, &str)| {
        let url = sheet.book.has(path).then(|| address(sheet, path, not_found));
        (name, url)
    };
    names.into_iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_browsers_compute() {
        assert_eq!(sha256_base64(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(sha256_base64("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }

    #[test]
    fn policies_allow_the_head_script_and_nothing_inline_besides() {
        let shell = Shell { head_script: "abc".into(), ..Shell::default() }.with_policies();
        assert!(shell.csp.contains("script-src 'self' 'sha256-ungWv48B"));
        assert!(shell.csp.contains("style-src 'self';"));
        assert!(!shell.csp.contains("unsafe"));
        assert!(shell.csp_not_found.contains("style-src 'sha256-47DEQpj8"));
    }
}
