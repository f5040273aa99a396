//! The shipped edition itself: it has no faults, and its site keeps what is promised.

mod contract;
mod fidelity;
mod links;
mod structure;
mod targets;

use crate::html::Page;
use crate::support::files_below;
use crate::support::files_of;
use crate::support::findings;
use crate::support::root;
use crate::support::run;

use duizhao::diag;
use duizhao::pipeline::Goal;
use duizhao::pipeline::Outcome;

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The finished site.
pub(crate) struct Shipped {
    /// All files: path → bytes.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The pages among them.
    pub(crate) pages: BTreeMap<String, Page>,
}

/// The site of this repository, made once for all tests.
pub(crate) fn shipped() -> &'static Shipped {
    static SHIPPED: OnceLock<Result<Shipped, String>> = OnceLock::new();
    SHIPPED.get_or_init(build).as_ref().unwrap_or_else(|fault| panic!("{fault}"))
}

fn build() -> Result<Shipped, String> {
    of(&run(root(), Goal::Build))
}

/// The site that a run came to.
fn of(outcome: &Outcome) -> Result<Shipped, String> {
    let site = outcome.site.as_ref().ok_or_else(|| findings(outcome))?;
    let files = files_of(site)?;
    let mut pages = BTreeMap::new();
    // A book in one file, `plan/plan.html`, is an export and no page of the site.
    let is_page = |path: &str| path.ends_with("index.html") || path == "404.html";
    for (path, bytes) in files.iter().filter(|(path, _)| is_page(path)) {
        let source = std::str::from_utf8(bytes).map_err(|fault| format!("{path}: {fault}"))?;
        let page = Page::parse(source).map_err(|fault| format!("{path}: {fault}"))?;
        pages.insert(path.clone(), page);
    }
    Ok(Shipped { files, pages })
}

/// What the editors wrote, read here without the program's own reader.
struct Document {
    id: String,
    /// Witness id → segment id → the text, or `None` where it is absent.
    readings: BTreeMap<String, BTreeMap<String, Option<String>>>,
}

fn documents() -> Vec<Document> {
    let files = files_below(&root().join("content"), "toml");
    let heads = files.iter().filter(|(path, _)| path.ends_with("/document.toml"));
    heads
        .map(|(path, text)| {
            let head: toml::Table = text.parse().unwrap();
            let id = path.trim_end_matches("/document.toml").to_owned();
            let witnesses = head["witness"].as_array().unwrap().iter();
            let readings = witnesses
                .map(|witness| witness["id"].as_str().unwrap().to_owned())
                .map(|witness| {
                    let path = format!("{id}/{witness}.toml");
                    let (_, text) = files.iter().find(|(p, _)| *p == path).unwrap();
                    (witness, readings(text))
                })
                .collect();
            Document { id, readings }
        })
        .collect()
}

fn readings(text: &str) -> BTreeMap<String, Option<String>> {
    let table: toml::Table = text.parse().unwrap();
    table.into_iter().map(|(id, value)| (id, value.as_str().map(str::to_owned))).collect()
}

#[test]
fn check_finds_no_error_and_no_warning() {
    let outcome = run(root(), Goal::Check);
    let (errors, warnings) = diag::count(outcome.diagnostics());
    assert_eq!((errors, warnings), (0, 0), "\n{}", findings(&outcome));
    assert!(outcome.figures().segments > 165, "only {} segments", outcome.figures().segments);
}

#[test]
fn the_promised_pages_are_there() {
    let pages = &shipped().pages;
    let mut promised: Vec<String> =
        ["index.html", "terms/index.html", "sources/index.html", "about/index.html", "404.html"]
            .map(str::to_owned)
            .into();
    promised.extend(documents().iter().map(|document| format!("{}/index.html", document.id)));
    let mut terms = 0;
    for (_, text) in files_below(&root().join("glossary"), "toml") {
        let theme: toml::Table = text.parse().unwrap();
        for term in theme["term"].as_array().unwrap() {
            promised.push(format!("terms/{}/index.html", term["id"].as_str().unwrap()));
            terms += 1;
        }
    }
    assert!(terms >= 30, "only {terms} terms");
    let missing: Vec<_> = promised.iter().filter(|path| !pages.contains_key(*path)).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
}

#[test]
fn no_page_has_text_of_the_website_around_a_seed() {
    let forbidden = [
        "See also the",
        "to further suppress freedom",
        "责任编辑",
        "Akismet",
        "我要纠错",
        "You may also like",
        "Leave a Comment",
        "This website uses cookies",
        "Get link",
        "京公网安备",
    ];
    let mut faults = Vec::new();
    for (path, page) in &shipped().pages {
        let text = page.text_without(0, "data-none");
        for words in forbidden.iter().filter(|words| text.contains(**words)) {
            faults.push(format!("{path} has `{words}`"));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_page_of_one_matter_shows_how_each_translation_puts_it() {
    let page = &shipped().pages["terms/yijianshi-yici-ban/index.html"];
    let text = page.text_without(0, "data-none");
    for words in ["一件事一次办", "one thing at a time", "one matter"] {
        assert!(text.contains(words), "the page does not show `{words}`");
    }
    let places = page.named("a").filter_map(|i| page.elements[i].get("href"));
    let places = places.filter(|href| href.contains("digital-china-2023/index.html#")).count();
    assert!(places >= 2, "only {places} links to the places");
}

#[test]
fn the_policy_of_every_page_allows_nothing_inline_and_nothing_foreign() {
    for (path, page) in &shipped().pages {
        let policy = page.named("meta").find_map(|i| {
            let meta = &page.elements[i];
            (meta.get("http-equiv") == Some("Content-Security-Policy")).then(|| meta.get("content"))
        });
        let policy = policy.flatten().unwrap_or_else(|| panic!("{path} has no policy"));
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert!(!policy.contains("http") && !policy.contains('*'), "{path}: {policy}");
        let inline = |i: &usize| {
            let attributes = &page.elements[*i].attributes;
            attributes.contains_key("style") || attributes.keys().any(|name| name.starts_with("on"))
        };
        let inline = (0..page.elements.len()).filter(inline).count();
        assert_eq!(inline, 0, "{path} has inline styles or handlers");
    }
}
