//! Compares what was published before with what will be: no published address may disappear.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic};
use crate::index::{PageEntry, answered_address, squash};
use crate::path::{UrlPath, nfc};
use crate::resolve::Site;
use crate::suggest::Names;

use super::Plan;

/// An address of a published site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Relative to the site's root, unescaped.
    pub address: UrlPath,
    /// The title of the page there.
    pub title: String,
}

/// Reads a `urls.json`: an array of `[address, title]`, with percent-encoded addresses relative to the site's root.
///
/// # Errors
/// What is wrong with it, as the end of a sentence.
pub fn published(text: &str) -> Result<Vec<Published>, String> {
    let entries: Vec<(String, String)> = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("is not a list of addresses as `build` writes it (line {})", error.line()))?;
    let read = |(address, title): (String, String)| {
        let address = percent_decode_str(address.trim_start_matches('/')).decode_utf8_lossy().into_owned();
        Published { address: UrlPath::from(nfc(&address).into_owned()), title }
    };
    Ok(entries.into_iter().map(read).collect())
}

/// The published addresses that no longer exist, each with the page that may have replaced it.
#[must_use]
pub fn vanished(site: &Site, plan: &Plan, published: &[Published]) -> Vec<Diagnostic> {
    let gone = published.iter().filter(|entry| {
        let address = answered_address(entry.address.as_str());
        !plan.outputs.contains_key(&entry.address.output()) && !plan.outputs.contains_key(&address.output())
    });
    let mut successors = None;
    gone.map(|entry| {
        let successor = successors.get_or_insert_with(|| Successors::new(site)).of_address(entry);
        let alias = format!("aliases: [/{}]", entry.address);
        let message = format!("`/{}` was published and would disappear", entry.address);
        let diagnostic = Diagnostic::new(Code::VanishedUrl, message).subject(format!("/{}", entry.address));
        match successor {
            Some(page) => diagnostic
                .in_source(&page.path)
                .help(format!("if `{}` took its place, add `{alias}` to its front matter", page.path)),
            None => diagnostic.help(format!("add `{alias}` to the front matter of the page that serves its readers now")),
        }
    })
    .collect()
}

/// The pages by what identifies them.
struct Successors<'a> {
    by_title: HashMap<&'a str, Vec<&'a PageEntry>>,
    by_name: HashMap<String, Vec<&'a PageEntry>>,
    by_address: HashMap<&'a str, &'a PageEntry>,
    addresses: Names<'a>,
}

impl<'a> Successors<'a> {
    fn new(site: &'a Site) -> Self {
        let mut found =
            Self { by_title: HashMap::new(), by_name: HashMap::new(), by_address: HashMap::new(), addresses: Names::default() };
        for page in site.index.built_ids().map(|id| site.index.page(id)) {
            found.by_title.entry(&page.title).or_default().push(page);
            found.by_name.entry(squash(last_name(&page.url))).or_default().push(page);
            found.by_address.insert(page.url.as_str().trim_end_matches('/'), page);
        }
        found.addresses = Names::new(site.index.built_ids().map(|id| site.index.page(id).url.as_str().trim_end_matches('/')));
        found
    }

    /// The only page with the same title, otherwise with the same name, otherwise with the nearest address.
    fn of_address(&self, gone: &Published) -> Option<&'a PageEntry> {
        let only =
            |pages: Option<&Vec<&'a PageEntry>>| pages.and_then(|pages| if let [page] = pages[..] { Some(page) } else { None });
        let name = squash(last_name(&gone.address));
        let near = || {
            let address = self.addresses.nearest(gone.address.as_str().trim_end_matches('/'))?;
            self.by_address.get(address).copied()
        };
        only(self.by_title.get(&*gone.title)).or_else(|| only(self.by_name.get(&name))).or_else(near)
    }
}

fn last_name(address: &UrlPath) -> &str {
    let path = address.as_str().trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}
