//! Raw HTML stays in the page it stands in: whatever an author writes, the rest of the page is where the theme put it.
//!
//! html5ever builds the tree that a browser builds, with scripts and without.

use proptest::prelude::*;

use crate::in_frame::assert_frame_holds;

#[test]
fn tags_that_people_leave_open_break_nothing() {
    for text in [
        "Put the <script> tag at the end.\n\n## Later\n",
        "An <iframe> and a <textarea>, a <title> and a <style>.\n",
        "<style>\nnever closed\n\n[a](b.md)\n",
        "</div></div></section></article></main>\n\nrest\n",
        "<table><tr><td>cell\n\n# after\n",
        "<table><b><tr><td></b></table>\n\nrest\n",
        "<table><tr><i><td>a<tr><a href=x><td></table></table>\n\nrest\n",
        "<plaintext>\n\nrest\n",
        "<b><i><a href=x>\n\nrest\n",
        "- <div>\n\n- </div></section>\n\n> <section>\n\n</section>\n",
        "| a |\n|---|\n| <div></td></table></section> |\n",
        "# a <section>\n\n</section></section>\n",
        "<select><textarea></select></textarea></div>\n",
        "<svg><style><div></style></svg></div>\n",
        "<noscript><a title=\"</noscript><!--\">\n\nrest\n",
        "<section/>\n\n<svg><p></p><section/></svg>\n",
        "<div <!--\n\n--> </div>\n",
        "<option><div a=\n\n/>\n    \n<option>",
        "<p><div\n\n# <div\n",
        "- <div><li>\n",
        "[^1]\n\n[^1]: <div><li>\n",
    ] {
        assert_frame_holds(text);
    }
}

/// The names of elements that browsers treat each in a way of its own.
const NAMES: &str = "div section article p b a i span table tr td th tbody caption col colgroup ul ol li dl dt dd h1 h2 pre form \
    button select option optgroup svg math mi annotation-xml foreignObject desc title style script iframe textarea noscript \
    noframes xmp template object marquee ruby rt my-box String body html head frameset plaintext br img image input hr summary \
    details nobr font center main path g listing keygen video";

/// What stands between a tag's name and its end, `·` between the attributes.
const ATTRIBUTES: &str =
    "· a· href=x· title=\"<!--\"· title='</noscript>'· title=\"</script>\"· title='a·/· <b· color=red· a=\n\n";

/// What is no tag, `·` between.
const OTHERS: &str = "\n·\n\n·\n\n·\n\n· ·a·\n- ·\n> ·\n    ·\n# ·\n| a |\n|---|\n| · | ·*·**·`·```\n·[a](b)·![·](c)·<!--·-->·--!>·<!-->·\
    <?·?>·<![CDATA[·]]>·<!x·&amp;·\\·[^1]·\n[^1]: ·%%·[[a]]·> [!NOTE]\n> ";

/// Pieces that tear frames when they meet.
fn pieces() -> impl Strategy<Value = String> {
    let one_of = |list: &'static str, between: char| prop::sample::select(list.split(between).collect::<Vec<_>>());
    let names = prop::sample::select(NAMES.split_whitespace().collect::<Vec<_>>());
    let tag = (one_of("< </", ' '), names, one_of(ATTRIBUTES, '·'), one_of(">·>·>·/>·\n·", '·'))
        .prop_map(|(open, name, attribute, close)| format!("{open}{name}{attribute}{close}"));
    prop_oneof![2 => tag, 1 => one_of(OTHERS, '·').prop_map(str::to_owned)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mixture_of_tags_breaks_the_frame(parts in prop::collection::vec(pieces(), 1..14)) {
        assert_frame_holds(&parts.concat());
    }
}
