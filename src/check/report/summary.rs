//! What has changed, for people: a line, or a page in Markdown for a pull request.

use crate::check::report::changes::Changes;
use crate::check::report::changes::Difference;
use crate::check::report::state::Finding;

use std::fmt::Write;

/// More entries than this of one sort are only counted.
const MOST: usize = 40;

/// The changes in one line.
#[must_use]
pub fn line(changes: &Changes) -> String {
    let segments = changes.segments.iter().map(|(_, difference)| difference.changed.len()).sum();
    let mut parts = vec![format!("{} changed", count(segments, "segment"))];
    for name in ["term", "note", "target"] {
        let difference = changes.other(&format!("{name}s"));
        parts.push(format!("{} changed", count(difference.changed.len(), name)));
    }
    parts.push(format!("{} lost", count(changes.lost(), "id")));
    parts.push(format!("{}, {} gone", count(changes.found.len(), "new finding"), changes.solved));
    parts.join(", ")
}

/// The changes as a page in Markdown, new findings first.
#[must_use]
pub fn markdown(changes: &Changes) -> String {
    let [before, now] = &changes.versions;
    let versions = if before == now { before.clone() } else { format!("{before} → {now}") };
    let mut out = format!("## The edition, {versions}\n\n**{}**\n", line(changes));
    if !changes.found.is_empty() {
        push(&mut out, format_args!("\n### New findings\n\n"));
        list(&mut out, &changes.found.iter().map(finding).collect::<Vec<_>>());
    }
    for (document, difference) in &changes.segments {
        section(&mut out, &format!("Segments of `{document}`"), difference);
    }
    for document in &changes.moved {
        push(&mut out, format_args!("\nThe segments of `{document}` have another order now.\n"));
    }
    for (name, difference) in changes.others.iter().filter(|(_, d)| !d.is_empty()) {
        let name = name[..1].to_uppercase() + &name[1..];
        section(&mut out, &name, difference);
    }
    out
}

fn section(out: &mut String, title: &str, difference: &Difference) {
    push(out, format_args!("\n### {title}\n\n"));
    let named = |word: &str, ids: &[String]| -> Vec<String> {
        ids.iter().map(|id| format!("{word} `{id}`")).collect()
    };
    let changed = difference.changed.iter().map(|(id, told)| match told.as_str() {
        "" => format!("changed `{id}`"),
        told => format!("changed `{id}`: {}", plain(told)),
    });
    let mut lines = named("**lost**", &difference.lost);
    lines.extend(changed);
    lines.extend(named("new", &difference.new));
    list(out, &lines);
}

fn list(out: &mut String, lines: &[String]) {
    for line in lines.iter().take(MOST) {
        push(out, format_args!("- {line}\n"));
    }
    if lines.len() > MOST {
        push(out, format_args!("- and {} more\n", lines.len() - MOST));
    }
}

fn finding(finding: &Finding) -> String {
    let place = match (&finding.file, finding.line) {
        (Some(file), Some(line)) => format!(" {file}:{line}"),
        _ => String::new(),
    };
    let Finding { severity, rule, message, .. } = finding;
    format!("**{severity}** `{rule}`{place}: {}", plain(message))
}

/// A text that Markdown shows as it is: of HTML nothing, and on one line; backticks are ours.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace(['\n', '\r'], " ")
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}
