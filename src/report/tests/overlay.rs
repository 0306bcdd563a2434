//! Texts in memory: what is read is what would be read, were they written first.

use std::path::{Path, PathBuf};

use crate::load::{self, LoadError, Overlay};
use crate::report::{Report, Selection};

use crate::testing::{check, json};

const TOPIC: &str = "[topic]\ntitle = \"T\"\n[[event]]\nid = \"flood\"\n";
const POST: &str =
    "[[claim]]\nevent = \"flood\"\nattribute = \"homes\"\nvalue = 23\nquote = \"24\"\n";
const OTHER: &str =
    "[[claim]]\nevent = \"flood\"\nattribute = \"homes\"\nvalue = 58\nby = \"post\"\n";
const BROKEN: &str = "[[claim]]\nevent = \"flood\nvalue = 1\n";

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}

/// Everything that is said of some claims.
fn said(paths: &[PathBuf], overlay: &Overlay) -> Result<(String, String), LoadError> {
    let report = Report::read_over(paths, overlay, &Selection::default(), &|_, _| {})?;
    Ok((json(&report), check(&report, 100)))
}

/// Holds the files with texts in memory against the same files with these texts written.
fn reads_as_if_written(named: &[&str], on_disk: &[(&str, &str)], in_memory: &[(&str, &str)]) {
    let folder = tempfile::tempdir().expect("a folder");
    let paths: Vec<PathBuf> = named.iter().map(|name| folder.path().join(name)).collect();
    write(folder.path(), on_disk);
    let text = |(name, text): &(&str, &str)| (folder.path().join(name), (*text).to_owned());
    let over = said(&paths, &in_memory.iter().map(text).collect());
    write(folder.path(), in_memory);
    let written = said(&paths, &Overlay::new());
    assert_eq!(over, written, "{named:?} {on_disk:?} {in_memory:?}");
}

#[test]
fn texts_in_memory_are_read_as_if_they_were_written() {
    let disk: &[(&str, &str)] = &[
        ("c/topic.toml", TOPIC),
        ("c/post.toml", POST),
        ("c/z.toml", OTHER),
    ];
    for in_memory in [
        &[][..],
        &[("c/post.toml", OTHER)],
        &[("c/post.toml", BROKEN)],
        &[("c/post.toml", "")],
        &[("c/post.toml", "\u{feff}[[claim]]\r\nevent = \"é\"\r\n")],
        &[("c/a.toml", OTHER)],
        &[("c/r.toml", OTHER), ("c/zz.toml", POST)],
        &[("c/deep/below/new.toml", OTHER)],
        &[("c/notes.txt", "The flood took 23 homes.")],
        &[("elsewhere/post.toml", BROKEN)],
        &[("d/post.toml", OTHER)],
    ] {
        reads_as_if_written(&["c"], disk, in_memory);
        reads_as_if_written(&["c/../c", "c/post.toml"], disk, in_memory);
    }
    // Two folders share a name, and one of them is not there yet.
    reads_as_if_written(&["c", "d"], disk, &[("d/post.toml", OTHER)]);
    reads_as_if_written(&["c", "d/new"], disk, &[("d/new", OTHER)]);
    reads_as_if_written(&["c"], &[], &[("c/post.toml", POST)]);
}

#[test]
fn what_is_neither_on_the_disk_nor_in_memory_is_not_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = [folder.path().join("c")];
    let beside = Overlay::from([(folder.path().join("d/post.toml"), POST.to_owned())]);
    assert!(matches!(said(&paths, &beside), Err(LoadError::NotFound(_))));
    assert!(matches!(
        said(&[PathBuf::new()], &beside),
        Err(LoadError::NotFound(_))
    ));
    let no_claims = Overlay::from([(folder.path().join("c/notes.txt"), POST.to_owned())]);
    assert!(matches!(
        said(&paths, &no_claims),
        Err(LoadError::NotFound(_))
    ));
    assert!(
        std::fs::read_dir(folder.path())
            .expect("the folder")
            .next()
            .is_none(),
        "something was written"
    );
}

/// However much there is: a text in memory cannot be read from the disk again.
#[test]
fn a_text_in_memory_is_kept_where_the_others_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let padded = format!("{POST}# {}\n", "x".repeat(17 << 20));
    write(folder.path(), &[("large.toml", &padded), ("z.toml", POST)]);
    let overlay = Overlay::from([(folder.path().join("z.toml"), OTHER.to_owned())]);
    let loaded = load::load_over(&[folder.path().to_owned()], &overlay, &|_, _| {}).expect("files");
    assert!(!loaded.files.are_kept());
    let report = Report::new(loaded, &Selection::default());
    assert!(json(&report).contains("58"));
    assert_eq!(report.files.changed(), None);
}

#[cfg(unix)]
#[test]
fn a_file_is_the_same_by_whatever_path() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[("c/post.toml", POST)]);
    std::os::unix::fs::symlink(folder.path().join("c"), folder.path().join("link"))
        .expect("a link");
    let overlay = |name: &str| Overlay::from([(folder.path().join(name), OTHER.to_owned())]);
    let through = said(&[folder.path().join("c")], &overlay("link/post.toml"));
    assert_eq!(
        through,
        said(&[folder.path().join("link")], &overlay("c/post.toml"))
    );
    assert!(through.expect("files").0.contains("58"));
}
