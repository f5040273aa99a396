//! Instructions that the build of this repository's edition takes, counted by callgrind on one
//! thread: they do not depend on how busy the machine is.

use crate::bench::folders;
use crate::options::Options;
use crate::steps::root;

use serde::Deserialize;
use serde::Serialize;

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

/// Where the counts are recorded.
const RECORD: &str = "benches/instructions.json";

/// Counts by command, in millions of instructions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Counts {
    /// `duizhao build`, with all checks and exports.
    build: u64,
    /// `duizhao check`.
    check: u64,
}

/// Counts, compares with the record, and with `--record` writes it anew.
pub(crate) fn measure(options: &Options, program: &Path) -> io::Result<()> {
    println!("\ninstructions of this repository's edition, in millions");
    let folder = root().join("target/bench/instructions");
    folders::fresh(&folder)?;
    let now = Counts {
        build: count(program, "build", &folder)?,
        check: count(program, "check", &folder)?,
    };
    let record = root().join(RECORD);
    let before: Option<Counts> = match fs::read(&record) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes)?),
        Err(_) => None,
    };
    for (name, now, before) in [
        ("build", now.build, before.map(|b| b.build)),
        ("check", now.check, before.map(|b| b.check)),
    ] {
        println!("{}", line(name, now, before));
    }
    if options.has("--record") {
        let mut text = serde_json::to_vec_pretty(&now)?;
        text.push(b'\n');
        fs::write(record, text)?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn line(name: &str, now: u64, before: Option<u64>) -> String {
    let before = before.filter(|before| *before > 0);
    let compared = before.map(|b| format!("  {:.3}× the recorded {b}", now as f64 / b as f64));
    format!("{name:<8} {now:>8}{}", compared.unwrap_or_default())
}

fn count(program: &Path, what: &str, folder: &Path) -> io::Result<u64> {
    let out = folder.join(format!("{what}.out"));
    let mut command = Command::new("valgrind");
    command.arg("--tool=callgrind").arg(format!("--callgrind-out-file={}", out.display()));
    command.arg(program).args([what, "--quiet", "--threads", "1", "--root"]).arg(root());
    if what == "build" {
        command.arg("--output").arg(folder.join("site"));
    }
    let run = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let status = run.map_err(|error| {
        io::Error::new(error.kind(), format!("valgrind cannot be run ({error}): install it"))
    })?;
    if !status.success() {
        return Err(io::Error::other(format!("`{what}` failed under valgrind")));
    }
    let text = fs::read_to_string(&out)?;
    total(&text).ok_or_else(|| io::Error::other(format!("no count in {}", out.display())))
}

/// The count in what callgrind writes, in millions.
fn total(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("totals:"))?;
    let count: u64 = line.trim().parse().ok()?;
    Some(count / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_is_the_line_of_totals() {
        assert_eq!(total("events: Ir\n1 2\ntotals: 5123456789\n"), Some(5_123));
        assert_eq!(total("events: Ir\n"), None);
        assert!(line("build", 300, Some(200)).ends_with("1.500× the recorded 200"));
    }
}
