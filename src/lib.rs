//! duizhao (对照): a static site generator for bilingual annotated editions.
//!
//! # The flow
//!
//! ```text
//!  content/ glossary/ seeds/ site.toml          themes/                      public/: html, css, js, json
//!         │ load::tree (reads)                    │                                  ▲ output::write  (build)
//!         ▼                                       ▼                                  │ serve::http    (preview)
//!    SourceTree ──load::parse──▶ format::* ──load::resolve──▶ Edition                │
//!                                                               │ check (edition rules)
//!                                                               ▼                    │
//!                                                           annotate ──▶ Annotations │
//!                                                               │ check (annotation rules)
//!                                                               ▼                    │
//!                                                             render ──────────▶ output::Site
//! ```
//!
//! `exchange` makes machine-readable editions beside the pages, and edits the files that editors write.
//!
//! [`pipeline`] is the whole flow in one function. Every stage may add [`diag::Diagnostic`]s; the
//! pipeline stops before `render` if one of them is an error.
//!
//! # The floors
//!
//! A module imports only from the modules named in `tests/it/architecture.rs`, which fails on any
//! other import and on circles inside a part.
//!
//! | floor | module | purpose |
//! |---|---|---|
//! | 9 | `main.rs` | arguments in, exit code out |
//! | 8 | [`cli`] | one file per command; the only place that prints |
//! | 7 | [`serve`] | the preview, from memory |
//! | 6 | [`pipeline`] | the flow |
//! | 5 | [`render`] | edition and annotations to pages |
//! | 5 | [`check`] | rules, one file each |
//! | 5 | [`exchange`] | foreign formats, and edits of the edition's own files |
//! | 4 | [`annotate`] | occurrences, renderings, variants, backlinks |
//! | 4 | [`load`] | files to an [`model::Edition`] |
//! | 3 | [`model`] | the vocabulary |
//! | 2 | [`diag`] | findings and their printers |
//! | 1 | [`format`](mod@format) | content files exactly as written |
//! | 1 | [`text`] | pure functions on text |
//! | 1 | [`output`] | the finished site and how it reaches a folder |
//!
//! # Invariants
//!
//! 1. Only `load/tree.rs`, `output`, `serve` and the commands that edit files touch files or sockets.
//! 2. The same input gives the same bytes, on every machine and with every number of threads.
//! 3. Text is never changed: the text of a rendered reading without its apparatus is the reading.
//! 4. Every reading is found in its seed, apart from the clean-ups that the recipe names.
//! 5. Faults of content are diagnostics; an `Err` means that the machine failed.
//! 6. `model` and `annotate` cannot fail.
//! 7. Imports go downwards; there are no circles.
//! 8. Every internal address comes from `render/url.rs` and resolves in the built site.
//! 9. No word of the user interface stands in Rust, and no HTML outside `render/markup.rs` and
//!    `render/markdown.rs`.
//! 10. Pages work without scripts; scripts only add.

pub mod annotate;
pub mod check;
pub mod cli;
pub mod diag;
pub mod exchange;
pub mod format;
pub mod load;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod render;
pub mod serve;
pub mod text;
