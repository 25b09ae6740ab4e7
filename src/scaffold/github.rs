//! The files that publish a handbook from GitHub: a workflow for Pages, and files that assign pages to their owners.

use std::fmt;
use std::str::FromStr;

use crate::github::{OUR_REPOSITORY, pages, repository_name};
use crate::yaml;

use super::{NewFile, WhenThere};

/// What a workflow uses while `repository` in `Cargo.toml` is not set: a name to be replaced.
const PLACEHOLDER: &str = "OWNER/journeybook";

/// The workflow that publishes.
pub const PAGES_WORKFLOW: &str = ".github/workflows/pages.yml";

/// What the workflows need to know about the handbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitHubOptions {
    /// The handbook's folder relative to the repository root, `/` between segments; empty when they are the same.
    pub folder: String,
    /// The action that builds the handbook.
    pub action: Action,
    /// The published branch.
    pub branch: String,
    /// Where the site for the team goes, if there is to be one.
    pub internal_site: Option<InternalSite>,
    /// Whether a workflow reports each week.
    pub reporting: Reporting,
}

/// Whether a workflow reports what the handbook needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reporting {
    /// None does.
    Never,
    /// One does, once a week.
    Weekly,
}

/// The repository on GitHub, `OWNER/REPO`, that the site with internal pages is published in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InternalSite {
    repository: String,
    /// Where GitHub Pages publishes it.
    address: String,
}

impl FromStr for InternalSite {
    type Err = &'static str;

    /// Parses `OWNER/REPO`; the error says what is wrong, worded to follow the name.
    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let address = pages(written).ok_or("is not a repository as `OWNER/REPO`")?;
        Ok(Self { repository: written.to_owned(), address })
    }
}

impl fmt::Display for InternalSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.repository)
    }
}

/// A GitHub action by its repository and version: `OWNER/REPO@REF`, or a folder in it, `OWNER/REPO/PATH@REF`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action(String);

impl Action {
    /// Whether the owner must be filled in before the workflow can run.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        self.0.starts_with("OWNER/")
    }

    /// One of the smaller actions that are kept beside it, in its repository and version.
    fn beside(&self, name: &str) -> String {
        let (place, version) = self.0.split_once('@').unwrap_or((&self.0, ""));
        format!("{place}/.github/actions/{name}@{version}")
    }
}

impl Default for Action {
    /// The action of this version, in the repository of this program.
    fn default() -> Self {
        let repository = repository_name(OUR_REPOSITORY).unwrap_or(PLACEHOLDER);
        Self(format!("{repository}@v{}", env!("CARGO_PKG_VERSION")))
    }
}

impl FromStr for Action {
    type Err = &'static str;

    /// Parses `OWNER/REPO@REF`; the error says what is wrong, worded to follow the name.
    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let (repository, version) = written.split_once('@').ok_or("names no version behind an `@`, such as `@v1` or a commit")?;
        let is_name = |name: &str| {
            let is_of_name = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
            !name.is_empty() && name.chars().all(is_of_name) && !name.chars().all(|character| character == '.')
        };
        if repository.split('/').count() < 2 || !repository.split('/').all(is_name) {
            return Err("is not a repository as `OWNER/REPO`");
        }
        if !version.split('/').all(is_name) {
            return Err("names no tag, branch or commit behind the `@`");
        }
        Ok(Self(written.to_owned()))
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The files of a repository that publishes the handbook, relative to the repository root, the only place where GitHub reads them.
#[must_use]
pub fn github_files(options: &GitHubOptions) -> Vec<NewFile> {
    let folder = if options.folder.is_empty() { "." } else { &options.folder };
    let content = if options.folder.is_empty() { "/content".to_owned() } else { format!("/{}/content", options.folder) };
    let filled = |workflow: &str, action: &str| {
        workflow
            .replace("{action}", action)
            .replace("branches: [{branch}]", &format!("branches: [{}]", yaml::scalar(&options.branch)))
            .replace("{branch}", &options.branch.replace('\'', "''"))
            .replace("{folder}", &if folder == "." { folder.to_owned() } else { yaml::scalar(folder) })
    };
    let workflow = match &options.internal_site {
        None => include_str!("files/pages.yml").to_owned(),
        Some(InternalSite { repository, address }) => {
            let public = include_str!("files/pages.yml").replace("strict: true\n", "strict: true\n          audience: public\n");
            let internal = include_str!("files/internal-site.yml")
                .replace("{publish_action}", &options.action.beside("publish"))
                .replace("{internal_repository}", repository)
                .replace("{internal_address}", address);
            public + &internal
        }
    };
    let workflow = filled(&workflow, &options.action.to_string());
    // A pattern of CODEOWNERS ends at a space unless a backslash stands before it.
    let owners = include_str!("files/CODEOWNERS").replace("{content}", &content.replace(' ', "\\ "));
    let file = |path: &str, text: String, when_there| NewFile { path: path.to_owned(), text, when_there };
    let mut files = vec![
        file(PAGES_WORKFLOW, workflow, WhenThere::Keep),
        file(".github/CODEOWNERS", owners, WhenThere::Keep),
        file(".github/pull_request_template.md", include_str!("files/pull_request_template.md").to_owned(), WhenThere::Keep),
    ];
    if options.reporting == Reporting::Weekly {
        let report = filled(include_str!("files/report.yml"), &options.action.beside("report"));
        files.push(file(".github/workflows/handbook-report.yml", report, WhenThere::Keep));
    }
    files
}
