//! The index of terms by theme and by language, and the rendering matrix.

use crate::annotate::Cell;
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

/// More columns than this nobody reads side by side.
const WIDEST: usize = 24;

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

#[derive(Debug, Default, Serialize)]
struct Matrix<'a> {
    columns: Vec<Column<'a>>,
    rows: Vec<MatrixRow<'a>>,
}

#[derive(Debug, Serialize)]
struct Column<'a> {
    /// Nothing where the column is of several documents.
    document: Option<DocumentRef<'a>>,
    witness: WitnessRef<'a>,
}

#[derive(Debug, Serialize)]
struct MatrixRow<'a> {
    term: TermLine<'a>,
    cells: Vec<MatrixCell<'a>>,
}

#[derive(Debug, Serialize)]
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

/// The columns of the matrix: each translation of each document; where these are too many to be read,
/// all that have one id, such as those of one translator. None where these are too many, too.
fn columns(sheet: Sheet<'_>) -> Vec<Vec<(usize, usize)>> {
    let mut all = Vec::new();
    for (index, document) in sheet.edition().documents.iter().enumerate() {
        let witnesses = document.witnesses.iter().enumerate();
        let translations = witnesses.filter(|(_, witness)| witness.role != Role::Source);
        all.extend(translations.map(|(number, _)| (index, number)));
    }
    if all.len() <= WIDEST {
        return all.into_iter().map(|one| vec![one]).collect();
    }
    let mut columns: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut known: BTreeMap<(&str, &Lang), usize> = BTreeMap::new();
    for (document, number) in all {
        let witness = &sheet.document(document).witnesses[number];
        let next = columns.len();
        let at = *known.entry((witness.id.as_str(), &witness.lang)).or_insert(next);
        match columns.get_mut(at) {
            Some(column) => column.push((document, number)),
            None => columns.push(vec![(document, number)]),
        }
    }
    if columns.len() > WIDEST { Vec::new() } else { columns }
}

fn matrix(sheet: Sheet<'_>) -> Matrix<'_> {
    let columns = columns(sheet);
    if columns.is_empty() {
        return Matrix::default();
    }
    let terms = &sheet.edition().terms;
    let mut sums: Vec<Vec<Sum>> =
        terms.iter().map(|_| columns.iter().map(|_| Sum::default()).collect()).collect();
    for (at, column) in columns.iter().enumerate() {
        for &(document, witness) in column {
            let cells = sheet.found(document).matrix.iter();
            for ((term, _), cell) in cells.filter(|((_, number), _)| *number == witness) {
                sums[term][at].add(document, cell);
            }
        }
    }
    let row = |(number, sums): (usize, Vec<Sum>)| MatrixRow {
        term: sheet.term_line(number),
        cells: sums.into_iter().map(|sum| sum.cell(sheet, &terms[number])).collect(),
    };
    let rows = sums.into_iter().enumerate().map(row).collect();
    let view = |column: &Vec<(usize, usize)>| {
        let &(document, number) = column.first()?;
        let witness = sheet.witness_ref(&sheet.document(document).witnesses[number]);
        let document = (column.len() == 1).then(|| sheet.document_ref(document));
        Some(Column { document, witness })
    };
    Matrix { columns: columns.iter().filter_map(view).collect(), rows }
}

/// The cells of a term that stand together in a column.
#[derive(Default)]
struct Sum {
    /// Form → how often, and the document and segment where it stands first.
    forms: BTreeMap<usize, (usize, (usize, usize))>,
    count: usize,
    unmatched: usize,
}

impl Sum {
    fn add(&mut self, document: usize, cell: Cell<'_>) {
        for (form, places) in cell.forms() {
            let (Some(form), Some(first)) = (form, places.first()) else { continue };
            let place = (document, first.segment());
            let sum = self.forms.entry(form).or_insert((0, place));
            sum.0 += places.iter().collect::<BTreeSet<_>>().len();
        }
        self.count += cell.matched();
        self.unmatched += cell.unmatched().len();
    }

    fn cell<'a>(self, sheet: Sheet<'a>, term: &'a Term) -> MatrixCell<'a> {
        let form = |(form, (count, (document, segment))): (usize, (usize, (usize, usize)))| {
            let form = term.forms.get(form)?;
            Some(FormCount {
                text: &form.text,
                status: form.status.as_str(),
                count,
                url: sheet.segment_url(document, segment),
            })
        };
        MatrixCell {
            forms: self.forms.into_iter().filter_map(form).collect(),
            count: self.count,
            unmatched: self.unmatched,
        }
    }
}
