//! Structured data for search engines, with the vocabulary of schema.org, as JSON-LD 1.1 in a script element.

use serde_json::{Map, Value, json};

use crate::generated::handbook_title;

use super::Here;
use crate::render::context::{CrumbContext, PageContext, PageRole};

/// The breadcrumb of a page as a `BreadcrumbList`, and the page itself as a `TechArticle`; `None` if the handbook's own address is
/// unknown, since items need absolute addresses.
pub(super) fn of(here: Here<'_>, page: &PageContext) -> Option<String> {
    let base = here.site.config.url.as_deref()?;
    let mut graph = vec![breadcrumbs(here, base, &page.breadcrumbs, &page.title)];
    if page.role == PageRole::Page {
        graph.push(article(here, base, page));
    }
    Some(script(&graph))
}

/// The content of the script element. `</script>` in a title would end it; in JSON the same character can be escaped.
fn script(graph: &[Value]) -> String {
    json!({"@context": "https://schema.org", "@graph": graph}).to_string().replace('<', "\\u003c")
}

fn breadcrumbs(here: Here<'_>, base: &str, crumbs: &[CrumbContext], title: &str) -> Value {
    let whole = |href: &str| {
        let up = href.matches("../").count();
        let folder: Vec<&str> = here.url.as_str().split('/').collect();
        let kept = folder.len().saturating_sub(1 + up);
        let mut address = base.to_owned();
        for segment in &folder[..kept] {
            address.push_str(&crate::path::UrlPath::from(*segment).encoded());
            address.push('/');
        }
        let address = address + href.trim_start_matches("./").trim_start_matches("../");
        address.strip_suffix("index.html").map(str::to_owned).unwrap_or(address)
    };
    let linked = crumbs.iter().filter_map(|crumb| Some((crumb.title.as_str(), whole(crumb.href.as_deref()?))));
    let here_too = linked.chain([(title, whole("./"))]);
    let items: Vec<Value> = here_too
        .zip(1..)
        .map(|((name, item), position)| json!({"@type": "ListItem", "position": position, "name": name, "item": item}))
        .collect();
    json!({"@type": "BreadcrumbList", "itemListElement": items})
}

/// The page as an article: its title, when it was created and changed, by whom, and the handbook it is part of.
fn article(here: Here<'_>, base: &str, page: &PageContext) -> Value {
    let person = |name: &str| json!({"@type": "Person", "name": name});
    let authors: Vec<Value> = page.authors.iter().map(|author| person(&author.name)).collect();
    let contributors: Vec<Value> = page.contributors.iter().map(|name| person(name)).collect();
    let handbook =
        json!({"@type": "WebSite", "name": &*handbook_title(&here.site.config, &here.site.index, here.locale), "url": base});
    let known = [
        ("@type", Some(json!("TechArticle"))),
        ("headline", Some(json!(page.title))),
        ("description", page.description.as_ref().map(|text| json!(text))),
        ("url", page.canonical.as_ref().map(|url| json!(url))),
        ("inLanguage", Some(json!(&*here.site.config.language))),
        ("datePublished", page.created.as_ref().map(|day| json!(day.iso))),
        ("dateModified", page.updated.as_ref().map(|day| json!(day.iso))),
        ("author", (!authors.is_empty()).then_some(Value::Array(authors))),
        ("contributor", (!contributors.is_empty()).then_some(Value::Array(contributors))),
        ("image", page.card.as_ref().map(|card| json!(card.url))),
        ("isPartOf", Some(handbook)),
    ];
    let members: Map<String, Value> = known.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
    Value::Object(members)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{breadcrumbs, script};
    use crate::fixture::WholeSite;
    use crate::path::UrlPath;
    use crate::render::context::CrumbContext;
    use crate::render::view::Here;

    fn made(config: &str, url: &str, crumbs: &[(&str, Option<&str>)], title: &str) -> String {
        let whole = WholeSite::clean(&format!("//- handbook.yaml\n{config}\n//- content/a.md\n# A\n\nB.\n"));
        let crumb = |(title, href): &(&str, Option<&str>)| CrumbContext { title: (*title).into(), href: href.map(Into::into) };
        let crumbs: Vec<CrumbContext> = crumbs.iter().map(crumb).collect();
        let here = Here { site: whole.site(), locale: whole.handbook.theme.locale(), url: &UrlPath::from(url), absolute: None };
        let base = here.site.config.url.as_deref().expect("an address");
        script(&[breadcrumbs(here, base, &crumbs, title)])
    }

    #[test]
    fn items_have_whole_addresses_and_count_from_one() {
        let crumbs = [("Home", Some("../../")), ("From here to there", None), ("Labs & more", Some("../"))];
        let made = made("url: https://acme.example/book/", "a b/c/", &crumbs, "C");
        let list: Value = serde_json::from_str(&made).expect("it is JSON");
        let item = |position: u32, name: &str, address: &str| json!({"@type": "ListItem", "position": position, "name": name, "item": format!("https://acme.example/book/{address}")});
        let items = json!([item(1, "Home", ""), item(2, "Labs & more", "a%20b/"), item(3, "C", "a%20b/c/")]);
        let breadcrumbs = json!({"@type": "BreadcrumbList", "itemListElement": items});
        assert_eq!(list, json!({"@context": "https://schema.org", "@graph": [breadcrumbs]}));
    }

    #[test]
    fn there_is_none_without_an_address() {
        let whole = WholeSite::clean("//- content/a.md\n# A\n\nB.\n");
        assert!(!whole.render("a/index.html").contains("schema.org"));
        let whole = WholeSite::clean("//- handbook.yaml\nurl: https://acme.example/\n//- content/a.md\n# A\n\nB.\n");
        assert!(whole.render("a/index.html").contains("schema.org"));
    }

    #[test]
    fn no_title_ends_the_script_element() {
        let title = "</script><script>alert(1)</script><!--";
        let made = made("url: https://acme.example/", "a/", &[], title);
        assert!(!made.contains('<'), "{made}");
        let list: Value = serde_json::from_str(&made).expect("it is JSON");
        assert_eq!(list["@graph"][0]["itemListElement"][0]["name"], title);
    }
}
