//! Tasks that orchestrate: what a test can assert is a test, what a user needs is a command.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a task runner tells what it runs and what came of it, and writes what it measures"
)]

mod archive;
mod bench;
mod budget;
mod cards;
mod corpus;
mod dist;
mod options;
mod preview;
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
  bench [WHAT …]  measures time and memory beside a floor in the same run; WHAT is
                small, medium, large: a neutral corpus, as the plain page that other generators are
                measured with (`--plain` alone) and with everything (`--full` alone);
                `--peers` builds it with other generators too, where they are installed
                growth: time per pair over the sizes, and with a glossary of 5000 terms
                shipped: the edition of this repository
                newcomer: the program itself, built from nothing and after a change of one line
                instructions: of this edition's build, counted by callgrind and compared with
                benches/instructions.json, which `--record` writes
                serve: this edition edited in every way, or `serve medium` a size, until an open page
                has the new words; a number after it is the number of edits
                align: proposals of alignment of the 2023 plan, beside those of nltk
                a number: an edition of so many documents (100, 1000, 10000), beside merely writing it
                `--runs N` measures N times (5), `--program FILE` another program than the release
                build, `--json FILE` keeps the figures, `--against FILE` compares with kept ones

`test` installs Chromium, Firefox, Chinese fonts and Java from the system's packages where they are missing.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["test"] => steps::test(steps::Extent::Everything),
        ["test", "--fast"] => steps::test(steps::Extent::WithoutBrowser),
        ["bench", "align"] => ended(steps::align()),
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

fn ended(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// The page is made by the test that keeps it in step, told to write instead of to compare.
fn docs() -> ExitCode {
    let test = ["test", "--lib", "--quiet", "check::reference"];
    let status = std::process::Command::new("cargo").args(test).env("UPDATE", "1").status();
    if status.is_ok_and(|status| status.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
