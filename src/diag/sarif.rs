//! Findings as SARIF 2.1.0, the exchange format of code scanning.

use crate::diag::Diagnostic;
use crate::diag::Severity;
use crate::diag::SourceMap;
use crate::diag::Span;

use serde_json::Value;
use serde_json::json;

use std::collections::BTreeSet;

/// Where the schema of the format is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Renders findings as one SARIF log; columns count characters from 1. `about` gives summary and
/// help of a finding's code, which code scanning shows beside it.
#[must_use]
pub fn render(
    diagnostics: &[Diagnostic],
    sources: &SourceMap,
    about: impl Fn(&str) -> Option<(&'static str, &'static str)>,
) -> String {
    let codes: BTreeSet<&str> = diagnostics.iter().map(|d| d.code).collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code, about(code))).collect();
    let index = |code: &str| codes.iter().position(|known| *known == code);
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|finding| {
            let mut result = result(finding, sources);
            result["ruleIndex"] = json!(index(finding.code));
            result
        })
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "duizhao",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    // Serialising plain strings and numbers cannot fail.
    let mut out = serde_json::to_string_pretty(&log).unwrap_or_default();
    out.push('\n');
    out
}

fn rule(code: &str, about: Option<(&str, &str)>) -> Value {
    let (summary, help) = about.unwrap_or((code, code));
    json!({
        "id": code,
        "shortDescription": { "text": summary },
        "fullDescription": { "text": help },
        "help": { "text": help },
    })
}

fn result(finding: &Diagnostic, sources: &SourceMap) -> Value {
    let mut message = finding.message.clone();
    for hint in &finding.hints {
        message.push_str("\nhint: ");
        message.push_str(hint);
    }
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut result = json!({
        "ruleId": finding.code,
        "level": level,
        "message": { "text": message },
    });
    if let Some(span) = finding.primary {
        result["locations"] = json!([location(span, sources)]);
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().map(|(span, label)| {
            let mut place = location(*span, sources);
            place["message"] = json!({ "text": label });
            place
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

fn location(span: Span, sources: &SourceMap) -> Value {
    let start = sources.locate(span.file, span.start as usize);
    let end = sources.locate(span.file, span.end as usize);
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(sources.path(span.file)) },
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    } })
}

/// A path as a relative reference: everything but letters, digits and `-._~/` in percents.
fn uri(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    path.bytes()
        .map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_holds_every_finding_with_its_place() {
        let mut sources = SourceMap::default();
        let file = sources.add("content/文/zh.toml", "a = '字'\n");
        let found = [
            Diagnostic::error("b", "wrong")
                .at(Span::new(file, 5..8))
                .also(Span::new(file, 0..1), "key"),
            Diagnostic::warning("a", "elsewhere").hint("mend"),
        ];
        let about = |code: &str| (code == "a").then_some(("A thing", "Mend it."));
        let log: Value = serde_json::from_str(&render(&found, &sources, about)).unwrap();
        let run = &log["runs"][0];
        let rules = &run["tool"]["driver"]["rules"];
        assert_eq!((&rules[0]["id"], &rules[1]["id"]), (&json!("a"), &json!("b")));
        assert_eq!(rules[0]["shortDescription"]["text"], "A thing");
        assert_eq!(rules[0]["help"]["text"], "Mend it.");
        let (first, second) = (&run["results"][0], &run["results"][1]);
        assert_eq!((&first["ruleIndex"], &second["ruleIndex"]), (&json!(1), &json!(0)));
        let place = &first["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/%E6%96%87/zh.toml");
        assert_eq!(
            place["region"],
            json!({ "startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 7 })
        );
        assert_eq!(first["relatedLocations"][0]["message"]["text"], "key");
        assert_eq!(second["message"]["text"], "elsewhere\nhint: mend");
        assert!(second.get("locations").is_none());
    }
}
