use super::{Earlier, Wanted, survey};
use crate::config::RepositoryConfig;
use crate::disk::fixture::{Fixture, config};
use crate::disk::load;
use crate::index::RepositoryEntry::{File, Folder};

/// A PNG's first bytes: all that is read of it.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

#[test]
fn what_stands_in_the_repository_is_found_in_its_exact_case() {
    let fixture = Fixture::new("//- .git/config\n//- src/Main.rs\n//- docs/cafe\u{301}/x.txt\n//- handbook/content/a.md");
    let project = crate::disk::open(&fixture.path("handbook")).expect("a project");
    let loaded = load(&project, &config());
    for (path, entry) in [
        ("src/Main.rs", Some(File)),
        ("src", Some(Folder)),
        ("src/", Some(Folder)),
        ("", Some(Folder)),
        ("src/main.rs", None),
        ("SRC/Main.rs", None),
        ("docs/café/x.txt", Some(File)),
        ("docs/cafe\u{301}/x.txt", Some(File)),
        ("src/Main.rs/x", None),
        ("missing", None),
        (".git/config", None),
        ("../x", None),
    ] {
        let wanted = Wanted { repository_paths: [path.into()].into(), ..Wanted::default() };
        let found = survey(&project, &config(), &loaded.sources, &wanted, None);
        assert_eq!(found.repository_files.get(path).copied(), entry, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_symlink_out_of_the_repository_leads_nowhere() {
    let fixture = Fixture::new("//- a.md\n//- real/x");
    fixture.link("/etc", "out");
    fixture.link("real", "in");
    let project = fixture.project();
    let loaded = load(&project, &config());
    let wanted = Wanted { repository_paths: ["out/hostname".into(), "out".into(), "in/x".into()].into(), ..Wanted::default() };
    let found = survey(&project, &config(), &loaded.sources, &wanted, None).repository_files;
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [("in/x".into(), File)]);
}

#[test]
fn images_are_measured_once() {
    let fixture = Fixture::new("//- content/a.md\n//- content/text.png\nno picture\n//- content/empty.png");
    std::fs::write(fixture.path("content/a.png"), png(640, 480)).expect("write");
    std::fs::write(fixture.path("content/zero.png"), png(0, 480)).expect("write");
    let project = fixture.project();
    let loaded = load(&project, &config());
    let images = ["a.png", "text.png", "empty.png", "zero.png", "missing.png", "a.md"].map(Into::into).into();
    let wanted = Wanted { images, ..Wanted::default() };
    let mut first = survey(&project, &config(), &loaded.sources, &wanted, None);
    assert_eq!(first.image_sizes.clone().into_iter().collect::<Vec<_>>(), [("a.png".into(), (640, 480))]);
    // A size that could not be measured, which proves that it came from the earlier survey.
    first.image_sizes.insert("a.png".into(), (1, 1));
    let earlier = Earlier { sources: &loaded.sources, surroundings: &first };
    assert_eq!(survey(&project, &config(), &loaded.sources, &wanted, Some(earlier)).image_sizes["a.png"], (1, 1));
    std::fs::write(fixture.path("content/a.png"), [png(2, 2), b"more".to_vec()].concat()).expect("write");
    let changed = load(&project, &config());
    assert_eq!(survey(&project, &config(), &changed.sources, &wanted, Some(earlier)).image_sizes["a.png"], (2, 2));
}

#[test]
fn the_configured_address_wins_over_gits() {
    let fixture = Fixture::new("//- a.md\n//- .git/config\n[remote \"origin\"]\nurl = git@github.com:acme/handbook.git\n");
    let project = fixture.project();
    let loaded = load(&project, &config());
    let address = |config| survey(&project, &config, &loaded.sources, &Wanted::default(), None).repository.expect("an address");
    assert_eq!(&*address(config()).url, "https://github.com/acme/handbook");
    let given = RepositoryConfig { url: "https://git.example/a".into(), branch: "next".into() };
    let address = address(crate::config::Config { repository: Some(given), ..config() });
    assert_eq!((&*address.url, &*address.branch), ("https://git.example/a", "next"));
}

#[test]
fn no_first_bytes_of_an_image_end_the_survey() {
    let heads: [&[u8]; 14] = [
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"\xff\xd8\xff\xe0",
        b"RIFF\0\0\0\0WEBPVP8X",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"BM",
        b"II*\0",
        b"MM\0*",
        b"\0\0\0\x20ftypavif",
        b"\0\0\x01\0",
        b"8BPS",
        b"#?RADIANCE\n",
        b"\xff\x0a",
        b"P6 ",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    for round in 0..20_000_usize {
        let mut bytes = heads[round % heads.len()].to_vec();
        for _ in 0..round % 12 {
            let word = next();
            // Small numbers and markers reach further into a format than noise does.
            bytes.extend(if word[7] < 100 { [0, 0, 0, word[0] % 16, 0xff, 0xc0 | word[1], 0, word[2] % 8] } else { word });
        }
        let _ = imagesize::blob_size(&bytes);
    }
}
