use jiff::civil::date;

use super::*;

fn catalogue(text: &str) -> Catalogue {
    let (catalogue, problems) = Catalogue::parse(text);
    assert_eq!(problems, [], "{text}");
    catalogue
}

const ENGLISH_TEXTS: &str = "texts:\n  close: Close\n  pages: { one: \"{count} page\", other: \"{count} pages\" }\n";

#[test]
fn the_first_catalogue_that_has_a_text_decides_and_english_fills_gaps() {
    let own = vec![catalogue("texts: { open: Auf }\n"), catalogue("texts: { open: Öffnen, shut: Zu }\n")];
    let locale = Locale::new("de", own, catalogue(ENGLISH_TEXTS));
    assert_eq!((locale.text("open"), locale.text("shut"), locale.text("close")), ("Auf", "Zu", "Close"));
    assert_eq!(locale.text("nowhere"), "nowhere");
    assert_eq!((locale.language(), Locale::new("tlh", vec![], catalogue(ENGLISH_TEXTS)).language()), ("de", "en"));
}

#[test]
fn numbers_choose_the_plural_form_of_the_language() {
    let forms = "texts:\n  pages: { zero: z, one: o, two: t, few: \"f {count}\", many: m, other: r }\n";
    let says = |language: &str, count| Locale::new(language, vec![catalogue(forms)], Catalogue::default()).count("pages", count);
    assert_eq!([0, 1, 2, 3, 11, 100].map(|count| says("ar", count)), ["z", "o", "t", "f 3", "m", "r"]);
    assert_eq!([0, 1, 2].map(|count| says("fr", count)), ["o", "o", "r"]);
    assert_eq!([0, 1, 2].map(|count| says("ja", count)), ["r", "r", "r"]);
    assert_eq!([0, 1, 2].map(|count| says("en-GB", count)), ["r", "o", "r"]);
    assert_eq!(says("not a language", 1), "r");
}

#[test]
fn placeholders_are_filled_once_and_others_stay() {
    let read = catalogue("texts: { said: \"{who} {said} { {who\" }\n");
    let locale = Locale::new("en", vec![read], Catalogue::default());
    assert_eq!(locale.fill("said", &[("who", "{said}")]), "{said} {said} { {who");
}

#[test]
fn days_are_written_by_the_catalogue() {
    let months = "[M1, M2, M3, M4, M5, M6, M7, M8, M9, M10, M11, M12]";
    let read = catalogue(&format!("months: {months}\ndates: {{ day: \"{{day}}. {{month}} {{year}}\" }}\n"));
    let locale = Locale::new("de", vec![read], Catalogue::default());
    assert_eq!(
        (locale.day(date(2026, 3, 4)), locale.month(date(2026, 3, 4))),
        ("4. M3 2026".into(), "2026-M3-{day}".replace("{day}", "4"))
    );
}

#[test]
fn a_faulty_catalogue_keeps_what_is_sound() {
    for (text, message) in [
        ("texts: { a: A, b: [1] }\n", "`b` must be text, not a list"),
        ("texts: { a: A, b: { once: x, other: y } }\n", "there is no plural form `once`"),
        ("texts: { a: A, b: { one: x } }\n", "`b` lacks the form `other`"),
        ("texts: { a: A }\nmonths: [Jan]\n", "`months` names 1 months"),
        ("texts: { a: A }\ntext: {}\n", "a catalogue has no key `text`"),
    ] {
        let (read, problems) = Catalogue::parse(text);
        assert_eq!(problems.iter().map(|problem| &*problem.message).collect::<Vec<_>>(), [message]);
        assert_eq!(read.texts.keys().collect::<Vec<_>>(), ["a"], "{text}");
    }
}

#[test]
fn a_language_is_answered_by_its_own_catalogue_and_shorter_ones() {
    for (language, expected) in [
        ("pt-BR", &["pt-br", "pt"][..]),
        ("de", &["de"]),
        ("zh-Hans-CN", &["zh-hans-cn", "zh-hans", "zh"]),
        ("zh-TW", &["zh-tw"]),
        ("zh-Hant-HK", &["zh-hant-hk", "zh-hant"]),
    ] {
        assert_eq!(candidates(language), expected);
    }
}

#[test]
fn direction_follows_the_script() {
    for (language, expected) in
        [("ar", true), ("he-IL", true), ("fa", true), ("en", false), ("az-Arab", true), ("ks-Deva", false)]
    {
        assert_eq!(is_right_to_left(language), expected, "{language}");
    }
}
