//! What stands around the program: help, completions, manual pages. They name the commands that there are.

use std::process::Command;

use assert_cmd::cargo::cargo_bin;

/// Returns what the program prints where it does its work.
fn said(args: &[&str]) -> String {
    let output = Command::new(cargo_bin("crosscheck"))
        .args(args)
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the commands that `--help` lists.
fn commands() -> Vec<String> {
    let help = said(&["--help"]);
    let list = help
        .split("Commands:\n")
        .nth(1)
        .unwrap()
        .split("\n\n")
        .next()
        .unwrap();
    let names = list
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<String> = names
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect();
    assert!(names.len() > 7, "{names:?}");
    names.into_iter().filter(|name| name != "help").collect()
}

#[test]
fn every_command_shows_examples() {
    for name in commands() {
        let help = said(&[&name, "--help"]);
        let examples = help
            .split("Examples:\n")
            .nth(1)
            .unwrap_or_else(|| panic!("{name} shows no example"));
        assert!(
            examples.contains(&format!("crosscheck {name}")),
            "{name}: {examples}"
        );
    }
}

#[test]
fn every_command_has_its_manual_page() {
    let main = said(&["man"]);
    assert!(main.contains(".TH crosscheck 1"));
    for name in commands() {
        let page = format!("crosscheck\\-{name}");
        assert!(main.contains(&page), "the manual does not name {name}");
        let own = said(&["man", &name]);
        assert!(
            own.contains(&format!(".TH crosscheck-{name} 1")) && own.contains("Examples:"),
            "{name}: {own}"
        );
    }
}
