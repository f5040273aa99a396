//! Reports are compared by what an edition says, not by where it says it.

use crate::annotate::fixture;
use crate::check::report::Changes;
use crate::check::report::Report;
use crate::check::report::summary;
use crate::diag::Diagnostic;
use crate::diag::SourceMap;

const BEFORE: &str = "document d zh:zh:source en:en\ns1 | 甲 | one\ns2 | 乙 | two\ns3 | 丙 | three";

fn report(text: &str, findings: &[(&'static str, &str)]) -> Report {
    let edition = fixture::edition(text);
    let diagnostics: Vec<_> =
        findings.iter().map(|(code, message)| Diagnostic::warning(code, *message)).collect();
    let report = Report::new(Some(&edition), &diagnostics, &SourceMap::default(), "1");
    Report::parse(&report.to_json()).unwrap()
}

#[test]
fn the_same_edition_has_no_changes() {
    let changes = Changes::between(&report(BEFORE, &[]), &report(BEFORE, &[]));
    assert!(changes.segments.is_empty() && changes.moved.is_empty() && changes.lost() == 0);
    assert_eq!(
        summary::line(&changes),
        "0 segments changed, 0 terms changed, 0 notes changed, 0 targets changed, 0 ids lost, \
         0 new findings, 0 gone"
    );
}

#[test]
fn segments_are_told_by_the_witness_that_reads_otherwise() {
    let now = "document d zh:zh:source en:en\ns3 | 丙 | three\ns1 | 甲 | ONE\ns4 | 丁 | four";
    let changes = Changes::between(&report(BEFORE, &[]), &report(now, &[]));
    let [(document, difference)] = changes.segments.as_slice() else { panic!("{changes:?}") };
    assert_eq!(document, "d");
    assert_eq!(difference.changed, [("s1".to_owned(), "en".to_owned())]);
    assert_eq!((&difference.new[0], &difference.lost[0]), (&"s4".to_owned(), &"s2".to_owned()));
    assert_eq!(changes.moved, ["d"]);
    let page = summary::markdown(&changes);
    for line in ["- **lost** `s2`", "- changed `s1`: en", "- new `s4`", "`d` have another order"] {
        assert!(page.contains(line), "{page}");
    }
}

#[test]
fn new_findings_come_first_and_known_ones_are_not_told() {
    let before = report(BEFORE, &[("a", "known"), ("a", "solved")]);
    let now = report(BEFORE, &[("a", "known"), ("a", "known"), ("b", "<new>")]);
    let changes = Changes::between(&before, &now);
    let found: Vec<_> = changes.found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!((found, changes.solved), (vec!["known", "<new>"], 1));
    assert!(summary::markdown(&changes).contains("- **warning** `b`: &lt;new>"));
    assert_eq!(now.rules["a"], 2);
}

#[test]
fn another_form_of_report_is_refused() {
    let text = report(BEFORE, &[]).to_json().replace("\"form\": 1", "\"form\": 9");
    assert!(Report::parse(&text).unwrap_err().contains("form 9"));
    assert!(Report::parse("{}").is_err());
}
