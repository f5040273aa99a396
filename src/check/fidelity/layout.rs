//! A recipe laid over its seed: which bytes are read by whom, which are left out.

use crate::check::fidelity::breaks::Breaks;
use crate::check::fidelity::codes::RECIPE;
use crate::check::fidelity::codes::excerpt;
use crate::check::fidelity::stream::Rules;
use crate::check::fidelity::stream::Stream;
use crate::check::rule::Context;
use crate::check::rule::RecipeFile;
use crate::diag::Diagnostic;
use crate::diag::FileId;
use crate::diag::Span;
use crate::diag::did_you_mean;
use crate::format::recipe::Bytes;
use crate::format::recipe::Clean;
use crate::format::recipe::Run;
use crate::model::Document;
use crate::model::Edition;
use crate::model::Text;
use crate::text::fold;

use toml::Spanned;

use std::collections::BTreeMap;
use std::ops::Range;

/// A recipe whose places fit its seed.
pub(crate) struct Layout<'a> {
    pub(crate) recipe: RecipeFile<'a>,
    /// The seed in the source map.
    pub(crate) file: FileId,
    /// The seed.
    pub(crate) text: &'a str,
    /// The runs in the order of the recipe.
    pub(crate) runs: Vec<RunLayout<'a>>,
    /// Stretches left out as a whole, in the order of the recipe.
    pub(crate) omitted: Vec<Range<usize>>,
    /// Whether every stretch of the recipe is one of the seed, and every run has its readings.
    pub(crate) fits: bool,
}

/// A run: its characters and the readings that should be they.
pub(crate) struct RunLayout<'a> {
    pub(crate) document: &'a Document,
    /// Index of the witness.
    pub(crate) witness: usize,
    pub(crate) bytes: Range<usize>,
    pub(crate) stream: Stream,
    pub(crate) breaks: Breaks,
    /// Segments with words, from the first to the last, with the words.
    pub(crate) readings: Vec<(usize, &'a Text)>,
    /// Exceptional white space after a segment.
    pub(crate) spaces: BTreeMap<usize, &'a str>,
}

impl<'a> RunLayout<'a> {
    /// The id of a segment.
    pub(crate) fn id(&self, segment: usize) -> &'a str {
        self.document.segments[segment].id.as_str()
    }

    /// The byte of the seed at which a glyph stands, as an empty range; the end of the run after all.
    pub(crate) fn seed_place(&self, glyph: usize) -> Range<usize> {
        let at = self.stream.glyphs.get(glyph).map_or(self.bytes.end, |glyph| glyph.at);
        at..at
    }
}

/// Length in bytes of the first character.
pub(crate) fn first_character(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Where a recipe says that a witness is read: indices, and the place in the recipe.
pub(crate) struct Claim {
    pub(crate) document: usize,
    pub(crate) witness: usize,
    /// First and last segment.
    pub(crate) segments: (usize, usize),
    pub(crate) span: Span,
}

/// A finding about a place in a recipe.
pub(crate) fn misfit(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(RECIPE, message).at(span)
}

impl<'a> Layout<'a> {
    /// Lays a recipe over its seed. What does not fit is reported and left aside; `None` where
    /// there is no such seed.
    pub(crate) fn new(
        context: &Context<'a>,
        recipe: RecipeFile<'a>,
        sink: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let seed = context.seeds.get(recipe.recipe.seed.get_ref().as_str());
        let text = seed.and_then(|seed| std::str::from_utf8(seed.bytes).ok());
        let (Some(seed), Some(text)) = (seed, text) else {
            let name = recipe.recipe.seed.get_ref();
            let at = recipe.span(recipe.recipe.seed.span());
            let fault = if seed.is_some() { "is not UTF-8" } else { "is not in `seeds/`" };
            sink.push(misfit(at, format!("the seed `{name}` {fault}")));
            return None;
        };
        let mut layout = Self {
            recipe,
            file: seed.file,
            text,
            runs: Vec::new(),
            omitted: Vec::new(),
            fits: true,
        };
        layout.omitted = layout.omissions(sink);
        let stretches = recipe.recipe.omit.iter().map(|omit| &omit.get_ref().bytes);
        layout.fits = stretches.into_iter().all(|bytes| layout.is_stretch(*bytes.get_ref()));
        for run in &recipe.recipe.run {
            let bytes = layout.range(&run.get_ref().bytes, sink);
            let claim = claim(context.edition, recipe, run, sink);
            if let (Some(bytes), Some(claim)) = (bytes, claim) {
                let run = layout.run(context.edition, bytes, &claim, sink);
                layout.runs.push(run);
            } else {
                layout.fits = false;
            }
        }
        layout.report_overlaps(sink);
        layout.report_stray_joins(sink);
        Some(layout)
    }

    /// Bytes of the seed, where they are on character boundaries.
    fn range(&self, bytes: &Spanned<Bytes>, sink: &mut Vec<Diagnostic>) -> Option<Range<usize>> {
        let [start, end] = *bytes.get_ref();
        let at = self.recipe.span(bytes.span());
        if self.is_stretch([start, end]) {
            return Some(start..end);
        }
        let size = self.text.len();
        let fault = if start >= end {
            "holds nothing".to_owned()
        } else if end > size {
            format!("ends after the seed, which has {size} bytes")
        } else {
            "cuts through a character".to_owned()
        };
        sink.push(misfit(at, format!("the stretch [{start}, {end}] {fault}")));
        None
    }

    fn is_stretch(&self, [start, end]: Bytes) -> bool {
        start < end && self.text.get(start..end).is_some()
    }

    /// The stretches left out as a whole; their first and last words are as the recipe quotes them.
    fn omissions(&self, sink: &mut Vec<Diagnostic>) -> Vec<Range<usize>> {
        let mut omitted = Vec::new();
        for omit in &self.recipe.recipe.omit {
            let omit = omit.get_ref();
            let Some(range) = self.range(&omit.bytes, sink) else { continue };
            let text = self.text[range.clone()].trim();
            let (folded, starts, ends) = (fold(text).text, words(&omit.starts), words(&omit.ends));
            let checks = [
                (&omit.starts, "start", folded.starts_with(&starts)),
                (&omit.ends, "end", folded.ends_with(&ends)),
            ];
            for (words, verb, holds) in checks {
                let Some(words) = words.as_ref().filter(|_| !holds) else { continue };
                let message = format!(
                    "the omission does not {verb} with 「{}」",
                    excerpt(words.get_ref(), 40)
                );
                let finding = misfit(self.recipe.span(words.span()), message);
                sink.push(finding.hint(format!("it is 「{}」", excerpt(text, 60))));
            }
            if omit.every.is_none() {
                omitted.push(range);
            }
        }
        omitted
    }

    fn run(
        &self,
        edition: &'a Edition,
        bytes: Range<usize>,
        claim: &Claim,
        sink: &mut Vec<Diagnostic>,
    ) -> RunLayout<'a> {
        let document = &edition.documents[claim.document];
        let separator = document.witnesses[claim.witness].lang.separator();
        let rules = self.rules(separator);
        let readings = (claim.segments.0..=claim.segments.1).filter_map(|segment| {
            let reading = document.segments[segment].readings.get(claim.witness)?;
            reading.text().map(|text| (segment, text))
        });
        RunLayout {
            document,
            witness: claim.witness,
            stream: Stream::new(self.text, bytes.clone(), &rules),
            bytes,
            breaks: Breaks::new(document),
            readings: readings.collect(),
            spaces: self.spaces(document, sink),
        }
    }

    fn rules(&self, separator: &'static str) -> Rules<'a> {
        let recipe = self.recipe.recipe;
        let cleans = |clean: Clean| recipe.clean.iter().any(|c| *c.get_ref() == clean);
        let range = |bytes: &Spanned<Bytes>| bytes.get_ref()[0]..bytes.get_ref()[1];
        let every = recipe.omit.iter().map(Spanned::get_ref);
        let mut wrapped: Vec<_> =
            recipe.wrapped.iter().map(|wrapped| range(&wrapped.get_ref().bytes)).collect();
        if cleans(Clean::WrappedLines) {
            wrapped.push(0..self.text.len());
        }
        Rules {
            omitted: self.omitted.clone(),
            every: every
                .filter_map(|omit| {
                    Some((range(&omit.bytes), omit.every.as_ref()?.get_ref().as_str()))
                })
                .collect(),
            joins: recipe.join.iter().map(|join| range(&join.get_ref().bytes)).collect(),
            wrapped,
            no_break_space: cleans(Clean::NoBreakSpace),
            separator,
        }
    }

    fn spaces(&self, document: &Document, sink: &mut Vec<Diagnostic>) -> BTreeMap<usize, &'a str> {
        let mut spaces = BTreeMap::new();
        for space in &self.recipe.recipe.space {
            let space = space.get_ref();
            match document.segment(space.after.get_ref()) {
                Some(segment) => {
                    spaces.insert(segment, space.is.as_str());
                }
                None if self.recipe.recipe.run.len() == 1 => {
                    sink.push(unknown_segment(self.recipe, &space.after, document));
                }
                None => {}
            }
        }
        spaces
    }

    /// Runs do not overlap, nor do omissions; an omission is inside a run or outside all.
    fn report_overlaps(&self, sink: &mut Vec<Diagnostic>) {
        let runs = self.runs.iter().map(|run| (run.bytes.clone(), true));
        let omitted = self.omitted.iter().map(|range| (range.clone(), false));
        let mut all: Vec<(Range<usize>, bool)> = runs.chain(omitted).collect();
        all.sort_by_key(|(range, is_run)| (range.start, std::cmp::Reverse(range.end), !is_run));
        // The ends of the run and of the omission that reach furthest so far.
        let mut ends = [0, 0];
        for (range, is_run) in all {
            let [run_end, omit_end] = ends;
            let inside_run = !is_run && range.end <= run_end;
            if range.start < omit_end || (range.start < run_end && !inside_run) {
                let end = range.end.min(run_end.max(omit_end));
                let message = format!(
                    "「{}」 is claimed twice",
                    excerpt(&self.text[range.start..end.max(range.start)], 40)
                );
                let finding = misfit(Span::new(self.file, range.start..end), message);
                sink.push(finding.hint("let the stretches of the recipe not overlap"));
            }
            let own = &mut ends[usize::from(!is_run)];
            *own = range.end.max(*own);
        }
    }

    /// A join is white space inside a run.
    fn report_stray_joins(&self, sink: &mut Vec<Diagnostic>) {
        for join in &self.recipe.recipe.join {
            let Some(range) = self.range(&join.get_ref().bytes, sink) else { continue };
            let at = self.recipe.span(join.get_ref().bytes.span());
            if !self.text[range.clone()].trim().is_empty() {
                let words = excerpt(&self.text[range], 30);
                sink.push(misfit(at, format!("a join holds white space only, not 「{words}」")));
            } else if !self
                .runs
                .iter()
                .any(|r| r.bytes.start <= range.start && range.end <= r.bytes.end)
                && self.runs.len() == self.recipe.recipe.run.len()
            {
                sink.push(misfit(at, "this join is in no run"));
            }
        }
    }
}

/// The quoted words, folded as the seed is for comparing them; line ends count as spaces.
fn words(quoted: &Option<Spanned<String>>) -> String {
    quoted.as_ref().map(|words| fold(words.get_ref().trim()).text).unwrap_or_default()
}

fn unknown_segment(
    recipe: RecipeFile<'_>,
    name: &Spanned<String>,
    document: &Document,
) -> Diagnostic {
    let id = name.get_ref();
    let message = format!("`{}` has no segment `{id}`", document.id);
    let finding = misfit(recipe.span(name.span()), message);
    let ids = document.segments.iter().map(|segment| segment.id.as_str());
    match did_you_mean(id, ids) {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}

/// What a run claims to read; what it names that is not there is reported.
pub(crate) fn claim(
    edition: &Edition,
    recipe: RecipeFile<'_>,
    run: &Spanned<Run>,
    sink: &mut Vec<Diagnostic>,
) -> Option<Claim> {
    let span = recipe.span(run.span());
    let run = run.get_ref();
    let (document, witness) = (run.document.get_ref(), run.witness.get_ref());
    let Some(index) = edition.documents.iter().position(|d| d.id.as_str() == document) else {
        let at = recipe.span(run.document.span());
        sink.push(misfit(at, format!("there is no document `{document}`")));
        return None;
    };
    let work = &edition.documents[index];
    let Some(reader) = work.witness(witness) else {
        let at = recipe.span(run.witness.span());
        sink.push(misfit(at, format!("`{document}` has no witness `{witness}`")));
        return None;
    };
    let seed = recipe.recipe.seed.get_ref();
    if work.witnesses[reader].seed.as_deref() != Some(seed) {
        let at = recipe.span(run.witness.span());
        let finding =
            misfit(at, format!("the witness `{witness}` does not name the seed `{seed}`"));
        sink.push(finding.also(work.witnesses[reader].span, "it is described here"));
    }
    let mut ends = [0, 0];
    for (end, name) in ends.iter_mut().zip([&run.from, &run.to]) {
        let Some(segment) = work.segment(name.get_ref()) else {
            sink.push(unknown_segment(recipe, name, work));
            return None;
        };
        *end = segment;
        let reading = work.segments[segment].readings.get(reader);
        if reading.and_then(|r| r.text()).is_none() {
            let message = format!("`{witness}` has no words in `{}`", name.get_ref());
            let finding = misfit(recipe.span(name.span()), message);
            sink.push(finding.hint("name the first and the last segment in which it has words"));
        }
    }
    let [first, last] = ends;
    if first > last {
        let message = format!("`{}` stands after `{}`", run.from.get_ref(), run.to.get_ref());
        sink.push(misfit(recipe.span(run.from.span()), message));
        return None;
    }
    Some(Claim { document: index, witness: reader, segments: (first, last), span })
}
