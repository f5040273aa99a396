//! The neutral corpora in three sizes: the page that other generators are measured with, beside its
//! floor, and an edition with everything, beside merely writing its files.

use crate::bench::corpora::Corpus;
use crate::bench::corpora::Kind;
use crate::bench::corpora::TERMS;
use crate::bench::figures::Figures;
use crate::bench::folders;
use crate::bench::folders::Asides;
use crate::bench::measure;
use crate::corpus::pairs::SIZES;
use crate::options::Options;
use crate::steps::root;

use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

/// How many times the floor a build of the plain page may take.
const BAR_PLAIN: f64 = 1.5;

/// How many times merely writing the files a build of everything may take.
const BAR_FULL: f64 = 3.0;

/// The most memory a build may hold, in MB, by size.
const BARS_OF_MEMORY: [(&str, f64); 2] = [("medium", 60.0), ("large", 200.0)];

/// Measures a size, as the plain page and as an edition with everything.
pub(crate) fn measure(
    name: &str,
    options: &Options,
    program: &Path,
    figures: &mut Figures,
) -> io::Result<()> {
    if !options.has("--full") {
        plain((name, TERMS[0]), options, program, figures)?;
    }
    if !options.has("--plain") {
        measured((name, TERMS[0]), program, figures, |bench| bench.full(options.runs))?;
    }
    Ok(())
}

/// Measures a size with a glossary of so many terms, as the plain page.
pub(crate) fn plain(
    (name, terms): (&str, usize),
    options: &Options,
    program: &Path,
    figures: &mut Figures,
) -> io::Result<()> {
    measured((name, terms), program, figures, |bench| bench.plain(options.runs))
}

/// What a size is called in the names of figures.
pub(crate) fn name(size: &str, terms: usize) -> String {
    if terms == TERMS[0] { size.to_owned() } else { format!("{size}-{terms}-terms") }
}

fn measured(
    (size, terms): (&str, usize),
    program: &Path,
    figures: &mut Figures,
    measure: impl FnOnce(&mut Bench<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let Some(size) = SIZES.into_iter().find(|known| known.name == size) else { return Ok(()) };
    let corpus = Corpus::of(size, terms, program)?;
    println!("\n{}: {} documents, {} pairs, {terms} terms", size.name, size.documents, size.pairs);
    let mut asides = Asides::new(&corpus.folder)?;
    let name = name(size.name, terms);
    let mut bench = Bench { name: &name, corpus: &corpus, program, figures, asides: &mut asides };
    measure(&mut bench)?;
    asides.finish()
}

/// A size that is being measured.
struct Bench<'a> {
    name: &'a str,
    corpus: &'a Corpus,
    program: &'a Path,
    figures: &'a mut Figures,
    asides: &'a mut Asides,
}

impl Bench<'_> {
    fn plain(&mut self, runs: usize) -> io::Result<()> {
        let floor = floor()?;
        self.corpus.make(Kind::Plain)?;
        folders::read(&self.corpus.edition)?;
        let [page, site, copy] =
            ["floor", "plain", "copy"].map(|name| self.corpus.folder.join(name));
        for run in 0..runs {
            for output in [&page, &site, &copy] {
                self.asides.take(output)?;
            }
            let mut command = Command::new(&floor);
            command.args([&self.corpus.lines, &self.corpus.glossary, &page]);
            self.run("floor", &mut command)?;
            self.run("plain.cold", &mut self.build(&site))?;
            self.run("plain.warm", &mut self.build(&site))?;
            self.run("plain.check", &mut self.check())?;
            if run == 0 {
                self.compare(&page, &site)?;
            }
            let seconds = folders::merely_write(&site, &copy)?;
            self.figures.add(&self.named("plain.write"), "s", seconds);
        }
        let (files, bytes) = folders::read(&site)?;
        println!("{files} files, {:.1} MB", megabytes(bytes));
        for name in ["plain.write", "floor.time", "floor.cpu", "floor.memory"] {
            self.figures.say(&self.named(name), None);
        }
        self.tell("plain");
        let of = ["plain.cold.time", "floor.time"].map(|name| self.named(name));
        let of = [of[0].as_str(), of[1].as_str()];
        self.figures.ratio(&self.named("plain.ratio"), of, Some(BAR_PLAIN));
        Ok(())
    }

    fn full(&mut self, runs: usize) -> io::Result<()> {
        self.corpus.make(Kind::Full)?;
        folders::read(&self.corpus.edition)?;
        let [site, copy] = ["full", "copy"].map(|name| self.corpus.folder.join(name));
        for _ in 0..runs {
            for output in [&site, &copy] {
                self.asides.take(output)?;
            }
            self.run("full.cold", &mut self.build(&site))?;
            self.run("full.warm", &mut self.build(&site))?;
            self.run("full.check", &mut self.check())?;
            let seconds = folders::merely_write(&site, &copy)?;
            self.figures.add(&self.named("full.write"), "s", seconds);
        }
        let (files, bytes) = folders::read(&site)?;
        println!("{files} files, {:.1} MB", megabytes(bytes));
        self.figures.say(&self.named("full.write"), None);
        self.tell("full");
        let of = ["full.cold.time", "full.write"].map(|name| self.named(name));
        let of = [of[0].as_str(), of[1].as_str()];
        self.figures.ratio(&self.named("full.ratio"), of, Some(BAR_FULL));
        Ok(())
    }

    fn named(&self, name: &str) -> String {
        format!("{}.{name}", self.name)
    }

    fn run(&mut self, name: &str, command: &mut Command) -> io::Result<()> {
        let run = measure::run(command)?;
        self.figures.add_run(&self.named(name), run);
        Ok(())
    }

    fn build(&self, output: &Path) -> Command {
        let mut command = Command::new(self.program);
        command.args(["build", "--quiet", "--root"]).arg(&self.corpus.edition);
        command.arg("--output").arg(output);
        command
    }

    fn check(&self) -> Command {
        let mut command = Command::new(self.program);
        command.args(["check", "--quiet", "--root"]).arg(&self.corpus.edition);
        command
    }

    fn compare(&self, page: &Path, site: &Path) -> io::Result<()> {
        let Some(file) = folders::difference(page, site)? else { return Ok(()) };
        let message = format!(
            "the floor and the program do not write the same `{}`: {} and {}",
            file.display(),
            page.display(),
            site.display()
        );
        Err(io::Error::other(message))
    }

    fn tell(&self, kind: &str) {
        let bar = BARS_OF_MEMORY.iter().find(|(name, _)| *name == self.name).map(|(_, bar)| *bar);
        for what in ["cold", "warm", "check"] {
            for figure in ["time", "cpu", "memory"] {
                let bar = bar.filter(|_| what == "cold" && figure == "memory");
                self.figures.say(&self.named(&format!("{kind}.{what}.{figure}")), bar);
            }
        }
    }
}

/// The program that is the floor, built for release.
fn floor() -> io::Result<PathBuf> {
    let mut build = Command::new("cargo");
    build.args(["build", "--release", "--locked", "--package", "xtask", "--bin", "floor"]);
    if !build.current_dir(root()).status()?.success() {
        return Err(io::Error::other("the floor cannot be built"));
    }
    Ok(root().join("target/release/floor"))
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
