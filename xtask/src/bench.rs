//! A benchmark: editions of growing size are built, and beside each build the same files are
//! merely written. It reports; it asserts nothing.

use crate::corpus;
use crate::options::Options;

use serde::Deserialize;
use serde::Serialize;

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::ExitCode;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

/// Documents of the editions that are built where none are named.
const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// How often the memory of a build is read.
const SAMPLE: Duration = Duration::from_millis(4);

/// What building an edition came to.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Figures {
    documents: usize,
    rows: usize,
    /// Seconds of the build.
    build: f64,
    /// The most memory that was held, in bytes; 0 where the system does not tell.
    peak: u64,
    /// Size of all files, in bytes.
    output: u64,
    files: usize,
    /// Seconds of merely writing the same files.
    write: f64,
}

/// Runs the benchmark.
pub(crate) fn run(words: &[&str]) -> ExitCode {
    let mut options = match Options::read(words) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("error: {message}: `cargo xtask bench` takes numbers of documents");
            return ExitCode::from(2);
        }
    };
    if options.numbers.is_empty() {
        options.numbers.extend(SIZES);
    }
    match measure_all(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure_all(options: &Options) -> io::Result<()> {
    let program = options.program()?;
    let earlier = match &options.against {
        Some(file) => serde_json::from_slice(&fs::read(file)?)?,
        None => Vec::new(),
    };
    println!("{} rows a document, {} terms, two languages", corpus::ROWS, corpus::TERMS);
    println!(
        "{:>9} {:>10} {:>9} {:>9} {:>9} {:>10} {:>8} {:>9} {:>7}",
        "documents",
        "rows",
        "build s",
        "ms/1000",
        "peak MB",
        "output MB",
        "files",
        "write s",
        "ratio"
    );
    let mut all = Vec::new();
    for &size in &options.numbers {
        let figures = measure(size, &program)?;
        println!("{}", figures.line());
        if let Some(before) = earlier.iter().find(|before: &&Figures| before.documents == size) {
            println!("{}", figures.compared(before));
        }
        all.push(figures);
    }
    match &options.json {
        Some(file) => fs::write(file, serde_json::to_vec_pretty(&all)?),
        None => Ok(()),
    }
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
impl Figures {
    fn line(&self) -> String {
        format!(
            "{:>9} {:>10} {:>9.2} {:>9.2} {:>9.0} {:>10.1} {:>8} {:>9.2} {:>7.1}",
            self.documents,
            self.rows,
            self.build,
            self.build * 1e6 / self.rows as f64,
            self.peak as f64 / 1e6,
            self.output as f64 / 1e6,
            self.files,
            self.write,
            self.build / self.write,
        )
    }

    /// How many times the earlier figures these are.
    fn compared(&self, before: &Self) -> String {
        let times = |now: f64, before: f64| format!("{:.2}×", now / before);
        format!(
            "{:>9} {:>10} {:>9} {:>9} {:>9} {:>10}",
            "",
            "earlier",
            times(self.build, before.build),
            "",
            times(self.peak as f64, before.peak as f64),
            times(self.output as f64, before.output as f64),
        )
    }
}

fn measure(documents: usize, program: &Path) -> io::Result<Figures> {
    let folder = fresh(&format!("target/bench/edition-{documents}"))?;
    corpus::write(&folder, documents)?;
    let output = folder.join("public");
    let started = Instant::now();
    let mut child = Command::new(program)
        .args(["build", "--quiet", "--root"])
        .arg(&folder)
        .arg("--output")
        .arg(&output)
        .stdin(Stdio::null())
        .spawn()?;
    let peak = peak_kilobytes(&mut child)? * 1024;
    let build = started.elapsed().as_secs_f64();
    if !child.wait()?.success() {
        return Err(io::Error::other("the build failed"));
    }
    let files = files(&output)?;
    let written = fresh(&format!("target/bench/written-{documents}"))?;
    let write = merely_write(&files, &output, &written)?;
    Ok(Figures {
        documents,
        rows: documents * corpus::ROWS,
        build,
        peak,
        output: files.iter().filter_map(|f| fs::metadata(f).ok()).map(|m| m.len()).sum(),
        files: files.len(),
        write,
    })
}

/// Waits for a process and returns the most memory it held, in kilobytes; 0 where the system
/// does not tell.
fn peak_kilobytes(child: &mut Child) -> io::Result<u64> {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let value = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
        peak = peak.max(value.unwrap_or(0));
        std::thread::sleep(SAMPLE);
    }
    Ok(peak)
}

/// Writes the same bytes to another folder, one file after the other: seconds, without the
/// time it takes to read them.
fn merely_write(files: &[PathBuf], from: &Path, to: &Path) -> io::Result<f64> {
    let mut spent = Duration::ZERO;
    for file in files {
        let bytes = fs::read(file)?;
        let target = to.join(file.strip_prefix(from).map_err(io::Error::other)?);
        let started = Instant::now();
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&target, &bytes)?;
        spent += started.elapsed();
    }
    Ok(spent.as_secs_f64())
}

/// An empty folder.
fn fresh(name: &str) -> io::Result<PathBuf> {
    let folder = PathBuf::from(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}
