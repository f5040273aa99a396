//! The aliases of `published-ids.toml`.

use crate::format::ledger::Kind;
use crate::load::parse::Files;
use crate::model::Alias;
use crate::model::AliasKind;
use crate::model::Document;

use std::sync::Arc;

/// Resolves the aliases: each leads to the end of its chain. Whether there is such an id, a rule
/// of `check` says.
pub fn resolve(files: &Files, documents: &[Arc<Document>]) -> Vec<Alias> {
    let Some(ledger) = files.ledger.as_ref().map(|ledger| &ledger.value) else { return Vec::new() };
    let index = |id: &str| {
        let id = ledger.follow(Kind::Document, None, id);
        documents.iter().position(|document| document.id.as_str() == id)
    };
    let mut aliases = Vec::with_capacity(ledger.alias.len());
    for alias in ledger.alias.iter().map(toml::Spanned::get_ref) {
        let document = alias.document.as_ref().map(|id| id.get_ref().as_str());
        aliases.push(Alias {
            kind: kind(alias.kind),
            document: document.and_then(index),
            from: alias.from.get_ref().clone(),
            to: ledger.follow(alias.kind, document, alias.from.get_ref()).to_owned(),
        });
    }
    aliases
}

fn kind(kind: Kind) -> AliasKind {
    match kind {
        Kind::Document => AliasKind::Document,
        Kind::Witness => AliasKind::Witness,
        Kind::Division => AliasKind::Division,
        Kind::Segment => AliasKind::Segment,
        Kind::Note => AliasKind::Note,
        Kind::Target => AliasKind::Target,
        Kind::Term => AliasKind::Term,
        Kind::Link => AliasKind::Link,
        Kind::Page => AliasKind::Page,
    }
}
