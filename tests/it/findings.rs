//! What programs are told of findings: the log in SARIF is what its schema says.

use crate::support::root;
use crate::support::run;

use duizhao::diag::sarif;
use duizhao::pipeline;
use duizhao::pipeline::Goal;

use std::io::Write;

/// The schema, where `cargo xtask test` puts it.
const SCHEMA: &str =
    "target/sarif/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

#[test]
fn the_log_of_every_small_edition_is_valid_sarif() {
    let Ok(schema) = std::fs::read_to_string(root().join(SCHEMA)) else {
        let what = "findings: SARIF is NOT checked: its schema is not in target/sarif";
        writeln!(std::io::stderr(), "{what}").ok();
        return;
    };
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let (mut logs, mut results) = (0, 0);
    for entry in std::fs::read_dir(root().join("tests/editions")).unwrap() {
        let folder = entry.unwrap().path();
        let outcome = run(&folder, Goal::Check);
        let log = sarif::render(&outcome.diagnostics, &outcome.sources, pipeline::about);
        let log: serde_json::Value = serde_json::from_str(&log).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&log).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", folder.display());
        let found = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(found.len(), outcome.diagnostics.len(), "{}", folder.display());
        logs += 1;
        results += found.len();
    }
    assert!(logs > 30 && results > 60, "{logs} logs, {results} results");
    let wrong = serde_json::json!({ "version": "2.1.0", "runs": [{ "tool": {} }] });
    assert!(!validator.is_valid(&wrong), "the schema is the one of SARIF");
}
