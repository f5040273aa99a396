//! `content/<document>/document.toml`: facts, witnesses, spine.

use crate::format::Date;
use crate::format::Localized;
use crate::format::Texts;

use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use schemars::json_schema;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use toml::Spanned;

use std::borrow::Cow;
use std::fmt;

/// The whole file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The same as the name of the folder.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// Full title per language.
    #[schemars(with = "Texts")]
    pub title: Localized,
    /// Short title per language.
    #[schemars(with = "Option<Texts>")]
    pub short: Option<Localized>,
    /// Who issued the work.
    #[schemars(with = "Option<Texts>")]
    pub issuer: Option<Localized>,
    /// Date on the document.
    #[schemars(with = "Option<Date>")]
    pub issued: Option<Spanned<Date>>,
    /// Date of publication, where it differs.
    #[schemars(with = "Option<Date>")]
    pub published: Option<Spanned<Date>>,
    /// The issuer's number.
    pub number: Option<String>,
    /// What this text is: Markdown per UI language.
    #[schemars(with = "Option<Texts>")]
    pub about: Option<Localized>,
    /// For a long document: what has a page of its own. `chapter`: each division in this `body` that
    /// has a heading and is a chapter, section, action or back matter; everything else is on the
    /// page of what comes before it. Without this key the whole document is one page.
    #[serde(rename = "page-by")]
    pub page_by: Option<PageBy>,
    /// The root order.
    #[schemars(with = "Vec<BodyItem>")]
    pub body: Vec<Spanned<BodyItem>>,
    /// The texts.
    #[schemars(with = "Vec<Witness>")]
    pub witness: Vec<Spanned<Witness>>,
    /// All divisions, in any order.
    #[serde(default)]
    #[schemars(with = "Vec<Division>")]
    pub division: Vec<Spanned<Division>>,
}

/// What has a page of its own in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PageBy {
    /// Each chapter, section, action and back matter of the root that has a heading.
    Chapter,
}

/// A `[[witness]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Witness {
    /// Unique within the document; its readings are in `<id>.toml`.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// Short name for column heads.
    #[schemars(with = "Texts")]
    pub name: Localized,
    /// BCP 47 tag.
    #[schemars(with = "String")]
    pub lang: Spanned<String>,
    /// `source`, `translation` or `machine-translation`.
    pub role: Role,
    /// People or agencies as credited by the publisher.
    #[serde(default)]
    pub credit: Vec<String>,
    /// Who published this text.
    pub publisher: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// An archived copy.
    pub archived: Option<String>,
    /// When it was published.
    #[schemars(with = "Option<Date>")]
    pub published: Option<Spanned<Date>>,
    /// When it was fetched.
    #[schemars(with = "Option<Date>")]
    pub retrieved: Option<Spanned<Date>>,
    /// What is known of the rights in it.
    #[schemars(with = "Option<Texts>")]
    pub rights: Option<Localized>,
    /// File name of its seed below `seeds/`.
    #[schemars(with = "Option<String>")]
    pub seed: Option<Spanned<String>>,
    /// `full` (the default) or `partial`.
    #[serde(default)]
    pub coverage: Coverage,
    /// Why the coverage is partial.
    #[schemars(with = "Option<Texts>")]
    pub coverage_reason: Option<Localized>,
    /// `full` (the default), or `excerpts` where a publisher's consent is missing: then only the
    /// readings that a note, link, gap, target or term quotes are shown.
    #[serde(default)]
    pub publish: Publish,
}

/// How much of a witness the site shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Publish {
    /// All of it.
    #[default]
    Full,
    /// Only what is quoted.
    Excerpts,
}

/// What a witness is to the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The text in the language of the work.
    Source,
    /// A translation by people.
    Translation,
    /// A translation by a machine.
    MachineTranslation,
}

/// How much of the work a witness holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Coverage {
    /// All of it.
    #[default]
    Full,
    /// A part.
    Partial,
}

/// A `[[division]]`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Division {
    /// Unique within the document.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What it is.
    pub kind: DivisionKind,
    /// Its number in the original.
    pub number: Option<String>,
    /// A segment id, or `{ editorial = { … } }`.
    #[schemars(with = "Option<Heading>")]
    pub heading: Option<Spanned<Heading>>,
    /// Its start is a paragraph break that the seed has lost.
    #[serde(default)]
    pub restored: bool,
    /// What the seed lacks here, and why we know.
    #[schemars(with = "Option<Texts>")]
    pub missing: Option<Localized>,
    /// Header cells of a table.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub columns: Vec<Spanned<String>>,
    /// Divisions, segments and rows in order.
    #[serde(default)]
    #[schemars(with = "Vec<BodyItem>")]
    pub body: Vec<Spanned<BodyItem>>,
}

/// The kinds of divisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are explained in `model::DivisionKind`")]
pub enum DivisionKind {
    Front,
    Chapter,
    Section,
    Paragraph,
    List,
    Item,
    Box,
    Action,
    Table,
    Back,
}

/// A heading.
#[derive(Debug, Clone)]
pub enum Heading {
    /// Id of the segment that witnesses print.
    Printed(String),
    /// An editors' heading.
    Editorial(Localized),
}

/// A piece of a body.
#[derive(Debug, Clone)]
pub enum BodyItem {
    /// `{ division = "…" }`.
    Division(Spanned<String>),
    /// `"…"`: a row of one segment.
    Segment(String),
    /// `["…", "…"]`: a row of several segments.
    Row(Vec<Spanned<String>>),
}

impl<'de> Deserialize<'de> for Heading {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct HeadingVisitor;
        impl<'de> Visitor<'de> for HeadingVisitor {
            type Value = Heading;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a segment id, or { editorial = { … } }")
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Heading, E> {
                Ok(Heading::Printed(value.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Heading, A::Error> {
                if map.next_key::<String>()?.as_deref() != Some("editorial") {
                    return Err(A::Error::custom(
                        "expected a segment id, or { editorial = { … } }",
                    ));
                }
                let heading = Heading::Editorial(map.next_value()?);
                no_more_keys(map)?;
                Ok(heading)
            }
        }
        deserializer.deserialize_any(HeadingVisitor)
    }
}

impl<'de> Deserialize<'de> for BodyItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BodyVisitor;
        impl<'de> Visitor<'de> for BodyVisitor {
            type Value = BodyItem;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a segment id, a row of segment ids, or { division = \"…\" }")
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<BodyItem, E> {
                Ok(BodyItem::Segment(value.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<BodyItem, A::Error> {
                let mut row = Vec::new();
                while let Some(id) = seq.next_element()? {
                    row.push(id);
                }
                if row.is_empty() {
                    return Err(A::Error::custom("a row holds at least one segment id"));
                }
                Ok(BodyItem::Row(row))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<BodyItem, A::Error> {
                if map.next_key::<String>()?.as_deref() != Some("division") {
                    return Err(A::Error::custom("expected { division = \"…\" }"));
                }
                let item = BodyItem::Division(map.next_value()?);
                no_more_keys(map)?;
                Ok(item)
            }
        }
        deserializer.deserialize_any(BodyVisitor)
    }
}

fn no_more_keys<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    match map.next_key::<String>()? {
        None => Ok(()),
        Some(key) => Err(A::Error::custom(format!("`{key}` does not belong here"))),
    }
}

impl JsonSchema for Heading {
    fn schema_name() -> Cow<'static, str> {
        "Heading".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let texts = generator.subschema_for::<Texts>();
        json_schema!({
            "oneOf": [
                { "description": "Id of the segment that witnesses print.", "type": "string" },
                {
                    "description": "An editors' heading.",
                    "type": "object",
                    "properties": { "editorial": texts },
                    "required": ["editorial"],
                    "additionalProperties": false,
                },
            ],
        })
    }
}

impl JsonSchema for BodyItem {
    fn schema_name() -> Cow<'static, str> {
        "BodyItem".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "oneOf": [
                { "description": "A row of one segment: its id.", "type": "string" },
                {
                    "description": "A row of several segments: their ids.",
                    "type": "array",
                    "items": { "type": "string" },
                    "minItems": 1,
                },
                {
                    "description": "A division, by its id.",
                    "type": "object",
                    "properties": { "division": { "type": "string" } },
                    "required": ["division"],
                    "additionalProperties": false,
                },
            ],
        })
    }
}
