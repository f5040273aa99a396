//! What is made of a theme alone, whatever the edition: compiled templates, files under the names
//! that browsers may keep.

use crate::diag::Diagnostic;
use crate::render::engine::Engine;
use crate::render::squeeze;
use crate::render::theme::Theme;
use crate::render::url;

use std::collections::BTreeMap;
use std::sync::Arc;

/// A theme that is ready to make pages.
#[derive(Debug)]
pub struct Press {
    /// The theme.
    pub theme: Arc<Theme>,
    /// Its templates.
    pub engine: Engine,
    /// Its files, squeezed, by their paths in the site.
    pub assets: BTreeMap<String, Arc<[u8]>>,
}

impl Press {
    /// Compiles the templates and squeezes the files of a theme.
    ///
    /// # Errors
    /// Every template that has a fault of syntax.
    pub fn new(theme: &Arc<Theme>) -> Result<Self, Vec<Diagnostic>> {
        let mut assets: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for (name, bytes) in &theme.files {
            let bytes = match str::from_utf8(bytes) {
                Ok(text) if name.ends_with(".css") => Arc::from(squeeze::style(text).into_bytes()),
                Ok(text) if name.ends_with(".js") => Arc::from(squeeze::script(text).into_bytes()),
                _ => Arc::clone(bytes),
            };
            let path = url::hashed(name, &bytes);
            assets.insert(path.clone(), bytes);
            names.insert(name.clone(), path);
        }
        let engine = Engine::new(theme, Arc::new(names))?;
        Ok(Self { theme: Arc::clone(theme), engine, assets })
    }
}
