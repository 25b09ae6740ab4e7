//! A handbook of three pages that link to one another.

use crate::config::{FILE_NAME, template_path};
use crate::yaml;

use super::{NewFile, WhenThere};

/// What Git should ignore: the site, and the program's state between runs.
pub const GITIGNORE: &str = include_str!("files/gitignore");

/// The templates of pages that a new handbook has, by their kinds.
const TEMPLATES: [(&str, &str); 4] = [
    ("checklist", include_str!("files/templates/checklist.md")),
    ("decision", include_str!("files/templates/decision.md")),
    ("play", include_str!("files/templates/play.md")),
    ("story", include_str!("files/templates/story.md")),
];

/// The files of a new handbook called `title`, relative to its folder: the configuration, what git leaves out, templates of pages, and, unless pages lie in the
/// folder `content` already, a home page and a stage with a page in it.
#[must_use]
pub fn handbook_files(title: &str, content: Option<&str>) -> Vec<NewFile> {
    let config = include_str!("files/handbook.yaml").replace("{title}", &yaml::scalar(title));
    let config = match content {
        Some(content) => config.replace("\ncontent: content\n", &format!("\ncontent: {content}\n")),
        None => config,
    };
    let refuse = |path: &str, text: &str| NewFile { path: path.to_owned(), text: text.to_owned(), when_there: WhenThere::Refuse };
    let mut files = vec![refuse(FILE_NAME, &config)];
    let samples = [
        refuse("content/index.md", include_str!("files/index.md")),
        refuse("content/adoption/index.md", include_str!("files/adoption.md")),
        refuse("content/adoption/first-steps.md", include_str!("files/first-steps.md")),
    ];
    files.extend(samples.into_iter().filter(|_| content.is_none()));
    let keep =
        |(kind, text): (&str, &str)| NewFile { path: template_path(kind), text: text.to_owned(), when_there: WhenThere::Keep };
    files.extend(TEMPLATES.map(keep));
    files.push(NewFile { path: ".gitignore".to_owned(), text: GITIGNORE.to_owned(), when_there: WhenThere::Keep });
    files
}
