//! `synonyms:`, synonyms for the search.

use std::sync::Arc;

use crate::yaml::section::Refusals;
use crate::yaml::{Content, Node, Problem};

/// The synonyms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SynonymConfig {
    /// Pairs of what readers type and what pages say, in the order of the file.
    pub pairs: Vec<(Arc<str>, Arc<str>)>,
    /// Whether the built-in synonyms of developer relations apply too.
    pub has_built_in: bool,
}

impl Default for SynonymConfig {
    fn default() -> Self {
        Self { pairs: Vec::new(), has_built_in: true }
    }
}

/// Reads a list whose items are lists of words that all mean the same, or maps from the words that readers type to the words that
/// pages say, which apply one way. A map alone is a list of one. Names may have several words.
pub(super) fn read(node: &Node, refusals: &mut Refusals) -> Vec<(Arc<str>, Arc<str>)> {
    let mut pairs = Vec::new();
    for item in node.items() {
        match &item.content {
            Content::Sequence(words) => {
                let words: Vec<Arc<str>> = words.iter().filter_map(|word| refusals.accept(self::word(word))).collect();
                let both = words.iter().flat_map(|asked| words.iter().map(move |said| (asked, said)));
                pairs.extend(
                    both.filter(|(asked, said)| asked != said).map(|(asked, said)| (Arc::clone(asked), Arc::clone(said))),
                );
                if words.len() == 1 {
                    let help = "add what it is called besides, or delete the item";
                    refusals.add(Problem::new(item.span.clone(), "a word alone stands for no other", help));
                }
            }
            Content::Mapping(entries) => {
                for entry in entries {
                    let said = entry.value.items().iter().filter_map(|word| refusals.accept(self::word(word)));
                    pairs.extend(said.map(|said| (Arc::from(&*entry.key), said)));
                }
            }
            Content::Scalar(_) => {
                let help = "write `[booth, stand]` for words that stand for one another, or `{ k8s: kubernetes }` for what readers ask for and pages say";
                refusals.add(Problem::new(
                    item.span.clone(),
                    format!("an item of `synonyms` is a list or a map, not {}", item.kind()),
                    help,
                ));
            }
        }
    }
    pairs
}

fn word(node: &Node) -> Result<Arc<str>, Problem> {
    let written = node.text("synonyms")?;
    if written.chars().any(char::is_alphanumeric) {
        return Ok(written.into());
    }
    Err(Problem::new(node.span.clone(), format!("`{written}` is not a word"), "write letters or digits, or delete the item"))
}

#[cfg(test)]
mod tests {
    use crate::config;

    fn pairs(synonyms: &str) -> (Vec<String>, Vec<String>) {
        let read = config::read(&format!("synonyms: {synonyms}\n"));
        let pairs = read.value.synonyms.pairs.iter().map(|(asked, said)| format!("{asked} -> {said}")).collect();
        (pairs, read.diagnostics.into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn lists_go_both_ways_and_maps_one() {
        for (written, expected) in [
            ("[[stall, market stand]]", &["stall -> market stand", "market stand -> stall"][..]),
            ("[{ k8s: kubernetes }]", &["k8s -> kubernetes"]),
            ("{ k8s: [kubernetes, cluster], otel: telemetry }", &["k8s -> kubernetes", "k8s -> cluster", "otel -> telemetry"]),
            ("[]", &[]),
            ("", &[]),
        ] {
            assert_eq!(pairs(written), (expected.iter().map(|&pair| pair.to_owned()).collect(), vec![]), "{written}");
        }
    }

    #[test]
    fn what_says_nothing_is_refused() {
        for (written, expected) in [
            ("[booth]", "an item of `synonyms` is a list or a map, not text"),
            ("[[booth]]", "a word alone stands for no other"),
            ("[[booth, '?']]", "`?` is not a word"),
        ] {
            assert!(pairs(written).1.contains(&expected.to_owned()), "{written}: {:?}", pairs(written));
        }
    }
}
