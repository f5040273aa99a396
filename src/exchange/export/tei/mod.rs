//! TEI P5: all witnesses of a document as a parallel corpus, with alignment, notes and links beside it.

mod body;
mod head;
mod stand_off;

use crate::exchange::export::work::Work;
use crate::exchange::export::xml::Xml;

/// Makes the file.
pub(crate) fn file(work: &Work<'_>) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.open("TEI", &[("xmlns", "http://www.tei-c.org/ns/1.0")]);
    xml.line();
    head::write(work, &mut xml);
    stand_off::write(work, &mut xml);
    let witnesses = work.document.witnesses.len();
    if witnesses == 1 {
        body::write(work, 0, &mut xml);
    } else {
        xml.open("text", &[]);
        xml.open("group", &[]);
        xml.line();
        (0..witnesses).for_each(|witness| body::write(work, witness, &mut xml));
        xml.close("group");
        xml.close("text");
        xml.line();
    }
    xml.close("TEI");
    xml.line();
    xml.finish()
}
