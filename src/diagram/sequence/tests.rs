use super::{Sequence, Step};
use crate::diagram::drawing::{Head, Mark};
use crate::diagram::parse;

fn sequence(source: &str) -> Sequence {
    let lines: Vec<(usize, &str)> = source.lines().map(str::trim).enumerate().collect();
    Sequence::parse(&lines).expect("a sequence").sequence
}

fn reason(source: &str) -> String {
    parse(&format!("sequenceDiagram\n{source}")).expect_err("a fault").reason
}

#[test]
fn arrows_and_activations_are_read() {
    for (line, is_dashed, tail, head) in [
        ("A->>B: x", false, Head::None, Head::Arrow),
        ("A-->>B: x", true, Head::None, Head::Arrow),
        ("A->B: x", false, Head::None, Head::None),
        ("A-->B: x", true, Head::None, Head::None),
        ("A-xB: x", false, Head::None, Head::Cross),
        ("A--xB: x", true, Head::None, Head::Cross),
        ("A-)B: x", false, Head::None, Head::Open),
        ("A--)B: x", true, Head::None, Head::Open),
        ("A<<->>B: x", false, Head::Arrow, Head::Arrow),
        ("A<<-->>B: x", true, Head::Arrow, Head::Arrow),
    ] {
        let sequence = sequence(line);
        let Some(Step::Message(message)) = sequence.steps.first() else { panic!("{line}") };
        assert_eq!((message.is_dashed, message.tail, message.head), (is_dashed, tail, head), "{line}");
        assert_eq!((message.from, message.to, &*message.label), (0, 1, &["x".to_owned()][..]), "{line}");
    }
    let steps = sequence("Dev->>+API: go\nAPI-->>-Dev: done").steps;
    assert_eq!([&steps[1], &steps[3]], [&Step::Activate(1), &Step::Deactivate(1)]);
}

#[test]
fn what_is_not_understood_is_told() {
    for (source, expected) in [
        ("A=>B: x", "`A=>B: x` is not understood"),
        ("loop x\nA->>B: y", "a block has no `end`"),
        ("end", "`end` ends nothing"),
        ("A->>-B: x", "`A` is not active"),
        ("Note beside A: x", "a note does not say where it stands"),
        ("else\nA->>B: x", "`else` stands in no block"),
        ("box\nbox\nend\nend", "a `box` stands in another"),
        ("", "it is empty"),
    ] {
        assert_eq!(reason(source), expected, "{source}");
    }
}

/// The numbers of an outline.
fn numbers(outline: &str) -> Vec<f64> {
    outline.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).filter_map(|number| number.parse().ok()).collect()
}

#[test]
fn words_stand_between_the_lines_that_they_belong_to_and_within_the_drawing() {
    let source = "sequenceDiagram
        actor P as A person with quite a long name
        participant Q
        Note left of P: To the left of everything
        P->>Q: Words that need more room than the boxes do
        loop Until a condition holds that takes many words to say
          Q->>Q: To itself
          Note right of Q: To the right of everything
        end";
    let drawing = parse(source).expect("a sequence").draw();
    let right = drawing.left + drawing.width;
    let mut lifelines = Vec::new();
    for mark in &drawing.marks {
        match mark {
            Mark::Words { x, y, lines, .. } => {
                let half = crate::diagram::width::widest(lines, 15.0) / 2.0;
                assert!(x - half >= drawing.left && x + half <= right && *y > 0.0 && *y < drawing.height, "{lines:?}");
            }
            Mark::Path { class: "jb-d-life", outline } => lifelines.push(numbers(outline)[0]),
            Mark::Path { outline, .. } => assert!(!outline.contains("NaN"), "{outline}"),
        }
    }
    let said = crate::diagram::width::width("Words that need more room than the boxes do", 15.0);
    assert!(lifelines.len() == 2 && lifelines[1] - lifelines[0] > said / 2.0, "{lifelines:?}");
}

#[test]
fn frames_hold_what_happens_in_them() {
    let drawing = parse("sequenceDiagram\nA->>B: x\nalt one\nB->>C: y\nelse two\nC->>B: z\nend").expect("a sequence").draw();
    let frame = drawing.marks.iter().find_map(|mark| match mark {
        Mark::Path { class: "jb-d-frame", outline } => Some(numbers(outline)),
        _ => None,
    });
    let frame = frame.expect("a frame");
    let top = frame[1];
    let y_of = |text: &str| {
        drawing.marks.iter().find_map(|mark| match mark {
            Mark::Words { y, lines, .. } if lines == &[text] => Some(*y),
            _ => None,
        })
    };
    assert!(y_of("x") < Some(top) && y_of("y") > Some(top) && y_of("y") < y_of("two") && y_of("two") < y_of("z"), "{frame:?}");
}

#[test]
fn numbers_count_as_they_are_told() {
    let steps = sequence("autonumber 10 5\nA->>B: x\nB->>A: y\nautonumber off\nA->>B: z").steps;
    let numbers: Vec<Option<usize>> = steps
        .iter()
        .map(|step| match step {
            Step::Message(message) => message.number,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(numbers, [Some(10), Some(15), None]);
}
