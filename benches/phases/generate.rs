//! A handbook of any size: the same words for the same size, with links, headings, lists, tables and code as real ones have.
//!
//! Words are as frequent as Zipf's law has them (the word of rank r occurs once for r occurrences of the first), so that a
//! larger handbook has more words, most of them rare: what a search index and a highlighter meet in earnest.

use std::fmt::Write;
use std::fs;
use std::path::Path;

const STAGES: &[&str] = &["attraction", "awareness", "assessment", "adoption", "activation", "application", "advocacy", "notes"];
const NEEDS: &[&str] = &["capability", "autonomy", "social-action", "tutoring", "stewarding"];
/// The words that every second word is: those that English texts repeat most.
const COMMON: &[&str] = &[
    "the", "to", "and", "of", "a", "in", "that", "is", "for", "it", "you", "are", "with", "on", "be", "as", "this", "or", "we",
    "can", "people", "when", "an", "from", "they", "not", "your", "at", "have", "what",
];
/// What the other words are made of.
const ONSETS: &[&str] = &[
    "", "b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "pr", "qu", "r",
    "s", "sh", "sp", "st", "t", "tr", "v", "w",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ea", "io"];
const CODAS: &[&str] = &["", "", "n", "r", "s", "t", "l", "d", "m", "ng", "nt", "st", "ck", "th", "p", "x"];

/// How many words there are to choose from: about as many as real texts of ten million words have.
const VOCABULARY: f64 = 100_000.0;

/// Code in four languages. Each number is replaced by a word of the page's own, so that no two blocks are alike, as in real handbooks.
const CODE: &[&str] = &[
    "```rust\nfn main() {\n    let names = vec![\"@1\", \"@2\"];\n    for (position, name) in names.iter().enumerate() {\n        \
     println!(\"{position}: {name}\"); // @3\n    }\n}\n```\n\n",
    "```javascript\nexport async function @1(@2) {\n  const response = await fetch(`/api/@3/${@2}`);\n  if (!response.ok) throw new \
     Error(\"@1 failed\");\n  return response.json(); // @3\n}\n```\n\n",
    "```yaml\nname: @1\non:\n  push:\n    branches: [main]\njobs:\n  @2:\n    runs-on: ubuntu-latest\n    steps:\n      - run: @3 \
     --all\n```\n\n",
    "```bash\nset -euo pipefail\nfor item in @1 @2 @3; do\n  echo \"running $item\" | tee -a \"${LOG:-log.txt}\"\ndone\n```\n\n",
];

/// Pages in one folder; real handbooks rarely have more.
const PAGES_IN_A_FOLDER: usize = 25;

/// What was generated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) pages: usize,
    pub(crate) bytes: usize,
    pub(crate) links: usize,
}

/// Writes a handbook of `pages` pages with about `words` words each below `project`.
pub(crate) fn handbook(project: &Path, pages: usize, words: usize) -> Size {
    let mut size = Size { pages, bytes: 0, links: 0 };
    fs::create_dir_all(project.join("content")).expect("a folder");
    fs::write(project.join("handbook.yaml"), "title: A generated handbook\nurl: https://acme.example/handbook/\n")
        .expect("a file");
    for number in 0..pages {
        let path = project.join("content").join(path(number));
        let (text, links) = page(number, pages, words);
        size.bytes += text.len();
        size.links += links;
        fs::create_dir_all(path.parent().expect("a page is in a folder")).expect("a folder");
        fs::write(path, text).expect("a page");
    }
    size
}

/// The path of a page below the content root.
pub(crate) fn path(number: usize) -> String {
    let folder = number / PAGES_IN_A_FOLDER;
    format!("{}/topic-{folder}/page-{number}.md", STAGES[folder % STAGES.len()])
}

/// The text of a page, and how many links are in it.
pub(crate) fn page(number: usize, pages: usize, words: usize) -> (String, usize) {
    let mut random = Random(number as u64 + 1);
    let mut text = String::new();
    let mut links = 0;
    if number.is_multiple_of(3) {
        let need = NEEDS[number % NEEDS.len()];
        let _ = writeln!(text, "---\nneeds: [{need}]\nowner: team-{}\nreviewed: 2026-10-01\n---", number % 9);
    }
    let _ = writeln!(text, "# {}\n", phrase(&mut random, 3));
    let mut written = 0;
    let mut section = 0;
    while written < words {
        if section > 0 {
            let _ = writeln!(text, "## {} {{#part-{section}}}\n", phrase(&mut random, 4));
        }
        for _ in 0..3 {
            let length = 40 + random.below(40);
            sentence(&mut text, &mut random, length);
            let target = random.below(pages);
            let anchor = if random.below(3) == 0 { "#part-1" } else { "" };
            let _ = writeln!(text, " as [page {target}](../../{}{anchor}) says.\n", path(target));
            links += 1;
            written += length + 4;
        }
        written += match section % 3 {
            0 => list(&mut text, &mut random),
            1 => code(&mut text, &mut random),
            _ => table(&mut text, &mut random),
        };
        section += 1;
    }
    (text, links)
}

/// A list; gives how many words it has.
fn list(text: &mut String, random: &mut Random) -> usize {
    for _ in 0..5 {
        let _ = write!(text, "- __{}__ is ", phrase(random, 1));
        sentence(text, random, 8);
        let _ = writeln!(text, ", *{}*, with `{}`.", word(random), word(random));
    }
    text.push('\n');
    60
}

/// A block of code; gives how many words it has.
fn code(text: &mut String, random: &mut Random) -> usize {
    let mut block = CODE[random.below(CODE.len())].to_owned();
    for number in ["@1", "@2", "@3"] {
        block = block.replace(number, &word(random));
    }
    text.push_str(&block);
    20
}

/// A table and a quotation; gives how many words they have.
fn table(text: &mut String, random: &mut Random) -> usize {
    text.push_str("| Signal | Owner | Result |\n| --- | --- | ---: |\n");
    for _ in 0..4 {
        let _ = writeln!(text, "| {} | {} | {} |", phrase(random, 2), word(random), random.below(100));
    }
    text.push_str("\n> ");
    sentence(text, random, 15);
    text.push_str(", see <https://acme.example/>.\n\n");
    30
}

fn word(random: &mut Random) -> String {
    let mut word = String::new();
    let rank = random.rank(0.35);
    push_word(rank, &mut word);
    word
}

fn sentence(text: &mut String, random: &mut Random, words: usize) {
    for position in 0..words {
        if position > 0 {
            text.push(if position % 16 == 0 { '\n' } else { ' ' });
        }
        let rank = random.rank(0.0);
        push_word(rank, text);
    }
}

/// Some words as in a title, none of them very common.
fn phrase(random: &mut Random, words: usize) -> String {
    let mut phrase = String::new();
    for position in 0..words {
        if position > 0 {
            phrase.push(' ');
        }
        let rank = random.rank(0.35);
        push_word(rank, &mut phrase);
    }
    phrase[..1].to_uppercase() + &phrase[1..]
}

/// Writes the word of a rank. Frequent words are short, as in any language.
fn push_word(rank: usize, text: &mut String) {
    if let Some(common) = COMMON.get(rank) {
        return text.push_str(common);
    }
    let mut letters = Random(rank as u64);
    // The first number tells neighbouring ranks hardly apart.
    letters.below(1);
    let syllables = if rank < 2_000 {
        2
    } else if rank < 60_000 {
        3
    } else {
        4
    };
    for _ in 0..syllables {
        text.push_str(ONSETS[letters.below(ONSETS.len())]);
        text.push_str(VOWELS[letters.below(VOWELS.len())]);
    }
    text.push_str(CODAS[letters.below(CODAS.len())]);
}

/// A small generator of numbers (Knuth's MMIX), so that a size always gives the same handbook.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }

    /// The rank of a word, by Zipf's law: as likely between 10 and 100 as between 100 and 1,000. The share `from` of the most
    /// frequent ones is left out.
    fn rank(&mut self, from: f64) -> usize {
        let share = from + (1.0 - from) * self.below(1 << 30) as f64 / f64::from(1 << 30);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the vocabulary's size")]
        let rank = (VOCABULARY.powf(share) - 1.0) as usize;
        rank
    }
}
