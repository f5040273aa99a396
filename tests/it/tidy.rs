//! The house rules that can be read from the text of the files.

use crate::support::files_below;
use crate::support::relative;
use crate::support::root;

use duizhao::diag::SourceMap;
use duizhao::model::Lang;
use duizhao::render::theme;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Folders that are not part of the repository.
const FOREIGN: [&str; 5] = [".git", "target", "public", "node_modules", "shots"];

/// More lines than this are a second file.
const MOST_LINES: usize = 400;

/// A rule: a line of a file to what is wrong with it.
type Rule = fn(&str) -> Option<String>;

/// All text files of the repository: path → text.
fn repository() -> Vec<(String, String)> {
    let walk = walkdir::WalkDir::new(root()).sort_by_file_name().into_iter();
    walk.filter_entry(|e| e.depth() == 0 || !FOREIGN.contains(&e.file_name().to_str().unwrap()))
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let text = String::from_utf8(std::fs::read(entry.path()).unwrap()).ok()?;
            Some((relative(root(), entry.path()), text))
        })
        .collect()
}

fn rust_files() -> impl Iterator<Item = (String, String)> {
    repository().into_iter().filter(|(path, _)| path.ends_with(".rs"))
}

/// Applies a rule to every line of some files and fails with all faults.
#[track_caller]
fn check_lines(files: impl Iterator<Item = (String, String)>, rule: Rule) {
    let mut faults = Vec::new();
    let mut read = 0;
    for (path, text) in files {
        read += 1;
        faults.extend(faults_of_lines(&path, &text, rule));
    }
    assert!(read > 0, "no file was read");
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn faults_of_lines(path: &str, text: &str, rule: Rule) -> Vec<String> {
    let lines = text.lines().enumerate();
    lines
        .filter_map(|(i, line)| rule(line).map(|what| format!("{path}:{}: {what}", i + 1)))
        .collect()
}

#[test]
fn every_rust_file_says_what_it_is_for_and_is_short() {
    let mut faults = Vec::new();
    for (path, text) in rust_files() {
        faults.extend(fault_of_file(&text).map(|what| format!("{path}: {what}")));
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn fault_of_file(text: &str) -> Option<String> {
    let first = text.lines().next().unwrap_or_default();
    if !first.starts_with("//! ") || first.len() < 15 {
        return Some(
            "the first line is not a `//!` line that says what the file is for".to_owned(),
        );
    }
    let lines = text.lines().count();
    (lines > MOST_LINES).then(|| format!("{lines} lines; a file has at most {MOST_LINES}"))
}

#[test]
fn work_that_is_put_off_has_an_issue() {
    check_lines(repository().into_iter().filter(|(path, _)| is_ours(path)), put_off);
}

fn put_off(line: &str) -> Option<String> {
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let word = words.iter().find(|word| line.contains(**word))?;
    let after = line.split(word).nth(1).unwrap_or_default();
    let numbered = after.trim_start_matches(['(', ' ']).starts_with('#');
    (!numbered).then(|| format!("`{word}` without the number of an issue: `{word}(#12)`"))
}

#[test]
fn no_file_speaks_of_one_machine() {
    check_lines(repository().into_iter().filter(|(path, _)| is_ours(path)), machine_path);
}

/// Whether a path is written by us: neither an original nor made by a program.
fn is_ours(path: &str) -> bool {
    let made = ["Cargo.lock", "tests/web/package-lock.json"].contains(&path);
    let original = path.starts_with("seeds/") && path.ends_with(".txt");
    !(made || original || path.starts_with("LICENSE"))
}

fn machine_path(line: &str) -> Option<String> {
    let folders = ["root", "home", "Users", "tmp", "work", "var"].map(|name| format!("/{name}/"));
    for folder in &folders {
        for (at, _) in line.match_indices(folder.as_str()) {
            let before = line[..at].chars().next_back();
            if before.is_none_or(|c| c.is_whitespace() || "\"'`(=:,<[".contains(c)) {
                return Some(format!("a path of one machine: `{}`", &line[at..]));
            }
        }
    }
    None
}

#[test]
fn no_file_names_a_registry_of_packages() {
    check_lines(repository().into_iter().filter(|(path, _)| is_ours(path)), registry);
}

fn registry(line: &str) -> Option<String> {
    let hosts = [
        concat!("registry.npm", "js.org"),
        concat!("index.crates", ".io"),
        concat!("static.crates", ".io"),
        concat!("pypi", ".org"),
        concat!("pythonhosted", ".org"),
        concat!("deb.debian", ".org"),
    ];
    hosts.iter().find(|host| line.contains(**host)).map(|host| format!("names `{host}`"))
}

#[test]
fn lock_files_name_no_private_host() {
    let text = std::fs::read_to_string(root().join("tests/web/package-lock.json")).unwrap();
    assert!(!text.contains("\"resolved\""), "package-lock.json names hosts: see tests/web/.npmrc");
    let text = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let sources: BTreeSet<&str> = text.lines().filter(|l| l.starts_with("source = ")).collect();
    let index = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    assert_eq!(sources, BTreeSet::from([index]));
}

#[test]
fn ui_words_have_equal_keys_in_all_languages() {
    let folder = root().join("themes/default/strings");
    let files = files_below(&folder, "toml");
    assert!(files.len() >= 2, "there are {} files of UI words", files.len());
    let all: BTreeMap<&str, BTreeSet<String>> =
        files.iter().map(|(path, text)| (path.as_str(), keys(text))).collect();
    let every: BTreeSet<&String> = all.values().flatten().collect();
    for (path, keys) in &all {
        let missing: Vec<_> = every.iter().filter(|key| !keys.contains(**key)).collect();
        assert!(missing.is_empty(), "strings/{path} lacks {missing:?}");
    }
}

fn keys(text: &str) -> BTreeSet<String> {
    fn gather(prefix: &str, table: &toml::Table, out: &mut BTreeSet<String>) {
        for (key, value) in table {
            let key = format!("{prefix}{key}");
            match value {
                toml::Value::Table(inner) => gather(&format!("{key}."), inner, out),
                _ => {
                    out.insert(key);
                }
            }
        }
    }
    let mut out = BTreeSet::new();
    gather("", &text.parse().unwrap(), &mut out);
    out
}

#[test]
fn the_theme_in_the_program_is_the_folder() {
    let folder = root().join("themes/default");
    let languages = ["en", "zh"].map(|tag| Lang::new(tag).unwrap());
    let mut sink = Vec::new();
    let own: Vec<theme::File<'_>> = Vec::new();
    let sources = &mut SourceMap::default();
    let theme = theme::load(theme::DEFAULT, &languages, own, sources, &mut sink);
    let theme = theme.unwrap_or_else(|| panic!("{sink:?}"));
    let mut inside: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    inside.extend(
        theme.texts.iter().map(|(path, text)| (path.clone(), text.text.as_bytes().to_vec())),
    );
    inside.extend(theme.files.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec())));
    let files = files_below(&folder, "").into_iter();
    for (path, text) in files.filter(|(path, _)| path != "README.md") {
        if let Some(name) = path.strip_prefix("strings/") {
            let tag = Lang::new(name.trim_end_matches(".toml")).unwrap();
            let words = theme.strings.iter().find(|(lang, _)| *lang == tag);
            let words: BTreeSet<String> = words.unwrap().1.keys().cloned().collect();
            assert_eq!(words, keys(&text), "{path}");
        } else {
            assert!(
                inside.remove(&path) == Some(text.into_bytes()),
                "`{path}` is not as in the folder"
            );
        }
    }
    assert!(inside.is_empty(), "not in the folder: {:?}", inside.keys());
}

#[test]
fn the_default_theme_asks_no_other_site() {
    let files = files_below(&root().join("themes"), "").into_iter();
    check_lines(files, third_party);
}

fn third_party(line: &str) -> Option<String> {
    // Names of vocabularies look like addresses, but nobody fetches them.
    let names = ["http://www.w3.org/", "https://schema.org", "http://purl.org/"];
    let mut rest = line.to_owned();
    for name in names {
        rest = rest.replace(name, "");
    }
    let outside = ["http://", "https://", "url(//", "src=\"//", "href=\"//", "@import"];
    outside
        .iter()
        .find(|mark| rest.contains(**mark))
        .map(|mark| format!("`{mark}`: {}", line.trim()))
}

#[test]
fn the_rules_find_what_they_are_for() {
    let path = concat!("/ho", "me/someone/x");
    let cases: [(Rule, &str, bool); 12] = [
        (put_off, concat!("// TO", "DO: later"), true),
        (put_off, concat!("// TO", "DO(#12): later"), false),
        (put_off, "nothing", false),
        (machine_path, path, true),
        (machine_path, concat!("see `/ho", "me/someone`"), true),
        (machine_path, concat!("https://a.example/ho", "me/x"), false),
        (registry, concat!("https://registry.npm", "js.org/x"), true),
        (registry, "https://a.example/x", false),
        (third_party, "src: url(https://fonts.example/x.woff2)", true),
        (third_party, "@import 'x.css';", true),
        (third_party, "<svg xmlns=\"http://www.w3.org/2000/svg\">", false),
        (third_party, "a { color: red; }", false),
    ];
    for (rule, line, is_fault) in cases {
        assert_eq!(rule(line).is_some(), is_fault, "{line}");
    }
    assert!(fault_of_file("use std::fmt;\n").is_some());
    assert!(fault_of_file(&"//! What it is for.\n".repeat(401)).is_some());
    assert!(fault_of_file("//! What it is for.\n").is_none());
}

/// The codes that a file gives to findings: `Diagnostic::error("…")`, `flow::fail(common, "…")`.
fn codes(text: &str) -> BTreeSet<String> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = BTreeSet::new();
    for start in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::new(", "fail(common,"]
    {
        for rest in text.split(start).skip(1) {
            let word = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            found.extend(word.map(str::to_owned));
        }
    }
    found
}

#[test]
fn every_finding_can_be_explained() {
    let used: BTreeSet<String> = rust_files()
        .filter(|(path, _)| path.starts_with("src/"))
        .flat_map(|(_, text)| codes(&text))
        .collect();
    assert!(used.contains("broken-anchor") && used.contains("not-written"), "{used:?}");
    let unexplained: Vec<_> =
        used.iter().filter(|code| duizhao::pipeline::explain(code).is_err()).collect();
    // `usage` is what the program says of its own arguments.
    assert_eq!(unexplained, ["usage"]);
    let explained = duizhao::check::faults::FAULTS.iter().map(|fault| fault.code.to_owned());
    let unused: Vec<_> = explained.filter(|code| !used.contains(code)).collect();
    assert!(unused.is_empty(), "no finding has these names: {unused:?}");
}
