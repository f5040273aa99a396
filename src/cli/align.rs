//! `duizhao align`: proposes which sentences of two plain texts belong together.

use crate::cli::apply;
use crate::cli::apply::Mode;
use crate::cli::common::Common;
use crate::cli::exchanging::Align;
use crate::cli::flow;
use crate::cli::flow::Ending;
use crate::cli::foreign;
use crate::cli::say;
use crate::exchange::align;
use crate::exchange::align::Lang;
use crate::exchange::align::Method;
use crate::exchange::align::Terms;
use crate::exchange::align::record;
use crate::exchange::edit::Edited;
use crate::exchange::edit::Refusal;
use crate::exchange::edit::Texts;
use crate::exchange::import::Foreign;

/// Runs the command.
pub(crate) fn run(arguments: &Align) -> Ending {
    let common = &arguments.common;
    let langs = [&arguments.source_lang, &arguments.lang].map(|tag| lang(common, tag));
    let [Ok(source), Ok(translation)] = langs else { return Ending::Usage };
    let langs = [&source, &translation];
    let files = [&arguments.source, &arguments.translation].map(|path| foreign::read(common, path));
    let files = match files {
        [Ok(source), Ok(translation)] => [source, translation],
        [Err(ending), _] | [_, Err(ending)] => return ending,
    };
    let Some(into) = &arguments.into else { return print(arguments, &files, langs) };
    let mode = if arguments.dry_run { Mode::DryRun } else { Mode::Write };
    apply::edit_from(common, mode, foreign::shown(&files), |texts| {
        document(arguments, (texts, into), &files, langs)
    })
}

fn lang(common: &Common, tag: &str) -> Result<Lang, Ending> {
    Lang::new(tag).ok_or_else(|| {
        let message = format!("`{tag}` is not a language tag");
        flow::fail(common, "usage", &message, Some("such as `zh-Hans`, `en` or `pi-Latn`"));
        Ending::Usage
    })
}

fn method(arguments: &Align) -> Method {
    if arguments.lengths_only { Method::Lengths } else { Method::Anchored }
}

fn document(
    arguments: &Align,
    (texts, into): (&Texts, &str),
    files: &[Foreign; 2],
    langs: [&Lang; 2],
) -> Result<Edited, Refusal> {
    let terms = Terms::new(texts, langs)?;
    let words = [files[0].text.as_str(), files[1].text.as_str()];
    let alignment = align::propose(words, langs, &terms, method(arguments));
    let into = into.trim_end_matches('/');
    let id = into.strip_prefix("content/").unwrap_or(into);
    let wishes = (id, arguments.title.as_deref());
    record::document(texts, wishes, &alignment, (files, langs)).map(|(edited, _)| edited)
}

/// Prints the proposal; outside of an edition there is no glossary.
fn print(arguments: &Align, files: &[Foreign; 2], langs: [&Lang; 2]) -> Ending {
    let common = &arguments.common;
    let texts = match flow::no_edition(&common.root) {
        Some(_) => Texts::new(),
        None => match apply::read(common) {
            Ok(tree) => apply::texts(&tree),
            Err(ending) => return ending,
        },
    };
    let terms = match Terms::new(&texts, langs) {
        Ok(terms) => terms,
        Err(refusal) => {
            let (finding, sources) = refusal.finding(&texts);
            return apply::refuse(common, &[finding], &sources);
        }
    };
    let words = [files[0].text.as_str(), files[1].text.as_str()];
    let alignment = align::propose(words, langs, &terms, method(arguments));
    say::data(&record::table(&alignment, [&files[0], &files[1]], langs));
    if !common.quiet {
        let pairs = say::count(alignment.pairs.len(), "pair");
        say::message(&format!("{pairs} proposed, none of them checked"));
    }
    Ending::Fine
}
