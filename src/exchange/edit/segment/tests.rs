//! Merges, renames and moves on a small edition, as people would do them.

use super::fixture::check;
use super::fixture::refused;
use super::fixture::texts;
use super::*;
use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;

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
        "content/laozi/review.toml",
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
fn what_is_known_of_the_review_goes_along() {
    let path = "content/laozi/review.toml";
    let text = &merge_names().unwrap().changed[path];
    let entry = "\"name.1\" = { state = \"needs-review\" }\n";
    assert!(text.contains(&format!("# again\n# before the second\n{entry}\n")), "{text}");
    assert!(text.ends_with(&format!("[received]\n{entry}")), "{text}");
    assert!(!text.contains("name.2"), "{text}");
    let edited = rename(&texts(), "laozi", ("way", "dao"));
    let expected = [
        "-\"way\" = { state = \"checked\", source = \"0123456789abcdef\" } # again",
        "+\"dao\" = { state = \"checked\", source = \"0123456789abcdef\" } # again",
    ];
    check(edited, path, &expected);
    check(shift(&texts(), "laozi", "last", &To::InRow("end".to_owned())), path, &[]);
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
