//! Words of the interface and of the edition, as templates ask for them: in every language of the
//! interface, each marked with its language.

use crate::diag::did_you_mean;
use crate::model::Lang;
use crate::render::markup;
use crate::render::theme::Strings;

use minijinja::Environment;
use minijinja::Error;
use minijinja::ErrorKind;
use minijinja::Value;
use minijinja::value::Kwargs;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adds the functions that give words of the interface, and the filters for words of the edition.
pub(super) fn add(environment: &mut Environment<'static>, strings: &[(Lang, Strings)]) {
    let all = strings.len();
    environment.add_filter("words", move |words: Value| {
        marked(&words, "text", all, |words, whole| markup::spans(words, whole))
    });
    environment.add_filter("words_in", words_in);
    environment.add_filter("words_all", words_all);
    environment.add_filter("prose", move |prose: Value| {
        marked(&prose, "html", all, |prose, whole| markup::blocks(prose, whole))
    });
    let strings: Vec<(String, Strings)> =
        strings.iter().map(|(lang, words)| (lang.to_string(), words.clone())).collect();
    let strings = Arc::new(strings);
    let words = Arc::clone(&strings);
    let plain = plain(&strings);
    environment.add_function("t", move |key: &str, values: Kwargs| {
        if let Some(words) = plain.get(key).filter(|_| values.args().next().is_none()) {
            return Ok(words.clone());
        }
        let words = lookup(&words, key, &values)?;
        values.assert_all_used()?;
        let pairs = words.iter().map(|(lang, text)| (*lang, text.as_str()));
        Ok::<_, Error>(Value::from_safe_string(markup::spans(pairs, true)))
    });
    let words = Arc::clone(&strings);
    environment.add_function("t_in", move |lang: &str, key: &str, values: Kwargs| {
        let words = lookup(&words, key, &values)?;
        let equal = words.iter().find(|(tag, _)| *tag == lang).or_else(|| words.first());
        Ok::<_, Error>(equal.map(|(_, text)| text.clone()).unwrap_or_default())
    });
    let words = Arc::clone(&strings);
    environment.add_function("t_all", move |key: &str, values: Kwargs| {
        let separator: Option<String> = values.get("sep")?;
        let words = lookup(&words, key, &values)?;
        let texts: Vec<String> = words.into_iter().map(|(_, text)| text).collect();
        Ok::<_, Error>(texts.join(separator.as_deref().unwrap_or(" · ")))
    });
    environment.add_function("has_t", move |key: &str| {
        strings.iter().any(|(_, words)| words.contains_key(key))
    });
}

/// What `t` gives for each key where no values are put in: pages ask for the same few again and again.
fn plain(strings: &[(String, Strings)]) -> BTreeMap<String, Value> {
    let keys = strings.iter().flat_map(|(_, words)| words.keys());
    let of = |key: &String| {
        let words = strings
            .iter()
            .filter_map(|(lang, words)| words.get(key).map(|text| (lang.as_str(), text.as_str())));
        (key.clone(), Value::from_safe_string(markup::spans(words, true)))
    };
    keys.map(of).collect()
}

/// The text of a key in every language that has it, with `{name}` replaced by the values.
fn lookup<'a>(
    strings: &'a [(String, Strings)],
    key: &str,
    values: &Kwargs,
) -> Result<Vec<(&'a str, String)>, Error> {
    let found = strings.iter().filter_map(|(lang, words)| Some((lang, words.get(key)?)));
    let mut all = Vec::new();
    for (lang, text) in found {
        let mut text = text.clone();
        for name in values.args() {
            let value: Value = values.get(name)?;
            text = filled(&text, name, &value.to_string(), words_of(strings, lang));
        }
        all.push((lang.as_str(), text));
    }
    if all.is_empty() {
        let keys = strings.iter().flat_map(|(_, words)| words.keys().map(String::as_str));
        let hint = did_you_mean(key, keys);
        let hint = hint.map(|hint| format!(", {hint}")).unwrap_or_default();
        let message = format!("there is no word of the user interface for `{key}`{hint}");
        return Err(Error::new(ErrorKind::InvalidOperation, message));
    }
    Ok(all)
}

fn words_of<'a>(strings: &'a [(String, Strings)], lang: &str) -> Option<&'a Strings> {
    strings.iter().find(|(tag, _)| tag == lang).map(|(_, words)| words)
}

/// A text with a value put in: `{name}` is the value itself, `{name|one|more}` the word that goes
/// with the number, `{@name}` the name of a language whose tag the value is.
fn filled(text: &str, name: &str, value: &str, words: Option<&Strings>) -> String {
    let language = || {
        let known = words.and_then(|words| words.get(&format!("lang.{value}")));
        known.map_or(value, String::as_str)
    };
    let mut text = text.replace(&format!("{{{name}}}"), value);
    if text.contains('@') {
        text = text.replace(&format!("{{@{name}}}"), language());
    }
    let choice = format!("{{{name}|");
    while let Some(start) = text.find(&choice) {
        let Some(length) = text[start..].find('}') else { break };
        let forms = text[start + choice.len()..start + length].split_once('|');
        let chosen = forms.map(|(one, more)| if value == "1" { one } else { more });
        let chosen = chosen.unwrap_or_default().to_owned();
        text.replace_range(start..=start + length, &chosen);
    }
    text
}

/// The language and the text of each entry of a list of words or prose.
fn entries(list: &Value, field: &str) -> Result<Vec<(Value, Value)>, Error> {
    if list.is_undefined() {
        let message = "words are wanted, but the value is not there";
        return Err(Error::new(ErrorKind::UndefinedError, message));
    }
    let mut all = Vec::new();
    for entry in list.try_iter()? {
        all.push((entry.get_attr("lang")?, entry.get_attr(field)?));
    }
    Ok(all)
}

/// A value as it is printed.
fn text(value: &Value) -> Cow<'_, str> {
    value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed)
}

/// Words or prose, marked with their languages. What is not given in all languages of the interface
/// is shown in any view.
fn marked(
    list: &Value,
    field: &str,
    all: usize,
    mark: impl FnOnce(Vec<(&str, &str)>, bool) -> String,
) -> Result<Value, Error> {
    let entries = entries(list, field)?;
    let whole = entries.len() >= all;
    let pairs: Vec<_> = entries.iter().map(|(lang, words)| (text(lang), text(words))).collect();
    let pairs = pairs.iter().map(|(lang, words)| (&**lang, &**words)).collect();
    Ok(Value::from_safe_string(mark(pairs, whole)))
}

fn words_in(words: Value, lang: &str) -> Result<String, Error> {
    let entries = entries(&words, "text")?;
    let equal = entries.iter().find(|(tag, _)| text(tag) == lang).or_else(|| entries.first());
    Ok(equal.map(|(_, words)| text(words).into_owned()).unwrap_or_default())
}

fn words_all(words: Value, separator: Option<&str>) -> Result<String, Error> {
    let entries = entries(&words, "text")?;
    let texts: Vec<Cow<'_, str>> = entries.iter().map(|(_, words)| text(words)).collect();
    Ok(texts.join(separator.unwrap_or(" · ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_choose_their_word_and_tags_their_language() {
        let words = Strings::from([("lang.zh".to_owned(), "Chinese".to_owned())]);
        let fill = |text: &str, value: &str| filled(text, "n", value, Some(&words));
        assert_eq!(fill("{n} {n|note|notes}", "1"), "1 note");
        assert_eq!(fill("{n} {n|note|notes}, {x}", "2"), "2 notes, {x}");
        assert_eq!(fill("in {@n}", "zh"), "in Chinese");
        assert_eq!(fill("in {@n}", "pi"), "in pi");
    }
}
