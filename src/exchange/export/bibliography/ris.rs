//! RIS, the tagged lines that reference managers read.

use crate::exchange::export::bibliography::entry::Entry;
use crate::exchange::export::bibliography::entry::entries;
use crate::exchange::export::work::Work;
use crate::model::Date;

use std::fmt::Write;

/// Makes the file.
pub(crate) fn file(work: &Work<'_>) -> Vec<u8> {
    entries(work).iter().map(entry).collect::<String>().into_bytes()
}

fn entry(entry: &Entry<'_>) -> String {
    let mut out = String::new();
    let mut line = |tag: &str, value: &str| {
        write!(out, "{tag}  - {}\r\n", value.replace(['\r', '\n'], " ")).ok();
    };
    let date = |date: Date| format!("{:04}/{:02}/{:02}/", date.year, date.month, date.day);
    line("TY", if entry.is_edition { "ELEC" } else { "RPRT" });
    line("ID", &entry.key);
    line("TI", entry.title);
    line("AU", entry.author);
    for name in entry.translators {
        line("A4", name);
    }
    let dates = entry.date.map(|d| (format!("{:04}", d.year), date(d)));
    let (year, day) = dates.unzip();
    let retrieved = entry.retrieved.map(date);
    let fields = [
        ("T2", entry.container),
        ("PB", entry.publisher),
        ("PY", year.as_deref()),
        ("DA", day.as_deref()),
        ("M1", entry.number),
        ("ET", entry.version),
        ("N1", entry.note.as_deref()),
        ("LA", Some(entry.lang)),
        ("UR", entry.url.as_deref()),
        ("L2", entry.archived),
        ("Y2", retrieved.as_deref()),
    ];
    for (tag, value) in fields {
        if let Some(value) = value {
            line(tag, value);
        }
    }
    line("ER", "");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::fixture::document_mut;
    use crate::exchange::export::fixture::Fixture;

    #[test]
    fn every_reference_begins_and_ends() {
        let mut fixture = Fixture::new("document d zh:zh-Hans:source\ns1 | 一");
        let witness = &mut document_mut(&mut fixture.edition, 0).witnesses[0];
        witness.published = Some(Date { year: 2023, month: 2, day: 7 });
        fixture.changed();
        let text = String::from_utf8(file(&fixture.work(0))).unwrap();
        assert_eq!((text.matches("TY  - ").count(), text.matches("ER  - \r\n").count()), (2, 2));
        assert!(text.contains("ID  - d-zh\r\n") && text.contains("DA  - 2023/02/07/\r\n"));
    }
}
