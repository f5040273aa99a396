//! The rule `vanished-id`.

use crate::check::rule::Context;
use crate::check::rule::Find;
use crate::check::rule::Moment;
use crate::check::rule::Rule;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
use crate::diag::did_you_mean;
use crate::format::ledger::Alias;
use crate::format::ledger::Kind;
use crate::format::ledger::Ledger;
use crate::format::site::Level;
use crate::model::Document;
use crate::model::Edition;

use toml::Spanned;

use std::collections::BTreeSet;

/// An id that was published is gone.
pub const RULE: Rule = Rule {
    code: "vanished-id",
    level: Level::Error,
    moment: Moment::Edition,
    summary: "An id that was published is gone, and no alias says where its links lead",
    why: "Published ids are cited: a link to one must lead somewhere for ever. Give the id \
          back, or write an alias for it into `published-ids.toml`.",
    example: "[[alias]]\nkind = \"segment\"\ndocument = \"d\"\nfrom = \"old\"\nto = \"new\"",
    find: Find::Edition(run),
};

/// The ids of one kind: what was published, and what there is now.
struct Ids<'a> {
    kind: Kind,
    document: Option<&'a str>,
    published: &'a [Spanned<String>],
    present: BTreeSet<&'a str>,
}

fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    if !context.whole {
        return Vec::new();
    }
    let Some((file, ledger)) = context.ledger else { return Vec::new() };
    let documents: Vec<Spanned<String>> = ledger.document.keys().cloned().collect();
    let mut found = Vec::new();
    for ids in ids(context.edition, ledger, &documents) {
        for id in ids.published {
            if !ids.present.contains(id.get_ref().as_str()) {
                found.extend(vanished(&ids, id, ledger, file));
            }
        }
        let of_kind = |alias: &&Alias| {
            alias.kind == ids.kind
                && alias.document.as_ref().map(|id| id.get_ref().as_str()) == ids.document
        };
        let own: Vec<&Alias> = ledger.alias.iter().map(Spanned::get_ref).filter(of_kind).collect();
        for alias in &own {
            // Of an id that was published, and of what its alias leads to, it is told there.
            let from = alias.from.get_ref();
            let is_told = ids.published.iter().any(|id| id.get_ref() == from)
                || own.iter().any(|other| other.to.get_ref() == from);
            if !is_told {
                found.extend(leads_nowhere(&ids, alias, ledger, file));
            }
        }
    }
    found
}

fn ids<'a>(
    edition: &'a Edition,
    ledger: &'a Ledger,
    documents: &'a [Spanned<String>],
) -> Vec<Ids<'a>> {
    let whole = |kind, published, present| Ids { kind, document: None, published, present };
    let links = edition.links.iter().map(|l| l.id.as_str());
    let links = links.chain(edition.gaps.iter().map(|g| g.id.as_str())).collect();
    let mut all = vec![
        whole(Kind::Term, &ledger.terms, edition.terms.iter().map(|t| t.id.as_str()).collect()),
        whole(Kind::Link, &ledger.links, links),
        whole(Kind::Page, &ledger.pages, edition.pages.iter().map(|p| p.name.as_str()).collect()),
        whole(Kind::Document, documents, edition.documents.iter().map(|d| d.id.as_str()).collect()),
    ];
    for (id, published) in &ledger.document {
        // Of a document that has another name now, the ids live on in that one.
        let name = id.get_ref().as_str();
        let now = ledger.follow(Kind::Document, None, name);
        let Some(document) = edition.documents.iter().find(|d| d.id.as_str() == now) else {
            continue;
        };
        let lists = [
            (Kind::Witness, &published.witnesses),
            (Kind::Division, &published.divisions),
            (Kind::Segment, &published.segments),
            (Kind::Note, &published.notes),
            (Kind::Target, &published.targets),
        ];
        for (kind, published) in lists {
            let present = present(document, kind);
            all.push(Ids { kind, document: Some(name), published, present });
        }
    }
    all
}

fn present(document: &Document, kind: Kind) -> BTreeSet<&str> {
    match kind {
        Kind::Witness => document.witnesses.iter().map(|w| w.id.as_str()).collect(),
        Kind::Division => document.divisions.iter().map(|d| d.id.as_str()).collect(),
        Kind::Segment => document.segments.iter().map(|s| s.id.as_str()).collect(),
        Kind::Note => document.notes.iter().map(|n| n.id.as_str()).collect(),
        Kind::Target => document.targets.iter().map(|t| t.id.as_str()).collect(),
        Kind::Document | Kind::Term | Kind::Link | Kind::Page => BTreeSet::new(),
    }
}

/// The finding for an id that is gone: it has no alias, or its alias leads nowhere.
fn vanished(
    ids: &Ids<'_>,
    id: &Spanned<String>,
    ledger: &Ledger,
    file: FileId,
) -> Option<Diagnostic> {
    let (kind, name) = (ids.kind.as_str(), id.get_ref().as_str());
    let Some(alias) = ledger.alias_of(ids.kind, ids.document, name) else {
        let message = format!("the {kind} `{name}` was published and is gone");
        let document = ids.document.map_or(String::new(), |d| format!("document = \"{d}\", "));
        let near = did_you_mean(name, ids.present.iter().copied());
        let to = near.as_deref().and_then(|hint| hint.split('`').nth(1)).unwrap_or("…");
        let hint = format!(
            "give it back, or add an `[[alias]]` with kind = \"{kind}\", {document}from = \"{name}\", to = \"{to}\""
        );
        let finding = Diagnostic::error(RULE.code, message);
        return Some(finding.at(Span::new(file, id.span())).hint(hint));
    };
    leads_nowhere(ids, alias, ledger, file)
}

/// The finding for an alias that leads to no id.
fn leads_nowhere(
    ids: &Ids<'_>,
    alias: &Alias,
    ledger: &Ledger,
    file: FileId,
) -> Option<Diagnostic> {
    let (kind, name) = (ids.kind.as_str(), alias.from.get_ref().as_str());
    let to = ledger.follow(ids.kind, ids.document, name);
    if ids.present.contains(to) {
        return None;
    }
    let message = format!("the alias of `{name}` leads to `{to}`, and there is no such {kind}");
    let finding = Diagnostic::error(RULE.code, message).at(Span::new(file, alias.to.span()));
    Some(match did_you_mean(to, ids.present.iter().copied()) {
        Some(hint) => finding.hint(hint),
        None => finding,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;

    fn findings(ledger: &str) -> Vec<String> {
        let edition = fixture::edition("document d zh:zh:source\ns1 | 甲\ns2 | 乙");
        let ledger: Ledger = toml::from_str(ledger).unwrap();
        let mut context = Context::new(&edition);
        context.ledger = Some((fixture::nowhere().file, &ledger));
        run(&context).into_iter().map(|d| d.message).collect()
    }

    #[test]
    fn a_published_id_that_is_there_is_no_finding() {
        assert!(findings("[document.d]\nsegments = ['s1', 's2']\nwitnesses = ['zh']").is_empty());
    }

    #[test]
    fn an_id_that_is_gone_needs_an_alias_that_leads_somewhere() {
        let gone = "[document.d]\nsegments = ['s1', 's9']\n";
        assert_eq!(findings(gone), ["the segment `s9` was published and is gone"]);
        let alias = |to| {
            format!("{gone}[[alias]]\nkind = 'segment'\ndocument = 'd'\nfrom = 's9'\nto = '{to}'")
        };
        assert!(findings(&alias("s2")).is_empty());
        let nowhere = "the alias of `s9` leads to `s8`, and there is no such segment";
        assert_eq!(findings(&alias("s8")), [nowhere]);
    }

    #[test]
    fn an_alias_may_lead_to_another_alias_but_not_round_in_a_circle() {
        let alias = |from, to| {
            format!("[[alias]]\nkind = 'segment'\ndocument = 'd'\nfrom = '{from}'\nto = '{to}'\n")
        };
        let gone = "[document.d]\nsegments = ['s9']\n".to_owned();
        assert!(findings(&(gone.clone() + &alias("s9", "s8") + &alias("s8", "s1"))).is_empty());
        assert_eq!(findings(&(gone + &alias("s9", "s8") + &alias("s8", "s9"))).len(), 1);
    }

    #[test]
    fn the_ids_of_a_document_that_has_another_name_live_on_in_it() {
        let ledger = "[document.e]\nsegments = ['s1', 's9']\n\
                      [[alias]]\nkind = 'document'\nfrom = 'e'\nto = 'd'";
        assert_eq!(findings(ledger), ["the segment `s9` was published and is gone"]);
    }

    #[test]
    fn documents_terms_and_links_may_not_go_either() {
        let found = findings("terms = ['t']\nlinks = ['l']\n[document.e]\nsegments = ['x']");
        assert_eq!(
            found,
            [
                "the term `t` was published and is gone",
                "the link `l` was published and is gone",
                "the document `e` was published and is gone",
            ]
        );
    }
}
