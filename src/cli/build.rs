//! `duizhao build`: checks the edition and writes its site to a folder.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crate::cli::args::Build;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::flow::Given;
use crate::cli::progress::Progress;
use crate::cli::report;
use crate::cli::say;
use crate::cli::timings;
use crate::diag::Diagnostic;
use crate::diag::SourceMap;
use crate::output;
use crate::output::Limits;
use crate::output::Method;
use crate::output::Plan;
use crate::output::Report;
use crate::pipeline;
use crate::pipeline::Goal;
use crate::pipeline::Outcome;
use crate::pipeline::Recorder;

/// Name of the output folder in the folder of the edition, where none is given.
const OUTPUT: &str = "public";

/// Parts of the edition's folder that are read; a site inside one would be read as the edition.
const INPUTS: [&str; 4] = ["content", "glossary", "seeds", "themes"];

/// Runs the command.
pub(crate) fn run(arguments: &Build) -> Ending {
    let output = arguments.output.clone().unwrap_or_else(|| arguments.common.root.join(OUTPUT));
    if let Some(input) = input_around(&arguments.common.root, &output) {
        let message = format!("the output folder `{}` is inside `{input}`", output.display());
        let hint = "choose a folder outside the edition's own files with `--output`";
        flow::fail(&arguments.common, "output-inside-edition", &message, Some(hint));
        return Ending::Usage;
    }
    let start = Instant::now();
    let base_url = arguments.base_url.clone().filter(|address| !address.is_empty());
    let recorder = Arc::new(Recorder::new(arguments.timings.is_some()));
    let given =
        Given { base_url, seconds: arguments.source_date_epoch, recorder: Arc::clone(&recorder) };
    let ending = flow::with_outcome(&arguments.common, Goal::Build, &given, |mut outcome| {
        outcome.site = outcome.site.map(|site| recorder.watch(&site));
        write(arguments, &outcome, (&output, start), &recorder)
    });
    let ending = ending.unwrap_or_else(|ending| ending);
    let Some(path) = &arguments.timings else { return ending };
    say::message(&timings::table(&recorder));
    match timings::write(&recorder, path) {
        Ok(()) => ending,
        Err(error) => {
            let message = format!("cannot write `{}`: {error}", path.display());
            flow::fail(&arguments.common, "not-written", &message, None);
            Ending::Machine
        }
    }
}

fn write(
    arguments: &Build,
    outcome: &Outcome,
    (output, start): (&Path, Instant),
    recorder: &Arc<Recorder>,
) -> Ending {
    if let Err(ending) = report::write(&arguments.common, outcome, arguments.report.as_deref()) {
        return ending;
    }
    if flow::report(outcome, &arguments.common) != Ending::Fine {
        if !arguments.common.quiet {
            say::message("nothing was written");
        }
        return Ending::Fault;
    }
    let Some(site) = &outcome.site else {
        flow::fail(&arguments.common, "no-site", "the edition gives no site", None);
        return Ending::Fault;
    };
    let limits = outcome.limits();
    let plan = Plan { method: Method::Exchange, shard: arguments.shard, limits };
    recorder.begin("make and write files");
    let progress = Progress::of(recorder, &arguments.common);
    let written = output::write_as(site, output, &plan);
    drop(progress);
    recorder.finish();
    match written {
        Ok(report) => {
            let near = warnings(&report, limits);
            flow::show(arguments.common.format(), &near, &SourceMap::default());
            if !arguments.common.quiet {
                let seconds = start.elapsed().as_secs_f64();
                let figures = say::figures(&outcome.figures());
                let written = format!("{}, {seconds:.2} s", say::written(&report));
                say::message(&ending_lines(&arguments.common.root, output, &figures, &written));
            }
            if near.is_empty() || !arguments.common.strict { Ending::Fine } else { Ending::Fault }
        }
        Err(output::Error::Fault(fault)) => {
            let finding = pipeline::fault::finding(&fault);
            flow::show(arguments.common.format(), &[finding], &outcome.sources);
            Ending::Fault
        }
        Err(error) => {
            flow::fail(&arguments.common, "not-written", &error.to_string(), error.hint());
            if error.is_of_the_edition() { Ending::Fault } else { Ending::Machine }
        }
    }
}

/// What hosts may refuse: a file that many do not take, a number of files near to what one takes.
fn warnings(report: &Report, limits: Limits) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let (path, bytes) = &report.largest;
    if Limits::NARROWEST.bytes.is_some_and(|most| *bytes > most) {
        let message = format!("`{path}` has {bytes} bytes: not every host takes so large a file");
        found.push(Diagnostic::warning("large-file", message));
    }
    if limits.is_near(report.files) {
        let most = limits.files.unwrap_or_default();
        let message = format!("the site has {} files, and the host takes {most}", report.files);
        found.push(Diagnostic::warning("many-files", message));
    }
    found
}

/// What was built, where to look, and how to preview.
fn ending_lines(root: &Path, output: &Path, figures: &str, written: &str) -> String {
    let output = output.strip_prefix(".").unwrap_or(output);
    let preview = match root.display().to_string().as_str() {
        "." => String::new(),
        root => format!(" --root {root}"),
    };
    format!(
        "built {figures} → {}{} ({written})\nopen {}, or run: duizhao serve{preview}",
        output.display(),
        std::path::MAIN_SEPARATOR,
        output.join("index.html").display(),
    )
}

/// The part of the edition that an output folder would be in, or be.
fn input_around(root: &Path, output: &Path) -> Option<&'static str> {
    let root = real(root);
    let output = real(output);
    INPUTS.into_iter().find(|input| output.starts_with(root.join(input)))
}

/// A path with the links of its existing part followed.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (ancestor.canonicalize(), path.strip_prefix(ancestor)) {
            return real.join(rest);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Arguments;
    use crate::cli::args::Command;
    use crate::output::Asset;
    use crate::output::Fault;
    use crate::output::PageSource;
    use crate::output::Site;

    use clap::Parser;

    /// A site of one style sheet and, where there is one, a page that cannot be made.
    struct Pages(Vec<String>);

    impl PageSource for Pages {
        fn paths(&self) -> &[String] {
            &self.0
        }

        fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
            Err(Fault {
                page: self.0[index].clone(),
                message: "no such template".to_owned(),
                place: None,
            })
        }
    }

    fn check(broken: &[&str], finding: Option<Diagnostic>, flags: &[&str], expected: Ending) {
        let home = tempfile::tempdir().unwrap();
        let output = home.path().join("public");
        let pages = Pages(broken.iter().map(|path| (*path).to_owned()).collect());
        let asset = Asset { path: "a.css".to_owned(), bytes: Arc::from(&b"a"[..]) };
        let outcome = Outcome {
            sources: SourceMap::default(),
            findings: Arc::new(finding.into_iter().collect::<Vec<_>>().into()),
            site: Some(Site { pages: Arc::new(pages), assets: vec![asset], late: None }),
            aids: None,
            edition: None,
        };
        let words = ["duizhao", "build", "--quiet"].iter().chain(flags);
        let Command::Build(build) = Arguments::try_parse_from(words).unwrap().command else {
            panic!("not build")
        };
        let place = (output.as_path(), Instant::now());
        assert_eq!(write(&build, &outcome, place, &Arc::default()), expected);
        assert_eq!(output.join("a.css").exists(), expected == Ending::Fine);
    }

    #[test]
    fn a_site_is_written_unless_something_is_wrong() {
        let warning = || Some(Diagnostic::warning("stale", "a warning"));
        check(&[], None, &[], Ending::Fine);
        check(&[], None, &["--strict"], Ending::Fine);
        check(&[], warning(), &[], Ending::Fine);
        check(&[], warning(), &["--strict"], Ending::Fault);
        check(&[], Some(Diagnostic::error("broken", "an error")), &[], Ending::Fault);
        check(&["index.html"], None, &[], Ending::Fault);
        check(&["../x.html"], None, &[], Ending::Fault);
    }

    #[test]
    fn what_a_host_may_refuse_is_said() {
        let report = |files: usize, bytes: u64| Report {
            files,
            largest: ("a.epub".to_owned(), bytes),
            ..Report::default()
        };
        let codes = |report: &Report, limits: Limits| -> Vec<&str> {
            warnings(report, limits).iter().map(|finding| finding.code).collect()
        };
        assert!(codes(&report(19_999, 1), Limits::default()).is_empty());
        assert_eq!(codes(&report(19_999, 1), Limits::NARROWEST), ["many-files"]);
        assert_eq!(codes(&report(1, 26 << 20), Limits::default()), ["large-file"]);
    }

    #[test]
    fn the_last_lines_say_where_to_look() {
        let lines = |root: &str, output: &str| {
            ending_lines(Path::new(root), Path::new(output), "1 document", "2 files")
        };
        let expected =
            "built 1 document → public/ (2 files)\nopen public/index.html, or run: duizhao serve";
        if cfg!(unix) {
            assert_eq!(lines(".", "./public"), expected);
            assert!(
                lines("e", "e/public")
                    .ends_with("open e/public/index.html, or run: duizhao serve --root e")
            );
        }
    }

    #[test]
    fn an_output_folder_inside_the_edition_s_files_is_found() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        assert_eq!(input_around(root, &root.join("content/site")), Some("content"));
        assert_eq!(input_around(root, &root.join("themes")), Some("themes"));
        assert_eq!(input_around(root, &root.join("public")), None);
        assert_eq!(input_around(root, &root.join("contents")), None);
    }
}
