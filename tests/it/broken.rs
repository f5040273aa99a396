//! Many kinds of broken input: each is told once, at its file and line, with exit code 1, and the
//! last output stays as it was.

mod others;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use crate::sites::put;
use crate::sites::snapshot;

/// Name, file, words to replace, what replaces them, the errors: `code file:line`.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const DOCUMENT: &str = "content/laozi/document.toml";
const NOTES: &str = "content/laozi/notes.toml";
const ENGLISH: &str = "content/laozi/english.toml";
const RECEIVED: &str = "content/laozi/received.toml";
const WORDS: &str = "glossary/words.toml";

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("site key misspelt", "site.toml", "title =", "titel =", &["unknown-key site.toml:1"]),
    ("site key unknown", "site.toml", "version =", "colour =", &["unknown-key site.toml:3"]),
    ("languages no list", "site.toml", "[\"en\", \"zh\"]", "\"en\"", &["invalid-value site.toml:2"]),
    ("no languages", "site.toml", "[\"en\", \"zh\"]", "[]", &["invalid-value site.toml:1"]),
    ("language tag", "site.toml", "\"zh\"]", "\"zh_CN!\"]", &["invalid-language site.toml:2"]),
    ("date as text", "site.toml", "2026-11-22", "\"2026-11-22\"", &["invalid-value site.toml:4"]),
    ("date of no calendar", "site.toml", "2026-11-22", "2026-11-32", &["toml-syntax site.toml:4"]),
    ("date with time", "site.toml", "2026-11-22", "2026-11-22T10:00:00", &["invalid-date site.toml:4"]),
    ("version a number", "site.toml", "\"1\"", "1", &["invalid-value site.toml:3"]),
    ("theme unknown", "site.toml", "version = \"1\"", "theme = \"defualt\"", &["unknown-theme site.toml:3"]),
    ("base_url no address", "site.toml", "version = \"1\"", "base_url = \"laozi\"", &["invalid-value site.toml:3", "unknown-key site.toml:3"]),
    ("base-url no address", "site.toml", "version = \"1\"", "base-url = \"laozi\"", &["invalid-value site.toml:3"]),
    ("report to nowhere", "site.toml", "version = \"1\"", "report = \"example.org\"", &["invalid-value site.toml:3"]),
    ("report of nothing", "site.toml", "version = \"1\"", "report = \"https://example.org/?row={row}\"", &["invalid-value site.toml:3"]),
    ("document unknown", "site.toml", "version = \"1\"", "documents = [\"laozi\", \"zhuangzi\"]", &["unknown-document site.toml:3"]),
    ("document unlisted", "site.toml", "version = \"1\"", "documents = []", &["unlisted-document content/laozi/document.toml:1"]),
    ("rule unknown", "site.toml", "date = 2026-11-22", "check.seed-hsh = \"off\"", &["unknown-rule site.toml:4"]),
    ("level unknown", "site.toml", "date = 2026-11-22", "check.seed-hash = \"fatal\"", &["invalid-value site.toml:4"]),
    ("quote missing", "site.toml", "\"The Way\"", "\"The Way", &["toml-syntax site.toml:1"]),
    ("typographic quotes", "site.toml", "\"1\"", "“1”", &["toml-syntax site.toml:3"]),
    ("no equals sign", "site.toml", "version = \"1\"", "version \"1\"", &["toml-syntax site.toml:3"]),
    ("list without end", "site.toml", "\"zh\"]", "\"zh\"", &["toml-syntax site.toml:2"]),
    ("empty site", "site.toml", "*", "", &["empty-file site.toml:1"]),
    ("document id", DOCUMENT, "\"laozi\"", "\"Laozi\"", &["invalid-id content/laozi/document.toml:1"]),
    ("document of another folder", DOCUMENT, "\"laozi\"", "\"laotse\"", &["document-name content/laozi/document.toml:1"]),
    ("title no table", DOCUMENT, "{ en = \"Laozi, the opening\", zh = \"老子第一章\" }", "\"Laozi\"", &["invalid-value content/laozi/document.toml:2"]),
    ("body misspelt", DOCUMENT, "body = [{", "boby = [{", &["unknown-key content/laozi/document.toml:3"]),
    ("division unknown", DOCUMENT, "division = \"opening\"", "division = \"opnening\"", &["unknown-division content/laozi/document.toml:3", "division-unused content/laozi/document.toml:20"]),
    ("body of another word", DOCUMENT, "{ division = ", "{ divison = ", &["invalid-value content/laozi/document.toml:3", "division-unused content/laozi/document.toml:20"]),
    ("witness id", DOCUMENT, "\"english\"", "\"English\"", &["invalid-id content/laozi/document.toml:13"]),
    ("witness id missing", DOCUMENT, "id = \"english\"", "", &["missing-key content/laozi/document.toml:12"]),
    ("witness twice", DOCUMENT, "\"english\"", "\"received\"", &["duplicate-id content/laozi/document.toml:13"]),
    ("witness lang a number", DOCUMENT, "\"zh-Hant\"", "3", &["invalid-value content/laozi/document.toml:8"]),
    ("role unknown", DOCUMENT, "\"source\"", "\"original\"", &["invalid-value content/laozi/document.toml:9"]),
    ("name missing", DOCUMENT, "name = { en = \"English\", zh = \"英译\" }", "", &["missing-key content/laozi/document.toml:12"]),
    ("kind unknown", DOCUMENT, "\"paragraph\"", "\"paragraf\"", &["invalid-value content/laozi/document.toml:21"]),
    ("segment id", DOCUMENT, "\"way.2\"", "\"way 2\"", &["invalid-id content/laozi/document.toml:22"]),
    ("segment twice", DOCUMENT, "\"way.2\"]", "\"way.2\", \"way.1\"]", &["duplicate-id content/laozi/document.toml:22"]),
    ("segment without reading", DOCUMENT, "\"name.2\"]", "\"name.2\", \"end\"]", &["missing-reading content/laozi/document.toml:22", "missing-reading content/laozi/document.toml:22"]),
    ("empty row", DOCUMENT, "body = [[", "body = [[], [", &["invalid-value content/laozi/document.toml:22"]),
    ("circle", DOCUMENT, "\"name.2\"]]", "\"name.2\"], { division = \"opening\" }]", &["division-circle content/laozi/document.toml:22"]),
    ("two equals signs", DOCUMENT, "role = \"source\"", "role == \"source\"", &["toml-syntax content/laozi/document.toml:9"]),
    ("segment misspelt", ENGLISH, "\"name.1\"", "\"nmae.1\"", &["unknown-segment content/laozi/english.toml:3"]),
    ("segment of no spine", ENGLISH, "\"name.2\" = ", "\"name.2\" = '''x'''\n\"tail\" = ", &["unknown-segment content/laozi/english.toml:5"]),
    ("reading missing", ENGLISH, "\"way.2\" = '''is not the constant way.'''", "", &["missing-reading content/laozi/document.toml:22"]),
    ("reading a number", RECEIVED, "'''非常道。'''", "7", &["invalid-value content/laozi/received.toml:2"]),
    ("reading a list", RECEIVED, "'''非常道。'''", "['a']", &["invalid-value content/laozi/received.toml:2"]),
    ("absence unknown", RECEIVED, "'''非常道。'''", "{ absent = \"omited\" }", &["invalid-value content/laozi/received.toml:2"]),
    ("reading without end", RECEIVED, "非常道。'''", "非常道。''", &["toml-syntax content/laozi/received.toml:2"]),
    ("last reading without end", RECEIVED, "非常名。'''", "非常名。", &["toml-syntax content/laozi/received.toml:4"]),
    ("reading twice", RECEIVED, "\"name.1\"", "\"way.1\"", &["duplicate-key content/laozi/received.toml:3"]),
    ("empty witness", RECEIVED, "*", "", &["empty-file content/laozi/received.toml:1"]),
    ("note key misspelt", NOTES, "quote", "qoute", &["unknown-key content/laozi/notes.toml:4"]),
    ("note kind", NOTES, "\"translation\"", "\"trnaslation\"", &["invalid-value content/laozi/notes.toml:3"]),
    ("note without anchor", NOTES, "at = {", "# at = {", &["missing-key content/laozi/notes.toml:1"]),
    ("anchor's words", NOTES, "be told", "be tolled", &["broken-anchor content/laozi/notes.toml:4"]),
    ("anchor's segment", NOTES, "way.1", "way.9", &["unknown-segment content/laozi/notes.toml:4"]),
    ("anchor's witness", NOTES, "\"english\"", "\"englsh\"", &["unknown-witness content/laozi/notes.toml:4"]),
    ("ambiguous anchor", NOTES, "can be told", "a", &["ambiguous-anchor content/laozi/notes.toml:4"]),
    ("occurrence 0", NOTES, "told\" }", "told\", occurrence = 0 }", &["invalid-value content/laozi/notes.toml:4"]),
    ("occurrence too high", NOTES, "told\" }", "told\", occurrence = 2 }", &["broken-anchor content/laozi/notes.toml:4"]),
    ("table without end", NOTES, "told\" }", "told\"", &["toml-syntax content/laozi/notes.toml:4"]),
    ("heading without end", NOTES, "[[note]]", "[[note]", &["toml-syntax content/laozi/notes.toml:1"]),
    ("note id", NOTES, "id = \"told\"", "id = \"to tell\"", &["invalid-id content/laozi/notes.toml:2"]),
    ("term id", WORDS, "id = \"ming\"", "id = \"míng\"", &["invalid-id glossary/words.toml:12"]),
    ("term twice", WORDS, "id = \"ming\"", "id = \"dao\"", &["duplicate-id glossary/words.toml:12"]),
    ("term unknown", WORDS, "[\"ming\"]", "[\"mign\"]", &["unknown-term glossary/words.toml:9"]),
    ("see no list", WORDS, "[\"ming\"]", "\"ming\"", &["invalid-value glossary/words.toml:9"]),
    ("form missing", WORDS, "{ form = \"way\" }", "{ also = [\"way\"] }", &["missing-key glossary/words.toml:7"]),
    ("form a number", WORDS, "\"way\"", "3", &["invalid-value glossary/words.toml:7"]),
    ("kind unquoted", WORDS, "\"concept\"", "concept", &["toml-syntax glossary/words.toml:5"]),
    ("theme missing", WORDS, "theme =", "them =", &["unknown-key glossary/words.toml:1"]),
    ("stray file", "content/laozi/notes.md", "*", "# x", &["unknown-file content/laozi/notes.md:1"]),
    ("stray witness", "content/laozi/german.toml", "*", "\"way.1\" = '''x'''", &["unknown-file content/laozi/german.toml:1"]),
    ("page without title", "content/pages/about.en.md", "*", "No title\n", &["page-title content/pages/about.en.md:1"]),
    ("page without language", "content/pages/about.md", "*", "# About\n", &["page-name content/pages/about.md:1"]),
];

/// The small edition without its seeds.
fn edition() -> BTreeMap<String, String> {
    let folder = crate::support::root().join("tests/editions/seeds");
    crate::support::files_below(&folder, "")
        .into_iter()
        .filter(|(path, _)| !path.starts_with("seeds/") && !path.starts_with("expected/"))
        .map(|(path, text)| (path, text.replace("seed = \"", "publisher = \"")))
        .collect()
}

/// Builds: the exit code, and the errors: `code file:line`.
fn build(home: &Path) -> (Option<i32>, Vec<String>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    command.current_dir(home).args(["build", "--format", "json", "--threads", "1"]);
    let output = command.output().unwrap();
    let said = std::str::from_utf8(&output.stdout).unwrap();
    let line = |line: &str| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        let told = format!(
            "{} {}:{}",
            finding["code"].as_str().unwrap(),
            finding["file"].as_str().unwrap_or("-"),
            finding["line"]
        );
        (finding["severity"] == "error").then_some(told)
    };
    (output.status.code(), said.lines().filter_map(line).collect())
}

#[test]
fn each_kind_of_broken_input_is_told_once_at_its_line_and_changes_nothing() {
    assert!(CASES.len() >= 60, "{} kinds", CASES.len());
    let home = tempfile::tempdir().unwrap();
    let edition = edition();
    for (path, text) in &edition {
        put(home.path(), path, text);
    }
    assert_eq!(build(home.path()), (Some(0), vec![]));
    let public = snapshot(&home.path().join("public"));
    let mut faults = Vec::new();
    for (name, path, from, to, expected) in CASES {
        let old = edition.get(*path);
        let new = match old {
            Some(old) if *from != "*" => {
                assert!(old.contains(from), "{name}: {path} holds no `{from}`");
                old.replacen(from, to, 1)
            }
            _ => (*to).to_owned(),
        };
        put(home.path(), path, &new);
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
        match old {
            Some(old) => put(home.path(), path, old),
            None => std::fs::remove_file(home.path().join(path)).unwrap(),
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// One change of the bytes of a file: at a place, some bytes are taken out and others put in.
fn changed(bytes: &[u8], (at, cut, put): (usize, usize, &[u8])) -> Vec<u8> {
    let start = at % (bytes.len() + 1);
    let end = (start + cut).min(bytes.len());
    [&bytes[..start], put, &bytes[end..]].concat()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn no_change_of_bytes_makes_the_pipeline_panic(
        changes in proptest::collection::vec(
            (
                0usize..16,
                proptest::prelude::any::<usize>(),
                0usize..12,
                proptest::sample::select(vec![
                    "", "'", "'''", "\"", "[", "]", "{", "}", "=", "\n", ",", "#", "*", "[[note]]\n",
                    "-1", "99999999999999999999", "2023-02-27", "“", "数", "\u{0}", "\r", "\u{feff}",
                    "id = ''\n", "\\", "( ", "<b>", "🙂", "e\u{301}",
                ]),
            ),
            1..4,
        )
    ) {
        let mut tree = duizhao::pipeline::SourceTree::default();
        let folder = crate::support::root().join("tests/editions/seeds");
        for path in crate::support::paths_below(&folder) {
            let name = crate::support::relative(&folder, &path);
            if !name.starts_with("expected/") {
                tree.insert(&name, std::fs::read(&path).unwrap());
            }
        }
        let names: Vec<Arc<str>> = tree.files.keys().cloned().collect();
        for (file, at, cut, put) in changes {
            let name = &names[file % names.len()];
            let old = tree.files[name].clone().unwrap();
            tree.insert(name, changed(&old, (at, cut, put.as_bytes())));
        }
        let outcome = duizhao::pipeline::run(&tree, duizhao::pipeline::Goal::Build);
        let errors = duizhao::diag::count(outcome.diagnostics()).0;
        // Every printer shows whatever was found.
        let _ = crate::support::findings(&outcome);
        let _ = duizhao::diag::github::render(outcome.diagnostics(), &outcome.sources);
        let _ = duizhao::diag::sarif::render(
            outcome.diagnostics(),
            &outcome.sources,
            duizhao::pipeline::about,
        );
        proptest::prop_assert_eq!(errors == 0, outcome.site.is_some());
    }
}
