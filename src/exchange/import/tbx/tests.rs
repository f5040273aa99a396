//! Files of terms as other programs write them.

use super::*;

const SITE: &str = "title = { en = 'x', zh = 'x' }\nlanguages = ['en', 'zh']\n";

fn site() -> Texts {
    Texts::from([("site.toml".to_owned(), SITE.to_owned())])
}

fn imported(text: &str) -> Result<(toml::Table, Report), Refusal> {
    let file = Foreign { path: "a.tbx".to_owned(), text: text.to_owned() };
    let (edited, report) = glossary(&site(), &file, ("words", None))?;
    Ok((edited.changed["glossary/words.toml"].parse().unwrap(), report))
}

const OLDER: &str = "<martif type='TBX' xml:lang='en'><martifHeader/><text><body>\
<termEntry id='c 1'><descrip type='definition'>the way</descrip>\
<langSet xml:lang='zh_Hans'><tig><term>道</term></tig></langSet>\
<langSet xml:lang='en'><tig><term>path</term></tig>\
<tig><term>way &amp; <hi>road</hi></term>\
<termNote type='administrativeStatus'>preferredTerm-admn-sts</termNote></tig>\
<ntig><termGrp><term>tao</term>\
<termNote type='administrativeStatus'>deprecatedTerm-admn-sts</termNote></termGrp></ntig>\
</langSet></termEntry>\
<termEntry><langSet xml:lang='en'><tig><term> Delete the selected items of all the lists now </term></tig>\
</langSet></termEntry></body></text></martif>";

#[test]
fn concepts_become_terms_with_all_their_words() {
    let (table, report) = imported(OLDER).unwrap();
    let terms = table["term"].as_array().unwrap();
    assert_eq!(terms[0]["id"].as_str(), Some("c-1"));
    assert_eq!(terms[0]["forms"]["zh-Hans"]["form"].as_str(), Some("道"));
    let english = &terms[0]["forms"]["en"];
    assert_eq!(english["form"].as_str(), Some("way & road"));
    assert_eq!(english["also"][0].as_str(), Some("path"));
    assert_eq!(terms[0]["rendering"][0]["form"].as_str(), Some("tao"));
    assert_eq!(terms[0]["gloss"]["en"].as_str(), Some("the way"));
    assert_eq!(terms[1]["id"].as_str(), Some("delete-the-selected-items-of-all-the"));
    let form = terms[1]["forms"]["en"]["form"].as_str();
    assert_eq!(form, Some("Delete the selected items of all the lists now"));
    let lines = report.lines().join("\n");
    for what in [
        "`glossary/words`: 2 terms; zh-Hans, en",
        "1 headers",
        "1 inline codes",
        "1 words with white space",
        "1 deprecated words",
        "1 id renamed",
    ] {
        assert!(lines.contains(what), "{what}: {lines}");
    }
    assert!(report.json().contains("\"term\": \"c-1\""));
}

#[test]
fn our_own_exports_come_back_with_their_ids() {
    let text = "<tbx type='TBX-Basic' xmlns='urn:iso:std:iso:30042:ed-2' xml:lang='en'><text><body>\
        <conceptEntry id='t_2522'><ref type='crossReference' target='t_dao'>dao</ref>\
        <note xml:lang='zh'>注</note>\
        <langSec xml:lang='en'><termSec><term>2522</term></termSec></langSec></conceptEntry>\
        <conceptEntry id='t_dao'><langSec xml:lang='zh-Hans'><termSec><term>道</term></termSec>\
        </langSec></conceptEntry></body></text></tbx>";
    let (table, report) = imported(text).unwrap();
    assert_eq!(table["term"][0]["id"].as_str(), Some("2522"));
    assert_eq!(table["term"][0]["see"][0].as_str(), Some("dao"));
    assert_eq!(table["term"][0]["gloss"]["zh"].as_str(), Some("注"));
    assert!(!report.has_more(), "{report:?}");
}

#[test]
fn what_is_malformed_or_taken_is_refused() {
    let refused = |text: &str, message: &str| {
        let refusal = imported(text).unwrap_err();
        assert!(refusal.message.contains(message), "{refusal:?}");
    };
    refused("<tmx/>", "its root is `tmx`");
    refused("<tbx><text><body/></text></tbx>", "holds no terms");
    refused("<tbx><text><body><conceptEntry/></body></text></tbx>", "a concept without words");
    let entry = |inner: &str| {
        format!("<tbx><text><body><conceptEntry>{inner}</conceptEntry></body></text></tbx>")
    };
    refused(&entry("<langSec><termSec><term>x</term></termSec></langSec>"), "which language");
    refused(&entry("<langSec xml:lang='en'><termSec/></langSec>"), "words without `term`");
    refused(&entry("<langSec xml:lang='en'>"), "expected `</langSec>`");
    let mut texts = site();
    texts.insert("glossary/words.toml".to_owned(), "theme = { en = 'x' }\n".to_owned());
    let file = Foreign { path: "a.tbx".to_owned(), text: OLDER.to_owned() };
    let taken = glossary(&texts, &file, ("words", None)).unwrap_err();
    assert!(taken.message.contains("there is a theme `words` already"), "{taken:?}");
    assert!(glossary(&texts, &file, ("W", None)).is_err());
}
