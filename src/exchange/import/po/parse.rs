//! The grammar of PO files, strictly.

use crate::exchange::edit::Refusal;
use crate::exchange::import::foreign::Foreign;

/// A word of a message with the byte at which it starts.
pub(crate) type Placed = (String, usize);

/// A message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// Lines above it that start with `#`, as they are.
    pub(crate) comments: Vec<Placed>,
    /// `msgctxt`.
    pub(crate) context: Option<Placed>,
    /// `msgid`.
    pub(crate) id: Option<Placed>,
    /// `msgid_plural`.
    pub(crate) plural: Option<Placed>,
    /// `msgstr`, or `msgstr[0]`, `msgstr[1]` … in order.
    pub(crate) translations: Vec<Placed>,
}

/// Messages in order, and runs of obsolete lines (`#~`).
pub(crate) type Parsed = (Vec<Message>, Vec<Placed>);

/// Reads all messages.
pub(crate) fn parse(file: &Foreign) -> Result<Parsed, Refusal> {
    let mut parser = Parser {
        file,
        messages: Vec::new(),
        obsolete: Vec::new(),
        now: Message::default(),
        after_obsolete: false,
    };
    let mut at = 0;
    for line in file.text.split_inclusive('\n') {
        parser.line(line.trim_end_matches(['\n', '\r']), at)?;
        at += line.len();
    }
    parser.finish(file.text.len())?;
    Ok((parser.messages, parser.obsolete))
}

struct Parser<'f> {
    file: &'f Foreign,
    messages: Vec<Message>,
    obsolete: Vec<Placed>,
    now: Message,
    after_obsolete: bool,
}

impl Parser<'_> {
    fn line(&mut self, line: &str, start: usize) -> Result<(), Refusal> {
        let at = start + (line.len() - line.trim_start().len());
        let line = line.trim();
        let follows = std::mem::replace(&mut self.after_obsolete, line.starts_with("#~"));
        if line.is_empty() {
            return Ok(());
        }
        if line.starts_with("#~") {
            match self.obsolete.last_mut() {
                Some((run, _)) if follows => *run = format!("{run}\n{line}"),
                _ => self.obsolete.push((line.to_owned(), at)),
            }
            return Ok(());
        }
        if line.starts_with('#') {
            self.next_if(!self.now.translations.is_empty(), at)?;
            self.now.comments.push((line.to_owned(), at));
            return Ok(());
        }
        if line.starts_with('"') {
            let words = self.string(line, at)?;
            let Some(last) = self.last() else {
                return Err(self.refuse("a string that belongs to nothing", at, line));
            };
            last.push_str(&words);
            return Ok(());
        }
        self.keyword(line, at)
    }

    fn keyword(&mut self, line: &str, at: usize) -> Result<(), Refusal> {
        let (keyword, rest) = line.split_at(line.find([' ', '\t', '"']).unwrap_or(line.len()));
        let string_at = at + keyword.len() + (rest.len() - rest.trim_start().len());
        let words = |parser: &Self| {
            if rest.trim_start().starts_with('"') {
                return parser.string(rest.trim_start(), string_at);
            }
            Err(parser.refuse(&format!("`{keyword}` without a string"), at, line))
        };
        let done = !self.now.translations.is_empty();
        match keyword {
            "msgctxt" => {
                self.next_if(done, at)?;
                let words = words(self)?;
                self.once(self.now.context.is_some() || self.now.id.is_some(), (keyword, at))?;
                self.now.context = Some((words, string_at));
            }
            "msgid" => {
                self.next_if(done, at)?;
                let words = words(self)?;
                self.once(self.now.id.is_some(), (keyword, at))?;
                self.now.id = Some((words, string_at));
            }
            "msgid_plural" => {
                let words = words(self)?;
                self.once(
                    self.now.plural.is_some() || self.now.id.is_none() || done,
                    (keyword, at),
                )?;
                self.now.plural = Some((words, string_at));
            }
            _ => {
                let number = self.now.translations.len();
                let expected = match self.now.plural {
                    Some(_) => format!("msgstr[{number}]"),
                    None => "msgstr".to_owned(),
                };
                if !keyword.starts_with("msgstr") {
                    return Err(self.refuse(
                        &format!("`{keyword}` is no keyword of PO"),
                        at,
                        keyword,
                    ));
                }
                self.once(
                    keyword != expected
                        || self.now.id.is_none()
                        || (done && self.now.plural.is_none()),
                    (keyword, at),
                )?;
                self.now.translations.push((words(self)?, string_at));
            }
        }
        Ok(())
    }

    /// The string that a line of only a string continues.
    fn last(&mut self) -> Option<&mut String> {
        let now = &mut self.now;
        let translation = now.translations.last_mut();
        let last = translation.or(now.plural.as_mut()).or(now.id.as_mut()).or(now.context.as_mut());
        last.map(|(words, _)| words)
    }

    fn once(&self, is_wrong: bool, (keyword, at): (&str, usize)) -> Result<(), Refusal> {
        if !is_wrong {
            return Ok(());
        }
        Err(self.refuse(&format!("`{keyword}` does not belong here"), at, keyword))
    }

    fn next_if(&mut self, done: bool, at: usize) -> Result<(), Refusal> {
        if done {
            self.finish(at)?;
        }
        Ok(())
    }

    /// Ends the message; comments that no message follows stay with the obsolete lines.
    fn finish(&mut self, at: usize) -> Result<(), Refusal> {
        let now = std::mem::take(&mut self.now);
        if now.id.is_none() && now.context.is_none() {
            self.obsolete.extend(now.comments);
            return Ok(());
        }
        if now.translations.is_empty() {
            let at = now.id.or(now.context).map_or(at, |(_, at)| at);
            return Err(self.refuse("a message without `msgstr`", at, "\""));
        }
        self.messages.push(now);
        Ok(())
    }

    /// The words of a string; nothing may follow it.
    fn string(&self, written: &str, at: usize) -> Result<String, Refusal> {
        let mut out = String::new();
        let mut chars = written.char_indices().skip(1);
        while let Some((offset, c)) = chars.next() {
            match c {
                '"' if written[offset + 1..].trim().is_empty() => return Ok(out),
                '"' => {
                    return Err(self.refuse(
                        "words after the closing quotation mark",
                        at + offset + 1,
                        &written[offset + 1..],
                    ));
                }
                '\\' => match escape(&mut chars) {
                    Some(c) => out.push(c),
                    None => {
                        let known = "known are \\n \\t \\r \\\" \\\\ \\a \\b \\f \\v \\x41 \\101";
                        return Err(self
                            .refuse("an escape that PO does not know", at + offset, "\\")
                            .hint(known));
                    }
                },
                c => out.push(c),
            }
        }
        Err(self.refuse("the quotation mark is never closed", at, written))
    }

    fn refuse(&self, message: &str, at: usize, words: &str) -> Refusal {
        self.file.refuse(message, at..at + words.len())
    }
}

/// The character after a backslash.
fn escape(chars: &mut impl Iterator<Item = (usize, char)>) -> Option<char> {
    Some(match chars.next()?.1 {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        c @ ('"' | '\\') => c,
        'x' => {
            let high = chars.next()?.1.to_digit(16)?;
            ascii(high * 16 + chars.next()?.1.to_digit(16)?)?
        }
        c => {
            let first = c.to_digit(8)?;
            let second = chars.next()?.1.to_digit(8)?;
            ascii(first * 64 + second * 8 + chars.next()?.1.to_digit(8)?)?
        }
    })
}

/// Bytes beyond ASCII would be parts of characters: nobody writes them so.
fn ascii(code: u32) -> Option<char> {
    char::from_u32(code).filter(char::is_ascii)
}
