//! A run with a memory gives what a run without one gives: after hundreds of random edits of every
//! kind, also of such that break the edition, all findings and all bytes of the site are the same.

use duizhao::diag;
use duizhao::diag::FileId;
use duizhao::load::tree;
use duizhao::pipeline;
use duizhao::pipeline::Goal;
use duizhao::pipeline::Memory;
use duizhao::pipeline::Outcome;
use duizhao::pipeline::SourceTree;

use crate::support::files_of;
use crate::support::findings;
use crate::support::root;

use std::sync::Arc;

const EDITS: usize = 300;

/// What is written into files: words that match terms, quotes that break them, marks of TOML.
const PIECES: [&str; 16] = [
    "way",
    "name",
    "道",
    "名",
    " constant",
    "'''",
    "\"",
    "=",
    "[",
    "\n",
    "\n[[note]]\n",
    "2026",
    "<b>",
    "“",
    "x",
    "{{",
];

/// A small source of chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (usize::try_from(self.0 >> 33).unwrap()) % n.max(1)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// An edition with a file of every kind: two documents, glossary, notes, targets, links, prose,
/// proved seeds, a theme of its own.
fn edition() -> SourceTree {
    let mut tree = tree::read(&root().join("tests/editions/seeds"));
    let pali = tree::read(&root().join("tests/editions/pali-english-german"));
    for (path, bytes) in pali.below("content/") {
        tree.insert(path, bytes.as_ref().unwrap().to_vec());
    }
    tree.insert("content/pages/about.en.md", *b"# About\n\nProse with a [link](document:laozi).\n");
    tree.insert("content/pages/about.zh.md", "# 关于\n\n说明。\n".as_bytes());
    tree.insert("content/links.toml", LINKS.as_bytes());
    tree.insert("content/laozi/targets.toml", TARGETS.as_bytes());
    tree.insert("themes/default/css/print.css", *b"@media print { a { color: black } }\n");
    tree.insert("themes/default/css/parts.css", *b"/* joined */ a { color: black }\n");
    tree.insert("themes/default/templates/404.html", NOT_FOUND.as_bytes());
    tree.insert("themes/default/strings/en.toml", *b"\"404.title\" = \"No way\"\n");
    tree.insert(
        "content/laozi/review.toml",
        *b"[english]\n\"way.1\" = { state = \"needs-review\" }\n",
    );
    tree.insert("published-ids.toml", *b"terms = [\"dao\", \"ming\"]\n");
    tree
}

const LINKS: &str = r#"[[link]]
id = "told-named"
relation = "restates"
from = { document = "laozi", segment = "way.1", witness = "english", quote = "can be told" }
to = { document = "laozi", segment = "name.1", witness = "english", quote = "can be named" }
reason = { en = "Same shape.", zh = "同构。" }
"#;

const TARGETS: &str = r#"[[target]]
id = "ways"
indicator = { en = "Ways", zh = "道" }
unit = { en = "ways", zh = "条" }
nature = "unstated"
measure = []
"#;

const NOT_FOUND: &str =
    "{% extends \"base.html\" %}{% block main %}<h1>{{ t(\"404.title\") }}</h1>{% endblock %}";

fn edit(tree: &mut SourceTree, before: &SourceTree, chance: &mut Chance) -> String {
    let paths: Vec<String> = tree.files.keys().map(ToString::to_string).collect();
    let path = chance.of(&paths).clone();
    let Ok(bytes) = tree.files[&*path].clone() else {
        *tree = before.clone();
        return path;
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    let line = chance.below(lines.len());
    let mut inserted = |piece: &str, chance: &mut Chance| {
        let places: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = *chance.of(&places);
        tree.insert(&path, format!("{}{piece}{}", &text[..at], &text[at..]).into_bytes());
    };
    match chance.below(15) {
        0..=2 => {
            let piece: &str = PIECES[chance.below(PIECES.len())];
            inserted(piece, chance);
        }
        3 => inserted("字", chance),
        4 => {
            let kept = lines.iter().enumerate().filter(|(n, _)| *n != line).map(|(_, l)| *l);
            tree.insert(&path, kept.collect::<Vec<_>>().join("\n").into_bytes());
        }
        5 => tree.insert(&path, format!("{text}{}\n", lines.get(line).unwrap_or(&"")).into_bytes()),
        6 => {
            let (from, to) =
                *chance.of(&[("constant", "lasting"), ("name", "way"), ("道", "名"), ("en", "de")]);
            tree.insert(&path, text.replacen(from, to, 1 + line % 2).into_bytes());
        }
        7 => drop(tree.files.remove(&*path)),
        8 => tree.insert("content/pages/more.en.md", format!("# More\n\n{line}\n").into_bytes()),
        9 => tree.insert(&path, [&bytes[..], b"\xff\n"].concat()),
        10 => drop(tree.files.insert(path.as_str().into(), Err("permission denied".to_owned()))),
        11 => {
            let moved = tree.files.remove(&*path).unwrap();
            tree.files.insert(renamed(&path, chance).into(), moved);
        }
        12 => {
            let mut lines = lines.clone();
            let other = chance.below(lines.len());
            if !lines.is_empty() {
                lines.swap(line, other);
            }
            tree.insert(&path, (lines.join("\n") + "\n").into_bytes());
        }
        13 => {
            let other = chance.of(&paths).clone();
            tree.files.insert(path.as_str().into(), tree.files[&*other].clone());
        }
        _ => *tree = before.clone(),
    }
    path
}

/// Another name for a file: in its folder, or its folder's name is another.
fn renamed(path: &str, chance: &mut Chance) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let at = chance.below(parts.len());
    let part = |(nth, part): (usize, &&str)| match nth == at {
        true => format!("x{part}"),
        false => (*part).to_owned(),
    };
    parts.iter().enumerate().map(part).collect::<Vec<_>>().join("/")
}

fn told(outcome: &Outcome) -> (String, bool) {
    (findings(outcome), outcome.site.is_some())
}

#[track_caller]
fn check(tree: &SourceTree, memory: &mut Memory, what: &str) -> bool {
    let again = pipeline::run_again(tree, Goal::Build, memory);
    let clean = pipeline::run(tree, Goal::Build);
    assert_eq!(told(&again), told(&clean), "{what}");
    assert_eq!(again.figures(), clean.figures(), "{what}");
    assert_eq!(again.count(), diag::count(clean.diagnostics()), "{what}");
    let files = |outcome: &Outcome| outcome.site.as_ref().map(files_of);
    assert_eq!(files(&again), files(&clean), "{what}");
    clean.site.is_some()
}

#[test]
fn an_edition_after_any_edit_is_what_a_clean_build_makes_of_it() {
    let good = edition();
    let mut memory = Memory::default();
    let first = pipeline::run(&good, Goal::Build);
    assert!(check(&good, &mut memory, "at first"), "{}", findings(&first));
    let mut chance = Chance(4023);
    let (mut built, mut broken) = (0, 0);
    let mut tree = good.clone();
    for number in 0..EDITS {
        let path = edit(&mut tree, &good, &mut chance);
        let whole = check(&tree, &mut memory, &format!("edit {number}, of `{path}`"));
        *(if whole { &mut built } else { &mut broken }) += 1;
        // A broken edition is mended at once or after a few more edits.
        if chance.below(3) > 0 {
            tree = good.clone();
        }
        if chance.below(4) == 0 {
            memory.shown();
        }
    }
    assert!(built > EDITS / 6 && broken > EDITS / 6, "{built} built, {broken} broken");
}

#[test]
fn a_theme_that_is_kept_knows_its_files_by_their_new_numbers() {
    let mut tree = edition();
    let template = "themes/default/templates/page.html";
    tree.insert(template, *b"{{ 1 / 0 }}");
    let mut memory = Memory::default();
    for added in [None, Some("content/pages/added.en.md")] {
        if let Some(path) = added {
            tree.insert(path, *b"# Added\n\nProse.\n");
        }
        let outcome = pipeline::run_again(&tree, Goal::Build, &mut memory);
        let site = outcome.site.expect("a page is made when it is asked for");
        let page = site.pages.paths().iter().position(|path| path == "about/index.html").unwrap();
        let place = site.pages.render(page).unwrap_err().place.expect("the template is known");
        assert_eq!(outcome.sources.path(FileId(place.file)), template);
    }
}

#[test]
fn documents_in_other_places_are_what_a_clean_build_makes_of_them() {
    let mut tree = edition();
    let site = String::from_utf8(tree.files["site.toml"].clone().unwrap().to_vec()).unwrap();
    let mut memory = Memory::default();
    for order in ["'laozi', 'yamaka'", "'yamaka', 'laozi'", "'laozi', 'yamaka'"] {
        tree.insert("site.toml", format!("{site}documents = [{order}]\n").into_bytes());
        assert!(check(&tree, &mut memory, order), "{order}");
        assert_eq!(memory.shown(), None, "no words are others");
    }
}

#[test]
fn headwords_are_in_the_languages_that_the_sources_have_now() {
    let mut tree = edition();
    let path = "content/laozi/document.toml";
    let head = String::from_utf8(tree.files[path].clone().unwrap().to_vec()).unwrap();
    let other = head.replace("\"translation\"", "x").replace("\"source\"", "\"translation\"");
    let other = other.replace("role = x", "role = \"source\"");
    let mut memory = Memory::default();
    for said in [&head, &other, &head] {
        tree.insert(path, said.clone().into_bytes());
        assert!(check(&tree, &mut memory, said), "{said}");
    }
}

/// What an editor may say of a term beside its forms: where it stands, where not, what a form is
/// worth.
const OF_A_TERM: [&str; 9] = [
    "occurrence = [{ document = 'laozi', segment = 'way.1', witness = 'english', quote = 'told' }]",
    "occurrence = [{ document = 'laozi', segment = 'way.1', witness = 'english', quote = 'can be' }]",
    "",
    "exclude = [{ document = 'laozi', segment = 'way.2', witness = 'english', quote = 'way' }]",
    "rendering = [{ lang = 'en', form = 'constant', status = 'wrong' }]",
    "rendering = [{ lang = 'en', form = 'constant', status = 'accepted' }]",
    "",
    "match = 'marked'",
    "",
];

#[test]
fn a_term_of_which_something_else_is_said_is_what_a_clean_build_makes_of_it() {
    let mut tree = edition();
    let path = "glossary/words.toml";
    let words = String::from_utf8(tree.files[path].clone().unwrap().to_vec()).unwrap();
    let mut memory = Memory::default();
    for said in OF_A_TERM {
        let said = words.replacen("kind =", &format!("{said}\nkind ="), 1);
        tree.insert(path, said.clone().into_bytes());
        assert!(check(&tree, &mut memory, &said), "{said}");
    }
}

#[test]
fn links_in_a_document_that_is_kept_are_still_followed() {
    let mut tree = edition();
    let path = "content/laozi/notes.toml";
    let notes = String::from_utf8(tree.files[path].clone().unwrap().to_vec()).unwrap();
    let linked = notes.replacen("body = { en = \"", "body = { en = \"[no](document:none) ", 1);
    assert_ne!(notes, linked);
    tree.insert(path, linked.into_bytes());
    let mut memory = Memory::default();
    for prose in ["# About\n\nOne.\n", "# About\n\nTwo.\n"] {
        tree.insert("content/pages/about.en.md", prose.as_bytes());
        check(&tree, &mut memory, prose);
    }
    let outcome = pipeline::run_again(&tree, Goal::Build, &mut memory);
    assert!(outcome.diagnostics().iter().any(|finding| finding.code == "dead-link"));
}

#[test]
fn a_note_that_quotes_nothing_is_told_of_until_it_is_mended() {
    let mut tree = edition();
    let path = "content/laozi/notes.toml";
    let notes = String::from_utf8(tree.files[path].clone().unwrap().to_vec()).unwrap();
    tree.insert(path, notes.replacen("quote = \"", "quote = \"nowhere", 1).into_bytes());
    let mut memory = Memory::default();
    for prose in ["# About\n\nOne.\n", "# About\n\nTwo.\n"] {
        tree.insert("content/pages/about.en.md", prose.as_bytes());
        assert!(!check(&tree, &mut memory, prose), "{prose}");
    }
    tree.insert(path, notes.into_bytes());
    assert!(check(&tree, &mut memory, "mended"));
}

#[test]
fn a_document_with_a_picture_is_the_same_until_the_picture_changes() {
    let mut tree = edition();
    let mut memory = Memory::default();
    let mut document = |tree: &SourceTree| {
        let edition = pipeline::run_again(tree, Goal::Build, &mut memory).edition.unwrap();
        let document = edition.documents.iter().find(|d| d.id.as_str() == "laozi");
        Arc::clone(document.unwrap())
    };
    let picture = |width: u8| {
        let size = [0, 0, 0, width, 0, 0, 0, 9, 8];
        [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &size].concat()
    };
    let without = document(&tree);
    tree.insert("content/laozi/card.png", picture(4));
    let with = document(&tree);
    assert_eq!((&without.card, with.card.as_ref().map(|card| card.width)), (&None, Some(4)));
    tree.insert("content/pages/about.en.md", *b"# About\n\nOther prose.\n");
    assert!(Arc::ptr_eq(&with, &document(&tree)));
    tree.insert("content/laozi/card.png", picture(5));
    let with = document(&tree);
    assert_eq!(with.card.as_ref().map(|card| card.width), Some(5));
    tree.insert("content/pages/about.en.md", *b"# About\n\nProse again.\n");
    assert!(Arc::ptr_eq(&with, &document(&tree)));
}

#[test]
fn what_an_edit_replaced_is_let_go() {
    let mut tree = edition();
    let mut memory = Memory::default();
    let mut replaced = Vec::new();
    for number in 0..3 {
        let path = "content/laozi/notes.toml";
        let text = String::from_utf8(tree.files[path].clone().unwrap().to_vec()).unwrap();
        tree.insert(path, format!("{text}# edit {number}\n").into_bytes());
        let outcome = pipeline::run_again(&tree, Goal::Build, &mut memory);
        assert!(outcome.site.is_some(), "{}", findings(&outcome));
        memory.shown();
        let edition = outcome.edition.as_ref().unwrap();
        let document = edition.documents.iter().find(|d| d.id.as_str() == "laozi").unwrap();
        replaced.push(Arc::downgrade(document));
    }
    let held = replaced.iter().map(|document| document.upgrade().is_some());
    assert_eq!(held.collect::<Vec<_>>(), [false, false, true], "the memory has the last one alone");
}
