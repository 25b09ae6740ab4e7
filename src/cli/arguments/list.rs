//! The arguments of `list`.

use clap::{Args, ValueEnum};

use super::HandbookArguments;
use super::values::{since, within};
use super::verbosity::VerbosityArguments;
use crate::cli::options::{CommitReading, HandbookOptions, ListFilter, ListFormat, ListOptions, ListSubject, Since};
use crate::promises::ReviewPeriod;

pub(super) const LIST_EXAMPLES: &str = "\
Examples:
  journeybook list due --within 30d --today now
  journeybook list due --owner docs-team --format markdown
  journeybook list changes --since v1.4
  journeybook list pages --leaver @ada
  journeybook list pages --kind decision --status accepted --facet product=sdk
  journeybook list samples --format json | jq -r 'select(.run).run'
  journeybook list pages --format json | jq -r 'select(.words > 2000).address'";

#[derive(Args)]
pub(super) struct ListArguments {
    /// What is listed
    #[arg(value_name = "WHAT")]
    subject: ListSubjectName,

    #[command(flatten)]
    handbook: HandbookArguments,

    /// Only reviews that are due by then: 30d, 6w, 3m, 1y or "3 months", from the day of --today
    ///
    /// What is overdue is always listed.
    #[arg(long, value_name = "PERIOD", value_parser = within, help_heading = "Filters")]
    within: Option<ReviewPeriod>,

    /// Only what this owner keeps, by id or name
    #[arg(long, value_name = "OWNER", help_heading = "Filters")]
    owner: Option<String>,

    /// Only pages of this stage, by id
    #[arg(long, value_name = "STAGE", help_heading = "Filters")]
    stage: Option<String>,

    /// Only pages of this kind
    #[arg(long, value_name = "KIND", help_heading = "Filters")]
    kind: Option<String>,

    /// Only pages of this status, by id
    #[arg(long, value_name = "STATUS", help_heading = "Filters")]
    status: Option<String>,

    /// Only pages with this tag, by id
    #[arg(long = "tag", value_name = "TAG", help_heading = "Filters")]
    tags: Vec<String>,

    /// Only pages with this value of a facet, such as product=sdk
    #[arg(long = "facet", value_name = "FACET=VALUE", value_parser = facet, help_heading = "Filters")]
    facets: Vec<(String, String)>,

    /// Only pages whose text is new or changed since a day, or since a tag or commit
    #[arg(long, value_name = "DATE-or-REV", value_parser = since, help_heading = "Filters")]
    since: Option<Since>,

    /// Only what somebody who leaves hands over: pages of theirs, of owners they are a member of, and those that they wrote most of
    #[arg(long, value_name = "PERSON", help_heading = "Filters")]
    leaver: Option<String>,

    /// How the list is written
    #[arg(long, value_name = "FORMAT", default_value = "human", help_heading = "Printing")]
    format: ListFormatName,

    #[command(flatten)]
    verbosity: VerbosityArguments,
}

/// A facet and one of its values.
fn facet(written: &str) -> Result<(String, String), String> {
    let parts = written.split_once('=').filter(|(facet, value)| !facet.trim().is_empty() && !value.trim().is_empty());
    let (facet, value) = parts.ok_or_else(|| format!("write the facet and the value, such as `product={}`", written.trim()))?;
    Ok((facet.trim().to_owned(), value.trim().to_owned()))
}

#[derive(Clone, Copy, ValueEnum)]
enum ListSubjectName {
    /// Pages that are to be reviewed, the earliest first
    Due,
    /// Everybody who keeps pages, with how many
    Owners,
    /// Pages that are new, whose text changed or that are gone, the latest first
    Changes,
    /// Every page, with what pages.json says of it
    Pages,
    /// Every link, with where it leads
    Links,
    /// Every block of code that names the file it is from, or what is to be run
    Samples,
}

#[derive(Clone, Copy, ValueEnum)]
enum ListFormatName {
    /// Columns, for reading
    Human,
    /// One JSON object a line
    Json,
    /// A table of Markdown
    Markdown,
}

impl From<ListArguments> for ListOptions {
    fn from(arguments: ListArguments) -> Self {
        let ListArguments {
            subject,
            handbook,
            within,
            owner,
            stage,
            kind,
            status,
            tags,
            facets,
            since,
            leaver,
            format,
            verbosity,
        } = arguments;
        let tags = tags.into_iter().map(|tag| ("tags".to_owned(), tag));
        let labels = tags.chain(facets).collect();
        let subject = match subject {
            ListSubjectName::Due => ListSubject::Due,
            ListSubjectName::Owners => ListSubject::Owners,
            ListSubjectName::Changes => ListSubject::Changes,
            ListSubjectName::Pages => ListSubject::Pages,
            ListSubjectName::Links => ListSubject::Links,
            ListSubjectName::Samples => ListSubject::Samples,
        };
        let format = match format {
            ListFormatName::Human => ListFormat::Human,
            ListFormatName::Json => ListFormat::Json,
            ListFormatName::Markdown => ListFormat::Markdown,
        };
        let filter = ListFilter { within, owner, stage, kind, status, labels, since, leaver };
        let mut handbook = HandbookOptions::from(handbook);
        if subject == ListSubject::Changes {
            handbook.commits = CommitReading::Wanted;
        }
        Self { subject, handbook, filter, format, verbosity: verbosity.into() }
    }
}
