//! What must not depend on which texts are kept in memory.

use crate::load;
use crate::report::{Report, Selection};
use crate::testing::{check, json, markdown, report, root, table};

#[test]
fn a_text_that_is_read_again_says_the_same() {
    for folder in ["claims", "tests/made-up", "tests/invalid"] {
        let kept = report(folder);
        let loaded =
            load::load_keeping(&[root(folder)], 0, &|_, _| {}).expect("the test's own files");
        let read_again = Report::new(loaded, &Selection::default());
        assert_eq!(json(&kept), json(&read_again));
        assert_eq!(table(&kept, 120), table(&read_again, 120));
        assert_eq!(markdown(&kept), markdown(&read_again));
        assert_eq!(check(&kept, 100), check(&read_again, 100));
    }
}

#[test]
fn a_file_that_changes_meanwhile_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("post.toml");
    let claim =
        "[[claim]]\nevent = \"flood\"\nattribute = \"homes\"\nvalue = 23\nquote = \"24 homes\"\n";
    std::fs::write(&file, claim).expect("a file");
    let paths = [folder.path().to_owned()];
    let loaded = load::load_keeping(&paths, 0, &|_, _| {}).expect("the test's own files");
    std::fs::write(&file, "").expect("a file");
    let report = Report::new(loaded, &Selection::default());
    let _ = (json(&report), table(&report, 80), check(&report, 80));
    assert_eq!(report.files.changed(), Some("post.toml"));
}
