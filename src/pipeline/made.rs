//! The site with its exports. Its lists of files are kept from run to run: few edits change them.

use crate::annotate::Annotations;
use crate::diag::Diagnostic;
use crate::exchange::export::Export;
use crate::exchange::export::Exports;
use crate::exchange::export::Missing;
use crate::model::Edition;
use crate::model::Publishing;
use crate::output;
use crate::output::Download;
use crate::output::Downloads;
use crate::output::Lacking;
use crate::output::Merged;
use crate::output::Packing;
use crate::output::Site;
use crate::render;
use crate::render::Kept;
use crate::render::Listing;
use crate::render::Press;

use std::sync::Arc;

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Only find what is wrong.
    Check,
    /// Make a site, if nothing is wrong.
    Build,
}

/// The lists of files of the run before.
#[derive(Default)]
pub(super) struct Lists {
    pages: Kept,
    exports: Option<(Arc<Exports>, Downloads)>,
    all: Option<Arc<Merged>>,
}

impl std::fmt::Debug for Lists {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lists").finish_non_exhaustive()
    }
}

/// Makes the site with its exports, or where the goal is to check tries the templates.
pub(super) fn made(
    (edition, annotations): (Arc<Edition>, Arc<Annotations>),
    press: &Arc<Press>,
    (goal, kept): (Goal, Option<&mut Lists>),
) -> Result<Option<Site>, Vec<Diagnostic>> {
    let is_kept = kept.is_some();
    let mut none = Lists::default();
    let lists = kept.unwrap_or(&mut none);
    let (ours, found) = (Arc::clone(&edition), Arc::clone(&annotations));
    let words = press.theme.strings.clone();
    let exports = Arc::new(match &lists.exports {
        Some((before, _)) => before.again(ours, found, words),
        None => Exports::new(ours, found, words, env!("CARGO_PKG_VERSION")),
    });
    let downloads = downloads(&exports, goal, lists.exports.as_ref());
    if goal == Goal::Check {
        let findings = render::check(edition, annotations, press, downloads);
        return if findings.is_empty() { Ok(None) } else { Err(findings) };
    }
    let publishing = edition.site.publishing;
    // A packed site has a copy of every page, so every page must be known.
    let packings = packings(publishing);
    let is_late = is_kept && packings.is_empty();
    let listing = if is_late { Listing::LateSearch } else { Listing::Whole };
    let listed = downloads.clone();
    let mut site =
        render::site(edition, annotations, press, downloads, (listing, &mut lists.pages))?;
    let sources = vec![site.pages, Arc::clone(&exports) as _];
    let all = Arc::new(Merged::again(sources, lists.all.as_deref()));
    site.pages = Arc::clone(&all) as _;
    lists.exports = Some((exports, listed));
    lists.all = Some(all);
    Ok(Some(output::packed(site, packings)))
}

/// In which ways copies of the texts are packed.
fn packings(publishing: Publishing) -> Vec<Packing> {
    let wanted = [(publishing.gzip, Packing::Gzip), (publishing.brotli, Packing::Brotli)];
    wanted.into_iter().filter(|(is_wanted, _)| *is_wanted).map(|(_, packing)| packing).collect()
}

/// The exports as the page that lists them wants them; to check, none need be made for its size.
fn downloads(
    exports: &Arc<Exports>,
    goal: Goal,
    before: Option<&(Arc<Exports>, Downloads)>,
) -> Downloads {
    let file = |export: &Export| Download {
        path: export.path.clone(),
        document: export.document,
        documents: export.part.as_ref().map(|part| part.documents.clone()),
        witnesses: if export.format.is_pair() { export.witnesses.clone() } else { Vec::new() },
        key: export.format.key(),
        name: export.format.name(),
        media_type: export.format.media_type(),
    };
    let (listed, sized) = (Arc::clone(exports), Arc::clone(exports));
    let file = move |place: usize| listed.files().get(place).map(file).unwrap_or_default();
    let size = move |place| if goal == Goal::Check { 0 } else { sized.size(place) };
    let makers = (Arc::new(file) as _, Arc::new(size) as _);
    if let Some((_, downloads)) = before.filter(|(before, _)| before.is_listed_as(exports)) {
        return downloads.again(makers);
    }
    let lacking = |missing: &Missing| Lacking {
        document: missing.document,
        name: missing.format.name(),
        reason: missing.reason,
    };
    let documents = exports.files().iter().map(|export| export.document);
    let lacking = exports.missing().iter().map(lacking).collect();
    Downloads::new(documents, lacking, exports.styles(), makers)
}
