//! Findings as they come: one by one, and in lists that are kept from run to run and not copied.

use crate::diag::diagnostic::Diagnostic;
use crate::diag::diagnostic::Severity;
use crate::diag::diagnostic::order;
use crate::diag::diagnostic::sorted;

use std::sync::Arc;
use std::sync::OnceLock;

/// The findings of a run. They are put in order when they are asked for.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    own: Vec<Diagnostic>,
    kept: Vec<Arc<[Diagnostic]>>,
    in_order: OnceLock<Vec<Diagnostic>>,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Diagnostic) {
        self.extend([finding]);
    }

    /// Adds some.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Diagnostic>) {
        self.in_order = OnceLock::new();
        self.own.extend(findings);
    }

    /// Adds a list that is kept elsewhere too.
    pub fn share(&mut self, findings: &Arc<[Diagnostic]>) {
        if !findings.is_empty() {
            self.in_order = OnceLock::new();
            self.kept.push(Arc::clone(findings));
        }
    }

    /// Adds all of others.
    pub fn append(&mut self, others: Self) {
        self.extend(others.own);
        self.kept.extend(others.kept);
    }

    /// Lets go of those for which `is_wanted` is false; lists that lose none stay shared.
    pub fn retain(&mut self, mut is_wanted: impl FnMut(&Diagnostic) -> bool) {
        self.in_order = OnceLock::new();
        self.own.retain(&mut is_wanted);
        for list in &mut self.kept {
            let wanted: Vec<bool> = list.iter().map(&mut is_wanted).collect();
            if wanted.contains(&false) {
                let pairs = list.iter().zip(wanted).filter(|(_, is_wanted)| *is_wanted);
                *list = pairs.map(|(finding, _)| finding.clone()).collect();
            }
        }
    }

    /// All of them, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.own.iter().chain(self.kept.iter().flat_map(|list| list.iter()))
    }

    /// Those that `is_meant`, in order.
    pub fn select(&self, is_meant: impl Fn(&Diagnostic) -> bool) -> Vec<&Diagnostic> {
        let mut selected: Vec<_> = self.iter().filter(|finding| is_meant(finding)).collect();
        selected.sort_by(|one, other| order(one, other));
        selected.dedup();
        selected
    }

    /// All of them in the order of files, offsets and codes, each once.
    #[must_use]
    pub fn sorted(&self) -> &[Diagnostic] {
        self.in_order.get_or_init(|| sorted(self.iter().cloned().collect()))
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_error(&self) -> bool {
        self.iter().any(|finding| finding.severity == Severity::Error)
    }
}

impl From<Vec<Diagnostic>> for Findings {
    fn from(own: Vec<Diagnostic>) -> Self {
        Self { own, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::source::FileId;
    use crate::diag::source::Span;

    fn finding(code: &'static str, start: usize) -> Diagnostic {
        Diagnostic::warning(code, "x").at(Span::new(FileId(0), start..start + 1))
    }

    fn told(findings: &Findings) -> Vec<&'static str> {
        findings.sorted().iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn what_is_kept_and_what_is_new_come_in_one_order_and_once() {
        let list: Arc<[_]> = [finding("b", 2), finding("d", 4)].into();
        let mut findings = Findings::default();
        findings.share(&list);
        findings.push(finding("c", 3));
        assert_eq!(told(&findings), ["b", "c", "d"]);
        let mut others = Findings::from(vec![finding("a", 1), finding("c", 3)]);
        others.share(&[finding("e", 5)].into());
        findings.append(others);
        assert_eq!(told(&findings), ["a", "b", "c", "d", "e"]);
        findings.share(&[finding("aa", 1)].into());
        assert_eq!(told(&findings)[..3], ["a", "aa", "b"]);
        let selected = findings.select(|finding| finding.code > "b");
        assert_eq!(selected.iter().map(|f| f.code).collect::<Vec<_>>(), ["c", "d", "e"]);
        findings.push(Diagnostic::error("f", "x").at(Span::new(FileId(0), 9..9)));
        assert_eq!(told(&findings).last(), Some(&"f"));
        assert!(findings.has_error());
    }

    #[test]
    fn a_kept_list_does_not_lose_what_is_let_go_elsewhere() {
        let list: Arc<[_]> = [finding("a", 1), finding("b", 2)].into();
        let mut findings = Findings::from(vec![finding("a", 3), finding("c", 3)]);
        findings.share(&list);
        assert_eq!(told(&findings), ["a", "b", "a", "c"]);
        findings.retain(|finding| finding.code != "a");
        assert_eq!(told(&findings), ["b", "c"]);
        assert_eq!(list.len(), 2);
        assert!(!findings.has_error());
    }
}
