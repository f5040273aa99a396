//! The preview's socket: binding, answering, stopping.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::PoisonError;
use std::sync::RwLock;

use axum::Router;
use axum::body::Body;
use axum::body::Bytes;
use axum::http::Method;
use axum::http::Request;
use axum::http::Response;
use axum::http::StatusCode;

use crate::output::Site;
use crate::serve::answer;
use crate::serve::answer::Shown;

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
}

impl Preview {
    /// A preview of a site, on a host by which it may be asked for.
    #[must_use]
    pub fn new(host: &str, site: Site) -> Self {
        Self { host: host.to_owned(), shown: RwLock::new(Arc::new(Shown::new(site))) }
    }

    /// Shows another site from now on.
    pub fn show(&self, site: Site) {
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Shown::new(site));
    }

    /// Answers a request.
    #[must_use]
    pub fn answer<T>(&self, request: &Request<T>) -> Response<Bytes> {
        if !answer::is_welcome(request, &self.host) {
            return answer::forbidden();
        }
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner).clone();
        let target = request.uri().path_and_query().map_or("", |target| target.as_str());
        shown.answer(request.method(), target)
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
    let is_head = request.method() == Method::HEAD;
    let answer = tokio::task::spawn_blocking(move || preview.answer(&request)).await;
    let answer = answer.unwrap_or_else(|_| {
        answer::message(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made")
    });
    answer.map(|bytes| if is_head { Body::empty() } else { Body::from(bytes) })
}
