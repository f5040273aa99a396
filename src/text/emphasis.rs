//! Emphasis beside Chinese punctuation, which `CommonMark` leaves as asterisks.

use crate::text::is_han;

use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use std::ops::Range;

/// An event with its bytes in the text.
pub type Spanned<'a> = (Event<'a>, Range<usize>);

/// Parses Markdown (`CommonMark`, tables, ids of headings; no smart punctuation) and repairs its emphasis.
#[must_use]
pub fn events(text: &str) -> Vec<Spanned<'_>> {
    let mut events = parse(text);
    repair(text, &mut events);
    events
}

/// Asterisks that were meant as emphasis and stay literal, as bytes of the text:
/// those that stand beside Chinese and could not be paired.
#[must_use]
pub fn stray(text: &str) -> Vec<Range<usize>> {
    let events = events(text);
    let is_stray = |(event, range): &Spanned<'_>| {
        delimiter(text, event, range).is_some() && beside_cjk(text, range)
    };
    events.iter().filter(|e| is_stray(e)).map(|(_, range)| range.clone()).collect()
}

fn parse(text: &str) -> Vec<Spanned<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut events: Vec<Spanned<'_>> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        // A run of asterisks arrives one by one.
        if let Some((Event::Text(last), before)) = events.last_mut()
            && before.end == range.start
            && is_asterisks(last)
            && matches!(&event, Event::Text(next) if is_asterisks(next))
        {
            before.end = range.end;
            *last = CowStr::Borrowed(&text[before.clone()]);
            continue;
        }
        events.push((event, range));
    }
    events
}

fn is_asterisks(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b == b'*')
}

/// `CommonMark` leaves `**《规划》**提出` as it is, because punctuation stands inside and a letter
/// outside. Delimiters that are left over arrive as texts of their own: two equal ones in one
/// block, at one depth, words close to both, one of them beside Chinese, are emphasis.
fn repair(text: &str, events: &mut [Spanned<'_>]) {
    let mut depth = 0usize;
    let mut waiting: Vec<(usize, usize, &str)> = Vec::new();
    for at in 0..events.len() {
        let (event, range) = &events[at];
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                waiting.retain(|(_, d, _)| *d < depth);
                depth -= 1;
            }
            _ => {}
        }
        let Some(run) = delimiter(text, event, range) else { continue };
        let opener = waiting.iter().rposition(|(_, d, r)| *d == depth && *r == run);
        let closes = before(text, range).is_some_and(|c| !c.is_whitespace());
        if let Some(opener) = opener
            && closes
            && pairs(text, &events[waiting[opener].0].1, range)
        {
            let first = waiting[opener].0;
            waiting.truncate(opener);
            alternate(&mut events[first..=at], run);
        } else if after(text, range).is_some_and(|c| !c.is_whitespace()) {
            waiting.push((at, depth, run));
        }
    }
}

/// Makes emphasis of the first and the last event. Emphasis of the same kind directly between
/// them was paired the wrong way round: 后 of `**甲。**后**《乙》**` stands between two strong words.
fn alternate(events: &mut [Spanned<'_>], run: &str) {
    let (tag, end) = match run {
        "**" => (Tag::Strong, TagEnd::Strong),
        _ => (Tag::Emphasis, TagEnd::Emphasis),
    };
    let mut depth = 0;
    let mut opens = true;
    let last = events.len() - 1;
    for (at, (event, _)) in events.iter_mut().enumerate() {
        depth -= usize::from(matches!(event, Event::End(_)));
        let same = *event == Event::Start(tag.clone()) || *event == Event::End(end);
        let turned = at == 0 || at == last || (depth == 0 && same);
        depth += usize::from(matches!(event, Event::Start(_)));
        if turned {
            *event = if opens { Event::Start(tag.clone()) } else { Event::End(end) };
            opens = !opens;
        }
    }
}

fn pairs(text: &str, open: &Range<usize>, close: &Range<usize>) -> bool {
    open.end < close.start && (beside_cjk(text, open) || beside_cjk(text, close))
}

/// The run of asterisks that a text event consists of, if it was not escaped.
fn delimiter<'t>(text: &'t str, event: &Event<'_>, range: &Range<usize>) -> Option<&'t str> {
    let Event::Text(words) = event else { return None };
    let run = text.get(range.clone())?;
    let written = **words == *run && matches!(run, "*" | "**");
    (written && before(text, range) != Some('\\')).then_some(run)
}

fn before(text: &str, range: &Range<usize>) -> Option<char> {
    text[..range.start].chars().next_back()
}

fn after(text: &str, range: &Range<usize>) -> Option<char> {
    text[range.end..].chars().next()
}

fn beside_cjk(text: &str, range: &Range<usize>) -> bool {
    let cjk = |c: char| {
        is_han(c)
            || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF65}' | '“' | '”' | '‘' | '’' | '…' | '—')
    };
    before(text, range).is_some_and(cjk) || after(text, range).is_some_and(cjk)
}
