//! Media types by the endings of file names.

/// What a file without a known ending is.
const UNKNOWN: &str = "application/octet-stream";

/// Endings and media types, sorted by ending.
const KINDS: [(&str, &str); 43] = [
    ("atom", "application/atom+xml; charset=utf-8"),
    ("avif", "image/avif"),
    ("bib", "application/x-bibtex; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("epub", "application/epub+zip"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("htm", "text/html; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("jsonld", "application/ld+json; charset=utf-8"),
    ("map", "application/json; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("po", "text/x-gettext-translation; charset=utf-8"),
    ("ris", "application/x-research-info-systems; charset=utf-8"),
    ("rss", "application/rss+xml; charset=utf-8"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("tbx", "application/x-tbx+xml; charset=utf-8"),
    ("tmx", "application/x-tmx+xml; charset=utf-8"),
    ("toml", "application/toml; charset=utf-8"),
    ("tsv", "text/tab-separated-values; charset=utf-8"),
    ("ttf", "font/ttf"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("webp", "image/webp"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("xhtml", "application/xhtml+xml; charset=utf-8"),
    ("xlf", "application/xliff+xml; charset=utf-8"),
    ("xliff", "application/xliff+xml; charset=utf-8"),
    ("xml", "application/xml; charset=utf-8"),
    ("yaml", "application/yaml; charset=utf-8"),
    ("zip", "application/zip"),
];

/// The media type of a file, with its charset where it is text.
#[must_use]
pub fn of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    KINDS
        .binary_search_by(|(known, _)| (*known).cmp(&ending))
        .map_or(UNKNOWN, |found| KINDS[found].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_sorted_and_found() {
        assert!(KINDS.is_sorted());
        assert_eq!(of("a/index.html"), "text/html; charset=utf-8");
        assert_eq!(of("search/0.JS"), "text/javascript; charset=utf-8");
        assert_eq!(of("a.b/name"), UNKNOWN);
        assert_eq!(of("x.tei.xml"), "application/xml; charset=utf-8");
    }
}
