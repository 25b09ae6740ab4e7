//! The command line's syntax and its help; [`parse`] turns it into a [`Request`], and clap stays behind.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use self::build::BuildArguments;
use self::colour::ColourArguments;
use self::editing::{FIX_EXAMPLES, FixArguments, MV_EXAMPLES, MvArguments};
use self::examples::{BUILD_EXAMPLES, CHECK_EXAMPLES, COMPLETIONS_EXAMPLES};
use self::import::{IMPORT_EXAMPLES, ImportArguments};
use self::report::ReportArguments;
use self::scaffold::{INIT_EXAMPLES, InitArguments, NEW_EXAMPLES, NewArguments};
use self::schema::{SCHEMA_EXAMPLES, SchemaArguments};
use self::search::{SEARCH_EXAMPLES, SearchArguments};
use self::serve::{SERVE_EXAMPLES, ServeArguments};
use self::shells::ShellName;
use self::theme::{THEME_EXAMPLES, ThemeArguments};
use self::values::{audience, base_url, today};
use super::level_flags::LevelFlags;
use super::options::{
    BaselineUse, CheckOptions, Drafts, External, Fragments, HandbookOptions, Request, Stages, Threads, Today, Warnings,
};
use super::project::named_or_found;
use crate::config::LinkStyle;
use crate::promises::Audience;

mod examples;
mod build;
mod colour;
mod editing;
mod import;
#[cfg(test)]
mod reference_tests;
mod report;
mod scaffold;
mod schema;
mod search;
mod serve;
mod shells;
mod values;
#[cfg(test)]
mod tests;
mod theme;
mod verbosity;

/// Reads the arguments, the first of which is the program's name.
///
/// # Errors
/// What clap has to say: usage errors, but also the text of `--help` and `--version`.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, clap::Error> {
    Arguments::try_parse_from(arguments).map(|arguments| arguments.command.into())
}

/// Turn a folder of Markdown into a handbook site that follows the developer's journey
#[derive(Parser)]
#[command(name = "journeybook", version, max_term_width = 100, after_help = AFTER_HELP, after_long_help = AFTER_LONG_HELP)]
pub(super) struct Arguments {
    #[command(flatten)]
    _colour: ColourArguments,

    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "`journeybook help COMMAND` tells more of a command, with examples.";

const AFTER_LONG_HELP: &str = "\
Examples:
  journeybook init handbook         make a new handbook in handbook/
  journeybook build                 write the handbook of this folder to public/
  journeybook serve --open          show it in the browser while you write
  journeybook check docs            look for problems in docs/ and write nothing
  journeybook explain broken-link   tell what a problem means and how to fix it

Exit codes:
  0   no problems, or warnings only
  1   the handbook has errors; nothing was written
  2   the arguments or handbook.yaml are wrong, or the output cannot be written

`journeybook help COMMAND` tells more of a command.";

#[derive(Subcommand)]
enum Command {
    /// Write the site
    ///
    /// Reads the handbook, reports every problem with its line and column, and writes the site unless there are errors: then the last site
    /// stays as it was. Files in the output folder that journeybook did not write are never touched.
    #[command(after_long_help = BUILD_EXAMPLES)]
    Build(BuildArguments),

    /// Report every problem, and write nothing
    ///
    /// Does all that `build` does, templates included, except the writing.
    #[command(after_long_help = CHECK_EXAMPLES)]
    Check(CheckArguments),

    /// Show the handbook in the browser while you write
    ///
    /// Serves the pages as they are on disk, on this machine alone, and writes nothing. A save shows in the open browser by itself. What is
    /// wrong appears over the page as it does on the terminal; a faulty template or handbook.yaml leaves the last good one in force.
    #[command(visible_aliases = ["dev", "watch"], after_long_help = SERVE_EXAMPLES)]
    Serve(ServeArguments),

    /// Search the handbook as its published site does
    #[command(after_long_help = SEARCH_EXAMPLES)]
    Search(SearchArguments),

    /// Fix what needs no decision, and show it as a diff
    ///
    /// Puts every suggestion in place that is certain: headings that lack their space, and links whose case, extension, separators or
    /// slashes are wrong while one file or anchor alone can be meant. Everything else in a file stays as it is. Running it again
    /// changes nothing more.
    #[command(after_long_help = FIX_EXAMPLES)]
    Fix(FixArguments),

    /// Move a page, a folder or a file, with every link to and from it
    ///
    /// Rewrites each link that would no longer lead where it led, in every form, and touches nothing else in any file. A page whose
    /// address changes keeps its old one as an alias, which redirects. Nothing is overwritten, Git is told of the move where it tracks
    /// what is moved, and a run that was killed is finished by running again.
    #[command(after_long_help = MV_EXAMPLES)]
    Mv(MvArguments),

    /// Make a new handbook
    ///
    /// Writes a configuration with every key explained, a home page, a stage with a page in it, and what git should leave out. The folder
    /// may hold other things; no file that is there is overwritten.
    #[command(after_long_help = INIT_EXAMPLES)]
    Init(InitArguments),

    /// Make a handbook of another generator's site
    ///
    /// Reads a site of mdBook, MkDocs and others, recognised by its files, and writes a handbook: pages with their constructs unfolded, links
    /// that follow the new tree, old addresses as aliases, and handbook.yaml. What a person has to look at is printed and stands in
    /// .journeybook/IMPORT.md. The old site is only read, and no file is overwritten.
    #[command(after_long_help = IMPORT_EXAMPLES)]
    Import(ImportArguments),

    /// Add a page with its front matter filled in
    ///
    /// Says where the page will appear: its address, its stage, and the pages before and after it. No file that is there is overwritten.
    #[command(after_long_help = NEW_EXAMPLES)]
    New(NewArguments),

    /// Serve an editor by the Language Server Protocol
    ///
    /// Problems as you type, completion, definitions, references, renames and fixes, for every editor that speaks the protocol. Editors
    /// start it; it reads from stdin, writes to stdout, and changes no file but by edits that the editor applies.
    #[command(after_long_help = "Examples:\n  journeybook lsp")]
    Lsp {
        /// Accepted for editors that say so; there is no other way to speak
        #[arg(long)]
        stdio: bool,
    },

    /// Print a JSON Schema for editors: of front matter, handbook.yaml, theme.yaml, or of the problems in JSON
    #[command(after_long_help = SCHEMA_EXAMPLES)]
    Schema(SchemaArguments),

    /// List, print or copy the files of a built-in theme
    ///
    /// A file of the project at the same path below `themes/NAME/` takes the place of the theme's. Copy only what you change: what is copied
    /// no longer changes with the program.
    #[command(after_long_help = THEME_EXAMPLES)]
    Theme(ThemeArguments),

    /// Tell what the code of a problem means, and the way out
    ///
    /// Every problem is printed with its code, as in `error[broken-link]`. Without a code, all are listed.
    #[command(after_long_help = "Examples:\n  journeybook explain\n  journeybook explain broken-link")]
    Explain {
        /// The code, such as broken-link
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },

    /// Print a script that completes commands and flags in your shell
    #[command(after_long_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: ShellName,

        /// Complete the stages, needs and kinds of the handbook in DIR, or around this folder
        #[arg(long, value_name = "DIR", num_args = 0..=1)]
        project: Option<Vec<PathBuf>>,
    },

    /// Print the manual page
    #[command(after_long_help = "Examples:\n  journeybook man | man -l -\n  journeybook man build > journeybook-build.1")]
    Man {
        /// The command whose page is wanted; the program's own when absent
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

#[derive(Args)]
struct CheckArguments {
    #[command(flatten)]
    handbook: HandbookArguments,

    /// Explain page by page which stages and needs a page has, and why
    ///
    /// A page gets its stages from its front matter, else from `assign:` in handbook.yaml, else from the top-level folder it is in.
    #[arg(long, conflicts_with = "format")]
    stages: bool,

    /// Look whether the links to other sites answer, too
    ///
    /// Each address is asked for once, many at a time but few of one host, and again after a pause when the host is busy. What answers is
    /// remembered for a day in .journeybook/. `external_links:` in handbook.yaml names addresses to skip and the time to wait. What sites
    /// refuse to programs is a note. After Ctrl-C what is known is printed.
    #[arg(long)]
    external: bool,

    /// Look in the pages of other sites for the ids that links lead to, too
    #[arg(long, requires = "external")]
    fragments: bool,

    /// Write what was learnt of other sites into this file: a line for each address, without times, so that two can be compared
    #[arg(long, value_name = "FILE", requires = "external")]
    external_report: Option<PathBuf>,

    /// Compare with the addresses of a published site: its urls.json, as a file or an address
    ///
    /// `build` writes urls.json. An address that was published, and that neither a page nor an alias answers any more, is an error.
    #[arg(long, value_name = "FILE-or-URL")]
    against: Option<String>,

    /// Report only what this file does not accept; --write-baseline writes it
    ///
    /// For a handbook with more problems than can be fixed today: keep the file in git, and a check fails for new problems alone. Accepted
    /// problems are known again by code, file and subject, not by line. Entries for problems that are gone are told.
    #[arg(long, value_name = "FILE", help_heading = "Checks")]
    baseline: Option<PathBuf>,

    /// Accept all problems there are now: write them into the file of --baseline, or into FILE
    #[arg(long, value_name = "FILE", num_args = 0..=1, help_heading = "Checks")]
    write_baseline: Option<Vec<PathBuf>>,

    #[command(flatten)]
    report: ReportArguments,
}

#[derive(Args)]
pub(super) struct HandbookArguments {
    /// The handbook's folder: the one with handbook.yaml, with content/, or just with Markdown files
    ///
    /// Without it, handbook.yaml is looked for in this folder and those above it, up to the root of the repository.
    #[arg(value_name = "DIR")]
    project: Option<PathBuf>,

    /// Where the site will be published; over `url:` in handbook.yaml
    ///
    /// Only the sitemap, feeds, cards, canonical links and the 404 page need to know. Without it, `domain:`, a CNAME file or GitHub Actions tell.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,

    /// Write `labs/index.html` in links instead of `labs/`; over `links:` in handbook.yaml
    ///
    /// Such a site works from a disk, from an archive that somebody unpacks, and from stores that know files alone.
    #[arg(long)]
    explicit_index: bool,

    /// Make pages of drafts, too
    ///
    /// A page whose front matter says `draft: true` is left out otherwise, and links to it are errors.
    #[arg(long)]
    drafts: bool,

    /// For whom the site is built; over `audience:` in handbook.yaml
    ///
    /// `public` leaves internal pages out, and whatever they alone use. A handbook with internal pages is not built until this is said.
    #[arg(long, value_name = "AUDIENCE", value_parser = audience)]
    audience: Option<Audience>,

    /// The day that reviews are measured by, such as 2026-05-30; `now` is the clock's
    ///
    /// Without it, `SOURCE_DATE_EPOCH` says, else the date of the last commit, else the clock; the clock's day stands in no output.
    #[arg(long, value_name = "DATE", value_parser = today)]
    today: Option<Today>,

    /// How many threads work [default: one for each core]
    ///
    /// The site is the same whatever the number.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,

    #[command(flatten)]
    levels: LevelFlags,

    /// Turn warnings into errors
    ///
    /// For CI: a site is only written when there is nothing at all to report.
    #[arg(long, help_heading = "Checks")]
    strict: bool,
}

impl From<Command> for Request {
    fn from(command: Command) -> Self {
        match command {
            Command::Build(arguments) => Self::Build(arguments.into()),
            Command::Check(CheckArguments {
                mut handbook,
                stages,
                external,
                fragments,
                external_report,
                against,
                baseline,
                write_baseline,
                report,
            }) => {
                let baseline = baseline_use(baseline, write_baseline, &mut handbook.project);
                Self::Check(CheckOptions {
                    baseline,
                    handbook: handbook.into(),
                    stages: if stages { Stages::Explained } else { Stages::Unexplained },
                    external: if external {
                        let fragments = if fragments { Fragments::LookedAt } else { Fragments::Trusted };
                        External::LookedAt { fragments, report: external_report }
                    } else {
                        External::Trusted
                    },
                    against,
                    report: report.into(),
                })
            }
            Command::Fix(arguments) => Self::Fix(arguments.into()),
            Command::Mv(arguments) => Self::Mv(arguments.into()),
            Command::Init(arguments) => Self::Init(arguments.into()),
            Command::Import(arguments) => Self::Import(arguments.into()),
            Command::New(arguments) => Self::New(arguments.into()),
            Command::Serve(arguments) => Self::Serve(arguments.into()),
            Command::Search(arguments) => Self::Search(arguments.into()),
            Command::Lsp { stdio: _ } => Self::Lsp,
            Command::Schema(arguments) => arguments.into(),
            Command::Theme(arguments) => Self::Theme(arguments.into()),
            Command::Explain { code } => Self::Explain(code),
            Command::Completions { shell, project } => {
                Self::Completions(shell.into(), project.map(|mut named| named_or_found(named.pop())))
            }
            Command::Man { command } => Self::Man(command),
        }
    }
}

/// The name of the baseline when nobody gives one.
const BASELINE: &str = "baseline.json";

/// What is asked of a baseline. In `--baseline FILE --write-baseline DIR` the flag has taken the folder for its file.
fn baseline_use(baseline: Option<PathBuf>, write: Option<Vec<PathBuf>>, project: &mut Option<PathBuf>) -> Option<BaselineUse> {
    // The flag takes no value or one.
    let write = write.map(|mut files| files.pop());
    match (baseline, write) {
        (baseline, None) => baseline.map(BaselineUse::Compare),
        (Some(file), Some(Some(dir))) if project.is_none() => {
            *project = Some(dir);
            Some(BaselineUse::Write(file))
        }
        (baseline, Some(file)) => Some(BaselineUse::Write(file.or(baseline).unwrap_or_else(|| PathBuf::from(BASELINE)))),
    }
}

impl From<HandbookArguments> for HandbookOptions {
    fn from(arguments: HandbookArguments) -> Self {
        Self {
            project: named_or_found(arguments.project),
            base_url: arguments.base_url,
            links: arguments.explicit_index.then_some(LinkStyle::Explicit),
            drafts: if arguments.drafts { Drafts::Built } else { Drafts::LeftOut },
            audience: arguments.audience,
            today: arguments.today,
            warnings: if arguments.strict { Warnings::AreErrors } else { Warnings::StayWarnings },
            levels: arguments.levels.0,
            threads: arguments.threads.map_or(Threads::OnePerCore, Threads::Exactly),
        }
    }
}
