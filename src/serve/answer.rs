//! From a request to an answer, without a socket.

use std::net::IpAddr;
use std::sync::Mutex;
use std::sync::PoisonError;

use axum::body::Bytes;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::Request;
use axum::http::Response;
use axum::http::StatusCode;
use axum::http::header;
use axum::http::uri::Authority;

use crate::output::Fault;
use crate::output::Site;
use crate::pipeline::Aids;
use crate::serve::cache::Cache;
use crate::serve::inject;
use crate::serve::kind;

/// Bytes of rendered pages that are held.
const CACHE: usize = 64 * 1024 * 1024;

/// Media type of the preview's own messages. They are plain text, so nothing in them is markup.
const MESSAGE: &str = "text/plain; charset=utf-8";

/// What is shown as long as there is no site.
const EMPTY: &str = include_str!("empty.html");

/// What is shown in the place of a page whose template fails.
const FAULT: &str = include_str!("fault.html");

/// Media type of pages.
const PAGE: &str = "text/html; charset=utf-8";

/// A site as it is shown, with those of its pages that were asked for.
pub struct Shown {
    /// `None` as long as the edition has given none.
    site: Option<Site>,
    /// What is added to the head of every page.
    head: Option<String>,
    /// What is marked in its pages, and the name of its version.
    aids: Option<(Aids, String)>,
    cache: Mutex<Cache>,
}

/// A file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Page(usize),
    Asset(usize),
    /// A page that came late.
    Late(usize),
}

impl Shown {
    /// A site of which no page has been asked for.
    #[must_use]
    pub fn new(site: Site) -> Self {
        Self { site: Some(site), head: None, aids: None, cache: Mutex::new(Cache::new(CACHE)) }
    }

    /// A site, or none yet, whose pages have these tags in their heads.
    #[must_use]
    pub fn live(site: Option<Site>, head: String) -> Self {
        Self { site, head: Some(head), aids: None, cache: Mutex::new(Cache::new(CACHE)) }
    }

    /// The same site with what is marked in its pages, under the name of its version.
    #[must_use]
    pub fn with_aids(self, aids: Option<Aids>, version: String) -> Self {
        Self { aids: aids.map(|aids| (aids, version)), ..self }
    }

    /// What is marked in the pages of a document, by the path of the resource below `aids/`.
    #[must_use]
    pub fn aids(&self, path: &str) -> Option<Response<Bytes>> {
        let (aids, version) = self.aids.as_ref()?;
        let json = aids.json(path.strip_suffix(".json")?, version)?;
        Some(respond(StatusCode::OK, kind::of("aids.json"), json.into()))
    }

    /// Makes a page ahead of a request, if there is such a page.
    ///
    /// # Errors
    /// The fault of its template.
    pub fn prepare(&self, path: &str) -> Result<(), Fault> {
        let Some(place @ Place::Page(_)) = self.find(path) else { return Ok(()) };
        self.bytes(place).map(drop)
    }

    /// Answers a request that [`is_welcome`].
    #[must_use]
    pub fn answer(&self, method: &Method, target: &str) -> Response<Bytes> {
        if method != Method::GET && method != Method::HEAD {
            let mut answer = message(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
            answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            return answer;
        }
        let (raw, query) = target.split_once('?').map_or((target, None), |(p, q)| (p, Some(q)));
        let Some(path) = decode(raw).filter(|path| path.starts_with('/')) else {
            return message(StatusCode::BAD_REQUEST, "the path is not valid UTF-8");
        };
        if self.site.is_none() {
            let page = self.with_head(EMPTY.as_bytes().to_vec());
            return respond(StatusCode::SERVICE_UNAVAILABLE, PAGE, page);
        }
        let path = &path[1..];
        let name = file_of(path);
        if let Some(place) = self.find(&name) {
            return self.file(place, &name, StatusCode::OK);
        }
        if self.find(&format!("{path}/index.html")).is_some() {
            return redirect(path, query);
        }
        self.not_found(path)
    }

    /// Finds a file by its exact path. Nothing else is ever looked up, so no path leads elsewhere.
    fn find(&self, name: &str) -> Option<Place> {
        let site = self.site.as_ref()?;
        let page = site.pages.paths().binary_search_by(|path| path.as_str().cmp(name));
        let asset = || site.assets.binary_search_by(|asset| asset.path.as_str().cmp(name));
        let late = || {
            let late = site.late.as_ref().filter(|_| name.starts_with(Site::LATE))?;
            late.paths().binary_search_by(|path| path.as_str().cmp(name)).ok()
        };
        page.map(Place::Page)
            .or_else(|_| asset().map(Place::Asset))
            .ok()
            .or_else(|| late().map(Place::Late))
    }

    fn file(&self, place: Place, name: &str, status: StatusCode) -> Response<Bytes> {
        match self.bytes(place) {
            Ok(bytes) => respond(status, kind::of(name), bytes),
            Err(fault) => self.fault(&fault),
        }
    }

    /// A page that cannot be made: its fault in plain text, or in a page that waits for the mending.
    fn fault(&self, fault: &Fault) -> Response<Bytes> {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        if self.head.is_none() {
            return message(status, &fault.to_string());
        }
        let text = fault.to_string().replace('&', "&amp;").replace('<', "&lt;");
        let page = FAULT.replace("{fault}", &text);
        respond(status, PAGE, self.with_head(page.into_bytes()))
    }

    fn bytes(&self, place: Place) -> Result<Bytes, Fault> {
        let Some(site) = &self.site else { return Ok(Bytes::new()) };
        let index = match place {
            Place::Asset(index) => return Ok(Bytes::from_owner(site.assets[index].bytes.clone())),
            Place::Page(index) => index,
            Place::Late(index) => {
                let made = site.late.as_ref().map(|late| late.render(index)).transpose()?;
                return Ok(Bytes::from(made.unwrap_or_default()));
            }
        };
        if let Some(page) = self.cache.lock().unwrap_or_else(PoisonError::into_inner).get(index) {
            return Ok(page);
        }
        // Rendered without the lock, so that one slow page holds up no other.
        let page = site.pages.render(index)?;
        let is_page = kind::of(&site.pages.paths()[index]) == PAGE;
        let page = if is_page { self.with_head(page) } else { Bytes::from(page) };
        self.cache.lock().unwrap_or_else(PoisonError::into_inner).put(index, page.clone());
        Ok(page)
    }

    fn with_head(&self, page: Vec<u8>) -> Bytes {
        Bytes::from(match &self.head {
            Some(head) => inject::into(page, head),
            None => page,
        })
    }

    fn not_found(&self, path: &str) -> Response<Bytes> {
        match self.find("404.html") {
            Some(place) => self.file(place, "404.html", StatusCode::NOT_FOUND),
            None => message(StatusCode::NOT_FOUND, &format!("no such page: /{path}")),
        }
    }
}

/// The file for a path: that of a folder is its `index.html`.
#[must_use]
pub fn file_of(path: &str) -> String {
    match path {
        "" => "index.html".to_owned(),
        _ if path.ends_with('/') => format!("{path}index.html"),
        _ => path.to_owned(),
    }
}

/// Whether a request comes to us by a name of ours, and from a page of ours if from a page.
///
/// A browser that was led here by a foreign name (DNS rebinding) or sent by a foreign page says so.
/// Ours are `localhost`, every IP address, and the `host` that the preview was told to listen on.
#[must_use]
pub fn is_welcome<T>(request: &Request<T>, host: &str) -> bool {
    let headers = request.headers();
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(sent), None) = (hosts.next().and_then(|value| value.to_str().ok()), hosts.next())
    else {
        return false;
    };
    let Ok(authority) = sent.parse::<Authority>() else { return false };
    if sent.contains('@') || !is_ours(authority.host(), host) {
        return false;
    }
    match headers.get(header::ORIGIN) {
        Some(origin) => origin.to_str().ok().and_then(|o| o.strip_prefix("http://")) == Some(sent),
        None => true,
    }
}

fn is_ours(sent: &str, host: &str) -> bool {
    let sent = sent.trim_start_matches('[').trim_end_matches(']');
    sent.eq_ignore_ascii_case("localhost")
        || sent.eq_ignore_ascii_case(host)
        || sent.parse::<IpAddr>().is_ok()
}

/// The answer to a request that is not welcome.
#[must_use]
pub fn forbidden() -> Response<Bytes> {
    message(StatusCode::FORBIDDEN, "this preview answers only to its own address")
}

fn redirect(path: &str, query: Option<&str>) -> Response<Bytes> {
    let mut location = format!("/{}/", encode(path));
    if let Some(query) = query {
        location.push('?');
        location.push_str(query);
    }
    let mut answer = message(StatusCode::TEMPORARY_REDIRECT, &location);
    if let Ok(value) = HeaderValue::from_str(&location) {
        answer.headers_mut().insert(header::LOCATION, value);
    }
    answer
}

/// An answer in plain text.
pub(crate) fn message(status: StatusCode, text: &str) -> Response<Bytes> {
    respond(status, MESSAGE, Bytes::from(format!("{text}\n")))
}

/// An answer of these bytes.
pub(crate) fn respond(status: StatusCode, kind: &'static str, bytes: Bytes) -> Response<Bytes> {
    let length = HeaderValue::from(bytes.len());
    let mut answer = Response::new(bytes);
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_LENGTH, length);
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    answer
}

/// Decodes `%E4%B8%AD`; `None` where that gives no UTF-8 or an escape is cut short.
pub(crate) fn decode(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, tail) = tail.split_at_checked(2)?;
        let digit = |byte: u8| char::from(byte).to_digit(16);
        bytes.push(u8::try_from(digit(digits[0])? * 16 + digit(digits[1])?).ok()?);
        rest = tail;
    }
    String::from_utf8(bytes).ok()
}

/// Encodes a path for a header: all but letters, digits, `-`, `.`, `_`, `~` and `/`.
fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded_once_and_only_whole() {
        assert_eq!(decode("/%E4%B8%AD%2f").as_deref(), Some("/中/"));
        assert_eq!(decode("/%252e").as_deref(), Some("/%2e"));
        assert_eq!(decode("/%e"), None);
        assert_eq!(decode("/%+1"), None);
        assert_eq!(decode("/%ff"), None);
        assert_eq!(encode("中/a b"), "%E4%B8%AD/a%20b");
    }

    #[test]
    fn only_our_own_names_are_welcome() {
        let welcome = |host: &str, origin: Option<&str>| {
            let mut request = Request::builder().header("host", host);
            if let Some(origin) = origin {
                request = request.header("origin", origin);
            }
            is_welcome(&request.body(()).unwrap(), "desk.local")
        };
        for host in ["localhost:4023", "127.0.0.1", "[::1]:4023", "desk.local:80", "LOCALHOST"] {
            assert!(welcome(host, None), "{host}");
        }
        for host in
            ["evil.example", "localhost.evil.example:4023", "", "a@localhost", "127.0.0.1.x"]
        {
            assert!(!welcome(host, None), "{host}");
        }
        assert!(welcome("localhost:4023", Some("http://localhost:4023")));
        for origin in
            ["http://evil.example", "null", "http://localhost:1", "https://localhost:4023"]
        {
            assert!(!welcome("localhost:4023", Some(origin)), "{origin}");
        }
        assert!(!is_welcome(&Request::new(()), "localhost"));
    }
}
