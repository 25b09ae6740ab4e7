use proptest::prelude::*;

use super::*;

fn front_matter(text: &str) -> Checked<(FrontMatter, usize)> {
    read(&SourcePath::from("page.md"), text)
}

/// Each problem as `code|the bytes it points at|message -> suggestion`.
fn problems(text: &str) -> Vec<String> {
    let show = |problem: Diagnostic| {
        let span = problem.span.expect("problems of front matter have a place");
        let suggestion = problem.suggestion.map(|text| format!(" -> {text}")).unwrap_or_default();
        assert!(problem.help.is_some_and(|help| !help.is_empty() && !help.ends_with('.')));
        format!("{}|{}|{}{suggestion}", problem.code, &text[span], problem.message)
    };
    front_matter(text).diagnostics.into_iter().map(show).collect()
}

#[test]
fn probe() {
    for text in ["---\ntitle: a: b # c\nowner: x\n---\nbody", "---\ntitel: x\n---\n", "---\ntitle: x\n", "---\n\ttitle: x\n---\n"]
    {
        println!("{:?} {:#?}", problems(text), front_matter(text).value);
    }
}
