//! `review --set`: notes how far readings were reviewed, and against which words of the source.

use crate::exchange::edit::opened::Opened;
use crate::exchange::edit::opened::Words;
use crate::exchange::edit::opened::order;
use crate::exchange::edit::refusal::Refusal;
use crate::exchange::edit::reviews::Sheet;
use crate::exchange::edit::segment::mentions;
use crate::exchange::edit::texts::Texts;
use crate::exchange::edit::work::Edited;
use crate::exchange::edit::work::Work;
use crate::format::document::Role as WrittenRole;
pub use crate::model::ReviewState;
use crate::model::Role;
use crate::model::document::source_words;
use crate::text::fingerprint;

/// Which readings of a document are meant.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    /// Id of the document.
    pub document: String,
    /// Id of the witness; all translations where none is given.
    pub witness: Option<String>,
    /// Ids of the segments; all where none is given.
    pub segments: Vec<String>,
}

/// Notes a state of the readings with words that are meant.
///
/// # Errors
/// Refuses where a witness or segment is not there, or a segment that is named has no words.
pub fn set(texts: &Texts, meant: &Readings, state: ReviewState) -> Result<Edited, Refusal> {
    let opened = Opened::new(texts, &meant.document)?;
    let spine = order(&opened.document);
    for id in &meant.segments {
        opened.seat(id)?;
    }
    let chosen = |id: &String| meant.segments.is_empty() || meant.segments.contains(id);
    let segments: Vec<&String> = spine.iter().filter(|id| chosen(id)).collect();
    let mut sheet = Sheet::open(texts, &meant.document)?;
    let mut count = 0;
    for witness in witnesses(&opened, meant)? {
        let id = opened.witnesses[witness].id.as_str();
        let before = sheet.len(id);
        for segment in &segments {
            if has_words(&opened, witness, segment, !meant.segments.is_empty())? {
                let source = source(&opened, witness, segment);
                let source = source.filter(|_| state == ReviewState::Checked);
                sheet.set((id, segment), state, source.as_deref())?;
                count += 1;
            }
        }
        sheet.order(id, before, &spine);
    }
    let mut work = Work::new(texts);
    sheet.finish(&mut work);
    let readings = if count == 1 { "reading is" } else { "readings are" };
    work.say(format!("{count} {readings} now `{}`", state.as_str()));
    work.finish()
}

/// Indices of the witnesses that are meant.
fn witnesses(opened: &Opened, meant: &Readings) -> Result<Vec<usize>, Refusal> {
    let all = 0..opened.witnesses.len();
    let Some(id) = &meant.witness else {
        let found: Vec<usize> = all.filter(|at| role(opened, *at) != Role::Source).collect();
        if found.is_empty() {
            let message = format!("`{}` has no translation to review", meant.document);
            return Err(Refusal::new(message).hint("name a source with `--witness`"));
        }
        return Ok(found);
    };
    let found: Vec<usize> = all.filter(|at| opened.witnesses[*at].id == *id).collect();
    if found.is_empty() { Err(mentions::unknown_witness(opened, id)) } else { Ok(found) }
}

/// Whether a witness has words in a segment; where it was `named` and has none, that is refused.
fn has_words(opened: &Opened, witness: usize, id: &str, named: bool) -> Result<bool, Refusal> {
    let witness = &opened.witnesses[witness];
    let entry = witness.entry(id)?;
    match &entry.words {
        Words::Present(_) => Ok(true),
        Words::Absent(_) if !named => Ok(false),
        Words::Absent(kind) => {
            let message = format!("`{}` has no words in `{id}`: {kind}", witness.id);
            let refusal = Refusal::new(message).at(&witness.path, entry.value.clone(), "");
            Err(refusal.hint("only readings with words are reviewed"))
        }
    }
}

/// The fingerprint of the words of the source with which a reading is compared.
fn source(opened: &Opened, witness: usize, segment: &str) -> Option<String> {
    let readings = opened.witnesses.iter().enumerate().map(|(at, witness)| {
        let words = witness.entries.get(segment).and_then(|entry| match &entry.words {
            Words::Present(words) => Some(words.as_str()),
            Words::Absent(_) => None,
        });
        (role(opened, at), words)
    });
    source_words(role(opened, witness), readings).map(|words| fingerprint([words]))
}

fn role(opened: &Opened, witness: usize) -> Role {
    match opened.document.witness[witness].get_ref().role {
        WrittenRole::Source => Role::Source,
        WrittenRole::Translation => Role::Translation,
        WrittenRole::MachineTranslation => Role::MachineTranslation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::edit::segment::fixture::check;
    use crate::exchange::edit::segment::fixture::refused;
    use crate::exchange::edit::segment::fixture::texts;

    const PATH: &str = "content/laozi/review.toml";

    fn set_in(texts: &Texts, witness: Option<&str>, segments: &[&str]) -> Result<Edited, Refusal> {
        let meant = Readings {
            document: "laozi".to_owned(),
            witness: witness.map(str::to_owned),
            segments: segments.iter().map(|id| (*id).to_owned()).collect(),
        };
        set(texts, &meant, ReviewState::Checked)
    }

    #[test]
    fn entries_get_the_fingerprint_of_the_source_in_the_order_of_the_spine() {
        let of = |words: &str| fingerprint([words]);
        let expected = [
            "-\"name.1\" = { state = \"checked\", source = \"0123456789abcdef\" }".to_owned(),
            format!("+\"name.1\" = {{ state = \"checked\", source = \"{}\" }}", of("名可名，")),
            "-\"name.2\" = { state = \"needs-review\", method = \"gale-church\", confidence = \"0.5\" }".to_owned(),
            format!("+\"name.2\" = {{ state = \"checked\", source = \"{}\", method = \"gale-church\", confidence = \"0.5\" }}", of("非常名。")),
            format!("+\"end\" = {{ state = \"checked\", source = \"{}\" }}", of("名名。")),
        ];
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(set_in(&texts(), Some("english"), &["end", "name.1", "name.2"]), PATH, &expected);
        let motto = format!("+\"motto\" = {{ state = \"checked\", source = \"{}\" }}", of("道"));
        check(set_in(&texts(), None, &["motto"]), PATH, &[&motto]);
        check(
            set_in(&texts(), Some("received"), &["way"]),
            PATH,
            &["+\"way\" = { state = \"checked\" }"],
        );
    }

    #[test]
    fn a_file_that_is_not_there_is_begun_in_canonical_form() {
        let mut bare = texts();
        bare.remove(PATH);
        let edited = set_in(&bare, None, &[]).unwrap();
        let text = &edited.changed[PATH];
        assert!(text.starts_with("# Which readings were reviewed"), "{text}");
        assert!(
            text.contains("\n\n[english]\n\"title\" = { state = \"checked\", source = \""),
            "{text}"
        );
        assert_eq!(edited.said, ["8 readings are now `checked`"]);
        assert_eq!(crate::exchange::edit::fmt::text(PATH, text).unwrap(), *text);
        // The last two have no source with words.
        assert!(
            text.ends_with(
                "\"last\" = { state = \"checked\" }\n\"very-last\" = { state = \"checked\" }\n"
            ),
            "{text}"
        );
    }

    #[test]
    fn what_is_not_there_is_refused() {
        refused(set_in(&texts(), Some("englich"), &[]), "`laozi` has no witness `englich`");
        refused(set_in(&texts(), None, &["wey"]), "`laozi` has no segment `wey`");
        refused(
            set_in(&texts(), Some("received"), &["last"]),
            "`received` has no words in `last`: omitted",
        );
        let mut inline = texts();
        inline.insert(
            PATH.to_owned(),
            "english = { \"way\" = { state = \"checked\" } }\n".to_owned(),
        );
        refused(set_in(&inline, None, &["way"]), "are not in a table of their own");
    }
}
