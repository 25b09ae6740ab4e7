//! Text is readable with any colours: the built-in themes' own palettes, and every accent that a handbook can choose.

use std::collections::BTreeMap;

use super::*;
use crate::theme::{ThemeFiles, assemble};

/// A colour in the light and in the dark scheme.
type Both = [[f64; 3]; 2];

/// The minimum contrast of non-text elements, such as the edge of a button (WCAG 2.2, 1.4.11).
const EDGE_CONTRAST: f64 = 3.0;

/// A built-in theme's surfaces and style sheet.
fn theme(name: &str) -> (Surfaces, String) {
    let assembled = assemble(name, "en", &ThemeFiles::default());
    assert_eq!(assembled.diagnostics, []);
    let sheet = assembled.value.assets()["style.css"].bytes.to_vec();
    (assembled.value.manifest().surfaces.clone(), String::from_utf8(sheet).expect("a style sheet is UTF-8"))
}

fn colour(hex: &str) -> [f64; 3] {
    parse(hex).unwrap_or_else(|| panic!("`{hex}` is not a colour"))
}

/// A value in both schemes: `light-dark(#a, #b)`, or one colour for both.
fn pair(value: &str) -> Option<Both> {
    let both = value.trim().strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')'));
    match both.and_then(|both| both.split_once(", ")) {
        Some((light, dark)) => Some([colour(light), colour(dark)]),
        None => parse(value.trim()).map(|one| [one, one]),
    }
}

/// The colours of every rule: its selector, and its properties by name. `var()` is resolved with the root's properties.
fn palettes(sheet: &str) -> Vec<(String, BTreeMap<String, Both>)> {
    let mut root = BTreeMap::new();
    let mut rules = Vec::new();
    for rule in sheet.split('}') {
        let Some((selector, body)) = rule.rsplit_once('{') else { continue };
        let selector = selector.rsplit(['\n', '{']).next().unwrap_or_default().trim().to_owned();
        let declared = body.split(';').filter_map(|line| line.split_once(':'));
        let mut found: BTreeMap<String, Both> = BTreeMap::new();
        for (name, value) in declared {
            let known = value.trim().strip_prefix("var(").and_then(|name| root.get(name.trim_end_matches(')')).copied());
            found.extend(pair(value).or(known).map(|pair| (name.trim().to_owned(), pair)));
        }
        if selector == ":root" {
            root.extend(found.clone());
        }
        rules.push((selector, found));
    }
    rules.push((":root".to_owned(), root));
    rules
}

fn assert_contrast(what: &str, (upper, lower): (Both, Both), least: f64) {
    for (scheme, (upper, lower)) in ["light", "dark"].iter().zip(upper.into_iter().zip(lower)) {
        let found = contrast(upper, lower);
        assert!(found >= least, "{what}, {scheme}: {} on {} has {found:.2}", hex(upper), hex(lower));
    }
}

#[test]
fn every_pair_of_the_themes_is_readable() {
    for name in ["default", "field-guide"] {
        let (surfaces, sheet) = theme(name);
        let rules = palettes(&sheet);
        let (_, root) = rules.last().expect("a style sheet has rules");
        let papers = [root["--paper"], root["--panel"]];
        let said = |papers: &[Colour]| papers.iter().map(|paper| colour(paper.as_str())).collect::<Vec<_>>();
        assert_eq!(said(&surfaces.light), papers.map(|[light, _]| light), "{name}: theme.yaml names the light surfaces");
        assert_eq!(said(&surfaces.dark), papers.map(|[_, dark]| dark), "{name}: theme.yaml names the dark surfaces");
        for paper in papers {
            assert_contrast(&format!("{name} edge"), (root["--edge"], paper), EDGE_CONTRAST);
            for text in ["--text", "--soft", "--accent"] {
                assert_contrast(&format!("{name} {text}"), (root[text], paper), TEXT_CONTRAST);
            }
        }
        let mut inks = 0;
        for (selector, rule) in &rules {
            let what = |part: &str| format!("{name} {selector} {part}");
            if let (Some(ink), Some(tint), Some(cover)) = (rule.get("--ink"), rule.get("--tint"), rule.get("--cover")) {
                inks += 1;
                for text in [*ink, root["--text"], root["--soft"]] {
                    assert_contrast(&what("on tint"), (text, *tint), TEXT_CONTRAST);
                }
                for paper in papers {
                    assert_contrast(&what("ink"), (*ink, paper), TEXT_CONTRAST);
                }
                assert_contrast(&what("cover"), (root["--on-cover"], *cover), TEXT_CONTRAST);
            }
            // Code is on a panel, everything else on that or on paper.
            if let Some(text) = rule.get("color").filter(|_| !selector.contains("cover")) {
                let ground = rule.get("background").map_or(papers[1], |ground| *ground);
                assert_contrast(&what("text"), (*text, ground), TEXT_CONTRAST);
            }
        }
        assert!(inks >= 1, "{name} has inks");
    }
}

#[test]
fn every_accent_is_readable_on_every_surface() {
    for name in ["default", "field-guide"] {
        let (surfaces, sheet) = theme(name);
        let rules = palettes(&sheet);
        let soft = rules.last().expect("a style sheet has rules").1["--soft"];
        for value in (0..0x0100_0000_u32).step_by(4_099) {
            let accent = format!("#{value:06x}");
            let made = colours(&accent, &surfaces).expect("six digits are a colour");
            let sides = [
                (&made.light, &surfaces.light, &made.tint_light, soft[0]),
                (&made.dark, &surfaces.dark, &made.tint_dark, soft[1]),
            ];
            for (text, papers, tint, soft) in sides {
                for surface in papers.iter().map(Colour::as_str).chain([tint.as_str()]) {
                    let found = contrast(colour(text), colour(surface));
                    assert!(found >= TEXT_CONTRAST, "{name} {accent}: {text} on {surface} has {found:.2}");
                }
                let found = contrast(soft, colour(tint));
                assert!(found >= TEXT_CONTRAST, "{name} {accent}: soft text on {tint} has {found:.2}");
            }
        }
    }
}

#[test]
fn an_accent_that_is_clear_already_stays() {
    let surfaces = Surfaces::default();
    assert_eq!(colours("#3f3a8c", &surfaces).map(|made| made.light), Some("#3f3a8c".to_owned()));
    assert_eq!(colours("#abc", &surfaces).map(|made| made.dark), Some("#aabbcc".to_owned()));
    assert_eq!(colours("red", &surfaces), None);
}
