//! What a benchmark is told: numbers, the program to measure, where its figures go.

use crate::steps::root;

use std::io;
use std::path::PathBuf;
use std::process::Command;

/// The options of a benchmark.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// The numbers it was given.
    pub(crate) numbers: Vec<usize>,
    /// The program to measure; `None` for a release build of this repository.
    program: Option<PathBuf>,
    /// The file for its figures as JSON.
    pub(crate) json: Option<PathBuf>,
    /// A file of earlier figures, to compare with.
    pub(crate) against: Option<PathBuf>,
}

impl Options {
    /// Reads numbers, `--program FILE`, `--json FILE` and `--against FILE`.
    ///
    /// # Errors
    /// The word that is none of these.
    pub(crate) fn read(words: &[&str]) -> Result<Self, String> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(&word) = words.next() {
            let place = match word {
                "--program" => &mut options.program,
                "--json" => &mut options.json,
                "--against" => &mut options.against,
                number => {
                    let number = number.parse().map_err(|_| format!("`{word}` is no number"))?;
                    options.numbers.push(number);
                    continue;
                }
            };
            let file = words.next().ok_or_else(|| format!("a file is wanted after `{word}`"))?;
            *place = Some(PathBuf::from(file));
        }
        Ok(options)
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
    fn numbers_and_files_are_told_apart() {
        let options = Options::read(&["100", "--json", "a.json", "20"]).unwrap();
        assert_eq!(options.numbers, [100, 20]);
        assert_eq!(options.json, Some(PathBuf::from("a.json")));
        assert_eq!(Options::read(&["--json"]).unwrap_err(), "a file is wanted after `--json`");
        assert_eq!(Options::read(&["many"]).unwrap_err(), "`many` is no number");
    }
}
