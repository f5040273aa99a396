//! The preview's socket: binding, answering, stopping.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::RwLock;

use axum::Router;
use axum::body::Body;
use axum::body::Bytes;
use axum::http::Method;
use axum::http::Request;
use axum::http::Response;
use axum::http::StatusCode;
use axum::http::header;

use crate::output::Fault;
use crate::output::Site;
use crate::pipeline::Aids;
use crate::serve::answer;
use crate::serve::answer::Shown;
use crate::serve::kind;
use crate::serve::live;
use crate::serve::live::Live;
use crate::serve::live::News;
use crate::serve::live::Stream;

/// The port that is tried first where none is given.
pub const PORT: u16 = 4023;

/// How many ports are tried where none is given.
const TRIES: u16 = 10;

/// Why there is no preview.
#[derive(Debug)]
pub enum Error {
    /// The address cannot be listened on.
    Bind {
        /// Host and port.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// The system does not let us go on.
    Run {
        /// Why.
        source: io::Error,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind { address, source } => write!(f, "cannot listen on `{address}`: {source}"),
            Self::Run { source } => write!(f, "the preview stopped: {source}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bind { source, .. } | Self::Run { source } => Some(source),
        }
    }
}

/// What is shown now. A new site takes the place of the old one at once and whole: a request is
/// answered from one site or from the other.
pub struct Preview {
    host: String,
    shown: RwLock<Arc<Shown>>,
    /// `None` where pages are shown as they are published.
    live: Option<Live>,
    /// The page that was asked for last.
    last: Mutex<String>,
}

impl Preview {
    /// A preview of a site, on a host by which it may be asked for.
    #[must_use]
    pub fn new(host: &str, site: Site) -> Self {
        let shown = RwLock::new(Arc::new(Shown::new(site)));
        Self { host: host.to_owned(), shown, live: None, last: Mutex::default() }
    }

    /// A preview whose pages hear of changes, of no site yet. With `follow` they go where edits are
    /// made.
    #[must_use]
    pub fn live(host: &str, follow: bool) -> Self {
        let live = Live::new(follow);
        let shown = RwLock::new(Arc::new(Shown::live(None, live.head())));
        Self { host: host.to_owned(), shown, live: Some(live), last: Mutex::default() }
    }

    /// Shows another site from now on.
    pub fn show(&self, site: Site) {
        drop(self.put(self.next(site, None)));
    }

    /// Shows another site from now on, with what is marked in its pages, if the page that was
    /// asked for last can be made. What was shown before is handed back: to let go of it takes a
    /// while, and is better done when open pages have been told.
    ///
    /// # Errors
    /// The fault of that page; then what was shown is still shown.
    pub fn show_tried(&self, site: Site, aids: Option<Aids>) -> Result<Arc<Shown>, Fault> {
        let next = self.next(site, aids);
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        next.prepare(&last)?;
        Ok(self.put(next))
    }

    /// Tells open pages what there is to tell.
    pub fn tell(&self, news: News) {
        if let Some(live) = &self.live {
            live.tell(news);
        }
    }

    fn next(&self, site: Site, aids: Option<Aids>) -> Shown {
        match &self.live {
            Some(live) => {
                Shown::live(Some(site), live.next_head()).with_aids(aids, live.next_version())
            }
            None => Shown::new(site),
        }
    }

    /// Shows another site in the place of the one that is handed back.
    fn put(&self, next: Shown) -> Arc<Shown> {
        let next = Arc::new(next);
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *shown, next);
        if let Some(live) = &self.live {
            live.turn();
        }
        before
    }

    /// Answers a request.
    #[must_use]
    pub fn answer<T>(&self, request: &Request<T>) -> Response<Bytes> {
        if !answer::is_welcome(request, &self.host) {
            return answer::forbidden();
        }
        let target = request.uri().path_and_query().map_or("", |target| target.as_str());
        let path = request.uri().path();
        if let Some(file) = path.strip_prefix(live::FOLDER).filter(|_| self.live.is_some()) {
            let known = Live::file(file);
            let known = known
                .map(|text| answer::respond(StatusCode::OK, kind::of(file), text.into()))
                .or_else(|| self.shown().aids(file.strip_prefix("aids/")?));
            return known.unwrap_or_else(|| {
                answer::message(StatusCode::NOT_FOUND, "no such file of the preview")
            });
        }
        let shown = self.shown();
        let answer = shown.answer(request.method(), target);
        if self.live.is_some() && answer.status().is_success() {
            self.remember(path);
        }
        answer
    }

    fn shown(&self) -> Arc<Shown> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers a page that was asked for.
    fn remember(&self, path: &str) {
        let file = answer::decode(path).map(|path| answer::file_of(path.trim_start_matches('/')));
        if let Some(file) = file.filter(|file| file.ends_with(".html")) {
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = file;
        }
    }

    /// The news, if they are what is asked for by one who is welcome.
    fn events<T>(&self, request: &Request<T>) -> Option<Stream> {
        let asked = request.method() == Method::GET
            && request.uri().path().strip_prefix(live::FOLDER) == Some("events");
        let live = self.live.as_ref().filter(|_| asked)?;
        answer::is_welcome(request, &self.host).then(|| live.listen())
    }
}

/// Listens on a host: on the given port, or where none is given on the first free one of a few.
///
/// # Errors
/// No such port is free, or the host is not one of this machine.
pub fn bind(host: &str, port: Option<u16>) -> Result<TcpListener, Error> {
    let first = port.unwrap_or(PORT);
    let last = if port.is_some() { first } else { first.saturating_add(TRIES - 1) };
    let mut tried = first;
    loop {
        match TcpListener::bind((host, tried)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && tried < last => tried += 1,
            Err(source) => return Err(Error::Bind { address: format!("{host}:{tried}"), source }),
        }
    }
}

/// The address of a listener.
///
/// # Errors
/// The system does not say.
pub fn address(listener: &TcpListener) -> Result<SocketAddr, Error> {
    listener.local_addr().map_err(|source| Error::Run { source })
}

/// Answers requests until `stop` is ready or, with no such end, until Ctrl-C.
///
/// # Errors
/// The system does not let us listen.
pub fn run(
    listener: TcpListener,
    preview: Arc<Preview>,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let failed = |source| Error::Run { source };
    listener.set_nonblocking(true).map_err(failed)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_io()
        .build()
        .map_err(failed)?;
    let result = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let router = Router::new().fallback(move |request| handle(preview.clone(), request));
        tokio::select! {
            result = axum::serve(listener, router) => result,
            () = stop => Ok(()),
        }
    });
    // Connections that browsers keep open must not hold up the end.
    runtime.shutdown_background();
    result.map_err(failed)
}

/// Ready when the user presses Ctrl-C; never, where the system cannot tell.
pub async fn interrupt() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Pages are made on threads that may be busy for a while.
async fn handle(preview: Arc<Preview>, request: Request<Body>) -> Response<Body> {
    if let Some(stream) = preview.events(&request) {
        let mut answer = answer::respond(StatusCode::OK, "text/event-stream", Bytes::new());
        answer.headers_mut().remove(header::CONTENT_LENGTH);
        return answer.map(|_| Body::new(stream));
    }
    let is_head = request.method() == Method::HEAD;
    let answer = tokio::task::spawn_blocking(move || preview.answer(&request)).await;
    let answer = answer.unwrap_or_else(|_| {
        answer::message(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made")
    });
    answer.map(|bytes| if is_head { Body::empty() } else { Body::from(bytes) })
}
