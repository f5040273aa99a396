//! Imports go downwards and in no circles; this is read from the text of `src/`.
//!
//! In: every file below `src/`. Out: a list of faults that name file and line. Code of tests
//! (`#[cfg(test)]` modules, in the file or in one of their own) may import what it needs, and is passed over.

mod imports;
mod scan;

use self::imports::Import;
use crate::support::files_below;
use crate::support::root;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What each part of the crate may import besides itself: the whole list.
///
/// `main` is `main.rs`; `lib.rs` only declares the parts.
const MAY_IMPORT: [(&str, &[&str]); 14] = [
    ("main", &["cli"]),
    ("cli", &["serve", "pipeline", "exchange", "output", "diag"]),
    ("serve", &["pipeline", "output"]),
    ("pipeline", &["load", "annotate", "check", "render", "exchange", "model", "output", "diag"]),
    ("render", &["annotate", "model", "text", "output", "diag"]),
    ("check", &["annotate", "model", "format", "text", "diag"]),
    ("exchange", &["annotate", "model", "format", "text", "output", "diag"]),
    ("annotate", &["model", "text"]),
    ("load", &["model", "format", "diag", "text"]),
    ("model", &["diag"]),
    ("diag", &["text"]),
    ("format", &[]),
    ("text", &[]),
    ("output", &[]),
];

/// Narrower than the table: from a part, only these names of another part.
const ONLY: [(&str, &str, &[&str]); 1] = [("model", "diag", &["Span", "source::Span"])];

/// The files of a crate: path below `src/` → text.
type Sources = BTreeMap<String, String>;

#[test]
fn imports_go_downwards_and_in_no_circles() {
    let sources: Sources = files_below(&root().join("src"), "rs").into_iter().collect();
    assert!(sources.contains_key("lib.rs"), "no sources were read");
    let faults = faults(&sources);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_table_itself_has_no_circles() {
    let edges = MAY_IMPORT
        .iter()
        .flat_map(|(from, to)| to.iter().map(|to| ((*from).to_owned(), (*to).to_owned())))
        .collect();
    assert_eq!(circle(&edges), None);
}

/// All faults of the sources, sorted.
fn faults(sources: &Sources) -> Vec<String> {
    let mut faults = BTreeSet::new();
    let mut edges: BTreeSet<(String, String)> = BTreeSet::new();
    let known = imports::Modules::new(sources);
    for (path, text) in sources {
        let (found, style) = known.imports(path, text);
        faults.extend(style.into_iter().map(|(line, what)| format!("src/{path}:{line}: {what}")));
        for import in found {
            let from = part_of_file(path);
            if from == "lib" {
                continue;
            }
            if let Some(fault) = forbidden(from, &import) {
                faults.insert(format!("src/{path}:{}: {fault}", import.line));
            }
            if let Some(target) = known.file_of(&import.path)
                && target != *path
                && part_of_file(&target) == from
            {
                edges.insert((path.clone(), target));
            }
        }
    }
    if let Some(files) = circle(&edges) {
        let files: Vec<_> = files.iter().map(|file| format!("src/{file}")).collect();
        faults.insert(format!("circle: {}", files.join(" → ")));
    }
    faults.into_iter().collect()
}

/// Why a part may not have this import, or `None`.
fn forbidden(from: &str, import: &Import) -> Option<String> {
    let to = import.path.first().map_or("", String::as_str);
    if from == to {
        return None;
    }
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(part, _)| *part == from) else {
        return Some(format!("the part `{from}` is not in the table of tests/it/architecture.rs"));
    };
    if !allowed.contains(&to) {
        let list = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
        return Some(format!("`{from}` may not import `{to}` (it may import: {list})"));
    }
    let (_, _, names) = ONLY.iter().find(|(f, t, _)| *f == from && *t == to)?;
    let name = import.path[1..].join("::");
    (!names.contains(&name.as_str()))
        .then(|| format!("`{from}` may import only {} from `{to}`, not `{name}`", names.join(", ")))
}

/// `cli/build.rs` and `cli.rs` belong to the part `cli`.
fn part_of_file(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// A circle in a graph, if there is one: its nodes, the first repeated at the end.
fn circle(edges: &BTreeSet<(String, String)>) -> Option<Vec<String>> {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in edges {
        next.entry(from).or_default().push(to);
    }
    let mut done = BTreeSet::new();
    for start in next.keys() {
        let mut trail = Vec::new();
        if let Some(found) = walk(start, &next, &mut trail, &mut done) {
            return Some(found);
        }
    }
    None
}

fn walk<'a>(
    node: &'a str,
    next: &BTreeMap<&'a str, Vec<&'a str>>,
    trail: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
) -> Option<Vec<String>> {
    if let Some(at) = trail.iter().position(|seen| *seen == node) {
        let circle = trail[at..].iter().chain([&node]);
        return Some(circle.map(|node| (*node).to_owned()).collect());
    }
    if done.contains(node) {
        return None;
    }
    trail.push(node);
    for to in next.get(node).into_iter().flatten() {
        if let Some(found) = walk(to, next, trail, done) {
            return Some(found);
        }
    }
    trail.pop();
    done.insert(node);
    None
}

/// Fake sources: each file after a line `//- path`; the faults, one a line.
#[track_caller]
fn check(fixture: &str, expected: &[&str]) {
    let mut sources = Sources::new();
    for part in fixture.split("//- ").skip(1) {
        let (path, text) = part.split_once('\n').unwrap();
        sources.insert(path.trim().to_owned(), text.to_owned());
    }
    let found = faults(&sources);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.contains(expected), "{found}\ndoes not say\n{expected}");
    }
}

#[test]
fn imports_of_the_table_are_allowed() {
    check(
        "//- load/tree.rs\nuse crate::model::Edition;\nuse crate::diag::Span;\nuse std::fmt;\n\
         //- model/mod.rs\nuse crate::diag::Span;\n//- diag/mod.rs\npub struct Span;\n",
        &[],
    );
}

#[test]
fn an_import_upwards_is_a_fault() {
    check(
        "//- model/mod.rs\n\nuse crate::load::tree::SourceTree;\n",
        &["src/model/mod.rs:2: `model` may not import `load` (it may import: diag)"],
    );
    check("//- text/mod.rs\npub use crate::diag::Span;\n", &["`text` may not import `diag`"]);
    check("//- main.rs\nuse duizhao::load::tree;\n", &["`main` may not import `load`"]);
    check("//- annotate.rs\nuse crate::check::rule;\n", &["`annotate` may not import `check`"]);
    check("//- model/mod.rs\nuse crate::diag::Diagnostic;\n", &["only Span"]);
    check("//- helper.rs\nuse crate::text::fold;\n", &["`helper` is not in the table"]);
}

#[test]
fn a_type_named_by_its_full_path_is_an_import() {
    check(
        "//- annotate/mod.rs\nfn f(x: crate::load::tree::SourceTree) {}\n",
        &["`annotate` may not import `load`", "inline path `crate::load::tree::SourceTree`"],
    );
    check(
        "//- load/mod.rs\nfn f() {\n    crate::text::fold(1)\n}\n",
        &["src/load/mod.rs:2: inline path"],
    );
}

#[test]
fn paths_through_super_are_imports_too() {
    check("//- model/mod.rs\nuse super::load::tree;\n", &["`model` may not import `load`"]);
    check("//- model/id.rs\nfn f() { super::super::cli::run() }\n", &["`super::super`"]);
    check("//- model/id.rs\nuse super::super::cli::run;\n", &["`super::super`"]);
}

#[test]
fn groups_and_globs_are_faults() {
    check("//- load/mod.rs\nuse crate::{model, text};\n", &["one path per `use` line"]);
    check("//- load/mod.rs\nuse crate::model::{Edition,\n Term};\n", &["one path per `use` line"]);
    check("//- load/mod.rs\nuse crate::model::*;\n", &["no glob"]);
    check("//- load/a.rs\nuse super::*;\n", &["no glob"]);
    check("//- load/mod.rs\nuse std::collections::*;\n", &["no glob"]);
}

#[test]
fn files_of_one_part_in_a_circle_are_a_fault() {
    check(
        "//- load/mod.rs\npub mod a;\npub mod b;\n//- load/a.rs\nuse crate::load::b::f;\n\
         //- load/b.rs\nuse super::a::g;\n",
        &["circle: src/load/a.rs → src/load/b.rs → src/load/a.rs"],
    );
    check(
        "//- load/mod.rs\npub mod a;\npub fn f() { a::g() }\n//- load/a.rs\nuse crate::load::f;\n",
        &["circle: src/load/a.rs → src/load/mod.rs → src/load/a.rs"],
    );
}

#[test]
fn a_name_passed_on_by_its_parent_leads_to_the_file_that_has_it() {
    check(
        "//- diag/mod.rs\npub mod human;\npub mod source;\npub use crate::diag::source::Span;\n\
         //- diag/human.rs\nuse crate::diag::Span;\n//- diag/source.rs\npub struct Span;\n",
        &[],
    );
    check(
        "//- diag/mod.rs\npub mod human;\npub mod source;\npub use crate::diag::source::Span;\n\
         //- diag/human.rs\nuse crate::diag::Span;\n//- diag/source.rs\nuse crate::diag::human;\n",
        &["circle: src/diag/human.rs → src/diag/source.rs → src/diag/human.rs"],
    );
}

#[test]
fn comments_strings_and_tests_are_no_imports() {
    check(
        "//- text/mod.rs\n//! See [`crate::load::tree`].\n/* use crate::cli; */\n\
         const A: &str = \"use crate::cli;\";\nconst B: &str = r#\"crate::cli \" x\"#;\n\
         const C: char = '\"';\npub(crate) fn f<'a>(x: &'a str) {}\n\
         #[cfg(test)]\nmod tests {\n    use super::*;\n    use crate::diag::Span;\n}\n\
         #[cfg(test)]\nmod tests_of_folds;\n#[cfg(test)]\npub(crate) mod fixture;\n\
         //- text/tests_of_folds.rs\nuse super::*;\nuse crate::load::tree;\n\
         //- text/fixture.rs\nuse crate::load::tree;\n",
        &[],
    );
    check(
        "//- text/mod.rs\n#[cfg(test)]\nmod tests {\n use super::*;\n}\nuse crate::diag::Span;\n",
        &["src/text/mod.rs:5"],
    );
}
