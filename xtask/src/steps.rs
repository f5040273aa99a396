//! The steps of `cargo xtask test`: each named, timed, and all of them told at the end.

use crate::setup;

use std::path::Path;
use std::process::Command;
use std::process::ExitCode;
use std::time::Duration;
use std::time::Instant;

/// How much is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All steps.
    Everything,
    /// All steps that need neither set-up nor browser.
    WithoutBrowser,
}

/// What came of a step.
enum Verdict {
    Passed,
    Failed(String),
    Skipped(String),
}

/// A step that has been run.
struct Done {
    name: &'static str,
    verdict: Verdict,
    time: Duration,
}

/// A step: its name, the earlier step it needs, and what it does.
struct Step {
    name: &'static str,
    needs: &'static [&'static str],
    run: fn() -> Result<(), String>,
}

const SET_UP: [Step; 8] = [
    Step { name: "set-up: browser", needs: &[], run: setup::browser },
    Step { name: "set-up: Firefox", needs: &[], run: setup::firefox },
    Step { name: "set-up: Java for the HTML checker", needs: &[], run: setup::java },
    Step { name: "set-up: Chinese fonts", needs: &[], run: setup::fonts },
    Step { name: "set-up: packages of the browser tests", needs: &[], run: setup::packages },
    Step { name: "set-up: checkers of XML schemas", needs: &[], run: setup::checkers },
    Step { name: "set-up: schema of findings", needs: &[], run: setup::schema },
    Step { name: "set-up: programs that read the exports", needs: &[], run: setup::readers },
];

const CHECKS: [Step; 5] = [
    Step { name: "format", needs: &[], run: || cargo(&["fmt", "--all", "--check"]) },
    Step { name: "lints", needs: &[], run: lints },
    Step { name: "tests", needs: &[], run: || cargo(&["test", "--workspace", "--locked"]) },
    Step { name: "documentation", needs: &[], run: documentation },
    Step { name: "site", needs: &[], run: site },
];

const READERS: Step =
    Step { name: "exports in other programs", needs: &["site"], run: in_other_programs };

const WORKFLOWS: Step = Step { name: "workflows, step by step", needs: &["site"], run: workflows };

const BUILDS: Step =
    Step { name: "builds elsewhere, in parts, killed", needs: &["site"], run: builds };

const BROWSER: [Step; 5] = [
    Step {
        name: "site in a browser",
        needs: &["set-up: browser", "set-up: packages of the browser tests", "site"],
        run: || {
            in_browser(&[
                "browser.test.mjs",
                "looks.test.mjs",
                "engines.test.mjs",
                "newcomer.test.mjs",
                "find.test.mjs",
            ])
        },
    },
    Step {
        name: "site in Firefox",
        needs: &["set-up: Firefox", "set-up: packages of the browser tests", "site"],
        run: || in_browser(&["firefox.test.mjs"]),
    },
    Step {
        name: "published site in a browser",
        needs: &["set-up: browser", "set-up: packages of the browser tests", "site"],
        run: || in_browser(&["published.test.mjs"]),
    },
    Step {
        name: "weight of the pages, Lighthouse",
        needs: &["set-up: browser", "set-up: packages of the browser tests", "site"],
        run: || in_browser(&["budget.test.mjs"]),
    },
    Step {
        name: "HTML checker",
        needs: &[
            "set-up: Java for the HTML checker",
            "set-up: packages of the browser tests",
            "site",
        ],
        run: || in_browser(&["nu.test.mjs"]),
    },
];

/// Runs all steps, also after one has failed, and tells what came of each.
pub(crate) fn test(extent: Extent) -> ExitCode {
    let everything = extent == Extent::Everything;
    let set_up = SET_UP.iter().filter(|_| everything);
    let browser = BROWSER.iter().filter(|_| everything);
    let readers = [&READERS, &WORKFLOWS, &BUILDS].into_iter().filter(|_| everything);
    let mut done: Vec<Done> = Vec::new();
    for step in set_up.chain(&CHECKS).chain(readers).chain(browser) {
        println!("\n== {} ==", step.name);
        let start = Instant::now();
        let verdict = verdict_of(step, &done);
        if let Verdict::Failed(reason) | Verdict::Skipped(reason) = &verdict {
            println!("{reason}");
        }
        done.push(Done { name: step.name, verdict, time: start.elapsed() });
    }
    summary(&done)
}

fn verdict_of(step: &Step, done: &[Done]) -> Verdict {
    let passed =
        |name: &str| done.iter().any(|d| d.name == name && matches!(d.verdict, Verdict::Passed));
    if let Some(name) = step.needs.iter().find(|name| !passed(name)) {
        return Verdict::Skipped(format!("not run: it needs the step `{name}`"));
    }
    match (step.run)() {
        Ok(()) => Verdict::Passed,
        Err(reason) => Verdict::Failed(reason),
    }
}

fn summary(done: &[Done]) -> ExitCode {
    println!("\n== summary ==");
    for Done { name, verdict, time } in done {
        let (word, reason) = match verdict {
            Verdict::Passed => ("passed", String::new()),
            Verdict::Failed(reason) => ("FAILED", format!(": {reason}")),
            Verdict::Skipped(reason) => ("skipped", format!(": {reason}")),
        };
        println!("{word:>8} {:>7.1} s  {name}{reason}", time.as_secs_f64());
    }
    let total: Duration = done.iter().map(|d| d.time).sum();
    let all_passed = done.iter().all(|d| matches!(d.verdict, Verdict::Passed));
    let word = if all_passed { "everything passed" } else { "not everything passed" };
    println!("{word} in {:.0} s", total.as_secs_f64());
    if all_passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn lints() -> Result<(), String> {
    cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])
}

fn documentation() -> Result<(), String> {
    let arguments = ["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"];
    run(cargo_command(&arguments).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Builds the site, and with it the program that the browser tests run.
pub(crate) fn site() -> Result<(), String> {
    cargo(&["run", "--release", "--locked", "--package", "duizhao", "--", "build"])
}

/// What could not be installed is told by the program as not checked.
fn in_other_programs() -> Result<(), String> {
    python(&["tests/validate/run.py", "public"])?;
    python(&["tests/validate/findings.py", &program()])?;
    let catalogues = setup::catalogues_folder();
    python(&["tests/validate/imports.py", &program(), &catalogues.to_string_lossy()])
}

/// Proposes the alignment of the 2023 plan, and compares what comes of it with another program's.
pub(crate) fn align() -> Result<(), String> {
    setup::readers()?;
    let folder = root().join("target/bench/align");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let test = ["test", "--quiet", "--test", "it", "proposals_for_the_2023_plan"];
    run(cargo_command(&test).env("DUIZHAO_ALIGN_DUMP", &folder))?;
    python(&["tests/validate/align.py", &folder.to_string_lossy()])
}

fn workflows() -> Result<(), String> {
    python(&["tests/validate/workflows.py", &program()])
}

fn builds() -> Result<(), String> {
    python(&["tests/validate/builds.py", &program()])
}

/// The program that the step `site` builds.
fn program() -> String {
    format!("target/release/duizhao{}", std::env::consts::EXE_SUFFIX)
}

/// Runs a script with the packages that were installed for it.
fn python(arguments: &[&str]) -> Result<(), String> {
    let mut command = Command::new("python3");
    command.args(arguments).env("PYTHONPATH", setup::readers_folder());
    run(command.current_dir(root()))
}

/// Runs files of `tests/web` one after the other: tests, and scripts that only tell.
pub(crate) fn in_browser(files: &[&str]) -> Result<(), String> {
    let mut command = Command::new("node");
    if files.iter().all(|name| name.ends_with(".test.mjs")) {
        command.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]);
    }
    command.args(files.iter().map(|name| format!("tests/web/{name}")));
    command.env("DUIZHAO", root().join(program()));
    run(command.current_dir(root()))
}

/// The repository's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

fn cargo(arguments: &[&str]) -> Result<(), String> {
    run(&mut cargo_command(arguments))
}

fn cargo_command(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Runs a command whose output everybody sees.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let name =
        Path::new(&program).file_name().map_or(program.clone(), |n| n.to_string_lossy().into());
    let words: Vec<_> = command.get_args().map(|a| a.to_string_lossy().into_owned()).collect();
    println!("$ {name} {}", words.join(" "));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name}` ended with {status}")),
        Err(error) => Err(format!("`{name}` cannot be run: {error}")),
    }
}
