//! What hostile and large input costs: the processor's time for n against 2n, so that a busy machine changes nothing.
//!
//! Work that grows in proportion takes twice the time, work that grows with the square four times. The bound is between them.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;
use journeybook::api::parse::parse;
use journeybook::api::path::SourcePath;

use crate::assembled::Assembled;
use crate::folders::write;
use crate::program::journeybook;
use crate::rendered::rendered;

/// The most that twice the input may cost, in times.
const MOST: f64 = 3.0;

/// The least time that is measured: below it a millisecond here or there would decide.
const LEAST: Duration = Duration::from_millis(12);

/// Asserts that `work` on twice as much costs less than [`MOST`] times as much. Starts at `start` and doubles until the time can be
/// measured; each is the least of three, since caches and the allocator only ever add to it.
fn assert_in_proportion(name: &str, start: usize, mut work: impl FnMut(usize)) {
    let mut least = |size: usize| {
        let once = |_| {
            let clock = ThreadTime::now();
            work(size);
            clock.elapsed()
        };
        (0..3).map(once).min().unwrap_or_default()
    };
    let mut size = start;
    let mut one = least(size);
    while one < LEAST && size < start << 12 {
        size *= 2;
        one = least(size);
    }
    let mut two = least(2 * size);
    let ratio = |one: Duration, two: Duration| two.as_secs_f64() / one.as_secs_f64().max(1e-9);
    // A machine that was disturbed is asked again; a square stays one however often it is measured.
    for _ in 0..3 {
        if ratio(one, two) < MOST {
            return;
        }
        (one, two) = (one.min(least(size)), two.min(least(2 * size)));
    }
    let ratio = ratio(one, two);
    assert!(ratio < MOST, "{name}: {one:?} for {size}, {two:?} for twice as much, which is {ratio:.1} times as long");
}

/// Parses and renders a page by itself.
fn parse_and_render(text: &str) {
    let html = rendered(text).html;
    assert!(html.len() < 100 * text.len() + 1000, "{} bytes of HTML", html.len());
}

#[test]
#[should_panic(expected = "times as long")]
fn the_measure_notices_a_square() {
    assert_in_proportion("a square", 100, |size| {
        let text = "a".repeat(size);
        let found = (0..size).filter(|start| std::hint::black_box(&text[*start..]).contains('b')).count();
        assert_eq!(found, 0);
    });
}

/// Everything that opens and never closes, in large.
#[test]
fn pathological_markdown_costs_in_proportion() {
    for (name, unit) in [
        ("open brackets", "["),
        ("closed brackets", "[]"),
        ("open links", "[a]("),
        ("open images", "![a]("),
        ("dollars", "$a$b "),
        ("formulas that never close", "$a "),
        ("wikilinks that never close", "[[a"),
        ("emphasis", "*a **a "),
        ("underscores", "_a __a "),
        ("tildes", "~a ~~a "),
        ("backticks of all lengths", "` `` ``` "),
        ("open tags", "<a "),
        ("open comments", "<!-- "),
        ("Obsidian comments", "%% a "),
        ("entities", "&amp; &#65; &x"),
        ("quotes", "> "),
        ("lists", "- "),
        ("quotes line by line", "> a\n"),
        ("the same heading", "# a\n"),
        ("references", "[a][b]\n\n"),
        ("definitions", "[a]: b\n"),
        ("footnotes", "a[^1]\n\n[^1]: b\n\n"),
        ("tables", "| a | b |\n| - | - |\n| c | d |\n\n"),
        ("cells", "| a "),
        ("scripts", "<script>\n"),
        ("template tags", "{{ a {% b "),
        ("admonitions", "!!! note\n"),
        ("bare addresses", "https://a.example/b_ www.a.example "),
        ("NUL", "\0"),
        ("lone carriage returns", "a\r"),
        ("malformed headings", "##a\n"),
        ("tabs", "\t"),
        ("closing tags", "</a>"),
        ("attributes", "<a b=\"c\" "),
        ("elements that are never closed", "<b>a\n\n<div>\n\n"),
        ("end tags that close nothing", "</div>\n\na</b> "),
        ("unknown elements", "Vec<String> <my-box> <T/> "),
        ("scripts in prose", "a <script> b\n\n"),
        ("frames that never end", "<iframe>\n\n"),
        ("frames that end elsewhere", "<iframe>\n\n- </iframe>\n\n"),
        ("texts that never end", "<textarea><title><style>\n"),
        ("declarations that never end", "<!x\n<?y\n<![CDATA[\n"),
        ("tags that lack their end", "<div a=\"\n\n<p <q\n\n"),
        ("elements of SVG", "<svg><g><desc>\n\n*a* <br>"),
        ("tables in cells", "<table><tr><td>"),
        ("selections", "<select><option><div>"),
        ("names of blocks", "a ^b1\n\n"),
        ("carets", "^a1 "),
        ("backslashes", "\\"),
        ("hard breaks", "a  \n"),
        ("links with a space", "[a](b c.md "),
        ("links the wrong way round", "(a)[b.md "),
        ("labels that nothing defines", "[aa][bb-c] [dd][] [^1] "),
        ("padded wikilinks", "[[ a ]] [[ b "),
        ("closed brackets with a parenthesis", "[](]("),
        ("definitions with a space", "[a]: b c.md\n"),
    ] {
        assert_in_proportion(name, 2_000, |size| parse_and_render(&unit.repeat(size)));
    }
}

/// One tag, and one table, however wide.
#[test]
fn wide_tags_and_tables_cost_in_proportion() {
    for (name, start, unit, end) in [
        ("quoted attributes", "<p ", "a=\"b\" ", ">"),
        ("attributes of one name", "<p ", "id=a href=b ", ">"),
        ("candidates", "<img alt=a srcset=\"", "gone.png 1x, ", "\">"),
        ("columns", "", "|a", "|\n"),
    ] {
        assert_in_proportion(name, 2_000, |size| {
            let mut text = format!("{start}{}{end}", unit.repeat(size));
            if name == "columns" {
                let _ = write!(text, "{}|\n{}|\n", "|-".repeat(size), "|!!! note".repeat(size));
            }
            parse_and_render(&text);
        });
    }
}

/// Neither aliases of aliases nor brackets in brackets cost more than their text.
#[test]
fn hostile_front_matter_costs_in_proportion() {
    let page = |yaml: &str| {
        let text = format!("---\n{yaml}\n---\n# A\n");
        let checked = parse(&SourcePath::from("a.md"), text.as_bytes());
        (checked.diagnostics.len(), text.len())
    };
    assert_in_proportion("aliases of aliases", 20, |levels| {
        let mut yaml = "a0: &a0 [x, x]\n".to_owned();
        for level in 1..levels {
            let _ = writeln!(yaml, "a{level}: &a{level} [*a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}]", level - 1);
        }
        assert!(page(&yaml).0 > 0, "an alias bomb passes");
    });
    for (name, unit) in
        [("brackets", "["), ("braces", "{a: "), ("anchors", "&a "), ("quotes", "\"a\n"), ("keys", "a: b\n"), ("items", "- ")]
    {
        assert_in_proportion(name, 2_000, |size| {
            page(&unit.repeat(size));
        });
    }
}

/// Nesting that would overflow a stack, in the whole program with the default theme.
#[test]
fn nothing_recurses_as_deep_as_its_input() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in [
        ("quotes", ">".repeat(2_000_000)),
        ("spaced-quotes", "> ".repeat(20_000)),
        ("lists", format!("{}a", "- ".repeat(10_000))),
        ("brackets", "[".repeat(100_000)),
        ("images", format!("# {}a{}", "![".repeat(20_000), "](b.png)".repeat(20_000))),
        ("emphasis", format!("{}a{}", "*a **a ".repeat(10_000), "a** a*".repeat(10_000))),
        ("tags", format!("<div>{}", "<b><i>".repeat(20_000))),
        ("attributes", format!("<p {}>a</p>", "a=\"b\" ".repeat(100_000))),
        ("headings-in-quotes", format!("{}# Deep\n", "> ".repeat(5_000))),
    ] {
        write(&folder.path().join(format!("content/{name}.md")), text);
    }
    let arguments = ["build", "--warn", "all", "--format", "json"];
    let output = journeybook(&arguments).current_dir(folder.path()).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let deep = fs::read_to_string(folder.path().join("public/headings-in-quotes/index.html")).expect("a page");
    assert!(deep.contains("Deep"));
}

/// Twice the pages cost twice the time, from the disk to the last output.
#[test]
fn a_handbook_costs_in_proportion_to_its_pages() {
    let folders = [tempfile::tempdir(), tempfile::tempdir()].map(|folder| folder.expect("a temporary folder"));
    for (folder, pages) in folders.iter().zip([120, 240]) {
        handbook(folder.path(), pages);
    }
    let [one, two] =
        folders.each_ref().map(|folder| least(|| assert!(Assembled::cold(folder.path()).outcome().outputs.len() > 120)));
    assert!(two < one * 3, "{one:?} for 120 pages, {two:?} for 240");
}

/// The least time of three that something takes on a thread of its own.
fn least(work: impl Fn() + Sync) -> Duration {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let once = |_| {
        let clock = ThreadTime::now();
        work();
        clock.elapsed()
    };
    pool.install(|| (0..3).map(once).min().unwrap_or_default())
}

/// What a handbook as a whole has to answer for: names that many pages bear, folders in one another, and links that all lead nowhere.
#[test]
fn crowded_deep_and_broken_handbooks_cost_in_proportion() {
    type Write = fn(&Path, usize);
    let kinds: [(&str, usize, Write); 3] = [
        ("names of many pages", 400, |folder, size| {
            write(&folder.join("content/index.md"), format!("# Home\n\n{}", "[[same]]\n\n".repeat(size)));
            for page in 0..size {
                write(&folder.join(format!("content/d{page}/same.md")), "# Same\n\n[[same]]\n");
            }
        }),
        ("folders in one another", 400, |folder, size| {
            write(&folder.join(format!("content/{}page.md", "d/".repeat(size))), "# Page\n\nText.\n");
        }),
        // More pages than a misspelt name is compared with: with fewer, each further page costs every link a comparison.
        ("links that lead nowhere", 300, |folder, size| {
            for page in 0..size {
                let links = (0..8).map(|link| format!("[a](gone-{page}-{link}.md) [[lost-{page}-{link}]]\n\n"));
                write(&folder.join(format!("content/d/page-{page}.md")), format!("# Page\n\n{}", links.collect::<String>()));
            }
        }),
    ];
    for (name, size, make) in kinds {
        let folders = [size, 2 * size].map(|size| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            make(folder.path(), size);
            folder
        });
        let measured = || folders.each_ref().map(|folder| least(|| drop(Assembled::cold(folder.path()))));
        let mut times = measured();
        // A machine that was disturbed is asked again; a square stays one however often it is measured.
        for _ in 0..3 {
            if times[1] < times[0] * 3 + LEAST {
                break;
            }
            let again = measured();
            times = [times[0].min(again[0]), times[1].min(again[1])];
        }
        assert!(times[1] < times[0] * 3 + LEAST, "{name}: {times:?} for {size} and twice as much");
    }
}

/// What a page carries does not grow with the number of folders around it, except for the steps up in its addresses.
#[test]
fn folders_in_one_another_are_published_in_proportion() {
    let bytes = [60, 120].map(|depth| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        // A page at each level, so that the sidebar has the whole branch to list.
        for level in 0..depth {
            write(&folder.path().join(format!("content/{}page.md", "d/".repeat(level))), "# Page\n\nText.\n");
            write(&folder.path().join(format!("content/{}other.md", "d/".repeat(level))), "# Other\n\nText.\n");
        }
        Assembled::cold(folder.path()).outcome().outputs.values().map(Vec::len).sum::<usize>()
    });
    assert!(bytes[1] < bytes[0] * 3, "{bytes:?} bytes for 60 levels and twice as many");
}

/// Writes pages that link to one another, in folders and stages.
fn handbook(folder: &Path, pages: usize) {
    for page in 0..pages {
        let mut text = format!("---\nneeds: [autonomy]\n---\n# Page {page}\n\n");
        for link in 0..10 {
            let target = (page * 7 + link * 31) % pages;
            let _ =
                writeln!(text, "Words and [page {target}](../{}/page-{target}.md#part-{link}).\n\n## Part {link}\n", target % 12);
        }
        write(&folder.join(format!("content/{}/page-{page}.md", page % 12)), text);
    }
}
