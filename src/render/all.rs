//! Renders every output of a site, on all cores.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator, ParallelExtend, ParallelIterator};

use super::Renderer;
use super::publish::search_place;
use crate::diagnostic::{Checked, Diagnostic};
use crate::index::PageId;
use crate::path::OutputPath;
use crate::plan::{Recipe, SearchPiece};

/// An output and how to make it.
type Output<'p> = (&'p OutputPath, &'p Recipe);

/// What one thread makes in one step.
enum Parcel<'p> {
    One(Output<'p>),
    /// A written page, and the parts of its text for the search: its Markdown is parsed once for all of them.
    Page(PageId, Vec<Output<'p>>),
}

impl Renderer<'_> {
    /// Makes every output except those that are `kept`, and passes each to `take` as soon as it is ready, from many threads.
    /// Returns the problems, in the order of the outputs except for the search's index, which is made last.
    pub fn render_all(
        &self,
        kept: impl Fn(&OutputPath, &Recipe) -> bool + Sync,
        take: impl Fn(&OutputPath, &Recipe, &[u8]) + Sync,
    ) -> Vec<Diagnostic> {
        let finish = |(path, recipe): Output<'_>, made: Checked<Vec<u8>>| {
            take(path, recipe, &made.value);
            made.diagnostics
        };
        let all: Vec<Output<'_>> = self.plan.outputs.iter().collect();
        let due: Vec<Output<'_>> = all.into_par_iter().filter(|(path, recipe)| !kept(path, recipe)).collect();
        let (last, first): (Vec<_>, Vec<_>) = due.into_iter().partition(|(_, recipe)| recipe.needs_search_index());
        let first = parcels(first).into_par_iter().flat_map_iter(|parcel| match parcel {
            Parcel::One(output) => finish(output, self.render(output.1)),
            Parcel::Page(id, outputs) => {
                let mut diagnostics = Vec::new();
                self.render_page(id, outputs, |output, made| diagnostics.extend(finish(output, made)));
                diagnostics
            }
        });
        let mut diagnostics: Vec<Diagnostic> = first.collect();
        if !last.is_empty() {
            self.site.search.prepare();
        }
        diagnostics.par_extend(last.into_par_iter().flat_map_iter(|output| finish(output, self.render(output.1))));
        diagnostics
    }

    /// Makes the HTML of a page and the parts of its text for the search.
    fn render_page<'p>(&self, id: PageId, outputs: Vec<Output<'p>>, mut take: impl FnMut(Output<'p>, Checked<Vec<u8>>)) {
        let search = &self.site.search;
        self.read(id, |text, events| {
            let mut searched = None;
            for output in outputs {
                let made = match output.1 {
                    Recipe::Search(SearchPiece::Text { number, part, .. }) => {
                        let read = searched.get_or_insert_with(|| search.read(*number, text, events)).as_ref();
                        let piece = read
                            .map(|read| search.part_of(read, *number, *part, search_place(self.site, self.theme.locale(), id)));
                        Checked::clean(piece.unwrap_or_default().into_bytes())
                    }
                    recipe => self.page_of(id, recipe, text, events),
                };
                take(output, made);
            }
        });
    }
}

/// The outputs in steps, in the order of their paths; the parts of a page's text are with its HTML.
fn parcels(outputs: Vec<Output<'_>>) -> Vec<Parcel<'_>> {
    let mut texts: BTreeMap<PageId, Vec<Output<'_>>> = BTreeMap::new();
    let mut parcels = Vec::with_capacity(outputs.len());
    for output in outputs {
        match output.1 {
            Recipe::Search(SearchPiece::Text { page, .. }) => texts.entry(*page).or_default().push(output),
            Recipe::Page(id) => parcels.push(Parcel::Page(*id, vec![output])),
            _ => parcels.push(Parcel::One(output)),
        }
    }
    for parcel in &mut parcels {
        if let Parcel::Page(id, outputs) = parcel {
            outputs.extend(texts.remove(id).unwrap_or_default());
        }
    }
    parcels.extend(texts.into_iter().map(|(id, outputs)| Parcel::Page(id, outputs)));
    parcels
}
