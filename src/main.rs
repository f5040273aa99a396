//! Arguments in, exit code out.

use std::process::ExitCode;

/// See `Cargo.toml` for what it gains.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    duizhao::cli::run(std::env::args_os())
}
