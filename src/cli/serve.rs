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
use crate::pipeline::Goal;
use crate::serve;
use crate::serve::Preview;

/// Runs the command.
pub(crate) fn run(arguments: &Serve) -> Ending {
    let common = &arguments.common;
    let made = flow::with_outcome(common, Goal::Build, |outcome| {
        (flow::report(&outcome, common), outcome.site)
    });
    let site = match made {
        Ok((Ending::Fine, Some(site))) => site,
        Ok((Ending::Fine, None)) => {
            flow::fail(common, "no-site", "the edition gives no site", None);
            return Ending::Fault;
        }
        Ok((ending, _)) | Err(ending) => return ending,
    };
    show(arguments, Preview::new(&arguments.host, site)).unwrap_or_else(|error| {
        let hint = match &error {
            serve::Error::Bind { source, .. } => hint(source),
            serve::Error::Run { .. } => None,
        };
        flow::fail(common, "no-preview", &error.to_string(), hint);
        Ending::Machine
    })
}

fn show(arguments: &Serve, preview: Preview) -> Result<Ending, serve::Error> {
    let listener = serve::bind(&arguments.host, arguments.port)?;
    let address = serve::address(&listener)?;
    let url = format!("http://{}/", reachable(address));
    if !address.ip().is_loopback() {
        say::message("others on the network can read this preview");
    }
    if !arguments.common.quiet {
        say::message(&format!("preview at {url} (Ctrl-C ends it)"));
    }
    if arguments.open && open(&url).is_err() {
        say::message("no browser could be opened: open the address by hand");
    }
    serve::run(listener, Arc::new(preview), serve::interrupt())?;
    Ok(Ending::Fine)
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
