//! What was published once is found for ever: from the finding of `check` to the old address in
//! the built site.

use crate::html::Page;
use crate::support::files_of;
use crate::support::findings;

use duizhao::load::tree::SourceTree;
use duizhao::pipeline;
use duizhao::pipeline::Goal;

use std::collections::BTreeMap;

const EDITION: &str = "\
//- site.toml
title = { en = 'Test' }
languages = ['en']
//- content/new-plan/document.toml
id = 'new-plan'
title = { en = 'Plan' }
body = [{ division = 'goals' }]
[[witness]]
id = 'en'
name = { en = 'English' }
lang = 'en'
role = 'source'
[[division]]
id = 'goals'
kind = 'paragraph'
body = ['goals.1', 'goals.2']
//- content/new-plan/en.toml
'goals.1' = '''one'''
'goals.2' = '''two'''
//- content/new-plan/notes.toml
[[note]]
id = 'note-b'
kind = 'textual'
at = { segment = 'goals.1', witness = 'en', quote = 'one' }
body = { en = 'A note.' }
//- glossary/words.toml
theme = { en = 'Words' }
[[term]]
id = 'ones'
kind = 'concept'
forms.en = { form = 'one' }
gloss.en = 'A number.'
";

const PUBLISHED: &str = "\
//- published-ids.toml
terms = ['one']
[document.old-plan]
witnesses = ['english']
divisions = ['aims']
segments = ['goals.1', 'aims.1', 'first']
notes = ['note-a']
";

/// For each thing that has gone where it is now; `first` went in two steps.
const ALIASES: [[&str; 4]; 7] = [
    ["document", "", "old-plan", "new-plan"],
    ["term", "", "one", "ones"],
    ["witness", "old-plan", "english", "en"],
    ["division", "old-plan", "aims", "goals"],
    ["segment", "old-plan", "first", "aims.1"],
    ["segment", "old-plan", "aims.1", "goals.1"],
    ["note", "old-plan", "note-a", "note-b"],
];

fn tree(aliases: &[[&str; 4]]) -> SourceTree {
    let entry = |[kind, document, from, to]: &[&str; 4]| {
        let of =
            if document.is_empty() { String::new() } else { format!("document = '{document}'\n") };
        format!("[[alias]]\nkind = '{kind}'\n{of}from = '{from}'\nto = '{to}'\n")
    };
    let aliases: String = aliases.iter().map(entry).collect();
    SourceTree::from_fixture(&format!("{EDITION}{PUBLISHED}{aliases}"))
}

fn gone(aliases: &[[&str; 4]]) -> Vec<String> {
    let outcome = pipeline::run(&tree(aliases), Goal::Check);
    let found = outcome.diagnostics().iter().filter(|finding| finding.code == "vanished-id");
    found.map(|finding| finding.message.clone()).collect()
}

#[test]
fn every_id_that_has_gone_is_found_until_it_has_an_alias() {
    assert_eq!(gone(&[]).len(), 2, "the document and the term");
    for left_out in 0..ALIASES.len() {
        let mut aliases = ALIASES.to_vec();
        let [kind, _, id, _] = aliases.remove(left_out);
        let found = gone(&aliases);
        let expected = format!("the {kind} `{id}` was published and is gone");
        assert!(found.contains(&expected) || id == "aims.1", "{id}: {found:?}");
        assert!(!found.is_empty(), "{id}");
    }
    assert_eq!(gone(&ALIASES), [""; 0]);
}

fn pages() -> BTreeMap<String, Page> {
    let mut tree = tree(&ALIASES);
    tree.base_url = Some("https://x.org/e/".to_owned());
    let outcome = pipeline::run(&tree, Goal::Build);
    let site = outcome.site.as_ref().unwrap_or_else(|| panic!("{}", findings(&outcome)));
    let files = files_of(site).unwrap().into_iter();
    let pages = files.filter(|(path, _)| path.ends_with("index.html"));
    pages
        .map(|(path, bytes)| {
            let page = Page::parse(str::from_utf8(&bytes).unwrap());
            (path.clone(), page.unwrap_or_else(|fault| panic!("{path}: {fault}")))
        })
        .collect()
}

/// The one element of a page with an `id`.
fn element(page: &Page, id: &str) -> usize {
    let found: Vec<_> =
        page.with("id").filter(|i| page.elements[*i].get("id") == Some(id)).collect();
    let [one] = found[..] else { panic!("{} elements have the id `{id}`", found.len()) };
    one
}

#[test]
fn an_old_page_leads_to_the_new_one_with_and_without_scripts() {
    let pages = pages();
    let moved = [
        ("old-plan/index.html", "../new-plan/index.html", "https://x.org/e/new-plan/"),
        ("terms/one/index.html", "../ones/index.html", "https://x.org/e/terms/ones/"),
    ];
    for (path, to, canonical) in moved {
        let page = &pages[path];
        assert_eq!(page.elements[element(page, "moved")].get("href"), Some(to));
        let refresh = page.inside(page.named("noscript").next().unwrap());
        assert_eq!(refresh, format!("<meta http-equiv=\"refresh\" content=\"0; url={to}\">"));
        let links = page.named("link").map(|i| &page.elements[i]);
        let canonicals: Vec<_> = links.filter(|e| e.get("rel") == Some("canonical")).collect();
        assert_eq!(canonicals[0].get("href"), Some(canonical));
    }
}

#[test]
fn an_old_id_stands_at_the_new_place() {
    let pages = pages();
    let reader = &pages["new-plan/index.html"];
    let at = |id: &str| element(reader, id);
    // Both old ids of the first sentence stand right before the new one.
    let places = [at("first"), at("aims.1"), at("goals.1")];
    assert_eq!(places.iter().max().unwrap() - places.iter().min().unwrap(), 2, "{places:?}");
    for [now, before] in [["d-goals", "d-aims"], ["n-note-b", "n-note-a"]] {
        let mut around = reader.and_ancestors(at(before));
        assert!(around.any(|i| i == at(now)), "`{before}` is not in `{now}`");
    }
    let sources = &pages["sources/index.html"];
    for old in ["w-old-plan-en", "w-new-plan-english"] {
        let mut around = sources.and_ancestors(element(sources, old));
        assert!(around.any(|i| i == element(sources, "w-new-plan-en")), "{old}");
    }
    let notes = &pages["notes/index.html"];
    element(notes, "n-new-plan-note-a");
}
