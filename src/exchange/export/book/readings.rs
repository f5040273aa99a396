//! What the witnesses read in a segment: sources in one column, translations in the other.

use crate::annotate::End;
use crate::exchange::export::book::setting::LINKS;
use crate::exchange::export::book::setting::NOTES;
use crate::exchange::export::book::setting::Setting;
use crate::exchange::export::book::setting::spoken;
use crate::exchange::export::work::best;
use crate::exchange::export::xml::Xml;
use crate::model::Reading;
use crate::model::Role;

/// The sign of a link.
const LINK_SIGN: &str = "⇄";

/// The columns of a document: its sources and its translations, without empty ones.
pub(crate) fn columns(setting: &Setting<'_>) -> Vec<Vec<usize>> {
    let witnesses = &setting.work.document.witnesses;
    let (sources, translations): (Vec<usize>, Vec<usize>) =
        (0..witnesses.len()).partition(|&witness| witnesses[witness].role == Role::Source);
    [sources, translations].into_iter().filter(|column| !column.is_empty()).collect()
}

/// Writes the readings of some witnesses in a segment, each in an element `name`. A reading that
/// equals one before it to the letter, in the same language, is named there and not repeated.
pub(crate) fn write(
    setting: &Setting<'_>,
    segment: usize,
    column: &[usize],
    name: &str,
    xml: &mut Xml,
) {
    let work = &setting.work;
    let readings = &work.document.segments[segment].readings;
    let lang = |witness: usize| &work.document.witnesses[witness].lang;
    let mut done: Vec<usize> = Vec::new();
    for &witness in column {
        if done.contains(&witness) {
            continue;
        }
        let text = work.text(segment, witness);
        let equal = |&&other: &&usize| {
            other == witness
                || (text.is_some()
                    && lang(other) == lang(witness)
                    && work.text(segment, other) == text)
        };
        let same: Vec<usize> = column.iter().filter(equal).copied().collect();
        done.extend(&same);
        xml.open(name, &[("class", "reading")]);
        if column.len() > 1 {
            label(setting, &same, xml);
        }
        match readings.get(witness) {
            Some(Reading::Present(text)) => words(setting, &same, &text.raw, xml),
            Some(Reading::Absent(kind, _)) => {
                let id = work.document.witnesses[witness].id.as_str();
                let attributes =
                    [("class", "absent"), ("data-witness", id), ("data-absent", kind.as_str())];
                xml.open("span", &attributes);
                setting.words(&format!("absent.{}", kind.as_str()), xml);
                xml.close("span");
            }
            None => {}
        }
        signs(setting, segment, &same, xml);
        xml.close(name);
    }
}

fn label(setting: &Setting<'_>, same: &[usize], xml: &mut Xml) {
    let names = same.iter().map(|&witness| {
        let facts = &setting.work.document.witnesses[witness];
        best(&facts.name, &facts.lang)
    });
    xml.leaf("span", &[("class", "witness")], &names.collect::<Vec<_>>().join(" = "));
    xml.text(" ");
}

/// The words in an element of their own, whose text is the reading letter by letter.
fn words(setting: &Setting<'_>, same: &[usize], raw: &str, xml: &mut Xml) {
    let witnesses = &setting.work.document.witnesses;
    let ids: Vec<_> = same.iter().map(|&witness| witnesses[witness].id.as_str()).collect();
    let (Some((first, others)), Some(&witness)) = (ids.split_first(), same.first()) else { return };
    let others = others.join(" ");
    let mut attributes = vec![("data-witness", *first)];
    if !others.is_empty() {
        attributes.push(("data-same", others.as_str()));
    }
    spoken("span", &attributes, witnesses[witness].lang.as_str(), raw, xml);
}

/// The signs of notes and links of some witnesses.
fn signs(setting: &Setting<'_>, segment: usize, same: &[usize], xml: &mut Xml) {
    let work = &setting.work;
    for &note in work.annotated.attached.notes.get(&segment).into_iter().flatten() {
        let facts = &work.document.notes[note];
        if !same.contains(&facts.at.witness) {
            continue;
        }
        let id = format!("r-{}", facts.id);
        let href = setting.in_back(NOTES, &format!("n-{}", facts.id));
        let mut attributes = vec![("id", id.as_str()), ("class", "sign"), ("href", href.as_str())];
        attributes.push(("role", "doc-noteref"));
        if setting.is_epub() {
            attributes.push(("epub:type", "noteref"));
        }
        xml.leaf("a", &attributes, &setting.number(note));
    }
    let ends = work.whole.annotations.backlinks.links.get(&(work.index, segment));
    for end in ends.into_iter().flatten() {
        let Some(link) = work.whole.edition.links.get(end.link) else { continue };
        let (name, anchor) = match end.end {
            End::From => ("from", &link.from),
            End::To => ("to", &link.to),
        };
        if same.contains(&anchor.witness) {
            let id = format!("k-{name}-{}", link.id);
            let href = setting.in_back(LINKS, &format!("l-{}", link.id));
            let label = setting.plain_words("nav.compare");
            let attributes = [
                ("id", id.as_str()),
                ("class", "sign"),
                ("href", href.as_str()),
                ("aria-label", label.as_str()),
            ];
            xml.leaf("a", &attributes, LINK_SIGN);
        }
    }
}
