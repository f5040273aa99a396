//! `site.toml`, the order of documents, pages of prose, the manifest of seeds.

use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::diag::Span;
use crate::format::site as written;
use crate::format::site::Host;
use crate::load::parse::Files;
use crate::load::parse::Parsed;
use crate::load::resolve::anchors;
use crate::load::resolve::document::RESERVED;
use crate::load::resolve::values::Scope;
use crate::model::Change;
use crate::model::Document;
use crate::model::Lang;
use crate::model::Localized;
use crate::model::Page;
use crate::model::Publishing;
use crate::model::Seed;
use crate::model::SiteInfo;
use crate::model::Without;

use toml::Spanned;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What an address for reports may carry.
const REPORTED: [&str; 5] = ["document", "segment", "quote", "url", "version"];

/// Resolves the facts of the site.
pub fn info(files: &Files, sources: &SourceMap, sink: &mut Vec<Diagnostic>) -> Option<SiteInfo> {
    let Some(parsed) = &files.site else {
        if !sources.has("site.toml") {
            let finding =
                Diagnostic::error("missing-file", "there is no `site.toml` in this folder");
            sink.push(finding.hint("an edition has a `site.toml` at its top; run duizhao there, or name the folder with `--root`"));
        }
        return None;
    };
    let mut scope = Scope { file: parsed.file, text: sources.text(parsed.file), sink };
    let site = &parsed.value;
    let languages: Vec<Lang> = site.languages.iter().filter_map(|tag| scope.lang(tag)).collect();
    if languages.is_empty() {
        let finding = Diagnostic::error("invalid-value", "`languages` names no language");
        scope.push(finding.at(Span::new(parsed.file, 0..0)).hint("write `languages = [\"en\"]`"));
        return None;
    }
    if let Some(url) = &site.base_url {
        let good = url.get_ref().starts_with("http") && url.get_ref().ends_with('/');
        if !good {
            let message = format!("`{}` is not an address that ends in `/`", url.get_ref());
            let finding = Diagnostic::error("invalid-value", message).at(scope.words(url));
            scope.push(finding.hint("write it as \"https://example.org/edition/\""));
        }
    }
    let report = site.report.as_ref().and_then(|written| report(&mut scope, written));
    Some(SiteInfo {
        title: scope.localized(&site.title),
        description: scope.localized(&site.description),
        base_url: site.base_url.as_ref().map(|url| url.get_ref().clone()),
        report,
        languages,
        theme: site.theme.as_ref().map_or_else(|| "default".to_owned(), |t| t.get_ref().clone()),
        version: site.version.clone().unwrap_or_else(|| "0.0.0".to_owned()),
        date: scope.date(site.date.as_ref()),
        card: None,
        changes: Vec::new(),
        publishing: publishing(&site.publish),
        milestones: site.milestone.iter().map(|m| (m.year, scope.localized(&m.label))).collect(),
    })
}

fn publishing(written: &written::Publish) -> Publishing {
    let any = |known: &[Host]| written.hosts.iter().any(|host| known.contains(host));
    let without = |part: written::Part| written.without.contains(&part);
    Publishing {
        headers: any(&[Host::CloudflarePages, Host::Netlify]),
        redirects: any(&[Host::CloudflarePages, Host::Netlify, Host::GitlabPages]),
        limited: any(&[Host::CloudflarePages]),
        gzip: written.gzip,
        brotli: written.brotli,
        without: Without {
            downloads: without(written::Part::Downloads),
            glosses: without(written::Part::Glosses),
            health: without(written::Part::Health),
            search: without(written::Part::Search),
            sources: without(written::Part::Sources),
            terms: without(written::Part::Terms),
        },
    }
}

/// Resolves what `site.toml` says of changes, the newest first; of one day the last one written.
pub fn changes(
    files: &Files,
    sources: &SourceMap,
    documents: &[Arc<Document>],
    sink: &mut Vec<Diagnostic>,
) -> Vec<Change> {
    let Some(parsed) = &files.site else { return Vec::new() };
    let mut scope = Scope { file: parsed.file, text: sources.text(parsed.file), sink };
    let mut changes = Vec::with_capacity(parsed.value.change.len());
    for written in &parsed.value.change {
        let mut concerned = Vec::with_capacity(written.documents.len());
        for id in &written.documents {
            match documents.iter().position(|document| document.id.as_str() == id.get_ref()) {
                Some(index) => concerned.push(index),
                None => {
                    let finding = anchors::unknown_document(id.get_ref(), documents);
                    scope.push(finding.at(scope.words(id)));
                }
            }
        }
        let Some(date) = scope.date(Some(&written.date)) else { continue };
        changes.push(Change {
            version: written.version.get_ref().clone(),
            date,
            text: scope.localized(&written.text),
            documents: concerned,
        });
    }
    changes.reverse();
    changes.sort_by_key(|change| std::cmp::Reverse(change.date));
    changes
}

/// The address for reports: where it leads, and the names between its braces.
fn report(scope: &mut Scope<'_>, written: &Spanned<String>) -> Option<String> {
    let address = written.get_ref();
    let mut fault = |message: String, hint: &str| {
        let finding = Diagnostic::error("invalid-value", message).at(scope.words(written));
        scope.push(finding.hint(hint));
    };
    if !["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme)) {
        let message = format!("reports cannot be sent to `{address}`");
        fault(message, "write an address that starts with `https://` or `mailto:`");
        return None;
    }
    let names = address.split('{').skip(1).map(|part| part.split('}').next().unwrap_or(part));
    if let Some(name) = names.into_iter().find(|name| !REPORTED.contains(name)) {
        let message = format!("`{{{name}}}` stands for nothing in an address for reports");
        let hint = format!("known are `{{{}}}`", REPORTED.join("}`, `{"));
        fault(message, &hint);
        return None;
    }
    Some(address.clone())
}

/// For each document its place in the order of `site.toml`; those it does not name are an error.
/// Without an order all are in the first place.
pub fn order(
    documents: &[Arc<Document>],
    files: &Files,
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let parsed = files.site.as_ref();
    let Some((site, order)) = parsed.and_then(|p| Some((p, p.value.documents.as_ref()?))) else {
        return vec![0; documents.len()];
    };
    let mut scope = Scope { file: site.file, text: sources.text(site.file), sink };
    let folders: BTreeSet<&str> = files.folders.iter().map(|f| f.name.as_str()).collect();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, id) in order.iter().enumerate() {
        places.entry(id.get_ref()).or_insert(place);
        if !folders.contains(id.get_ref().as_str()) {
            let finding = anchors::unknown_document(id.get_ref(), documents);
            scope.push(finding.at(scope.words(id)));
        }
    }
    let place = |document: &Arc<Document>| {
        let place = places.get(document.id.as_str());
        if place.is_none() {
            let message = format!("the document `{}` is not named in `site.toml`", document.id);
            let finding = Diagnostic::error("unlisted-document", message).at(document.span);
            scope.push(
                finding.hint("add it to `documents`, or leave `documents` out to show all by id"),
            );
        }
        place.copied().unwrap_or(usize::MAX)
    };
    documents.iter().map(place).collect()
}

/// Resolves `content/pages/<name>.<language>.md`: the first line is the title, `# …`.
pub fn pages(
    files: &Files,
    sources: &SourceMap,
    documents: &[Arc<Document>],
    sink: &mut Vec<Diagnostic>,
) -> Vec<Page> {
    let mut pages: Vec<(String, Vec<Part>, Span)> = Vec::new();
    for parsed in &files.pages {
        let start = sources.start(parsed.file);
        let Some((name, part)) = page_part(parsed, sources, sink) else { continue };
        let taken = RESERVED.contains(&name.as_str()) && name != "sources";
        if taken || documents.iter().any(|d| d.id.as_str() == name) {
            let message = format!("the name `{name}` is taken by another page of the site");
            sink.push(Diagnostic::error("page-name", message).at(start));
            continue;
        }
        match pages.last_mut().filter(|(last, _, _)| *last == name) {
            Some((_, parts, _)) => parts.push(part),
            None => pages.push((name, vec![part], start)),
        }
    }
    pages.into_iter().map(|(name, parts, span)| page(name, parts, span)).collect()
}

struct Part {
    lang: Lang,
    title: String,
    body: String,
}

fn page(name: String, parts: Vec<Part>, span: Span) -> Page {
    let titles = parts.iter().map(|p| (p.lang.clone(), p.title.clone())).collect();
    let bodies = parts.into_iter().map(|p| (p.lang, p.body)).collect();
    Page { name, title: Localized::new(titles), body: Localized::new(bodies), span }
}

fn page_part(
    parsed: &Parsed<String>,
    sources: &SourceMap,
    sink: &mut Vec<Diagnostic>,
) -> Option<(String, Part)> {
    let start = sources.start(parsed.file);
    let (name, tag) = parsed.name.rsplit_once('.').unwrap_or((&parsed.name, ""));
    let Some(lang) = Lang::new(tag) else {
        let message = format!("`{}.md` names no language", parsed.name);
        let finding = Diagnostic::error("page-name", message).at(start);
        sink.push(finding.hint("call it `<name>.<language>.md`, as in `about.en.md`"));
        return None;
    };
    let (first, rest) = parsed.value.split_once('\n').unwrap_or((&parsed.value, ""));
    let Some(title) = first.strip_prefix("# ") else {
        let finding = Diagnostic::error("page-title", "a page starts with its title").at(start);
        sink.push(finding.hint("write `# Title` in its first line"));
        return None;
    };
    let part = Part { lang, title: title.trim().to_owned(), body: rest.to_owned() };
    Some((name.to_owned(), part))
}

/// Resolves `seeds/MANIFEST.toml`.
pub fn seeds(files: &Files, sources: &SourceMap, sink: &mut Vec<Diagnostic>) -> Vec<Seed> {
    let Some(parsed) = &files.manifest else { return Vec::new() };
    let mut scope = Scope { file: parsed.file, text: sources.text(parsed.file), sink };
    let mut seeds = Vec::with_capacity(parsed.value.seed.len());
    for written in &parsed.value.seed {
        let written = written.get_ref();
        let span = scope.words(&written.file);
        if !files.seeds.contains_key(written.file.get_ref()) {
            let message = format!("there is no file `seeds/{}`", written.file.get_ref());
            scope.push(Diagnostic::error("missing-file", message).at(span));
        }
        seeds.push(Seed {
            file: written.file.get_ref().clone(),
            sha256: written.sha256.get_ref().clone(),
            sha256_span: scope.words(&written.sha256),
            bytes: *written.bytes.get_ref(),
            title: scope.localized(&written.title),
            languages: written.languages.iter().filter_map(|tag| scope.lang(tag)).collect(),
            publisher: written.publisher.clone(),
            origin: written.origin.clone(),
            archived: written.archived.clone(),
            published: scope.date(written.published.as_ref()),
            rights: scope.localized_or_empty(written.rights.as_ref()),
            span,
        });
    }
    seeds
}
