//! Which outputs the templates of a theme treat alike.

use std::collections::HashSet;
use std::mem::{self, Discriminant};

use super::{Plan, Recipe};
use crate::generated::Generated;
use crate::path::OutputPath;
use crate::resolve::Site;

/// What makes outputs alike for the templates: their recipe, what is generated, whether the page is a stage's landing page, and
/// whether it is the front page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OutputKind(Discriminant<Recipe>, Option<Discriminant<Generated>>, bool, bool);

impl OutputKind {
    /// The kind of what `recipe` makes.
    #[must_use]
    pub fn new(site: &Site, recipe: &Recipe) -> Self {
        let of_recipe = mem::discriminant(recipe);
        match recipe {
            Recipe::Page(id) => {
                Self(of_recipe, None, site.index.landing_of(*id).is_some(), site.index.page(*id).url.depth() == 0)
            }
            Recipe::Generated(generated) => Self(of_recipe, Some(mem::discriminant(generated)), false, false),
            _ => Self(of_recipe, None, false, false),
        }
    }
}

impl Recipe {
    /// Whether the output is made with a template of the theme: only these can have problems that are found by rendering.
    #[must_use]
    pub const fn is_from_template(&self) -> bool {
        self.is_page() || matches!(self, Self::Redirect { .. })
    }
}

impl Plan {
    /// The first output of each kind that is made with a template: enough to try a theme.
    pub fn one_of_each_kind(&self, site: &Site) -> impl Iterator<Item = (&OutputPath, &Recipe)> {
        let mut kinds = HashSet::new();
        let made = self.outputs.iter().filter(|(_, recipe)| recipe.is_from_template());
        made.filter(move |(_, recipe)| kinds.insert(OutputKind::new(site, recipe)))
    }
}
