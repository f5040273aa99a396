//! `site.toml`.

use crate::format::Date;
use crate::format::Localized;
use crate::format::Texts;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use std::collections::BTreeMap;

/// The whole file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Site {
    /// Its name per UI language.
    #[schemars(with = "Texts")]
    pub title: Localized,
    /// What it is, in a sentence or two.
    #[serde(default)]
    #[schemars(with = "Texts")]
    pub description: Localized,
    /// Absolute address, ending in `/`.
    #[schemars(with = "Option<String>")]
    pub base_url: Option<Spanned<String>>,
    /// Address for reports of a problem with a row, `https://…` or `mailto:…`: `{document}`,
    /// `{segment}`, `{quote}`, `{url}` and `{version}` in it stand for what is reported.
    #[schemars(with = "Option<String>")]
    pub report: Option<Spanned<String>>,
    /// UI languages, the default first.
    #[schemars(with = "Vec<String>")]
    pub languages: Vec<Spanned<String>>,
    /// Name of the theme; `default` where none is named.
    #[schemars(with = "Option<String>")]
    pub theme: Option<Spanned<String>>,
    /// Version of the edition.
    pub version: Option<String>,
    /// Date of that version.
    #[schemars(with = "Option<Date>")]
    pub date: Option<Spanned<Date>>,
    /// What was changed in the edition, version by version, in any order.
    #[serde(default)]
    pub change: Vec<Change>,
    /// Ids of the documents in the order of the site; all of them by id where it is left out.
    #[schemars(with = "Option<Vec<String>>")]
    pub documents: Option<Vec<Spanned<String>>>,
    /// Years that a time line shows besides those of the documents.
    #[serde(default)]
    pub milestone: Vec<Milestone>,
    /// Where the site is published, and how.
    #[serde(default)]
    pub publish: Publish,
    /// Levels of rules: `error`, `warning`, `note`, `off`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Level>")]
    pub check: BTreeMap<Spanned<String>, Spanned<Level>>,
    /// Findings that are let stand.
    #[serde(default)]
    #[schemars(with = "Vec<Accept>")]
    pub accept: Vec<Spanned<Accept>>,
}

/// What was changed in one version of the edition.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The version that has it, as in `version`.
    #[schemars(with = "String")]
    pub version: Spanned<String>,
    /// Date of that version.
    #[schemars(with = "Date")]
    pub date: Spanned<Date>,
    /// What was changed: Markdown.
    #[schemars(with = "Texts")]
    pub text: Localized,
    /// Ids of the documents that it concerns; none where it concerns the whole edition.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub documents: Vec<Spanned<String>>,
}

/// Where a site is published, and how.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Publish {
    /// The hosts: for those that read them the site gets `_headers` and `_redirects`, and what one
    /// of them refuses is an error.
    #[serde(default)]
    pub hosts: Vec<Host>,
    /// Whether a copy packed by gzip stands beside each text, for hosts that send it as it is.
    #[serde(default)]
    pub gzip: bool,
    /// The same with Brotli: smaller, and slower to make.
    #[serde(default)]
    pub brotli: bool,
    /// Parts of the site that are not made.
    #[serde(default)]
    pub without: Vec<Part>,
}

/// A part of the site that an edition may do without; nothing leads there where it is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The edition in other formats, and the page that lists them.
    Downloads,
    /// The files from which cards take their glosses, and links their previews: the reader pages
    /// have the glosses themselves, and links lead to the comparison.
    Glosses,
    /// The page of what was checked and how much there is.
    Health,
    /// The search page with its index.
    Search,
    /// The page of witnesses, originals and rights.
    Sources,
    /// The pages of terms: an occurrence leads to the definition on its own page.
    Terms,
}

/// A host of static sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Host {
    /// Cloudflare Pages.
    CloudflarePages,
    /// GitHub Pages.
    GithubPages,
    /// GitLab Pages.
    GitlabPages,
    /// Netlify.
    Netlify,
}

/// A year of the time line.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// The year.
    pub year: u16,
    /// What it stands for.
    #[schemars(with = "Texts")]
    pub label: Localized,
}

/// An accepted exception: the findings of a rule at a place.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// Name of the rule.
    #[schemars(with = "String")]
    pub rule: Spanned<String>,
    /// Document id.
    #[schemars(with = "Option<String>")]
    pub document: Option<Spanned<String>>,
    /// Segment id.
    #[schemars(with = "Option<String>")]
    pub segment: Option<Spanned<String>>,
    /// Witness id; all witnesses of the segment where it is left out.
    #[schemars(with = "Option<String>")]
    pub witness: Option<Spanned<String>>,
    /// Target id.
    #[schemars(with = "Option<String>")]
    pub target: Option<Spanned<String>>,
    /// Term id.
    #[schemars(with = "Option<String>")]
    pub term: Option<Spanned<String>>,
    /// Why it is let stand.
    #[schemars(with = "String")]
    pub reason: Spanned<String>,
}

/// How grave the findings of a rule are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The build fails.
    Error,
    /// The build fails with `--strict`.
    Warning,
    /// Worth knowing.
    Note,
    /// Not looked for.
    Off,
}
