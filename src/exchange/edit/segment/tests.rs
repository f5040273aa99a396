//! Surgery on a small edition, as people would do it.

use super::*;
use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;

use std::collections::BTreeMap;

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

fn texts() -> Texts {
    let parts = EDITION.split("//- ").skip(1);
    parts
        .map(|part| part.split_once('\n').unwrap())
        .map(|(p, t)| (p.to_owned(), t.to_owned()))
        .collect()
}

fn cut(at: &[(&str, &str)]) -> Split {
    let cuts: BTreeMap<_, _> =
        at.iter().map(|(w, q)| ((*w).to_owned(), Cut::Before((*q).to_owned()))).collect();
    Split { document: "laozi".to_owned(), id: "way".to_owned(), new: None, cuts }
}

/// The lines that an edit takes out and puts in: `-old`, `+new`.
#[track_caller]
fn check(edited: Result<Edited, Refusal>, path: &str, expected: &[&str]) {
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
fn refused(edited: Result<Edited, Refusal>, message: &str) {
    let refusal = edited.unwrap_err();
    assert!(refusal.message.contains(message), "{refusal:?}");
}

fn split_way() -> Result<Edited, Refusal> {
    split(&texts(), &cut(&[("received", "非常"), ("english", "is not")]))
}

#[test]
fn a_split_changes_spine_and_readings_and_keeps_comments() {
    let document = "content/laozi/document.toml";
    check(split_way(), document, &["-  \"way\", # the way", "+  [\"way\", \"way-2\"], # the way"]);
    let expected = [
        "-\"way\" = '''道可道，非常道。''' # the famous one",
        "+\"way\" = '''道可道，''' # the famous one",
        "+\"way-2\" = '''非常道。'''",
    ];
    check(split_way(), "content/laozi/received.toml", &expected);
    let expected = [
        "-\"way\" = '''A way that can be told is not the constant way.'''",
        "+\"way\" = '''A way that can be told'''",
        "+\"way-2\" = '''is not the constant way.'''",
    ];
    check(split_way(), "content/laozi/english.toml", &expected);
    let row =
        Split { id: "name.1".to_owned(), ..cut(&[("received", "名，"), ("english", "that")]) };
    let expected = ["-  [\"name.1\", \"name.2\"],", "+  [\"name.1\", \"name.1-2\", \"name.2\"],"];
    check(split(&texts(), &row), document, &expected);
}

#[test]
fn after_a_split_anchors_point_at_the_half_that_has_their_words() {
    let second =
        "at = { segment = \"way\", witness = \"english\", quote = \"way\", occurrence = 2 }";
    let expected = [
        format!("-{second}"),
        format!(
            "+{}",
            second.replace("\"way\", witness", "\"way-2\", witness").replace("= 2", "= 1")
        ),
    ];
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    check(split_way(), "content/laozi/notes.toml", &expected);
    let edited = split_way().unwrap();
    let targets = &edited.changed["content/laozi/targets.toml"];
    assert!(targets.contains("nature-at = { segment = \"way-2\", witness"), "{targets}");
    assert!(
        targets.contains("at = { segment = \"way-2\", witness = \"english\", quote = \"constant\"")
    );
    assert!(edited.changed["glossary/words.toml"].contains("segment = \"way-2\""));
    assert!(!edited.changed.contains_key("content/links.toml"));
    let recipe = &edited.changed["seeds/received.recipe.toml"];
    assert!(recipe.contains("to = \"way-2\""), "{recipe}");
    assert!(!edited.changed.contains_key("published-ids.toml"));
}

#[test]
fn white_space_that_a_split_would_lose_is_declared_or_refused() {
    let row =
        Split { id: "name.1".to_owned(), ..cut(&[("received", "名，"), ("english", "that")]) };
    let recipe = &split(&texts(), &row).unwrap().changed["seeds/received.recipe.toml"];
    assert!(recipe.contains("after = \"name.1-2\"\nis = \"\\n\""), "{recipe}");
    let end =
        Split { id: "end".to_owned(), ..cut(&[("received", "名。"), ("english", "name.")]) };
    let edited = split(&texts(), &end).unwrap();
    assert!(edited.changed["seeds/received.recipe.toml"].contains("to = \"end-2\""));
    let mut spaced = texts();
    let words = spaced.get_mut("content/laozi/received.toml").unwrap();
    *words = words.replace("名名。", "名 名。");
    let recipe = &split(&spaced, &end).unwrap().changed["seeds/received.recipe.toml"];
    assert!(recipe.ends_with(
        "[[space]]\nafter = \"end\"\nis = \" \"\nreason = \"the segment was divided here\"\n"
    ));
    let comma = Split { cuts: cut(&[("received", "名。"), ("english", ", name")]).cuts, ..end };
    refused(split(&spaced, &comma), "the white space at the cut is not");
}

#[test]
fn what_a_split_cannot_know_is_refused() {
    let at = |cuts: &[(&str, &str)]| split(&texts(), &cut(cuts));
    refused(at(&[("received", "非常")]), "not every witness is told where to cut `way`");
    refused(
        at(&[("received", "道"), ("english", "is not")]),
        "「道」 stands 3 times in this reading",
    );
    refused(at(&[("received", "德"), ("english", "is not")]), "「德」 is not in this reading");
    refused(at(&[("received", "道可"), ("english", "is not")]), "nothing stands before 「道可」");
    refused(at(&[("received", "道，"), ("english", "is not")]), "「可道」 straddles the cut");
    refused(at(&[("received", "非常"), ("english", "hat")]), "the cut is inside a word");
    refused(at(&[("received", "非常"), ("latin", "est")]), "has no witness `latin`");
    let named = |id: &str, new: Option<&str>| {
        let cuts = cut(&[("received", "非常"), ("english", "is not")]);
        split(&texts(), &Split { id: id.to_owned(), new: new.map(str::to_owned), ..cuts })
    };
    refused(named("way", Some("end")), "there is a segment `end` already");
    refused(named("way", Some("gone")), "`gone` was published as another segment");
    refused(named("way", Some("older")), "`older` was published as another segment");
    refused(named("way", Some("Way")), "`Way` is not an id");
    refused(named("title", None), "`title` is the heading of a division");
    refused(named("wey", None), "has no segment `wey`");
}

#[test]
fn a_witness_may_have_words_for_one_half_only() {
    let mut request = cut(&[("received", "非常")]);
    request.cuts.insert("english".to_owned(), Cut::OnlyFirst("omitted".to_owned()));
    let expected = ["+\"way-2\" = { absent = \"omitted\" }"];
    check(split(&texts(), &request), "content/laozi/english.toml", &expected);
    request.cuts.insert("english".to_owned(), Cut::OnlySecond("omitted".to_owned()));
    let edited = split(&texts(), &request).unwrap();
    let english = &edited.changed["content/laozi/english.toml"];
    assert!(english.contains("\"way\" = { absent = \"omitted\" }\n\"way-2\" = '''A way that"));
    assert!(edited.changed["content/laozi/notes.toml"].contains("segment = \"way-2\""));
    request.cuts.insert("english".to_owned(), Cut::OnlySecond("gone".to_owned()));
    refused(split(&texts(), &request), "`gone` is not a kind of absence");
}

fn merge_names() -> Result<Edited, Refusal> {
    merge(&texts(), "laozi", ("name.1", "name.2"))
}

#[test]
fn a_merge_joins_readings_as_they_were_printed() {
    let expected = ["-  [\"name.1\", \"name.2\"],", "+  \"name.1\","];
    check(merge_names(), "content/laozi/document.toml", &expected);
    let edited = merge_names().unwrap();
    let received = &edited.changed["content/laozi/received.toml"];
    assert!(
        received.contains("\"name.1\" = \"名可名，\\n非常名。\"\n# before the second\n\"end\""),
        "{received}"
    );
    let english = &edited.changed["content/laozi/english.toml"];
    assert!(english.contains("'''A name that can be named is not the constant name.'''"));
    let recipe = &edited.changed["seeds/received.recipe.toml"];
    assert!(!recipe.contains("as printed"), "{recipe}");
    assert!(recipe.ends_with("[[space]]\nafter = \"name.1\"\nis = \" \"\n"), "{recipe}");
}

#[test]
fn after_a_merge_anchors_are_told_apart_and_links_live_on() {
    let edited = merge_names().unwrap();
    let notes = &edited.changed["content/laozi/notes.toml"];
    assert!(
        notes.contains(
            "segment = \"name.1\", witness = \"english\", quote = \"name\", occurrence = 3"
        ),
        "{notes}"
    );
    assert!(notes.contains("(segment:laozi#name.1)"), "{notes}");
    let links = &edited.changed["content/links.toml"];
    assert!(
        links.contains(
            "segment = \"name.1\", witness = \"received\", quote = \"名\", occurrence = 3"
        )
    );
    assert!(links.contains("segment:laozi#name.2-b and segment:laozi#name.1."), "{links}");
    let ledger = &edited.changed["published-ids.toml"];
    assert!(ledger.contains("from = \"older\"\nto = \"name.1\"\n"), "{ledger}");
    assert!(ledger.ends_with(
        "[[alias]]\nkind = \"segment\"\ndocument = \"laozi\"\nfrom = \"name.2\"\nto = \"name.1\"\n"
    ));
}

#[test]
fn an_anchor_in_a_table_of_its_own_gets_its_occurrence_there() {
    let mut doubled = texts();
    let words = doubled.get_mut("content/laozi/received.toml").unwrap();
    *words = words.replace("非常名。", "非常名可。");
    let edited = merge(&doubled, "laozi", ("name.1", "name.2")).unwrap();
    let notes = &edited.changed["content/laozi/notes.toml"];
    assert!(notes.contains("quote = \"名可\"\noccurrence = 1\n"), "{notes}");
}

#[test]
fn what_a_merge_cannot_know_is_refused() {
    let merge = |first, second| merge(&texts(), "laozi", (first, second));
    refused(merge("name.2", "name.1"), "does not follow");
    refused(merge("way", "end"), "does not follow");
    refused(merge("title", "motto"), "does not follow");
    refused(merge("motto", "way"), "does not follow");
    refused(merge("last", "very-last"), "lacks `last` as omitted and `very-last` as lost");
    refused(merge("way", "name.1"), "from two stretches of its seed");
}

#[test]
fn a_segment_is_merged_into_the_row_that_follows_or_precedes() {
    let mut one_run = texts();
    one_run.remove("seeds/received.recipe.toml");
    let expected = [
        "-  \"way\", # the way",
        "-  [\"name.1\", \"name.2\"],",
        "+  # the way",
        "+  [\"way\", \"name.2\"],",
    ];
    check(merge(&one_run, "laozi", ("way", "name.1")), "content/laozi/document.toml", &expected);
    let expected = ["-  \"end\","];
    check(merge(&one_run, "laozi", ("name.2", "end")), "content/laozi/document.toml", &expected);
}

#[test]
fn a_split_and_a_merge_give_the_files_back() {
    let mut edited = texts();
    edited.remove("published-ids.toml");
    let before = edited.clone();
    let after = split(&edited, &cut(&[("received", "非常"), ("english", "is not")])).unwrap();
    edited.extend(after.changed);
    let after = merge(&edited, "laozi", ("way", "way-2")).unwrap();
    edited.extend(after.changed);
    assert_eq!(edited, before);
}

#[test]
fn a_rename_reaches_every_file_and_leaves_an_alias() {
    let edited = rename(&texts(), "laozi", ("name.2", "name.b")).unwrap();
    for (path, text) in &edited.changed {
        let rest = text.replace("name.2-b", "").replace("from = \"name.2\"", "");
        let rest = rest.replace("segments = [\"name.2\"", "");
        assert!(!rest.contains("name.2"), "{path}: {text}");
    }
    let changed: Vec<_> = edited.changed.keys().map(String::as_str).collect();
    let expected = [
        "content/laozi/document.toml",
        "content/laozi/english.toml",
        "content/laozi/notes.toml",
        "content/laozi/received.toml",
        "content/links.toml",
        "published-ids.toml",
        "seeds/received.recipe.toml",
        "site.toml",
    ];
    assert_eq!(changed, expected);
    let mut again = texts();
    again.extend(edited.changed);
    let back = rename(&again, "laozi", ("name.b", "name.2")).unwrap();
    again.extend(back.changed);
    assert!(!again["published-ids.toml"].contains("from = \"name.2\""));
    refused(rename(&texts(), "laozi", ("way", "gone")), "was published as another segment");
    refused(rename(&texts(), "laozi", ("way", "end")), "there is a segment `end` already");
    check(
        rename(&texts(), "laozi", ("title", "t")),
        "content/laozi/document.toml",
        &["-heading = \"title\"", "+heading = \"t\""],
    );
}

#[test]
fn a_moved_segment_takes_its_readings_along() {
    let document = "content/laozi/document.toml";
    let to = |other: &str| To::After(other.to_owned());
    let edited = || shift(&texts(), "laozi", "last", &to("very-last"));
    check(
        edited(),
        document,
        &["-body = [\"last\", \"very-last\"]", "+body = [\"very-last\", \"last\"]"],
    );
    let english = &edited().unwrap().changed["content/laozi/english.toml"];
    assert!(english.ends_with("is the best.'''\n\"last\" = '''The last'''\n"), "{english}");
    let edited = shift(&texts(), "laozi", "last", &To::InRow("end".to_owned()));
    let expected = [
        "-  \"end\",",
        "+  [\"end\", \"last\"],",
        "-body = [\"last\", \"very-last\"]",
        "+body = [\"very-last\"]",
    ];
    check(edited, document, &expected);
    let edited = shift(&texts(), "laozi", "end", &To::Division("close".to_owned()));
    check(
        edited,
        document,
        &[
            "-  \"end\",",
            "-body = [\"last\", \"very-last\"]",
            "+body = [\"last\", \"very-last\", \"end\"]",
        ],
    );
}

#[test]
fn what_cannot_move_is_refused() {
    let shift = |id, to: &To| shift(&texts(), "laozi", id, to);
    let after = |id: &str| To::After(id.to_owned());
    refused(shift("title", &after("way")), "`title` is a heading");
    refused(shift("motto", &after("way")), "without `motto` its division would be empty");
    refused(shift("last", &after("name.1")), "`name.1` is not the end of its row");
    refused(shift("last", &after("last")), "nothing goes after `last`");
    refused(shift("end", &after("motto")), "the seed of `received`");
    refused(shift("last", &To::Division("clos".to_owned())), "there is no division `clos`");
}
