//! JSON Schemas of the files that editors write, for editors of TOML that complete and check.

use crate::format::document::Document;
use crate::format::glossary::Glossary;
use crate::format::ledger::Ledger;
use crate::format::links::Links;
use crate::format::manifest::Manifest;
use crate::format::notes::Notes;
use crate::format::recipe::Recipe;
use crate::format::review::Review;
use crate::format::site::Site;
use crate::format::targets::Targets;
use crate::model::Absence;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;
use serde_json::json;

use std::collections::BTreeMap;

/// The kinds of files that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `site.toml`.
    Site,
    /// `content/<document>/document.toml`.
    Document,
    /// `content/<document>/<witness>.toml`.
    Readings,
    /// `content/<document>/notes.toml`.
    Notes,
    /// `content/<document>/targets.toml`.
    Targets,
    /// `content/<document>/review.toml`.
    Review,
    /// `content/links.toml`.
    Links,
    /// `glossary/<theme>.toml`.
    Glossary,
    /// `published-ids.toml`.
    Ledger,
    /// `seeds/MANIFEST.toml`.
    Manifest,
    /// `seeds/<seed>.recipe.toml`.
    Recipe,
}

impl Kind {
    /// All kinds, in the order of the reference.
    pub const ALL: [Self; 11] = [
        Self::Site,
        Self::Document,
        Self::Readings,
        Self::Notes,
        Self::Targets,
        Self::Review,
        Self::Links,
        Self::Glossary,
        Self::Ledger,
        Self::Manifest,
        Self::Recipe,
    ];

    /// The word used on the command line and in names of files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Document => "document",
            Self::Readings => "readings",
            Self::Notes => "notes",
            Self::Targets => "targets",
            Self::Review => "review",
            Self::Links => "links",
            Self::Glossary => "glossary",
            Self::Ledger => "published-ids",
            Self::Manifest => "manifest",
            Self::Recipe => "recipe",
        }
    }

    /// The kind of a file, by its path below the edition's folder.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["site.toml"] => Some(Self::Site),
            ["published-ids.toml"] => Some(Self::Ledger),
            ["content", "links.toml"] => Some(Self::Links),
            ["content", _, "document.toml"] => Some(Self::Document),
            ["content", _, "notes.toml"] => Some(Self::Notes),
            ["content", _, "targets.toml"] => Some(Self::Targets),
            ["content", _, "review.toml"] => Some(Self::Review),
            ["content", folder, file] if *folder != "pages" && file.ends_with(".toml") => {
                Some(Self::Readings)
            }
            ["glossary", file] if file.ends_with(".toml") => Some(Self::Glossary),
            ["seeds", "MANIFEST.toml"] => Some(Self::Manifest),
            ["seeds", file] if file.ends_with(".recipe.toml") => Some(Self::Recipe),
            _ => None,
        }
    }

    /// The files of this kind as a pattern of paths, and those of the pattern that are of another.
    fn pattern(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Site => ("site.toml", &[]),
            Self::Document => ("content/*/document.toml", &[]),
            Self::Readings => (
                "content/*/*.toml",
                &[
                    "content/*/document.toml",
                    "content/*/notes.toml",
                    "content/*/targets.toml",
                    "content/*/review.toml",
                ],
            ),
            Self::Notes => ("content/*/notes.toml", &[]),
            Self::Targets => ("content/*/targets.toml", &[]),
            Self::Review => ("content/*/review.toml", &[]),
            Self::Links => ("content/links.toml", &[]),
            Self::Glossary => ("glossary/*.toml", &[]),
            Self::Ledger => ("published-ids.toml", &[]),
            Self::Manifest => ("seeds/MANIFEST.toml", &[]),
            Self::Recipe => ("seeds/*.recipe.toml", &[]),
        }
    }
}

/// The schema of a kind of files.
#[must_use]
pub fn schema(kind: Kind) -> Value {
    let mut schema = match kind {
        Kind::Site => of::<Site>(),
        Kind::Document => of::<Document>(),
        Kind::Readings => readings(),
        Kind::Notes => of::<Notes>(),
        Kind::Targets => of::<Targets>(),
        Kind::Review => of::<Review>(),
        Kind::Links => of::<Links>(),
        Kind::Glossary => of::<Glossary>(),
        Kind::Ledger => of::<Ledger>(),
        Kind::Manifest => of::<Manifest>(),
        Kind::Recipe => of::<Recipe>(),
    };
    if let Some(schema) = schema.as_object_mut() {
        let (pattern, _) = kind.pattern();
        schema.insert("title".to_owned(), json!(pattern));
    }
    schema
}

/// The schema of a kind of files as the text of a file.
#[must_use]
pub fn text(kind: Kind) -> String {
    format!("{:#}\n", schema(kind))
}

/// All schemas below a folder, and the configuration by which editors of TOML find them:
/// path → text.
#[must_use]
pub fn files(folder: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut wiring = "# Tells editors of TOML which schema belongs to which file; `duizhao schema --out` writes it.\n".to_owned();
    for kind in Kind::ALL {
        let path = format!("{folder}/{}.json", kind.as_str());
        let (include, exclude) = kind.pattern();
        wiring.push_str(&format!("\n[[rule]]\ninclude = [\"{include}\"]\n"));
        if !exclude.is_empty() {
            let exclude: Vec<_> = exclude.iter().map(|path| format!("\"{path}\"")).collect();
            wiring.push_str(&format!("exclude = [{}]\n", exclude.join(", ")));
        }
        wiring.push_str(&format!("schema.path = \"{path}\"\n"));
        out.insert(path, text(kind));
    }
    out.insert(".taplo.toml".to_owned(), wiring);
    out
}

/// Draft 7 is what editors of TOML read.
fn of<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    let mut value = std::mem::take(&mut schema).to_value();
    without_null(&mut value);
    value
}

/// TOML has no null: a key that may be missing is left out.
fn without_null(value: &mut Value) {
    let is_null = |value: &Value| value == "null" || *value == json!({ "type": "null" });
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_null),
        Value::Object(table) => {
            for key in ["type", "anyOf"] {
                let Some(Value::Array(choices)) = table.get_mut(key) else { continue };
                choices.retain(|choice| !is_null(choice));
                if let ("type", [only]) = (key, choices.as_slice()) {
                    let only = only.clone();
                    table.insert(key.to_owned(), only);
                }
            }
            table.values_mut().for_each(without_null);
        }
        _ => {}
    }
}

fn readings() -> Value {
    let kinds: Vec<&str> = Absence::ALL.iter().map(|kind| kind.as_str()).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "description": "The readings of a witness: segment id → its words, exactly as printed.",
        "type": "object",
        "propertyNames": { "pattern": "^[a-z0-9][a-z0-9.-]*$" },
        "additionalProperties": {
            "oneOf": [
                { "description": "The words, exactly as printed.", "type": "string", "minLength": 1 },
                {
                    "description": "No words, and why.",
                    "type": "object",
                    "properties": { "absent": { "enum": kinds } },
                    "required": ["absent"],
                    "additionalProperties": false,
                },
            ],
        },
    })
}

/// The keys of the table at a path of keys, in the order of the schema; empty where the keys are
/// the editor's own (language tags, ids).
#[must_use]
pub fn keys(schema: &Value, path: &[&str]) -> Vec<String> {
    let mut at = schema;
    for key in path {
        let Some(next) = step(schema, at, key) else { return Vec::new() };
        at = next;
    }
    let Some(table) = table(schema, at) else { return Vec::new() };
    let properties = table.get("properties").and_then(Value::as_object);
    properties.map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
}

/// Into the value of a key; arrays are passed through.
fn step<'s>(root: &'s Value, at: &'s Value, key: &str) -> Option<&'s Value> {
    let table = table(root, at)?;
    let named = table.get("properties").and_then(|keys| keys.get(key));
    named.or_else(|| table.get("additionalProperties").filter(|other| other.is_object()))
}

/// The table among what a value may be.
fn table<'s>(root: &'s Value, at: &'s Value) -> Option<&'s Value> {
    if at.get("properties").is_some()
        || at.get("additionalProperties").is_some_and(Value::is_object)
    {
        return Some(at);
    }
    if let Some(reference) = at.get("$ref").and_then(Value::as_str) {
        return table(root, root.pointer(reference.trim_start_matches('#'))?);
    }
    if let Some(items) = at.get("items") {
        return table(root, items);
    }
    ["anyOf", "oneOf", "allOf"]
        .iter()
        .filter_map(|word| at.get(word)?.as_array())
        .flatten()
        .find_map(|choice| table(root, choice))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_in_the_order_of_the_types() {
        let glossary = schema(Kind::Glossary);
        let keys = |path: &[&str]| keys(&glossary, path).join(" ");
        assert_eq!(keys(&[]), "theme term");
        let term =
            "id kind attested source forms match case gloss see exclude occurrence rendering";
        assert_eq!(keys(&["term"]), term);
        assert_eq!(keys(&["term", "forms"]), "");
        assert_eq!(keys(&["term", "forms", "zh"]), "form pinyin also");
        assert_eq!(keys(&["term", "exclude"]), "document segment witness quote occurrence");
        assert_eq!(keys(&["term", "gloss"]), "");
        assert_eq!(keys(&["nothing"]), "");
    }

    #[test]
    fn every_schema_describes_its_keys() {
        let free = [Kind::Readings, Kind::Review];
        for kind in Kind::ALL.into_iter().filter(|kind| !free.contains(kind)) {
            let schema = schema(kind);
            let keys = schema["properties"].as_object().unwrap();
            for (key, value) in keys {
                let value = value.to_string();
                assert!(value.contains("description"), "{kind:?} {key}: {value}");
            }
        }
    }

    #[test]
    fn no_schema_speaks_of_null() {
        for kind in Kind::ALL {
            assert!(!text(kind).contains("null"), "{kind:?}");
        }
    }

    #[test]
    fn every_kind_of_file_is_wired_to_its_schema() {
        let files = files("schemas");
        let wiring: toml::Table = files[".taplo.toml"].parse().unwrap();
        let rules = wiring["rule"].as_array().unwrap();
        assert_eq!(rules.len(), Kind::ALL.len());
        for rule in rules {
            assert!(files.contains_key(rule["schema"]["path"].as_str().unwrap()), "{rule}");
        }
    }
}
