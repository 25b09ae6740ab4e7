use super::{Kind, parse};

#[test]
fn heads_titles_and_descriptions_are_read() {
    let source = "---\ntitle: \"The way\"\n---\n%% a comment\nflowchart LR\naccTitle: From visit to install\naccDescr {\n  Two steps\n  in a row\n}\nvisit --> install; install --> build";
    let diagram = parse(source).expect("a diagram");
    assert_eq!(diagram.title.as_deref(), Some("The way"));
    assert_eq!(diagram.name.as_deref(), Some("From visit to install"));
    assert_eq!(diagram.description.as_deref(), Some("Two steps in a row"));
    assert_eq!((diagram.kind(), &*diagram.labels()), (Kind::Flowchart, "visit, install, build"));
    assert_eq!(parse("sequenceDiagram\ntitle: Who asks\nA->>B: x").expect("a diagram").title.as_deref(), Some("Who asks"));
}

#[test]
fn what_the_drawing_does_not_follow_is_known() {
    for (source, word, is_link, line) in [
        ("graph TD\na --> b\nclassDef x fill:#f00\nclass a x", "classDef", false, 2),
        ("graph TD\na:::x --> b\nclick a \"https://acme.example\"", "click", true, 2),
        ("%%{init: {\"theme\": \"dark\"}}%%\ngraph TD\na --> b", "init", false, 0),
        ("sequenceDiagram\nrect rgb(0, 0, 255)\nA->>B: x\nend", "rect", false, 1),
        ("sequenceDiagram\nbox Aqua Us\nparticipant A\nend\nA->>B: x", "box", false, 1),
    ] {
        let unused = parse(source).expect("a diagram").unused.expect("a directive");
        assert_eq!((&*unused.word, unused.is_link, unused.line), (word, is_link, line), "{source}");
    }
    assert_eq!(parse("sequenceDiagram\nbox Our team\nparticipant A\nend").expect("a diagram").unused, None);
}

#[test]
fn all_that_mermaid_reads_is_drawn() {
    for (source, labels) in [
        ("graph TD\ndone? --> C++ --> build* --> 50%", "done?, C++, build*, 50%"),
        ("flowchart LR\na[\"`Two\n  lines`\"] --> b", "Two lines, b"),
        ("flowchart LR\na e1@--> b\ne1@{ animate: true }", "a, b"),
        ("flowchart LR\na@{ shape: doc, label: \"Notes\" } --> b@{ shape: delay }", "Notes, b"),
        ("flowchart LR\nsubgraph x\na --> b\nend\nx -->|inwards| a", "a, b"),
        ("flowchart LR\nsubgraph x\nsubgraph y\na\nend\nb\nend\ny --> x", "a, b"),
    ] {
        let diagram = parse(source).expect("a diagram");
        assert_eq!(diagram.labels(), labels, "{source}");
        assert!(diagram.draw().width > 0.0);
    }
    let inward = parse("flowchart LR\nsubgraph x\na --> b\nend\nx -->|inwards| a").expect("a diagram").draw();
    assert!(format!("{inward:?}").contains("inwards"));
}

#[test]
fn what_is_not_understood_is_told_with_its_line() {
    for (source, reason, line) in [
        ("pie title Pets\n\"Dogs\": 3", "`pie` is not a kind that is drawn", 0),
        ("graph TD\na --> b\na ~> b", "`~> b` is not understood", 2),
        ("graph XY\na --> b", "`XY` is not a direction", 0),
        ("graph TD\nsubgraph x\na --> b", "a `subgraph` has no `end`", 2),
        ("graph TD\nsubgraph x\na\nend\nx --> a", "a link joins a subgraph and what it holds", 4),
        ("graph TD\na[open", "the shape of a node is not closed", 1),
        ("graph TD", "it is empty", 0),
        ("", "it is empty", 0),
    ] {
        let undrawn = parse(source).expect_err("a fault");
        assert_eq!((&*undrawn.reason, undrawn.line), (reason, line), "{source}");
    }
    assert!(parse(&format!("graph TD\n{}", "a --> b\n".repeat(7_000))).is_err());
}

/// Nobody's text breaks the reader or the layout.
#[test]
fn any_text_is_read_or_refused() {
    for head in ["graph TD\n", "graph LR\n", "sequenceDiagram\n"] {
        for text in [
            "a --> a",
            "a --> a & a",
            "subgraph x\nend",
            "subgraph x\nend\na --> x",
            "a -- b",
            "a[\"",
            "é -->|ü| 図",
            "a -->|",
            "& --> b",
            "A->>A:",
            "Note over A,B: x",
            "loop\nend",
            "alt\nelse\nend\nA->>B: y",
            "create participant A\nA->>A: x",
            "activate A",
            "destroy A\nA->>B: x",
            "participant A\ncreate participant B\nB->>A: x",
            "box\nend\nactor A",
            "\u{0}",
            "a@{",
            "a@{ shape: db",
        ] {
            if let Ok(diagram) = parse(&format!("{head}{text}")) {
                let drawing = diagram.draw();
                assert!(drawing.width.is_finite() && drawing.height.is_finite() && drawing.width > 0.0, "{text}");
            }
        }
    }
}
