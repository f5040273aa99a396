//! `duizhao man`: the pages that `man duizhao` shows, made from the same words as the help.

use std::collections::BTreeMap;

use clap::Command;
use clap::CommandFactory;

use crate::cli::apply;
use crate::cli::args::Arguments;
use crate::cli::editing::Man;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::say;

/// What the foot of every page says it comes with.
const SOURCE: &str = concat!("duizhao ", env!("CARGO_PKG_VERSION"));

/// Runs the command.
pub(crate) fn run(arguments: &Man) -> Ending {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    let mut pages = BTreeMap::new();
    gather(command, &mut pages);
    let Some(folder) = &arguments.out else {
        if let Some(page) = pages.get("duizhao.1") {
            say::data(page);
        }
        return Ending::Fine;
    };
    let old: BTreeMap<&String, Vec<u8>> =
        pages.keys().filter_map(|name| Some((name, flow::bytes(&folder.join(name))?))).collect();
    let read = |name: &str| old.get(&name.to_owned()).map(Vec::as_slice);
    match apply::save(&arguments.common, folder, &pages, read) {
        Ok(()) => {
            if !arguments.common.quiet {
                let count = say::count(pages.len(), "page");
                say::message(&format!("{count} written to {}", folder.display()));
            }
            Ending::Fine
        }
        Err(ending) => ending,
    }
}

/// The page of a command and those of its subcommands, by file name.
fn gather(command: Command, pages: &mut BTreeMap<String, String>) {
    for subcommand in command.get_subcommands() {
        gather(subcommand.clone(), pages);
    }
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.display_name(&name)).source(SOURCE);
    // A page is written to memory, which does not fail.
    let _ = man.render(&mut page);
    pages.insert(format!("{name}.1"), String::from_utf8_lossy(&page).into_owned());
}
