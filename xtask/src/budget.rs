//! `cargo xtask budget`: builds the site, and tells what its pages weigh beside what they may weigh.

use crate::setup;
use crate::steps::in_browser;
use crate::steps::site;

use std::process::ExitCode;

/// The test that holds the figures of `tests/web/budget.toml` against the built site.
const ASSERTED: &str = "budget.test.mjs";

/// Figures that depend on the machine, which are told and not asserted.
const TOLD: &str = "clock.mjs";

/// Builds, asserts sizes and requests, and prints times.
pub(crate) fn run() -> ExitCode {
    let all = [setup::browser, setup::packages, site, || in_browser(&[ASSERTED]), times];
    for step in all {
        if let Err(reason) = step() {
            eprintln!("error: {reason}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Lighthouse, first paint, an interaction, a change of view: at 1.6 Mb/s and a quarter of the speed.
fn times() -> Result<(), String> {
    in_browser(&[TOLD])
}
