//! XLIFF 1.2 and 2.x: a source and a translation.

mod first;
mod left;
mod second;

use crate::exchange::edit::Refusal;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::foreign::Foreign;
use crate::exchange::import::wishes::Wishes;
use crate::exchange::import::xml::Xml;

/// Makes a draft of a file of either version.
pub(crate) fn draft(file: &Foreign, wishes: &Wishes) -> Result<Draft, Refusal> {
    let mut xml = Xml::new(file);
    let root = xml.root("xliff", "XLIFF")?;
    let mut draft = Draft::default();
    match root.attribute("version") {
        Some(version) if version.starts_with("1.") => first::read(&mut xml, wishes, &mut draft)?,
        Some(version) if version.starts_with("2.") => {
            second::read(&mut xml, (&root, wishes), &mut draft)?;
        }
        Some(version) => {
            let message = format!("XLIFF `{version}` is not known");
            return Err(file.refuse(message, root.at).hint("1.2 and 2.0 to 2.2 are"));
        }
        None => {
            return Err(
                file.refuse("the root does not say which version of XLIFF this is", root.at)
            );
        }
    }
    Ok(draft)
}
