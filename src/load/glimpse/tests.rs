//! A glimpse differs if, and only if, what is read differs.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use crate::load::Glimpse;

/// Something that happens to files: which of a few names, and what is done.
#[derive(Debug, Clone)]
enum Deed {
    Write(usize),
    Remove(usize),
    Rename(usize, usize),
    Nothing,
}

/// The last two are nobody's business.
const NAMES: [&str; 6] = [
    "a.toml",
    "b.toml",
    "sub/c.toml",
    "sub/d.txt",
    "e.toml~",
    "sub/.f.swp",
];
const READ: usize = 4;

fn deed() -> impl Strategy<Value = Deed> {
    let name = || 0..NAMES.len();
    prop_oneof![
        name().prop_map(Deed::Write),
        name().prop_map(Deed::Remove),
        (name(), name()).prop_map(|(from, to)| Deed::Rename(from, to)),
        Just(Deed::Nothing),
    ]
}

/// Returns what is in the files that are read.
fn contents(root: &Path) -> Vec<Option<String>> {
    NAMES[..READ]
        .iter()
        .map(|name| fs::read_to_string(root.join(name)).ok())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_glimpse_differs_if_what_is_read_differs(deeds in proptest::collection::vec(deed(), 1..12)) {
        let folder = TempDir::new().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("sub")).unwrap();
        let look = || Glimpse::new(&[root.to_owned()]);
        for (step, deed) in deeds.into_iter().enumerate() {
            let (before, was) = (look(), contents(root));
            // Each text is longer than those before: the clock of a file system may be a coarse one.
            let touched = match deed {
                Deed::Write(name) => {
                    fs::write(root.join(NAMES[name]), "#".repeat(step + 1)).unwrap();
                    name < READ
                }
                Deed::Remove(name) => fs::remove_file(root.join(NAMES[name])).is_ok() && name < READ,
                Deed::Rename(from, to) => {
                    let done = fs::rename(root.join(NAMES[from]), root.join(NAMES[to])).is_ok();
                    done && from != to && (from < READ || to < READ)
                }
                Deed::Nothing => false,
            };
            let now = look();
            prop_assert!(was == contents(root) || before != now, "{deed:?} was not noticed");
            prop_assert!(touched || before == now, "{deed:?} was noticed");
        }
    }
}

#[test]
fn a_glimpse_sees_what_was_named_and_what_is_missing() {
    let folder = TempDir::new().unwrap();
    let [named, missing] = ["claims.text", "missing"].map(|name| folder.path().join(name));
    fs::write(&named, "1").unwrap();
    let look = || Glimpse::new(&[named.clone(), missing.clone()]);
    let first = look();
    assert_eq!(first, look());
    fs::write(&named, "12").unwrap();
    let second = look();
    assert_ne!(first, second);
    fs::create_dir(&missing).unwrap();
    assert_ne!(second, look());
}

#[cfg(unix)]
#[test]
fn a_glimpse_follows_links_as_the_walk_does() {
    use std::os::unix::fs::symlink;
    let (folder, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let look = || Glimpse::new(&[folder.path().to_owned()]);
    fs::create_dir(folder.path().join("real")).unwrap();
    fs::write(folder.path().join("real/a.toml"), "1").unwrap();
    fs::write(elsewhere.path().join("b.toml"), "1").unwrap();
    let plain = look();
    symlink(folder.path().join("real"), folder.path().join("inward")).unwrap();
    let inward = look();
    assert_ne!(plain, inward);
    symlink(elsewhere.path(), folder.path().join("outward")).unwrap();
    let outward = look();
    assert_ne!(inward, outward, "that the link is there is seen");
    fs::write(elsewhere.path().join("b.toml"), "12").unwrap();
    assert_eq!(outward, look(), "what lies behind it is not read");
    fs::write(folder.path().join("real/a.toml"), "12").unwrap();
    assert_ne!(outward, look());
    symlink(folder.path(), folder.path().join("real/circle")).unwrap();
    assert_eq!(look(), look());
}
