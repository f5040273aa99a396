//! A pair of plain texts: every line a paragraph, the same number of them in both.

use crate::exchange::edit::Refusal;
use crate::exchange::edit::opened::Words;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::draft::Item;
use crate::exchange::import::draft::language;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::wishes::Wishes;
use crate::format::document::Role;
use crate::model::DivisionKind;

/// Makes a draft of a source and its translation.
pub(crate) fn draft(files: [&Foreign; 2], wishes: &Wishes) -> Result<Draft, Refusal> {
    let mut draft = Draft::default();
    let sides = [
        (&wishes.source_lang, "--source-lang", Role::Source),
        (&wishes.lang, "--lang", Role::Translation),
    ];
    let mut witnesses = Vec::new();
    for (file, (asked, option, role)) in files.iter().zip(sides) {
        let lang = language(asked.as_deref(), (file, 0, None), option)?;
        // Two texts of one language are two witnesses.
        let name = (wishes.source_lang == wishes.lang).then(|| file.path.clone());
        witnesses.push(draft.voice(name.as_deref(), &lang, role));
    }
    let lines = files.map(lines);
    let [source, translation] = &lines;
    if source.len() != translation.len() {
        let message = format!(
            "`{}` has {} paragraphs, `{}` has {}",
            files[0].path,
            source.len(),
            files[1].path,
            translation.len()
        );
        let hint = "`duizhao align` proposes which sentences belong together";
        return Err(Refusal::new(message).hint(hint));
    }
    for (number, (source, translation)) in source.iter().zip(translation).enumerate() {
        let name = format!("p{}", number + 1);
        let segment = draft.segment(Some(&format!("{name}.1")), (0, source.1));
        let division = draft.section(&name, DivisionKind::Paragraph);
        draft.divisions[division].body.push(Item::Row(vec![segment]));
        draft.body.push(Item::Division(division));
        for (witness, (words, _)) in witnesses.iter().zip([source, translation]) {
            draft.say(segment, *witness, Words::Present((*words).to_owned()));
        }
    }
    Ok(draft)
}

/// The lines that have words, with the bytes at which they start.
fn lines(file: &Foreign) -> Vec<(&str, usize)> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in file.text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        if !words.trim().is_empty() {
            lines.push((words, at));
        }
        at += line.len();
    }
    lines
}
