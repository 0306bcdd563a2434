mod edits;

use super::*;
use crate::code::Code;
use crate::files::{SourceFile, Span};
use crate::load::load_texts;
use crate::model::Decimal;
use crate::report::Selection;

const HEAD: &str = "[[event]]\nid = 'e'\n[[attribute]]\nid = 'a'\nkind = 'count'\n";

fn report(texts: &[(&str, &str)]) -> Report {
    Report::new(load_texts(texts.iter().copied()), &Selection::default())
}

/// Returns the identities of the findings on claims, each written as a value and more keys.
fn findings(claims: &[(&str, &str)]) -> Vec<Identity> {
    let claims: Vec<String> = claims
        .iter()
        .map(|(value, more)| {
            format!("[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = '{value}'\n{more}\n")
        })
        .collect();
    let claims = claims.concat();
    of_findings(&report(&[("s.toml", &format!("{HEAD}{claims}"))]))
}

#[test]
fn a_key_is_hashed_with_the_length_of_each_part() {
    let key = |parts: &[&str]| {
        parts
            .iter()
            .fold(IdentityKey::default(), |key, part| key.and(part))
    };
    assert_eq!(key(&["ab", "c"]).0, "2:ab1:c");
    assert_ne!(key(&["ab", "c"]).identity(), key(&["a", "bc"]).identity());
    assert_eq!(Identity(0xab).to_string(), "00000000000000ab");
}

#[test]
fn keys_that_are_the_same_are_counted() {
    let keys = ["a", "b", "a", "a"].map(|word| IdentityKey::default().and(word));
    let identities = distinct(keys.iter().cloned(), |key, again| match again {
        Some(times) => key.clone().and(&times.to_string()).identity(),
        None => key.identity(),
    });
    let expected = [
        keys[0].identity(),
        keys[1].identity(),
        keys[0].clone().and("1").identity(),
        keys[0].clone().and("2").identity(),
    ];
    assert_eq!(identities, expected);
    assert_eq!(
        shared(keys.iter().map(IdentityKey::identity)),
        BTreeSet::from([keys[0].identity()])
    );
}

#[test]
fn the_text_of_a_line_is_looked_at_once_for_each_code() {
    let mut files = Files::default();
    for (name, text) in [("a.toml", "x x x\n y\ny\n"), ("b.toml", "y\n")] {
        files.add(SourceFile::kept(name.to_owned(), text.to_owned()));
    }
    let at = |file, start| Place::At(Span::new(FileId::at(file), start..start + 1));
    let fault = |place| Diagnostic {
        place,
        ..Diagnostic::at(Code::Syntax, Span::new(FileId::at(0), 0..0), "", "")
    };
    let places = [(0, 0), (0, 2), (0, 7), (0, 9), (1, 0), (0, 4)];
    let diagnostics: Vec<Diagnostic> = places
        .iter()
        .map(|(file, start)| fault(at(*file, *start)))
        .collect();
    let mut keys = DiagnosticKeys::default();
    let numbers: Vec<usize> = diagnostics
        .iter()
        .map(|fault| keys.number(&files, fault))
        .collect();
    assert_eq!(numbers, [0, 0, 1, 1, 2, 0]);
    assert_eq!(keys.keys.len(), 3);
    let key = |line: &str| IdentityKey::default().and("syntax").and("a.toml").and(line);
    assert_eq!(keys.identity(0, None), key("x x x").identity());
    assert_eq!(keys.identity(1, None), key("y").identity());
    assert_eq!(
        keys.identity(0, Some(12)),
        key("x x x").and("12").identity()
    );
    assert_eq!(keys.identity(0, Some(3)), key("x x x").and("3").identity());
}

#[test]
fn the_ends_of_an_interval_say_whether_they_are_included() {
    let at = |number: i64, side| Cut::At(Decimal::from(number), side);
    for (low, high, shown) in [
        (at(1, Side::Before), at(2, Side::After), "[1,2]"),
        (at(1, Side::After), at(2, Side::Before), "(1,2)"),
        (Cut::Lowest, at(2, Side::After), "(,2]"),
        (at(1, Side::Before), Cut::Highest, "[1,)"),
    ] {
        assert_eq!(ends(&Interval::new(low, high).unwrap()), shown);
    }
}

#[test]
fn a_finding_stays_itself_as_long_as_it_is_about_the_same() {
    let before = findings(&[("23", "by = 'x'"), ("58", "by = 'y'")]);
    assert_eq!(before.len(), 1);
    for (what, claims, is_same) in [
        (
            "other words",
            [("23", "by = 'x'"), ("fifty-eight", "by = 'y'")],
            true,
        ),
        (
            "another value",
            [("23", "by = 'x'"), ("59", "by = 'y'")],
            true,
        ),
        (
            "another speaker",
            [("23", "by = 'x'"), ("58", "by = 'z'")],
            true,
        ),
        (
            "another order",
            [("58", "by = 'y'"), ("23", "by = 'x'")],
            true,
        ),
        (
            "one speaker",
            [("23", "by = 'x'"), ("58", "by = 'x'")],
            false,
        ),
    ] {
        assert_eq!(findings(&claims) == before, is_same, "{what}");
    }
}

#[test]
fn revisions_are_distinguished_by_their_days() {
    let claims = [
        ("23", "by = 'x'\nas_of = 2025-10-12"),
        ("29", "by = 'x'\nas_of = 2025-10-13"),
        ("31", "by = 'x'\nas_of = 2025-10-14"),
    ];
    let both = findings(&claims);
    assert_eq!(both.len(), 2);
    assert_ne!(both[0], both[1]);
    // Each is revised by the latest.
    assert!(both.contains(&findings(&[claims[0], claims[2]])[0]));
    assert!(both.contains(&findings(&claims[1..])[0]));
}

#[test]
fn a_topic_has_a_part_only_if_another_one_has_the_event() {
    let topic = |title: &str| {
        format!(
            "[topic]\ntitle = '{title}'\n{HEAD}\
             [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 1\nby = 'x'\n\
             [[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 2\nby = 'y'\n"
        )
    };
    let (one, two) = (topic("T"), topic("U"));
    let alone = of_findings(&report(&[("a/t.toml", &one)]));
    assert_eq!(alone, of_findings(&report(&[("b/u.toml", &two)])));
    let both = of_findings(&report(&[("a/t.toml", &one), ("b/u.toml", &two)]));
    assert!(both[0] != both[1] && !both.contains(&alone[0]));
    // A folder counts only if it is all that distinguishes them.
    let moved = of_findings(&report(&[("c/t.toml", &one), ("d/u.toml", &two)]));
    assert_eq!(moved, both);
    let twins = of_findings(&report(&[("a/t.toml", &one), ("b/u.toml", &one)]));
    let moved_twins = of_findings(&report(&[("c/t.toml", &one), ("d/u.toml", &one)]));
    assert_ne!(twins, moved_twins);
}

#[test]
fn a_diagnostic_is_known_by_its_line() {
    let wrong = "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 5\ncolour = 1\n";
    let once = of_diagnostics(&report(&[("a.toml", wrong)]));
    let below = of_diagnostics(&report(&[("a.toml", &format!("# A remark.\n\n{wrong}"))]));
    let elsewhere = of_diagnostics(&report(&[("b.toml", wrong)]));
    assert_eq!(once, below);
    assert_ne!(once, elsewhere);
}
