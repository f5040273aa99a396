//! Drafts that become documents.

use super::*;
use crate::exchange::import::draft::Unit;

fn place() -> Texts {
    let site = "title = { zh = \"x\" }\nlanguages = [\"zh\", \"en\"]\ndocuments = [\"a\"]\n";
    Texts::from([("site.toml".to_owned(), site.to_owned())])
}

fn file() -> Foreign {
    Foreign { path: "a.tmx".to_owned(), text: "\n 一\n".to_owned() }
}

/// A draft of one division with these texts of a source.
fn draft(texts: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::default();
    let zh = draft.voice(None, "zh-Hans", Role::Source);
    draft.voice(Some("Ours"), "en", Role::Translation);
    let division = draft.section("p 1", crate::model::DivisionKind::Paragraph);
    draft.body.push(Item::Division(division));
    for (id, text) in texts {
        let segment = draft.segment(Some(id), (0, 1));
        draft.say(segment, zh, Words::Present((*text).to_owned()));
        draft.divisions[division].body.push(Item::Row(vec![segment]));
    }
    draft
}

fn settled(draft: Draft) -> Result<(Edited, Report), Refusal> {
    settle(&place(), ("d", Some("the \"title\"")), draft, &[file()])
}

#[test]
fn a_draft_becomes_files_in_canonical_form() {
    let (edited, report) = settled(draft(&[("A", "一"), ("b", "it's \u{1} '''")])).unwrap();
    let document = &edited.changed["content/d/document.toml"];
    assert!(
        document.contains("title = { zh = 'the \"title\"', en = 'the \"title\"' }"),
        "{document}"
    );
    assert!(document.contains("id = \"p-1\"\nkind = \"paragraph\""), "{document}");
    assert_eq!(
        edited.changed["content/d/zh-hans.toml"],
        "\"a\" = '''一'''\n\"b\" = \"it's \\u0001 '''\"\n"
    );
    assert_eq!(
        edited.changed["content/d/ours.toml"],
        "\"a\" = { absent = \"not-yet\" }\n\"b\" = { absent = \"not-yet\" }\n"
    );
    assert!(edited.changed["site.toml"].ends_with("documents = [\"a\", \"d\"]\n"));
    assert_eq!(fmt::all(&edited.changed).unwrap().changed, Texts::new());
    assert_eq!(report.renamed.len(), 2, "{report:?}");
    assert_eq!(report.witnesses, ["`zh-hans` (zh-Hans, source)", "`ours` (en, translation)"]);
}

#[test]
fn white_space_at_the_ends_is_told_letter_by_letter() {
    let (edited, report) = settled(draft(&[("a", "\u{3000}一 \n"), ("b", " ")])).unwrap();
    assert_eq!(
        edited.changed["content/d/zh-hans.toml"],
        "\"a\" = '''一'''\n\"b\" = { absent = \"no-source\" }\n"
    );
    let left: Vec<_> =
        report.left.iter().map(|e| (e.segment.as_deref().unwrap(), e.words.as_str())).collect();
    assert_eq!(left, [("a", " \n"), ("a", "\u{3000}"), ("b", " ")]);
    assert_eq!((report.left[0].line, report.left[0].column), (2, 1));
    assert!(
        report.lines().join("\n").contains("2 runs of white space before a text"),
        "{:?}",
        report.lines()
    );
}

#[test]
fn nothing_and_what_is_taken_are_refused() {
    assert!(settled(Draft::default()).unwrap_err().message.contains("`a.tmx` holds no texts"));
    let taken = Texts::from([("content/d/document.toml".to_owned(), String::new())]);
    let refused =
        |id: &str| settle(&taken, (id, None), draft(&[("a", "一")]), &[]).unwrap_err().message;
    assert_eq!(refused("d"), "there is a document `d` already");
    assert!(refused("D").contains("is not an id"));
    assert!(matches!(draft(&[("a", "")]).segments.as_slice(), [Unit { .. }]));
}
