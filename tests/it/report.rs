//! Reports through the command line: written by one run, compared by the next.

use std::path::Path;
use std::process::Command;
use std::process::Output;

use crate::sites::put;

fn duizhao(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    command.args(arguments).current_dir(root).env_remove("GITHUB_ACTIONS").output().unwrap()
}

fn edition(root: &Path, reading: &str) {
    put(root, "site.toml", "title = { en = 'Test' }\nlanguages = ['en']\nversion = '1'\n");
    let document = "id = 'plan'\ntitle = { en = 'Plan' }\nbody = ['a', 'b']\n\
                    [[witness]]\nid = 'en'\nname = { en = 'English' }\nlang = 'en'\nrole = 'source'\n";
    put(root, "content/plan/document.toml", document);
    put(root, "content/plan/en.toml", &format!("'a' = '''{reading}'''\n'b' = '''Two.'''\n"));
}

#[test]
fn a_report_of_before_tells_what_an_edit_has_changed() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path();
    edition(root, "One.");
    let first = duizhao(root, &["build", "--report", "old.json"]);
    assert!(first.status.success(), "{first:?}");

    edition(root, "One (1.");
    let arguments =
        ["check", "--against", "old.json", "--summary", "all.md", "--report", "new.json"];
    let second = duizhao(root, &arguments);
    let told = String::from_utf8(second.stderr).unwrap();
    assert!(told.contains("1 segment changed, 0 terms changed"), "{told}");
    let summary = std::fs::read_to_string(root.join("all.md")).unwrap();
    let findings = summary.find("### New findings").unwrap();
    let segments = summary.find("### Segments of `plan`").unwrap();
    assert!(findings < segments, "{summary}");
    assert!(summary.contains("`unbalanced-quotes` content/plan/en.toml:1:"), "{summary}");
    assert!(summary.contains("- changed `a`: en"), "{summary}");
    let report: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(root.join("new.json")).unwrap()).unwrap();
    assert_eq!(report["counts"]["segments"], 2);
    assert_eq!(report["documents"]["plan"]["coverage"]["en"], serde_json::json!([2, 2]));

    // A second summary is added to the first, as a job's summary wants it.
    duizhao(root, &["check", "--against", "new.json", "--summary", "all.md"]);
    let both = std::fs::read_to_string(root.join("all.md")).unwrap();
    assert!(both.starts_with(&summary) && both.len() > summary.len());
}

#[test]
fn what_is_no_report_is_wrong_usage() {
    let home = tempfile::tempdir().unwrap();
    edition(home.path(), "One.");
    put(home.path(), "bad.json", "{}");
    let run = duizhao(home.path(), &["check", "--against", "bad.json"]);
    assert_eq!(run.status.code(), Some(2));
    let run = duizhao(home.path(), &["check", "--against", "missing.json"]);
    assert_eq!(run.status.code(), Some(3));
    let run = duizhao(home.path(), &["check", "--summary", "x.md"]);
    assert_eq!(run.status.code(), Some(2), "a summary needs a report to compare with");
}
