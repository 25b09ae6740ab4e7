//! Structured data for search engines: schema.org's `BreadcrumbList`, as JSON-LD 1.1 in a script element.

use serde_json::json;

use super::context::CrumbContext;
use super::view::Here;

/// The way to a page as a `BreadcrumbList`; `None` while the handbook's own address is not known, since items need whole addresses.
pub(super) fn breadcrumbs(here: Here<'_>, crumbs: &[CrumbContext], title: &str) -> Option<String> {
    let base = here.site.config.url.as_deref()?;
    let whole = |href: &str| {
        let up = href.matches("../").count();
        let folder: Vec<&str> = here.url.as_str().split('/').collect();
        let kept = folder.len().saturating_sub(1 + up);
        let mut address = base.to_owned();
        for segment in &folder[..kept] {
            address.push_str(&crate::path::UrlPath::from(*segment).encoded());
            address.push('/');
        }
        address + href.trim_start_matches("./").trim_start_matches("../")
    };
    let linked = crumbs.iter().filter_map(|crumb| Some((crumb.title.as_str(), whole(crumb.href.as_deref()?))));
    let here_too = linked.chain([(title, whole("./"))]);
    let items: Vec<_> = here_too
        .zip(1..)
        .map(|((name, item), position)| json!({"@type": "ListItem", "position": position, "name": name, "item": item}))
        .collect();
    let list = json!({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items});
    // `</script>` in a title would end the element; JSON can write the same character as an escape.
    Some(list.to_string().replace('<', "\\u003c"))
}
