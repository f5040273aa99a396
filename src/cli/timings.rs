//! `--timings`: how long each stage took, as a table and as a trace for a browser's profiler.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use crate::pipeline::Recorder;
use crate::pipeline::Stretch;

/// Files that took longest, as many as the table names.
const SLOWEST: usize = 5;

/// A trace in the format that the profilers of Chromium and Firefox open.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Trace<'a> {
    trace_events: Vec<Event<'a>>,
    display_time_unit: &'static str,
}

/// A stretch of time: of kind `X`, times in microseconds.
#[derive(Serialize)]
struct Event<'a> {
    name: &'a str,
    cat: &'static str,
    ph: &'static str,
    ts: u128,
    dur: u128,
    pid: u32,
    tid: usize,
}

impl<'a> Event<'a> {
    fn new(stretch: &'a Stretch, (cat, tid): (&'static str, usize)) -> Self {
        let Stretch { name, start, end, .. } = stretch;
        let dur = end.saturating_sub(*start).as_micros();
        Self { name, cat, ph: "X", ts: start.as_micros(), dur, pid: 1, tid }
    }
}

/// Writes the trace of a run to a file.
///
/// # Errors
/// Those of the file system.
#[expect(clippy::disallowed_methods, reason = "a file that is no part of the site")]
pub(crate) fn write(recorder: &Recorder, path: &Path) -> std::io::Result<()> {
    let (stages, files) = (recorder.stages(), recorder.files());
    let stages = stages.iter().map(|stage| Event::new(stage, ("stage", 0)));
    let files = files.iter().map(|file| Event::new(file, ("file", file.thread + 1)));
    let trace = Trace { trace_events: stages.chain(files).collect(), display_time_unit: "ms" };
    std::fs::write(path, serde_json::to_vec(&trace)?)
}

/// How long each stage took; then how long the files took, threads taken together, by the ending of
/// their names, and the slowest of them.
pub(crate) fn table(recorder: &Recorder) -> String {
    let stages = recorder.stages();
    let mut files = recorder.files();
    let took = |stretch: &Stretch| stretch.end.saturating_sub(stretch.start);
    let mut lines: Vec<String> =
        stages.iter().map(|stage| line(&stage.name, took(stage))).collect();
    lines.push(line("all", stages.iter().map(took).sum()));
    let mut kinds: BTreeMap<&str, (usize, Duration)> = BTreeMap::new();
    for file in &files {
        let kind = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let (count, time) = kinds.entry(kind).or_default();
        *count += 1;
        *time += took(file);
    }
    let kinds: Vec<String> =
        kinds.iter().map(|(kind, (n, time))| line(&format!("{n} files .{kind}"), *time)).collect();
    lines.extend(kinds);
    files.sort_by_key(|file| std::cmp::Reverse(took(file)));
    lines.extend(files.iter().take(SLOWEST).map(|file| line(&file.name, took(file))));
    lines.join("\n")
}

fn line(name: &str, time: Duration) -> String {
    format!("{:>10.1} ms  {name}", time.as_secs_f64() * 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded() -> Recorder {
        let recorder = Recorder::new(true);
        recorder.begin("read");
        recorder.begin("write");
        recorder.finish();
        recorder
    }

    #[test]
    fn the_table_has_a_line_for_each_stage_and_one_for_all() {
        let table = table(&recorded());
        let names: Vec<&str> =
            table.lines().filter_map(|line| line.split(" ms  ").nth(1)).collect();
        assert_eq!(names, ["read", "write", "all"]);
    }

    #[test]
    fn the_trace_is_what_profilers_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trace.json");
        write(&recorded(), &path).unwrap();
        let bytes = crate::cli::flow::read(&path).unwrap();
        let trace: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let events = trace["traceEvents"].as_array().unwrap();
        assert_eq!(events.len(), 2);
        assert_eq!(events[0]["name"], "read");
        assert_eq!(events[0]["ph"], "X");
        let end = events[0]["ts"].as_u64().unwrap() + events[0]["dur"].as_u64().unwrap();
        assert!(events[1]["ts"].as_u64().unwrap() >= end);
    }
}
