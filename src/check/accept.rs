//! Accepted exceptions: findings that an editor has looked at and lets stand, with a reason.

use crate::check::rule::Context;
use crate::check::rules::RULES;
use crate::diag::Diagnostic;
use crate::diag::Findings;
use crate::diag::Span;
use crate::diag::did_you_mean;
use crate::format::site::Accept;

use std::collections::BTreeSet;

/// Takes out the findings that are accepted. At the second moment, when all rules have run,
/// `unused` adds a warning for every exception that nothing needed.
#[must_use]
pub fn without(mut found: Findings, context: &Context<'_>) -> (Findings, BTreeSet<usize>) {
    let mut used = BTreeSet::new();
    if context.accept.is_empty() {
        return (found, used);
    }
    let places: Vec<Vec<Span>> = context.accept.iter().map(|(a, _)| places(a, context)).collect();
    found.retain(|finding| {
        let accepted = context.accept.iter().zip(&places).position(|((accept, _), places)| {
            accept.rule.get_ref() == finding.code
                && finding.primary.is_some_and(|at| places.iter().any(|p| within(at, *p)))
        });
        used.extend(accepted);
        accepted.is_none()
    });
    (found, used)
}

/// Warnings for the exceptions whose index is not in `used`.
#[must_use]
pub fn unused(context: &Context<'_>, used: &BTreeSet<usize>) -> Vec<Diagnostic> {
    let unused = context.accept.iter().enumerate().filter(|(index, _)| !used.contains(index));
    let findings = unused.map(|(_, (accept, at))| {
        let rule = accept.rule.get_ref();
        let message = format!("nothing needs this exception from `{rule}`");
        let finding = Diagnostic::warning("unused-exception", message).at(*at);
        let known = RULES.iter().map(|rule| rule.code);
        if known.clone().any(|code| code == rule) {
            return finding.hint("take it out, or mend its document, segment, witness or term");
        }
        did_you_mean(rule, known).into_iter().fold(finding, Diagnostic::hint)
    });
    findings.collect()
}

fn within(inner: Span, outer: Span) -> bool {
    inner.file == outer.file && outer.start <= inner.start && inner.end <= outer.end
}

/// The stretches of files that an exception speaks of.
fn places(accept: &Accept, context: &Context<'_>) -> Vec<Span> {
    let mut places = Vec::new();
    if let Some(id) = &accept.term {
        let terms = context.edition.terms.iter().filter(|t| t.id.as_str() == id.get_ref());
        for term in terms {
            places.push(term.span);
            places.extend(term.forms.iter().map(|form| form.span));
        }
    }
    let Some(id) = &accept.document else { return places };
    let documents = context.edition.documents.iter().filter(|d| d.id.as_str() == id.get_ref());
    for document in documents {
        if let Some(id) = &accept.target {
            let targets = document.targets.iter().filter(|t| t.id.as_str() == id.get_ref());
            places.extend(targets.map(|target| target.span));
        }
        let Some(index) = accept.segment.as_ref().and_then(|s| document.segment(s.get_ref()))
        else {
            continue;
        };
        let segment = &document.segments[index];
        places.push(segment.span);
        let wanted = accept.witness.as_ref().map(|w| w.get_ref().as_str());
        for (witness, reading) in document.witnesses.iter().zip(&segment.readings) {
            if wanted.is_none_or(|wanted| wanted == witness.id.as_str()) {
                places.extend(reading.text().map(|text| text.span));
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture;
    use crate::format::site::Site;

    #[test]
    fn an_exception_takes_out_what_its_rule_finds_at_its_place_and_nothing_else() {
        let site: Site = toml::from_str(
            "title = { en = 'x' }\nlanguages = ['en']\n[[accept]]\nrule = 'doubled-sentence'\ndocument = 'd'\nsegment = 's2'\nwitness = 'en'\nreason = 'printed twice'",
        )
        .unwrap();
        let edition =
            fixture::edition("document d zh:zh:source en:en\ns1 | 甲 | one\ns2 | 乙 | two");
        let mut context = Context::new(&edition);
        let nowhere = fixture::nowhere();
        context.accept = site.accept.iter().map(|a| (a.get_ref(), nowhere)).collect();
        let finding = |code, segment: usize, witness: usize| {
            let reading = &edition.documents[0].segments[segment].readings[witness];
            Diagnostic::warning(code, "twice").at(reading.text().unwrap().span)
        };
        let rule = "doubled-sentence";
        let mut found = Findings::from(vec![finding(rule, 1, 1), finding(rule, 0, 1)]);
        let kept = [finding(rule, 1, 0), finding("other-rule", 1, 1), finding(rule, 1, 1)];
        found.share(&kept.into());
        let (left, used) = without(found, &context);
        let mut expected = [finding(rule, 0, 1), finding(rule, 1, 0), finding("other-rule", 1, 1)];
        expected.sort_by_key(|finding| (finding.primary, finding.code));
        assert_eq!(left.sorted(), expected);
        assert!(unused(&context, &used).is_empty());
    }

    #[test]
    fn an_exception_without_a_place_accepts_nothing_and_is_reported() {
        let site: Site = toml::from_str(
            "title = { en = 'x' }\nlanguages = ['en']\n[[accept]]\nrule = 'doubled-sentence'\ndocument = 'd'\nsegment = 's9'\nreason = 'printed twice'",
        )
        .unwrap();
        let edition = fixture::edition("document d zh:zh:source\ns1 | 甲");
        let mut context = Context::new(&edition);
        let at = fixture::nowhere();
        context.accept = site.accept.iter().map(|a| (a.get_ref(), at)).collect();
        let finding = Diagnostic::warning("doubled-sentence", "twice").at(at);
        let (kept, used) = without(vec![finding].into(), &context);
        assert_eq!(kept.sorted().len(), 1);
        assert_eq!(unused(&context, &used)[0].code, "unused-exception");
    }
}
