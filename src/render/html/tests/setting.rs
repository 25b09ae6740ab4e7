//! The typography of prose.

use std::collections::BTreeMap;

use super::{ENGLISH, HIGHLIGHTER, check, parsed};
use crate::diagram::Drawings;
use crate::parse::markdown;
use crate::render::html::{Body, Prose, Quotes, Shift, render_body};

/// The HTML of a page with this typography.
fn set(text: &str, prose: Prose) -> String {
    let (page, image_sizes) = (parsed(text), BTreeMap::new());
    let (highlighter, locale, shift, embeds) = (&*HIGHLIGHTER, &*ENGLISH, Shift::default(), None);
    let body = Body {
        page: &page,
        text,
        links: &[],
        image_sizes: &image_sizes,
        highlighter,
        drawings: &Drawings::default(),
        locale,
        prose,
        private_hosts: &[],
        samples: None,
        shift,
        embeds,
        terms: &[],
    };
    render_body(&body, &markdown::events(text, page.body)).html
}

#[test]
fn quotes_curl_in_prose_alone() {
    let prose = Prose { quotes: Quotes::new("en"), ..Prose::default() };
    for (text, expected) in [
        ("\"*It's* `a'b`'s\" <kbd>'</kbd>", "<p>“<em>It’s</em> <code>a'b</code>’s” <kbd>'</kbd></p>\n"),
        ("https://b.example/'x'", "<p><a class=\"jb-ext\" href=\"https://b.example/'x\">https://b.example/'x</a>’</p>\n"),
        ("    'code'", "<figure class=\"jb-code\"><pre tabindex=\"0\"><code>'code'</code></pre></figure>\n"),
        ("\"a\n\n\"b\"", "<p>“a</p>\n<p>“b”</p>\n"),
    ] {
        assert_eq!(set(text, prose).replace("&quot;", "\"").replace("&#39;", "'"), expected, "{text}");
    }
}

#[test]
fn blocks_of_another_direction_say_so() {
    let arabic = Prose { is_right_to_left: true, ..Prose::default() };
    for (text, prose, expected) in [
        ("abc\n\nשלום *a*", Prose::default(), "<p>abc</p>\n<p dir=\"rtl\">שלום <em>a</em></p>\n"),
        ("نص abc\n\nabc", arabic, "<p>نص abc</p>\n<p dir=\"ltr\">abc</p>\n"),
        ("- شيء\n", Prose::default(), "<ul dir=\"rtl\">\n<li>شيء</li>\n</ul>\n"),
        ("> نص\n", Prose::default(), "<blockquote dir=\"rtl\">\n<p dir=\"rtl\">نص</p>\n</blockquote>\n"),
    ] {
        assert_eq!(set(text, prose), expected, "{text}");
    }
}

#[test]
fn bare_addresses_and_comments() {
    check(&[
        (
            "see https://b.example/a_b_, ok",
            "<p>see <a class=\"jb-ext\" href=\"https://b.example/a_b\">https://b.example/a_b</a>_, ok</p>",
        ),
        ("a@b.example", "<p><a href=\"mailto:a@b.example\">a@b.example</a></p>"),
        ("`https://b.example`", "<p><code>https://b.example</code></p>"),
        ("a %%b%% c", "<p>a  c</p>"),
        ("%%\na\n%%\n\nb", "<p>b</p>"),
    ]);
}
