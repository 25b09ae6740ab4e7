//! Language tags (BCP 47): the catalogues for one, and the direction of its writing.

/// Languages that are written from right to left unless their tag names another script.
const RIGHT_TO_LEFT: &[&str] =
    &["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT_SCRIPTS: &[&str] = &["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"];

/// The names of the catalogues for a language, the most specific first: `pt-br` and `pt` for `pt-BR`.
///
/// Traditional Chinese does not use the catalogue `zh`, which is in Simplified Chinese.
#[must_use]
pub fn candidates(language: &str) -> Vec<String> {
    let tag = language.to_ascii_lowercase().replace('_', "-");
    let parts: Vec<&str> = tag.split('-').collect();
    let is_traditional = parts[0] == "zh" && parts.iter().any(|part| matches!(*part, "hant" | "tw" | "hk" | "mo"));
    let shortest = if is_traditional { 2 } else { 1 };
    (shortest..=parts.len()).rev().map(|length| parts[..length].join("-")).collect()
}

/// Whether text in a language runs from right to left.
#[must_use]
pub fn is_right_to_left(language: &str) -> bool {
    let tag = language.to_ascii_lowercase().replace('_', "-");
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    // A script has four letters and follows the language.
    match parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&primary),
    }
}
