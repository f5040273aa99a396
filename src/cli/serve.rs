//! `duizhao serve`: shows the site on this machine without writing it.

use std::io;
use std::net::SocketAddr;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;

use crate::cli::args::Serve;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::say;
use crate::diag::SourceMap;
use crate::serve;
use crate::serve::Preview;
use crate::serve::Rebuilt;
use crate::serve::Waker;
use crate::serve::Way;
use crate::serve::Workshop;

/// Runs the command.
pub(crate) fn run(arguments: &Serve) -> Ending {
    flow::on_threads(&arguments.common, || open_and_show(arguments)).unwrap_or_else(|e| e)
}

fn open_and_show(arguments: &Serve) -> Ending {
    let common = &arguments.common;
    if let Some(finding) = flow::no_edition(&common.root) {
        flow::show(common.format(), &[finding], &SourceMap::default());
        return Ending::Fault;
    }
    show(arguments).unwrap_or_else(|error| {
        let hint = match &error {
            serve::Error::Bind { source, .. } => hint(source),
            serve::Error::Run { .. } => None,
        };
        flow::fail(common, "no-preview", &error.to_string(), hint);
        Ending::Machine
    })
}

fn show(arguments: &Serve) -> Result<Ending, serve::Error> {
    let common = &arguments.common;
    let (mut workshop, mut outcome) = Workshop::open(&common.root, common.strict);
    // A fault is told, not a reason to go: the mending shows the site.
    flow::report(&outcome, common);
    let preview = Arc::new(Preview::live(&arguments.host, arguments.follow));
    workshop.show_first(&mut outcome, &preview);
    drop(outcome);
    let listener = serve::bind(&arguments.host, arguments.port)?;
    let address = serve::address(&listener)?;
    let url = format!("http://{}/", reachable(address));
    if !address.ip().is_loopback() {
        say::message("others on the network can read this preview");
    }
    if !common.quiet {
        say::message(&format!("preview at {url} (Ctrl-C ends it)"));
    }
    if arguments.open && open(&url).is_err() {
        say::message("no browser could be opened: open the address by hand");
    }
    let wanted = if arguments.poll { Way::Polling } else { Way::Events };
    let waker = Waker::new(&common.root, wanted);
    if waker.way() != wanted && !common.quiet {
        say::message(
            "the system does not tell of changed files here: they are looked for by the clock",
        );
    }
    let (bell, quiet) = (waker.bell(), common.quiet);
    let (ended, over) = tokio::sync::oneshot::channel();
    let result = std::thread::scope(|scope| {
        scope.spawn(|| {
            let result = serve::run(listener, Arc::clone(&preview), serve::interrupt());
            bell.stop();
            // The work ends only by the bell, so somebody waits for this.
            let _ = ended.send(result);
        });
        workshop.work(&preview, waker, |rebuilt| {
            if !quiet || !rebuilt.shown {
                say::message(&line(rebuilt));
            }
        });
        over.blocking_recv()
    });
    result.unwrap_or(Ok(())).map(|()| Ending::Fine)
}

/// `content/x/zh.toml: 12 ms, 1 error; the last good site is shown`.
fn line(rebuilt: &Rebuilt) -> String {
    let what = match rebuilt.changed.as_slice() {
        [one] => one.clone(),
        [first, second] => format!("{first}, {second}"),
        all => say::count(all.len(), "file"),
    };
    let mut line = format!("{what}: {} ms", rebuilt.took.as_millis());
    if let Some(tally) = say::tally((rebuilt.errors, rebuilt.warnings)) {
        line.push_str(", ");
        line.push_str(&tally);
    }
    if !rebuilt.shown {
        line.push_str("; the last good site is shown");
    }
    line
}

/// The address that a browser on this machine can use.
fn reachable(address: SocketAddr) -> SocketAddr {
    let mut address = address;
    if address.ip().is_unspecified() {
        let loopback: std::net::IpAddr = if address.is_ipv4() {
            std::net::Ipv4Addr::LOCALHOST.into()
        } else {
            std::net::Ipv6Addr::LOCALHOST.into()
        };
        address.set_ip(loopback);
    }
    address
}

fn hint(error: &io::Error) -> Option<&'static str> {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            Some("choose another port with `--port`, or none to take a free one")
        }
        io::ErrorKind::PermissionDenied => Some("choose a port above 1023 with `--port`"),
        _ => Some("choose an address of this machine with `--host`"),
    }
}

/// Opens an address in the browser of the system, without waiting for it.
fn open(url: &str) -> io::Result<()> {
    let program = if cfg!(target_vendor = "apple") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    Command::new(program)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(drop)
}
