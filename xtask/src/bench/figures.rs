//! Figures: printed, kept as JSON, compared with earlier ones.

use crate::bench::measure::Run;
use crate::options::Options;

use serde::Deserialize;
use serde::Serialize;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::process::Command;

/// What was measured, several times.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Figure {
    /// `s`, `MB`, `ms`, or what else the numbers count.
    unit: String,
    median: f64,
    runs: Vec<f64>,
}

/// All that was measured, with the machine it was measured on.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    machine: String,
    processors: usize,
    commit: String,
    figures: BTreeMap<String, Figure>,
}

/// Figures by name, beside earlier ones.
#[derive(Debug)]
pub(crate) struct Figures {
    now: Kept,
    earlier: BTreeMap<String, Figure>,
}

impl Figures {
    /// None yet; the earlier ones are those that `--against` names.
    pub(crate) fn new(options: &Options) -> io::Result<Self> {
        let earlier = match &options.against {
            Some(file) => serde_json::from_slice::<Kept>(&fs::read(file)?)?.figures,
            None => BTreeMap::new(),
        };
        let now = Kept {
            machine: machine(),
            processors: std::thread::available_parallelism().map_or(1, usize::from),
            commit: commit(),
            figures: BTreeMap::new(),
        };
        Ok(Self { now, earlier })
    }

    /// Adds one measurement.
    pub(crate) fn add(&mut self, name: &str, unit: &str, value: f64) {
        let empty = || Figure { unit: unit.to_owned(), median: 0.0, runs: Vec::new() };
        let figure = self.now.figures.entry(name.to_owned()).or_insert_with(empty);
        figure.runs.push(value);
        figure.median = median(&figure.runs);
    }

    /// Adds what a run of a program took.
    pub(crate) fn add_run(&mut self, name: &str, run: Run) {
        self.add(&format!("{name}.time"), "s", run.seconds);
        self.add(&format!("{name}.cpu"), "s", run.cpu);
        self.add(&format!("{name}.memory"), "MB", run.peak / 1e6);
    }

    /// The median of a figure; 0 where it was not measured.
    pub(crate) fn median(&self, name: &str) -> f64 {
        self.now.figures.get(name).map_or(0.0, |figure| figure.median)
    }

    /// What 19 of 20 measurements of a figure are not over.
    pub(crate) fn late(&self, name: &str) -> f64 {
        let Some(figure) = self.now.figures.get(name) else { return 0.0 };
        let mut sorted = figure.runs.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get((sorted.len() * 19).div_ceil(20).saturating_sub(1)).copied().unwrap_or(0.0)
    }

    /// Adds a ratio of two figures' medians and prints it; with a bar, whether it holds.
    pub(crate) fn ratio(&mut self, name: &str, of: [&str; 2], bar: Option<f64>) {
        let [a, b] = of.map(|name| self.median(name));
        if b > 0.0 && a > 0.0 {
            self.add(name, "×", a / b);
            self.say(name, bar);
        }
    }

    /// Prints a figure, with what it was earlier and whether it is at most `bar`.
    pub(crate) fn say(&self, name: &str, bar: Option<f64>) {
        let Some(figure) = self.now.figures.get(name) else { return };
        let Figure { unit, median, runs } = figure;
        let mut line = format!("{name:<34} {median:>10.3} {unit:<3}");
        if runs.len() > 1 {
            let least = runs.iter().copied().fold(f64::INFINITY, f64::min);
            let most = runs.iter().copied().fold(0.0, f64::max);
            line.push_str(&format!("  {least:.3} to {most:.3} in {} runs", runs.len()));
        }
        if let Some(bar) = bar {
            let verdict = if *median <= bar { "holds" } else { "does not hold" };
            line.push_str(&format!("  at most {bar}: {verdict}"));
        }
        if let Some(before) = self.earlier.get(name).filter(|before| before.median > 0.0) {
            line.push_str(&format!("  {:.2}× the earlier", median / before.median));
        }
        println!("{line}");
    }

    /// Keeps the figures where `--json` says.
    pub(crate) fn finish(&self, options: &Options) -> io::Result<()> {
        match &options.json {
            Some(file) => fs::write(file, serde_json::to_vec_pretty(&self.now)?),
            None => Ok(()),
        }
    }
}

/// The middle one; of an even number the mean of both.
fn median(runs: &[f64]) -> f64 {
    let mut sorted = runs.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => sorted[middle],
        _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

/// The model of the processor, where the system tells.
fn machine() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.and_then(|rest| rest.split_once(':')).map(|(_, model)| model.trim());
    format!("{} {}", model.unwrap_or("unknown"), std::env::consts::OS)
}

/// The commit that the program is built from, where that is known.
fn commit() -> String {
    let out = Command::new("git").args(["rev-parse", "--short", "HEAD"]).output();
    let out = out.ok().filter(|out| out.status.success());
    out.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!((median(&[4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < f64::EPSILON);
    }
}
