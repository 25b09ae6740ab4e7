//! What an unknown name in a wikilink was meant to be, and how to write one that is not unique.

use crate::index::Place;
use crate::link::Here;
use crate::parse::Link;

use super::{Effort, Suggestion, one_of};

/// What an unknown name in a wikilink was meant to be.
pub(in crate::link) fn for_name(here: &Here<'_>, link: &Link, name: &str, effort: Effort) -> Option<Suggestion> {
    let index = here.index;
    let last = name.rsplit_once('/').map_or(name, |(_, last)| last);
    let write = |name: String| {
        let heading = link.destination.split_once('#').map_or(String::new(), |(_, heading)| format!("#{heading}"));
        format!("{name}{heading}")
    };
    let only_one = |places: Vec<Place>| match places.as_slice() {
        [place] => shortest_name(here, place),
        _ => None,
    };
    let whole = index.spelled_like(name);
    let (is_whole, is_in_a_folder) = (!whole.is_empty(), name.contains('/'));
    let spelled = if is_whole { whole } else { index.named_like(last) };
    if let [only] = spelled
        && let Some(name) = index.at_path(only).and_then(|place| shortest_name(here, place))
    {
        let help = |text: &str| format!("it is spelled `{text}`");
        // In the intended folder, the bare name may belong to something else.
        let is_certain = is_whole || !is_in_a_folder;
        return Some(if is_certain { Suggestion::certain(write(name), help) } else { Suggestion::likely(write(name), help) });
    }
    if let Some(name) = Some(last).filter(|last| *last != name).and_then(|last| only_one(index.named(last))) {
        return Some(Suggestion::likely(write(name), |text| format!("one of this name is `{text}`")));
    }
    let near = index.nearest_wiki_name(last).filter(|_| effort == Effort::Guess)?;
    let name = only_one(index.named(near))?;
    Some(Suggestion::likely(write(name), |text| format!("a similar name is `{text}`")))
}

/// The candidates of a name that is not unique.
pub(in crate::link) fn among(here: &Here<'_>, places: &[Place]) -> Suggestion {
    one_of(places.iter().map(|place| path_name(here, place)))
}

/// The file name without extension if it is unique, otherwise the path. Drafts have none.
fn shortest_name(here: &Here<'_>, place: &Place) -> Option<String> {
    let path = match place {
        Place::Draft(_) | Place::BareFolder(_) => return None,
        place => path_name(here, place),
    };
    let last = path.rsplit_once('/').map_or(&*path, |(_, last)| last);
    let is_enough = here.index.named(last).as_slice() == std::slice::from_ref(place);
    Some(if is_enough { last.to_owned() } else { path })
}

fn path_name(here: &Here<'_>, place: &Place) -> String {
    match place {
        Place::Page(id) | Place::Draft(id) => here.index.page(*id).path.without_extension().to_owned(),
        Place::Asset(path) => path.to_string(),
        Place::Folder(path) | Place::BareFolder(path) => path.clone(),
    }
}
