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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::breadcrumbs;
    use crate::fixture::WholeSite;
    use crate::path::UrlPath;
    use crate::render::context::CrumbContext;
    use crate::render::view::Here;

    fn made(config: &str, url: &str, crumbs: &[(&str, Option<&str>)], title: &str) -> Option<String> {
        let whole = WholeSite::clean(&format!("//- handbook.yaml\n{config}\n//- content/a.md\n# A\n\nB.\n"));
        let crumb = |(title, href): &(&str, Option<&str>)| CrumbContext { title: (*title).into(), href: href.map(Into::into) };
        let crumbs: Vec<CrumbContext> = crumbs.iter().map(crumb).collect();
        breadcrumbs(Here { site: whole.site(), url: &UrlPath::from(url), absolute: None }, &crumbs, title)
    }

    #[test]
    fn items_have_whole_addresses_and_count_from_one() {
        let crumbs = [("Home", Some("../../")), ("From here to there", None), ("Labs & more", Some("../"))];
        let made = made("url: https://acme.example/book/", "a b/c/", &crumbs, "C").expect("the address is known");
        let list: Value = serde_json::from_str(&made).expect("it is JSON");
        let item = |position: u32, name: &str, address: &str| json!({"@type": "ListItem", "position": position, "name": name, "item": format!("https://acme.example/book/{address}")});
        let items = json!([item(1, "Home", ""), item(2, "Labs & more", "a%20b/"), item(3, "C", "a%20b/c/")]);
        assert_eq!(list, json!({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}));
    }

    #[test]
    fn there_is_none_without_an_address() {
        assert_eq!(made("language: en", "a/", &[], "A"), None);
    }

    /// Row 40.
    #[test]
    fn no_title_ends_the_script_element() {
        let title = "</script><script>alert(1)</script><!--";
        let made = made("url: https://acme.example/", "a/", &[], title).expect("the address is known");
        assert!(!made.contains('<'), "{made}");
        let list: Value = serde_json::from_str(&made).expect("it is JSON");
        assert_eq!(list["itemListElement"][0]["name"], title);
    }
}
