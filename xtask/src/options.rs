//! What a benchmark is told: what to measure, how often, the program, where its figures go.

use crate::steps::root;

use std::io;
use std::path::PathBuf;
use std::process::Command;

/// How often everything is measured where no number is given.
const RUNS: usize = 5;

/// Words that switch something on or off.
const SWITCHES: [&str; 4] = ["--plain", "--full", "--peers", "--record"];

/// The options of a benchmark.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// The names it was given.
    pub(crate) names: Vec<String>,
    /// The numbers it was given.
    pub(crate) numbers: Vec<usize>,
    /// The switches it was given.
    switches: Vec<String>,
    /// How often everything is measured.
    pub(crate) runs: usize,
    /// The program to measure; `None` for a release build of this repository.
    program: Option<PathBuf>,
    /// The file for its figures as JSON.
    pub(crate) json: Option<PathBuf>,
    /// A file of earlier figures, to compare with.
    pub(crate) against: Option<PathBuf>,
}

impl Options {
    /// Reads names that are known, numbers, switches, `--runs N`, `--program FILE`, `--json FILE`
    /// and `--against FILE`.
    ///
    /// # Errors
    /// The word that is none of these.
    pub(crate) fn read(words: &[&str], names: &[&str]) -> Result<Self, String> {
        let mut options = Self { runs: RUNS, ..Self::default() };
        let mut words = words.iter();
        while let Some(&word) = words.next() {
            let mut next =
                || words.next().ok_or_else(|| format!("`{word}` wants something after it"));
            let number =
                |word: &str| word.parse::<usize>().map_err(|_| format!("`{word}` is no number"));
            match word {
                "--program" => options.program = Some(PathBuf::from(next()?)),
                "--json" => options.json = Some(PathBuf::from(next()?)),
                "--against" => options.against = Some(PathBuf::from(next()?)),
                "--runs" => options.runs = number(next()?)?.max(1),
                name if names.contains(&name) => options.names.push(name.to_owned()),
                switch if SWITCHES.contains(&switch) => options.switches.push(switch.to_owned()),
                word => options.numbers.push(number(word)?),
            }
        }
        Ok(options)
    }

    /// Whether a switch was given.
    pub(crate) fn has(&self, switch: &str) -> bool {
        self.switches.iter().any(|given| given == switch)
    }

    /// The program to measure, made where it was not given.
    pub(crate) fn program(&self) -> io::Result<PathBuf> {
        if let Some(program) = &self.program {
            return program.canonicalize();
        }
        let mut build = Command::new("cargo");
        build.args(["build", "--release", "--locked"]).current_dir(root());
        if !build.status()?.success() {
            return Err(io::Error::other("the release build failed"));
        }
        Ok(root().join("target/release/duizhao"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_numbers_and_files_are_told_apart() {
        let read = |words: &[&str]| Options::read(words, &["small"]);
        let options = read(&["small", "100", "--json", "a.json", "20", "--plain"]).unwrap();
        assert_eq!(options.names, ["small"]);
        assert_eq!(options.numbers, [100, 20]);
        assert_eq!(options.runs, RUNS);
        assert!(options.has("--plain") && !options.has("--full"));
        assert_eq!(options.json, Some(PathBuf::from("a.json")));
        assert_eq!(read(&["--json"]).unwrap_err(), "`--json` wants something after it");
        assert_eq!(read(&["--runs", "x"]).unwrap_err(), "`x` is no number");
        assert_eq!(read(&["huge"]).unwrap_err(), "`huge` is no number");
    }
}
