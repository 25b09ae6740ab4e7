//! The built site as GitHub Pages serves it below a path, and as a browser reads it from a disk: every address that it names is
//! there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use html5gum::{Token, Tokenizer};
use percent_encoding::percent_decode_str;
use tempfile::TempDir;

/// The path that the site is published under.
const BASE: &str = "/some-repo/";

/// What the names of pages end with.
const PAGE: &str = ".html";

/// What the host answers.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// A file of the site.
    Found(String),
    /// The same path with a slash behind it.
    Redirect(String),
    /// `404.html`.
    NotFound,
}

/// A built site: the paths of its files with their texts.
struct Site {
    files: BTreeMap<String, Vec<u8>>,
    folder: TempDir,
}

impl Site {
    /// Builds this project's own handbook, with a few files that are hard to address.
    fn build(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        Self::themed("default", arguments, environment)
    }

    fn themed(theme: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        copy(&project.join("content"), &folder.path().join("content"));
        copy(&project.join("docs"), &folder.path().join("docs"));
        for config in ["handbook.yaml", "docs/handbook.yaml"] {
            let text = fs::read_to_string(project.join(config)).expect("a configuration");
            assert!(text.contains("name: default"), "the theme is exchanged by its name");
            let text = text.replace("name: default", &format!("name: {theme}"));
            fs::write(folder.path().join(config), text).expect("a file");
        }
        let hard = "# Hard\n\n[a](<50%25 %231%3F.md>) [b](<50%25 %231%3F.md#é>) ![c](<ü ß.svg>) [d](/hard/)\n";
        for (path, text) in [("hard/index.md", hard), ("hard/50% #1?.md", "# 50 %\n\n## É\n"), ("hard/ü ß.svg", "<svg/>")] {
            let path = folder.path().join("content").join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        for arguments in [&["init", "-q"][..], &["add", "-A"], &["commit", "-q", "-m", "All"]] {
            let person = ["-c", "user.name=Ada", "-c", "user.email=ada@acme.example", "-c", "commit.gpgSign=false"];
            let mut git = Command::new("git");
            let status = git.arg("-C").arg(folder.path()).args(person).args(arguments).status().expect("git is installed");
            assert!(status.success(), "git {arguments:?}");
        }
        let run = |arguments: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_journeybook"));
            command.arg("build").args(arguments).current_dir(folder.path());
            for name in ["GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_SERVER_URL"] {
                command.env_remove(name);
            }
            let output = command.envs(environment.iter().copied()).output().expect("the command starts");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        };
        // The guide goes into a folder of the site, after the site and before the site is built once more: neither harms the other.
        let is_address = |argument: &&&str| argument.starts_with("https://");
        let address = format!("{}guide/", arguments.iter().find(is_address).unwrap_or(&"https://owner.github.io/some-repo/"));
        let others: Vec<&str> =
            arguments.iter().copied().filter(|word| *word != "--base-url" && !word.starts_with("https:")).collect();
        run(arguments);
        run(&[&["docs", "-d", "public/guide", "--base-url", &*address][..], &others].concat());
        run(arguments);
        let mut files = BTreeMap::new();
        let root = folder.path().join("public");
        for path in walk(&root) {
            let name = path.strip_prefix(&root).expect("below").to_string_lossy().replace('\\', "/");
            if !name.starts_with(".journeybook/") {
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
        Self { files, folder }
    }

    fn text(&self, path: &str) -> String {
        String::from_utf8_lossy(self.files.get(path).unwrap_or_else(|| panic!("no {path}"))).into_owned()
    }

    /// Answers a path as GitHub Pages does: by letter case, a folder by its `index.html`, a page without its `.html`.
    fn answer(&self, path: &str) -> Answer {
        let Some(below) = path.strip_prefix(BASE) else { return Answer::NotFound };
        let below = percent_decode_str(below).decode_utf8().expect("UTF-8").into_owned();
        let candidates = if below.is_empty() || below.ends_with('/') {
            vec![format!("{below}index.html")]
        } else {
            vec![below.clone(), format!("{below}.html")]
        };
        match candidates.into_iter().find(|file| self.files.contains_key(file)) {
            Some(file) => Answer::Found(file),
            None if self.files.contains_key(&format!("{below}/index.html")) => Answer::Redirect(format!("{path}/")),
            None => Answer::NotFound,
        }
    }
}

fn copy(from: &Path, to: &Path) {
    for path in walk(from) {
        let target = to.join(path.strip_prefix(from).expect("below"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::copy(&path, target).expect("a copy");
    }
}

fn walk(root: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(root).into_iter().map(|entry| entry.expect("an entry"));
    entries.filter(|entry| !entry.file_type().is_dir()).map(walkdir::DirEntry::into_path).collect()
}

/// What a page links to and loads, and what can be linked to in it.
#[derive(Default)]
struct Page {
    hrefs: Vec<String>,
    ids: BTreeSet<String>,
}

fn read(html: &str) -> Page {
    let mut page = Page::default();
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else { continue };
        let attribute = |name: &str| tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned());
        for name in ["href", "src", "data-pages", "data-script", "data-style"] {
            page.hrefs.extend(attribute(name));
        }
        if let Some(target) = attribute("content").filter(|_| attribute("http-equiv").is_some()) {
            page.hrefs.extend(target.split_once("url=").map(|(_, url)| url.to_owned()));
        }
        page.ids.extend(attribute("id"));
    }
    page
}

/// Where an href leads from an absolute path, as RFC 3986 resolves it: path and fragment. `None` for other sites.
fn resolve(from: &str, href: &str, origin: &str) -> Option<(String, Option<String>)> {
    let href = href.strip_prefix(origin).unwrap_or(href);
    let (href, fragment) = href.split_once('#').map_or((href, None), |(href, fragment)| (href, Some(fragment.to_owned())));
    let href = href.split('?').next().unwrap_or_default();
    if href.split('/').next().unwrap_or_default().contains(':') || href.starts_with("//") {
        return None;
    }
    if href.is_empty() {
        return Some((from.to_owned(), fragment));
    }
    let whole = if href.starts_with('/') { href.to_owned() } else { format!("{}/{href}", from.rsplit_once('/')?.0) };
    let mut segments: Vec<&str> = Vec::new();
    for segment in whole.split('/').skip(1) {
        match segment {
            ".." => drop(segments.pop()),
            "." => {}
            segment => segments.push(segment),
        }
    }
    let is_folder = whole.ends_with('/') || whole.ends_with("/.") || whole.ends_with("/..");
    let path = format!("/{}", segments.join("/"));
    Some((if is_folder && !path.ends_with('/') { format!("{path}/") } else { path }, fragment))
}

#[test]
fn below_a_path_every_link_is_answered_at_once() {
    const ORIGIN: &str = "https://owner.github.io";
    // The address comes from the environment, as in a workflow of `Owner/some-repo`.
    let environment = [("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "Owner/some-repo")];
    let site = Site::build(&[], &environment);
    let mut open = vec![BASE.to_owned()];
    let mut pages: BTreeMap<String, Page> = BTreeMap::new();
    let mut fragments = Vec::new();
    let mut seen = BTreeSet::from([BASE.to_owned()]);
    // What crawlers, readers of feeds and agents are told; and a page at an address that does not exist.
    let listed = ["sitemap.xml", "feed.xml", "llms.txt", "robots.txt"].map(|path| site.text(path)).join("\n");
    let is_end = |c: char| matches!(c, '<' | '"' | ')' | '\n');
    let whole = listed.match_indices(ORIGIN).map(|(at, _)| listed[at..].split(is_end).next().unwrap_or_default());
    open.extend(whole.map(|url| url[ORIGIN.len()..].to_owned()));
    open.push(format!("{BASE}no/such/page.html"));
    while let Some(path) = open.pop() {
        let file = match site.answer(&path) {
            Answer::Found(file) => file,
            Answer::NotFound if path.contains("no/such") => "404.html".to_owned(),
            other => panic!("{path}: {other:?}"),
        };
        if !file.ends_with(PAGE) {
            continue;
        }
        let page = read(&site.text(&file));
        for href in &page.hrefs {
            let Some((target, fragment)) = resolve(&path, href, ORIGIN) else { continue };
            fragments.extend(fragment.map(|fragment| (path.clone(), target.clone(), fragment)));
            if target != path && seen.insert(target.clone()) {
                assert!(matches!(site.answer(&target), Answer::Found(_)), "{path} links to {href}: {:?}", site.answer(&target));
                open.push(target);
            }
        }
        pages.insert(path, page);
    }
    for (from, target, fragment) in fragments {
        let id = percent_decode_str(&fragment).decode_utf8().expect("UTF-8").into_owned();
        let is_there = pages.get(&target).is_some_and(|page| page.ids.contains(&id)) || id == "top";
        assert!(is_there, "{from} links to {target}#{id}");
    }
    // Nothing that readers are meant to find is unreachable.
    assert!(pages.len() > 40, "{}", pages.len());
    // Old addresses lead to pages, and nothing leads to them.
    let is_page = |file: &&String| file.ends_with("index.html") && !site.text(file).contains("http-equiv=\"refresh\"");
    let unreached: Vec<&String> = site.files.keys().filter(is_page).collect();
    for file in unreached {
        let address = file.strip_suffix("index.html").expect("just so");
        let reached = pages.keys().any(|path| site.answer(path) == Answer::Found(file.clone()));
        assert!(reached, "nothing leads to {address}");
    }
}

#[test]
fn the_host_is_told_by_its_own_rules() {
    let site = Site::build(&["--base-url", "https://owner.github.io/some-repo/"], &[]);
    for (path, answer) in [
        ("/some-repo/", Answer::Found("index.html".into())),
        ("/some-repo/adoption", Answer::Redirect("/some-repo/adoption/".into())),
        ("/some-repo/404", Answer::Found("404.html".into())),
        ("/some-repo/Adoption/", Answer::NotFound),
        ("/adoption/", Answer::NotFound),
    ] {
        assert_eq!(site.answer(path), answer, "{path}");
    }
    assert!(site.files.contains_key(".nojekyll"));
    let lost = read(&site.text("404.html"));
    let own = lost.hrefs.iter().filter(|href| !href.starts_with('#') && !href.contains("://"));
    assert!(own.clone().count() > 5 && own.clone().all(|href| href.starts_with(BASE)), "{:?}", own.collect::<Vec<_>>());
}

#[test]
fn from_a_disk_every_link_names_a_file() {
    for theme in ["default", "field-guide"] {
        let site = Site::themed(theme, &["--explicit-index"], &[]);
        let pages = site.files.keys().filter(|file| file.ends_with(PAGE) && !file.ends_with("404.html"));
        for file in pages {
            let page = read(&site.text(file));
            for href in page.hrefs {
                let Some((target, _)) = resolve(&format!("/{file}"), &href, "none:") else { continue };
                let target = percent_decode_str(&target[1..]).decode_utf8().expect("UTF-8").into_owned();
                assert!(site.files.contains_key(&target), "{theme}: {file} links to {href}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn everybody_may_read_all_files_and_none_is_a_link() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::build(&[], &[]);
    let root = site.folder.path().join("public");
    for entry in walkdir::WalkDir::new(&root).into_iter().map(|entry| entry.expect("an entry")) {
        let name = entry.path().strip_prefix(&root).expect("below");
        if name.starts_with(".journeybook") {
            continue;
        }
        let metadata = fs::symlink_metadata(entry.path()).expect("it is there");
        let needed = if metadata.is_dir() { 0o555 } else { 0o444 };
        assert!(!metadata.is_symlink() && metadata.permissions().mode() & needed == needed, "{}", name.display());
    }
}

/// However many pages stand side by side, links lead to each of them: lists that are cut lead to the rest.
#[test]
fn five_thousand_pages_are_all_reached_by_links() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pages = 5_000;
    for page in 0..pages {
        crate::folders::write(&folder.path().join(format!("content/page-{page:04}.md")), format!("# Page {page}\n\nText.\n"));
    }
    let output =
        crate::program::journeybook(&["build", "--quiet"]).current_dir(folder.path()).output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let site = folder.path().join("public");
    let mut known = std::collections::BTreeSet::from([String::new()]);
    let mut left = vec![String::new()];
    while let Some(address) = left.pop() {
        let html = std::fs::read_to_string(site.join(&address).join("index.html")).expect("a page");
        for href in html.split(" href=\"").skip(1).filter_map(|rest| rest.split(['"', '#', '?']).next()) {
            let mut names: Vec<&str> = address.split('/').filter(|name| !name.is_empty()).collect();
            for name in href.split('/').filter(|name| !matches!(*name, "" | ".")) {
                if name == ".." {
                    names.pop();
                } else {
                    names.push(name);
                }
            }
            let target = names.join("/");
            if href.ends_with('/') && !href.contains(':') && known.insert(target.clone()) {
                left.push(target);
            }
        }
    }
    let missed = (0..pages).filter(|page| !known.contains(&format!("page-{page:04}"))).count();
    assert_eq!(missed, 0, "pages that no link leads to");
}
