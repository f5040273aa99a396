//! Benchmarks: what the program takes in time and memory, beside a floor in the same run. They
//! report; they assert nothing but that the floor writes the same bytes.

mod corpora;
mod documents;
mod figures;
pub(crate) mod folders;
mod growth;
mod instructions;
pub(crate) mod measure;
mod newcomer;
mod peers;
mod serving;
mod shipped;
mod sizes;

use crate::bench::figures::Figures;
use crate::options::Options;
use crate::workshop;

use std::io;
use std::process::ExitCode;

/// What can be measured by name.
const NAMES: [&str; 8] =
    ["small", "medium", "large", "growth", "shipped", "serve", "newcomer", "instructions"];

/// Runs the benchmarks that are named; numbers are numbers of documents or, with `serve`, of edits.
pub(crate) fn run(words: &[&str]) -> ExitCode {
    let options = match Options::read(words, &NAMES) {
        Ok(options) => options,
        Err(message) => {
            eprintln!(
                "error: {message}: `cargo xtask bench` takes {} and numbers",
                NAMES.join(", ")
            );
            return ExitCode::from(2);
        }
    };
    match measure_all(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure_all(options: &Options) -> io::Result<()> {
    let program = options.program()?;
    let mut figures = Figures::new(options)?;
    let (serve, others): (Vec<&str>, Vec<&str>) =
        options.names.iter().map(String::as_str).partition(|name| *name == "serve");
    let edits = options.numbers.first().copied();
    match &others[..] {
        [] if !serve.is_empty() => workshop::measure(edits, &program)?,
        [] => documents::measure_all(options, &program, &mut figures)?,
        names => {
            for name in names {
                match *name {
                    "newcomer" => newcomer::measure(options, &mut figures)?,
                    "instructions" => instructions::measure(options, &program)?,
                    "growth" => growth::measure(options, &program, &mut figures)?,
                    "shipped" if serve.is_empty() => {
                        shipped::measure(options, &program, &mut figures)?;
                    }
                    "shipped" => workshop::measure(edits, &program)?,
                    size if serve.is_empty() => {
                        sizes::measure(size, options, &program, &mut figures)?;
                        if options.has("--peers") {
                            peers::measure(size, options, &program, &mut figures)?;
                        }
                    }
                    size => serving::measure(size, edits, &program, &mut figures)?,
                }
            }
        }
    }
    figures.finish(options)
}
