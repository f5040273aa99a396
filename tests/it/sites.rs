//! Small sites for tests of output and preview.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use duizhao::output::Asset;
use duizhao::output::Fault;
use duizhao::output::PageSource;
use duizhao::output::Site;

type Render = dyn Fn(&str) -> Result<Vec<u8>, Fault> + Send + Sync;

struct Pages {
    paths: Vec<String>,
    render: Box<Render>,
}

impl PageSource for Pages {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn render(&self, index: usize) -> Result<Vec<u8>, Fault> {
        (self.render)(&self.paths[index])
    }
}

/// A site whose pages are made by a function of their paths.
pub(crate) fn rendered(
    paths: impl IntoIterator<Item = String>,
    render: impl Fn(&str) -> Result<Vec<u8>, Fault> + Send + Sync + 'static,
) -> Site {
    let mut paths: Vec<_> = paths.into_iter().collect();
    paths.sort();
    let pages = Arc::new(Pages { paths, render: Box::new(render) });
    Site { pages, assets: Vec::new(), late: None }
}

/// A site of these files; `.html` is a page, everything else an asset.
pub(crate) fn site(files: &[(&str, &str)]) -> Site {
    let files: BTreeMap<String, String> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let is_page = |path: &str| path.ends_with(".html");
    let assets = files
        .iter()
        .filter(|(path, _)| !is_page(path))
        .map(|(path, text)| Asset { path: path.clone(), bytes: Arc::from(text.as_bytes()) })
        .collect();
    let paths: Vec<_> = files.keys().filter(|path| is_page(path)).cloned().collect();
    Site { assets, ..rendered(paths, move |path| Ok(files[path].clone().into_bytes())) }
}

/// A page that cannot be made.
pub(crate) fn fault(page: &str) -> Fault {
    Fault { page: page.to_owned(), message: "<b>no such thing</b>".to_owned(), place: None }
}

/// All files below a folder by path, with their bytes; links by what they point to, empty folders
/// with a `/` at the end.
pub(crate) fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if entry.path_is_symlink() {
            let to = std::fs::read_link(entry.path()).unwrap();
            files.insert(path, to.to_str().unwrap().as_bytes().to_vec());
        } else if entry.file_type().is_file() {
            files.insert(path, std::fs::read(entry.path()).unwrap());
        } else if std::fs::read_dir(entry.path()).unwrap().next().is_none() {
            files.insert(path + "/", Vec::new());
        }
    }
    files
}

/// Writes a file and the folders it needs.
pub(crate) fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
