//! PO catalogues of gettext: every message a segment.

mod parse;

use crate::exchange::edit::Refusal;
use crate::exchange::edit::opened::Words;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::draft::Item;
use crate::exchange::import::draft::language;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::po::parse::Message;
use crate::exchange::import::po::parse::Placed;
use crate::exchange::import::wishes::Wishes;
use crate::format::document::Role;
use crate::model::DivisionKind;

/// The language of the messages of a catalogue that does not say it: gettext's own habit.
const SOURCE: &str = "en";

/// Makes a draft of a catalogue.
pub(crate) fn draft(file: &Foreign, wishes: &Wishes) -> Result<Draft, Refusal> {
    let (messages, obsolete) = parse::parse(file)?;
    let mut draft = Draft::default();
    let is_header =
        |m: &&Message| m.context.is_none() && m.id.as_ref().is_some_and(|id| id.0.is_empty());
    let header = messages.iter().find(is_header).and_then(|m| m.translations.first());
    let fields = Fields::new(header);
    fields.check(file)?;
    let asked = wishes.source_lang.as_deref().or_else(|| fields.get("X-Source-Language"));
    let source = language(asked, (file, 0, Some(SOURCE)), "--source-lang")?;
    let target =
        language(wishes.lang.as_deref(), (file, fields.at, fields.get("Language")), "--lang")?;
    let sides =
        [draft.voice(None, &source, Role::Source), draft.voice(None, &target, Role::Translation)];
    let division = draft.section("messages", DivisionKind::Section);
    draft.body.push(Item::Division(division));
    for message in &messages {
        if is_header(&message) {
            leave_comments(&mut draft, message, None);
            let (words, at) = &message.translations[0];
            draft.leave("headers", (None, None), (0, *at), words);
            continue;
        }
        let row = add(&mut draft, message, sides, fields.is_own());
        draft.divisions[division].body.push(Item::Row(row));
    }
    for (words, at) in &obsolete {
        let what = if words.starts_with("#~") { "obsolete messages" } else { "comments" };
        draft.leave(what, (None, None), (0, *at), words);
    }
    Ok(draft)
}

/// The fields of the header.
struct Fields<'m> {
    text: &'m str,
    at: usize,
}

impl<'m> Fields<'m> {
    fn new(header: Option<&'m Placed>) -> Self {
        header.map_or(Self { text: "", at: 0 }, |(text, at)| Self { text, at: *at })
    }

    fn get(&self, name: &str) -> Option<&'m str> {
        let mut fields = self.text.lines().filter_map(|line| line.split_once(':'));
        fields.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim())
    }

    /// Whether our own export wrote it, which puts the segment's id into the context.
    fn is_own(&self) -> bool {
        self.get("X-Generator").is_some_and(|name| name.starts_with("duizhao"))
    }

    fn check(&self, file: &Foreign) -> Result<(), Refusal> {
        let content = self.get("Content-Type").unwrap_or_default().to_ascii_lowercase();
        let Some((_, charset)) = content.split_once("charset=") else { return Ok(()) };
        if ["utf-8", "utf8", "us-ascii", "ascii", "charset"].contains(&charset)
            || file.text.is_ascii()
        {
            return Ok(());
        }
        let message = format!("the header says that this is `{charset}`, but its bytes are UTF-8");
        Err(file.refuse(message, self.at..self.at).hint("convert it with `msgconv -t UTF-8`"))
    }
}

/// Adds the segments of a message: one, and where it has plural forms one for each of them.
fn add(draft: &mut Draft, message: &Message, sides: [usize; 2], is_own: bool) -> Vec<usize> {
    let context = message.context.as_ref();
    let id = context.filter(|_| is_own).map(|(context, _)| context.as_str());
    let sources = [message.id.as_ref(), message.plural.as_ref()];
    let count = sources.iter().flatten().count().max(message.translations.len());
    let mut row = Vec::with_capacity(count);
    for number in 0..count {
        let source = sources.get(number).copied().flatten();
        let translation = message.translations.get(number);
        let at = source.or(translation).map_or(0, |(_, at)| *at);
        let segment = draft.segment(id.filter(|_| number == 0), (0, at));
        row.push(segment);
        for (side, words) in sides.into_iter().zip([source, translation]) {
            if let Some((words, _)) = words.filter(|(words, _)| !words.is_empty()) {
                draft.say(segment, side, Words::Present(words.clone()));
            }
        }
    }
    let first = row.first().copied();
    if let Some((words, at)) = context.filter(|_| !is_own) {
        draft.leave("contexts", (first, None), (0, *at), words);
    }
    if let Some((words, at)) = &message.plural {
        draft.leave("plural forms, each a segment of the row", (first, None), (0, *at), words);
    }
    leave_comments(draft, message, first);
    row
}

fn leave_comments(draft: &mut Draft, message: &Message, segment: Option<usize>) {
    for (words, at) in &message.comments {
        let what = match words.as_bytes().get(1) {
            Some(b',') if words.contains("fuzzy") => "fuzzy flags",
            Some(b',') => "flags",
            Some(b':') => "references to source code",
            Some(b'.') => "comments of programmers",
            Some(b'|') => "earlier messages",
            _ => "comments",
        };
        draft.leave(what, (segment, None), (0, *at), words);
    }
}
