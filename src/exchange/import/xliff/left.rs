//! What XLIFF holds and an edition does not.

use crate::exchange::import::draft::Draft;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::xml::Element;

/// Notes the attributes of an element that say something an edition does not hold.
pub(crate) fn leave_attributes(
    draft: &mut Draft,
    element: &Element,
    segment: Option<usize>,
    known: &[&str],
) {
    for (name, value) in &element.attributes {
        if !known.contains(&name.as_str()) && !name.starts_with("xmlns") {
            let words = format!("{name}=\"{value}\"");
            draft.leave("attributes", (segment, None), (0, element.at.start), &words);
        }
    }
}

/// Notes an element that an edition does not hold.
pub(crate) fn leave(
    draft: &mut Draft,
    (file, element): (&Foreign, &Element),
    segment: Option<usize>,
    what: &'static str,
) {
    let words = &file.text[element.at.clone()];
    draft.leave(what, (segment, None), (0, element.at.start), words);
}
