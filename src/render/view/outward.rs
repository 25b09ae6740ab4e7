//! What a page says of itself to those who are not reading it: its other forms, and how it looks where it is linked to.

use crate::index::PageId;
use crate::journey::StageIndex;
use crate::path::UrlPath;
use crate::plan::{CARD, CARD_SIZE, FEED, MARKDOWN, folder, has_card, has_cards, has_feed};
use crate::render::context::{AlternateContext, CardContext, PageRole};

use super::{Here, site::title};

/// The page's own absolute address, when the handbook's is known.
pub(super) fn canonical(here: Here<'_>) -> Option<String> {
    here.site.config.url.as_ref().filter(|_| here.absolute.is_none()).map(|base| format!("{base}{}", here.url.encoded()))
}

/// The page as Markdown. A draft is not handed out.
pub(super) fn markdown_href(here: Here<'_>, id: PageId) -> Option<String> {
    let url = UrlPath::from(format!("{}{MARKDOWN}", here.site.index.page(id).url));
    (!here.site.parsed(id).front_matter.draft).then(|| here.href(&url))
}

/// The page's Markdown, and the feed of the stage whose landing page it is.
pub(super) fn alternates(here: Here<'_>, id: Option<PageId>, stage: Option<StageIndex>, role: PageRole) -> Vec<AlternateContext> {
    let site = here.site;
    let mut alternates = Vec::new();
    if let Some(href) = id.and_then(|id| markdown_href(here, id)) {
        alternates.push(AlternateContext { href, media_type: Some("text/markdown".to_owned()), language: None, title: None });
    }
    if let Some(stage) = stage.filter(|stage| role == PageRole::Stage && has_feed(site, Some(*stage))) {
        let url = UrlPath::from(format!("{}{FEED}", folder(site, Some(stage))));
        alternates.push(AlternateContext {
            href: here.href(&url),
            media_type: Some("application/atom+xml".to_owned()),
            language: None,
            title: Some(format!("{} · {}", site.config.journey.stage(stage).title, title(site))),
        });
    }
    alternates
}

/// The picture for previews elsewhere: the page's own, its stage's, or the handbook's.
pub(super) fn card(here: Here<'_>, id: Option<PageId>, stage: Option<StageIndex>) -> Option<CardContext> {
    let site = here.site;
    let base = site.config.url.as_deref().filter(|_| has_cards(site))?;
    let own = id.filter(|id| has_card(site, *id));
    let (folder, shown) = match (own, stage) {
        (Some(id), _) => (site.index.page(id).url.clone(), site.index.page(id).title.to_string()),
        (None, Some(stage)) => (folder(site, Some(stage)), site.config.journey.stage(stage).title.to_string()),
        (None, None) => (UrlPath::home(), title(site)),
    };
    let alternative = if shown == title(site) { shown } else { format!("{shown} · {}", title(site)) };
    Some(CardContext { url: format!("{base}{}{CARD}", folder.encoded()), width: CARD_SIZE.0, height: CARD_SIZE.1, alternative })
}
