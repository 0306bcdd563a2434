//! What a link in a repository can reach: nothing outside of it is read or written through one.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

const CLAIMS: &str = "[[event]]\nid = \"e\"\n[[attribute]]\nid = \"a\"\nkind = \"count\"\n\
                      [[claim]]\nevent = \"e\"\nattribute = \"a\"\nvalue = 3\n";

/// A folder `repo` with claims, and what lies beside it and is nobody's business.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new(is_repository: bool) -> Self {
        let folder = TempDir::new().unwrap();
        let place = Self { folder };
        fs::create_dir_all(place.path("repo/claims")).unwrap();
        fs::write(place.path("repo/claims/a.toml"), CLAIMS).unwrap();
        fs::create_dir(place.path("outside")).unwrap();
        fs::write(place.path("outside/b.toml"), format!("{CLAIMS}# SECRET\n")).unwrap();
        fs::write(place.path("outside/secret"), "SECRET\n").unwrap();
        if is_repository {
            fs::create_dir(place.path("repo/.git")).unwrap();
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn link(&self, name: &str, target: &str) {
        symlink(target, self.path(name)).unwrap();
    }

    /// Runs the program in `repo`, and returns its status with all that it says.
    fn run(&self, args: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::cargo_bin("crosscheck").unwrap();
        let output = command
            .current_dir(self.path("repo"))
            .args(args)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(said).unwrap())
    }
}

#[test]
fn nothing_outside_is_read_or_written_through_a_link() {
    for is_repository in [true, false] {
        for (link, target, args) in [
            (
                "claims.snapshot.txt",
                "../outside/secret",
                &["snapshot", "--check"][..],
            ),
            (
                "claims.snapshot.txt",
                "../outside/secret",
                &["snapshot", "--accept"],
            ),
            (
                "out.html",
                "../outside/secret",
                &["report", "--output", "out.html"],
            ),
            (
                "old.json",
                "../outside/secret",
                &["diff", "old.json", "claims"],
            ),
            ("more", "../outside", &["check", "more"]),
            ("more", "../outside", &["report", "more"]),
            ("more", "../outside", &["diff", "more", "claims"]),
            ("more", "../outside", &["init", "more"]),
            ("more.toml", "../outside/b.toml", &["check", "more.toml"]),
            ("more", "../outside", &["check", "more/b.toml"]),
            (
                "article.txt",
                "../outside/secret",
                &["draft", "article.txt"],
            ),
        ] {
            let place = Place::new(is_repository);
            place.link(&format!("repo/{link}"), target);
            let (status, said) = place.run(args);
            assert_eq!(status, Some(2), "{args:?}: {said}");
            assert!(
                said.contains("a link on the way leads out of"),
                "{args:?}: {said}"
            );
            assert!(!said.contains("SECRET"), "{args:?}: {said}");
            let secret = fs::read_to_string(place.path("outside/secret")).unwrap();
            assert_eq!(secret, "SECRET\n", "{args:?}");
            assert_eq!(
                fs::read_dir(place.path("outside")).unwrap().count(),
                2,
                "{args:?}"
            );
        }
    }
}

#[test]
fn links_within_the_repository_are_followed() {
    let place = Place::new(true);
    place.link("repo/more", "claims");
    fs::create_dir(place.path("repo/approved")).unwrap();
    fs::write(place.path("repo/approved/report.txt"), "").unwrap();
    place.link("repo/claims.snapshot.txt", "approved/report.txt");
    let (status, said) = place.run(&["check", "more"]);
    assert_eq!(status, Some(0), "{said}");
    let (status, said) = place.run(&["snapshot", "--accept"]);
    assert_eq!(status, Some(0), "{said}");
    let approved = fs::read_to_string(place.path("repo/approved/report.txt")).unwrap();
    assert!(!approved.is_empty());
    assert!(place.path("repo/claims.snapshot.txt").is_symlink());
}

#[test]
fn an_approved_report_is_a_file() {
    let place = Place::new(true);
    fs::create_dir(place.path("repo/claims.snapshot.txt")).unwrap();
    for option in ["--check", "--accept"] {
        let (status, said) = place.run(&["snapshot", option]);
        assert_eq!(status, Some(2), "{said}");
        assert!(said.contains("this is not a file"), "{said}");
    }
}

#[test]
fn a_file_that_is_replaced_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new(true);
    let path = place.path("repo/out.json");
    fs::write(&path, "").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let (status, said) = place.run(&["report", "--format", "json", "--output", "out.json"]);
    assert_eq!(status, Some(0), "{said}");
    let about = fs::metadata(&path).unwrap();
    assert!(about.len() > 0);
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
}
