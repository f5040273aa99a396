//! Every file of every edition is what its JSON Schema says, and a stray key is not.

use crate::support::root;

use duizhao::exchange::schema;
use duizhao::exchange::schema::Kind;
use jsonschema::Validator;
use serde_json::Value;

use std::collections::BTreeMap;

fn validators() -> BTreeMap<Kind, Validator> {
    let make = |kind| jsonschema::validator_for(&schema::schema(kind)).unwrap();
    Kind::ALL.into_iter().map(|kind| (kind, make(kind))).collect()
}

/// A TOML value as editors of TOML give it to a schema: dates are strings.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.iter().map(json).collect(),
        toml::Value::Table(table) => {
            table.iter().map(|(key, value)| (key.clone(), json(value))).collect()
        }
        other => serde_json::to_value(other).unwrap(),
    }
}

/// The files of an edition that have a schema: path → text.
fn files(edition: &std::path::Path) -> Vec<(Kind, String, String)> {
    let paths = walkdir::WalkDir::new(edition).into_iter().flatten();
    let named = paths.filter_map(|entry| {
        let below = entry.path().strip_prefix(edition).ok()?.to_str()?.to_owned();
        Some((Kind::of(&below)?, below, std::fs::read_to_string(entry.path()).ok()?))
    });
    named.collect()
}

fn errors(validator: &Validator, text: &str) -> Vec<String> {
    let table: toml::Value =
        toml::Value::Table(text.trim_start_matches('\u{feff}').parse().unwrap());
    validator.iter_errors(&json(&table)).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

#[test]
fn every_file_of_every_sound_edition_is_valid() {
    let validators = validators();
    let mut editions = vec![root().to_owned()];
    for entry in std::fs::read_dir(root().join("tests/editions")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.file_name().unwrap().to_str().unwrap().starts_with("broken-") {
            editions.push(path);
        }
    }
    let mut seen = BTreeMap::new();
    for edition in &editions {
        for (kind, path, text) in files(edition) {
            let found = errors(&validators[&kind], &text);
            assert!(found.is_empty(), "{}/{path}: {found:#?}", edition.display());
            *seen.entry(kind).or_insert(0) += 1;
        }
    }
    let ledger = "terms = [\"a\"]\n[document.a]\nsegments = [\"x\"]\n[[alias]]\nkind = \"segment\"\ndocument = \"a\"\nfrom = \"y\"\nto = \"x\"\n";
    assert_eq!(errors(&validators[&Kind::Ledger], ledger), Vec::<String>::new());
    seen.insert(Kind::Ledger, 1);
    let missing: Vec<_> = Kind::ALL.iter().filter(|kind| !seen.contains_key(kind)).collect();
    assert!(editions.len() > 4 && missing.is_empty(), "{seen:?} without {missing:?}");
}

#[test]
fn a_stray_key_is_not_valid_anywhere() {
    let validators = validators();
    for (kind, path, text) in files(root()) {
        let found = errors(&validators[&kind], &format!("stray = 1\n{text}"));
        assert!(!found.is_empty(), "{path}");
    }
    let cases = [
        (
            Kind::Notes,
            "[[note]]\nid = \"a\"\nkind = \"textual\"\nbody = {}\nat = { segment = \"a\", witness = \"b\", quote = \"c\", x = 1 }\n",
        ),
        (
            Kind::Notes,
            "[[note]]\nid = \"a\"\nkind = \"odd\"\nbody = {}\nat = { segment = \"a\", witness = \"b\", quote = \"c\" }\n",
        ),
        (
            Kind::Notes,
            "[[note]]\nid = \"a\"\nkind = \"textual\"\nbody = {}\nat = { segment = \"a\", witness = \"b\" }\n",
        ),
        (
            Kind::Notes,
            "[[note]]\nid = \"a\"\nkind = \"textual\"\nbody = {}\nat = { segment = \"a\", witness = \"b\", quote = \"c\", occurrence = 0 }\n",
        ),
        (Kind::Review, "[english]\n\"a\" = { state = \"done\" }\n"),
        (Kind::Review, "[english]\n\"a\" = { source = \"0\" }\n"),
        (Kind::Review, "[english]\n\"a\" = { state = \"checked\", confidence = \"82%\" }\n"),
        (Kind::Readings, "\"a\" = { absent = \"gone\" }\n"),
        (Kind::Readings, "\"A b\" = \"words\"\n"),
        (Kind::Document, "id = \"a\"\ntitle = {}\nbody = [[]]\nwitness = []\n"),
        (Kind::Site, "title = {}\nlanguages = [\"en\"]\ncheck = { x = \"loud\" }\n"),
    ];
    for (kind, text) in cases {
        assert!(!errors(&validators[&kind], text).is_empty(), "{kind:?}: {text}");
    }
}

#[test]
fn files_with_a_word_or_key_that_is_none_are_not_valid() {
    let validators = validators();
    for case in ["broken-unknown-key", "broken-missing-key", "broken-word", "broken-wrong-type"] {
        let found: Vec<_> = files(&root().join("tests/editions").join(case))
            .iter()
            .flat_map(|(kind, _, text)| errors(&validators[kind], text))
            .collect();
        assert!(!found.is_empty(), "{case}");
    }
}
