//! What is known of how readings were aligned, as the `review.toml` of the document.

use crate::exchange::edit::opened::Words;
use crate::exchange::edit::reviews::HEAD;
use crate::exchange::edit::work::basic;
use crate::exchange::import::draft::Aligned;
use crate::exchange::import::draft::Draft;
use crate::format::document::Role;
use crate::text::fingerprint;

/// The file: a table for each witness, in it an entry for each reading with words, in the order of
/// the spine. `None` where nothing is known.
pub(super) fn text(
    draft: &Draft,
    witnesses: &[String],
    (order, segments): (&[usize], &[String]),
) -> Option<String> {
    let mut out = HEAD.to_owned();
    let mut is_empty = true;
    for (witness, name) in witnesses.iter().enumerate() {
        let mut entries = String::new();
        for &segment in order {
            let of = |aligned: &&Aligned| (aligned.segment, aligned.witness) == (segment, witness);
            let known = draft.alignments.iter().find(of);
            if let (Some(aligned), Some(_)) = (known, words(draft, segment, witness)) {
                entries.push_str(&entry(draft, aligned, &segments[segment]));
            }
        }
        if !entries.is_empty() {
            is_empty = false;
            out.push_str(&format!("\n[{name}]\n{entries}"));
        }
    }
    (!is_empty).then_some(out)
}

fn words(draft: &Draft, segment: usize, witness: usize) -> Option<&str> {
    match draft.segments[segment].readings.get(&witness)? {
        Words::Present(words) => Some(words),
        Words::Absent(_) => None,
    }
}

fn entry(draft: &Draft, aligned: &Aligned, segment: &str) -> String {
    let mut sources = draft.witnesses.iter().enumerate().filter(|(_, v)| v.role == Role::Source);
    let source = sources.find_map(|(witness, _)| words(draft, aligned.segment, witness));
    let state = match (aligned.is_checked, source) {
        (true, Some(source)) => format!("\"checked\", source = \"{}\"", fingerprint([source])),
        (true, None) => "\"checked\"".to_owned(),
        (false, _) => "\"needs-review\"".to_owned(),
    };
    let mut entry = format!("\"{segment}\" = {{ state = {state}");
    for (key, value) in [("method", &aligned.method), ("confidence", &aligned.confidence)] {
        if !value.is_empty() {
            entry.push_str(&format!(", {key} = {}", basic(value)));
        }
    }
    entry + " }\n"
}
