//! Whether the parts around a page can be rendered once for many pages.

use super::Layer;

/// The templates of the parts that pages share, and what these consist of.
const SHARED: [&str; 8] = [
    "components.html",
    "partials/header.html",
    "partials/search.html",
    "partials/reading.html",
    "partials/sidebar.html",
    "partials/tree.html",
    "partials/strip.html",
    "partials/footer.html",
];

/// Whether a project with these files leaves the shared parts as they are built in, and reads no page's sidebar.
pub(super) fn may_be_shared(project: &Layer<'_>) -> bool {
    let templates = project.files.iter().filter_map(|(file, _, bytes)| Some((file.strip_prefix("templates/")?, bytes)));
    templates.into_iter().all(|(name, bytes)| !SHARED.contains(&name) && str::from_utf8(bytes).is_ok_and(reads_fields_alone))
}

/// Whether a template reads a page only by the names of its fields, and its sidebar not at all.
fn reads_fields_alone(template: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let is_field = |at: usize| {
        let (before, after) = (&template[..at], &template[at + "page".len()..]);
        before.ends_with(is_name) || after.starts_with('.') || after.starts_with(is_name)
    };
    let is_apart = |word: &str| !template.contains(word);
    is_apart("sidebar") && is_apart("__tera_context") && template.match_indices("page").all(|(at, _)| is_field(at))
}
