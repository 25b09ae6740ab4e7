//! What the survey is asked to look up.

use crate::fixture::Handbook;
use crate::link::wanted;

#[test]
fn what_the_content_does_not_hold_is_looked_for_in_the_repository() {
    let book = Handbook::parse(
        "//- handbook.yaml
external: [/api/]
//- content/adoption/a.md
[a](b.md) [a](../../src/main.rs#L1) [a](.hidden/x.md) [a](../../../out) [a](/src/x.rs) [a](/adoption/a.md) [a](/api/v1) [a](#x)
[a](https://example.com/y) [a](../../.git/config) [a](javascript:x) [a](folder/) [a](cafe\u{301}.md) [a](..\\src\\y.rs)
//- content/adoption/folder/map.png
//- content/adoption/caf\u{e9}.md
",
    );
    let wanted = wanted(&book.pages, &book.sources, &book.config);
    let paths: Vec<&str> = wanted.repository_paths.iter().map(crate::path::RepositoryPath::as_str).collect();
    let expected = [
        "content/adoption/..\\src\\y.rs",
        "content/adoption/.hidden/x.md",
        "content/adoption/b.md",
        "content/src/x.rs",
        "content/src/y.rs",
        "src/main.rs",
        "src/x.rs",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn shown_files_and_the_logo_are_measured() {
    let book = Handbook::parse(
        "//- handbook.yaml\ntheme: { logo: /logo.svg, favicon: z.png }\n//- logo.svg\n//- a.md\n![a](x.png) ![[Y.PNG|300]] [a](z.png) <img src=\"d/w.png\" alt=\"\"> ![a](b.md) ![[cafe\u{301}.png]]\n\
         //- x.png\n//- d/y.png\n//- z.png\n//- d/w.png\n//- b.md\n//- caf\u{e9}.png\n",
    );
    let wanted = wanted(&book.pages, &book.sources, &book.config);
    let images: Vec<&str> = wanted.images.iter().map(crate::path::SourcePath::as_str).collect();
    assert_eq!(images, ["caf\u{e9}.png", "d/w.png", "d/y.png", "logo.svg", "x.png"]);
}
