//! Anchors: `{ segment = "…", witness = "…", quote = "…", occurrence = 1 }`.

use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use schemars::json_schema;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error;
use serde::de::Visitor;
use toml::Spanned;

use std::borrow::Cow;
use std::fmt;

/// Quoted words at a place.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// Document id; may be left out inside a document's own folder.
    #[schemars(with = "Option<String>")]
    pub document: Option<Spanned<String>>,
    /// Segment id.
    #[schemars(with = "String")]
    pub segment: Spanned<String>,
    /// Witness id.
    #[schemars(with = "String")]
    pub witness: Spanned<String>,
    /// Words of that reading, verbatim.
    #[schemars(with = "String")]
    pub quote: Spanned<String>,
    /// Which one, from 1, or `"all"`; needed where the quote is not unique.
    #[schemars(with = "Option<Occurrence>")]
    pub occurrence: Option<Spanned<Occurrence>>,
}

/// Which of several places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occurrence {
    /// The n-th, from 1.
    Nth(usize),
    /// All of them.
    All,
}

impl<'de> Deserialize<'de> for Occurrence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OccurrenceVisitor;
        impl Visitor<'_> for OccurrenceVisitor {
            type Value = Occurrence;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number from 1, or \"all\"")
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Occurrence, E> {
                match usize::try_from(value) {
                    Ok(nth) if nth > 0 => Ok(Occurrence::Nth(nth)),
                    _ => Err(E::custom(format!("expected {}, not {value}", "a number from 1"))),
                }
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Occurrence, E> {
                if value == "all" {
                    return Ok(Occurrence::All);
                }
                Err(E::custom("expected a number from 1, or \"all\""))
            }
        }
        deserializer.deserialize_any(OccurrenceVisitor)
    }
}

impl JsonSchema for Occurrence {
    fn schema_name() -> Cow<'static, str> {
        "Occurrence".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "oneOf": [{ "type": "integer", "minimum": 1 }, { "type": "string", "const": "all" }],
        })
    }
}
