//! Content files exactly as written: the file contract of editors, as serde types with spans.
//!
//! Unknown keys are errors. Values that a message may point at are [`Spanned`].

pub mod anchor;
pub mod document;
pub mod glossary;
pub mod ledger;
pub mod links;
pub mod manifest;
pub mod notes;
pub mod recipe;
pub mod review;
pub mod site;
pub mod targets;

use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use schemars::json_schema;
use serde::Deserialize;
use toml::Spanned;

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A value in several languages: language tag → text.
pub type Localized = BTreeMap<Spanned<String>, Spanned<String>>;

/// A calendar date as TOML writes it, without a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Date(pub toml::value::Datetime);

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A calendar date without a time, written without quotes: 2023-02-27.",
            "type": "string",
            "format": "date",
        })
    }
}

/// What [`Localized`] is to an editor of TOML: its JSON Schema.
#[derive(Debug, Clone, Copy)]
pub struct Texts;

impl JsonSchema for Texts {
    fn schema_name() -> Cow<'static, str> {
        "Localized".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The text per language: language tag → text.",
            "type": "object",
            "propertyNames": { "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$" },
            "additionalProperties": { "type": "string" },
        })
    }
}
