//! Many problems on one screen: the first of each code on one line each, a count of the others, and the worst files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar;

use super::visible::visible_line;
use super::{Code, Located, Severity, Texts, human};

/// The most lines that the list may have if it shows every problem.
const LINES: usize = 34;

/// How many lines the list and the tables below it get, if the number of codes allows; with the closing lines of a command they
/// fill a screen.
const REPORT: usize = 37;

/// How many lines all excerpts together may take; if they need more, each problem gets one line.
const SCREEN: usize = 40;

/// How many problems of one code are listed when not all can be.
const FIRST: usize = 5;

/// How many files are named at the end.
const WORST_FILES: usize = 5;

/// The width of a line, in terminal columns.
const COLUMNS: usize = 120;

/// How many lines the help at the end takes.
const HELP_LINES: usize = 2;

/// The fewest lines that a problem takes with its excerpt: the title, the place and a blank line.
const LEAST_LINES: usize = 3;

/// The problems, with ANSI styles: as compilers show them if that fits on a screen, otherwise as a list by code.
///
/// Errors come first, then warnings, then notes; within a code the order stays. The caller removes the styles if the output is not
/// a terminal; there are no other escape sequences or control characters in it.
#[must_use]
pub fn render(problems: &[Located], texts: &dyn Texts) -> String {
    if problems.len() <= SCREEN / LEAST_LINES {
        let full = human::render(problems, texts);
        if full.lines().count() <= SCREEN || problems.len() == 1 {
            return full;
        }
    }
    let groups = groups(problems);
    let sizes: Vec<usize> = groups.values().map(Vec::len).collect();
    let is_whole = sizes.len() + problems.len() <= LINES;
    let mut text = String::new();
    if is_whole {
        for (&(severity, code), group) in &groups {
            push_group(&mut text, severity, code, group, group.len());
        }
        text.push('\n');
    } else {
        let mut tables = String::from("\n");
        push_codes(&mut tables, &groups);
        push_files(&mut tables, problems);
        let lines = REPORT.saturating_sub(tables.lines().count() + HELP_LINES);
        for ((&(severity, code), group), share) in groups.iter().zip(shares(&sizes, lines)) {
            match share {
                1 => push_first(&mut text, severity, code, group),
                _ => push_group(&mut text, severity, code, group, share),
            }
        }
        text.push_str(&tables);
    }
    let _ = writeln!(text, "{HELP}help{HELP:#}: `--all` shows every problem with the line that it is on\n");
    text
}

type Groups<'p> = BTreeMap<(Severity, Code), Vec<&'p Located>>;

fn groups(problems: &[Located]) -> Groups<'_> {
    let mut groups = Groups::new();
    for problem in problems {
        groups.entry((problem.severity, problem.diagnostic.code)).or_default().push(problem);
    }
    groups
}

/// How many problems of each group are listed: one beside the group's name, or more below a heading. Lines are dealt out one by
/// one, up to [`FIRST`] problems for each group.
fn shares(sizes: &[usize], lines: usize) -> Vec<usize> {
    let mut shares = vec![1; sizes.len()];
    let mut left = lines.saturating_sub(sizes.len());
    for round in 2..=FIRST {
        // With a second problem, the first moves from beside the group's name to its own line.
        let cost = if round == 2 { 2 } else { 1 };
        for (share, &size) in shares.iter_mut().zip(sizes) {
            if size >= round && *share + 1 == round && left >= cost {
                *share = round;
                left -= cost;
            }
        }
    }
    shares
}

/// A group on one line: its name, how many there are, and the first.
fn push_first(text: &mut String, severity: Severity, code: Code, group: &[&Located]) {
    let style = style(severity);
    let count = if group.len() > 1 { format!(" (1 of {})", group.len()) } else { String::new() };
    let name = format!("{}[{code}]", severity.name());
    let columns = COLUMNS.saturating_sub(name.len() + count.len() + 2);
    let _ = writeln!(text, "{style}{name}{style:#}{count}: {}", cut(&line(group[0]), columns));
}

fn push_group(text: &mut String, severity: Severity, code: Code, group: &[&Located], share: usize) {
    let style = style(severity);
    let summary = code.summary().trim_end_matches('.');
    let count = match group.len() {
        1 => String::new(),
        count if share > 0 && share < count => format!(" ({share} of {count})"),
        count => format!(" ({count})"),
    };
    let _ = writeln!(text, "{style}{}[{code}]{style:#}{BOLD}: {}{BOLD:#}{count}", severity.name(), lower_case(summary));
    for problem in group.iter().take(share) {
        let _ = writeln!(text, "  {}", cut(&line(problem), COLUMNS - 2));
    }
}

/// The place, the message and what to write instead, on one line.
fn line(problem: &Located) -> String {
    let mut line = String::new();
    if let Some(file) = &problem.file {
        line.push_str(&visible_line(file));
        if let Some((start, _)) = problem.range {
            let _ = write!(line, ":{}:{}", start.line, start.column);
        }
        line.push_str(": ");
    }
    line.push_str(&visible_line(&problem.diagnostic.message));
    if let Some(fix) = problem.diagnostic.suggestion().filter(|fix| !fix.trim().is_empty()) {
        let _ = write!(line, "; write `{}`", visible_line(fix));
    }
    line
}

/// How many problems each code has, and how many of them `fix` can fix: in columns, read downwards.
fn push_codes(text: &mut String, groups: &Groups<'_>) {
    let width = groups.values().map(|group| group.len().to_string().len()).max().unwrap_or(1);
    let _ = writeln!(text, "{BOLD}By code:{BOLD:#}");
    let cells: Vec<String> = groups
        .iter()
        .map(|((severity, code), group)| {
            let safe = group.iter().filter(|problem| problem.diagnostic.has_safe_fix()).count();
            let fixable = if safe > 0 { format!(", {safe} with a safe fix") } else { String::new() };
            format!("  {:>width$} {}[{code}]{fixable}", group.len(), severity.name())
        })
        .collect();
    let cell = cells.iter().map(String::len).max().unwrap_or(1);
    let columns = if cells.len() > FIRST { (COLUMNS / cell).max(1) } else { 1 };
    let rows = cells.len().div_ceil(columns);
    for row in 0..rows {
        let line: String = cells[row..].iter().step_by(rows).map(|text| format!("{text:cell$}")).collect();
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text.push('\n');
}

/// The files with the most problems that count.
fn push_files(text: &mut String, problems: &[Located]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.severity != Severity::Note) {
        if let Some(file) = &problem.file {
            *counts.entry(file).or_default() += 1;
        }
    }
    let files = counts.len();
    let mut worst: Vec<(usize, &str)> = counts.into_iter().map(|(file, count)| (count, file)).collect();
    worst.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    if files < 2 {
        return;
    }
    let width = worst[0].0.to_string().len();
    let heading = if files > WORST_FILES { format!("The worst of {files} files:") } else { "By file:".to_owned() };
    let _ = writeln!(text, "{BOLD}{heading}{BOLD:#}");
    for (count, file) in worst.into_iter().take(WORST_FILES) {
        let _ = writeln!(text, "  {count:>width$} {}", cut(&visible_line(file), COLUMNS - 4 - width));
    }
    text.push('\n');
}

const BOLD: Style = Style::new().bold();
const HELP: Style = AnsiColor::BrightCyan.on_default().bold();

/// The colours of the renderer with excerpts.
const fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::BrightRed.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Note => AnsiColor::BrightGreen.on_default().bold(),
    }
}

fn lower_case(sentence: &str) -> String {
    let mut characters = sentence.chars();
    let is_word = sentence.chars().nth(1).is_some_and(|second| !second.is_uppercase());
    match characters.next() {
        Some(first) if is_word => first.to_lowercase().chain(characters).collect(),
        _ => sentence.to_owned(),
    }
}

/// The text, ended by `…` where it is wider than `columns`.
fn cut(text: &str, columns: usize) -> String {
    let mut width = 0;
    for (at, character) in text.char_indices() {
        width += character.width().unwrap_or(1);
        if width > columns {
            let kept = text[..at].char_indices().next_back().map_or(0, |(last, _)| last);
            return format!("{}…", &text[..kept]);
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::tests::Pages;
    use crate::diagnostic::{Applicability, Diagnostic, Level, Levels, locate};
    use crate::path::SourcePath;

    fn shown(diagnostics: Vec<Diagnostic>) -> String {
        let pages = Pages::one("a.md", "text\n".repeat(2000));
        let problems = locate(diagnostics, &Levels::default(), &pages);
        anstream::adapter::strip_str(&render(&problems, &pages)).to_string()
    }

    fn problem(code: Code, number: usize) -> Diagnostic {
        Diagnostic::new(code, format!("number {number}"))
            .in_source(&SourcePath::from("a.md"))
            .at(5 * number..5 * number + 4)
            .help("look closer")
            .fix("words", Applicability::Safe)
    }

    #[test]
    fn few_problems_are_shown_with_their_lines() {
        let few = (0..4).map(|number| problem(Code::BrokenLink, number)).collect();
        assert!(shown(few).contains("1 | text\n  | ^^^^\n"));
        assert_eq!(shown(Vec::new()), "");
    }

    #[test]
    fn more_are_a_line_each() {
        let some = (0..12).map(|number| problem(Code::BrokenLink, number)).collect();
        let text = shown(some);
        assert!(text.starts_with("error[broken-link]: "), "{text}");
        assert!(text.contains(" (12)\n  content/a.md:1:1: number 0; write `words`\n"), "{text}");
        assert!(text.contains("  content/a.md:12:1: number 11; write `words`\n\nhelp: `--all`"), "{text}");
    }

    #[test]
    fn very_many_are_the_first_of_each_code_with_counts() {
        let mut many: Vec<Diagnostic> = (0..700).map(|number| problem(Code::BrokenLink, number)).collect();
        many.extend((0..3).map(|number| problem(Code::MissingAlt, number)));
        many.push(Diagnostic::new(Code::EmptyPage, "x".repeat(500)).in_source(&SourcePath::from("b.md")));
        let text = shown(many);
        assert!(text.contains(" (5 of 700)\n"), "{text}");
        assert!(text.contains("  700 error[broken-link], 700 with a safe fix\n"), "{text}");
        assert!(text.contains("  703 content/a.md\n    1 content/b.md\n"), "{text}");
        assert!(text.lines().count() <= REPORT, "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= COLUMNS), "{text}");
    }

    #[test]
    fn every_code_at_once_still_fits() {
        let all = Code::ALL.iter().flat_map(|&code| (0..50).map(move |number| problem(code, number)));
        let text = shown(all.collect());
        // There are more codes than lines: each shows its first problem, and has its place in the table.
        assert!(
            text.lines().count() <= Code::ALL.len() + Code::ALL.len().div_ceil(2) + 8,
            "{} lines\n{text}",
            text.lines().count()
        );
    }

    #[test]
    fn eighteen_codes_fit_on_a_screen() {
        let codes = Code::ALL.iter().rev().filter(|code| code.default_level() == Level::Warn).take(18);
        let text = shown(codes.flat_map(|&code| (0..50).map(move |number| problem(code, number))).collect());
        assert!(text.lines().count() <= REPORT, "{} lines\n{text}", text.lines().count());
        assert_eq!(text.matches("number 0").count(), 18, "each code has its first problem\n{text}");
    }
}
