//! The journey that a page defines: a list with one item for each stage, in order, each beginning with the stage's name.
//!
//! Such a list makes the journey visible without any configuration, and its texts describe the stages and needs.

use std::sync::Arc;

use crate::config::Config;
use crate::journey::Journey;
use crate::parse::NamedItem;
use crate::path::is_index_name;
use crate::promises::Audience;

use super::{Page, audience};

/// The configuration with the journey that a page defines, if there is such a page. If there are several, it is the home page, then
/// a README at the root, then the first by path. The configuration's own texts for a stage or need take precedence.
#[must_use]
pub fn with_told_journey(config: Arc<Config>, pages: &[Page]) -> Arc<Config> {
    let is_built = |page: &&Page| {
        let is_for_these_readers = config.audience == Some(Audience::Internal) || audience::of(&config, page) == Audience::Public;
        is_for_these_readers && (!page.parsed.front_matter.draft || config.includes_drafts)
    };
    let telling =
        pages.iter().filter(is_built).filter(|page| stages_told(&config.journey, page).is_some()).min_by_key(|page| rank(page));
    let Some(page) = telling else { return config };
    let mut config = Arc::unwrap_or_clone(config);
    let default = Journey::default();
    let mut journey = Journey::clone(&config.journey);
    if let Some(items) = stages_told(&journey, page) {
        for (stage, item) in journey.stages.iter_mut().zip(items) {
            let is_own = default.stage_of(&stage.id).is_none_or(|known| default.stage(known).summary != stage.summary);
            if !item.words.is_empty() && (!is_own || stage.summary.is_empty()) {
                stage.summary = Arc::clone(&item.words);
            }
        }
    }
    let needs = needs_told(&journey, page).into_iter().flatten();
    for (need, item) in journey.needs.clone().iter().zip(needs) {
        let is_own = default.need_of(&need.id).is_none_or(|known| default.need(known).offers != need.offers);
        if let Some(place) = journey.need_of(&need.id)
            && !item.words.is_empty()
            && (!is_own || need.offers.is_empty())
        {
            journey.needs[place.0].offers = offers(&item.words);
        }
    }
    config.journey = Arc::new(journey);
    config.journey_told_by = Some(page.path.clone());
    Arc::new(config)
}

fn stages_told<'p>(journey: &Journey, page: &'p Page) -> Option<&'p [NamedItem]> {
    let names: Vec<_> = journey.stages.iter().map(|stage| [&stage.title, &stage.id]).collect();
    told(page, &names)
}

fn needs_told<'p>(journey: &Journey, page: &'p Page) -> Option<&'p [NamedItem]> {
    let names: Vec<_> = journey.needs.iter().map(|need| [&need.title, &need.id]).collect();
    told(page, &names)
}

/// A page's list that names all of these in order, each by its title or id, in any case.
fn told<'p>(page: &'p Page, names: &[[&Arc<str>; 2]]) -> Option<&'p [NamedItem]> {
    let is_named = |(item, names): (&NamedItem, &[&Arc<str>; 2])| {
        let written = item.name.to_lowercase();
        names.iter().any(|name| name.to_lowercase() == written)
    };
    let is_whole = |list: &&Vec<NamedItem>| list.len() == names.len() && list.iter().zip(names).all(is_named);
    // A list of one or two could name them by chance.
    page.parsed.named_lists.iter().find(is_whole).filter(|_| names.len() > 2).map(Vec::as_slice)
}

/// Which page counts if several define a journey.
fn rank(page: &Page) -> (u8, &str) {
    let stem = page.path.stem();
    let rank = match () {
        () if !page.path.folder().is_empty() || !is_index_name(stem) => 3,
        () if stem.eq_ignore_ascii_case("index") => 0,
        () if stem.eq_ignore_ascii_case("readme") => 2,
        () => 1,
    };
    (rank, page.path.as_str())
}

/// The offers, from the entries of a list in one sentence: `tutorials, cookbooks, and courses`.
fn offers(words: &str) -> Vec<Arc<str>> {
    let entries = words.split(", ").map(|entry| entry.strip_prefix("and ").unwrap_or(entry).trim().trim_end_matches('.'));
    entries.filter(|entry| !entry.is_empty()).map(Arc::from).collect()
}

#[cfg(test)]
mod tests {
    use crate::fixture::WholeSite;

    const STAGES: [&str; 7] = ["Attraction", "Awareness", "Assessment", "Adoption", "Activation", "Application", "Advocacy"];

    fn list(words: &str) -> String {
        STAGES.map(|stage| format!("- {stage} - {words}\n")).concat()
    }

    fn summary(files: &str) -> Option<String> {
        let whole = WholeSite::clean(files);
        let site = whole.site();
        site.index.shows_journey.then(|| site.config.journey.stages[0].summary.to_string())
    }

    #[test]
    fn the_home_page_counts_before_a_readme_and_that_before_other_pages() {
        let page = |name: &str| format!("//- content/{name}\n# A\n\n{}", list(name));
        let all = ["a.md", "index.md", "readme.md"].map(page);
        assert_eq!(summary(&all.concat()).as_deref(), Some("index.md"));
        assert_eq!(summary(&[page("b.md"), page("a.md")].concat()).as_deref(), Some("a.md"));
        assert_eq!(summary(&[page("a.md"), page("README.md")].concat()).as_deref(), Some("README.md"));
    }

    #[test]
    fn a_list_in_another_order_or_of_some_stages_tells_no_journey() {
        let turned: String = STAGES.iter().rev().map(|stage| format!("- {stage} - x\n")).collect();
        let some: String = STAGES[..6].iter().map(|stage| format!("- {stage} - x\n")).collect();
        for list in [turned, some] {
            assert_eq!(summary(&format!("//- content/a.md\n# A\n\n{list}")), None, "{list}");
        }
    }

    #[test]
    fn what_the_configuration_says_stays() {
        let config = "//- handbook.yaml\njourney: { stages: [{ id: one, summary: Ours. }, two, three] }\n";
        let page = "//- content/a.md\n# A\n\n- One: x\n- Two: y\n- Three: z\n";
        assert_eq!(summary(&format!("{config}{page}")).as_deref(), Some("Ours."));
    }
}
