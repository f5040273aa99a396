//! Tasks that orchestrate: what a test can assert is a test, what a user needs is a command.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a task runner tells what it runs and what came of it, and writes what it measures"
)]

mod bench;
mod budget;
mod cards;
mod corpus;
mod dist;
mod options;
mod setup;
mod steps;
mod workshop;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <task>

tasks:
  test          set-up, format, lints, tests, documentation, the site, the site in a browser
  test --fast   the same without set-up and browser
  budget        builds the site, and tells what its pages weigh and how fast they are
  docs          writes the reference page of the rules, src/check/RULES.md
  cards         draws card.png for the edition and each document, with Chromium
  dist [TARGET] packs a release build with manual pages and completions, into target/dist
  bench [N …]   builds editions of N documents (100, 1000, 10000), beside merely writing their files
  bench serve [N]  edits this edition N times (300), measures when an open page has the new text
                both measure a release build, or the one after `--program FILE`; `bench` writes its
                figures after `--json FILE`, and compares them with those after `--against FILE`

`test` installs Chromium, Chinese fonts and Java from the system's packages where they are missing.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["test"] => steps::test(steps::Extent::Everything),
        ["test", "--fast"] => steps::test(steps::Extent::WithoutBrowser),
        ["bench", "serve", ..] => workshop::run(&arguments[2..]),
        ["budget"] => budget::run(),
        ["docs"] => docs(),
        ["cards"] => cards::run(),
        ["dist"] => dist::pack(None),
        ["dist", target] => dist::pack(Some(target)),
        ["bench", ..] => bench::run(&arguments[1..]),
        [] | ["--help" | "-h" | "help"] => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("error: no task `{}`\n\n{USAGE}", arguments.join(" "));
            ExitCode::from(2)
        }
    }
}

/// The page is made by the test that keeps it in step, told to write instead of to compare.
fn docs() -> ExitCode {
    let test = ["test", "--lib", "--quiet", "check::reference"];
    let status = std::process::Command::new("cargo").args(test).env("UPDATE", "1").status();
    if status.is_ok_and(|status| status.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
