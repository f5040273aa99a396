//! What else names segments: links in prose, and the ledger of published ids.

use crate::diag::did_you_mean;
use crate::exchange::edit::opened::Opened;
use crate::exchange::edit::opened::order;
use crate::exchange::edit::opened::read;
use crate::exchange::edit::refusal::Refusal;
use crate::exchange::edit::texts::Texts;
use crate::exchange::edit::work::Work;
use crate::exchange::edit::work::entry;
use crate::format::ledger::Alias;
use crate::format::ledger::Kind;
use crate::format::ledger::Ledger;
use crate::format::site::Site;
use crate::model::SegmentId;

use toml::Spanned;

use std::collections::BTreeSet;

/// The file of the ledger.
const LEDGER: &str = "published-ids.toml";

/// The file that accepts findings.
const SITE: &str = "site.toml";

/// Rewrites links in prose (`segment:<document>#<id>`) from one id to another.
pub(crate) fn relink(document: &str, (from, to): (&str, &str), work: &mut Work<'_>) {
    let wanted = format!("segment:{document}#{from}");
    for (path, text) in work.texts {
        let has_prose = path.starts_with("content/") || path.starts_with("glossary/");
        if !has_prose || path.ends_with("/review.toml") {
            continue;
        }
        for (at, _) in text.match_indices(&wanted) {
            let end = at + wanted.len();
            if !continues(&text[end..]) {
                work.replace(path, end - from.len()..end, to);
            }
        }
    }
}

/// Whether an id goes on here: a dot counts only before another letter or digit.
fn continues(rest: &str) -> bool {
    let mut chars = rest.chars();
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match chars.next() {
        Some('.') => chars.next().is_some_and(is_word),
        Some(c) => is_word(c),
        None => false,
    }
}

/// Rewrites the accepted findings of a segment in `site.toml`.
pub(crate) fn accepted(
    document: &str,
    (from, to): (&str, &str),
    work: &mut Work<'_>,
) -> Result<(), Refusal> {
    let Some(text) = work.texts.get(SITE).filter(|text| text.contains(from)) else { return Ok(()) };
    let site: Site = read(SITE, text)?;
    for accept in site.accept.iter().map(Spanned::get_ref) {
        let here = accept.document.as_ref().is_some_and(|id| id.get_ref() == document);
        if let Some(segment) = accept.segment.as_ref().filter(|id| here && id.get_ref() == from) {
            if from == to {
                work.say(format!("what `{SITE}` accepts of `{from}` stays with that name"));
            } else {
                work.replace(SITE, segment.span(), format!("\"{to}\""));
            }
        }
    }
    Ok(())
}

fn ledger(texts: &Texts) -> Result<Option<Ledger>, Refusal> {
    texts.get(LEDGER).map(|text| read(LEDGER, text)).transpose()
}

fn is_of(alias: &Alias, document: &str) -> bool {
    let named = alias.document.as_ref().map(|id| id.get_ref().as_str());
    alias.kind == Kind::Segment && named == Some(document)
}

/// Checks that a name is free: well formed, not in the spine, never published.
pub(crate) fn check_free(texts: &Texts, opened: &Opened, id: &str) -> Result<(), Refusal> {
    if let Err(error) = SegmentId::new(id) {
        return Err(Refusal::new(format!("`{id}` is not an id: {error}")));
    }
    if let Ok(seat) = opened.seat(id) {
        return Err(Refusal::new(format!("there is a segment `{id}` already"))
            .at(&opened.path, seat.span(), "it stands here")
            .hint("choose a name that no segment of the document has"));
    }
    if published(texts, opened.document.id.get_ref())?.contains(id) {
        return Err(Refusal::new(format!("`{id}` was published as another segment"))
            .hint("links to it must go on leading there: choose another name"));
    }
    Ok(())
}

/// All segment ids of a document that were published or are aliases.
fn published(texts: &Texts, document: &str) -> Result<BTreeSet<String>, Refusal> {
    let Some(ledger) = ledger(texts)? else { return Ok(BTreeSet::new()) };
    let ids = ledger.document.iter().filter(|(id, _)| id.get_ref() == document);
    let ids = ids.flat_map(|(_, ids)| &ids.segments).map(|id| id.get_ref().clone());
    let aliases = ledger.alias.iter().map(Spanned::get_ref).filter(|a| is_of(a, document));
    Ok(ids.chain(aliases.map(|a| a.from.get_ref().clone())).collect())
}

/// A free name for the second half of a segment: `<id>-2`, `<id>-3` …
pub(crate) fn next_free(texts: &Texts, opened: &Opened, id: &str) -> Result<String, Refusal> {
    let mut taken = published(texts, opened.document.id.get_ref())?;
    taken.extend(order(&opened.document));
    let free = (2_usize..).map(|n| format!("{id}-{n}")).find(|name| !taken.contains(name));
    Ok(free.unwrap_or_default())
}

/// Whether `to` may take the place of `from` because it was its earlier name.
pub(crate) fn is_earlier_name(
    texts: &Texts,
    document: &str,
    from: &str,
    to: &str,
) -> Result<bool, Refusal> {
    let Some(ledger) = ledger(texts)? else { return Ok(false) };
    Ok(ledger.alias.iter().map(Spanned::get_ref).any(|alias| {
        is_of(alias, document) && alias.from.get_ref() == to && alias.to.get_ref() == from
    }))
}

/// Keeps links to an id that goes: an alias where it was published, and aliases to it lead on.
pub(crate) fn alias(
    document: &str,
    (from, to): (&str, &str),
    work: &mut Work<'_>,
) -> Result<(), Refusal> {
    let Some(ledger) = ledger(work.texts)? else { return Ok(()) };
    for alias in ledger.alias.iter().filter(|a| is_of(a.get_ref(), document)) {
        let (span, alias) = (alias.span(), alias.get_ref());
        if alias.to.get_ref() != from {
            continue;
        }
        if alias.from.get_ref() == to {
            // The earlier name comes back: it needs no alias any more.
            let range = entry(work.text(LEDGER), span.start);
            work.replace(LEDGER, range, "");
        } else {
            work.replace(LEDGER, alias.to.span(), format!("\"{to}\""));
        }
    }
    let mut published = ledger.document.iter().filter(|(id, _)| id.get_ref() == document);
    if published.any(|(_, ids)| ids.segments.iter().any(|id| id.get_ref() == from)) {
        let lines = format!(
            "[[alias]]\nkind = \"segment\"\ndocument = \"{document}\"\nfrom = \"{from}\"\nto = \"{to}\"\n"
        );
        work.append(LEDGER, &lines);
        work.say(format!("links to `{from}` will lead to `{to}`: an alias in `{LEDGER}`"));
    }
    Ok(())
}

/// The nearest witness, for a name that is none.
pub(crate) fn unknown_witness(opened: &Opened, id: &str) -> Refusal {
    let document = opened.document.id.get_ref();
    let refusal = Refusal::new(format!("`{document}` has no witness `{id}`"));
    let known: Vec<&str> = opened.witnesses.iter().map(|w| w.id.as_str()).collect();
    let hint = did_you_mean(id, known.iter().copied());
    refusal.hint(hint.unwrap_or_else(|| format!("one of: {}", known.join(", "))))
}
