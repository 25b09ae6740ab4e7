//! TeX's infix commands, which take all that stands before and behind them in their group.

use super::commands::commands;

/// The infix commands with those that say the same in front of their arguments.
const INFIX: [(&str, &str); 2] = [("choose", "\\binom"), ("over", "\\frac")];

/// The most infix commands of a formula.
const MOST: usize = 50;

/// Whether a command is infix.
pub(super) fn is_infix(name: &str) -> bool {
    INFIX.iter().any(|(infix, _)| *infix == name)
}

/// A formula with its infix commands in front of their arguments: `{n \choose k}` as `{\binom{n}{k}}`.
pub(super) fn to_prefix(formula: &str) -> String {
    let mut formula = formula.to_owned();
    for _ in 0..MOST {
        let found = commands(&formula).find_map(|(name, span)| {
            let (_, prefix) = INFIX.iter().find(|(infix, _)| *infix == name)?;
            Some((*prefix, span))
        });
        let Some((prefix, span)) = found else { break };
        let (start, end) = (group_start(&formula, span.start), group_end(&formula, span.end));
        let (above, below) = (formula[start..span.start].trim(), formula[span.end..end].trim());
        formula = format!("{}{prefix}{{{above}}}{{{below}}}{}", &formula[..start], &formula[end..]);
    }
    formula
}

/// Where the innermost group begins that byte `at` stands in; cells and lines end groups too.
fn group_start(formula: &str, at: usize) -> usize {
    let mut start = 0;
    let mut open = Vec::new();
    walk(&formula[..at], |position, sign| {
        match sign {
            Sign::Open => {
                open.push(start);
                start = position + 1;
            }
            Sign::Close => start = open.pop().unwrap_or(position + 1),
            Sign::Part(length) => start = position + length,
        }
        true
    });
    start
}

/// Where that group ends.
fn group_end(formula: &str, from: usize) -> usize {
    let (mut depth, mut end) = (0_usize, formula.len());
    walk(&formula[from..], |position, sign| {
        match sign {
            Sign::Open => depth += 1,
            Sign::Close if depth > 0 => depth -= 1,
            Sign::Part(_) if depth > 0 => {}
            Sign::Close | Sign::Part(_) => {
                end = from + position;
                return false;
            }
        }
        true
    });
    end
}

#[derive(Debug, Clone, Copy)]
enum Sign {
    Open,
    Close,
    /// The end of a cell or a line, or an end of an environment, with its length.
    Part(usize),
}

/// Gives every sign that parts a formula to `see`, until that says to stop.
fn walk(formula: &str, mut see: impl FnMut(usize, Sign) -> bool) {
    let bytes = formula.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let (sign, length) = match bytes[at] {
            b'\\' if bytes.get(at + 1) == Some(&b'\\') => (Some(Sign::Part(2)), 2),
            b'\\' if formula[at..].starts_with("\\begin{") => (Some(Sign::Open), environment(&formula[at..])),
            b'\\' if formula[at..].starts_with("\\end{") => (Some(Sign::Close), environment(&formula[at..])),
            b'\\' => (None, 2),
            b'{' => (Some(Sign::Open), 1),
            b'}' => (Some(Sign::Close), 1),
            b'&' => (Some(Sign::Part(1)), 1),
            _ => (None, 1),
        };
        // Content begins behind the name of an environment.
        let position = if matches!(sign, Some(Sign::Open)) { at + length - 1 } else { at };
        if sign.is_some_and(|sign| !see(position, sign)) {
            return;
        }
        at += length;
    }
}

fn environment(command: &str) -> usize {
    command.find('}').map_or(command.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_what_the_group_holds() {
        for (formula, expected) in [
            ("{n \\choose k}^2", "{\\binom{n}{k}}^2"),
            ("a \\over b", "\\frac{a}{b}"),
            ("x + {1 + {a \\over b} \\over \\{c\\}}", "x + {\\frac{1 + {\\frac{a}{b}}}{\\{c\\}}}"),
            ("a & b \\over c \\\\ d", "a &\\frac{b}{c}\\\\ d"),
            ("\\begin{matrix}a \\over b\\end{matrix}", "\\begin{matrix}\\frac{a}{b}\\end{matrix}"),
            ("\\overline{x} é", "\\overline{x} é"),
            ("\\over", "\\frac{}{}"),
            ("}\\over{", "}\\frac{}{{}"),
        ] {
            assert_eq!(to_prefix(formula), expected, "{formula}");
        }
    }
}
