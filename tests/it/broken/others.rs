//! Broken files of the kinds that are not read as entries of a document or of the glossary: seeds and
//! recipes, links, targets, reviews, the ledger, themes, pictures; and files that are no files.

use crate::broken::build;
use crate::sites::put;
use crate::sites::snapshot;

use std::collections::BTreeMap;
use std::path::Path;

/// What is done to a file.
enum Change {
    /// The first words are replaced by the second.
    Words(&'static str, &'static str),
    /// The file holds these bytes.
    Bytes(&'static [u8]),
    /// The file is not there.
    Gone,
    /// A folder stands in its place, with a file in it.
    Folder,
    /// A link to nowhere stands in its place.
    Link,
    /// A link to the folder that it is in stands in its place.
    Circle,
}

use Change::Bytes;
use Change::Circle;
use Change::Folder;
use Change::Gone;
use Change::Link;
use Change::Words;

/// Name, file, what is done to it, the errors: `code file:line`.
type Case = (&'static str, &'static str, Change, &'static [&'static str]);

const LINKS: &str = "content/links.toml";
const TARGETS: &str = "content/laozi/targets.toml";
const REVIEW: &str = "content/laozi/review.toml";
const LEDGER: &str = "published-ids.toml";
const MANIFEST: &str = "seeds/MANIFEST.toml";
const RECIPE: &str = "seeds/english.recipe.toml";
const SEED: &str = "seeds/english.txt";
const ENGLISH: &str = "content/laozi/english.toml";
const DOCUMENT: &str = "content/laozi/document.toml";
const THEME: &str = "themes/mine/theme.toml";
const PAGE: &str = "themes/mine/templates/404.html";
const STRINGS: &str = "themes/mine/strings/en.toml";

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("link key misspelt", LINKS, Words("relation", "relatoin"), &["unknown-key content/links.toml:3"]),
    ("link relation", LINKS, Words("\"restates\"", "\"repeats\""), &["invalid-value content/links.toml:3"]),
    ("link document", LINKS, Words("from = { document = \"laozi\"", "from = { document = \"laotse\""), &["unknown-document content/links.toml:4"]),
    ("link segment", LINKS, Words("way.1", "way.7"), &["unknown-segment content/links.toml:4"]),
    ("link witness", LINKS, Words("\"english\"", "\"german\""), &["unknown-witness content/links.toml:4"]),
    ("link words", LINKS, Words("can be told", "can be tolled"), &["broken-anchor content/links.toml:4"]),
    ("link without end", LINKS, Words("to = {", "# to = {"), &["missing-key content/links.toml:1"]),
    ("link twice", LINKS, Words("id = \"named-told\"", "id = \"told-named\""), &["duplicate-id content/links.toml:9"]),
    ("link reason", LINKS, Words("zh = \"同构。\"", "zh = 7"), &["invalid-value content/links.toml:6"]),
    ("gap kind", LINKS, Words("\"dropped\"", "\"lost\""), &["invalid-value content/links.toml:17"]),
    ("gap document", LINKS, Words("missing-in = \"laozi\"", "missing-in = \"mengzi\""), &["unknown-document content/links.toml:19"]),
    ("target nature", TARGETS, Words("\"unstated\"", "\"binding-ish\""), &["invalid-value content/laozi/targets.toml:5"]),
    ("target number", TARGETS, Words("\"2\"", "\"2,5\""), &["invalid-number content/laozi/targets.toml:14"]),
    ("target number no text", TARGETS, Words("\"2\"", "2"), &["invalid-value content/laozi/targets.toml:14"]),
    ("target year", TARGETS, Words("2025", "\"2025\""), &["invalid-value content/laozi/targets.toml:14"]),
    ("target role", TARGETS, Words("\"goal\"", "\"aim\""), &["invalid-value content/laozi/targets.toml:14"]),
    ("target words", TARGETS, Words("be named", "be numbered"), &["broken-anchor content/laozi/targets.toml:14"]),
    ("target twice", TARGETS, Words("id = \"names\"", "id = \"ways\""), &["duplicate-id content/laozi/targets.toml:9"]),
    ("review witness", REVIEW, Words("[english]", "[englsh]"), &["unknown-witness content/laozi/review.toml:1"]),
    ("review segment", REVIEW, Words("way.1", "way.8"), &["unknown-segment content/laozi/review.toml:2"]),
    ("review state", REVIEW, Words("\"needs-review\"", "\"doubtful\""), &["invalid-value content/laozi/review.toml:2"]),
    ("ledger key", LEDGER, Words("terms", "trems"), &["unknown-key published-ids.toml:1"]),
    ("ledger id gone", LEDGER, Words("\"ming\"", "\"ming\", \"wu\""), &["vanished-id published-ids.toml:1"]),
    ("ledger alias to nothing", LEDGER, Words("to = \"dao\"", "to = \"nothing\""), &["vanished-id published-ids.toml:6"]),
    ("ledger alias kind", LEDGER, Words("kind = \"term\"", "kind = \"terms\""), &["invalid-value published-ids.toml:4"]),
    ("manifest key", MANIFEST, Words("sha256", "sha265"), &["unknown-key seeds/MANIFEST.toml:3"]),
    ("manifest hash", MANIFEST, Words("f66016c4", "066016c4"), &["seed-hash seeds/MANIFEST.toml:3"]),
    ("manifest size", MANIFEST, Words("bytes = 166", "bytes = \"166\""), &["invalid-value seeds/MANIFEST.toml:4"]),
    ("manifest file unknown", MANIFEST, Words("\"english.txt\"", "\"englsh.txt\""), &["missing-file seeds/MANIFEST.toml:2"]),
    ("recipe key", RECIPE, Words("reason", "raeson"), &["unknown-key seeds/english.recipe.toml:14"]),
    ("recipe seed", RECIPE, Words("\"english.txt\"", "\"german.txt\""), &["recipe-does-not-fit seeds/english.recipe.toml:1"]),
    ("recipe hash", RECIPE, Words("f66016c4", "066016c4"), &["seed-hash seeds/english.recipe.toml:2"]),
    ("recipe clean-up", RECIPE, Words("\"wrapped-lines\"", "\"all-lines\""), &["invalid-value seeds/english.recipe.toml:3", "reading-differs-from-seed content/laozi/english.toml:4"]),
    ("recipe document", RECIPE, Words("\"laozi\"", "\"lao\""), &["recipe-does-not-fit seeds/english.recipe.toml:6"]),
    ("recipe witness", RECIPE, Words("\"english\"", "\"englisch\""), &["recipe-does-not-fit seeds/english.recipe.toml:7"]),
    ("recipe segment", RECIPE, Words("\"name.2\"", "\"name.9\""), &["recipe-does-not-fit seeds/english.recipe.toml:10"]),
    ("recipe order", RECIPE, Words("[31, 129]", "[129, 31]"), &["recipe-does-not-fit seeds/english.recipe.toml:8"]),
    ("recipe past the end", RECIPE, Words("[131, 165]", "[131, 1650]"), &["recipe-does-not-fit seeds/english.recipe.toml:19"]),
    ("recipe gap", RECIPE, Words("[131, 165]", "[140, 165]"), &["recipe-does-not-fit seeds/english.recipe.toml:21", "seed-lost-character seeds/english.txt:6"]),
    ("recipe words", RECIPE, Words("\"Log in\"", "\"Log on\""), &["recipe-does-not-fit seeds/english.recipe.toml:16"]),
    ("seed changed", SEED, Words("constant name", "constnat name"), &["reading-differs-from-seed content/laozi/english.toml:4", "seed-hash seeds/MANIFEST.toml:3", "seed-hash seeds/english.recipe.toml:2"]),
    ("seed missing", SEED, Gone, &["missing-file seeds/MANIFEST.toml:2", "recipe-does-not-fit seeds/english.recipe.toml:1"]),
    ("reading of another letter", ENGLISH, Words("constant way", "constant Way"), &["reading-differs-from-seed content/laozi/english.toml:2"]),
    ("document missing", DOCUMENT, Gone, &["missing-file content/laozi/english.toml:1"]),
    ("witness missing", ENGLISH, Gone, &["missing-file content/laozi/document.toml:13"]),
    ("site missing", "site.toml", Gone, &["no-edition -:null"]),
    ("theme key", THEME, Words("styles-of", "style-of"), &["theme-syntax themes/mine/theme.toml:3"]),
    ("theme name missing", THEME, Words("name = \"Mine\"\n", ""), &["theme-syntax themes/mine/theme.toml:1"]),
    ("theme style missing", THEME, Words("css/mine.css", "css/mime.css"), &["missing-theme-file themes/mine/theme.toml:4"]),
    ("theme styles no list", THEME, Words("[\"css/mine.css\"]", "\"css/mine.css\""), &["theme-syntax themes/mine/theme.toml:4"]),
    ("template without end", PAGE, Words("{% endblock %}", ""), &["template-syntax themes/mine/templates/404.html:3"]),
    ("template tag unknown", PAGE, Words("{% endblock %}", "{% endblok %}"), &["template-syntax themes/mine/templates/404.html:4"]),
    ("template variable", PAGE, Words("t(\"404.title\")", "no.such.thing"), &["template-fault themes/mine/templates/404.html:3"]),
    ("template filter", PAGE, Words("t(\"404.title\")", "1 | nofilter"), &["template-fault themes/mine/templates/404.html:3"]),
    ("template of nothing", PAGE, Words("base.html", "bass.html"), &["template-fault themes/mine/templates/404.html:1"]),
    ("words key unknown", STRINGS, Words("\"404.title\"", "\"404.tilte\""), &["missing-ui-strings themes/mine/strings/en.toml:2"]),
    ("words no text", STRINGS, Words("\"Nowhere\"", "404"), &["theme-syntax themes/mine/strings/en.toml:2"]),
    ("words without end", STRINGS, Words("\"Nowhere\"", "\"Nowhere"), &["theme-syntax themes/mine/strings/en.toml:2"]),
    ("no UTF-8 in a reading", ENGLISH, Bytes(b"\"way.1\" = '''A way\n\xe9 that'''\n"), &["not-utf-8 content/laozi/english.toml:2"]),
    ("no UTF-8 in a note", "content/laozi/notes.toml", Bytes(b"[[note]]\n# \xff\xfe\n"), &["not-utf-8 content/laozi/notes.toml:2"]),
    ("no UTF-8 in a template", PAGE, Bytes(b"<p>\n\xb0\xa1</p>"), &["not-utf-8 themes/mine/templates/404.html:2"]),
    ("no UTF-8 in prose", "content/pages/about.en.md", Bytes(b"# About\n\n\xa3 5\n"), &["not-utf-8 content/pages/about.en.md:3"]),
    ("UTF-16", ENGLISH, Bytes(b"\xff\xfe\"\0w\0a\0y\0"), &["not-utf-8 content/laozi/english.toml:1"]),
    ("NUL in a file", ENGLISH, Bytes(b"\"way.1\" = '''A\0B'''\n"), &["toml-syntax content/laozi/english.toml:1"]),
    ("carriage returns alone", "glossary/words.toml", Bytes(b"theme = { en = \"W\", zh = \"W\" }\r[[term]]\r"), &["toml-syntax glossary/words.toml:1"]),
    ("picture", "content/laozi/card.png", Bytes(b"GIF89a"), &["invalid-picture content/laozi/card.png:1"]),
    ("picture of nothing", "content/zhuangzi/card.png", Bytes(b"GIF89a"), &["unknown-file content/zhuangzi/card.png:1"]),
    ("folder for a file", ENGLISH, Folder, &["missing-file content/laozi/document.toml:13", "unknown-file content/laozi/english.toml/inner.txt:1"]),
    ("folder for the site", "site.toml", Folder, &["no-edition -:null"]),
    ("link to nowhere", ENGLISH, Link, &["unreadable-file content/laozi/english.toml:1"]),
    ("folder in itself", "content/laozi/again", Circle, &["unknown-file content/laozi/again:1"]),
    ("file for a folder", "content/laotse", Bytes(b"x"), &["unknown-file content/laotse:1"]),
    ("dead link in prose", "content/pages/about.en.md", Words("document:laozi", "document:laotse"), &["dead-link content/pages/about.en.md:3"]),
    ("prose in a strange language", "content/pages/about.x1.md", Bytes(b"# About\n"), &["page-name content/pages/about.x1.md:1"]),
];

/// The small edition with a file of every kind.
fn edition() -> BTreeMap<String, Vec<u8>> {
    let folder = crate::support::root().join("tests/editions/seeds");
    let mut files = snapshot(&folder);
    files.retain(|path, _| !path.starts_with("expected") && !path.ends_with('/'));
    let more = [
        (LINKS, LINKS_TEXT),
        (TARGETS, TARGETS_TEXT),
        (REVIEW, "[english]\n\"way.1\" = { state = \"needs-review\" }\n"),
        (LEDGER, LEDGER_TEXT),
        (THEME, "name = \"Mine\"\n\n[styles-of]\nothers = [\"css/mine.css\"]\n"),
        ("themes/mine/css/mine.css", "a { color: #333 }\n"),
        (
            PAGE,
            "{% extends \"base.html\" %}\n{% block main %}\n<h1>{{ t(\"404.title\") }}</h1>\n{% endblock %}\n",
        ),
        (STRINGS, "# My own words.\n\"404.title\" = \"Nowhere\"\n"),
        ("content/pages/about.en.md", "# About\n\nSee the [text](document:laozi).\n"),
        ("content/pages/about.zh.md", "# 关于\n\n说明。\n"),
    ];
    files.extend(more.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())));
    let site = String::from_utf8(files["site.toml"].clone()).unwrap();
    files.insert("site.toml".to_owned(), format!("{site}theme = \"mine\"\n").into_bytes());
    files
}

const LINKS_TEXT: &str = r#"[[link]]
id = "told-named"
relation = "restates"
from = { document = "laozi", segment = "way.1", witness = "english", quote = "can be told" }
to = { document = "laozi", segment = "name.1", witness = "english", quote = "can be named" }
reason = { en = "Same shape.", zh = "同构。" }

[[link]]
id = "named-told"
relation = "see"
from = { document = "laozi", segment = "name.2", witness = "english", quote = "constant" }
to = { document = "laozi", segment = "way.2", witness = "english", quote = "constant" }
reason = { en = "The same word.", zh = "同一个词。" }

[[gap]]
id = "alone"
kind = "dropped"
at = { document = "laozi", segment = "name.1", witness = "english", quote = "can be named" }
missing-in = "laozi"
reason = { en = "It stands alone.", zh = "仅此一处。" }
"#;

const TARGETS_TEXT: &str = r#"[[target]]
id = "ways"
indicator = { en = "Ways", zh = "道" }
unit = { en = "ways", zh = "条" }
nature = "unstated"
measure = []

[[target]]
id = "names"
indicator = { en = "Names", zh = "名" }
unit = { en = "names", zh = "个" }
nature = "unstated"
measure = [
  { year = 2025, role = "goal", number = "2", at = { segment = "name.1", witness = "english", quote = "be named" } },
]
"#;

const LEDGER_TEXT: &str = r#"terms = ["dao", "ming"]

[[alias]]
kind = "term"
from = "tao"
to = "dao"
"#;

fn change(home: &Path, path: &str, before: Option<&Vec<u8>>, change: &Change) {
    let place = home.join(path);
    match change {
        Words(from, to) => {
            let text = String::from_utf8(before.expect(path).clone()).unwrap();
            assert!(text.contains(from), "{path} holds no `{from}`");
            put(home, path, &text.replacen(from, to, 1));
        }
        Bytes(bytes) => {
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(&place, bytes).unwrap();
        }
        Gone => std::fs::remove_file(&place).unwrap(),
        Folder => {
            std::fs::remove_file(&place).unwrap();
            put(home, &format!("{path}/inner.txt"), "x");
        }
        Link => {
            std::fs::remove_file(&place).unwrap();
            link("nowhere", &place);
        }
        Circle => link(".", &place),
    }
}

#[cfg(unix)]
fn link(target: &str, place: &Path) {
    std::os::unix::fs::symlink(target, place).unwrap();
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) {}

/// Puts everything back.
fn mend(home: &Path, path: &str, before: Option<&Vec<u8>>) {
    let place = home.join(path);
    if place.is_dir() && !place.is_symlink() {
        std::fs::remove_dir_all(&place).unwrap();
    } else if place.is_symlink() || place.exists() {
        std::fs::remove_file(&place).unwrap();
    }
    match before {
        Some(bytes) => std::fs::write(&place, bytes).unwrap(),
        None => drop(std::fs::remove_dir(place.parent().unwrap())),
    }
}

#[test]
fn files_of_every_kind_that_are_broken_are_told_at_their_line_and_change_nothing() {
    let home = tempfile::tempdir().unwrap();
    let edition = edition();
    for (path, bytes) in &edition {
        std::fs::create_dir_all(home.path().join(path).parent().unwrap()).unwrap();
        std::fs::write(home.path().join(path), bytes).unwrap();
    }
    assert_eq!(build(home.path()), (Some(0), vec![]));
    let public = snapshot(&home.path().join("public"));
    let mut faults = Vec::new();
    for (name, path, what, expected) in CASES {
        if cfg!(not(unix)) && matches!(what, Link | Circle) {
            continue;
        }
        let before = edition.get(*path);
        change(home.path(), path, before, what);
        let (code, mut found) = build(home.path());
        let mut expected: Vec<String> = expected.iter().map(|e| (*e).to_owned()).collect();
        found.sort();
        expected.sort();
        if code != Some(1) || found != expected {
            faults.push(format!(
                "{name}: exit {code:?}\n  found    {found:?}\n  expected {expected:?}"
            ));
        }
        if snapshot(&home.path().join("public")) != public {
            faults.push(format!("{name}: the last output was changed"));
        }
        mend(home.path(), path, before);
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert_eq!(build(home.path()), (Some(0), vec![]), "everything was put back");
}
