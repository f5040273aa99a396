//! A document as a table: a line per segment, a column per witness.

use crate::exchange::export::table::Table;
use crate::exchange::export::work::Work;
use crate::model::Reading;

/// The columns before those of the witnesses.
const FIRST: [&str; 6] = ["document", "segment", "row", "division", "division_kind", "kind"];

/// Comma-separated, for spreadsheets.
pub(crate) fn commas(work: &Work<'_>) -> Vec<u8> {
    file(work, Table::commas())
}

/// Tab-separated, for programs.
pub(crate) fn tabs(work: &Work<'_>) -> Vec<u8> {
    file(work, Table::tabs())
}

fn file(work: &Work<'_>, mut table: Table) -> Vec<u8> {
    let mut head: Vec<&str> = FIRST.to_vec();
    head.extend(work.document.witnesses.iter().map(|witness| witness.id.as_str()));
    head.extend(["absent", "notes", "permalink"]);
    table.line(&head);
    for index in 0..work.document.segments.len() {
        table.line(&line(work, index));
    }
    table.finish()
}

fn line(work: &Work<'_>, index: usize) -> Vec<String> {
    let segment = &work.document.segments[index];
    let (division, kind) = work.division(index);
    let row = work.annotated.rows.of(index).map_or(String::new(), |row| (row + 1).to_string());
    let mut cells = vec![
        work.document.id.to_string(),
        segment.id.to_string(),
        row,
        division.to_owned(),
        kind.to_owned(),
        work.place(index).as_str().to_owned(),
    ];
    let witnesses = 0..work.document.witnesses.len();
    cells.extend(witnesses.map(|w| work.text(index, w).unwrap_or_default().to_owned()));
    cells.push(absences(work, index));
    let notes = work.annotated.attached.notes.get(&index).into_iter().flatten();
    let notes: Vec<_> = notes.map(|&note| work.document.notes[note].id.as_str()).collect();
    cells.push(notes.join(" "));
    cells.push(work.whole.permalink(work.index, index));
    cells
}

/// Why witnesses have no words here: `clpn=omitted`.
fn absences(work: &Work<'_>, index: usize) -> String {
    let readings = &work.document.segments[index].readings;
    let absent = work.document.witnesses.iter().zip(readings).filter_map(|(w, r)| match r {
        Reading::Absent(kind, _) => Some(format!("{}={}", w.id, kind.as_str())),
        Reading::Present(_) => None,
    });
    absent.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::fixture::Fixture;

    const PLAN: &str =
        "document d zh:zh-Hans:source en:en\ns1 | “一”，二 | \"one\", two\n& s2 | 三 | -";

    #[test]
    fn a_spreadsheet_reads_the_readings_letter_by_letter() {
        let fixture = Fixture::new(PLAN);
        let file = commas(&fixture.work(0));
        let text = std::str::from_utf8(&file).unwrap().strip_prefix('\u{FEFF}').unwrap();
        assert_eq!(text.matches("\r\n").count(), 3);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(&reader.headers().unwrap()[7], "en");
        let lines: Vec<_> = reader.records().map(|line| line.unwrap()).collect();
        assert_eq!((&lines[0][6], &lines[0][7]), ("“一”，二", "\"one\", two"));
        assert_eq!((&lines[1][7], &lines[1][8], &lines[1][2]), ("", "en=omitted", "1"));
    }

    #[test]
    fn tabs_have_neither_mark_nor_carriage_return() {
        let fixture = Fixture::new(PLAN);
        let file = String::from_utf8(tabs(&fixture.work(0))).unwrap();
        assert!(file.starts_with("document\tsegment\t") && !file.contains('\r'));
        assert!(file.lines().nth(1).unwrap().contains("“一”，二\t\"\"\"one\"\", two\"\t"));
    }
}
