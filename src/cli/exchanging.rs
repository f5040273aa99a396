//! Arguments of the commands that exchange texts with other programs.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use crate::cli::common::Common;
use crate::exchange::import::TableKind;

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// What the file is.
    #[arg(value_enum, value_name = "FORMAT")]
    pub form: Sheet,

    /// The edited sheet.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Id of the document from which the sheet was exported.
    #[arg(long, value_name = "DOCUMENT")]
    pub update: String,

    /// Say what would change, write nothing.
    #[arg(long)]
    pub dry_run: bool,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct Export {
    /// The form of the sheet.
    #[arg(value_enum, value_name = "FORMAT")]
    pub form: Sheet,

    /// Id of the document.
    pub document: String,

    /// Write to this file, which must not be there yet.
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// The forms of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sheet {
    /// Cells with tabs between them.
    Tsv,
    /// Cells with commas between them, for spreadsheets that want them.
    Csv,
}

impl Sheet {
    /// The word on the command line.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Tsv => "tsv",
            Self::Csv => "csv",
        }
    }

    /// What stands between the cells.
    pub(crate) fn kind(self) -> TableKind {
        match self {
            Self::Tsv => TableKind::Tabs,
            Self::Csv => TableKind::Commas,
        }
    }
}
