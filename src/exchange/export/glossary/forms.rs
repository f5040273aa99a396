//! The glossary as JSON and as a table: terms with their forms, glosses and judgements.

use crate::exchange::export::json;
use crate::exchange::export::table::Table;
use crate::exchange::export::work::Whole;
use crate::model::Form;
use crate::model::Lang;
use crate::model::Localized;
use crate::model::Term;

use serde_json::Value;
use serde_json::json;

use std::collections::BTreeMap;

/// `glossary.json`.
pub(crate) fn data(whole: Whole<'_>) -> Vec<u8> {
    let edition = whole.edition;
    let mut root = json::head(whole, "duizhao-glossary");
    let themes = edition.themes.iter();
    let themes = themes.map(|t| json!({ "id": t.id, "title": json::localized(&t.title) }));
    root.insert("themes".into(), themes.collect());
    let terms = (0..edition.terms.len()).map(|index| term(whole, index)).collect();
    root.insert("terms".into(), terms);
    json::file(&Value::Object(root))
}

fn term(whole: Whole<'_>, index: usize) -> Value {
    let term = &whole.edition.terms[index];
    let places = whole.annotations.terms.get(index);
    let theme = whole.edition.themes.get(term.theme);
    json!({
        "id": term.id.as_str(),
        "theme": theme.map(|theme| theme.id.as_str()),
        "kind": term.kind.as_str(),
        "forms": term.forms.iter().map(|f| form(whole, term, f)).collect::<Vec<_>>(),
        "pronunciation": json::localized(&term.pronunciation),
        "gloss": json::localized(&term.gloss),
        "see": see(whole, term),
        "attested": term.attested,
        "source": term.source,
        "occurrences": places.map_or(0, |places| places.occurrences),
        "permalink": whole.address(&format!("terms/{}", term.id), ""),
    })
}

fn form(whole: Whole<'_>, term: &Term, form: &Form) -> Value {
    let [document, witness] = only_in(whole, form);
    json!({
        "lang": form.lang.as_str(),
        "form": form.text,
        "status": form.status.as_str(),
        "headword": is_headword(term, form),
        "document": Some(document).filter(|id| !id.is_empty()),
        "witness": Some(witness).filter(|id| !id.is_empty()),
        "note": json::localized(&form.note),
    })
}

fn see<'a>(whole: Whole<'a>, term: &Term) -> Vec<&'a str> {
    let terms = term.see.iter().filter_map(|&see| whole.edition.terms.get(see));
    terms.map(|term| term.id.as_str()).collect()
}

fn is_headword(term: &Term, form: &Form) -> bool {
    term.headword(&form.lang).is_some_and(|head| std::ptr::eq(head, form))
}

/// Document and witness to which a form is confined; empty where it is not.
pub(crate) fn only_in<'a>(whole: Whole<'a>, form: &Form) -> [&'a str; 2] {
    let Some((document, witness)) = form.only_in else { return [""; 2] };
    let Some(document) = whole.edition.documents.get(document) else { return [""; 2] };
    [document.id.as_str(), document.witnesses.get(witness).map_or("", |w| w.id.as_str())]
}

/// `glossary.csv`: a line per form; what belongs to the term is repeated.
pub(crate) fn table(whole: Whole<'_>) -> Vec<u8> {
    const FIRST: [&str; 14] = [
        "term",
        "theme",
        "kind",
        "lang",
        "form",
        "status",
        "headword",
        "pronunciation",
        "document",
        "witness",
        "attested",
        "source",
        "see",
        "occurrences",
    ];
    let languages = &whole.edition.site.languages;
    let mut table = Table::commas();
    let mut head: Vec<String> = FIRST.iter().map(|&name| name.to_owned()).collect();
    for column in ["note", "gloss"] {
        head.extend(languages.iter().map(|lang| column_name(column, lang)));
    }
    table.line(&head);
    for (index, term) in whole.edition.terms.iter().enumerate() {
        for form in &term.forms {
            table.line(&line(whole, index, form));
        }
    }
    table.finish()
}

fn line(whole: Whole<'_>, index: usize, form: &Form) -> Vec<String> {
    let term = &whole.edition.terms[index];
    let headword = is_headword(term, form);
    let spoken = term.pronunciation.get(&form.lang).filter(|_| headword);
    let [document, witness] = only_in(whole, form);
    let occurrences = whole.annotations.terms.get(index).map_or(0, |places| places.occurrences);
    let theme = whole.edition.themes.get(term.theme);
    let mut cells = vec![
        term.id.to_string(),
        theme.map_or(String::new(), |theme| theme.id.clone()),
        term.kind.as_str().to_owned(),
        form.lang.to_string(),
        form.text.clone(),
        form.status.as_str().to_owned(),
        headword.to_string(),
        spoken.cloned().unwrap_or_default(),
        document.to_owned(),
        witness.to_owned(),
        term.attested.to_string(),
        term.source.clone().unwrap_or_default(),
        see(whole, term).join(" "),
        occurrences.to_string(),
    ];
    for values in [&form.note, &term.gloss] {
        cells.extend(in_languages(values, &whole.edition.site.languages));
    }
    cells
}

/// The value in each language, empty where there is none.
pub(crate) fn in_languages<'a>(
    values: &'a Localized<String>,
    languages: &'a [Lang],
) -> impl Iterator<Item = String> + 'a {
    languages.iter().map(|lang| values.get(lang).cloned().unwrap_or_default())
}

/// The name of a column in one language: `gloss_en`.
pub(crate) fn column_name(column: &str, lang: &Lang) -> String {
    format!("{column}_{}", lang.as_str().replace('-', "_"))
}

/// Forms of a term by language, in the order in which the languages first stand.
pub(crate) fn by_language(term: &Term) -> Vec<(&Lang, Vec<&Form>)> {
    let mut order: Vec<&Lang> = Vec::new();
    let mut forms: BTreeMap<&Lang, Vec<&Form>> = BTreeMap::new();
    for form in &term.forms {
        if !forms.contains_key(&form.lang) {
            order.push(&form.lang);
        }
        forms.entry(&form.lang).or_default().push(form);
    }
    order.into_iter().map(|lang| (lang, forms.remove(lang).unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::fixture::Fixture;
    use crate::model::RenderingStatus;

    const PLAN: &str = "document d zh:zh-Hans:source en:en\ns1 | 数据 | datum\n
        term a | zh 数据 | en data / datum\nterm b | zh 要素 | en factor";

    fn fixture() -> Fixture {
        let mut fixture = Fixture::new(PLAN);
        fixture.edition.terms[0].see = vec![1];
        let datum = &mut fixture.edition.terms[0].forms[2];
        datum.only_in = Some((0, 1));
        datum.status = RenderingStatus::Misleading;
        fixture.changed();
        fixture
    }

    #[test]
    fn the_data_hold_forms_judgements_and_counts() {
        let fixture = fixture();
        let value: Value = serde_json::from_slice(&data(fixture.whole())).unwrap();
        let term = &value["terms"][0];
        assert_eq!((&term["occurrences"], &term["see"]), (&json!(2), &json!(["b"])));
        let datum = &term["forms"][2];
        assert_eq!((&datum["form"], &datum["status"]), (&json!("datum"), &json!("misleading")));
        assert_eq!((&datum["witness"], &datum["headword"]), (&json!("en"), &json!(false)));
        assert_eq!(term["forms"][1]["headword"], json!(true));
    }

    #[test]
    fn the_table_has_a_line_per_form() {
        let fixture = fixture();
        let file = table(fixture.whole());
        let text = std::str::from_utf8(&file).unwrap().strip_prefix('\u{FEFF}').unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head = reader.headers().unwrap().clone();
        assert_eq!(&head[14], "note_zh");
        let lines: Vec<_> = reader.records().map(|line| line.unwrap()).collect();
        assert_eq!(lines.len(), 5);
        assert_eq!((&lines[2][4], &lines[2][9], &lines[2][5]), ("datum", "en", "misleading"));
    }
}
