//! Lists: the places of a gram that is not frequent, and the readings of one that is.

use crate::render::search::corpus::Corpus;
use crate::render::search::corpus::Reading;
use crate::render::search::corpus::number;
use crate::render::search::encode::push;
use crate::render::search::encode::push_bits;

/// Keys with their lists, `key=list;` one after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Records {
    /// All records.
    pub(crate) text: String,
    /// For each record where it starts in `text` and how long its key is.
    pub(crate) starts: Vec<(usize, u32)>,
}

impl Records {
    /// Adds a record.
    pub(crate) fn add(&mut self, key: &str, list: &str) {
        self.starts.push((self.text.len(), number(key.len())));
        self.text.extend([key, "=", list, ";"]);
    }

    /// Adds all records of another list.
    pub(crate) fn append(&mut self, other: &Self) {
        let offset = self.text.len();
        self.starts.extend(other.starts.iter().map(|&(start, key)| (start + offset, key)));
        self.text.push_str(&other.text);
    }

    /// The key of a record.
    pub(crate) fn key(&self, record: usize) -> &str {
        let (start, len) = self.starts[record];
        &self.text[start..start + len as usize]
    }

    /// A record with its key and its end.
    pub(crate) fn record(&self, record: usize) -> &str {
        let end = self.starts.get(record + 1).map_or(self.text.len(), |next| next.0);
        &self.text[self.starts[record].0..end]
    }
}

/// The list of a frequent gram or prefix, cut into pieces; the first has the counts ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frequent {
    /// The gram, or a prefix with `*` after it.
    pub(crate) key: String,
    /// One file each.
    pub(crate) pieces: Vec<String>,
}

/// The places of a gram: for each book and witness the number of places, then for each the segments
/// and tokens passed since the last one.
pub(crate) fn places(corpus: &Corpus, at: impl Iterator<Item = u32> + Clone) -> String {
    let mut out = String::new();
    let mut last_book = 0;
    let mut at = at.map(|token| (corpus.readings[corpus.reading_at(token)], token)).peekable();
    let mut group: Vec<(Reading, u32)> = Vec::new();
    while let Some((first, token)) = at.next() {
        group.clear();
        group.push((first, token));
        let same = |r: &Reading| r.book == first.book && r.witness == first.witness;
        while let Some(next) = at.next_if(|(reading, _)| same(reading)) {
            group.push(next);
        }
        push(&mut out, first.book - last_book);
        last_book = first.book;
        push(&mut out, first.witness);
        push(&mut out, number(group.len()));
        let (mut segment, mut place) = (0, 0);
        for (reading, token) in &group {
            if reading.segment != segment {
                place = 0;
            }
            push(&mut out, reading.segment - segment);
            push(&mut out, token - reading.start - place);
            (segment, place) = (reading.segment, token - reading.start);
        }
    }
    out
}

/// The readings of one book in a list: for each witness its segments.
struct InBook {
    book: u32,
    witnesses: Vec<(u32, Vec<u32>)>,
    /// The segments of all witnesses, each once.
    segments: Vec<u32>,
}

/// The list of a frequent gram from the ascending places of its occurrences.
pub(crate) fn frequent(corpus: &Corpus, key: String, at: &[u32], shard: usize) -> Frequent {
    let books = by_book(corpus, at);
    let mut units: Vec<((u32, u32), String)> = Vec::new();
    for book in &books {
        units.extend(book.units(shard));
    }
    let mut pieces: Vec<((u32, u32), String)> = Vec::new();
    let mut last_book = 0;
    for ((book, segment), groups) in units {
        match pieces.last_mut() {
            Some((_, piece)) if piece.len() + groups.len() <= shard => {
                push(piece, book - last_book);
                piece.push_str(&groups);
            }
            _ => {
                let mut piece = String::new();
                push(&mut piece, book);
                piece.push_str(&groups);
                pieces.push(((book, segment), piece));
            }
        }
        last_book = book;
    }
    let head = head(&books, pieces.iter().map(|(start, _)| *start));
    let mut pieces: Vec<String> = pieces.into_iter().map(|(_, piece)| piece).collect();
    if let Some(first) = pieces.first_mut() {
        first.insert_str(0, &head);
    }
    Frequent { key, pieces }
}

fn by_book(corpus: &Corpus, at: &[u32]) -> Vec<InBook> {
    let mut books: Vec<InBook> = Vec::new();
    let mut last = None;
    for &token in at {
        let index = corpus.reading_at(token);
        if last == Some(index) {
            continue;
        }
        last = Some(index);
        let reading = corpus.readings[index];
        if books.last().is_none_or(|b| b.book != reading.book) {
            books.push(InBook { book: reading.book, witnesses: vec![], segments: vec![] });
        }
        if let Some(book) = books.last_mut() {
            if book.witnesses.last().is_none_or(|(w, _)| *w != reading.witness) {
                book.witnesses.push((reading.witness, Vec::new()));
            }
            if let Some((_, segments)) = book.witnesses.last_mut() {
                segments.push(reading.segment);
            }
        }
    }
    for book in &mut books {
        book.segments = book.witnesses.iter().flat_map(|(_, s)| s).copied().collect();
        book.segments.sort_unstable();
        book.segments.dedup();
    }
    books
}

impl InBook {
    /// The readings in runs of segments that fit in a file: where each starts, and its groups.
    fn units(&self, shard: usize) -> Vec<((u32, u32), String)> {
        let readings: usize = self.witnesses.iter().map(|(_, segments)| segments.len()).sum();
        let count = 1 + readings / shard.max(1);
        let mut units = Vec::new();
        for run in self.segments.chunks(self.segments.len().div_ceil(count).max(1)) {
            let (Some(&first), Some(&last)) = (run.first(), run.last()) else { continue };
            let mut lists: Vec<(u32, &[u32])> = Vec::new();
            for (witness, segments) in &self.witnesses {
                let from = segments.partition_point(|&s| s < first);
                let to = segments.partition_point(|&s| s <= last);
                if from < to {
                    lists.push((*witness, &segments[from..to]));
                }
            }
            let mut out = String::new();
            push(&mut out, number(lists.len()));
            for (witness, segments) in lists {
                push(&mut out, witness);
                push_segments(&mut out, segments);
            }
            units.push(((self.book, first), out));
        }
        units
    }
}

/// A list of ascending segments: as gaps, or as a set where that is shorter.
fn push_segments(out: &mut String, segments: &[u32]) {
    let (Some(&first), Some(&last)) = (segments.first(), segments.last()) else { return };
    let mut gaps = String::new();
    let mut before = 0;
    for &segment in segments {
        push(&mut gaps, segment - before);
        before = segment;
    }
    let as_set = (last - first) as usize / 6 + 8 < gaps.len();
    push(out, number(segments.len()) << 1 | u32::from(as_set));
    if as_set {
        push(out, first);
        push(out, (last - first) / 6 + 1);
        push_bits(out, first, segments);
    } else {
        out.push_str(&gaps);
    }
}

/// The counts ahead of a list: segments and readings of all, then of each book, then where the pieces start.
fn head(books: &[InBook], starts: impl ExactSizeIterator<Item = (u32, u32)>) -> String {
    let mut out = String::new();
    push(&mut out, number(books.len()));
    let mut last = 0;
    for InBook { book, witnesses, segments } in books {
        push(&mut out, book - last);
        last = *book;
        push(&mut out, number(segments.len()));
        push(&mut out, number(witnesses.len()));
        for (witness, segments) in witnesses {
            push(&mut out, *witness);
            push(&mut out, number(segments.len()));
        }
    }
    push(&mut out, number(starts.len()));
    last = 0;
    for (book, segment) in starts {
        push(&mut out, book - last);
        last = book;
        push(&mut out, segment);
    }
    out
}
