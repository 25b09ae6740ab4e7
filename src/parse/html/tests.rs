use std::fmt::Write as _;

use super::{HtmlAttributeKind, HtmlScanner};

/// Scans pieces separated by `¦`, which represents Markdown between them; returns `kind value@span` of each attribute.
fn scan(pieces: &str) -> (String, bool) {
    let mut scanner = HtmlScanner::default();
    let mut found = String::new();
    let mut at = 0;
    for piece in pieces.split('¦') {
        for tag in scanner.read(piece, &(at..at + piece.len()), pieces) {
            assert!(pieces[tag.span.clone()].starts_with('<') && pieces[tag.span.clone()].ends_with('>'));
            for attribute in tag.attributes {
                let kind = match attribute.kind {
                    HtmlAttributeKind::Href => "href",
                    HtmlAttributeKind::Source => "source",
                    HtmlAttributeKind::Anchor => "anchor",
                    HtmlAttributeKind::Reference => "reference",
                };
                let written = &pieces[attribute.span.clone()];
                write!(found, "{kind} {}={written};", attribute.value).expect("a string takes all text");
            }
        }
        at += piece.len() + '¦'.len_utf8();
    }
    (found, scanner.is_hidden())
}

#[test]
fn attributes_and_their_spans() {
    for (pieces, expected, is_hidden) in [
        (r#"<a href="x&amp;y.md" id=q>"#, "href x&y.md=x&amp;y.md;anchor q=q;", false),
        (r"<A HREF = ' x.md '>", "href x.md= x.md ;", false),
        (r#"<img src=a.png alt=""><p name="n"><a name="n">"#, "source a.png=a.png;anchor n=n;", false),
        (r#"<a href="one" href="two">"#, "href one=one;", false),
        (r#"<a href=""></a href="x">"#, "", false),
        (
            r#"<img srcset="a.png 1x, b,c.png 2x , d&amp;e.png">"#,
            "source a.png=a.png;source b,c.png=b,c.png;source d&e.png=d&amp;e.png;",
            false,
        ),
        (r#"<img srcset="a.png, b.png (x,y) 2x,c.png">"#, "source a.png=a.png;source b.png=b.png;source c.png=c.png;", false),
        (
            r#"<video poster=p.jpg><object data="o.svg"><data data=x><link href=s.css><base href=/x/>"#,
            "source p.jpg=p.jpg;source o.svg=o.svg;source s.css=s.css;",
            false,
        ),
        (r"<!-- <a href=x> --><a href=y>", "href y=y;", false),
        (r"<!-- <a href=x> --!><a href=y><!--><a href=z>", "href y=y;href z=z;", false),
        (r"<iframe>¦<a href=y>¦</iframe><a href=z>", "href z=z;", false),
        (r"<script><!-- <script></script> '<a href=x>' --></script><a href=y>", "href y=y;", false),
        (r"<script><!--></script><a href=y>", "href y=y;", false),
        (r"<svg><style><a href=x></style></svg><a href=y>", "href x=x;href y=y;", false),
        (r"<noscript><a title='</noscript><a href=y>", "href y=y;", false),
        (r"<a href=x/ id='a'id=b data=c><a =href=x><a href = >", "href x/=x/;anchor a=a;", false),
        (r"<script>'<a href=x>'¦<a href=x></scripted>¦</SCRIPT ><a href=y>", "href y=y;", false),
        (r"<style>¦", "", true),
        (r"<style></style>", "", false),
        (r"<textarea><a href=x></textarea><a href=y>", "href y=y;", false),
        ("<a\nhref='a'\n\tid=b>", "href a=a;anchor b=b;", false),
        (r#"<a href="unclosed¦<a href=y>"#, "href y=y;", false),
        ("<a href=é.md title='>'><b id=ü>", "href é.md=é.md;anchor ü=ü;", false),
        ("x < y <> </> <?php <a href=p> ?> <![CDATA[ <a href=c> ]]>", "", false),
    ] {
        assert_eq!(scan(pieces), (expected.to_owned(), is_hidden), "{pieces}");
    }
}

#[test]
fn nothing_is_too_deep() {
    for tag in ["a=\"b\" ", "a='b' ", "a=b ", "a ", "/ ", "a=\"&amp;\" "] {
        assert_eq!(scan(&format!("<p {}><a href=y>", tag.repeat(100_000))).0, "href y=y;");
    }
    let value = "&amp;&copy&x".repeat(100_000);
    assert!(scan(&format!("<a href=\"{value}\">")).0.len() > value.len());
}

#[test]
fn words_stand_between_tags() {
    for (piece, expected) in [
        ("<p a=\">\">a &amp; b<br>c</p><!-- d -->", "a & b c"),
        ("<script>a</script>b<style>c</style><template>d</template>", "b"),
        ("o<b>n</b>e<li>two<img src=x alt='th&amp;ree'>", "one two th&ree"),
        ("<b>", ""),
    ] {
        let words = super::words(piece);
        assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{piece}");
    }
    assert_eq!(super::words(&format!("<p {}>a</p>", "b=\"c\" ".repeat(100_000))).trim(), "a");
}

#[test]
fn a_piece_whose_lines_stand_in_a_quote_keeps_its_places() {
    let text = "> <a\n> href=\"q\"\n>  id=>r>";
    let piece = "<a\nhref=\"q\"\n id=>r>";
    let tags = HtmlScanner::default().read(piece, &(2..text.len()), text);
    let attribute = &tags[0].attributes[0];
    assert_eq!((&text[attribute.span.clone()], attribute.span.start), ("q", 13));
    assert_eq!(&piece[attribute.range.clone()], "q");
}
