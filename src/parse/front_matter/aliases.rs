//! Which aliases are refused: those that could lead out of the site, or that no file can serve.

use std::sync::Arc;

use crate::parse::Spanned;
use crate::portable_name::name_fault;
use crate::scheme::scheme;
use crate::yaml::Problem;

/// Reports what is wrong with an alias. One with a `/` is an address from the content root, any other is a name for wikilinks.
pub(super) fn check(alias: &Spanned<Arc<str>>) -> Result<(), Problem> {
    let text = &*alias.value;
    let refuse = |why: &str, help: &str| {
        let shown: String = text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect();
        Err(Problem::new(alias.span.clone(), format!("the alias `{shown}` {why}"), help))
    };
    let site_address = "write an address of this site from the content root, such as `/old/page/`";

    let decoded = percent_encoding::percent_decode_str(text).decode_utf8_lossy();
    if decoded.chars().any(char::is_control) {
        return refuse("holds a control character", "delete the character");
    }
    if decoded.contains('\\') {
        let problem = refuse("contains a backslash", "separate folders by `/`");
        return problem.map_err(|problem| problem.suggest(text.replace('\\', "/")));
    }
    if text.contains("://") || text.starts_with("//") {
        return refuse("is an address of another site", site_address);
    }
    if let Some(scheme) = scheme(text)
        && !text[scheme.len()..].starts_with(": ")
    {
        let why = if scheme.len() == 1 { "contains a drive letter" } else { "begins with a scheme" };
        return refuse(why, site_address);
    }
    if decoded.split('/').any(|segment| matches!(segment.trim_matches(' '), ".." | ".")) {
        return refuse("holds a `.` or `..` segment", "write the whole address from the content root");
    }
    if text.contains('/') && text.contains(['?', '#']) {
        return refuse("holds a `?` or `#`, which no redirect on a static host can answer", "write the address without it");
    }
    let unportable = |segment: &str| Some((segment.to_owned(), name_fault(segment)?));
    if text.contains('/')
        && let Some((name, fault)) = decoded.split('/').find_map(unportable)
    {
        return refuse(&format!("holds `{name}`, which not every system can write: {fault}"), "leave the alias out");
    }
    Ok(())
}
