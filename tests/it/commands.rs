//! The commands for editors, as they are met on a command line.

use std::path::Path;
use std::process::Command;

use crate::sites::put;
use crate::sites::snapshot;
use crate::support::root;

/// Runs the command in a folder: exit code, data, messages.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    for name in ["ROOT", "OUTPUT", "FORMAT", "STRICT", "NOTES", "THREADS", "QUIET"] {
        command.env_remove(format!("DUIZHAO_{name}"));
    }
    command.env_remove("CLICOLOR_FORCE");
    let output = command.current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[track_caller]
pub(crate) fn fine(folder: &Path, arguments: &[&str]) -> (String, String) {
    let (code, out, err) = run(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {out}{err}");
    (out, err)
}

/// A command that must fail with a message and leave every file as it was.
#[track_caller]
pub(crate) fn refused(folder: &Path, arguments: &[&str], code: i32, message: &str) {
    let before = snapshot(folder);
    let (found, out, err) = run(folder, arguments);
    assert_eq!(found, code, "{arguments:?}: {out}{err}");
    assert!(err.contains(message), "{arguments:?}: {err}");
    assert_eq!(snapshot(folder), before, "{arguments:?}: something was written");
}

/// The small edition that `new` makes.
pub(crate) fn begun() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fine(home.path(), &["new", "edition"]);
    home
}

pub(crate) fn text(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap()
}

/// A copy of an edition of the repository.
fn copy_of(source: &Path) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for name in ["site.toml", "published-ids.toml", "content", "glossary", "seeds", "themes"] {
        for entry in walkdir::WalkDir::new(source.join(name)).into_iter().flatten() {
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(source).unwrap();
                let target = home.path().join(below);
                std::fs::create_dir_all(target.parent().unwrap()).unwrap();
                std::fs::copy(entry.path(), target).unwrap();
            }
        }
    }
    home
}

#[test]
fn a_new_edition_is_checked_built_and_in_form() {
    let home = begun();
    let edition = home.path().join("edition");
    fine(&edition, &["check", "--strict"]);
    fine(&edition, &["build"]);
    assert!(edition.join("public/analects/index.html").is_file());
    fine(&edition, &["fmt", "--check"]);
    fine(&edition, &["ledger"]);
    fine(&edition, &["ledger", "--check"]);
    fine(&edition, &["fmt", "--check"]);
    fine(&edition, &["new", "document", "zhongyong"]);
    fine(&edition, &["new", "term", "le", "--form", "zh:乐", "--form", "en:delight"]);
    fine(&edition, &["check"]);
    fine(&edition, &["fmt", "--check"]);
    refused(&edition, &["ledger", "--check"], 1, "`published-ids.toml` lacks ids of the edition");
    let (_, err) = fine(&edition, &["clean"]);
    assert!(err.contains("removed from"), "{err}");
    assert!(!edition.join("public").exists());
    refused(home.path(), &["new", "edition"], 2, "`edition` is not an empty folder");
    refused(
        &edition,
        &["new", "document", "analects"],
        1,
        "there is a document `analects` already",
    );
    refused(&edition, &["new"], 2, "Usage");
}

#[test]
fn a_segment_is_split_renamed_moved_and_merged_and_the_edition_stays_whole() {
    let home = begun();
    let edition = home.path().join("edition");
    fine(&edition, &["ledger"]);
    let before = snapshot(&edition);
    let split =
        ["segment", "split", "analects", "learn", "--at", "received:而", "--at", "english:and to"];
    let dry: Vec<&str> = split.iter().copied().chain(["--dry-run"]).collect();
    let (_, err) = fine(&edition, &dry);
    assert!(err.contains("would change content/analects/document.toml"), "{err}");
    assert_eq!(snapshot(&edition), before);
    fine(&edition, &split);
    let spine = text(&edition, "content/analects/document.toml");
    assert!(spine.contains("[\"learn\", \"learn-2\", \"learn-joy\"],"), "{spine}");
    fine(&edition, &["check", "--strict"]);
    fine(&edition, &["segment", "merge", "analects", "learn", "learn-2"]);
    assert_eq!(snapshot(&edition), before, "a split and a merge give the files back");
    fine(&edition, &["segment", "rename", "analects", "learn-joy", "joy"]);
    let notes = text(&edition, "content/analects/notes.toml");
    assert!(notes.contains("segment = \"joy\", witness = \"received\""), "{notes}");
    assert!(text(&edition, "published-ids.toml").ends_with("from = \"learn-joy\"\nto = \"joy\"\n"));
    fine(&edition, &["segment", "rename", "analects", "joy", "learn-joy"]);
    assert_eq!(snapshot(&edition), before, "a name and back gives the files back");
    fine(&edition, &["segment", "move", "analects", "master-said", "--after", "friends-delight"]);
    let english = text(&edition, "content/analects/english.toml");
    assert!(english.ends_with("\"master-said\" = '''The Master said:'''\n"), "{english}");
    fine(&edition, &["check", "--strict"]);
    fine(&edition, &["fmt", "--check"]);
    fine(&edition, &["build"]);
}

#[test]
fn surgery_that_would_break_something_writes_nothing() {
    let home = begun();
    let edition = home.path().join("edition");
    let segment = |rest: &[&'static str]| -> Vec<&'static str> { [&["segment"], rest].concat() };
    let cases = [
        (
            segment(&["split", "analects", "learn", "--at", "received:而"]),
            1,
            "not every witness is told",
        ),
        (segment(&["split", "analects", "learn", "--at", "received"]), 2, "two words with a colon"),
        (
            segment(&["merge", "analects", "learn", "friends"]),
            1,
            "`friends` does not follow `learn`",
        ),
        (segment(&["merge", "analect", "learn", "friends"]), 1, "did you mean `analects`?"),
        (
            segment(&["rename", "analects", "learn", "friends"]),
            1,
            "there is a segment `friends` already",
        ),
        (segment(&["move", "analects", "learn"]), 2, "--after"),
        (segment(&["move", "analects", "learn", "--after", "learn"]), 1, "nothing goes after"),
    ];
    for (arguments, code, message) in cases {
        refused(&edition, &arguments, code, message);
    }
    put(&edition, "content/analects/english.toml", "\"master-said\" = \n");
    let message = "`content/analects/english.toml` cannot be read";
    refused(&edition, &["segment", "rename", "analects", "learn", "l"], 1, message);
}

#[test]
fn a_change_that_brings_a_new_error_is_refused_with_its_line() {
    let home = copy_of(&root().join("tests/editions/seeds"));
    let edition = home.path();
    fine(edition, &["check"]);
    // One paragraph becomes two rows in another order than the seed has them.
    let arguments = ["segment", "move", "laozi", "way.1", "--after", "name.2"];
    refused(edition, &arguments, 1, "the seed of `received` has `way.1` where it stands now");
    let cut =
        ["segment", "split", "laozi", "way.1", "--at", "received:可道", "--at", "english:that can"];
    fine(edition, &cut);
    fine(edition, &["check"]);
    fine(edition, &["segment", "rename", "laozi", "way.1", "beginning"]);
    let recipe = text(edition, "seeds/english.recipe.toml");
    assert!(recipe.contains("from = \"beginning\""), "{recipe}");
    fine(edition, &["check"]);
    fine(edition, &["segment", "merge", "laozi", "beginning", "way.1-2"]);
    fine(edition, &["check"]);
    assert!(
        text(edition, "content/laozi/english.toml")
            .starts_with("\"beginning\" = '''A way that can be told'''")
    );
}

#[test]
fn splitting_every_long_segment_of_the_shipped_edition_and_merging_gives_it_back() {
    let home = copy_of(root());
    let edition = home.path();
    let before = snapshot(edition);
    let split = [
        "segment",
        "split",
        "digital-china-2023",
        "announcement.notice",
        "--at",
        "govcn:要求",
        "--at",
        "digichina-zh:要求",
        "--at",
        "digichina:requiring",
        "--at",
        "clpn:requiring",
    ];
    let (code, out, err) = run(edition, &split);
    assert_eq!(code, 0, "{out}{err}");
    fine(edition, &["check"]);
    fine(
        edition,
        &["segment", "merge", "digital-china-2023", "announcement.notice", "announcement.notice-2"],
    );
    assert_eq!(snapshot(edition), before);
}

#[test]
fn files_are_put_in_form_and_those_that_are_not_are_named() {
    let home = begun();
    let edition = home.path().join("edition");
    let path = "content/analects/notes.toml";
    let formed = text(&edition, path);
    put(
        &edition,
        path,
        &format!("\u{feff}{}", formed.replace("id = ", "id=").replace('\n', "\r\n")),
    );
    let (code, out, err) = run(&edition, &["fmt", "--check"]);
    assert_eq!((code, out.as_str()), (1, "content/analects/notes.toml\n"), "{err}");
    let (_, err) = fine(&edition, &["fmt"]);
    assert!(err.contains("changed content/analects/notes.toml"), "{err}");
    assert_eq!(text(&edition, path), formed);
    put(&edition, path, "[[note]\n");
    refused(&edition, &["fmt"], 1, "`content/analects/notes.toml` cannot be read");
}

#[test]
fn the_shipped_edition_is_in_form_and_its_schemas_are_those_of_the_program() {
    let (out, err) = fine(root(), &["fmt", "--check"]);
    assert!(out.is_empty(), "{out}{err}");
    for (path, text) in duizhao::exchange::schema::files("schemas") {
        let there = std::fs::read_to_string(root().join(&path)).unwrap_or_default();
        assert!(there == text, "`{path}` is not what `duizhao schema --out schemas` writes");
    }
}

#[test]
fn numbers_are_data_in_two_forms() {
    let home = begun();
    let edition = home.path().join("edition");
    let (out, _) = fine(&edition, &["stats"]);
    assert!(out.contains("  segments       5 (5 with words in every witness)"), "{out}");
    let (out, _) = fine(&edition, &["stats", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["documents"][0]["witnesses"][0]["readings"], 5);
    assert_eq!(json["terms"]["attested"], 1);
    refused(home.path(), &["stats"], 1, "there is no edition in `.`");
}

#[test]
fn shells_and_editors_are_served() {
    let home = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (out, _) = fine(home.path(), &["completions", shell]);
        assert!(out.contains("duizhao") && out.contains("segment"), "{shell}");
    }
    let (out, _) = fine(home.path(), &["man"]);
    assert!(out.contains(".TH duizhao 1") && out.contains("duizhao\\-segment"), "{out}");
    fine(home.path(), &["man", "--out", "man"]);
    let page = std::fs::read_to_string(home.path().join("man/duizhao-segment-split.1")).unwrap();
    assert!(page.contains("Divide a segment into two"), "{page}");
    let page = std::fs::read_to_string(home.path().join("man/duizhao-build.1")).unwrap();
    let first = page.lines().find(|line| line.starts_with(".TH")).unwrap();
    assert!(first.contains(concat!("\"duizhao ", env!("CARGO_PKG_VERSION"), "\"")), "{first}");
    assert!(page.contains("DUIZHAO_BASE_URL"), "the help names it, so the page does: {page}");
    let (out, _) = fine(home.path(), &["schema", "notes"]);
    let schema: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(schema["properties"]["note"].is_object(), "{out}");
    refused(home.path(), &["schema", "nots"], 2, "one of: site, document");
    refused(home.path(), &["schema"], 2, "Usage");
    refused(home.path(), &["schema", "--out", "../x"], 2, "in the edition's folder");
    fine(home.path(), &["schema", "--out", "schemas"]);
    fine(home.path(), &["schema", "--out", "schemas"]);
    assert!(home.path().join("schemas/published-ids.json").is_file());
}

#[test]
fn a_folder_that_no_build_made_is_not_cleaned() {
    let home = begun();
    let edition = home.path().join("edition");
    put(&edition, "public/mine.txt", "mine");
    refused(&edition, &["clean"], 3, "holds files that duizhao did not make");
    std::fs::remove_file(edition.join("public/mine.txt")).unwrap();
    fine(&edition, &["build"]);
    put(&edition, "public/CNAME", "example.org");
    let (_, err) = fine(&edition, &["clean"]);
    assert!(err.contains("what duizhao did not make is left"), "{err}");
    assert_eq!(snapshot(&edition.join("public")).keys().collect::<Vec<_>>(), ["CNAME"]);
}
