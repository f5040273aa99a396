//! The edition of this repository: its build with all checks and exports, `check`, the start of its
//! preview.

use crate::bench::figures::Figures;
use crate::bench::folders;
use crate::bench::folders::Asides;
use crate::bench::measure;
use crate::options::Options;
use crate::preview::Preview;
use crate::steps::root;

use std::io;
use std::path::Path;
use std::process::Command;

/// What a cold build, `check` and the start of `serve` may take, in seconds.
const BARS: [(&str, f64); 3] =
    [("shipped.cold.time", 0.120), ("shipped.check.time", 0.060), ("shipped.serve.start", 0.150)];

/// Measures it.
pub(crate) fn measure(options: &Options, program: &Path, figures: &mut Figures) -> io::Result<()> {
    println!("\nthe edition of this repository");
    let folder = root().join("target/bench/shipped");
    folders::fresh(&folder)?;
    let mut asides = Asides::new(&folder)?;
    let (site, copy) = (folder.join("site"), folder.join("copy"));
    for part in ["content", "glossary", "seeds"] {
        folders::read(&root().join(part))?;
    }
    let command = |what: &str| {
        let mut command = Command::new(program);
        command.args([what, "--quiet", "--root"]).arg(root());
        command
    };
    for _ in 0..options.runs {
        asides.take(&site)?;
        asides.take(&copy)?;
        figures.add_run("shipped.cold", measure::run(command("build").arg("--output").arg(&site))?);
        figures.add_run("shipped.warm", measure::run(command("build").arg("--output").arg(&site))?);
        figures.add_run("shipped.check", measure::run(&mut command("check"))?);
        figures.add("shipped.write", "s", folders::merely_write(&site, &copy)?);
        let preview = Preview::start(root(), program)?;
        figures.add("shipped.serve.start", "s", preview.began.as_secs_f64());
    }
    figures.say("shipped.write", None);
    for what in ["cold", "warm", "check"] {
        for figure in ["time", "cpu", "memory"] {
            let name = format!("shipped.{what}.{figure}");
            let bar = BARS.iter().find(|(known, _)| *known == name).map(|(_, bar)| *bar);
            figures.say(&name, bar);
        }
    }
    figures.say(BARS[2].0, Some(BARS[2].1));
    asides.finish()
}
