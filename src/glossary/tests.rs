use crate::fixture::WholeSite;

const GLOSSARY: &str = "//- content/glossary.md
---
kind: glossary
---
# Words

## A

### Champion (core contributor, CC)

Somebody who answers **others** before we do.

### Cohort

*Also: intake, year group.*

The people who begin together.
";

#[test]
fn the_first_use_of_a_term_has_its_meaning_beside_it() {
    let whole = WholeSite::clean(&format!(
        "{GLOSSARY}//- content/a.md\n# Champions\n\n`Champion` and [champion](b.md): our *champions* and each core contributor. No cc, and the intakes.\n//- content/b.md\n# B\n\nNothing.\n"
    ));
    let page = whole.render("a/index.html");
    assert_eq!(page.matches("class=\"jb-term\"").count(), 2, "{page}");
    let champion = "<em><a class=\"jb-term\" href=\"../glossary/#champion-core-contributor-cc\" aria-describedby=\"jb-term-0\">champions</a><span class=\"jb-gloss\" role=\"tooltip\" id=\"jb-term-0\">Somebody who answers others before we do.</span></em>";
    assert!(page.contains(champion), "{page}");
    assert!(
        page.contains(
            ">intakes</a><span class=\"jb-gloss\" role=\"tooltip\" id=\"jb-term-1\">The people who begin together.</span>"
        ),
        "{page}"
    );
    assert!(page.contains("terms.js") && page.contains("kinds.css"));
    let other = whole.render("b/index.html");
    assert!(!other.contains("jb-term") && !other.contains("terms.js"), "a page without terms has nothing of them");
    assert!(!whole.render("glossary/index.html").contains("class=\"jb-term\""));
}

#[test]
fn other_names_help_the_search() {
    let whole = WholeSite::clean(&format!("{GLOSSARY}//- content/a.md\n# Thanks\n\nEach champion and cohort is thanked.\n"));
    let site = whole.site();
    let found: Vec<String> = site.search.find("intake", &site.config, &site.index).map(|hit| hit.title).collect();
    assert!(found.contains(&"Thanks".to_owned()), "{found:?}");
}

#[test]
fn a_term_that_is_defined_twice_or_never_used_is_told() {
    let whole = WholeSite::parse(&format!(
        "{GLOSSARY}\n### Year group\n\nThe same again.\n\n### Quay\n\nWhere boats lie.\n\n//- content/a.md\n# A\n\nA champion of the cohort sits on [it](glossary.md#quay).\n"
    ));
    assert_eq!(
        whole.problems(),
        [
            "duplicate-term content/glossary.md|### Year group\n|the term `Year group` is defined twice",
            "unused-term content/glossary.md|### Year group\n|no other page uses the term `Year group`",
        ]
    );
}

#[test]
fn a_handbook_without_a_glossary_has_nothing_of_it() {
    let whole = WholeSite::clean("//- content/a.md\n# A\n\nB.\n");
    assert!(
        whole.outputs().iter().all(|path| !path.contains("terms.js") && !path.contains("kinds.css")),
        "{:?}",
        whole.outputs()
    );
}
