//! Editions of growing numbers of documents, all of one length, beside merely writing their files.

use crate::bench::figures::Figures;
use crate::bench::folders;
use crate::bench::measure;
use crate::corpus;
use crate::options::Options;
use crate::steps::root;

use std::io;
use std::path::Path;
use std::process::Command;

/// Documents of the editions that are built where nothing is named.
const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// Measures editions of the numbers of documents that were given.
pub(crate) fn measure_all(
    options: &Options,
    program: &Path,
    figures: &mut Figures,
) -> io::Result<()> {
    let sizes = if options.numbers.is_empty() { &SIZES[..] } else { &options.numbers };
    for &size in sizes {
        println!("\n{size} documents, {} rows each, {} terms", corpus::ROWS, corpus::TERMS);
        measure(size, program, figures)?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn measure(documents: usize, program: &Path, figures: &mut Figures) -> io::Result<()> {
    let folder = root().join(format!("target/bench/edition-{documents}"));
    folders::fresh(&folder)?;
    corpus::write(&folder, documents)?;
    let output = folder.join("public");
    let mut build = Command::new(program);
    build.args(["build", "--quiet", "--root"]).arg(&folder).arg("--output").arg(&output);
    let name = |what: &str| format!("documents-{documents}.{what}");
    let run = measure::run(&mut build)?;
    figures.add_run(&name("cold"), run);
    let (files, bytes) = folders::read(&output)?;
    let written = root().join(format!("target/bench/written-{documents}"));
    folders::fresh(&written)?;
    let seconds = folders::merely_write(&output, &written)?;
    figures.add(&name("write"), "s", seconds);
    let per_thousand = run.seconds * 1e6 / (documents * corpus::ROWS) as f64;
    figures.add(&name("per-thousand-rows"), "ms", per_thousand);
    figures.add(&name("output"), "MB", bytes as f64 / 1e6);
    println!("{files} files");
    for what in
        ["output", "write", "cold.time", "cold.cpu", "cold.memory", "per-thousand-rows"].map(name)
    {
        figures.say(&what, None);
    }
    let of = [name("cold.time"), name("write")];
    figures.ratio(&name("ratio"), [&of[0], &of[1]], None);
    Ok(())
}
