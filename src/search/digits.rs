//! Numbers as characters that need no escape in a script and compress well: one character for most.
//!
//! The alphabet is printable ASCII without the space, `"`, `<`, `\` and `~`: 90 characters. The first 45 end a number, the other 45
//! continue it, lowest digit first.

/// Half the alphabet: the base of the digits.
pub(super) const BASE: u32 = 45;

/// The character at a position in the alphabet, below 90.
pub(super) fn symbol(place: u32) -> char {
    // Skips the excluded characters: `"` is 34, `<` is 60, `\` is 92.
    let code = place + 33;
    let code = code + u32::from(code >= 34);
    let code = code + u32::from(code >= 60);
    let code = code + u32::from(code >= 92);
    char::from_u32(code).unwrap_or('!')
}

/// The position of a character in the alphabet.
pub(super) fn place(symbol: u8) -> u32 {
    let code = u32::from(symbol);
    code.saturating_sub(33 + u32::from(code > 34) + u32::from(code > 60) + u32::from(code > 92))
}

/// Writes a number.
pub(super) fn push(number: u32, into: &mut String) {
    let mut rest = number;
    while rest >= BASE {
        into.push(symbol(BASE + rest % BASE));
        rest /= BASE;
    }
    into.push(symbol(rest));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_is_what_it_says() {
        let alphabet: String = (0..2 * BASE).map(symbol).collect();
        let expected: String = ('!'..'~').filter(|c| !matches!(c, '"' | '<' | '\\')).collect();
        assert_eq!(alphabet, expected);
        assert!((0..2 * BASE).all(|number| place(u8::try_from(symbol(number)).expect("ASCII")) == number));
    }
}
