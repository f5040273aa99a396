//! The fixed pages of a site: those of which the edition has something to show.

use crate::annotate::Annotations;
use crate::model::Edition;

/// Names of the fixed pages that exist, in the order of navigation; `downloads` is there whenever
/// there are files to take away.
#[must_use]
pub fn fixed(edition: &Edition, annotations: &Annotations) -> Vec<&'static str> {
    let documents = &edition.documents;
    let has_targets = documents.iter().any(|document| !document.targets.is_empty());
    let has_links = !edition.links.is_empty() || !edition.gaps.is_empty();
    let has_variants = annotations.documents.iter().any(|found| !found.variants.is_empty());
    let has_notes = documents.iter().any(|document| !document.notes.is_empty());
    let without = edition.site.publishing.without;
    let all = [
        ("home", true),
        ("search", !without.search),
        ("terms", !without.terms),
        ("targets", has_targets),
        ("compare", has_links),
        ("apparatus", has_variants),
        ("notes", has_notes),
        ("sources", !without.sources),
        ("health", !without.health),
        ("downloads", !without.downloads),
        ("changes", !edition.site.changes.is_empty()),
    ];
    all.into_iter().filter(|(_, exists)| *exists).map(|(name, _)| name).collect()
}
