//! A draft to the files of a document: names made valid, texts made readings, all the rest reported.

use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::edit::fmt;
use crate::exchange::edit::opened::Words;
use crate::exchange::edit::reviews;
use crate::exchange::edit::work::basic;
use crate::exchange::edit::work::reading;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::draft::Item;
use crate::exchange::import::draft::Voice;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::names;
use crate::exchange::import::names::Names;
use crate::exchange::import::report::Lines;
use crate::exchange::import::report::Renamed;
use crate::exchange::import::report::Report;
use crate::exchange::import::trim::trim;
use crate::exchange::scaffold::Place;
use crate::format::document::Role;

use std::collections::BTreeSet;

/// Makes the files of a document of a draft.
///
/// # Errors
/// Refuses an id that is taken or none, and a draft without segments or without witnesses.
pub(crate) fn settle(
    texts: &Texts,
    (id, title): (&str, Option<&str>),
    mut draft: Draft,
    files: &[Foreign],
) -> Result<(Edited, Report), Refusal> {
    let place = Place::new(texts, id)?;
    if draft.segments.is_empty() || draft.witnesses.is_empty() {
        let path = files.first().map_or("", |file| file.path.as_str());
        return Err(Refusal::new(format!("`{path}` holds no texts"))
            .hint("is it the format that you named?"));
    }
    trim(&mut draft);
    let names = All::new(&draft);
    let title = title.map(str::to_owned).or_else(|| draft.title.clone());
    let facts = facts(&draft, &names, &place, title.as_deref().unwrap_or(id));
    let path = format!("content/{id}/document.toml");
    let mut changed = Texts::from([(path.clone(), fmt::text(&path, &facts)?)]);
    let order = order(&draft);
    for (witness, name) in names.witnesses.ids.iter().enumerate() {
        let text = readings(&draft, (witness, &order), &names.segments.ids);
        changed.insert(format!("content/{id}/{name}.toml"), text);
    }
    let reviewed = review::text(&draft, &names.witnesses.ids, (&order, &names.segments.ids));
    if let Some(text) = reviewed {
        let path = reviews::path(id);
        changed.insert(path.clone(), fmt::text(&path, &text)?);
    }
    changed.extend(place.enlist(texts, id));
    let report = report(id, &draft, names, files);
    let said = report.lines();
    Ok((Edited { changed, said }, report))
}

/// The names of everything.
struct All {
    segments: Names,
    divisions: Names,
    witnesses: Names,
}

impl All {
    fn new(draft: &Draft) -> Self {
        let mut taken = BTreeSet::new();
        let wishes: Vec<_> = draft.segments.iter().map(|segment| segment.id.as_deref()).collect();
        let segments = names::assign(&wishes, "s", &mut taken);
        let wishes: Vec<_> = draft.divisions.iter().map(|d| Some(d.id.as_str())).collect();
        let divisions = names::assign(&wishes, "d", &mut taken);
        let name = |voice: &Voice| names::valid(voice.name.as_ref().unwrap_or(&voice.lang));
        let wishes: Vec<String> = draft.witnesses.iter().map(name).collect();
        let wishes: Vec<_> = wishes.iter().map(|wish| Some(wish.as_str())).collect();
        // The names of the other files of a document.
        let mut taken = ["document", "notes", "targets", "review"].map(str::to_owned).into();
        let witnesses = names::assign(&wishes, "w", &mut taken);
        Self { segments, divisions, witnesses }
    }
}

/// The segments in the order of the spine.
fn order(draft: &Draft) -> Vec<usize> {
    fn walk(draft: &Draft, body: &[Item], out: &mut Vec<usize>) {
        for item in body {
            match item {
                Item::Division(index) => walk(draft, &draft.divisions[*index].body, out),
                Item::Row(row) => out.extend(row),
            }
        }
    }
    let mut out = Vec::with_capacity(draft.segments.len());
    walk(draft, &draft.body, &mut out);
    out
}

fn facts(draft: &Draft, names: &All, place: &Place, title: &str) -> String {
    let id = &place.id;
    let mut out = format!(
        "id = \"{id}\"\ntitle = {}\nbody = {}\n",
        place.localized(title),
        body(&draft.body, names)
    );
    for (voice, name) in draft.witnesses.iter().zip(&names.witnesses.ids) {
        let role = match voice.role {
            Role::Source => "source",
            Role::Translation => "translation",
            Role::MachineTranslation => "machine-translation",
        };
        out.push_str(&format!(
            "\n[[witness]]\nid = \"{name}\"\nname = {}\nlang = \"{}\"\nrole = \"{role}\"\n",
            place.localized(voice.name.as_ref().unwrap_or(&voice.lang)),
            voice.lang,
        ));
    }
    for (division, name) in draft.divisions.iter().zip(&names.divisions.ids) {
        out.push_str(&format!(
            "\n[[division]]\nid = {}\nkind = \"{}\"\n",
            basic(name),
            division.kind.as_str()
        ));
        out.push_str(&format!("body = {}\n", body(&division.body, names)));
    }
    out
}

fn body(items: &[Item], names: &All) -> String {
    let id = |index: &usize| format!("\"{}\"", names.segments.ids[*index]);
    let items: Vec<String> = items
        .iter()
        .map(|item| match item {
            Item::Division(index) => {
                format!("  {{ division = \"{}\" }},\n", names.divisions.ids[*index])
            }
            Item::Row(row) if row.len() == 1 => format!("  {},\n", id(&row[0])),
            Item::Row(row) => {
                format!("  [{}],\n", row.iter().map(id).collect::<Vec<_>>().join(", "))
            }
        })
        .collect();
    if items.is_empty() { "[]".to_owned() } else { format!("[\n{}]", items.concat()) }
}

fn readings(draft: &Draft, (witness, order): (usize, &[usize]), ids: &[String]) -> String {
    let mut out = String::new();
    for &index in order {
        let words = match draft.segments[index].readings.get(&witness) {
            Some(Words::Present(words)) => reading(words),
            Some(Words::Absent(kind)) => format!("{{ absent = \"{kind}\" }}"),
            None => continue,
        };
        out.push_str(&format!("\"{}\" = {words}\n", ids[index]));
    }
    out
}

fn report(id: &str, draft: &Draft, names: All, files: &[Foreign]) -> Report {
    let lines: Vec<Lines<'_>> = files.iter().map(Lines::new).collect();
    let mut left: Vec<_> = draft.left.iter().collect();
    left.sort_by_key(|left| (left.at, left.what));
    let entries = left.iter().filter_map(|left| {
        let lines = lines.get(left.at.0)?;
        Some(lines.entry(left, &names.segments.ids, &names.witnesses.ids))
    });
    let describe = |(voice, name): (&Voice, &String)| {
        let role = match voice.role {
            Role::Source => "source",
            Role::Translation => "translation",
            Role::MachineTranslation => "machine translation",
        };
        format!("`{name}` ({}, {role})", voice.lang)
    };
    let witnesses = draft.witnesses.iter().zip(&names.witnesses.ids).map(describe).collect();
    let left = entries.collect();
    let renamed = names.segments.renamed.into_iter().chain(names.divisions.renamed);
    Report {
        document: id.to_owned(),
        witnesses,
        segments: draft.segments.len(),
        terms: 0,
        prefix: names.segments.prefix,
        renamed: renamed.map(|(from, to)| Renamed { from, to }).collect(),
        left,
    }
}

mod review;

#[cfg(test)]
mod tests;
