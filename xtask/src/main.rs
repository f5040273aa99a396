//! Tasks that orchestrate: the whole test run, benchmarks.

fn main() {}
