//! Synonyms: pages that use one of them are found by the other.
//!
//! A page is found by its own words and, with a slightly lower score, by their synonyms. So a query needs no more pieces of the
//! index than without them, and every search that reads the index knows the synonyms.

use std::sync::Arc;

use super::tokens::{Kind, tokens};

/// Synonyms in developer relations; each line has the names of one thing.
const FIELD: &str = "\
    ama, ask us anything, ask me anything
    cfp, call for papers, call for proposals, talk proposal
    booth, stand
    office hours, clinic
    kpi, metric, measuring
    swag, presents, gifts, merchandise
    sdk, client library
    docs, documentation
    devrel, developer relations
    privacy, personal data
    outage, incident
    onboarding, newcomer
    sandbox, playground
    roadmap, what comes next
    blog, post
    meetup, user group
    ambassador, champion
    deprecation, breaking change
    oss, open source
    dx, developer experience
    faq, frequently asked questions
    repo, repository
    pr, pull request";

/// One or more words, as terms: a section with all of `said` is also found by `asked`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Rule {
    /// Each with its plural.
    said: Vec<[String; 2]>,
    asked: Vec<String>,
}

/// Which words are synonyms of which others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Synonyms {
    rules: Vec<Rule>,
}

impl Synonyms {
    /// Those of a handbook: each pair is what readers type and what pages say. With `has_field`, those of the field are included.
    #[must_use]
    pub fn new(pairs: &[(Arc<str>, Arc<str>)], has_field: bool) -> Self {
        let own = pairs.iter().map(|(asked, said)| (&**asked, &**said));
        let field = FIELD.lines().filter(|_| has_field).flat_map(|line| {
            let names: Vec<&str> = line.split(',').map(str::trim).collect();
            let pairs = names.clone().into_iter().flat_map(move |asked| names.clone().into_iter().map(move |said| (asked, said)));
            pairs.filter(|(asked, said)| asked != said)
        });
        let rule =
            |(asked, said): (&str, &str)| Rule { said: words(said).into_iter().map(with_plural).collect(), asked: words(asked) };
        let mut rules: Vec<Rule> = Vec::new();
        for rule in own.chain(field).map(rule) {
            if !rule.said.is_empty() && !rule.asked.is_empty() && !rules.contains(&rule) {
                rules.push(rule);
            }
        }
        Self { rules }
    }

    /// Each rule: the words that a section must contain, each in one of its two forms, and those by which it is then also found.
    pub(super) fn rules(&self) -> impl Iterator<Item = (&[[String; 2]], &[String])> {
        self.rules.iter().map(|rule| (&*rule.said, &*rule.asked))
    }
}

fn with_plural(word: String) -> [String; 2] {
    let plural = format!("{word}s");
    [word, plural]
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(text, |term, kind| words.extend((kind == Kind::Word).then(|| term.to_owned())));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_go_one_way_and_those_of_the_field_both() {
        let synonyms = Synonyms::new(&[("k8s".into(), "Kubernetes".into())], false);
        assert_eq!(
            synonyms.rules().collect::<Vec<_>>(),
            [(&[with_plural("kubernetes".to_owned())][..], &["k8s".to_owned()][..])]
        );
        let synonyms = Synonyms::new(&[], true);
        let forms = |text: &str| words(text).into_iter().map(with_plural).collect::<Vec<_>>();
        let has = |said: &str, asked: &str| synonyms.rules().any(|rule| rule == (&forms(said), &words(asked)));
        assert!(has("booth", "stand") && has("stand", "booth") && has("ask us anything", "ama"));
        assert!(!has("booth", "booth"));
    }
}
