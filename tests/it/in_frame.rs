//! Whether a page's HTML stays in the place that the theme gives it, by the tree that html5ever builds as browsers do.

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::rendered::rendered;

/// The names of the elements around the first element with that name, the innermost first.
fn around(node: &Handle, wanted: &str) -> Option<Vec<String>> {
    for child in node.children.borrow().iter() {
        let NodeData::Element { name, .. } = &child.data else { continue };
        if &*name.local == wanted {
            return Some(Vec::new());
        }
        if let Some(mut found) = around(child, wanted) {
            found.push(name.local.to_string());
            return Some(found);
        }
    }
    None
}

/// Asserts that what follows the page's HTML in its frame is where the frame has it.
pub(crate) fn assert_frame_holds(text: &str) {
    let page = rendered(text);
    let html = page.heading_html.unwrap_or_default() + &page.html;
    let document = format!(
        "<!doctype html><title>t</title><body><main><article><section><div>{html}<jb-after></jb-after></div></section></article></main><jb-footer></jb-footer>"
    );
    for scripting_enabled in [true, false] {
        let tree_builder = TreeBuilderOpts { scripting_enabled, ..TreeBuilderOpts::default() };
        let dom = parse_document(RcDom::default(), ParseOpts { tree_builder, ..ParseOpts::default() }).one(document.as_str());
        let after = around(&dom.document, "jb-after");
        let footer = around(&dom.document, "jb-footer");
        let expected: Vec<String> = ["div", "section", "article", "main", "body", "html"].map(str::to_owned).to_vec();
        assert_eq!(after.as_ref(), Some(&expected), "{text:?}\n{html}");
        assert_eq!(footer.as_deref(), Some(&expected[4..]), "{text:?}\n{html}");
    }
}
