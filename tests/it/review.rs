//! The review of readings: the command that notes it, and that the published site says nothing of it.

use crate::commands::begun;
use crate::commands::fine;
use crate::commands::refused;
use crate::commands::text;
use crate::sites::snapshot;
use crate::support::files_of;
use crate::support::root;

use duizhao::pipeline;
use duizhao::pipeline::Goal;
use duizhao::pipeline::SourceTree;

use std::path::Path;

const REVIEW: &str = "content/analects/review.toml";

fn list(edition: &Path, more: &[&str]) -> String {
    fine(edition, &[&["review", "analects"], more].concat()).0
}

#[test]
fn what_was_checked_is_noted_and_is_stale_once_the_source_changes() {
    let home = begun();
    let edition = home.path().join("edition");
    let set = |more: &[&str]| fine(&edition, &[&["review", "analects", "--set"], more].concat());
    assert!(
        list(&edition, &[]).contains(": 0 checked, 0 need translation, 0 need review, 0 stale")
    );
    let before = snapshot(&edition);
    let (_, err) = set(&["checked", "--segment", "learn", "--dry-run"]);
    assert!(err.contains("would change content/analects/review.toml"), "{err}");
    assert_eq!(snapshot(&edition), before);
    let (_, err) = set(&["checked", "--witness", "english", "--segment", "learn", "learn-joy"]);
    assert!(err.contains("2 readings are now `checked`"), "{err}");
    set(&["needs-review", "--segment", "friends"]);
    let written = text(&edition, REVIEW);
    std::fs::write(edition.join(REVIEW), written.replace("\"learn\"", "# mine\n\"learn\""))
        .unwrap();
    assert_eq!(
        list(&edition, &[]).lines().last().unwrap().split_whitespace().next(),
        Some("needs-review")
    );
    fine(&edition, &["fmt", "--check"]);
    fine(&edition, &["check", "--strict"]);
    change(&edition, "content/analects/received.toml", "学而", "學而");
    let found = list(&edition, &[]);
    assert!(found.contains("1 checked, 0 need translation, 1 need review, 1 stale"), "{found}");
    let at = found.lines().find(|line| line.starts_with("stale")).unwrap();
    let line = 1 + text(&edition, "content/analects/english.toml")
        .lines()
        .position(|l| l.starts_with("\"learn\""))
        .unwrap();
    assert!(at.ends_with(&format!("learn    content/analects/english.toml:{line}")), "{at}");
    let json: serde_json::Value =
        serde_json::from_str(&list(&edition, &["--segment", "learn", "--format", "json"])).unwrap();
    assert_eq!(json["todo"][0]["what"], "stale");
    assert_eq!(json["witnesses"][0]["segments"], 1);
    set(&["checked", "--segment", "learn"]);
    assert!(list(&edition, &[]).contains("2 checked"));
    let written = text(&edition, REVIEW);
    assert!(
        written.contains("# mine\n\"learn\" = { state = \"checked\", source = \""),
        "{written}"
    );
}

fn change(edition: &Path, path: &str, from: &str, to: &str) {
    let old = text(edition, path);
    assert!(old.contains(from), "{path} holds {from}");
    std::fs::write(edition.join(path), old.replacen(from, to, 1)).unwrap();
}

#[test]
fn what_is_not_yet_translated_is_listed_without_an_entry() {
    let home = begun();
    let edition = home.path().join("edition");
    let english = "content/analects/english.toml";
    let old = text(&edition, english);
    let line = old.lines().find(|line| line.starts_with("\"friends\"")).unwrap();
    change(&edition, english, line, "\"friends\" = { absent = \"not-yet\" }");
    let found = list(&edition, &["--witness", "english"]);
    assert!(found.contains("1 need translation"), "{found}");
    assert!(
        found.contains("needs-translation  english  friends  content/analects/english.toml:"),
        "{found}"
    );
}

#[test]
fn what_cannot_be_reviewed_is_refused() {
    let home = begun();
    let edition = home.path().join("edition");
    let review = |more: &[&'static str]| [&["review", "analects"], more].concat();
    refused(&edition, &["review", "analect"], 1, "did you mean `analects`?");
    refused(&edition, &review(&["--witness", "englich"]), 1, "did you mean `english`?");
    refused(&edition, &review(&["--segment", "lern"]), 1, "did you mean `learn`?");
    refused(&edition, &review(&["--set", "done"]), 2, "one of: needs-review, checked");
    refused(&edition, &review(&["--dry-run"]), 2, "--set");
    refused(
        &edition,
        &review(&["--set", "checked", "--segment", "lern"]),
        1,
        "did you mean `learn`?",
    );
    std::fs::write(edition.join(REVIEW), "[english]\n\"lern\" = { state = \"checked\" }\n")
        .unwrap();
    refused(&edition, &["check"], 1, "content/analects/review.toml:2:2");
}

#[test]
fn the_published_site_does_not_depend_on_the_review() {
    let mut tree = pipeline::read(&root().join("tests/editions/pali-english-german"));
    let files = |tree: &SourceTree| {
        let outcome = pipeline::run(tree, Goal::Build);
        files_of(&outcome.site.expect("a site")).unwrap()
    };
    let with = files(&tree);
    assert!(tree.files.remove("content/yamaka/review.toml").is_some());
    let without = files(&tree);
    assert!(with == without, "the site differs with review.toml");
}
