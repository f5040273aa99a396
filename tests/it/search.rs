//! Search: the built index, asked by the script that readers get, against a plain scan of the texts.

use crate::support::root;

use duizhao::load;
use duizhao::model::Edition;
use duizhao::render::search::Index;
use duizhao::render::search::Limits;

use std::fmt::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

/// Limits under which a small edition is cut as a great one is.
const NARROW: Limits = Limits { frequent: 12, prefix: 40, longest: 3, shard: 512, names: 1 };

fn edition() -> Edition {
    load::edition(&load::tree::read(root())).edition.unwrap()
}

/// Writes the index and, for the scan, all readings; the folder.
fn written(edition: &Edition, limits: Limits, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let index = Index::new(edition, limits);
    for (n, path) in index.paths().iter().enumerate() {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, index.render(edition, n)).unwrap();
    }
    std::fs::write(folder.join("readings.json"), readings(edition)).unwrap();
    folder
}

fn readings(edition: &Edition) -> String {
    let mut lines = Vec::new();
    for document in &edition.documents {
        for segment in &document.segments {
            for (witness, reading) in document.witnesses.iter().zip(&segment.readings) {
                let Some(text) = reading.text() else { continue };
                let facts = [document.id.as_str(), segment.id.as_str(), witness.id.as_str()];
                let lang = witness.lang.as_str();
                lines.push(serde_json::json!([facts, lang, text.raw]).to_string());
            }
        }
    }
    format!("[{}]", lines.join(",\n"))
}

/// Runs the browser's tests of search over a folder of index files.
fn ask(folder: &Path) {
    let output = Command::new("node")
        .args(["--test", "tests/web/search.test.mjs"])
        .current_dir(root())
        .env("DUIZHAO_INDEX", folder)
        .output()
        .expect("the tests of scripts need node");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}");
}

#[test]
fn search_finds_what_a_plain_scan_finds() {
    ask(&written(&edition(), Limits::default(), "search"));
}

#[test]
fn search_finds_the_same_where_nearly_all_is_frequent() {
    ask(&written(&edition(), NARROW, "search-narrow"));
}

#[test]
fn the_index_does_not_depend_on_the_number_of_threads() {
    let edition = edition();
    let render = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let index = pool.install(|| Index::new(&edition, NARROW));
        let mut all = String::new();
        for (n, path) in index.paths().iter().enumerate() {
            let bytes = index.render(&edition, n);
            let _ = writeln!(all, "{path} {}", String::from_utf8(bytes).unwrap());
        }
        all
    };
    assert_eq!(render(1), render(4));
}
