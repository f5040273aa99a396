//! A small edition for tests of surgery, with everything that can name a segment.

use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;

/// An edition with everything that can name a segment.
const EDITION: &str = r#"//- site.toml
title = { en = "The Way" }
languages = ["en"]

[[accept]]
rule = "doubled-sentence"
document = "laozi"
segment = "name.2"
reason = "as printed"
//- content/laozi/document.toml
id = "laozi"
title = { en = "Laozi" } # a comment
body = [{ division = "head" }, { division = "opening" }, { division = "close" }]

[[witness]]
id = "received"
name = { en = "Received" }
lang = "zh-Hant"
role = "source"
seed = "received.txt"

[[witness]]
id = "english"
name = { en = "English" }
lang = "en"
role = "translation"

[[division]]
id = "head"
kind = "section"
heading = "title"
body = ["motto"]

[[division]]
id = "opening"
kind = "paragraph"
body = [
  "way", # the way
  ["name.1", "name.2"],
  "end",
]

[[division]]
id = "close"
kind = "paragraph"
body = ["last", "very-last"]
//- content/laozi/received.toml
# The readings.
"title" = '''老子'''
"motto" = '''道'''
"way" = '''道可道，非常道。''' # the famous one
"name.1" = '''名可名，'''
# before the second
"name.2" = '''非常名。'''
"end" = '''名名。'''
"last" = { absent = "omitted" }
"very-last" = { absent = "lost" }
//- content/laozi/english.toml
"title" = '''Laozi'''
"motto" = '''way'''
"way" = '''A way that can be told is not the constant way.'''
"name.1" = '''A name that can be named'''
"name.2" = '''is not the constant name.'''
"end" = '''Name, name.'''
"last" = '''The last'''
"very-last" = '''is the best.'''
//- content/laozi/notes.toml
[[note]]
id = "told"
kind = "translation"
at = { segment = "way", witness = "english", quote = "told" } # told
body = { en = "See [the name](segment:laozi#name.2)." }

[[note]]
id = "second-way"
kind = "translation"
at = { segment = "way", witness = "english", quote = "way", occurrence = 2 }
body = { en = "The second." }

[[note]]
id = "dao"
kind = "translation"
body = { en = "In a table." }

[note.at]
segment = "name.1"
witness = "received"
quote = "名可"

[[note]]
id = "constant"
kind = "translation"
at = { segment = "name.2", witness = "english", quote = "name" }
body = { en = "The second." }
//- content/laozi/targets.toml
[[target]]
id = "ways"
indicator = { en = "Ways" }
unit = { en = "ways" }
nature = "unstated"
nature-at = { segment = "way", witness = "received", quote = "非常道" }
measure = [
  { year = 2020, role = "goal", number = "1", at = { segment = "way", witness = "english", quote = "constant" } },
]
//- content/laozi/review.toml
# By hand.
[english]
# the famous one
"way" = { state = "checked", source = "0123456789abcdef" } # again
"name.1" = { state = "checked", source = "0123456789abcdef" }
# before the second
"name.2" = { state = "needs-review", method = "gale-church", confidence = "0.5" }

[received]
"name.2" = { state = "checked" }
//- content/links.toml
[[link]]
id = "a"
relation = "see"
from = { document = "laozi", segment = "way", witness = "received", quote = "可道" }
to = { document = "laozi", segment = "name.2", witness = "received", quote = "名" }
reason = { en = "See segment:laozi#name.2-b and segment:laozi#name.2." }
//- glossary/words.toml
theme = { en = "Words" }

[[term]]
id = "dao"
kind = "concept"
forms.zh = { form = "道" }
exclude = [
  { document = "laozi", segment = "way", witness = "received", quote = "道。" },
]
//- published-ids.toml
terms = []

[document.laozi]
segments = ["name.2", "way", "gone"]

[[alias]]
kind = "segment"
document = "laozi"
from = "older"
to = "name.2"
//- seeds/received.recipe.toml
seed = "received.txt"
sha256 = "0"

[[run]]
document = "laozi"
witness = "received"
bytes = [0, 10]
from = "title"
to = "way"

[[run]]
document = "laozi"
witness = "received"
bytes = [10, 90]
from = "name.1"
to = "end"

[[space]]
after = "name.1"
is = "\n"
reason = "as printed"

[[space]]
after = "name.2"
is = " "
"#;

pub(crate) fn texts() -> Texts {
    let parts = EDITION.split("//- ").skip(1);
    parts
        .map(|part| part.split_once('\n').unwrap())
        .map(|(p, t)| (p.to_owned(), t.to_owned()))
        .collect()
}

/// The lines that an edit takes out and puts in: `-old`, `+new`.
#[track_caller]
pub(crate) fn check(edited: Result<Edited, Refusal>, path: &str, expected: &[&str]) {
    let edited = edited.unwrap();
    let old = texts();
    let old = &old[path];
    let new = edited.changed.get(path).unwrap_or(old);
    let (before, after): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let diff = similar::capture_diff_slices(similar::Algorithm::Myers, &before, &after);
    let mut lines = Vec::new();
    for op in diff {
        if op.tag() != similar::DiffTag::Equal {
            lines.extend(before[op.old_range()].iter().map(|line| format!("-{line}")));
            lines.extend(after[op.new_range()].iter().map(|line| format!("+{line}")));
        }
    }
    assert_eq!(lines, expected, "{new}");
}

#[track_caller]
pub(crate) fn refused(edited: Result<Edited, Refusal>, message: &str) {
    let refusal = edited.unwrap_err();
    assert!(refusal.message.contains(message), "{refusal:?}");
}
