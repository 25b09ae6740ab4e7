use super::*;

fn stages<'a>(titles: &[&'a str]) -> Vec<RingStage<'a>> {
    let number = 1..;
    titles
        .iter()
        .zip(number)
        .map(|(title, number)| RingStage { title, href: "./", number, ink: 1, count: 0, current: false })
        .collect()
}

#[test]
fn groups_and_stages_share_equal_slots_from_twelve_o_clock() {
    let groups = [RingGroup { word: "Here", stages: 1 }, RingGroup { word: "There", stages: 1 }];
    let drawn = ring(&stages(&["One", "Two"]), &groups, RingSize::Home, false).expect("fits");
    assert_eq!(drawn.arcs[0].start, Some(RingPoint { x: 320.0, y: 94.0 }));
    assert_eq!((drawn.nodes[0].x, drawn.nodes[0].y), (488.0, 262.0));
    assert_eq!(drawn.arcs[1].start, Some(RingPoint { x: 320.0, y: 430.0 }));
    assert_eq!((drawn.nodes[1].x, drawn.nodes[1].y), (152.0, 262.0));
}

#[test]
fn the_ring_is_mirrored_where_text_runs_from_right_to_left() {
    let groups = [RingGroup { word: "Here", stages: 2 }, RingGroup { word: "There", stages: 2 }];
    let titles = ["One", "Two and some more words", "Three", "Four"];
    let [left, right] = [false, true].map(|is| ring(&stages(&titles), &groups, RingSize::Home, is).expect("fits"));
    for (a, b) in left.nodes.iter().zip(&right.nodes) {
        assert_eq!((a.x, a.y, &a.title), (tenths(640.0 - b.x), b.y, &b.title));
        for (a, b) in a.name.iter().zip(&b.name) {
            assert_eq!((a.x, a.y, a.anchor, &a.text), (tenths(640.0 - b.x), b.y, b.anchor, &b.text));
        }
    }
    assert!(left.arcs[0].line.contains(" 0 0 1 ") && right.arcs[0].line.contains(" 0 0 0 "), "{:?}", right.arcs[0]);
}

#[test]
fn what_does_not_fit_becomes_a_list() {
    let many: Vec<&str> = (0..11).map(|_| "One").collect();
    assert_eq!(ring(&stages(&many), &[], RingSize::Home, false), None);
    let endless = ["One", "Incomprehensibilities", "Three", "Four"];
    assert_eq!(ring(&stages(&endless), &[], RingSize::Home, false), None);
    assert_eq!(ring(&[], &[], RingSize::Home, false), None);
}

#[test]
fn a_long_name_stands_in_two_even_lines() {
    let drawn = ring(&stages(&["One", "Getting things done", "Three", "Four"]), &[], RingSize::Home, false);
    let names: Vec<_> = drawn.expect("fits").nodes[1].name.iter().map(|line| line.text.clone()).collect();
    assert_eq!(names, ["Getting", "things done"]);
}
