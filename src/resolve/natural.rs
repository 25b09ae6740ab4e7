//! Natural order: runs of digits compare as numbers, so that `2-setup` comes before `10-publish`.

use std::cmp::Ordering;

/// Compares two names naturally; ties fall back to the plain order, so that the order is total.
#[must_use]
pub fn compare(left: &str, right: &str) -> Ordering {
    let (mut rest_left, mut rest_right) = (left, right);
    loop {
        let (number_left, number_right) = (digits(rest_left), digits(rest_right));
        if !number_left.is_empty() && !number_right.is_empty() {
            let order = compare_numbers(number_left, number_right);
            if order.is_ne() {
                return order;
            }
            rest_left = &rest_left[number_left.len()..];
            rest_right = &rest_right[number_right.len()..];
            continue;
        }
        let (mut letters_left, mut letters_right) = (rest_left.chars(), rest_right.chars());
        match (letters_left.next(), letters_right.next()) {
            (Some(a), Some(b)) => {
                let order = a.to_lowercase().cmp(b.to_lowercase());
                if order.is_ne() {
                    return order;
                }
            }
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (None, None) => return left.cmp(right),
        }
        rest_left = letters_left.as_str();
        rest_right = letters_right.as_str();
    }
}

fn digits(text: &str) -> &str {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    &text[..end]
}

/// Compares runs of digits of any length without turning them into numbers, which could overflow.
fn compare_numbers(left: &str, right: &str) -> Ordering {
    let (left, right) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn numbers_count_and_case_does_not() {
        let mut names = vec!["b10", "b2", "B1", "a", "b02", "99999999999999999999999", "é", "100000000000000000000000"];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(names, ["99999999999999999999999", "100000000000000000000000", "a", "B1", "b02", "b2", "b10", "é"]);
    }
}
