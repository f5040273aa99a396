//! What open pages are told: which version of the site is shown, what was edited, what is wrong.

use std::pin::Pin;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::task::Context;
use std::task::Poll;

use axum::body::Bytes;
use axum::body::HttpBody;
use http_body::Frame;
use tokio::sync::mpsc;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::mpsc::UnboundedSender;

/// The folder of the preview's own files, which no edition can have.
pub const FOLDER: &str = "/_duizhao/";

/// What stands in the head of every page of a preview.
const HEAD: &str = include_str!("live.html");

/// The preview's own files.
const FILES: [(&str, &str); 4] = [
    ("live.js", include_str!("live.js")),
    ("live.css", include_str!("live.css")),
    ("aids.js", include_str!("aids.js")),
    ("aids.css", include_str!("aids.css")),
];

/// Where an edit was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The document.
    pub document: String,
    /// The segment.
    pub segment: String,
    /// The folder of the page on which it stands, below the root of the site: `plan`.
    pub folder: String,
}

/// What there is to tell.
#[derive(Debug, Clone, Default)]
pub struct News {
    /// Where the last edit was made, if it was made at a segment.
    pub edited: Option<Edited>,
    /// What is wrong, as objects in JSON; empty where all is well.
    pub problems: Vec<String>,
    /// How many more problems there are.
    pub more: usize,
}

/// Tells open pages what there is to tell.
pub struct Live {
    /// Tells the versions of this preview from those of an earlier one.
    start: String,
    follow: bool,
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    version: u64,
    news: News,
    listeners: Vec<UnboundedSender<Bytes>>,
}

/// The body of an answer that goes on as long as there is news.
pub struct Stream(UnboundedReceiver<Bytes>);

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.0.poll_recv(context).map(|news| news.map(|bytes| Ok(Frame::data(bytes))))
    }
}

impl Live {
    /// Nobody listens yet. With `follow`, pages go where edits are made.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "each start of a preview has a name of its own")]
    pub fn new(follow: bool) -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let start = format!("{:x}", now.map_or(0, |time| time.as_nanos()));
        Self { start, follow, told: Mutex::default() }
    }

    /// The tags that make a page a page of this preview, for the version shown now.
    #[must_use]
    pub fn head(&self) -> String {
        self.head_of(self.lock().version)
    }

    /// The name of the version after the one shown now.
    #[must_use]
    pub fn next_version(&self) -> String {
        self.version(self.lock().version + 1)
    }

    /// The tags for the version after the one shown now.
    #[must_use]
    pub fn next_head(&self) -> String {
        self.head_of(self.lock().version + 1)
    }

    fn head_of(&self, number: u64) -> String {
        let follow = if self.follow { "data-follow" } else { "" };
        HEAD.trim_end().replace("{version}", &self.version(number)).replace("{follow}", follow)
    }

    /// A file of the preview's own.
    #[must_use]
    pub fn file(name: &str) -> Option<&'static str> {
        FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
    }

    /// Begins another version. Pages hear of it by [`Live::tell`].
    pub fn turn(&self) {
        self.lock().version += 1;
    }

    /// Tells all open pages.
    pub fn tell(&self, news: News) {
        let mut told = self.lock();
        told.news = news;
        let message = self.message(&told);
        told.listeners.retain(|listener| listener.send(message.clone()).is_ok());
    }

    /// Tells a page what there is to tell now and from now on.
    #[must_use]
    pub fn listen(&self) -> Stream {
        let (sender, receiver) = mpsc::unbounded_channel();
        let mut told = self.lock();
        told.listeners.retain(|listener| !listener.is_closed());
        if sender.send(self.message(&told)).is_ok() {
            told.listeners.push(sender);
        }
        Stream(receiver)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn version(&self, number: u64) -> String {
        format!("{}-{number}", self.start)
    }

    fn message(&self, told: &Told) -> Bytes {
        let news = &told.news;
        let edited = news.edited.as_ref().map_or(serde_json::Value::Null, |edited| {
            let Edited { document, segment, folder } = edited;
            serde_json::json!({ "document": document, "segment": segment, "folder": folder })
        });
        Bytes::from(format!(
            "retry: 400\nevent: state\ndata: {{\"version\":\"{}\",\"edited\":{edited},\"more\":{},\"problems\":[{}]}}\n\n",
            self.version(told.version),
            news.more,
            news.problems.join(",")
        ))
    }
}
