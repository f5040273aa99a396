//! `cargo xtask dist`: the archive that a release offers, made from a release build.

use crate::archive;
use crate::steps::root;
use crate::steps::run;

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::ExitCode;

/// What stands beside the program in an archive.
const PAPERS: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// Shells, and the names by which they find a program's completions.
const COMPLETIONS: [(&str, &str); 4] = [
    ("bash", "duizhao.bash"),
    ("fish", "duizhao.fish"),
    ("powershell", "duizhao.ps1"),
    ("zsh", "_duizhao"),
];

/// Builds the program for a target (this machine's where none is given) and packs it.
pub(crate) fn pack(target: Option<&str>) -> ExitCode {
    match packed(target) {
        Ok(archive) => {
            println!("{}", archive.display());
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn packed(target: Option<&str>) -> Result<PathBuf, String> {
    let target = target.map_or_else(host, |target| Ok(target.to_owned()))?;
    let windows = target.contains("windows");
    let arguments = ["build", "--release", "--locked", "--package", "duizhao", "--target", &target];
    run(Command::new("cargo").args(arguments).current_dir(root()))?;
    let suffix = if windows { ".exe" } else { "" };
    let program = root().join(format!("target/{target}/release/duizhao{suffix}"));

    let name = format!("duizhao-{}-{target}", version(&program)?);
    let dist = root().join("target/dist");
    let folder = dist.join(&name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|e| format!("{name}: {e}"))?;
    }
    fill(&folder, &program)?;

    let archive = dist.join(format!("{name}.{}", if windows { "zip" } else { "tar.gz" }));
    let made = match windows {
        true => archive::zip(&folder, &archive),
        false => archive::tar_gz(&folder, &archive, moment()?),
    };
    made.map_err(|e| format!("{}: {e}", archive.display()))?;
    Ok(archive)
}

/// The date of everything in an archive, in seconds since 1970: what `SOURCE_DATE_EPOCH` says, so
/// that the same program gives the same archive; without it, none.
fn moment() -> Result<u64, String> {
    let Ok(written) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(0) };
    written.parse().map_err(|_| format!("SOURCE_DATE_EPOCH is no number of seconds: `{written}`"))
}

/// Program, papers, completions and manual pages, in the folder that is packed.
fn fill(folder: &Path, program: &Path) -> Result<(), String> {
    let completions = folder.join("completions");
    make(&completions)?;
    if let Some(name) = program.file_name() {
        copy(program, &folder.join(name))?;
    }
    for paper in PAPERS {
        copy(&root().join(paper), &folder.join(paper))?;
    }
    for (shell, name) in COMPLETIONS {
        let script = told(program, &["completions", shell])?;
        std::fs::write(completions.join(name), script).map_err(|e| format!("{name}: {e}"))?;
    }
    run(Command::new(program).args(["man", "--out", "man"]).current_dir(folder))
}

/// The target that cargo builds for when none is given.
fn host() -> Result<String, String> {
    let told = told(Path::new("rustc"), &["-vV"])?;
    let line = told.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| "rustc does not say its host".to_owned())
}

/// The version a program says it has.
fn version(program: &Path) -> Result<String, String> {
    let told = told(program, &["--version"])?;
    let word = told.split_whitespace().nth(1);
    word.map(str::to_owned).ok_or_else(|| format!("no version in `{}`", told.trim()))
}

/// What a program prints.
fn told(program: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program).args(arguments).output();
    let output = output.map_err(|e| format!("`{}` cannot be run: {e}", program.display()))?;
    if !output.status.success() {
        let words = arguments.join(" ");
        return Err(format!("`{} {words}` ended with {}", program.display(), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn make(folder: &Path) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    std::fs::copy(from, to).map(|_| ()).map_err(|e| format!("{}: {e}", from.display()))
}
