//! Lists: the places of a gram that is not frequent, and the readings of one that is.

use crate::render::search::corpus::Corpus;
use crate::render::search::corpus::Place;
use crate::render::search::corpus::Reading;
use crate::render::search::encode::number;
use crate::render::search::encode::push;
use crate::render::search::encode::push_bits;
use crate::render::search::encode::width;

use std::ops::Range;
use std::ops::RangeInclusive;

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
pub(crate) fn places(corpus: &Corpus, at: impl Iterator<Item = Place>) -> String {
    let mut out = String::new();
    let mut last_book = 0;
    let mut readings = corpus.readings();
    let mut at = at.map(|place| (readings.get(place.reading), place.token)).peekable();
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
            push(&mut out, token - place);
            (segment, place) = (reading.segment, *token);
        }
    }
    out
}

/// The readings in a list, book by book.
#[derive(Debug, Default)]
struct Found {
    books: Vec<InBook>,
    /// Witnesses, and where each one's segments lie in `segments`.
    witnesses: Vec<(u32, Range<usize>)>,
    /// The segments of each witness, ascending.
    segments: Vec<u32>,
    /// The segments of each book, ascending, each once.
    distinct: Vec<u32>,
}

/// The readings of one book: where its witnesses and its segments lie.
#[derive(Debug)]
struct InBook {
    book: u32,
    witnesses: Range<usize>,
    distinct: Range<usize>,
}

/// The list of a frequent gram from the numbers of its readings, which ascend; one may stand several
/// times.
pub(crate) fn frequent(
    corpus: &Corpus,
    key: String,
    readings: impl Iterator<Item = u32>,
    shard: usize,
) -> Frequent {
    let found = Found::new(corpus, readings);
    let mut pieces: Vec<((u32, u32), String)> = Vec::new();
    let mut groups = String::new();
    let mut last_book = 0;
    for book in &found.books {
        for run in found.runs(book, shard) {
            let (Some(&first), Some(&last)) = (run.first(), run.last()) else { continue };
            groups.clear();
            found.push_groups(&mut groups, book, first..=last);
            match pieces.last_mut() {
                Some((_, piece)) if piece.len() + groups.len() <= shard => {
                    push(piece, book.book - last_book);
                    piece.push_str(&groups);
                }
                _ => {
                    let mut piece = String::new();
                    push(&mut piece, book.book);
                    piece.push_str(&groups);
                    pieces.push(((book.book, first), piece));
                }
            }
            last_book = book.book;
        }
    }
    let head = found.head(pieces.iter().map(|(start, _)| *start));
    let mut pieces: Vec<String> = pieces.into_iter().map(|(_, piece)| piece).collect();
    if let Some(first) = pieces.first_mut() {
        first.insert_str(0, &head);
    }
    Frequent { key, pieces }
}

impl Found {
    fn new(corpus: &Corpus, readings: impl Iterator<Item = u32>) -> Self {
        let mut found = Self::default();
        let mut facts = corpus.readings();
        let mut last = None;
        for reading in readings {
            if last.replace(reading) != Some(reading) {
                found.add(facts.get(reading));
            }
        }
        found.close();
        found
    }

    fn add(&mut self, reading: Reading) {
        if self.books.last().is_none_or(|last| last.book != reading.book) {
            self.close();
            let (witnesses, distinct) = (self.witnesses.len(), self.distinct.len());
            self.books.push(InBook {
                book: reading.book,
                witnesses: witnesses..witnesses,
                distinct: distinct..distinct,
            });
        }
        let Some(book) = self.books.last_mut() else { return };
        let known = self.witnesses[book.witnesses.clone()].last();
        if known.is_none_or(|(witness, _)| *witness != reading.witness) {
            let start = self.segments.len();
            self.witnesses.push((reading.witness, start..start));
            book.witnesses.end += 1;
        }
        self.segments.push(reading.segment);
        if let Some((_, segments)) = self.witnesses.last_mut() {
            segments.end += 1;
        }
    }

    /// Gathers the segments of the last book.
    fn close(&mut self) {
        let Some(book) = self.books.last_mut() else { return };
        let witnesses = &self.witnesses[book.witnesses.clone()];
        let (Some((_, first)), Some((_, last))) = (witnesses.first(), witnesses.last()) else {
            return;
        };
        let segments = &self.segments[first.start..last.end];
        if witnesses.len() == 1 {
            self.distinct.extend_from_slice(segments);
        } else {
            let mut segments = segments.to_vec();
            segments.sort_unstable();
            segments.dedup();
            self.distinct.extend(segments);
        }
        book.distinct.end = self.distinct.len();
    }

    /// The segments of a book in runs that fit in a file.
    fn runs(&self, book: &InBook, shard: usize) -> impl Iterator<Item = &[u32]> {
        let witnesses = &self.witnesses[book.witnesses.clone()];
        let readings: usize = witnesses.iter().map(|(_, segments)| segments.len()).sum();
        let count = 1 + readings / shard.max(1);
        let distinct = &self.distinct[book.distinct.clone()];
        distinct.chunks(distinct.len().div_ceil(count).max(1))
    }

    /// For each witness of a book its segments within a run.
    fn push_groups(&self, out: &mut String, book: &InBook, run: RangeInclusive<u32>) {
        let groups = self.witnesses[book.witnesses.clone()].iter().map(|(witness, segments)| {
            let segments = &self.segments[segments.clone()];
            let from = segments.partition_point(|segment| segment < run.start());
            let to = segments.partition_point(|segment| segment <= run.end());
            (*witness, &segments[from..to])
        });
        let groups = groups.filter(|(_, segments)| !segments.is_empty());
        push(out, number(groups.clone().count()));
        for (witness, segments) in groups {
            push(out, witness);
            push_segments(out, segments);
        }
    }

    /// The counts ahead of a list: segments and readings of all, then of each book, then where the
    /// pieces start.
    fn head(&self, starts: impl ExactSizeIterator<Item = (u32, u32)>) -> String {
        let mut out = String::new();
        push(&mut out, number(self.books.len()));
        let mut last = 0;
        for InBook { book, witnesses, distinct } in &self.books {
            push(&mut out, book - last);
            last = *book;
            push(&mut out, number(distinct.len()));
            push(&mut out, number(witnesses.len()));
            for (witness, segments) in &self.witnesses[witnesses.clone()] {
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
}

/// A list of ascending segments: as gaps, or as a set where that is shorter.
fn push_segments(out: &mut String, segments: &[u32]) {
    let (Some(&first), Some(&last)) = (segments.first(), segments.last()) else { return };
    let pairs = segments.windows(2).map(|pair| pair[1] - pair[0]);
    let gaps = std::iter::once(first).chain(pairs);
    let as_set = (last - first) as usize / 6 + 8 < gaps.clone().map(width).sum();
    push(out, number(segments.len()) << 1 | u32::from(as_set));
    if as_set {
        push(out, first);
        push(out, (last - first) / 6 + 1);
        push_bits(out, first, segments);
    } else {
        gaps.for_each(|gap| push(out, gap));
    }
}
