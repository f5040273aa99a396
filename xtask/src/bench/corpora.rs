//! Corpora on disk, and the editions made of them.

use crate::bench::folders;
use crate::bench::measure;
use crate::corpus::pairs;
use crate::corpus::pairs::Size;
use crate::steps::root;

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

/// Terms of a glossary, and of a large one.
pub(crate) const TERMS: [usize; 2] = [200, 5_000];

/// Written beside what was made: with another one it is made anew.
const VERSION: &str = "1";

/// The site that has the page of the benchmark and nothing else.
const PLAIN: &str = r#"title = { en = "Neutral corpus" }
languages = ["en"]
theme = "plain"

[publish]
without = ["downloads", "glosses", "health", "search", "sources", "terms"]
"#;

/// The site that has everything.
const FULL: &str = r#"title = { en = "Neutral corpus" }
languages = ["en"]
"#;

/// A corpus, and the edition made of it.
#[derive(Debug)]
pub(crate) struct Corpus {
    /// Where both lie.
    pub(crate) folder: PathBuf,
    /// The corpus.
    pub(crate) lines: PathBuf,
    /// Its glossary.
    pub(crate) glossary: PathBuf,
    /// The edition.
    pub(crate) edition: PathBuf,
}

/// Which site an edition makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The page of the benchmark alone.
    Plain,
    /// Everything that an edition has.
    Full,
}

impl Corpus {
    /// A corpus of a size with a glossary of so many terms, made where it is not there yet.
    pub(crate) fn of(size: Size, terms: usize, program: &Path) -> io::Result<Self> {
        let folder = root().join(format!("target/bench/{}-{terms}", size.name));
        let corpus = Self {
            lines: folder.join("corpus.jsonl"),
            glossary: folder.join("glossary.jsonl"),
            edition: folder.join("edition"),
            folder,
        };
        let mark = corpus.folder.join("version");
        if fs::read_to_string(&mark).is_ok_and(|version| version == VERSION) {
            return Ok(corpus);
        }
        folders::fresh(&corpus.edition)?;
        pairs::write(&corpus.lines, size, terms)?;
        pairs::write_glossary(&corpus.glossary, terms)?;
        corpus.make(Kind::Full)?;
        let mut import = Command::new(program);
        import.args(["import", "jsonl"]).arg(&corpus.lines);
        import.args(["--into", "content", "--quiet", "--glossary"]).arg(&corpus.glossary);
        import.arg("--root").arg(&corpus.edition);
        let run = measure::run(&mut import)?;
        println!("{}: {} pairs imported in {:.1} s", size.name, size.pairs, run.seconds);
        fs::write(mark, VERSION)?;
        Ok(corpus)
    }

    /// Makes the edition one of a kind of site.
    pub(crate) fn make(&self, kind: Kind) -> io::Result<()> {
        let site = if kind == Kind::Plain { PLAIN } else { FULL };
        folders::fresh(&self.edition.join("themes"))?;
        folders::copy(&root().join("xtask/bench-theme"), &self.edition.join("themes/plain"))?;
        fs::write(self.edition.join("site.toml"), site)
    }
}
