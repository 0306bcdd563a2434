//! Both ways to read a file, held against each other.

use proptest::prelude::*;

use crate::files::FileId;
use crate::load::quick;
use crate::load::reader::reference;
use crate::load::row::Rows;
use crate::load::whole::Whole;
use crate::load::words::Words;
use crate::model::Site;

/// Reads the claim files of the project, among them those with every kind of fault.
fn texts() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "claims/pakistan-afghanistan-2025",
        "tests/made-up",
        "tests/invalid",
    ];
    let files = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap());
    let mut paths: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect()
}

/// Returns the words and places of some keys of a claim.
fn seen(claim: &Whole<'_>) -> String {
    let shape = claim.shape();
    let texts = [&shape.event, &shape.quote, &shape.by, &shape.note];
    let texts = texts.map(|key| {
        key.as_ref()
            .map(|key| (claim.span(key), key.get_ref().clone()))
    });
    let value = shape
        .value
        .as_ref()
        .map(|key| (claim.span(key), key.get_ref().clone()));
    format!("{:?} {texts:?} {value:?}", claim.place())
}

/// Returns the places of the claims, without the ends of their tables.
fn sites(rows: &Rows) -> Vec<Site> {
    rows.sites()
        .iter()
        .map(|site| Site { end: 0, ..*site })
        .collect()
}

/// Returns the words of the keys that few claims have.
fn rare(rows: &Rows) -> Vec<String> {
    rows.all()
        .iter()
        .map(|row| format!("{:?}", rows.rare(row)))
        .collect()
}

/// Returns true if the quick way takes a text. Then the reference must find no fault in it and read the
/// same, and a claim that is read again must be the claim that was read.
fn both_read_the_same(text: &str) -> bool {
    let (mut quick_words, mut words) = (Words::default(), Words::default());
    let (mut quick_rows, mut rows) = (Rows::default(), Rows::default());
    let quick = quick::read(text, FileId::at(0), &mut quick_words, &mut quick_rows);
    let Some(quick) = quick else { return false };
    let (mut tables, diagnostics) = reference(text, FileId::at(0), &mut words, &mut rows);
    assert!(diagnostics.is_empty(), "{diagnostics:?} in {text}");
    for (site, entry) in quick_rows.sites().iter().zip(&tables.claims) {
        let again = Whole::again(text, site.extent(FileId::at(0))).unwrap();
        assert_eq!(seen(&again), seen(&Whole::kept(entry)), "{text}");
    }
    // The reference knows the end of a header, and not that of its table.
    tables.claims.clear();
    assert_eq!(sites(&quick_rows), sites(&rows), "{text}");
    assert_eq!(quick_rows.all(), rows.all(), "{text}");
    assert_eq!(rare(&quick_rows), rare(&rows), "{text}");
    assert_eq!(format!("{quick:?}"), format!("{tables:?}"), "{text}");
    assert_eq!(quick_words.list(), words.list(), "{text}");
    true
}

#[test]
fn the_quick_way_and_the_reference_read_our_files_the_same() {
    let taken = texts()
        .iter()
        .filter(|text| both_read_the_same(text))
        .count();
    assert!(taken > 20, "the quick way takes only {taken} files");
}

#[test]
fn unusual_spellings_are_read_the_same_or_left_to_the_reference() {
    for text in [
        "claim = [{ event = 'a', attribute = 'b', value = 1 }, { event = 'c', attribute = 'd', value = 0x1F }]",
        "claim = { event = 'a', attribute = 'b', value = 1_000 }",
        "[claim]\nevent = 'a'\nattribute = 'b'\nvalue = 1e3\n",
        "claim.event = 'a'\nclaim.value = 1",
        "[[claim]]\nevent = \"\"\"\na\"\"\"\nattribute = 'b'\nvalue = [[1]]\nquote = '''x'y'''\n",
        "[[claim]]\nevent = 'a'\n[claim.value]\nx = 1\n",
        "[[claim]]\r\nevent = 'a'\r\nvalue = 2025-01-01 10:00:00Z\r\n",
        "[[ claim ]] # a comment\n\"event\" = 'a'\nvalue = 1.5\n",
        "[['claim']]\n\t'event' = \"\\u00fc\"\nvalue = inf\n",
        "[[attribute]]\nid = 'a'\naliases = { 'x' = ['y'] }\nbroader.z = 'w'\ncomplete = true\n",
        "[[resolution]]\ndate = 2025-01-01\n[[rule]]\nholds = 'a = b'\n",
        "[[claim]]\nvalue = 99999999999999999999\n",
        "[[claim]]\nvalue = 1\nproposed = true\n[[claim]]\nproposed = false\n[[claim]]\nvalue = 1\n",
    ] {
        both_read_the_same(text);
    }
    let deep = format!("[[claim]]\nvalue = {}{}", "[".repeat(100), "]".repeat(100));
    assert!(!both_read_the_same(&deep));
}

proptest! {
    #[test]
    fn both_ways_read_a_changed_file_the_same(
        at in any::<prop::sample::Index>(),
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), 0_usize..4, r#"[\]\[="'\n .{}#a1\\-]{0,3}"#),
            1..4,
        ),
    ) {
        let texts = texts();
        let mut text = at.get(&texts).clone();
        // A part of a long file: the rest would only be read again and again.
        text.truncate(text.floor_char_boundary(2_000));
        for (place, cut, put) in changes {
            let start = text.floor_char_boundary(place.index(text.len() + 1));
            let end = text.ceil_char_boundary((start + cut).min(text.len()));
            text.replace_range(start..end, &put);
        }
        both_read_the_same(&text);
    }
}
