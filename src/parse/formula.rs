//! Formulas in LaTeX, as GitHub reads them: distinguished from ordinary dollar signs, checked, and written as MathML.
//!
//! 1. A formula that is too large or defines commands is refused, since commands nest on the stack.
//! 2. `pulldown-latex` reads it; commands that it does not know are replaced by others that it does.
//! 3. The result is written as MathML, with the source as an annotation.

use std::ops::Range;
use std::thread;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Content, Event};
use pulldown_latex::mathml::push_mathml;
use pulldown_latex::{Parser, Storage};

use commands::commands;
use setting::{WRAPPING, has_stand_in, with_elements, without_styles};

mod commands;
mod infix;
mod setting;

/// The most commands of a formula, and the deepest braces in one.
const MOST_COMMANDS: usize = 2_000;
const DEEPEST_BRACES: usize = 100;

/// The most commands that are read on the caller's stack: each may be the argument of the one before it.
const MOST_ON_THIS_STACK: usize = 60;

/// The stack for larger ones, in bytes. It is reserved but hardly ever used.
const LARGE_STACK: usize = 64 << 20;

/// Commands that define others. Through them a short formula could become an endless one.
const DEFINING: [&str; 8] =
    ["def", "gdef", "let", "futurelet", "newcommand", "renewcommand", "providecommand", "DeclareMathOperator"];

/// Commands that GitHub knows and the parser does not, in terms of those that it knows.
const ALSO_KNOWN: &str = r"\def\bm#1{\boldsymbol{#1}}\def\mathscr#1{\mathcal{#1}}\def\mod{\quad\operatorname{mod}\;}\def\label#1{}\def\tag#1{\qquad(\mathrm{#1})}\def\mbox{\text}\def\hbox{\text}\def\TeX{\text{TeX}}\def\LaTeX{\text{LaTeX}}\def\smash#1{#1}\def\large{}\def\Large{}\def\small{}";

/// What is wrong with a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaFault {
    /// The text, as part of a sentence.
    pub message: String,
    /// The bytes concerned in the formula's source.
    pub span: Range<usize>,
}

/// Whether GitHub too treats `range` of `text`, including its dollars, as a formula: no letter or digit touches it from outside.
#[must_use]
pub fn is_formula(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let behind = text[range.end..].chars().next();
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '$' | '\\'));
    !touches(before) && !touches(behind)
}

/// A formula as MathML, with its source as an annotation.
///
/// # Errors
/// What is wrong with the source, and where.
pub fn mathml(source: &str, is_display: bool) -> Result<String, FormulaFault> {
    let formula = inside(source);
    let offset = formula.as_ptr() as usize - source.as_ptr() as usize;
    let fault = |message: String, span: Range<usize>| FormulaFault { message, span: span.start + offset..span.end + offset };
    let whole = 0..formula.len();
    let mut count = 0;
    for (name, span) in commands(formula) {
        count += 1;
        if DEFINING.contains(&name) {
            return Err(fault(format!("`\\{name}` defines a command, and every formula stands by itself"), span));
        }
    }
    if count > MOST_COMMANDS || depth_of_braces(formula) > DEEPEST_BRACES {
        return Err(fault("it is too large".to_owned(), whole));
    }
    let drawn = if count <= MOST_ON_THIS_STACK { draw(formula, is_display) } else { draw_apart(formula, is_display) };
    drawn.map_err(|message| match unknown_command(formula).filter(|_| message.starts_with(UNKNOWN)) {
        Some((name, span)) => fault(format!("`\\{name}` is not a command that is known"), span),
        None => fault(message, whole),
    })
}

/// The source of a formula without the backticks of ``$`x`$``.
#[must_use]
pub fn inside(source: &str) -> &str {
    let source = source.trim();
    source.strip_prefix('`').and_then(|inside| inside.strip_suffix('`')).unwrap_or(source).trim()
}

/// Draws a large formula on a separate stack.
fn draw_apart(formula: &str, is_display: bool) -> Result<String, String> {
    thread::scope(|scope| {
        let apart = thread::Builder::new().stack_size(LARGE_STACK).spawn_scoped(scope, || draw(formula, is_display));
        apart.ok().and_then(|apart| apart.join().ok()).unwrap_or_else(|| Err("it is too large".to_owned()))
    })
}

fn draw(formula: &str, is_display: bool) -> Result<String, String> {
    let storage = Storage::new();
    let display_mode = if is_display { DisplayMode::Block } else { DisplayMode::Inline };
    // The writer treats the annotation as MathML, and does not escape the relation `<`.
    let annotation = formula.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let config = RenderConfig { display_mode, annotation: Some(&annotation), ..RenderConfig::default() };
    let first = events(formula, &storage);
    if has_stand_in(formula) {
        return Err("a letter of Unicode's private area has no meaning here".to_owned());
    }
    let with_names = if first.is_err() { format!("{ALSO_KNOWN}{WRAPPING}{}", infix::to_prefix(formula)) } else { String::new() };
    let events = first.or_else(|_| events(&with_names, &storage))?;
    // The writer treats the names of operators as MathML too.
    if events.iter().any(|event| matches!(event, Event::Content(Content::Function(name)) if name.contains(['<', '>', '&']))) {
        return Err("the name of an operator cannot hold `<`, `>` or `&`".to_owned());
    }
    let mut mathml = String::new();
    push_mathml(&mut mathml, events.into_iter().map(Ok::<_, std::fmt::Error>), config).map_err(|error| error.to_string())?;
    let negated = ("><\u{338}", ">&lt;\u{338}");
    let relations = [("><</", ">&lt;</"), (">></", ">&gt;</"), (">&</", ">&amp;</"), negated];
    let mathml = relations.into_iter().fold(mathml, |mathml, (raw, escaped)| mathml.replace(raw, escaped));
    Ok(without_styles(&with_elements(mathml)))
}

/// The parser's events for a formula.
fn events<'s>(formula: &'s str, storage: &'s Storage) -> Result<Vec<Event<'s>>, String> {
    let events: Result<Vec<_>, _> = Parser::new(formula, storage).collect();
    events.map_err(|error| {
        let error = error.to_string();
        error.lines().next().unwrap_or_default().trim_start_matches("parsing error: ").to_owned()
    })
}

/// The parser's message for an unknown command.
const UNKNOWN: &str = "unknown primitive command";

/// The first unknown command of a formula.
fn unknown_command(formula: &str) -> Option<(&str, Range<usize>)> {
    commands(formula).find(|(name, _)| {
        if infix::is_infix(name) {
            return false;
        }
        let alone = format!("{ALSO_KNOWN}{WRAPPING}\\{name}");
        events(&alone, &Storage::new()).is_err_and(|error| error.starts_with(UNKNOWN))
    })
}

fn depth_of_braces(formula: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in formula.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(source: &str) -> (String, &str) {
        let fault = mathml(source, false).expect_err("a fault");
        (fault.message, &source[fault.span])
    }

    #[test]
    fn formulas_become_mathml() {
        let inline = mathml("`x_1`", false).expect("a formula");
        assert!(inline.contains("<msub><mi>x</mi><mn>1</mn></msub>") && inline.contains(">x_1</annotation>"), "{inline}");
        assert!(mathml("a", true).is_ok_and(|formula| formula.contains("display=\"block\"")));
        assert!(mathml("\\text{<b>}", false).is_ok_and(|formula| formula.contains("&lt;b&gt;")));
        for source in
            ["a < b > c \\& d", "\\text{</annotation><b>}", "a \\not< b", "\\mathrm{<b>}", "\\begin{matrix}<&>\\end{matrix}"]
        {
            let formula = mathml(source, false).expect("a formula");
            assert!(!formula.contains("<b>") && !formula.contains("><<") && !formula.contains(">>"), "{formula}");
        }
        assert!(mathml("\\operatorname{</mi><b>}", false).is_err());
        assert!(mathml("\\bm{x}", false).is_ok_and(|formula| formula.contains(">\\bm{x}</annotation>")));
    }

    /// Formulas like those in public documents. Those that are not drawn are listed here, so that nobody promises them.
    #[test]
    fn public_formulas_are_drawn() {
        let formulas = include_str!("../../tests/formulas/formulas.txt");
        let refused: Vec<&str> = formulas.lines().filter(|formula| mathml(formula, true).is_err()).collect();
        let expected = [
            "\\DeclareMathOperator{\\rank}{rank} \\rank A",
            "\\ce{H2O}",
            "\\SI{5}{\\meter}",
            "\\newcommand{\\R}{\\mathbb{R}} x \\in \\R",
            "\\def\\a{b} \\a",
            "\\eqalign{a &= b}",
            "\\hline",
        ];
        assert_eq!(refused, expected, "of {}", formulas.lines().count());
        // A Content-Security-Policy forbids styles in attributes.
        let styled = |formula: &&str| mathml(formula, true).is_ok_and(|drawn| drawn.contains(" style=\""));
        assert_eq!(formulas.lines().find(styled), None);
    }

    #[test]
    fn wrapped_parts_and_colours_are_elements_and_attributes() {
        for (formula, expected) in [
            ("\\boxed{a}^2", "<mrow class=\"jb-boxed\"><mrow><mrow><mi>a</mi></mrow></mrow></mrow>"),
            ("\\phantom{a} b", "<mphantom><mrow><mrow><mi>a</mi></mrow></mrow></mphantom>"),
            ("\\vphantom{a}", "<mpadded width=\"0\"><mphantom>"),
            ("\\textcolor{red}{a}", "mathcolor=\"#ff0000\""),
            ("\\colorbox{yellow}{a}", "mathbackground=\"#ffff00\""),
            ("a\\!b", " class=\"jb-back\""),
            ("{n \\choose k}", "<mfrac"),
            ("\\mbox{for all } x", "<mtext>for all"),
            ("\\TeX", "<mtext>TeX</mtext>"),
            ("x \\tag{1}", "<mn>1</mn>"),
            ("\\text{ style=\"color: red\"}", "style=\"color: red\""),
        ] {
            let drawn = mathml(formula, true).unwrap_or_else(|fault| fault.message);
            assert!(drawn.contains(expected), "{formula}: {drawn}");
        }
        assert!(mathml("\u{e000}", true).is_err());
    }

    #[test]
    fn faults_have_their_place() {
        for (source, message, place) in [
            ("`a + \\nosuch{b}`", "`\\nosuch` is not a command that is known", "\\nosuch"),
            ("\\def\\a{\\a\\a}\\a", "`\\def` defines a command, and every formula stands by itself", "\\def"),
            ("\\frac{1}{2", "unbalanced group found, expected it to be closed with `}`", "\\frac{1}{2"),
        ] {
            assert_eq!(fault(source), (message.to_owned(), place));
        }
    }

    #[test]
    fn no_formula_is_too_deep_for_the_stack() {
        for (unit, times) in
            [("\\frac", 60), ("\\hat", 1_999), ("\\frac{x}", 1_999), ("\\sqrt{", 90), ("{", 90_000), ("\\overset a", 90_000)]
        {
            assert!(mathml(&unit.repeat(times), false).is_err(), "{unit}");
        }
        assert!(mathml(&"\\alpha + ".repeat(1_500), false).is_ok());
    }

    #[test]
    fn letters_and_digits_that_touch_make_it_none() {
        for (text, expected) in [("($x$)", true), ("$x$, ", true), ("US$x$", false), ("$x$5", false), ("$x$$", false)] {
            let start = text.find('$').expect("a dollar");
            assert_eq!(is_formula(text, &(start..start + 3)), expected, "{text}");
        }
    }
}
