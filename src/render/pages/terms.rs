//! The index of terms by theme and by language, and the rendering matrix.

use crate::annotate::Cell;
use crate::annotate::Place;
use crate::model::Lang;
use crate::model::Role;
use crate::model::Term;
use crate::render::sheet::Sheet;
use crate::render::view::DocumentRef;
use crate::render::view::TermLine;
use crate::render::view::WitnessRef;
use crate::render::view::Words;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Group of headwords that start with no Latin letter and have no pronunciation.
const NO_LETTER: char = '#';

/// What `terms.html` gets.
#[derive(Debug, Serialize)]
pub struct Terms<'a> {
    themes: Vec<Theme<'a>>,
    orders: Vec<Order<'a>>,
    matrix: Matrix<'a>,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Theme<'a> {
    id: &'a str,
    title: Words<'a>,
    dom_id: String,
    terms: Vec<TermLine<'a>>,
}

#[derive(Debug, Serialize)]
struct Order<'a> {
    lang: &'a str,
    groups: Vec<Letter<'a>>,
}

#[derive(Debug, Serialize)]
struct Letter<'a> {
    key: String,
    dom_id: String,
    terms: Vec<TermLine<'a>>,
}

#[derive(Debug, Serialize)]
struct Matrix<'a> {
    columns: Vec<Column<'a>>,
    rows: Vec<MatrixRow<'a>>,
}

#[derive(Debug, Serialize)]
struct Column<'a> {
    document: DocumentRef<'a>,
    witness: WitnessRef<'a>,
}

#[derive(Debug, Serialize)]
struct MatrixRow<'a> {
    term: TermLine<'a>,
    cells: Vec<MatrixCell<'a>>,
}

#[derive(Debug, Default, Serialize)]
struct MatrixCell<'a> {
    forms: Vec<FormCount<'a>>,
    count: usize,
    unmatched: usize,
}

#[derive(Debug, Serialize)]
struct FormCount<'a> {
    text: &'a str,
    status: &'static str,
    count: usize,
    url: String,
}

/// Makes the view.
#[must_use]
pub fn view(sheet: Sheet<'_>) -> Terms<'_> {
    let edition = sheet.edition();
    let mut by_theme: Vec<Vec<TermLine<'_>>> = edition.themes.iter().map(|_| Vec::new()).collect();
    for (index, term) in edition.terms.iter().enumerate() {
        by_theme[term.theme].push(sheet.term_line(index));
    }
    let themes = edition.themes.iter().zip(by_theme).map(|(theme, terms)| Theme {
        id: &theme.id,
        title: sheet.words(&theme.title),
        dom_id: format!("theme-{}", theme.id),
        terms,
    });
    Terms {
        themes: themes.collect(),
        orders: orders(sheet),
        matrix: matrix(sheet),
        total: edition.terms.len(),
    }
}

fn orders(sheet: Sheet<'_>) -> Vec<Order<'_>> {
    let languages = &sheet.edition().site.languages;
    let order = |lang: &'_ Lang| {
        let mut keyed: Vec<(String, usize)> = Vec::new();
        for (index, term) in sheet.edition().terms.iter().enumerate() {
            if let Some(form) = term.headword(lang) {
                let said = term.pronunciation.get(&form.lang).unwrap_or(&form.text);
                keyed.push((sort_key(said), index));
            }
        }
        keyed.sort();
        let mut letters: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (key, index) in keyed {
            letters.entry(letter(&key)).or_default().push(index);
        }
        letters
    };
    let view = |lang: &'_ Lang| {
        order(lang)
            .into_iter()
            .map(|(letter, terms)| Letter {
                key: letter.to_string(),
                dom_id: format!(
                    "{lang}-{}",
                    if letter == NO_LETTER {
                        "other".to_owned()
                    } else {
                        letter.to_ascii_lowercase().to_string()
                    }
                ),
                terms: terms.into_iter().map(|index| sheet.term_line(index)).collect(),
            })
            .collect()
    };
    languages.iter().map(|lang| Order { lang: lang.as_str(), groups: view(lang) }).collect()
}

/// Lower-case letters without tone marks and accents.
fn sort_key(said: &str) -> String {
    said.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

fn letter(key: &str) -> char {
    let first = key.chars().find(|c| c.is_alphanumeric());
    first.filter(char::is_ascii_alphabetic).map_or(NO_LETTER, |c| c.to_ascii_uppercase())
}

fn matrix(sheet: Sheet<'_>) -> Matrix<'_> {
    let columns = columns(sheet);
    let rows = sheet.edition().terms.iter().enumerate().map(|(number, term)| {
        let cells = columns.iter().map(|&(document, witness)| {
            let found = sheet.found(document).matrix.get(&(number, witness));
            found.map(|found| cell(sheet, document, term, found)).unwrap_or_default()
        });
        MatrixRow { term: sheet.term_line(number), cells: cells.collect() }
    });
    let rows = rows.collect();
    let view = |&(document, witness): &(usize, usize)| Column {
        document: sheet.document_ref(document),
        witness: sheet.witness_ref(&sheet.document(document).witnesses[witness]),
    };
    Matrix { columns: columns.iter().map(view).collect(), rows }
}

/// Every translation of every document.
fn columns(sheet: Sheet<'_>) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (index, document) in sheet.edition().documents.iter().enumerate() {
        let witnesses = document.witnesses.iter().enumerate();
        let translations = witnesses.filter(|(_, witness)| witness.role != Role::Source);
        all.extend(translations.map(|(number, _)| (index, number)));
    }
    all
}

fn cell<'a>(sheet: Sheet<'a>, document: usize, term: &'a Term, found: &'a Cell) -> MatrixCell<'a> {
    let form = |(form, places): &'a (Option<usize>, Vec<Place>)| {
        let form = form.and_then(|form| term.forms.get(form))?;
        let first = *places.first()?;
        Some(FormCount {
            text: &form.text,
            status: form.status.as_str(),
            count: places.iter().collect::<BTreeSet<_>>().len(),
            url: sheet.segment_url(document, first.segment()),
        })
    };
    MatrixCell {
        forms: found.forms.iter().filter_map(form).collect(),
        count: found.matched(),
        unmatched: found.unmatched.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinyin_sorts_without_its_tones() {
        assert_eq!(sort_key("Yī jiàn shì"), "yi jian shi");
        assert_eq!(letter(&sort_key("“èr lìng”")), 'E');
        assert_eq!(letter(&sort_key("数据")), NO_LETTER);
    }
}
