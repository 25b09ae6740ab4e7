//! All results for other sites, as a text by which two runs can be compared.

use std::fmt::Write;

use super::{Answer, Answers};

/// A line for each address, in order, without times: two reports differ only where something changed.
#[must_use]
pub fn report(answers: &Answers) -> String {
    let mut text = String::new();
    for (address, answer) in answers {
        let _ = match answer {
            Answer::Good => writeln!(text, "good     {address}"),
            Answer::Without(fragments) => {
                let listed: Vec<String> = fragments.iter().map(|fragment| format!("#{fragment}")).collect();
                writeln!(text, "partly   {address} lacks {}", listed.join(" "))
            }
            Answer::Unknown(reason) => writeln!(text, "unknown  {address} {reason}"),
            Answer::Bad(reason) => writeln!(text, "bad      {address} {reason}"),
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_a_line() {
        let answers: Answers = [
            ("https://d.example/", Answer::Bad("answers 404 not found".to_owned())),
            ("https://a.example/", Answer::Good),
            ("https://c.example/", Answer::Unknown("answers 403 forbidden".to_owned())),
            ("https://b.example/", Answer::Without(["x".into(), "y".into()].into())),
        ]
        .map(|(address, answer)| (address.into(), answer))
        .into();
        let expected = "\
good     https://a.example/
partly   https://b.example/ lacks #x #y
unknown  https://c.example/ answers 403 forbidden
bad      https://d.example/ answers 404 not found
";
        assert_eq!(report(&answers), expected);
    }
}
