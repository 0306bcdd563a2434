//! What stands around the program: help, completions, manual pages, the action and the hook. They name
//! the commands that there are.

use std::process::Command;

use crate::support::root;
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

#[test]
fn the_hook_and_the_action_run_commands_that_there_are() {
    let read = |name: &str| std::fs::read_to_string(root(name)).unwrap();
    assert!(read(".pre-commit-hooks.yaml").contains("\n  entry: crosscheck check\n"));
    let action = read("action.yml");
    let run = action
        .lines()
        .filter_map(|line| line.split("bin/crosscheck\" ").nth(1));
    let run: Vec<&str> = run
        .filter_map(|rest| rest.split_whitespace().next())
        .collect();
    assert_eq!(run, ["check", "diff"]);
    // What comes from outside is handed on as a variable.
    for line in action.lines().filter(|line| line.contains("${{")) {
        let line = line.trim();
        let variable = line.split(": ").next().unwrap();
        let is_variable = variable
            .chars()
            .all(|letter| letter.is_ascii_uppercase() || letter == '_');
        assert!(is_variable || variable == "if", "{line}");
    }
}
