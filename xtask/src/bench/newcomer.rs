//! What it takes to build the program itself: for release from nothing, after a change of one line,
//! and how large it is.

use crate::bench::figures::Figures;
use crate::bench::folders;
use crate::bench::measure;
use crate::options::Options;
use crate::steps::root;

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

/// What a release build from nothing may take, in seconds.
const BAR_OF_RELEASE: f64 = 240.0;

/// What a change of one line may take in the profile for development, in seconds.
const BAR_OF_LINE: f64 = 10.0;

/// How large the program may be, in MB.
const BAR_OF_SIZE: f64 = 15.0;

/// A line that a change is made in: its file, what stands there, what comes instead.
const LINE: [&str; 3] = ["src/render/brief.rs", "\"…\"", "\"… \""];

/// What is left in the repository's folder when it is copied.
const LEFT: [&str; 2] = ["target", ".git"];

/// Measures the build in a copy of the repository; once, whatever number of runs is wanted.
#[expect(clippy::cast_precision_loss, reason = "figures for people")]
pub(crate) fn measure(options: &Options, figures: &mut Figures) -> io::Result<()> {
    println!("\nthe program itself");
    let folder = root().join("target/bench/newcomer");
    folders::fresh(&folder)?;
    for entry in fs::read_dir(root())? {
        let name = entry?.file_name();
        if !LEFT.iter().any(|left| name == *left) {
            folders::copy(&root().join(&name), &folder.join(&name))?;
        }
    }
    // What is downloaded is not counted: it is there before.
    measure::run(cargo(&folder, "fetch").arg("--locked"))?;
    let release = measure::run(cargo(&folder, "build").args(["--release", "--locked"]))?;
    figures.add_run("newcomer.release", release);
    let size = fs::metadata(folder.join("target/release/duizhao"))?.len();
    figures.add("newcomer.binary", "MB", size as f64 / 1e6);
    measure::run(cargo(&folder, "build").arg("--locked"))?;
    for run in 0..options.runs {
        change(&folder, run)?;
        figures.add_run("newcomer.line", measure::run(cargo(&folder, "build").arg("--locked"))?);
    }
    figures.say("newcomer.release.time", Some(BAR_OF_RELEASE));
    figures.say("newcomer.release.cpu", None);
    figures.say("newcomer.line.time", Some(BAR_OF_LINE));
    figures.say("newcomer.line.cpu", None);
    figures.say("newcomer.binary", Some(BAR_OF_SIZE));
    folders::remove(&folder)
}

fn cargo(folder: &Path, what: &str) -> Command {
    let mut command = Command::new("cargo");
    command.args([what, "--quiet"]).current_dir(folder);
    command.env("CARGO_TARGET_DIR", folder.join("target"));
    command
}

/// Changes a line, and in the next run changes it back.
fn change(folder: &Path, run: usize) -> io::Result<()> {
    let path = folder.join(LINE[0]);
    let text = fs::read_to_string(&path)?;
    let (from, to) = if run.is_multiple_of(2) { (LINE[1], LINE[2]) } else { (LINE[2], LINE[1]) };
    let changed = text.replacen(from, to, 1);
    if changed == text {
        return Err(io::Error::other(format!("`{}` has no such line", LINE[0])));
    }
    fs::write(path, changed)
}
