//! Whole small editions: `tests/editions/<case>/` is an edition, its `expected/` what comes of it.
//!
//! `expected/stderr.txt` holds the findings (no file: there are none); any other file the text
//! between `<main>` and `</main>` of the page of that path. `UPDATE=1` writes them anew; a case
//! without pages in `expected/` that builds is given all of its pages.

use crate::html::Page;
use crate::support::files_below;
use crate::support::files_of;
use crate::support::findings;
use crate::support::root;
use crate::support::run;

use duizhao::diag;
use duizhao::pipeline::Goal;

use std::collections::BTreeMap;
use std::path::Path;

/// Expected or actual files of a case: path below `expected/` → text.
type Files = BTreeMap<String, String>;

#[test]
fn every_small_edition_gives_what_is_expected() {
    let folder = root().join("tests/editions");
    let mut cases: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|c| c.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 30, "only {} cases", cases.len());
    let faults: Vec<String> = cases.iter().flat_map(|case| faults_of(case)).collect();
    assert!(
        faults.is_empty(),
        "\n{}\n(`UPDATE=1` writes the expectations anew)",
        faults.join("\n")
    );
}

fn faults_of(case: &Path) -> Vec<String> {
    let name = case.file_name().unwrap().to_str().unwrap();
    let expected: Files = if case.join("expected").exists() {
        files_below(&case.join("expected"), "").into_iter().collect()
    } else {
        Files::new()
    };
    let outcome = run(case, Goal::Build);
    let (errors, _) = diag::count(outcome.diagnostics());
    let made = outcome.site.as_ref().map_or(Ok(BTreeMap::new()), files_of);
    let said = format!("{}{}", findings(&outcome), made.as_ref().err().map_or("", |fault| fault));
    let broken = name.starts_with("broken-");
    let mut faults = Vec::new();
    if broken != (errors > 0 || made.is_err()) {
        faults.push(format!("{name}: {errors} errors\n{said}"));
    }
    if (errors > 0) == outcome.site.is_some() {
        faults.push(format!("{name}: a site is made exactly when there is no error"));
    }
    let actual = actual(&made.unwrap_or_default(), &said, &expected);
    if std::env::var_os("UPDATE").is_some() {
        update(&case.join("expected"), &actual);
    } else {
        faults.extend(differences(name, &expected, &actual));
    }
    faults
}

/// What came of a case, for the pages that are expected.
fn actual(pages: &BTreeMap<String, Vec<u8>>, findings: &str, expected: &Files) -> Files {
    let all = !expected.keys().any(|path| path.ends_with(".html"));
    let mut actual: Files = pages
        .iter()
        .filter(|(path, _)| path.ends_with(".html") && (all || expected.contains_key(*path)))
        .map(|(path, bytes)| (path.clone(), main_of(path, bytes)))
        .collect();
    if !findings.is_empty() {
        actual.insert("stderr.txt".to_owned(), findings.to_owned());
    }
    actual
}

fn main_of(path: &str, bytes: &[u8]) -> String {
    let source = std::str::from_utf8(bytes).unwrap();
    let page = Page::parse(source).unwrap_or_else(|fault| panic!("{path}: {fault}"));
    let main = page.named("main").next().unwrap_or_else(|| panic!("{path} has no <main>"));
    format!("{}\n", page.inside(main).trim())
}

#[track_caller]
fn update(folder: &Path, actual: &Files) {
    if folder.exists() {
        std::fs::remove_dir_all(folder).unwrap();
    }
    for (path, text) in actual {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn differences(name: &str, expected: &Files, actual: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    for path in expected.keys().chain(actual.keys().filter(|path| !expected.contains_key(*path))) {
        let (expected, actual) = (expected.get(path), actual.get(path));
        if expected != actual {
            let (old, new) = (expected.map_or("", |s| s), actual.map_or("", |s| s));
            faults.push(format!("{name}/expected/{path}:\n{}", difference(old, new)));
        }
    }
    faults
}

fn difference(old: &str, new: &str) -> String {
    let diff = similar::TextDiff::from_lines(old, new);
    diff.unified_diff().context_radius(2).header("expected", "actual").to_string()
}
