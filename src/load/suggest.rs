//! The nearest known name to one that is not known.

/// Names longer than this are not compared: nobody mistypes an id of that length, and a stranger's
/// file must not be able to make the search slow.
const LONGEST: usize = 64;

/// The most names that are looked at: the first in their order.
pub(crate) const MOST: usize = 2_000;

/// Returns the known name that is the fewest edits away, if that may be a slip of the hand: if it is at most
/// a third of the letters, and at most three.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    if length > LONGEST {
        return None;
    }
    let allowed = (length / 3).clamp(1, 3);
    let letters = letters(name);
    known
        .take(MOST)
        .filter(|other| other.chars().count().abs_diff(length) <= allowed)
        .filter(|other| fewest_edits(letters, self::letters(other)) <= allowed)
        .map(|other| (edits(name, other), other))
        .filter(|(edits, _)| *edits <= allowed)
        .min()
        .map(|(_, other)| other)
}

/// Returns the letters of a name as bits. Some letters share one.
fn letters(name: &str) -> u64 {
    name.chars().fold(0, |letters, letter| {
        letters | 1 << (u32::from(letter) % u64::BITS)
    })
}

/// Returns how many edits two names are apart at least: an edit brings in, or takes away, one letter that only one
/// of them has. Nearly every stranger is told by that alone, a hundred times as fast.
fn fewest_edits(left: u64, right: u64) -> usize {
    let only = [left & !right, right & !left].map(u64::count_ones);
    only[0].max(only[1]) as usize
}

fn edits(left: &str, right: &str) -> usize {
    strsim::osa_distance(left, right)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_nearest_name_is_a_slip_of_the_hand_away() {
        for (name, known, near) in [
            ("valeu", "value", Some("value")),
            ("attribut", "attribute", Some("attribute")),
            ("as-of", "as_of", Some("as_of")),
            ("soldiers-killed", "soldiers-wounded", None),
            ("x", "y", Some("y")),
            ("", "value", None),
        ] {
            assert_eq!(nearest(name, [known].into_iter()), near, "{name}");
        }
    }

    proptest! {
        #[test]
        fn letters_never_tell_more_edits_than_there_are(left in "[a-fü€\u{10061}]{0,9}", right in "[a-fü€\u{10061}]{0,9}") {
            let fewest = fewest_edits(letters(&left), letters(&right));
            prop_assert!(fewest <= edits(&left, &right));
        }
    }

    #[test]
    fn the_search_has_bounds() {
        let names: Vec<String> = (0..=MOST)
            .map(|number| format!("name-{number:06}"))
            .collect();
        let known = || names.iter().map(String::as_str);
        assert_eq!(nearest("name-000000x", known()), Some("name-000000"));
        assert_eq!(nearest("name-002000x", known()), Some("name-000000"));
        let [long, longer] = [LONGEST, LONGEST + 1].map(|length| "a".repeat(length));
        assert_eq!(nearest(&long, ["a", &*longer].into_iter()), Some(&*longer));
        assert_eq!(nearest(&longer, [&*long].into_iter()), None);
    }
}
