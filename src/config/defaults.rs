//! What applies where `handbook.yaml` says nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::GlobSet;

use crate::diagnostic::Levels;
use crate::journey::Journey;
use crate::path::PAGE_EXTENSIONS;

use super::{
    CardConfig, Config, ExternalLinks, HistoryConfig, KINDS, LabelsConfig, LinkStyle, OwnersConfig, PAGE_LIMIT, Places,
    PrintConfig, SynonymConfig, ThemeConfig, WordsConfig,
};

impl Default for Config {
    /// What applies when there is no `handbook.yaml`.
    fn default() -> Self {
        Self {
            title: None,
            description: None,
            url: None,
            written_url: None,
            language: "en".into(),
            content: None,
            pages: PAGE_EXTENSIONS.map(Arc::from).into(),
            output: "public".into(),
            theme: ThemeConfig::default(),
            repository: None,
            journey: Arc::new(Journey::default()),
            journey_is_configured: false,
            journey_told_by: None,
            assign: Vec::new(),
            owners: OwnersConfig::default(),
            audience: None,
            private_links: Vec::new(),
            today: None,
            exclude: GlobSet::empty(),
            exclude_globs: Vec::new(),
            external: Vec::new(),
            beside: Vec::new(),
            external_links: ExternalLinks::default(),
            checks: Levels::default(),
            includes_drafts: false,
            kinds: KINDS.map(Arc::from).into(),
            page_limit: PAGE_LIMIT,
            history: HistoryConfig::default(),
            links: LinkStyle::default(),
            cards: CardConfig::default(),
            synonyms: SynonymConfig::default(),
            words: WordsConfig::default(),
            labels: LabelsConfig::default(),
            paths: Vec::new(),
            templates: Vec::new(),
            searches: None,
            print: PrintConfig::default(),
            pages_json: false,
            changes: false,
            announcement: None,
            domain: None,
            places: Places::default(),
        }
    }
}

impl Default for ThemeConfig {
    fn default() -> Self {
        Self {
            name: "default".into(),
            accent: None,
            logo: None,
            favicon: None,
            css: Vec::new(),
            footer: Vec::new(),
            social: Vec::new(),
            options: BTreeMap::new(),
        }
    }
}
