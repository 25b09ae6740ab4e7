use super::lettering::Lettering;
use super::*;

#[test]
fn lines_fit_and_say_when_they_are_cut() {
    let lettering = Lettering::new();
    for (text, size, room, lines, expected) in [
        ("Labs", 40.0, 600.0, 1, vec!["Labs"]),
        ("One two three", 40.0, 100.0, 3, vec!["One", "two", "three"]),
        ("One two three", 40.0, 110.0, 2, vec!["One", "two…"]),
        ("Donaudampfschifffahrt", 40.0, 200.0, 2, vec!["Donauda…"]),
    ] {
        let wrapped = lettering.wrapped(text, size, room, lines);
        assert!(wrapped.iter().all(|line| lettering.width(line, size) <= room), "{wrapped:?}");
        assert_eq!(wrapped, expected);
    }
}

#[test]
fn what_the_font_lacks_is_left_out_and_a_text_without_letters_is_none() {
    let lettering = Lettering::new();
    for (text, expected) in [
        ("Interactive labs", Some("Interactive labs")),
        ("Labs 🚀  and\nmore", Some("Labs and more")),
        ("E\u{301}tape suivante", Some("Étape suivante")),
        ("Мы рядом", Some("Мы рядом")),
        ("開発者", None),
        ("", None),
    ] {
        assert_eq!(lettering.legible(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn every_mark_has_an_outline() {
    for number in 0..15 {
        let bounds = shapes::outline(number).expect("a shape").bounds();
        assert!(bounds.width() > 30.0 && bounds.width() < 46.0, "{number}: {bounds:?}");
    }
}
