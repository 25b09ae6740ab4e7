//! The names of a term: what a heading says, and the forms in which pages use them.

use std::sync::Arc;

use crate::config::WordRule;
use crate::diagnostic::Applicability;

/// The name that a heading says, and those in brackets behind it: `Service level agreement (SLA, promise)`.
pub(super) fn of_heading(heading: &str) -> Vec<Arc<str>> {
    let heading = heading.trim();
    match heading.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((name, others)) if !name.trim().is_empty() => {
            std::iter::once(name.trim().into()).chain(listed(others)).filter(is_name).collect()
        }
        _ => Some(Arc::from(heading)).filter(is_name).into_iter().collect(),
    }
}

/// The names of a list such as `SLA, promise`, where a word in front of a colon says that they are names: `Also: SLA`.
pub(super) fn listed(names: &str) -> Vec<Arc<str>> {
    let names = names.split_once(':').map_or(names, |(_, names)| names);
    let names = names.split([',', ';', '、', '،']).map(|name| name.trim().trim_end_matches('.').trim());
    names.map(Arc::from).filter(is_name).collect()
}

fn is_name(name: &Arc<str>) -> bool {
    name.chars().any(char::is_alphanumeric)
}

/// What to look for: names that are written in one case alone, such as `SLA`, and the others, with their plurals where the language is English.
pub(super) fn rules(names: &[Arc<str>], language: &str) -> Vec<WordRule> {
    let is_english = language.eq_ignore_ascii_case("en") || language.to_ascii_lowercase().starts_with("en-");
    let (own_case, any_case): (Vec<&Arc<str>>, Vec<&Arc<str>>) = names.iter().partition(|name| has_own_case(name));
    let rule = |(names, is_case_sensitive): (Vec<&Arc<str>>, bool)| {
        let plurals = names.iter().filter(|_| is_english).flat_map(|name| plurals(name));
        let avoid: Vec<Arc<str>> = names.iter().map(|name| spaced(name)).chain(plurals).collect();
        (!avoid.is_empty()).then_some(WordRule {
            avoid,
            instead: Vec::new(),
            because: None,
            except: Vec::new(),
            is_case_sensitive,
            applicability: Applicability::DisplayOnly,
        })
    };
    [(own_case, true), (any_case, false)].into_iter().filter_map(rule).collect()
}

/// Whether a name has a capital behind its words' first letters, as `SLA` and `GitHub` have.
fn has_own_case(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric()).any(|word| word.chars().skip(1).any(char::is_uppercase))
}

/// A name with one blank between its words.
fn spaced(name: &str) -> Arc<str> {
    name.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

/// The plurals that an English name may have.
fn plurals(name: &str) -> impl Iterator<Item = Arc<str>> {
    let name = spaced(name);
    let lower = name.to_lowercase();
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|end| lower.ends_with(end));
    let consonant_y = lower.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|end| lower.ends_with(end));
    let with_ies = consonant_y.then(|| Arc::from(format!("{}ies", &name[..name.len() - 1])));
    let plural = if sibilant { format!("{name}es") } else { format!("{name}s") };
    std::iter::once(Arc::from(plural)).chain(with_ies)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_front_of_brackets_and_in_them() {
        for (heading, expected) in [
            ("SLA", &["SLA"][..]),
            ("Service level agreement (SLA, promise)", &["Service level agreement", "SLA", "promise"]),
            ("fetch()", &["fetch()"]),
            ("(nothing)", &["(nothing)"]),
        ] {
            let names: Vec<String> = of_heading(heading).iter().map(ToString::to_string).collect();
            assert_eq!(names, expected, "{heading}");
        }
        assert_eq!(listed("Also: champion, core contributor."), ["champion".into(), "core contributor".into()]);
    }

    #[test]
    fn english_names_are_found_in_the_plural() {
        let forms = |names: &[&str], language| {
            let names: Vec<Arc<str>> = names.iter().map(|name| Arc::from(*name)).collect();
            let rules = rules(&names, language);
            let forms = rules.iter().flat_map(|rule| {
                rule.avoid.iter().map(|form| format!("{form}{}", if rule.is_case_sensitive { "!" } else { "" }))
            });
            forms.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(forms(&["advocate", "SLA"], "en-GB"), "SLA! SLAs! advocate advocates");
        assert_eq!(forms(&["box", "story", "play"], "en"), "box story play boxes storys stories plays");
        assert_eq!(forms(&["Aufgabe"], "de"), "Aufgabe");
    }
}
