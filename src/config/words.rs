//! `words:`, which words to avoid and what to write instead, in `handbook.yaml` or in files that it names.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Applicability, Checked, Code, Diagnostic};
use crate::path::ProjectPath;
use crate::yaml::ValueType::{Choice, Flag, Text, Texts};
use crate::yaml::section::Refusals;
use crate::yaml::{self, Content, KnownKey, Node, Problem, known_keys};

use super::{FILE_NAME, SideFile, Spanned, folders};

/// The value in `words:` that stands for the list of inclusive language.
const INCLUSIVE: &str = "inclusive";

/// The list of inclusive language, written as a team would write its own.
const INCLUSIVE_WORDS: &str = include_str!("inclusive_words.yaml");

/// The values of `fix:`: whether a replacement is safe.
const FIXES: [&str; 2] = ["safe", "unsafe"];

known_keys! {
    /// The keys of an entry of `words:`.
    pub enum WordKey {
        Avoid = "avoid", Texts, "the words to avoid";
        Use = "use", Texts, "the words to write instead: the first is what a fix writes";
        Because = "because", Text, "why, for whoever wrote them";
        Except = "except", Texts, "longer phrases in which the words are fine";
        Case = "case", Flag, "whether the words are avoided only in this case, as `Github` is";
        Fix = "fix", Choice(&FIXES), "whether `journeybook fix` may write the other words unasked";
    }
}

/// Which words are avoided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct WordsConfig {
    /// The rules: those of the handbook in the order of the file, those of other files, and the built-in ones.
    pub rules: Vec<WordRule>,
    /// How many of them are the handbook's own.
    own: usize,
    /// The files with more rules that have not been read yet, relative to the project.
    pub files: Vec<Spanned<Arc<str>>>,
}

/// One entry of `words:`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WordRule {
    /// The words to avoid, at least one; each may be several words.
    pub avoid: Vec<Arc<str>>,
    /// What to write instead; may be empty.
    pub instead: Vec<Arc<str>>,
    /// Why, without a final full stop.
    pub because: Option<Arc<str>>,
    /// Longer phrases in which the words are allowed.
    pub except: Vec<Arc<str>>,
    /// Whether the match is case-sensitive.
    pub is_case_sensitive: bool,
    /// Who may apply the fix.
    pub applicability: Applicability,
}

impl WordsConfig {
    /// Adds the rules of the files that `words:` names; missing and invalid ones are reported with the code `config`.
    pub fn read_files(&mut self, files: &[SideFile], config_text: &str) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let built_in = self.rules.split_off(self.own);
        for named in std::mem::take(&mut self.files) {
            match files.iter().find(|(path, _)| path.as_str() == &*named.value) {
                Some((path, Ok(text))) => self.rules.extend(read_file(path, text).take(&mut diagnostics)),
                Some((_, Err(reason))) => {
                    let message = format!("the file `{}` of `words` cannot be read: {reason}", named.value);
                    let diagnostic = Diagnostic::new(Code::Config, message).in_project(FILE_NAME);
                    let help = "write a list of `{ avoid: …, use: … }` into the file, or correct its name";
                    diagnostics.push(diagnostic.subject(&config_text[named.span.clone()]).at(named.span).help(help));
                }
                None => {}
            }
        }
        self.own = self.rules.len();
        self.rules.extend(built_in);
        diagnostics
    }
}

/// Reads a list of rules, file names, and `inclusive` for the built-in list. A single one need not be a list.
pub(super) fn read(node: &Node, refusals: &mut Refusals) -> WordsConfig {
    let mut words = WordsConfig::default();
    let mut has_inclusive = false;
    for item in node.items() {
        if item.scalar().is_none() {
            words.rules.extend(rule(item, refusals));
            continue;
        }
        match file(item) {
            Ok(name) if &*name == INCLUSIVE => has_inclusive = true,
            Ok(value) => words.files.push(Spanned { value, span: item.span.clone() }),
            Err(problem) => refusals.add(problem),
        }
    }
    words.own = words.rules.len();
    if has_inclusive {
        let built_in = yaml::read(INCLUSIVE_WORDS, 0..INCLUSIVE_WORDS.len());
        words.rules.extend(built_in.root.iter().flat_map(Node::items).filter_map(|item| rule(item, &mut Refusals::default())));
    }
    words
}

/// The name of a file, or `inclusive`.
fn file(node: &Node) -> Result<Arc<str>, Problem> {
    let written = node.text("words")?;
    let is_file = [".yaml", ".yml"].iter().any(|extension| written.ends_with(extension));
    if written == INCLUSIVE || is_file {
        return folders::folder(node, "words").map(Arc::from);
    }
    let message = format!("`{written}` is neither a file of words nor a list that is built in");
    let help = "write `{ avoid: …, use: … }`, the name of a file that ends in `.yaml`, or `inclusive`";
    let problem = Problem::new(node.span.clone(), message, help);
    Err(match crate::suggest::nearest(written, [INCLUSIVE]) {
        Some(near) => problem.suggest(near),
        None => problem,
    })
}

/// Reads the rules of a file of its own.
fn read_file(path: &ProjectPath, text: &str) -> Checked<Vec<WordRule>> {
    let document = yaml::read(text, 0..text.len());
    let mut refusals = Refusals { problems: document.problems };
    let items = document.root.iter().flat_map(Node::items);
    let rules = items.filter_map(|item| rule(item, &mut refusals)).collect();
    let diagnostics =
        refusals.problems.into_iter().map(|problem| super::fault::diagnostic(problem, path.clone(), text)).collect();
    Checked { value: rules, diagnostics }
}

fn rule(node: &Node, refusals: &mut Refusals) -> Option<WordRule> {
    if !matches!(node.content, Content::Mapping(_)) {
        let message = format!("an item of `words` is a map, not {}", node.kind());
        refusals.add(Problem::new(node.span.clone(), message, "write `{ avoid: reach out, use: write to, because: … }`"));
        return None;
    }
    let section = refusals.section::<WordKey>(node, "words");
    section.require(WordKey::Avoid, "an item of `words`", refusals);
    let avoid = refusals.list(section.get(WordKey::Avoid), |node| phrase(node, WordKey::Avoid));
    let instead = refusals.list(section.get(WordKey::Use), |node| phrase(node, WordKey::Use));
    let except = refusals.list(section.get(WordKey::Except), |node| phrase(node, WordKey::Except));
    let because = section.text(WordKey::Because, refusals).map(|because| because.trim().trim_end_matches('.').into());
    let is_case_sensitive = section.read(WordKey::Case, refusals, |node| node.truth("case")).unwrap_or_default();
    let applicability = section.read(WordKey::Fix, refusals, |node| {
        super::publish::choice(node, "fix", &FIXES, &[Applicability::Safe, Applicability::Unsafe])
    });
    let applicability = applicability.unwrap_or(Applicability::Unsafe);
    let rule = WordRule { avoid, instead, because, except, is_case_sensitive, applicability };
    let known: BTreeSet<&Arc<str>> = rule.instead.iter().collect();
    if let Some(same) = rule.avoid.iter().find(|word| known.contains(word)) {
        let message = format!("`{same}` is to be avoided and to be written instead");
        refusals.add(Problem::new(section.head(), message, "name another word under `use`, or delete the item"));
        return None;
    }
    (!rule.avoid.is_empty()).then_some(rule)
}

/// One or more words, with one space between them.
fn phrase(node: &Node, key: WordKey) -> Result<Arc<str>, Problem> {
    let written = node.text(key.name())?;
    if written.chars().any(char::is_alphanumeric) {
        return Ok(written.split_whitespace().collect::<Vec<_>>().join(" ").into());
    }
    Err(Problem::new(node.span.clone(), format!("`{written}` is not a word"), "write letters or digits, or delete the item"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    fn messages(words: &str) -> Vec<String> {
        let read = config::read(&format!("words: {words}\n"));
        read.diagnostics.into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn rules_are_read_with_what_they_may_say() {
        let read = config::read("words: { avoid: [touch  base, ping], use: write to, because: It says nothing., fix: safe }\n");
        assert_eq!(read.diagnostics, vec![]);
        let rule = WordRule {
            avoid: vec!["touch base".into(), "ping".into()],
            instead: vec!["write to".into()],
            because: Some("It says nothing".into()),
            except: vec![],
            is_case_sensitive: false,
            applicability: Applicability::Safe,
        };
        assert_eq!(read.value.words.rules, [rule]);
    }

    #[test]
    fn the_built_in_list_is_without_fault() {
        let built_in = read_file(&"inclusive_words.yaml".into(), INCLUSIVE_WORDS);
        assert_eq!(built_in.diagnostics, vec![]);
        assert_eq!(config::read("words: inclusive\n").value.words.rules, built_in.value);
        assert!(built_in.value.iter().all(|rule| rule.because.is_some() && !rule.instead.is_empty()));
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for (written, expected) in [
            ("[[a]]", "an item of `words` is a map, not a list"),
            ("inclusiv", "`inclusiv` is neither a file of words nor a list that is built in"),
            ("../up.yaml", "`words: ../up.yaml` leaves the project folder"),
            ("{ use: a }", "an item of `words` has no `avoid`"),
            ("{ avoid: '…' }", "`…` is not a word"),
            ("{ avoid: a, use: a }", "`a` is to be avoided and to be written instead"),
            ("{ avoid: a, fix: perhaps }", "`fix` is `safe` or `unsafe`, not `perhaps`"),
        ] {
            assert!(messages(written).iter().any(|message| message == expected), "{written}: {:?}", messages(written));
        }
    }
}
