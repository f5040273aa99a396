//! Running a program and measuring it.

use std::fs;
use std::io;
use std::process::Command;
use std::process::Stdio;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

/// How often the memory of a program is read.
const SAMPLE: Duration = Duration::from_millis(2);

/// Ticks in which the system counts processor time, per second: the same on every Linux.
const TICKS: f64 = 100.0;

/// What a run of a program took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    /// Seconds from start to end.
    pub(crate) seconds: f64,
    /// Seconds of processors, all threads together; to a hundredth. 0 where the system does not tell.
    pub(crate) cpu: f64,
    /// The most memory that was held, in bytes; 0 where the system does not tell.
    pub(crate) peak: f64,
}

/// Runs a program to its end; what it says is not shown.
///
/// # Errors
/// It cannot be started, or fails.
pub(crate) fn run(command: &mut Command) -> io::Result<Run> {
    let before = cpu_of_children();
    let ended = AtomicBool::new(false);
    let started = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
    let id = child.id();
    let (status, seconds, peak) = std::thread::scope(|scope| {
        let sampler = scope.spawn(|| peak(id, &ended));
        let status = child.wait();
        let seconds = started.elapsed().as_secs_f64();
        ended.store(true, Ordering::Relaxed);
        (status, seconds, sampler.join().unwrap_or_default())
    });
    if !status?.success() {
        return Err(io::Error::other(format!("this failed: {command:?}")));
    }
    Ok(Run { seconds, cpu: cpu_of_children() - before, peak })
}

/// The most memory of a process until it ends, in bytes.
#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn peak(process: u32, ended: &AtomicBool) -> f64 {
    let mut most = 0;
    while !ended.load(Ordering::Relaxed) {
        most = most.max(kilobytes(process, "VmHWM:"));
        std::thread::sleep(SAMPLE);
    }
    (most * 1024) as f64
}

/// What the system says of a process's memory, in kilobytes; 0 where it does not.
pub(crate) fn kilobytes(process: u32, what: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(what));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}

/// Processor time of all programs that were run and have ended, in seconds.
fn cpu_of_children() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in parentheses, may hold spaces: fields are counted from its end.
    let fields = text.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: f64 = fields.skip(13).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / TICKS
}
