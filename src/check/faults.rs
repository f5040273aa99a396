//! The faults that make an edition unreadable, in words: they have no level and cannot be accepted.

/// A fault that some stage reports besides the rules.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// Its name, as in a finding's brackets.
    pub code: &'static str,
    /// What is wrong.
    pub summary: &'static str,
    /// Why it matters, and what to do.
    pub help: &'static str,
}

const fn fault(code: &'static str, summary: &'static str, help: &'static str) -> Fault {
    Fault { code, summary, help }
}

/// All of them, by name.
pub const FAULTS: [Fault; 56] = [
    fault(
        "ambiguous-anchor",
        "The quoted words stand more than once in the reading",
        "An anchor speaks of one place. Quote more words, or say which of the places is meant: \
         `occurrence = 2` is the second from the beginning.",
    ),
    fault(
        "broken-anchor",
        "The quoted words are not in the reading they are said to be in",
        "Notes, links, targets and exceptions are tied to words, letter by letter. Either the quote \
         was mistyped, or the reading was changed since: quote it as it stands. The hint names the \
         nearest words of the reading.",
    ),
    fault(
        "cannot-start",
        "The machine did not start the program's threads",
        "Try again with fewer: `--threads 1`.",
    ),
    fault(
        "division-circle",
        "A division is inside itself",
        "Divisions make a tree. Take the reference out of one of the bodies.",
    ),
    fault(
        "division-twice",
        "A division is in two bodies, or twice in one",
        "A division has one place in the document: take it out of one of the bodies.",
    ),
    fault(
        "division-unused",
        "A division is in no body",
        "What is in no body has no place in the document: add `{ division = \"…\" }` where it \
         belongs, or delete the division.",
    ),
    fault(
        "document-name",
        "A document's id is not its folder's name, or is a name that the site needs",
        "The id of a document is the name of its folder and of its page. Names such as `terms` and \
         `search` are those of the site's own pages.",
    ),
    fault("duplicate-id", "An id is given twice", "Ids are names: give one of the two another."),
    fault(
        "duplicate-key",
        "A key stands twice in one table",
        "Only one of the two could be read. Keep one, or give the other the name that was meant.",
    ),
    fault(
        "edit-refused",
        "A command would have to guess, or would break something",
        "Nothing was written. The finding says which words or places are in the way.",
    ),
    fault(
        "empty-file",
        "A file has nothing in it",
        "Write what belongs there, or delete the file.",
    ),
    fault("empty-form", "A form of a term has no words", "Write the form, or take the key out."),
    fault(
        "incomplete",
        "An edition with errors cannot be counted in full",
        "Mend the errors that `duizhao check` shows; the counts are of what could be read.",
    ),
    fault(
        "invalid-date",
        "A date is no day of the calendar",
        "Write it without quotes as year, month, day: 2023-02-27.",
    ),
    fault(
        "invalid-id",
        "An id has letters that an address cannot keep",
        "Ids stand in addresses and live for ever: lower-case a–z, digits, `-` and `.`, a letter or \
         digit first.",
    ),
    fault(
        "invalid-language",
        "A language tag is not one",
        "Write a tag of BCP 47, such as `en`, `zh-Hans`, `pi-Latn` or `de`.",
    ),
    fault(
        "invalid-number",
        "A target's number is not an exact decimal",
        "Write digits and at most one point between quotes, \"37.21\", without units or spaces.",
    ),
    fault(
        "invalid-picture",
        "A file that should be a picture is not",
        "A card is a picture in PNG, best 1200 pixels wide and 630 high.",
    ),
    fault(
        "invalid-value",
        "A value is not of the kind that its key takes",
        "The finding says what is expected; `duizhao schema` gives an editor the kinds of all keys.",
    ),
    fault(
        "large-file",
        "A file of the site is larger than some hosts take",
        "Publish it where it is taken, or make the document smaller; `[publish]` names your hosts.",
    ),
    fault(
        "ledger-behind",
        "Ids of the edition are not in `published-ids.toml`",
        "Run `duizhao ledger` before publishing, so that links to the new ids live on.",
    ),
    fault(
        "many-files",
        "The site has nearly as many files as the host takes",
        "Soon it will be refused: look for a host without this limit in time.",
    ),
    fault(
        "missing-file",
        "A file that must be there is not",
        "An edition has a `site.toml`, a document a `document.toml`, a witness its `<id>.toml`.",
    ),
    fault("missing-key", "A key that must be there is not", "The hint shows how to write it."),
    fault(
        "missing-reading",
        "A witness says nothing of a segment",
        "Nothing is left out silently: give the words, or how they are absent: omitted, \
         not-translated, no-source, lost or not-yet.",
    ),
    fault(
        "missing-theme-file",
        "A file that the theme names is not there",
        "Put it in the theme's folder, or take its name out of `theme.toml`.",
    ),
    fault(
        "missing-ui-strings",
        "Words of the site's interface are missing in a language",
        "Add the keys to `strings/<language>.toml` of the theme.",
    ),
    fault(
        "no-edition",
        "There is no edition in this folder",
        "Go to the folder that has the `site.toml`, name it with `--root`, or begin an edition with \
         `duizhao new`.",
    ),
    fault(
        "no-preview",
        "The preview cannot be served",
        "Mostly the port is in use by another program: choose one with `--port`.",
    ),
    fault(
        "no-report",
        "A file is not a report that this program can read",
        "Make one with `duizhao check --report`, by the version of the program that is to compare it.",
    ),
    fault(
        "not-empty",
        "The folder has files in it",
        "A new edition begins in a folder that is new or empty, so that nothing is overwritten.",
    ),
    fault(
        "not-removed",
        "What a build made could not be removed",
        "The finding names the file and what the machine said.",
    ),
    fault(
        "not-utf-8",
        "A file is not UTF-8",
        "Save it as UTF-8; the finding names the first byte that is not.",
    ),
    fault(
        "not-written",
        "The files could not be written",
        "The machine's reason is named. What was there before is as it was.",
    ),
    fault(
        "note-elsewhere",
        "A note speaks of another document",
        "Notes stand in the folder of the document they are about: move it there.",
    ),
    fault(
        "page-name",
        "A page's file name does not say its language",
        "Call it `<name>.<language>.md`, as in `about.en.md`.",
    ),
    fault("page-title", "A page has no title", "Write `# Title` in its first line."),
    fault(
        "stray-space",
        "A reading begins or ends with white space",
        "The space between readings is made by the tool, as the language wants it: take it out.",
    ),
    fault(
        "stray-template",
        "A theme has a template that no page uses",
        "Mostly a misspelt name: a template overrides another by having its name.",
    ),
    fault(
        "table-shape",
        "A table's rows and columns do not fit",
        "Every row of a table has as many cells as `columns` has heads.",
    ),
    fault(
        "template-fault",
        "A template failed while it was filled",
        "The finding names the template and line. Mostly a variable is misspelt.",
    ),
    fault(
        "template-syntax",
        "A template cannot be read",
        "The finding shows the place. `{% … %}` is a statement, `{{ … }}` a value.",
    ),
    fault("theme-syntax", "A file of the theme is not TOML", "The finding shows the place."),
    fault(
        "toml-syntax",
        "A file is not TOML",
        "A text stands between '''…''' or \"…\"; `key = value`; lists have `[` and `]`, tables in a \
         line `{` and `}`. The finding shows where the first slip begins.",
    ),
    fault(
        "unknown-division",
        "A body names a division that there is none of",
        "Correct the name, or write the `[[division]]`.",
    ),
    fault(
        "unknown-document",
        "There is no document of this name",
        "Documents are the folders below `content/`.",
    ),
    fault(
        "unknown-file",
        "A file belongs to no witness",
        "A file of readings has the name of a witness in `document.toml`.",
    ),
    fault(
        "unknown-key",
        "A key is not known here",
        "Keys are never ignored: a misspelt one would lose what it says. The hint names the key \
         that was probably meant.",
    ),
    fault(
        "unknown-rule",
        "There is no rule of this name",
        "`duizhao explain` lists the rules; those whose level `[check]` can set come first.",
    ),
    fault(
        "unknown-segment",
        "There is no segment of this name",
        "Segments are named in the spine of `document.toml`. The hint names the nearest.",
    ),
    fault(
        "unknown-term",
        "There is no term of this name",
        "Terms are the `[[term]]`s of `glossary/`. The hint names the nearest.",
    ),
    fault(
        "unknown-theme",
        "There is no theme of this name",
        "A theme is a folder below `themes/`; `default` is in the program.",
    ),
    fault(
        "unknown-witness",
        "The document has no witness of this name",
        "Witnesses are named in `document.toml`. The hint names the nearest.",
    ),
    fault(
        "unlisted-document",
        "A document is not in the site's list",
        "Add it to `documents` in `site.toml`, or leave `documents` out to show all of them.",
    ),
    fault(
        "unreadable-file",
        "A file cannot be read",
        "The finding says why: mostly rights, or a link that leads nowhere.",
    ),
    fault(
        "unused-exception",
        "An accepted exception excuses nothing",
        "What it excused is mended, or its place has another name now: take it out or correct it.",
    ),
];
