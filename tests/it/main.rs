//! All tests of behaviour from outside the library, as one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::panic,
    reason = "tests stop at what they do not expect, and read and write files of their own"
)]

mod again;
mod anchors;
mod architecture;
mod broken;
mod cli;
mod commands;
mod determinism;
mod divided;
mod edition;
mod editions;
mod exports;
mod faults;
mod html;
mod imports;
mod kill;
mod order;
mod output;
mod permalinks;
mod publish;
mod report;
mod review;
mod schemas;
mod search;
mod serve;
mod shards;
mod sites;
mod support;
mod surgery;
mod themes;
mod tidy;
mod watch;
