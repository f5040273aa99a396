//! Faults of templates as findings.

use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
use crate::output::Fault;

use minijinja::Error;

/// The finding for a page that cannot be made: at the line of the template, where that is known.
#[must_use]
pub fn finding(fault: &Fault) -> Diagnostic {
    let Some(place) = fault.place else {
        return Diagnostic::error("template-fault", fault.to_string());
    };
    let what = fault.message.lines().next().unwrap_or_default();
    let message = format!("cannot make `{}`: {what}", fault.page);
    let range = place.start as usize..place.end as usize;
    Diagnostic::error("template-fault", message).at(Span::new(FileId(place.file), range))
}

/// The error of the innermost template, in which the fault arose.
pub(crate) fn innermost(error: &Error) -> &Error {
    let mut inner = error;
    while let Some(next) =
        std::error::Error::source(inner).and_then(|source| source.downcast_ref::<Error>())
    {
        inner = next;
    }
    inner
}
