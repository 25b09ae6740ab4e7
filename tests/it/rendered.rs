//! One page by itself, parsed and rendered.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use journeybook::api::link::Resolution;
use journeybook::api::locale::Locale;
use journeybook::api::parse::{lossy_text, markdown, parse};
use journeybook::api::path::SourcePath;
use journeybook::api::render::highlight::Highlighter;
use journeybook::api::render::html::{Body, Prose, RenderedBody, Shift, render_body};
use journeybook::api::theme::built_in_locale;

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);
static ENGLISH: LazyLock<Locale> = LazyLock::new(|| built_in_locale("en"));

/// A page's HTML; all its links lead nowhere.
pub(crate) fn rendered(text: &str) -> RenderedBody {
    let bytes = text.as_bytes();
    let page = parse(&SourcePath::from("a.md"), bytes).value;
    let text = lossy_text(bytes);
    let unresolved = vec![Resolution::Missing; page.links.len()];
    let sizes = BTreeMap::new();
    let (shift, embeds) = (Shift::default(), None);
    let (highlighter, locale) = (&*HIGHLIGHTER, &*ENGLISH);
    let (image_sizes, private_hosts) = (&sizes, &[][..]);
    let body = Body {
        page: &page,
        text: &text,
        links: &unresolved,
        image_sizes,
        highlighter,
        drawings: &<_>::default(),
        locale,
        prose: Prose::default(),
        private_hosts,
        shift,
        embeds,
        terms: &[],
        samples: None,
    };
    render_body(&body, &markdown::events(&text, page.body))
}
