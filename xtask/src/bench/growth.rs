//! How time grows with the edition and with its glossary, on the plain page.

use crate::bench::corpora::TERMS;
use crate::bench::figures::Figures;
use crate::bench::sizes;
use crate::corpus::pairs::SIZES;
use crate::options::Options;

use std::io;
use std::path::Path;

/// How many times the time per pair of the smallest corpus that of the largest may be.
const BAR_OF_PAIRS: f64 = 1.15;

/// How many times the time with a small glossary that with a large one may be.
const BAR_OF_TERMS: f64 = 1.5;

/// The size that is measured with a large glossary.
const SIZE_OF_TERMS: &str = "medium";

/// Measures the sizes that have not been measured in this run, and compares.
#[expect(clippy::cast_precision_loss, reason = "figures for people")]
pub(crate) fn measure(options: &Options, program: &Path, figures: &mut Figures) -> io::Result<()> {
    for size in SIZES {
        let time = format!("{}.plain.cold.time", size.name);
        if figures.median(&time) == 0.0 {
            sizes::plain((size.name, TERMS[0]), options, program, figures)?;
        }
        let per_pair = figures.median(&time) * 1e6 / size.pairs as f64;
        figures.add(&format!("growth.{}", size.name), "µs per pair", per_pair);
    }
    sizes::plain((SIZE_OF_TERMS, TERMS[1]), options, program, figures)?;
    println!("\ngrowth");
    for size in SIZES {
        figures.say(&format!("growth.{}", size.name), None);
    }
    figures.ratio("growth.pairs", ["growth.large", "growth.small"], Some(BAR_OF_PAIRS));
    let times = [TERMS[1], TERMS[0]].map(|terms| {
        let name = sizes::name(SIZE_OF_TERMS, terms);
        format!("{name}.plain.cold.time")
    });
    figures.ratio("growth.terms", [&times[0], &times[1]], Some(BAR_OF_TERMS));
    Ok(())
}
