//! A benchmark: editions of growing size are built, and beside each build the same files are
//! merely written. It reports; it asserts nothing.

use crate::corpus;

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

/// Runs the benchmark for these numbers of documents.
pub(crate) fn run(sizes: &[&str]) -> ExitCode {
    let sizes: Result<Vec<usize>, _> = sizes.iter().map(|size| size.parse()).collect();
    let Ok(mut sizes) = sizes else {
        eprintln!("error: `cargo xtask bench` takes numbers of documents");
        return ExitCode::from(2);
    };
    if sizes.is_empty() {
        sizes.extend(SIZES);
    }
    match measure_all(&sizes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure_all(sizes: &[usize]) -> io::Result<()> {
    let status = Command::new("cargo").args(["build", "--release", "--locked"]).status()?;
    if !status.success() {
        return Err(io::Error::other("the release build failed"));
    }
    println!("{} rows a document, {} terms, two languages", corpus::ROWS, corpus::TERMS);
    println!(
        "{:>9} {:>10} {:>9} {:>11} {:>9} {:>10} {:>8} {:>10} {:>7}",
        "documents",
        "rows",
        "build s",
        "rows/s",
        "peak MB",
        "output MB",
        "files",
        "write s",
        "ratio"
    );
    for &size in sizes {
        let row = measure(size)?;
        println!("{row}");
    }
    Ok(())
}

fn measure(documents: usize) -> io::Result<String> {
    let folder = fresh(&format!("target/bench/edition-{documents}"))?;
    corpus::write(&folder, documents)?;
    let output = folder.join("public");
    let started = Instant::now();
    let mut child = Command::new("target/release/duizhao")
        .args(["build", "--quiet", "--root"])
        .arg(&folder)
        .arg("--output")
        .arg(&output)
        .stdin(Stdio::null())
        .spawn()?;
    let peak = peak_kilobytes(&mut child)?;
    let seconds = started.elapsed().as_secs_f64();
    if !child.wait()?.success() {
        return Err(io::Error::other("the build failed"));
    }
    let files = files(&output)?;
    let bytes: u64 = files.iter().filter_map(|f| fs::metadata(f).ok()).map(|m| m.len()).sum();
    let written =
        merely_write(&files, &output, &fresh(&format!("target/bench/written-{documents}"))?)?;
    let rows = documents * corpus::ROWS;
    #[expect(clippy::cast_precision_loss, reason = "figures for people")]
    let (rows_per_second, megabytes) = (rows as f64 / seconds, bytes as f64 / 1e6);
    Ok(format!(
        "{documents:>9} {rows:>10} {seconds:>9.2} {rows_per_second:>11.0} {:>9} {megabytes:>10.1} {:>8} {written:>10.2} {:>7.1}",
        peak / 1024,
        files.len(),
        seconds / written
    ))
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
