//! The text that a source keeps beside it: which files are read, and what is held against it.

use std::fs;
use std::path::Path;

use crate::code::Code;
use crate::report::{Report, Selection};
use tempfile::TempDir;

use crate::testing::report_of;

fn source(text: &str) -> String {
    format!(
        "[source]\nid = 's'\ntext = {text:?}\n[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'text'\n\
         [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 'x'\nquote = 'the very words'\n"
    )
}

/// Returns what is said of a source in `claims/` that names a text.
fn codes(text: &str, prepare: impl FnOnce(&Path)) -> Vec<(Code, String)> {
    let folder = TempDir::new().unwrap();
    let claims = folder.path().join("claims");
    fs::create_dir(&claims).unwrap();
    fs::write(folder.path().join("outside.txt"), "the very words").unwrap();
    fs::write(claims.join("s.toml"), source(text)).unwrap();
    prepare(&claims);
    let report = Report::read(&[claims], &Selection::default()).unwrap();
    assert_eq!(report.summary().files, 1, "a text is no claim file");
    report
        .diagnostics
        .into_iter()
        .map(|told| (told.code, told.message))
        .collect()
}

#[test]
fn a_text_in_the_folder_or_below_is_read() {
    for name in ["a.txt", "./a.txt", "below/a.txt"] {
        let told = codes(name, |claims| {
            fs::create_dir(claims.join("below")).unwrap();
            fs::write(claims.join(name), "\u{feff}THE VERY\nwords").unwrap();
        });
        assert_eq!(told, [], "{name}");
    }
}

#[test]
fn no_other_path_is_followed() {
    let outside = std::env::temp_dir().join("outside.txt");
    let nothing = |_: &Path| {};
    for (name, code) in [
        ("../outside.txt", Code::BadValue),
        ("below/../../outside.txt", Code::BadValue),
        (outside.to_str().unwrap(), Code::BadValue),
        ("..\\outside.txt", Code::BadValue),
        ("", Code::BadValue),
        (".", Code::Unreadable),
        ("missing.txt", Code::Unreadable),
    ] {
        let told = codes(name, nothing);
        assert_eq!(
            told.iter().map(|told| told.0).collect::<Vec<_>>(),
            [code],
            "{name}: {told:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_and_what_is_no_file_are_not_read() {
    let link =
        |claims: &Path| std::os::unix::fs::symlink("../outside.txt", claims.join("a.txt")).unwrap();
    assert_eq!(codes("a.txt", link)[0].0, Code::Unreadable);
    let folder = |claims: &Path| fs::create_dir(claims.join("a.txt")).unwrap();
    assert_eq!(codes("a.txt", folder)[0].0, Code::Unreadable);
}

#[test]
fn a_text_that_is_too_long_or_no_text_is_told() {
    let long = |claims: &Path| fs::write(claims.join("a.txt"), vec![b' '; (4 << 20) + 1]).unwrap();
    assert_eq!(codes("a.txt", long)[0].0, Code::TooLarge);
    let latin = |claims: &Path| fs::write(claims.join("a.txt"), b"caf\xe9").unwrap();
    let told = codes("a.txt", latin);
    assert_eq!(
        told,
        [(
            Code::Encoding,
            "“a.txt”: the byte 0xE9 at offset 3 is not UTF-8".to_owned()
        )]
    );
}

#[test]
fn what_was_read_elsewhere_is_not_held_against_the_text() {
    for (of_source, of_claim, told) in [
        ("", "", true),
        ("via = 'p'\n", "", true),
        ("via = 'p'\n", "via = 'p'\n", true),
        ("", "via = 'p'\n", false),
        ("via = 'p'\n", "via = 'q'\n", false),
        ("url = 'u'\n", "url = 'u'\n", true),
        ("url = 'u'\n", "url = 'v'\n", false),
        ("", "url = 'v'\n", false),
    ] {
        let text =
            source("a.txt").replace("[[event]]", &format!("{of_source}[[event]]")) + of_claim;
        let report = report_of(&[("t/s.toml", &text), ("t/a.txt", "other words")]);
        let lacks = report
            .diagnostics
            .iter()
            .any(|told| told.code == Code::QuoteNotInText);
        assert_eq!(lacks, told, "{of_source}{of_claim}");
    }
}
