//! Lists of names that contradict each other: only the names that differ are shown.

use std::collections::BTreeSet;

use super::bound::{self, MOST_ROWS};
use super::context::PageContext;
use crate::compare::{Comparison, Position};
use crate::model::{Attribute, Kind, Meaning};
use crate::phrase::number;
use crate::safe::{Shown, safe, shown};
use crate::wording::fold::{fold_name, unalias};

/// Shows a list without the names that all contradicting lists have, which are counted. Returns `None` for a
/// value that is no list, or one that is short and has nothing in common with the others.
pub(super) fn differing(
    context: &PageContext<'_>,
    comparison: &Comparison,
    position: &Position,
    clashing: &[usize],
) -> Option<Shown> {
    let attribute = context.attribute(comparison);
    let own = names(context, attribute, position)?;
    let others = clashing.iter().map(|at| &comparison.positions[*at]);
    let others: Vec<&[String]> = others
        .filter_map(|other| names(context, attribute, other))
        .collect();
    let in_all = |name: &String| others.iter().all(|other| other.binary_search(name).is_ok());
    let (common, differing): (BTreeSet<&String>, BTreeSet<&String>) =
        own.iter().partition(|name| in_all(name));
    if common.is_empty() && own.len() <= MOST_ROWS {
        return None;
    }
    let written = spellings(attribute, &position.value, own);
    let written = written
        .into_iter()
        .filter(|(name, _)| differing.contains(name));
    let mut shown: Vec<Shown> = written.map(|(_, spelling)| safe(&spelling)).collect();
    let left_out = shown.len().saturating_sub(MOST_ROWS);
    shown.truncate(MOST_ROWS);
    shown.extend(bound::more(left_out));
    if !common.is_empty() {
        let all = if others.len() == 2 { "both" } else { "all" };
        let nouns = if common.len() == 1 { "name" } else { "names" };
        let joiner = if shown.is_empty() { "just the" } else { "and" };
        let count = number::grouped(common.len());
        shown.push(shown!("{} {} {} in {}", joiner, count, nouns, all));
    }
    Some(Shown::join(shown, ", "))
}

/// Returns the folded names of a position that is a list.
fn names<'r>(
    context: &PageContext<'r>,
    attribute: &Attribute,
    position: &Position,
) -> Option<&'r [String]> {
    let first = position.claims.first()?;
    match context.meaning(context.claim(first.claim)) {
        Meaning::Names(names) if attribute.kind == Kind::Names => Some(names),
        _ => None,
    }
}

/// Returns the names of a list, each with its spelling in the claim; the folded name if a comma in one leaves it
/// open where each ends.
fn spellings(attribute: &Attribute, written: &str, names: &[String]) -> Vec<(String, String)> {
    let spelled = written.split(", ").map(|spelling| {
        let name = unalias(&fold_name(spelling), &attribute.aliases);
        (name, spelling.to_owned())
    });
    let spelled: Vec<(String, String)> = spelled.collect();
    if spelled
        .iter()
        .all(|(name, _)| names.binary_search(name).is_ok())
    {
        return spelled;
    }
    names
        .iter()
        .map(|name| (name.clone(), name.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::report_of;

    /// Returns how the lists of several speakers, each of all names, are shown.
    fn shown_lists(lists: &[&str]) -> Vec<String> {
        let mut text =
            "[[event]]\nid = 'e'\n[[attribute]]\nid = 'crew'\nkind = 'names'\ncomplete = true\n"
                .to_owned();
        for (at, list) in lists.iter().enumerate() {
            let claim = format!("event = 'e'\nattribute = 'crew'\nvalue = {list}\nby = 's{at}'\n");
            text += &format!("[[claim]]\n{claim}");
        }
        let report = report_of(&[("t.toml", &text)]);
        let context = PageContext::new(&report);
        let comparison = &report.comparisons[0];
        let clashing = comparison.contradicted_positions();
        comparison
            .positions
            .iter()
            .map(|position| {
                let shown = differing(&context, comparison, position, &clashing);
                shown.map_or_else(|| "whole".to_owned(), Shown::into_string)
            })
            .collect()
    }

    #[test]
    fn only_what_differs_is_shown() {
        for (lists, expected) in [
            (
                &["['Ann', 'Bo', 'Cy']", "['Ann', 'bo', 'Dee']"][..],
                &["Cy, and 2 names in both", "Dee, and 2 names in both"][..],
            ),
            (
                &["['Ann', 'Bo']", "['Ann', 'Cy']", "['Ann', 'Dee']"],
                &[
                    "Bo, and 1 name in all",
                    "Cy, and 1 name in all",
                    "Dee, and 1 name in all",
                ],
            ),
            (&["['Ann']", "['Bo']"], &["whole", "whole"]),
            (
                &["['Ann', 'Bo']", "['Ann']"],
                &["Bo, and 1 name in both", "just the 1 name in both"],
            ),
        ] {
            let mut found = shown_lists(lists);
            let mut expected: Vec<String> =
                expected.iter().map(|&words| words.to_owned()).collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{lists:?}");
        }
    }

    #[test]
    fn of_long_lists_the_rest_is_counted() {
        let list = |from: usize| {
            let names: Vec<String> = (from..from + 40).map(|at| format!("'N{at}'")).collect();
            format!("[{}]", names.join(", "))
        };
        let found = shown_lists(&[&list(0), &list(20)]);
        assert!(
            found[0].ends_with("N15, and 4 more, and 20 names in both"),
            "{found:?}"
        );
    }
}
