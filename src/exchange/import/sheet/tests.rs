//! Sheets that go out and come back.

use super::*;

const ZH: &str =
    "# the received text\n\"a\"  =  '''一'''\n\"b\" = '''二'''\n\"c\" = { absent = \"lost\" }\n";
const EN: &str =
    "\"a\" = '''one'''\n\"b\" = { absent = \"not-yet\" }\n\"c\" = '''three, \"c\"'''\n";

fn texts() -> Texts {
    let document = "id = \"d\"\ntitle = { en = \"d\" }\nbody = [\"a\", [\"b\", \"c\"]]\n\
         [[witness]]\nid = \"zh\"\nname = { en = \"zh\" }\nlang = \"zh\"\nrole = \"source\"\n\
         [[witness]]\nid = \"en\"\nname = { en = \"en\" }\nlang = \"en\"\nrole = \"translation\"\n";
    [("document", document), ("zh", ZH), ("en", EN)]
        .map(|(name, text)| (format!("content/d/{name}.toml"), text.to_owned()))
        .into()
}

/// The sheet of the document as text, with some words put in the place of others.
fn sheet(changes: &[(&str, &str)]) -> Foreign {
    let mut text = super::file(&texts(), "d", Kind::Tabs).unwrap();
    for (old, new) in changes {
        assert!(text.contains(old), "{old} is not in {text}");
        text = text.replacen(old, new, 1);
    }
    Foreign { path: "d.tsv".to_owned(), text }
}

fn updated(texts: &Texts, changes: &[(&str, &str)]) -> Result<Texts, Refusal> {
    update(texts, "d", (&sheet(changes), Kind::Tabs)).map(|edited| edited.changed)
}

#[test]
fn an_unedited_sheet_changes_nothing() {
    assert_eq!(updated(&texts(), &[]), Ok(Texts::new()));
}

#[test]
fn only_the_edited_cell_changes() {
    let changed = updated(&texts(), &[("\t一\t", "\t壹\t")]).unwrap();
    let expected = ZH.replace("'''一'''", "'''壹'''");
    assert_eq!(changed, Texts::from([("content/d/zh.toml".to_owned(), expected)]));
}

#[test]
fn words_come_and_go_with_the_kind_of_their_absence() {
    let changed = updated(&texts(), &[("b\t二\t\ten=not-yet", "b\t二\ttwo\ten=not-yet")]).unwrap();
    assert!(changed["content/d/en.toml"].contains("\"b\" = '''two'''\n"));
    let changed = updated(&texts(), &[("b\t二\t\ten=not-yet", "b\t\t\tzh=omitted en=not-yet")]);
    let changed = changed.unwrap();
    assert!(changed["content/d/zh.toml"].contains("\"b\" = { absent = \"omitted\" }\n"));
    assert_eq!(changed.len(), 1);
}

#[test]
fn what_the_edition_changed_since_is_kept_unless_the_cell_was_edited_too() {
    let mut now = texts();
    let zh = now.get_mut("content/d/zh.toml").unwrap();
    *zh = zh.replace("二", "贰");
    assert_eq!(updated(&now, &[]), Ok(Texts::new()), "the older cell takes nothing back");
    assert_eq!(updated(&now, &[("\t二\t", "\t贰\t")]), Ok(Texts::new()), "both say the same");
    let refusal = updated(&now, &[("\t二\t", "\t两\t")]).unwrap_err();
    let places: Vec<_> =
        refusal.places.iter().map(|(path, _, l)| (path.as_str(), l.as_str())).collect();
    assert_eq!(
        places,
        [("d.tsv", "the sheet has 「两」"), ("content/d/zh.toml", "the edition has 「贰」")]
    );
}

#[test]
fn sheets_that_nobody_can_understand_are_refused_with_the_cell() {
    let refused = |changes: &[(&str, &str)], message: &str, cell: &str| {
        let refusal = updated(&texts(), changes).unwrap_err();
        assert!(refusal.message.contains(message), "{refusal:?}");
        let (_, at, _) = refusal.places.iter().find(|(path, ..)| path == "d.tsv").unwrap();
        assert_eq!(&sheet(changes).text[at.clone()], cell, "{refusal:?}");
        refusal.hints.join(" ")
    };
    refused(&[("\t一\t", "\t一 \t")], "white space", "一 ");
    refused(&[("\t一\t", "\t\"一\n一\"\t")], "a line end", "\"一\n一\"");
    refused(&[("b\t二\t", "b\t\t")], "nothing says why", "");
    let hint = refused(&[("en=not-yet", "en=notyet")], "no kind of absence", "en=notyet");
    assert_eq!(hint, "did you mean `not-yet`?");
    refused(&[("en=not-yet", "not-yet")], "is not `<witness>=", "not-yet");
    refused(&[("\nb\t", "\nx\t")], "has no segment `x`", "x");
    refused(&[("\nb\t", "\na\t")], "given twice", "a");
    let hint = refused(&[("\ten\t", "\tenn\t")], "no witness `enn`", "enn");
    assert_eq!(hint, "did you mean `en`?");
    refused(&[("\tbase", "\tbasis")], "no column `base`", "segment\tzh\ten\tabsent\tbasis");
    let sheet = sheet(&[]);
    let base = sheet.text.lines().nth(1).unwrap().rsplit('\t').next().unwrap().to_owned();
    refused(&[(base.as_str(), "")], "does not say what `zh` was", "");
}

#[test]
fn a_column_of_the_translators_own_is_told_and_not_read() {
    let own = sheet(&[]).text.lines().enumerate().fold(String::new(), |text, (n, line)| {
        text + line + if n == 0 { "\tremarks\n" } else { "\tgood\n" }
    });
    let own = Foreign { path: "d.tsv".to_owned(), text: own };
    let edited = update(&texts(), "d", (&own, Kind::Tabs)).unwrap();
    assert!(edited.changed.is_empty());
    assert_eq!(edited.said[1], "the column `remarks` is nobody's: it is not read");
}
