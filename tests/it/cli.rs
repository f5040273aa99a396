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
    command.env_remove("GITHUB_ACTIONS");
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
    check(&["check", "--format", "xml"], 2, "", "human, json, github, sarif");
}

#[test]
fn a_folder_without_an_edition_is_told_so() {
    let message = "error[no-edition]: there is no edition in `.`: it has no `site.toml`";
    for command in ["build", "check", "serve"] {
        check(&[command], 1, "", message);
    }
    check(&["check", "--root", "nowhere"], 1, "", "`nowhere`: there is no such folder");
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

/// A copy of the smallest edition.
fn edition() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for (path, bytes) in snapshot(&crate::support::root().join("tests/editions/minimal")) {
        if path == "site.toml" || path.starts_with("content/") {
            put(home.path(), &path, text(&bytes));
        }
    }
    home
}

#[test]
fn a_build_says_what_it_made_and_where_to_look() {
    let home = edition();
    let output = duizhao(home.path(), &["build"]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(output.stdout.is_empty());
    assert!(said.starts_with("built 1 document, "), "{said}");
    assert!(said.contains(" → public/ ("), "{said}");
    assert!(said.contains("\nopen public/index.html, or run: duizhao serve\n"), "{said}");
    assert!(home.path().join("public/index.html").is_file());
    let before = snapshot(&home.path().join("public"));
    let again = duizhao(home.path(), &["build", "--threads", "1"]);
    assert!(text(&again.stderr).contains(", 0 written, "), "{}", text(&again.stderr));
    assert!(text(&duizhao(home.path(), &["build", "--quiet"]).stderr).is_empty());
    assert!(snapshot(&home.path().join("public")) == before);
}

#[test]
fn a_build_of_a_broken_edition_leaves_the_old_site() {
    let home = edition();
    duizhao(home.path(), &["build"]);
    let before = snapshot(&home.path().join("public"));
    put(home.path(), "content/laozi/document.toml", "id = 3");
    let output = duizhao(home.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).ends_with("nothing was written\n"), "{}", text(&output.stderr));
    assert!(!before.is_empty() && snapshot(&home.path().join("public")) == before);
}

#[test]
fn an_output_folder_that_is_not_ours_is_the_machine_s_fault() {
    let home = edition();
    put(home.path(), "site/thesis.txt", "ten years of work");
    let output = duizhao(home.path(), &["build", "--output", "site", "--format", "json"]);
    assert_eq!(output.status.code(), Some(3));
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(line["code"], "not-written");
    assert_eq!(snapshot(&home.path().join("site")).len(), 1);
}

#[cfg(unix)]
#[test]
fn a_preview_is_served_until_it_is_interrupted_and_writes_nothing() {
    use std::io::BufRead;
    use std::io::Read;
    use std::io::Write;
    let home = edition();
    let mut child = Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .args(["serve", "--port", "0"])
        .current_dir(home.path())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = std::io::BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
    let address = address.unwrap_or_else(|| panic!("no address: {line}")).to_owned();
    let mut stream = std::net::TcpStream::connect(&address).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    let port = address.rsplit(':').next().unwrap();
    let taken = duizhao(home.path(), &["serve", "--port", port]);
    assert_eq!(taken.status.code(), Some(3));
    assert!(text(&taken.stderr).contains("hint: choose another port"), "{}", text(&taken.stderr));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(!home.path().join("public").exists());
}

#[test]
fn timings_are_a_table_and_a_trace_and_change_no_file() {
    let (plain, timed) = (edition(), edition());
    assert!(duizhao(plain.path(), &["build"]).status.success());
    let output = duizhao(timed.path(), &["build", "--timings=trace.json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let site = |home: &Path| snapshot(&home.join("public"));
    assert_eq!(site(plain.path()), site(timed.path()));
    let trace = std::fs::read(timed.path().join("trace.json")).unwrap();
    let trace: serde_json::Value = serde_json::from_slice(&trace).unwrap();
    let events = trace["traceEvents"].as_array().unwrap();
    let of = |kind: &str| -> Vec<&str> {
        let events = events.iter().filter(|event| event["cat"] == kind);
        events.map(|event| event["name"].as_str().unwrap()).collect()
    };
    let stages = of("stage");
    assert_eq!((stages[0], stages.last().copied()), ("read", Some("make and write files")));
    assert!(of("file").contains(&"index.html"), "{:?}", of("file"));
    let table = text(&output.stderr);
    for stage in stages {
        assert!(table.contains(&format!(" ms  {stage}\n")), "{table}");
    }
}
