//! Small values: languages, localized texts, dates, ids.

use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
use crate::diag::did_you_mean;
use crate::format;
use crate::load::entries::inner;
use crate::model::Date;
use crate::model::IdError;
use crate::model::Lang;
use crate::model::Localized;

use toml::Spanned;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The file in which a value stands, and where its faults go.
pub struct Scope<'s> {
    /// The file.
    pub file: FileId,
    /// Its text.
    pub text: &'s str,
    /// Findings.
    pub sink: &'s mut Vec<Diagnostic>,
}

impl Scope<'_> {
    /// The place of a value in this file.
    pub fn span<T>(&self, value: &Spanned<T>) -> Span {
        Span::new(self.file, value.span())
    }

    /// The characters of a string in this file, without its quotes.
    pub fn words(&self, value: &Spanned<String>) -> Span {
        Span::new(self.file, inner(self.text, value.span()))
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    /// Makes a language of a tag.
    pub fn lang(&mut self, tag: &Spanned<String>) -> Option<Lang> {
        let lang = Lang::new(tag.get_ref());
        if lang.is_none() {
            let message = format!("`{}` is not a language tag", tag.get_ref());
            let finding = Diagnostic::error("invalid-language", message).at(self.words(tag));
            self.push(finding.hint("write a BCP 47 tag such as `zh-Hans`, `en` or `pi`"));
        }
        lang
    }

    /// Makes a localized text; tags that are none are left out with a finding.
    pub fn localized(&mut self, values: &format::Localized) -> Localized<String> {
        let mut out = Vec::with_capacity(values.len());
        for (tag, text) in values {
            if let Some(lang) = self.lang(tag) {
                out.push((lang, text.get_ref().clone()));
            }
        }
        Localized::new(out)
    }

    /// Makes a localized text of one that may be left out.
    pub fn localized_or_empty(&mut self, values: Option<&format::Localized>) -> Localized<String> {
        values.map(|values| self.localized(values)).unwrap_or_default()
    }

    /// Makes a date; a time beside it is a fault.
    pub fn date(&mut self, value: Option<&Spanned<format::Date>>) -> Option<Date> {
        let value = value?;
        let datetime = value.get_ref().0;
        match (datetime.date, datetime.time) {
            (Some(date), None) => Some(Date { year: date.year, month: date.month, day: date.day }),
            _ => {
                let finding = Diagnostic::error("invalid-date", "a date without a time is wanted");
                self.push(finding.at(self.span(value)).hint("write it as 2023-02-27"));
                None
            }
        }
    }

    /// Makes an id with its checking constructor. What is no id is a finding and stands for the
    /// id nearest to it, so that its entry is kept.
    pub fn id<T>(
        &mut self,
        make: impl Fn(&str) -> Result<T, IdError>,
        value: &Spanned<String>,
    ) -> Option<T> {
        match make(value.get_ref()) {
            Ok(id) => Some(id),
            Err(error) => {
                let message = format!("`{}` is not an id: {error}", value.get_ref());
                let better = format!("as an id that is `{}`", slug(value.get_ref()));
                let finding = Diagnostic::error("invalid-id", message).at(self.words(value));
                self.push(finding.hint(better));
                make(&slug(value.get_ref())).ok()
            }
        }
    }
}

/// The id nearest to what was written.
pub fn slug(written: &str) -> String {
    let plain = written.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.';
    let slug: String = plain.map(|c| if good(c) { c } else { '-' }).collect();
    let slug = slug.trim_matches(['-', '.']);
    if slug.is_empty() { "x".to_owned() } else { slug.to_owned() }
}

/// The hint for an unknown name among known ones: the nearest, else all of them.
pub fn one_of<'a>(written: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    did_you_mean(written, known.clone())
        .unwrap_or_else(|| format!("one of: {}", known.collect::<Vec<_>>().join(", ")))
}
