//! The guide to the program: which of its pages tells more, and where people find it.

use crate::github::{self, OUR_REPOSITORY};

/// What a clone of the repository is called, where the guide lies in it, and below which folder of the project's site it is published.
const CLONE: &str = "journeybook/";
const SOURCE: &str = "docs/";
const FOLDER: &str = "guide/";

/// A page of the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The folder below the guide, with its slash.
    folder: &'static str,
    /// The file without its extension; empty for the folder's own page.
    name: &'static str,
}

macro_rules! pages {
    ($($(#[$meaning:meta])* $constant:ident $folder:literal $name:literal;)*) => {
        impl Page {
            $($(#[$meaning])* pub const $constant: Self = Self { folder: $folder, name: $name };)*

            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$constant),*];
        }
    };
}

pages! {
    /// Its home page.
    HOME "" "";
    /// The first five minutes.
    GETTING_STARTED "" "getting-started";
    /// The tutorial for those who write pages.
    FIRST_HANDBOOK "tutorials/" "first-handbook";
    /// The tutorial that changes the look.
    OWN_THEME "tutorials/" "own-theme";
    /// How to install the program.
    INSTALL "how-to/" "install";
    /// How to decide what is checked.
    CHECKS "how-to/" "checks";
    /// How to see pages while they are written.
    PREVIEW "how-to/" "preview";
    /// How to keep a handbook in order.
    KEEPING "how-to/" "keep-a-handbook";
    /// How published addresses are kept.
    REDIRECTS "how-to/" "redirects";
    /// How to set up an editor.
    EDITORS "how-to/" "write-in-an-editor";
    /// Every command.
    COMMANDS "reference/" "commands";
    /// Every kind of problem.
    DIAGNOSTICS "reference/" "diagnostics";
    /// How the search works.
    SEARCH "reference/" "search";
    /// How to come from another system.
    MIGRATION "migration/" "";
}

impl Page {
    /// How to come from the system with this id.
    pub const fn migration(system: &'static str) -> Self {
        Self { folder: "migration/", name: system }
    }
}

/// The address of a page, and in it of the heading with the id `fragment` unless that is empty.
///
/// The guide is published with the project's site, whose address follows from `repository` in `Cargo.toml`. `None` while that is not
/// set, or not on GitHub.
pub fn address(page: Page, fragment: &str) -> Option<String> {
    address_in(OUR_REPOSITORY, page, fragment)
}

/// How people are told of a page: its address, or its file in a clone of the project's repository while the guide has no address.
pub fn named(page: Page, fragment: &str) -> String {
    address(page, fragment).unwrap_or_else(|| format!("{CLONE}{}{}", file(page), anchor(fragment)))
}

fn address_in(repository: &str, page: Page, fragment: &str) -> Option<String> {
    let site = github::pages(github::repository_name(repository)?)?;
    let Page { folder, name } = page;
    let end = if name.is_empty() { "" } else { "/" };
    Some(format!("{site}{FOLDER}{folder}{name}{end}{}", anchor(fragment)))
}

fn file(page: Page) -> String {
    let Page { folder, name } = page;
    format!("{SOURCE}{folder}{}.md", if name.is_empty() { "index" } else { name })
}

fn anchor(fragment: &str) -> String {
    if fragment.is_empty() { String::new() } else { format!("#{fragment}") }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::import::SYSTEMS;

    #[test]
    fn addresses_follow_from_the_repository() {
        let acme = "https://github.com/Acme/journeybook";
        for (repository, page, fragment, expected) in [
            (acme, Page::HOME, "", Some("https://acme.github.io/journeybook/guide/")),
            (acme, Page::INSTALL, "", Some("https://acme.github.io/journeybook/guide/how-to/install/")),
            (acme, Page::MIGRATION, "", Some("https://acme.github.io/journeybook/guide/migration/")),
            (
                acme,
                Page::DIAGNOSTICS,
                "broken-link",
                Some("https://acme.github.io/journeybook/guide/reference/diagnostics/#broken-link"),
            ),
            ("https://github.com/acme/acme.github.io", Page::HOME, "", Some("https://acme.github.io/guide/")),
            ("https://git.acme.example/acme/journeybook", Page::HOME, "", None),
            ("", Page::HOME, "", None),
        ] {
            assert_eq!(address_in(repository, page, fragment).as_deref(), expected, "{repository}");
        }
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "the guide lies beside the program's code")]
    fn every_page_is_there() {
        for page in Page::ALL.iter().copied().chain(SYSTEMS.map(|system| Page::migration(system.id()))) {
            let path = file(page);
            assert!(fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).is_ok(), "{path}");
        }
    }
}
