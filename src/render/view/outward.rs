//! A page's metadata for others: its alternative forms, and its look in link previews.

use crate::generated::{CARD_SIZE, Generated, Publication, handbook_title};
use crate::index::PageId;
use crate::journey::StageIndex;
use crate::render::context::{AlternateContext, CardContext, PageRole};

use super::Here;

/// The page's own absolute address, when the handbook's is known.
pub(super) fn canonical(here: Here<'_>) -> Option<String> {
    here.site.config.url.as_ref().filter(|_| here.absolute.is_none()).map(|base| format!("{base}{}", here.url.encoded()))
}

/// The page as Markdown. Drafts have none.
pub(super) fn markdown_href(here: Here<'_>, id: PageId) -> Option<String> {
    here.generated_href(&Generated::Publication(Publication::Markdown(id)))
}

/// The page's Markdown, and the feed of the stage whose landing page it is.
pub(super) fn alternates(here: Here<'_>, id: Option<PageId>, stage: Option<StageIndex>, role: PageRole) -> Vec<AlternateContext> {
    let site = here.site;
    let mut alternates = Vec::new();
    if let Some(href) = id.and_then(|id| markdown_href(here, id)) {
        alternates.push(AlternateContext { href, media_type: Some("text/markdown".to_owned()), language: None, title: None });
    }
    let feed = |stage: StageIndex| {
        let href = here.generated_href(&Generated::Publication(Publication::Feed(Some(stage))))?;
        let title =
            format!("{} · {}", site.config.journey.stage(stage).title, handbook_title(&site.config, &site.index, here.locale));
        let media_type = Some("application/atom+xml".to_owned());
        Some(AlternateContext { href, media_type, language: None, title: Some(title) })
    };
    alternates.extend(stage.filter(|_| role == PageRole::Stage).and_then(feed));
    alternates
}

/// The picture for link previews: the page's own, its stage's, or the handbook's.
pub(super) fn card(here: Here<'_>, id: Option<PageId>, stage: Option<StageIndex>) -> Option<CardContext> {
    let site = here.site;
    let base = site.config.url.as_deref()?;
    let title = handbook_title(&site.config, &site.index, here.locale);
    let card = |publication| site.address(&Generated::Publication(publication));
    let own = id.and_then(|id| Some((card(Publication::PageCard(id))?, &site.index.page(id).title)));
    let scope = || Some((card(Publication::Card(stage))?, stage.map_or(&title, |stage| &site.config.journey.stage(stage).title)));
    let (address, shown) = own.or_else(scope)?;
    let alternative = if **shown == *title { shown.to_string() } else { format!("{shown} · {title}") };
    Some(CardContext { url: format!("{base}{}", address.encoded()), width: CARD_SIZE.0, height: CARD_SIZE.1, alternative })
}
