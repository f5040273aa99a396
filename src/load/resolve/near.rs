//! The nearest match of a quotation that is not there, for "did you mean".

use crate::model::Document;
use crate::text::fold;
use crate::text::near::nearest;

/// A hint: the first segment of a witness in which the quotation stands.
pub fn stands(quote: &str, document: &Document, witness: usize) -> Option<String> {
    let segment = document.segments.iter().find(|segment| {
        segment.readings[witness].text().is_some_and(|t| !fold::find_all(&t.raw, quote).is_empty())
    })?;
    Some(format!("「{quote}」 stands in `{}`", segment.id))
}

/// A hint: where else the quotation stands, or the words most like it in this reading.
pub fn hint(quote: &str, document: &Document, segment: usize, witness: usize) -> Option<String> {
    let other = document.segments.iter().enumerate().find(|(index, s)| {
        *index != segment
            && s.readings[witness].text().is_some_and(|t| !fold::find_all(&t.raw, quote).is_empty())
    });
    if let Some((_, other)) = other {
        return Some(format!("it stands in segment `{}`", other.id));
    }
    let readings = &document.segments[segment].readings;
    for (index, reading) in readings.iter().enumerate().filter(|(index, _)| *index != witness) {
        if reading.text().is_some_and(|t| !fold::find_all(&t.raw, quote).is_empty()) {
            return Some(format!("it stands in witness `{}`", document.witnesses[index].id));
        }
    }
    let reading = readings[witness].text()?;
    nearest(quote, &reading.raw).map(|(words, _)| format!("did you mean 「{words}」?"))
}
