//! The command line's syntax and its help; [`parse`] turns it into a [`Request`], and clap stays behind.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, FromArgMatches, Parser, Subcommand};

use self::build::BuildArguments;
use self::colour::ColourArguments;
use self::editing::{CODEOWNERS_EXAMPLES, CodeownersArguments, FIX_EXAMPLES, FixArguments, MV_EXAMPLES, MvArguments};
use self::examples::{BUILD_EXAMPLES, CHECK_EXAMPLES, COMPLETIONS_EXAMPLES};
pub(super) use self::guided::program;
use self::import::{IMPORT_EXAMPLES, ImportArguments};
use self::list::{LIST_EXAMPLES, ListArguments};
use self::other_sites::OtherSitesArguments;
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
    BaselineUse, CheckOptions, CommitReading, Drafts, HandbookOptions, Request, Stages, Threads, Today, Warnings,
};
use super::project::named_or_found;
use crate::config::LinkStyle;
use crate::promises::Audience;

mod examples;
mod guided;
mod build;
mod colour;
mod editing;
mod import;
mod list;
mod other_sites;
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
    let mut matches = program().try_get_matches_from(arguments)?;
    let arguments = Arguments::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut program()))?;
    Ok(arguments.command.into())
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

const AFTER_HELP: &str = "`journeybook help COMMAND` says more about a command, with examples.";

const AFTER_LONG_HELP: &str = "\
Examples:
  journeybook init handbook         create a new handbook in handbook/
  journeybook build                 write this folder's handbook to public/
  journeybook serve --open          show it in the browser while you write
  journeybook check docs            look for problems in docs/ without writing anything
  journeybook explain broken-link   explain a problem and how to fix it

Exit codes:
  0    no problems, or warnings only
  1    the handbook has errors; nothing was written
  2    the arguments or handbook.yaml are wrong, or the output cannot be written
  130  Ctrl-C was pressed

`journeybook help COMMAND` says more about a command.";

#[derive(Subcommand)]
enum Command {
    /// Write the site
    ///
    /// Reads the handbook, reports every problem with its line and column, and writes the site. If there are errors, the last site
    /// stays as it was. Files in the output folder that journeybook did not write are never touched.
    #[command(after_long_help = BUILD_EXAMPLES)]
    Build(BuildArguments),

    /// Report every problem without writing anything
    ///
    /// Does everything that `build` does, including rendering the templates, except for writing the site.
    #[command(after_long_help = CHECK_EXAMPLES)]
    Check(CheckArguments),

    /// Show the handbook in the browser while you write
    ///
    /// Serves the pages as they are on disk, to this machine only, and writes nothing. Open browsers show each save by themselves. Problems
    /// appear over the page as they do in the terminal. If a template or handbook.yaml has an error, the last good version is used.
    #[command(visible_aliases = ["dev", "watch"], after_long_help = SERVE_EXAMPLES)]
    Serve(ServeArguments),

    /// Search the handbook as its published site does
    #[command(after_long_help = SEARCH_EXAMPLES)]
    Search(SearchArguments),

    /// List reviews that are due, owners, changes, pages or links
    ///
    /// For a meeting, a newsletter, a chat, or the hand-over of somebody who leaves.
    #[command(after_long_help = LIST_EXAMPLES)]
    List(ListArguments),

    /// Fix the problems that need no decision, and show a diff
    ///
    /// Applies every suggestion that is certain: headings without a space, and links with the wrong case, extension, separators or
    /// slashes that can mean only one file or anchor. The rest of each file stays as it is. Running it again
    /// changes nothing more.
    #[command(after_long_help = FIX_EXAMPLES)]
    Fix(FixArguments),

    /// Move a page, folder or file, and update every link to and from it
    ///
    /// Rewrites every link that would otherwise break, in every form, and changes nothing else in any file. A page whose
    /// address changes keeps the old one as an alias, which redirects. Nothing is overwritten, and files that Git tracks are moved with
    /// Git. If a run was killed, run it again to finish the move.
    #[command(after_long_help = MV_EXAMPLES)]
    Mv(MvArguments),

    /// Write the owners of pages into a marked region of CODEOWNERS
    ///
    /// The rest of the file stays as it is, and the region is never read back. Owners need a handle: as `contact:`, among their members, or as the
    /// name that pages write. Without a file, .github/CODEOWNERS is created.
    #[command(after_long_help = CODEOWNERS_EXAMPLES)]
    Codeowners(CodeownersArguments),

    /// Create a new handbook
    ///
    /// Writes a configuration with every key explained, a home page, a stage with one page, and a .gitignore. The folder
    /// may contain other files; no existing file is overwritten.
    #[command(after_long_help = INIT_EXAMPLES)]
    Init(InitArguments),

    /// Turn another generator's site into a handbook
    ///
    /// Reads a site made with mdBook, MkDocs or another generator and writes a handbook: pages in plain Markdown, links
    /// that match the new folders, old addresses as aliases, and handbook.yaml. What a person has to look at is printed and listed in
    /// .journeybook/IMPORT.md. The old site is not changed, and no file is overwritten.
    #[command(after_long_help = IMPORT_EXAMPLES)]
    Import(ImportArguments),

    /// Add a page with its front matter filled in
    ///
    /// Prints where the page will appear: its address, its stage, and the pages before and after it. No existing file is overwritten.
    #[command(after_long_help = NEW_EXAMPLES)]
    New(NewArguments),

    /// Run the language server for editors
    ///
    /// Problems as you type, completion, definitions, references, renames and fixes, for every editor that supports the Language Server Protocol. Editors
    /// start it themselves; it reads from stdin, writes to stdout, and changes files only through edits that the editor applies.
    #[command(after_long_help = "Examples:\n  journeybook lsp")]
    Lsp {
        /// Accepted because some editors pass it; stdin and stdout are always used
        #[arg(long)]
        stdio: bool,
    },

    /// Print a JSON Schema: for front matter, handbook.yaml, theme.yaml, problems as JSON, or pages.json
    #[command(after_long_help = SCHEMA_EXAMPLES)]
    Schema(SchemaArguments),

    /// List, print or copy the files of a built-in theme
    ///
    /// A file in the project at the same path below `themes/NAME/` replaces the theme's. Copy only the files you change: copies do
    /// not get the changes of later versions.
    #[command(after_long_help = THEME_EXAMPLES)]
    Theme(ThemeArguments),

    /// Explain what the code of a problem means, and how to fix it
    ///
    /// Every problem is printed with its code, as in `error[broken-link]`. Without a code, all codes are listed.
    #[command(after_long_help = "Examples:\n  journeybook explain\n  journeybook explain broken-link")]
    Explain {
        /// The code, such as broken-link
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },

    /// Print a completion script for your shell
    #[command(after_long_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: ShellName,

        /// Complete the stages, needs and kinds of the handbook in DIR, or around this folder
        #[arg(long, value_name = "DIR", num_args = 0..=1)]
        project: Option<Vec<PathBuf>>,
    },

    /// Print a manual page
    #[command(after_long_help = "Examples:\n  journeybook man | man -l -\n  journeybook man build > journeybook-build.1")]
    Man {
        /// The command [default: the program itself]
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

#[derive(Args)]
struct CheckArguments {
    #[command(flatten)]
    handbook: HandbookArguments,

    /// Explain which stages and needs each page has, and why
    ///
    /// A page's stages come from its front matter, or from `assign:` in handbook.yaml, or from its top-level folder, in that order.
    #[arg(long, conflicts_with = "format")]
    stages: bool,

    #[command(flatten)]
    other_sites: OtherSitesArguments,

    /// Report only problems that are not in this file; --write-baseline writes it
    ///
    /// For a handbook with more problems than can be fixed today: commit the file, and checks fail only for new problems. Accepted
    /// problems are recognised by code, file and subject, not by line. Entries for problems that no longer exist are reported.
    #[arg(long, value_name = "FILE", help_heading = "Checks")]
    baseline: Option<PathBuf>,

    /// Accept all current problems: write them to the file of --baseline, or to FILE
    #[arg(long, value_name = "FILE", num_args = 0..=1, help_heading = "Checks")]
    write_baseline: Option<Vec<PathBuf>>,

    /// Append a summary in Markdown to this file, such as `"$GITHUB_STEP_SUMMARY"`
    ///
    /// It counts the problems by code, and lists the first of them with links to their lines.
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,

    #[command(flatten)]
    report: ReportArguments,
}

#[derive(Args)]
pub(super) struct HandbookArguments {
    /// The handbook's folder: one with handbook.yaml, with content/, or just with Markdown files
    ///
    /// Without it, this folder and those above it are searched for handbook.yaml, up to the root of the repository.
    #[arg(value_name = "DIR")]
    project: Option<PathBuf>,

    /// Where the site will be published; overrides `url:` in handbook.yaml
    ///
    /// Only the sitemap, feeds, cards, canonical links and the 404 page need it. Without it, `domain:`, a CNAME file or GitHub Actions is used.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,

    /// Write `labs/index.html` in links instead of `labs/`; overrides `links:` in handbook.yaml
    ///
    /// The site then works from a disk, from an unpacked archive, and on hosts that serve only files.
    #[arg(long)]
    explicit_index: bool,

    /// Include drafts
    ///
    /// Otherwise a page with `draft: true` in its front matter is left out, and links to it are errors.
    #[arg(long)]
    drafts: bool,

    /// Who the site is for; overrides `audience:` in handbook.yaml
    ///
    /// `public` leaves out internal pages and everything that only they use. A handbook with internal pages is not built until the audience is set.
    #[arg(long, value_name = "AUDIENCE", value_parser = audience)]
    audience: Option<Audience>,

    /// The date that counts as today for reviews, such as 2026-05-30; `now` means the clock's
    ///
    /// Without it: `SOURCE_DATE_EPOCH`, or the date of the last commit, or the clock. The clock's date never appears in the output.
    #[arg(long, value_name = "DATE", value_parser = today)]
    today: Option<Today>,

    /// How many threads to use [default: one per core]
    ///
    /// The site is the same for any number.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,

    #[command(flatten)]
    levels: LevelFlags,

    /// Turn warnings into errors
    ///
    /// For CI: the site is written only if there are no errors and no warnings.
    #[arg(long, help_heading = "Checks")]
    strict: bool,
}

impl From<Command> for Request {
    fn from(command: Command) -> Self {
        match command {
            Command::Build(arguments) => Self::Build(arguments.into()),
            Command::Check(CheckArguments { mut handbook, stages, other_sites, baseline, write_baseline, summary, report }) => {
                let baseline = baseline_use(baseline, write_baseline, &mut handbook.project);
                Self::Check(CheckOptions {
                    baseline,
                    handbook: handbook.into(),
                    stages: if stages { Stages::Explained } else { Stages::Unexplained },
                    other_sites: other_sites.into(),
                    summary,
                    report: report.into(),
                })
            }
            Command::Fix(arguments) => Self::Fix(arguments.into()),
            Command::Mv(arguments) => Self::Mv(arguments.into()),
            Command::Codeowners(arguments) => Self::Codeowners(arguments.into()),
            Command::Init(arguments) => Self::Init(arguments.into()),
            Command::Import(arguments) => Self::Import(arguments.into()),
            Command::New(arguments) => Self::New(arguments.into()),
            Command::Serve(arguments) => Self::Serve(arguments.into()),
            Command::Search(arguments) => Self::Search(arguments.into()),
            Command::List(arguments) => Self::List(arguments.into()),
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

/// The default name of the baseline.
const BASELINE: &str = "baseline.json";

/// What to do with a baseline. In `--baseline FILE --write-baseline DIR` clap has given the flag the folder as its file.
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
            commits: CommitReading::AsConfigured,
        }
    }
}
