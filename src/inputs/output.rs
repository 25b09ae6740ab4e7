//! What each output is made from.

use std::hash::Hash;
use std::sync::OnceLock;

use crate::fingerprint::Fingerprint;
use crate::generated::{Generated, GeneratedOutputs, Publication};
use crate::glossary::{Term, TermUse};
use crate::index::{Day, PageId, PagePast, RepositoryAddress, SampleFile, Surroundings};
use crate::journey::StageIndex;
use crate::keeping::samples::Place;
use crate::link::{PageLinks, Resolution, Target};
use crate::parse::{LinkForm, Sample};
use crate::plan::{Plan, Recipe, SearchPiece, branding_asset};
use crate::resolve::standing::successors;
use crate::resolve::{FolderItem, Site};
use crate::theme::Theme;

use super::{PageInputs, PhaseInputs};

/// The inputs of the outputs of one site, with shared fingerprints computed once.
#[derive(Debug, Clone)]
pub struct OutputInputs {
    /// What every page shows: names, addresses and order of all pages, configuration and theme.
    frame: Fingerprint,
    /// Every file of the content and where its links lead.
    all_texts: Fingerprint,
    /// Who keeps each page.
    keepers: Fingerprint,
    /// What lists show of all pages.
    all_shown: Fingerprint,
    /// When all pages were created and changed, and by whom.
    history: Fingerprint,
    /// What changed, as far as it is shown.
    changes: Fingerprint,
    /// The day that counts as today for reviews, if outputs may show it.
    day: Fingerprint,
    /// Every output and its recipe.
    plan: Fingerprint,
    /// What each page's own outputs show of it, once it is asked for.
    texts: Vec<OnceLock<Fingerprint>>,
}

/// A handbook up to its plan, as far as outputs depend on it.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// The site.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
    /// The plan.
    pub plan: &'a Plan,
    /// The facts of each page, in the order of the index.
    pub pages: &'a [PageInputs],
    /// What the phases were made from.
    pub phases: &'a PhaseInputs,
}

impl OutputInputs {
    /// Prepares the fingerprints for the outputs of `made`.
    #[must_use]
    pub fn new(made: Made<'_>) -> Self {
        let Made { site, theme, plan, pages, phases } = made;
        let Surroundings { repository_files: _, image_sizes, repository, history, day, samples: _, codeowners: _ } =
            &*site.surroundings;
        let repository = repository.as_ref().map(|RepositoryAddress { url, branch }| (url, branch));
        let brand = [&site.config.theme.logo, &site.config.theme.favicon].map(|path| {
            let asset = branding_asset(&site.sources, path.as_deref()?)?;
            Some((asset, image_sizes.get(asset)))
        });
        let sheets = site.config.theme.css.iter().map(|sheet| branding_asset(&site.sources, &sheet.path));
        let brand = (brand, sheets.collect::<Vec<_>>());
        let generated: &GeneratedOutputs = &site.generated;
        // The sidebar marks pages by their status.
        let statuses: Vec<_> = site.index.ids().map(|id| site.labels.page(id).status).collect();
        let frame = (
            phases.config,
            phases.index_made,
            generated,
            statuses,
            theme.fingerprint(),
            repository,
            brand,
            env!("CARGO_PKG_VERSION"),
        );
        let texts: Vec<Fingerprint> = pages.iter().map(|page| page.text).collect();
        let links: Vec<&PageLinks> = site.links.iter().map(|links| &**links).collect();
        Self {
            frame: Fingerprint::new(&frame),
            all_texts: Fingerprint::new(&(texts, links)),
            keepers: Fingerprint::new(&site.index.ids().map(|id| &site.keeping.page(id).owners).collect::<Vec<_>>()),
            all_shown: Fingerprint::new(&(
                pages.iter().map(|page| (page.shown, page.authors)).collect::<Vec<_>>(),
                site.index.ids().map(|id| (site.keeping.page(id), site.labels.page(id))).collect::<Vec<_>>(),
            )),
            history: Fingerprint::new(history),
            changes: Fingerprint::new(&site.keeping.changes),
            // Only what is due is told as of a day.
            day: Fingerprint::new(&day.and_then(Day::for_output).filter(|_| site.keeping.has_reviews(&site.index))),
            plan: Fingerprint::new(plan),
            texts: vec![OnceLock::new(); pages.len()],
        }
    }

    /// The fingerprint of the inputs of `recipe`. Equal ones mean equal bytes.
    #[must_use]
    pub fn of(&self, recipe: &Recipe, made: Made<'_>) -> Fingerprint {
        let outputs = Outputs { inputs: self, made };
        match recipe {
            Recipe::Page(id) => outputs.with(&outputs.page(*id)),
            Recipe::Generated(generated) => outputs.generated(generated),
            Recipe::Redirect { .. } => outputs.with(recipe),
            Recipe::Asset(path) => outputs.with(&(path, made.site.sources.files.get(path))),
            Recipe::NoJekyll => Fingerprint::new(recipe),
            Recipe::Search(piece) => outputs.search(piece),
        }
    }
}

struct Outputs<'a> {
    inputs: &'a OutputInputs,
    made: Made<'a>,
}

impl Outputs<'_> {
    /// What every output of the site may show, and what this one shows in addition.
    fn with(&self, own: &(impl Hash + ?Sized)) -> Fingerprint {
        Fingerprint::new(&(self.inputs.frame, Fingerprint::new(own)))
    }

    /// What a page shows besides the frame: its own text, where its links lead, its history, and its backlinks.
    fn page(&self, id: PageId) -> impl Hash + use<> {
        let site = self.made.site;
        let url = &site.index.page(id).url;
        let folder = url.as_str().trim_end_matches('/');
        let speaks = site.index.folders.get(folder).is_some_and(|folder| folder.own_page == Some(id));
        let listed = speaks.then(|| self.folder(folder));
        let landed = site.index.landing_of(id).map(|stage| self.stage(stage));
        // The front page tells what is new.
        let lately =
            url.as_str().is_empty().then_some((self.inputs.changes, site.config.changes.then_some(self.inputs.all_shown)));
        (id, self.text(id), self.embedded(id), self.backlinks(id), listed, landed, lately)
    }

    /// The pages of which the page shows parts.
    fn embedded(&self, id: PageId) -> Vec<Fingerprint> {
        let site = self.made.site;
        let links = site.parsed(id).links.iter().zip(&site.links(id).resolutions);
        let shown = links.filter_map(|(link, resolution)| match resolution {
            Resolution::Internal { target: Target::Page(page), .. } if link.form == LinkForm::Embed => Some(self.text(*page)),
            _ => None,
        });
        shown.collect()
    }

    /// What is in a page's file, where its links lead, and how large its images are.
    fn text(&self, id: PageId) -> Fingerprint {
        *self.inputs.texts[id.position()].get_or_init(|| self.text_anew(id))
    }

    fn text_anew(&self, id: PageId) -> Fingerprint {
        let site = self.made.site;
        let links = site.links(id);
        let dimensions = |resolution: &Resolution| match resolution {
            Resolution::Internal { target: Target::Asset(path), .. } => site.surroundings.image_sizes.get(path).copied(),
            _ => None,
        };
        let images: Vec<Option<(u32, u32)>> = links.resolutions.iter().map(dimensions).collect();
        Fingerprint::new(&(
            self.made.pages[id.position()].text,
            links,
            images,
            self.past(id),
            site.keeping.page(id),
            site.labels.page(id),
            self.routes(id),
            self.terms(id),
            self.samples(id),
        ))
    }

    /// Which of the page's blocks of code are from a file that is there: they link to it.
    fn samples(&self, id: PageId) -> Vec<bool> {
        let site = self.made.site;
        let file = |sample: &Sample| site.surroundings.samples.get(&Place::parse(sample.source.as_deref()?)?.path);
        site.parsed(id).samples.iter().map(|sample| matches!(file(sample), Some(SampleFile::Text(_)))).collect()
    }

    /// The reading paths that a page is on.
    fn routes(&self, id: PageId) -> Vec<usize> {
        let routes = self.made.site.routes.iter().enumerate();
        routes.filter(|(_, route)| route.steps.iter().any(|step| step.page == id)).map(|(place, _)| place).collect()
    }

    /// The terms that a page uses, with what they mean.
    fn terms(&self, id: PageId) -> Vec<(&TermUse, &Term)> {
        let site = self.made.site;
        site.term_uses(id).iter().filter_map(|found| Some((found, site.glossary.terms.get(found.term)?))).collect()
    }

    fn past(&self, id: PageId) -> Option<&PagePast> {
        let site = self.made.site;
        site.surroundings.history.page(&site.index.page(id).path)
    }

    /// The pages that link here, with the sentences of these links.
    fn backlinks(&self, id: PageId) -> Fingerprint {
        let site = self.made.site;
        let linking: Vec<_> = site
            .backlinks
            .to(id)
            .iter()
            .map(|backlink| {
                let link = site.parsed(backlink.from).links.get(backlink.link as usize);
                (backlink.from, self.shown(&[backlink.from]), link.map(|link| (link.form, link.sentence.as_deref())))
            })
            .collect();
        Fingerprint::new(&linking)
    }

    fn shown(&self, ids: &[PageId]) -> Vec<Fingerprint> {
        let site = self.made.site;
        let shown = |id: &PageId| {
            let successors: Vec<PageId> = successors(&site.parsed(*id).links, site.links(*id)).collect();
            let owners = &site.keeping.page(*id).owners;
            Fingerprint::new(&(self.made.pages[id.position()].shown, owners, site.labels.page(*id), successors))
        };
        ids.iter().map(shown).collect()
    }

    fn folder(&self, path: &str) -> Vec<Fingerprint> {
        let items = self.made.site.navigation.folder(path).iter();
        let pages = items.filter_map(|item| if let FolderItem::Page(id) = item { Some(*id) } else { None });
        self.shown(&pages.collect::<Vec<_>>())
    }

    fn stage(&self, stage: StageIndex) -> Fingerprint {
        let pages = &self.made.site.navigation.stages[stage.0];
        let kept: Vec<_> = pages.pages.iter().map(|id| self.made.site.keeping.page(*id)).collect();
        Fingerprint::new(&(self.shown(&pages.pages), self.shown(&pages.shared), self.inputs.day, kept))
    }

    /// Each page's owner and due date.
    fn all_kept(&self) -> Fingerprint {
        let site = self.made.site;
        let kept: Vec<_> = site.index.ids().map(|id| (site.keeping.page(id), site.index.page(id).audience)).collect();
        Fingerprint::new(&kept)
    }

    fn all_links(&self) -> Fingerprint {
        let site = self.made.site;
        let links: Vec<_> = site.index.ids().map(|id| site.links(id)).collect();
        Fingerprint::new(&links)
    }

    fn generated(&self, generated: &Generated) -> Fingerprint {
        let Self { inputs, made } = self;
        match generated {
            Generated::Home => self.with(&(generated, inputs.changes, made.site.config.changes.then_some(inputs.all_shown))),
            Generated::AllPages | Generated::NotFound => self.with(generated),
            Generated::Changes(_) => self.with(&(generated, inputs.all_shown, inputs.changes)),
            Generated::Booklet(_) => {
                let texts: Vec<_> = made.site.index.ids().map(|id| self.text(id)).collect();
                self.with(&(generated, texts, inputs.all_shown, inputs.history))
            }
            Generated::Landing(stage) => self.with(&(generated, self.stage(*stage))),
            Generated::Facet { .. } | Generated::Label { .. } => self.with(&(generated, inputs.all_shown)),
            Generated::Paths | Generated::Path { .. } => self.with(&(generated, inputs.all_texts, inputs.all_shown)),
            Generated::Reviews | Generated::Owners | Generated::Owner { .. } => {
                self.with(&(generated, inputs.all_shown, inputs.history, inputs.changes, inputs.day))
            }
            Generated::Folder(path) => self.with(&(generated, self.folder(path))),
            Generated::Map => self.with(&(generated, inputs.all_shown, inputs.day)),
            Generated::Urls => self.with(&(generated, inputs.plan)),
            Generated::Pages => {
                self.with(&(generated, inputs.all_texts, inputs.all_shown, inputs.history, self.all_kept(), self.all_links()))
            }
            Generated::ThemeFile(name) => Fingerprint::new(&(generated, made.theme.assets().get(&**name))),
            Generated::Publication(publication) => self.publication(publication),
        }
    }

    fn publication(&self, publication: &Publication) -> Fingerprint {
        let inputs = self.inputs;
        match publication {
            Publication::Robots | Publication::WebManifest | Publication::Cname | Publication::Card(_) => self.with(publication),
            Publication::Sitemap | Publication::SitemapPart(_) => self.with(&(publication, inputs.plan, inputs.history)),
            Publication::Feed(_) => self.with(&(publication, inputs.all_shown, inputs.history, inputs.changes)),
            Publication::PageCard(id) | Publication::Markdown(id) => self.with(&(publication, self.text(*id))),
            Publication::Llms => self.with(&(publication, inputs.all_shown)),
            Publication::LlmsFull(_) => self.with(&(publication, inputs.all_texts, inputs.history, self.all_kept())),
        }
    }

    fn search(&self, piece: &SearchPiece) -> Fingerprint {
        match piece {
            SearchPiece::Head | SearchPiece::Shard(_) | SearchPiece::Spelling(_) => {
                self.with(&(piece, self.inputs.all_texts, self.inputs.keepers))
            }
            SearchPiece::Text { page, number: _, part: _ } => {
                let past = self.past(*page).map(|past| past.changed.day);
                self.with(&(piece, self.made.pages[page.position()].text, past, self.made.site.keeping.page(*page)))
            }
        }
    }
}
