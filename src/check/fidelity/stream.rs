//! A run of a seed as a witness should read it: omissions taken out, clean-ups done.

use std::ops::Range;

/// One character to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub(crate) c: char,
    /// The byte of the seed at which it stands.
    pub(crate) at: usize,
    /// A line end that is not joined: it divides paragraphs.
    pub(crate) line_end: bool,
}

/// What is done to the characters of a run.
pub(crate) struct Rules<'a> {
    /// Stretches left out.
    pub(crate) omitted: Vec<Range<usize>>,
    /// Characters left out within stretches.
    pub(crate) every: Vec<(Range<usize>, &'a str)>,
    /// Stretches of white space that a page break left.
    pub(crate) joins: Vec<Range<usize>>,
    /// Stretches in which a single line end only wraps a line.
    pub(crate) wrapped: Vec<Range<usize>>,
    /// A no-break space reads as a space.
    pub(crate) no_break_space: bool,
    /// What a joined line end reads as: a space or nothing.
    pub(crate) separator: &'static str,
}

/// The characters of a run in order, and the same without white space, for searching.
pub(crate) struct Stream {
    pub(crate) glyphs: Vec<Glyph>,
    /// All characters but white space.
    dense: String,
    /// For each byte of `dense` the glyph it belongs to, and one more for the end.
    glyph_of: Vec<usize>,
    /// For each glyph where `dense` stands, and one more for the end.
    dense_of: Vec<usize>,
}

impl Stream {
    pub(crate) fn new(text: &str, run: Range<usize>, rules: &Rules<'_>) -> Self {
        let mut glyphs = Vec::with_capacity(run.len());
        let borders = rules.borders();
        let mut next = 0;
        let mut here = rules.at(run.start);
        let mut at = run.start;
        while at < run.end {
            let c = text[at..].chars().next().unwrap_or('\n');
            if borders.get(next).is_some_and(|border| *border <= at) {
                next += borders[next..].iter().take_while(|border| **border <= at).count();
                here = rules.at(at);
            }
            if let Some(range) = here.joined.or(here.omitted) {
                if here.joined.is_some() {
                    glyphs.extend(rules.separator.chars().map(|c| Glyph {
                        c,
                        at,
                        line_end: false,
                    }));
                }
                at = range.end.max(at + c.len_utf8());
                continue;
            }
            glyphs.extend(rules.read(text, (at, c), &here));
            at += c.len_utf8();
        }
        Self::dense(glyphs)
    }

    fn dense(glyphs: Vec<Glyph>) -> Self {
        let bytes = glyphs.iter().map(|glyph| glyph.c.len_utf8()).sum::<usize>();
        let mut stream = Self {
            dense: String::with_capacity(bytes),
            glyph_of: Vec::with_capacity(bytes + 1),
            dense_of: Vec::with_capacity(glyphs.len() + 1),
            glyphs,
        };
        for (index, glyph) in stream.glyphs.iter().enumerate() {
            stream.dense_of.push(stream.dense.len());
            if !glyph.c.is_whitespace() {
                stream.dense.push(glyph.c);
                stream.glyph_of.resize(stream.dense.len(), index);
            }
        }
        stream.dense_of.push(stream.dense.len());
        stream.glyph_of.push(stream.glyphs.len());
        stream
    }

    /// The first glyph from `start` on that is not white space.
    pub(crate) fn skip_white_space(&self, start: usize) -> usize {
        let rest = &self.glyphs[start..];
        rest.iter().position(|g| !g.c.is_whitespace()).map_or(self.glyphs.len(), |n| start + n)
    }

    /// The glyph at which these characters stand, white space aside, at or after `start`.
    pub(crate) fn find(&self, dense: &str, start: usize) -> Option<usize> {
        if dense.is_empty() {
            return None;
        }
        let from = self.dense_of[start];
        self.dense[from..].find(dense).map(|at| self.glyph_of[from + at])
    }

    /// The glyph that follows so many bytes of characters other than white space.
    pub(crate) fn after(&self, start: usize, dense: &str) -> usize {
        let at = (self.dense_of[start] + dense.len()).min(self.dense.len());
        self.glyph_of[at]
    }

    /// Characters other than white space in a range of glyphs.
    pub(crate) fn dense_in(&self, range: Range<usize>) -> &str {
        &self.dense[self.dense_of[range.start]..self.dense_of[range.end]]
    }

    /// The bytes of the seed from one glyph to before another.
    pub(crate) fn bytes(&self, range: Range<usize>) -> Option<Range<usize>> {
        let glyphs = self.glyphs.get(range)?;
        let (first, last) = (glyphs.first()?, glyphs.last()?);
        Some(first.at..last.at + last.c.len_utf8())
    }
}

/// What is done to the characters from one border of the rules to the next.
struct Here<'r> {
    omitted: Option<&'r Range<usize>>,
    joined: Option<&'r Range<usize>>,
    every: Vec<&'r str>,
    wraps: bool,
}

impl Rules<'_> {
    /// The bytes at which a stretch begins or ends, sorted.
    fn borders(&self) -> Vec<usize> {
        let every = self.every.iter().map(|(range, _)| range);
        let all = self.omitted.iter().chain(&self.joins).chain(&self.wrapped).chain(every);
        let mut borders: Vec<usize> = all.flat_map(|range| [range.start, range.end]).collect();
        borders.sort_unstable();
        borders
    }

    /// What is done at a byte, and up to the next border.
    fn at(&self, at: usize) -> Here<'_> {
        let in_it = |range: &&Range<usize>| range.contains(&at);
        let every = self.every.iter().filter(|(range, _)| range.contains(&at));
        Here {
            omitted: self.omitted.iter().find(in_it),
            joined: self.joins.iter().find(in_it),
            every: every.map(|(_, every)| *every).collect(),
            wraps: self.wrapped.iter().any(|range| range.contains(&at)),
        }
    }

    /// What one character reads as.
    fn read(&self, text: &str, (at, c): (usize, char), here: &Here<'_>) -> Option<Glyph> {
        if here.every.iter().any(|every| every.contains(c)) {
            return None;
        }
        match c {
            '\r' if text[at + 1..].starts_with('\n') => None,
            '\n' | '\r' => {
                if here.wraps && line_ends_around(text, at) == 1 {
                    return self.separator.chars().next().map(|c| Glyph { c, at, line_end: false });
                }
                Some(Glyph { c: '\n', at, line_end: true })
            }
            '\u{a0}' if self.no_break_space => Some(Glyph { c: ' ', at, line_end: false }),
            c => Some(Glyph { c, at, line_end: false }),
        }
    }
}

/// Number of line ends in the white space in which one stands: two or more make a blank line.
fn line_ends_around(text: &str, at: usize) -> usize {
    let white = |c: &char| c.is_whitespace();
    let before = text[..at].chars().rev().take_while(white).filter(|&c| c == '\n').count();
    let after = text[at..].chars().take_while(white).filter(|&c| c == '\n').count();
    (before + after).max(1)
}

/// A text without its white space.
pub(crate) fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
