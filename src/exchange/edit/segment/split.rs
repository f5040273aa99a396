//! `segment split`: one segment becomes two of the same row, cut where each witness is told.

use crate::exchange::edit::opened::Opened;
use crate::exchange::edit::opened::Seat;
use crate::exchange::edit::opened::Witness;
use crate::exchange::edit::opened::Words;
use crate::exchange::edit::refusal::Refusal;
use crate::exchange::edit::reviews::Sheet;
use crate::exchange::edit::segment::mentions;
use crate::exchange::edit::segment::place;
use crate::exchange::edit::segment::place::Placed;
use crate::exchange::edit::segment::seeds;
use crate::exchange::edit::segment::seeds::Seed;
use crate::exchange::edit::texts::Texts;
use crate::exchange::edit::work::Edited;
use crate::exchange::edit::work::Work;
use crate::exchange::edit::work::reading;
use crate::model::Absence;
use crate::text::at_word_edges;
use crate::text::fold::find_all;

use std::collections::BTreeMap;

/// Where one witness is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// The second half starts with these words.
    Before(String),
    /// All words go to the first half; the second is absent in this way.
    OnlyFirst(String),
    /// All words go to the second half; the first is absent in this way.
    OnlySecond(String),
}

/// What is to be split.
#[derive(Debug, Clone)]
pub struct Split {
    /// Id of the document.
    pub document: String,
    /// Id of the segment; the first half keeps it.
    pub id: String,
    /// Id of the second half; `<id>-2` or the next free one where none is given.
    pub new: Option<String>,
    /// Witness → where it is cut; every witness with words needs one.
    pub cuts: BTreeMap<String, Cut>,
}

/// The two halves of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Halves {
    first: Words,
    second: Words,
    /// Bytes of the whole at which the first half ends and the second starts.
    cut: (usize, usize),
    /// Both halves have words: the white space between them.
    gap: Option<String>,
}

/// Splits a segment.
///
/// # Errors
/// Refuses where a witness has no cut or an ambiguous one, a quotation straddles the cut, the
/// place in the spine holds one segment only, or the new name is taken.
pub fn split(texts: &Texts, request: &Split) -> Result<Edited, Refusal> {
    let opened = Opened::new(texts, &request.document)?;
    let seat = opened.seat(&request.id)?;
    check_seat(&opened, &seat, &request.id)?;
    let new = match &request.new {
        Some(new) => new.clone(),
        None => mentions::next_free(texts, &opened, &request.id)?,
    };
    mentions::check_free(texts, &opened, &new)?;
    let halves = halves(&opened, request)?;
    let seeds = seeds::recipes(texts, &request.document)?;
    let mut work = Work::new(texts);
    spine(&opened, &seat, (&request.id, &new), &mut work);
    for witness in &opened.witnesses {
        let halves = &halves[&witness.id];
        write(witness, halves, (&request.id, &new), &mut work)?;
        space(witness, halves, request, &seeds, &mut work)?;
    }
    recipes(&seeds, &halves, (request, &new), &mut work);
    for placed in place::anchors(texts, &request.document, &request.id)? {
        repoint(&placed, &opened, &halves, (&request.id, &new), &mut work)?;
    }
    let id = request.id.as_str();
    let mut reviews = Sheet::open(texts, &request.document)?;
    reviews.split(id, &new)?;
    reviews.finish(&mut work);
    mentions::accepted(&request.document, (id, id), &mut work)?;
    work.say(format!("the first half keeps the name `{id}`, the second is `{new}`"));
    work.finish()
}

fn check_seat(opened: &Opened, seat: &Seat, id: &str) -> Result<(), Refusal> {
    let what = match seat {
        Seat::Heading(_) => "the heading of a division",
        Seat::Column(_) => "the head of a column",
        Seat::Alone(division, ..) | Seat::InRow(division, ..) if opened.is_table(*division) => {
            "a cell of a table"
        }
        _ => return Ok(()),
    };
    Err(Refusal::new(format!("`{id}` is {what}, which is one segment")).at(
        &opened.path,
        seat.span(),
        "it stands here",
    ))
}

fn halves(opened: &Opened, request: &Split) -> Result<BTreeMap<String, Halves>, Refusal> {
    if let Some(stray) =
        request.cuts.keys().find(|id| opened.witnesses.iter().all(|w| w.id != **id))
    {
        return Err(mentions::unknown_witness(opened, stray));
    }
    let mut out = BTreeMap::new();
    let mut without = Refusal::new("");
    for witness in &opened.witnesses {
        let entry = witness.entry(&request.id)?;
        let halves = match (&entry.words, request.cuts.get(&witness.id)) {
            (Words::Absent(kind), None) => Halves {
                first: Words::Absent(kind.clone()),
                second: Words::Absent(kind.clone()),
                cut: (0, 0),
                gap: None,
            },
            (Words::Absent(_), Some(_)) => {
                let message = format!("witness `{}` has no words in `{}`", witness.id, request.id);
                return Err(Refusal::new(message)
                    .at(&witness.path, entry.value.clone(), "")
                    .hint("leave its cut out: both halves are absent in it"));
            }
            (Words::Present(_), None) => {
                without = without.at(&witness.path, entry.value.clone(), "no cut for this reading");
                continue;
            }
            (Words::Present(words), Some(cut)) => {
                cut_words(words, cut).map_err(|refusal| Refusal {
                    places: vec![(witness.path.clone(), entry.value.clone(), String::new())],
                    ..refusal
                })?
            }
        };
        out.insert(witness.id.clone(), halves);
    }
    if without.places.is_empty() {
        return Ok(out);
    }
    without.message = format!("not every witness is told where to cut `{}`", request.id);
    Err(without
        .hint("give the first words of the second half: `--at <witness>:\"…\"`")
        .hint("or, where a witness has words for one half only: `--only-first <witness>:<kind of absence>`, `--only-second …`"))
}

fn cut_words(words: &str, cut: &Cut) -> Result<Halves, Refusal> {
    let whole = Words::Present(words.to_owned());
    let (quote, absent) = match cut {
        Cut::Before(quote) => (quote.as_str(), None),
        Cut::OnlyFirst(kind) => (words, Some((whole, absence(kind)?))),
        Cut::OnlySecond(kind) => (words, Some((absence(kind)?, whole))),
    };
    if let Some((first, second)) = absent {
        let at = if matches!(first, Words::Present(_)) { words.len() } else { 0 };
        return Ok(Halves { first, second, cut: (at, at), gap: None });
    }
    let found = find_all(words, quote);
    let [place] = found.as_slice() else {
        let message = if found.is_empty() {
            format!("「{quote}」 is not in this reading")
        } else {
            format!("「{quote}」 stands {} times in this reading", found.len())
        };
        return Err(Refusal::new(message).hint(
            "give the words with which the second half starts, enough of them to be found once",
        ));
    };
    let first = words[..place.start].trim_end();
    let second = words[place.start..].trim_start();
    if first.is_empty() {
        return Err(Refusal::new(format!("nothing stands before 「{quote}」"))
            .hint("the words given start the second half"));
    }
    let cut = (first.len(), words.len() - second.len());
    Ok(Halves {
        gap: Some(words[cut.0..cut.1].to_owned()),
        first: Words::Present(first.to_owned()),
        second: Words::Present(second.to_owned()),
        cut,
    })
}

fn absence(kind: &str) -> Result<Words, Refusal> {
    let all: Vec<&str> = Absence::ALL.iter().map(|kind| kind.as_str()).collect();
    if all.contains(&kind) {
        return Ok(Words::Absent(kind.to_owned()));
    }
    Err(Refusal::new(format!("`{kind}` is not a kind of absence"))
        .hint(format!("one of: {}", all.join(", "))))
}

fn spine(opened: &Opened, seat: &Seat, (id, new): (&str, &str), work: &mut Work<'_>) {
    let span = seat.span();
    match seat {
        Seat::InRow(..) => work.insert(&opened.path, span.end, format!(", \"{new}\"")),
        _ => work.replace(&opened.path, span, format!("[\"{id}\", \"{new}\"]")),
    }
}

/// Writes the two entries: the second on the line after the first.
fn write(
    witness: &Witness,
    halves: &Halves,
    (id, new): (&str, &str),
    work: &mut Work<'_>,
) -> Result<(), Refusal> {
    let entry = witness.entry(id)?;
    if let Words::Present(words) = &halves.first {
        work.replace(&witness.path, entry.value.clone(), reading(words));
    } else if witness.entry(id)?.words != halves.first {
        work.replace(&witness.path, entry.value.clone(), value(&halves.first));
    }
    let text = work.text(&witness.path);
    let line = format!("\"{new}\" = {}", value(&halves.second));
    match text[entry.value.end..].find('\n') {
        Some(at) => work.insert(&witness.path, entry.value.end + at + 1, format!("{line}\n")),
        None => work.insert(&witness.path, text.len(), format!("\n{line}\n")),
    }
    Ok(())
}

fn value(words: &Words) -> String {
    match words {
        Words::Present(words) => reading(words),
        Words::Absent(kind) => format!("{{ absent = \"{kind}\" }}"),
    }
}

/// White space that the language does not put between two readings is declared in the recipe.
fn space(
    witness: &Witness,
    halves: &Halves,
    request: &Split,
    seeds: &[Seed],
    work: &mut Work<'_>,
) -> Result<(), Refusal> {
    let Some(gap) = &halves.gap else { return Ok(()) };
    if gap == witness.lang.separator() {
        return Ok(());
    }
    let entry = witness.entry(&request.id)?;
    let refuse = |message: &str, hint: &str| {
        Err(Refusal::new(message).at(&witness.path, entry.value.clone(), "").hint(hint))
    };
    if let (Words::Present(words), true) = (&entry.words, gap.is_empty())
        && !at_word_edges(words, &(halves.cut.1..words.len()))
    {
        return refuse("the cut is inside a word", "give the whole first word of the second half");
    }
    match seeds::of_witness(seeds, &request.document, &witness.id) {
        Some(seed) => {
            seeds::declare_space(seed, &request.id, gap, work);
            Ok(())
        }
        None => refuse(
            "the white space at the cut is not what stands between two readings of this language",
            "cut elsewhere: without a recipe of a seed there is no place to say what stands here",
        ),
    }
}

fn recipes(
    seeds: &[Seed],
    halves: &BTreeMap<String, Halves>,
    (request, new): (&Split, &str),
    work: &mut Work<'_>,
) {
    for (witness, halves) in halves {
        let starts = matches!(halves.first, Words::Absent(_)).then_some(new);
        let ends = matches!(halves.second, Words::Present(_)).then_some(new);
        seeds::move_ends(seeds, (&request.document, witness), &request.id, (starts, ends), work);
    }
    seeds::move_spaces(seeds, (&request.id, new), work);
}

/// Points an anchor at the half that has its words.
fn repoint(
    placed: &Placed,
    opened: &Opened,
    halves: &BTreeMap<String, Halves>,
    (id, new): (&str, &str),
    work: &mut Work<'_>,
) -> Result<(), Refusal> {
    let known = opened.witnesses.iter().find(|w| w.id == placed.witness());
    let (Some(witness), Some(halves)) = (known, halves.get(placed.witness())) else {
        return Err(mentions::unknown_witness(opened, placed.witness()));
    };
    let whole = match &witness.entry(id)?.words {
        Words::Present(words) => Some(words.as_str()),
        Words::Absent(_) => None,
    };
    let ranges = placed.ranges(whole)?;
    let (end, start) = halves.cut;
    if let (true, Words::Present(first)) = (ranges.iter().all(|r| r.end <= end), &halves.first) {
        return placed.point(id, (first, &ranges), work);
    }
    if let (true, Words::Present(second)) =
        (ranges.iter().all(|r| r.start >= start), &halves.second)
    {
        let moved: Vec<_> = ranges.iter().map(|r| r.start - start..r.end - start).collect();
        return placed.point(new, (second, &moved), work);
    }
    let message = if ranges.len() > 1 {
        format!("「{}」 stands in both halves", placed.quote())
    } else {
        format!("「{}」 straddles the cut", placed.quote())
    };
    Err(placed
        .refuse(message)
        .at(&witness.path, witness.entry(id)?.value.clone(), "the reading")
        .hint("cut elsewhere, or let the anchor quote words of one half first"))
}
