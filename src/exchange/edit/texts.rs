//! The files of an edition as texts.

use std::collections::BTreeMap;

/// Path relative to the edition's folder, with `/` → text, line ends LF.
pub type Texts = BTreeMap<String, String>;
