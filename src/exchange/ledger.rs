//! Writes `published-ids.toml`: what was in it stays, what is new is added.

use crate::format::ledger::Alias;
use crate::format::ledger::DocumentIds;
use crate::format::ledger::Ledger;
use crate::model::Document;
use crate::model::Edition;

use toml::Spanned;

use std::collections::BTreeSet;
use std::fmt::Write;

/// The words at the top of the file.
const HEAD: &str = "\
# What this edition has published. `duizhao ledger` adds new ids; nothing is ever taken out,
# so that every link to it goes on leading somewhere. When an id goes, `duizhao check` asks for an alias:
#
# [[alias]]
# kind = \"segment\"                 # document, witness, division, segment, note, target, term, link or page
# document = \"digital-china-2023\"  # for what belongs to a document
# from = \"old-id\"
# to = \"new-id\"
";

/// The text of the ledger: all ids that `earlier` holds and all that the edition has, sorted.
#[must_use]
pub fn text(edition: &Edition, earlier: Option<&Ledger>) -> String {
    let empty = Ledger::default();
    let earlier = earlier.unwrap_or(&empty);
    let links = edition.links.iter().map(|l| l.id.as_str());
    let links = links.chain(edition.gaps.iter().map(|g| g.id.as_str()));
    let mut out = HEAD.to_owned();
    list(&mut out, "terms", &earlier.terms, edition.terms.iter().map(|t| t.id.as_str()));
    list(&mut out, "links", &earlier.links, links);
    list(&mut out, "pages", &earlier.pages, edition.pages.iter().map(|p| p.name.as_str()));
    let known = earlier.document.keys().map(|id| id.get_ref().as_str());
    let present = edition.documents.iter().map(|d| d.id.as_str());
    for id in known.chain(present).collect::<BTreeSet<_>>() {
        let now = edition.documents.iter().find(|d| d.id.as_str() == id).map(|d| &**d);
        document(&mut out, id, earlier.document.get(id), now);
    }
    for entry in &earlier.alias {
        alias(&mut out, entry.get_ref());
    }
    out
}

fn document(out: &mut String, id: &str, earlier: Option<&DocumentIds>, now: Option<&Document>) {
    let empty = DocumentIds::default();
    let earlier = earlier.unwrap_or(&empty);
    push(out, format_args!("\n[document.{}]\n", quoted(id)));
    let witnesses = now.into_iter().flat_map(|d| &d.witnesses).map(|w| w.id.as_str());
    list(out, "witnesses", &earlier.witnesses, witnesses);
    let divisions = now.into_iter().flat_map(|d| &d.divisions).map(|d| d.id.as_str());
    list(out, "divisions", &earlier.divisions, divisions);
    let segments = now.into_iter().flat_map(|d| &d.segments).map(|s| s.id.as_str());
    list(out, "segments", &earlier.segments, segments);
    let notes = now.into_iter().flat_map(|d| &d.notes).map(|n| n.id.as_str());
    list(out, "notes", &earlier.notes, notes);
    let targets = now.into_iter().flat_map(|d| &d.targets).map(|t| t.id.as_str());
    list(out, "targets", &earlier.targets, targets);
}

/// One id a line, so that a change of the ledger reads well.
fn list<'a>(
    out: &mut String,
    key: &str,
    earlier: &'a [Spanned<String>],
    now: impl Iterator<Item = &'a str>,
) {
    let all: BTreeSet<&str> = earlier.iter().map(|id| id.get_ref().as_str()).chain(now).collect();
    push(out, format_args!("{key} = [\n"));
    for id in all {
        push(out, format_args!("  {},\n", quoted(id)));
    }
    out.push_str("]\n");
}

fn alias(out: &mut String, alias: &Alias) {
    push(out, format_args!("\n[[alias]]\nkind = \"{}\"\n", alias.kind.as_str()));
    if let Some(document) = &alias.document {
        push(out, format_args!("document = {}\n", quoted(document.get_ref())));
    }
    let (from, to) = (quoted(alias.from.get_ref()), quoted(alias.to.get_ref()));
    push(out, format_args!("from = {from}\nto = {to}\n"));
}

fn quoted(id: &str) -> String {
    format!("\"{id}\"")
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}
