//! Splits of a small edition, as people would do them.

use super::fixture::check;
use super::fixture::refused;
use super::fixture::texts;
use super::*;
use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;

use std::collections::BTreeMap;

fn cut(at: &[(&str, &str)]) -> Split {
    let cuts: BTreeMap<_, _> =
        at.iter().map(|(w, q)| ((*w).to_owned(), Cut::Before((*q).to_owned()))).collect();
    Split { document: "laozi".to_owned(), id: "way".to_owned(), new: None, cuts }
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
fn after_a_split_both_halves_need_a_review() {
    let expected = [
        "-\"way\" = { state = \"checked\", source = \"0123456789abcdef\" } # again",
        "+\"way\" = { state = \"needs-review\" } # again",
        "+\"way-2\" = { state = \"needs-review\" }",
    ];
    check(split_way(), "content/laozi/review.toml", &expected);
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

#[test]
fn a_split_and_a_merge_give_the_files_back() {
    let mut edited = texts();
    edited.remove("published-ids.toml");
    edited.remove("content/laozi/review.toml");
    let before = edited.clone();
    let after = split(&edited, &cut(&[("received", "非常"), ("english", "is not")])).unwrap();
    edited.extend(after.changed);
    let after = merge(&edited, "laozi", ("way", "way-2")).unwrap();
    edited.extend(after.changed);
    assert_eq!(edited, before);
}
