//! The data shared by all pages, made once for a whole build.

use crate::config::{Announcement, LinkStyle, ThemeLink};
use crate::generated::{Generated, Publication, SEARCH_FOLDER, handbook_title, landing_address, theme_file_address};
use crate::link::is_declared_external;
use crate::locale::is_right_to_left;
use crate::path::UrlPath;
use crate::plan::branding_asset;
use crate::render::context::{
    AccentContext, AnnouncementContext, AssetContext, LinkContext, LogoContext, SearchContext, SiteContext, SiteFacet, SiteStage,
    ThemeContext,
};
use crate::resolve::Site;
use crate::theme::Theme;

use super::ink;

/// The handbook in the form for templates.
pub(in crate::render) fn site(site: &Site, theme: &Theme) -> SiteContext {
    let config = &site.config;
    let journey = &config.journey;
    let stages = journey.stages.iter().zip((0..).map(crate::journey::StageIndex));
    let shows_journey = site.index.shows_journey;
    let written = |generated: &Generated| site.address(generated).map(|address| config.links.written(address).encoded());
    let published = |publication| written(&Generated::Publication(publication));
    SiteContext {
        title: handbook_title(config, &site.index, theme.locale()).to_string(),
        description: config.description.as_deref().map(str::to_owned),
        language: config.language.to_string(),
        right_to_left: is_right_to_left(&config.language),
        words_language: Some(theme.locale().language().to_owned()).filter(|words| *words != *config.language),
        url: config.url.as_deref().map(str::to_owned),
        stages: stages
            .filter(|_| shows_journey)
            .map(|(stage, index)| SiteStage {
                id: stage.id.to_string(),
                title: stage.title.to_string(),
                number: index.0 + 1,
                ink: ink(index),
                path: config.links.written(&landing_address(config, index)).encoded(),
            })
            .collect(),
        map_path: written(&Generated::Map),
        changes_path: written(&Generated::Changes(None)),
        reviews_path: written(&Generated::Reviews),
        owners_path: written(&Generated::Owners),
        home_path: config.links.written(&UrlPath::home()).encoded(),
        paths_path: written(&Generated::Paths),
        facets: facets(site, theme, written),
        feed_path: published(Publication::Feed(None)),
        manifest_path: published(Publication::WebManifest).filter(|_| config.links == LinkStyle::Folders),
        repository_url: site.surroundings.repository.as_ref().map(|repository| repository.url.to_string()),
        theme: theme_options(site, theme),
        has_diagrams: site.index.has_diagrams,
        assets: theme.assets().iter().map(|(name, asset)| (name.clone(), asset_context(name, &asset.version))).collect(),
        announcement: config.announcement.as_ref().map(|announcement| announced(site, announcement)),
        search: search(theme, written(&Generated::AllPages)),
        generator: concat!("Journeybook ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// The lists of tags and of each facet that pages have.
fn facets(site: &Site, theme: &Theme, written: impl Fn(&Generated) -> Option<String>) -> Vec<SiteFacet> {
    let facets = site.config.labels.facets.iter().enumerate().filter_map(|(place, facet)| {
        let path = written(&Generated::facet(place, facet))?;
        let title = facet.title.as_deref().unwrap_or_else(|| theme.locale().text("tags")).to_owned();
        Some(SiteFacet { title, path })
    });
    facets.collect()
}

/// The parts of the search, if the theme has a `search.js` and a `search.css`.
fn search(theme: &Theme, pages_path: Option<String>) -> Option<SearchContext> {
    let path = |name| theme.assets().get(name).map(|asset| asset_context(name, &asset.version).path);
    Some(SearchContext {
        script_path: path("search.js")?,
        style_path: path("search.css")?,
        index_path: format!("{SEARCH_FOLDER}/"),
        pages_path: pages_path?,
    })
}

fn asset_context(name: &str, version: &str) -> AssetContext {
    let path = theme_file_address(name).encoded();
    AssetContext { path: format!("{path}?v={version}") }
}

fn theme_options(site: &Site, theme: &Theme) -> ThemeContext {
    let configured = &site.config.theme;
    let logo = configured.logo.as_ref().and_then(|path| branding_asset(&site.sources, path));
    let favicon = configured.favicon.as_ref().and_then(|path| branding_asset(&site.sources, path));
    ThemeContext {
        accent: theme.accent().cloned().map(AccentContext::from),
        logo: logo.map(|path| {
            let dimensions = site.surroundings.image_sizes.get(path);
            LogoContext {
                path: path.address().encoded(),
                width: dimensions.map(|(width, _)| *width),
                height: dimensions.map(|(_, height)| *height),
            }
        }),
        favicon_path: favicon.map(|path| path.address().encoded()),
        css: configured.css.iter().filter_map(|sheet| style_sheet(site, theme, &sheet.path)).collect(),
        footer: configured.footer.iter().map(|link| link_context(site, link)).collect(),
        social: configured.social.iter().map(|link| link_context(site, link)).collect(),
        options: theme.options(&configured.options),
    }
}

/// The path of a style sheet in `css:`: a static file of the theme, otherwise a content file.
fn style_sheet(site: &Site, theme: &Theme, path: &str) -> Option<String> {
    let of_theme = theme.assets().get(path).map(|asset| asset_context(path, &asset.version).path);
    of_theme.or_else(|| branding_asset(&site.sources, path).map(|path| path.address().encoded()))
}

fn announced(site: &Site, announcement: &Announcement) -> AnnouncementContext {
    let Announcement { text, link, until } = announcement;
    let link = link.as_ref().map(|(url, place)| ThemeLink { title: text.clone(), url: url.clone(), place: place.clone() });
    AnnouncementContext {
        text: text.to_string(),
        link: link.map(|link| link_context(site, &link)),
        until: until.map(|day| day.to_string()),
    }
}

/// A configured link. A path is the site's, unless `external:` leaves it to another one on the same host.
fn link_context(site: &Site, link: &ThemeLink) -> LinkContext {
    let local = link.url.starts_with('/') && !is_declared_external(&site.config, &link.url);
    let path = site.below_base(link.url.trim_start_matches('/'));
    let is_folder = path.is_empty() || path.ends_with('/');
    let name = if is_folder && site.config.links == LinkStyle::Explicit { "index.html" } else { "" };
    let url = if local { format!("{path}{name}") } else { link.url.to_string() };
    LinkContext { title: link.title.to_string(), url, local }
}
