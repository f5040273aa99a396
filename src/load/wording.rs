//! Faults of keys and values, in an editor's words instead of a parser's.

use crate::diag::Diagnostic;
use crate::diag::Span;
use crate::diag::did_you_mean;

/// What the words of the formats mean, where the word alone does not say.
const MEANINGS: [(&str, &str); 12] = [
    ("source", "a text in the language of the work"),
    ("translation", "made by people"),
    ("machine-translation", "made by a machine"),
    ("binding", "约束性"),
    ("anticipatory", "预期性"),
    ("unstated", "the witness does not say"),
    ("baseline", "where it starts from"),
    ("goal", "what is aimed at"),
    ("dropped", "stands in the earlier document only"),
    ("new", "stands in the later document only"),
    ("auto", "wherever a form stands"),
    ("marked", "only where an editor marks it"),
];

/// A key or value that does not fit, as it stands in the file.
#[derive(Debug, Clone)]
pub struct Fault<'t> {
    /// What the deserializer says.
    pub message: &'t str,
    /// The key, where the fault is in its value.
    pub key: &'t str,
    /// The value as written.
    pub written: &'t str,
    /// Where.
    pub span: Span,
}

/// The names between backticks in a message such as ``expected one of `a`, `b` ``.
pub fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

/// The finding for a key that the table does not have. `suggested` is the key that is missing
/// and was probably meant.
pub fn unknown_key(name: &str, known: &[&str], suggested: Option<&str>, span: Span) -> Diagnostic {
    let hint = match suggested {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("known keys here: {}", known.join(", ")),
    };
    Diagnostic::error("unknown-key", format!("unknown key `{name}`")).at(span).hint(hint)
}

/// The finding for a key that must be there.
pub fn missing_key(name: &str, span: Span) -> Diagnostic {
    let example = match name {
        "title" | "theme" | "body" | "name" | "indicator" | "unit" | "reason" => "{ en = \"…\" }",
        "at" | "from" | "to" => "{ segment = \"…\", witness = \"…\", quote = \"…\" }",
        "languages" => "[\"en\"]",
        "year" => "2025",
        _ => "\"…\"",
    };
    Diagnostic::error("missing-key", format!("the key `{name}` is missing"))
        .at(span)
        .hint(format!("add `{name} = {example}` here"))
}

/// The finding for a word that is not one of the words for its key.
pub fn unknown_word(fault: &Fault<'_>) -> Diagnostic {
    let mut names = quoted(fault.message).into_iter();
    let name = names.next().unwrap_or_default();
    let known: Vec<&str> = names.collect();
    let message = match fault.key {
        "" => format!("`{name}` is not one of the words here"),
        key => format!("`{name}` is not one of the words for `{key}`"),
    };
    let finding = Diagnostic::error("invalid-value", message).at(fault.span);
    let finding = match did_you_mean(name, known.iter().copied()) {
        Some(hint) => finding.hint(hint),
        None => finding,
    };
    let listed: Vec<String> = known.iter().map(|word| with_meaning(word)).collect();
    finding.hint(format!("one of: {}", listed.join(", ")))
}

fn with_meaning(word: &str) -> String {
    match MEANINGS.iter().find(|(known, _)| *known == word) {
        Some((_, meaning)) => format!("`{word}` ({meaning})"),
        None => format!("`{word}`"),
    }
}

/// The finding for a value of another kind than is wanted.
pub fn wrong_type(fault: &Fault<'_>) -> Diagnostic {
    let first = fault.message.lines().next().unwrap_or(fault.message);
    let expected = first.rsplit_once("expected ").map_or("", |(_, rest)| rest);
    let (wanted, example) = wanted(expected, fault);
    let subject = match fault.key {
        "" => "here".to_owned(),
        key => format!("for `{key}`"),
    };
    let message = if wanted.is_empty() {
        first.to_owned()
    } else if wanted == kind(fault.written) {
        format!("{subject} {wanted} of another size is wanted")
    } else {
        format!("{subject} {wanted} is wanted, not {}", kind(fault.written))
    };
    let finding = Diagnostic::error("invalid-value", message).at(fault.span);
    if example.is_empty() { finding } else { finding.hint(format!("write {example}")) }
}

/// What is wanted, and how it is written.
fn wanted(expected: &str, fault: &Fault<'_>) -> (String, String) {
    let key = if fault.key.is_empty() { "" } else { fault.key };
    let assign = |value: &str| match key {
        "" => format!("`{value}`"),
        key => format!("`{key} = {value}`"),
    };
    let scalar = !fault.written.starts_with(['[', '{']) && !fault.written.contains('\n');
    let (wanted, value) = match expected {
        e if e.starts_with("a string") => {
            ("a text", if scalar { format!("\"{}\"", fault.written) } else { "\"…\"".into() })
        }
        e if e.starts_with("a sequence") => {
            ("a list", if scalar { format!("[{}]", fault.written) } else { "[\"…\"]".into() })
        }
        e if e.starts_with("a map") && ["measure", "at", "from", "to"].contains(&key) => {
            ("a table", "{ … }".into())
        }
        e if e.starts_with("a map") => ("a text per language", "{ en = \"…\" }".into()),
        e if e.starts_with("struct Anchor") => {
            ("an anchor", "{ segment = \"…\", witness = \"…\", quote = \"…\" }".into())
        }
        e if e.starts_with("struct") => ("a table", "{ … }".into()),
        e if e.starts_with("a boolean") => ("true or false", "true".into()),
        e if e.contains("datetime") => ("a date without quotes", "2023-02-27".into()),
        e if ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "usize"].contains(&e) => {
            let digits = fault.written.trim_matches(['"', '\'']);
            let is_one = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            ("a whole number", if is_one { digits.into() } else { "2025".into() })
        }
        e => return (e.to_owned(), String::new()),
    };
    (wanted.to_owned(), assign(&value))
}

/// What a value is, seen from how it is written.
pub fn kind(written: &str) -> &'static str {
    let date = written.len() > 7 && written.as_bytes()[4] == b'-';
    match written.bytes().next() {
        Some(b'"' | b'\'') => "a text",
        _ if written.starts_with("[[") => "a table",
        Some(b'[') => "a list",
        Some(b'{') => "a table",
        Some(b't' | b'f') => "true or false",
        _ if date => "a date",
        _ => "a number",
    }
}
