//! The imports of a file, with the file that each of them leads to.

use super::Sources;
use super::scan;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A path below the crate's root that a file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Import {
    /// Line, from 1.
    pub(super) line: usize,
    /// `["diag", "Span"]` for `crate::diag::Span`.
    pub(super) path: Vec<String>,
    /// Whether it only passes the name on: `pub use`.
    passed_on: bool,
}

/// Faults of style with their lines.
type Style = Vec<(usize, String)>;

/// All modules of the crate.
pub(super) struct Modules {
    /// `diag::source` → `diag/source.rs`.
    files: BTreeMap<String, String>,
    /// `diag::Span` → `diag::source::Span`.
    passed_on: BTreeMap<String, Vec<String>>,
    /// `annotate::fixture` where its parent says `#[cfg(test)] mod fixture;`.
    of_tests: BTreeSet<String>,
}

impl Modules {
    /// Reads what every file is and passes on.
    pub(super) fn new(sources: &Sources) -> Self {
        let files = sources.keys().map(|path| (module(path).join("::"), path.clone())).collect();
        let of_tests = sources.iter().flat_map(|(path, text)| {
            let here = module(path);
            scan::test_modules(text).map(move |name| [here.join("::"), name].join("::"))
        });
        let of_tests = of_tests.collect();
        let mut modules = Self { files, passed_on: BTreeMap::new(), of_tests };
        for (path, text) in sources {
            for import in modules.imports(path, text).0.into_iter().filter(|i| i.passed_on) {
                let name = import.path.last().cloned().unwrap_or_default();
                let mut here = module(path);
                here.push(name);
                modules.passed_on.insert(here.join("::"), import.path);
            }
        }
        modules
    }

    /// The file in which a path ends, through the names that are passed on.
    pub(super) fn file_of(&self, path: &[String]) -> Option<String> {
        let mut path = path;
        for _ in 0..8 {
            let passed_on = (1..=path.len()).rev().find_map(|n| self.passed_on.get(&key(path, n)));
            match passed_on {
                Some(target) => path = target,
                None => break,
            }
        }
        (1..=path.len()).rev().find_map(|n| self.files.get(&key(path, n))).cloned()
    }

    /// The imports of a file, and what is wrong with how they are written.
    pub(super) fn imports(&self, path: &str, text: &str) -> (Vec<Import>, Style) {
        let here = module(path);
        if path.ends_with("tests.rs") || self.of_tests.contains(&here.join("::")) {
            return (Vec::new(), Vec::new());
        }
        let code = scan::code(text);
        let children = children(&code);
        let mut imports = Vec::new();
        let mut style = Vec::new();
        let mut offset = 0;
        for statement in code.split_inclusive([';', '{', '}']) {
            let start = offset + statement.len() - statement.trim_start().len();
            offset += statement.len();
            let line = line_of(&code, start);
            match used(statement) {
                Some((passed_on, _)) => {
                    let rest = &code[start..];
                    let whole = rest.split(';').next().unwrap_or(rest);
                    let used = used(whole).map_or("", |(_, path)| path);
                    if let Some(fault) = fault_of_use(used) {
                        style.push((line, fault));
                    }
                    let path = absolute(used, &here, &children);
                    imports.extend(path.map(|path| Import { line, path, passed_on }));
                }
                None => inline(statement, &mut |at, found| {
                    let line = line_of(&code, offset - statement.len() + at);
                    if found.contains("super::super") {
                        style.push((line, "no `super::super`".to_owned()));
                    } else if found.starts_with("crate::") {
                        style.push((line, format!("inline path `{found}`: import it by `use`")));
                    }
                    let path = absolute(found, &here, &children);
                    imports.extend(path.map(|path| Import { line, path, passed_on: false }));
                }),
            }
        }
        (imports, style)
    }
}

fn key(path: &[String], n: usize) -> String {
    path[..n].join("::")
}

/// `diag/source.rs` → `["diag", "source"]`, `diag/mod.rs` → `["diag"]`, `lib.rs` → `[]`.
fn module(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    if path == "lib" {
        return Vec::new();
    }
    path.split('/').map(str::to_owned).collect()
}

fn children(code: &str) -> BTreeSet<&str> {
    code.split(';')
        .filter_map(|statement| statement.rsplit_once("mod "))
        .filter(|(before, _)| before.is_empty() || before.ends_with([' ', '\n', '}']))
        .map(|(_, name)| name.trim())
        .filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'))
        .collect()
}

fn line_of(code: &str, offset: usize) -> usize {
    code[..offset].matches('\n').count() + 1
}

/// The path of a `use` statement and whether it is `pub use`; attributes before it are skipped.
fn used(statement: &str) -> Option<(bool, &str)> {
    let mut text = statement.trim();
    while text.starts_with("#[") {
        text = text.split_once(']')?.1.trim_start();
    }
    let (public, text) = match text.strip_prefix("pub") {
        Some(rest) => (true, after_scope(rest).trim_start()),
        None => (false, text),
    };
    let path = text.strip_prefix("use")?;
    path.starts_with(char::is_whitespace)
        .then(|| (public, path.trim().trim_end_matches([';', '{'])))
}

/// Skips `(crate)` of `pub(crate)`.
fn after_scope(rest: &str) -> &str {
    match rest.strip_prefix('(') {
        Some(inside) => inside.split_once(')').map_or(rest, |(_, after)| after),
        None => rest,
    }
}

fn fault_of_use(path: &str) -> Option<String> {
    let ours = ["crate::", "super::", "self::", "duizhao::"];
    if path.contains("super::super") {
        return Some("no `super::super`".to_owned());
    }
    if path.ends_with('*') {
        return Some(format!("no glob: `{path}`"));
    }
    let grouped = path.contains('{') && ours.iter().any(|prefix| path.starts_with(prefix));
    grouped.then(|| format!("one path per `use` line: `{}`", path.replace('\n', " ")))
}

/// Calls back for each path inside other code that may lead to a module of the crate.
fn inline(code: &str, found: &mut impl FnMut(usize, &str)) {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let mut at = 0;
    while let Some(start) = code[at..].find(is_path).map(|n| at + n) {
        let end = code[start..].find(|c| !is_path(c)).map_or(code.len(), |n| start + n);
        let path = &code[start..end];
        let in_macro = code[..start].ends_with('$');
        if path.contains("::") && !path.starts_with(':') && !in_macro {
            found(start, path.trim_end_matches(':'));
        }
        at = end;
    }
}

/// The path below the crate's root, if it stays in the crate.
fn absolute(path: &str, here: &[String], children: &BTreeSet<&str>) -> Option<Vec<String>> {
    let path = path.split_once(" as ").map_or(path, |(path, _)| path);
    let path = path.split(['{', '*']).next().unwrap_or(path);
    let mut names = path.split("::").map(str::trim).filter(|name| !name.is_empty());
    let first = names.next()?;
    let mut out: Vec<String> = match first {
        "crate" | "duizhao" => Vec::new(),
        "self" => here.to_vec(),
        "super" => here[..here.len().saturating_sub(1)].to_vec(),
        child if children.contains(child) => [here, &[child.to_owned()]].concat(),
        _ => return None,
    };
    out.extend(names.filter(|name| *name != "super").map(str::to_owned));
    (!out.is_empty()).then_some(out)
}
