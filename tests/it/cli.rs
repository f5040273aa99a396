//! The command as people and continuous integration meet it.

use std::path::Path;
use std::process::Command;
use std::process::Output;

use crate::sites::put;
use crate::sites::snapshot;

fn duizhao(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    for name in ["ROOT", "OUTPUT", "FORMAT", "STRICT", "THREADS", "PORT", "HOST", "QUIET"] {
        command.env_remove(format!("DUIZHAO_{name}"));
    }
    command.env_remove("CLICOLOR_FORCE").current_dir(folder).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn check(arguments: &[&str], code: i32, stdout: &str, stderr: &str) {
    let home = tempfile::tempdir().unwrap();
    let output = duizhao(home.path(), arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {out}{err}");
    assert!(out.contains(stdout) && out.is_empty() == stdout.is_empty(), "{arguments:?}: {out}");
    assert!(err.contains(stderr) && err.is_empty() == stderr.is_empty(), "{arguments:?}: {err}");
    assert!(snapshot(home.path()).is_empty(), "something was written");
}

#[test]
fn help_is_data_and_wrong_usage_is_2() {
    check(&["--help"], 0, "duizhao serve --open", "");
    check(&["build", "--help"], 0, "duizhao build --strict", "");
    check(&["--version"], 0, env!("CARGO_PKG_VERSION"), "");
    check(&[], 2, "", "Usage: duizhao");
    check(&["biuld"], 2, "", "build");
    check(&["check", "--format", "xml"], 2, "", "human, json");
}

#[test]
fn a_folder_without_an_edition_is_told_so() {
    let message = "error[no-edition]: there is no edition in `.`: it has no `site.toml`";
    for command in ["build", "check", "serve"] {
        check(&[command], 1, "", message);
    }
    check(&["check", "--root", "nowhere"], 1, "", "`nowhere`: it is not a folder");
    let home = tempfile::tempdir().unwrap();
    let output = duizhao(home.path(), &["check", "--format", "json"]);
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(line["code"], "no-edition");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
}

#[test]
fn messages_have_no_colours_where_there_is_no_terminal() {
    let home = tempfile::tempdir().unwrap();
    let output = duizhao(home.path(), &["check"]);
    assert!(!output.stderr.contains(&0x1b), "{}", text(&output.stderr));
}

#[test]
fn the_site_is_not_written_among_the_edition_s_own_files() {
    let home = tempfile::tempdir().unwrap();
    put(home.path(), "site.toml", "");
    let output = duizhao(home.path(), &["build", "--output", "content/site"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("is inside `content`"), "{}", text(&output.stderr));
}

#[test]
fn the_environment_speaks_where_the_command_line_does_not() {
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
        command.env("DUIZHAO_FORMAT", "json").env("DUIZHAO_ROOT", "there");
        command.current_dir(home.path()).args(arguments).output().unwrap()
    };
    assert!(text(&run(&["check"]).stdout).contains("`there`"));
    assert!(text(&run(&["check", "--root", "here"]).stdout).contains("`here`"));
    assert!(text(&run(&["check", "--format", "human"]).stderr).contains("`there`"));
}
