//! Diagnostics: what is wrong, where, and what to do; collected, sorted, printed once.
//!
//! In: findings of every stage. Out: text for people or JSON lines for programs. Never: a decision to stop.

pub mod diagnostic;
pub mod findings;
pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
pub mod source;

pub use crate::diag::diagnostic::Diagnostic;
pub use crate::diag::diagnostic::Severity;
pub use crate::diag::diagnostic::count;
pub use crate::diag::diagnostic::sorted;
pub use crate::diag::findings::Findings;
pub use crate::diag::source::Content;
pub use crate::diag::source::FileId;
pub use crate::diag::source::Location;
pub use crate::diag::source::SourceMap;
pub use crate::diag::source::Span;

use crate::text::distance;

/// The candidate nearest to what was written, if any is near enough to suggest
/// (a third of its characters may differ).
#[must_use]
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let allowed = written.chars().count().div_ceil(3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(written, candidate), candidate))
        .filter(|(steps, _)| *steps <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The hint `did you mean …?` for the nearest candidate.
#[must_use]
pub fn did_you_mean<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(written, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_only_when_it_is_near() {
        let names = ["witness", "division", "body"];
        assert_eq!(nearest("witnes", names), Some("witness"));
        assert_eq!(nearest("divison", names), Some("division"));
        assert_eq!(nearest("zebra", names), None);
    }
}
