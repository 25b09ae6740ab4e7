//! The site's address when nobody gives one: from its own domain, or from what GitHub Actions says about the repository.

use std::env;

use crate::config::is_host;
use crate::github;
use crate::path::UrlPath;

/// What GitHub Actions says about the repository whose workflow is running.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Workflow {
    /// `OWNER/NAME`.
    repository: String,
    /// The service's address, such as `https://github.com`.
    server: String,
    /// The commit that the workflow runs on.
    commit: String,
}

impl Workflow {
    /// The workflow in which this program runs; `None` outside GitHub Actions.
    pub(super) fn of_environment() -> Option<Self> {
        let variable = |name| env::var(name).unwrap_or_default();
        (variable("GITHUB_ACTIONS") == "true").then(|| Self {
            repository: variable("GITHUB_REPOSITORY"),
            server: variable("GITHUB_SERVER_URL"),
            commit: variable("GITHUB_SHA"),
        })
    }

    /// The address of a line of a file, whose path counts from the repository root.
    pub(super) fn line(&self, file: &str, line: Option<usize>) -> Option<String> {
        let Self { repository, server, commit } = self;
        if [repository, server, commit].into_iter().any(String::is_empty) {
            return None;
        }
        let fragment = line.map(|line| format!("#L{line}")).unwrap_or_default();
        Some(format!("{}/{repository}/blob/{commit}/{}{fragment}", server.trim_end_matches('/'), UrlPath::from(file).encoded()))
    }

    /// Where GitHub Pages publishes the repository. GitHub Enterprise Server publishes Pages elsewhere, so nothing is known for it.
    fn pages(&self) -> Option<String> {
        let is_github = self.server.is_empty() || self.server.trim_end_matches('/') == "https://github.com";
        if is_github { github::pages(&self.repository) } else { None }
    }
}

/// The site's address, ending with a slash: that of its domain (`domain:`, otherwise the first name in a `CNAME` file), otherwise
/// the one at which the workflow's repository is published.
pub(super) fn infer(domain: Option<&str>, cname: Option<&str>, workflow: Option<&Workflow>) -> Option<String> {
    let named = cname.and_then(|text| text.lines().map(str::trim).find(|line| is_host(line)));
    let host = domain.or(named).map(|host| format!("https://{}/", host.to_ascii_lowercase()));
    host.or_else(|| workflow.and_then(Workflow::pages))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_domains_or_that_of_pages() {
        let workflow = |repository: &str, server: &str| {
            Some(Workflow { repository: repository.into(), server: server.into(), commit: String::new() })
        };
        let github = "https://github.com";
        for (domain, cname, workflow, expected) in [
            (None, None, None, None),
            (None, None, workflow("Acme/DevRel", github), Some("https://acme.github.io/DevRel/")),
            (None, None, workflow("Acme/acme.github.io", github), Some("https://acme.github.io/")),
            (None, None, workflow("Acme/ACME.GitHub.io", ""), Some("https://acme.github.io/")),
            (None, None, workflow("acme/a", "https://git.acme.example"), None),
            (None, None, workflow("acme", github), None),
            (None, None, workflow("acme/a b\"", github), None),
            (None, None, workflow("", github), None),
            (None, Some("HB.acme.example\n"), workflow("acme/a", github), Some("https://hb.acme.example/")),
            (None, Some("# none\n"), workflow("acme/a", github), Some("https://acme.github.io/a/")),
            (Some("a.example"), Some("b.example"), workflow("acme/a", github), Some("https://a.example/")),
        ] {
            assert_eq!(infer(domain, cname, workflow.as_ref()).as_deref(), expected, "{domain:?} {cname:?} {workflow:?}");
        }
    }
}
