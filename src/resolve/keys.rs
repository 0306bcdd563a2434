//! The keys of a table: words and dates.

use crate::load::raw::Raw;
use crate::load::row::ClaimKey;
use crate::load::shape;
use crate::load::table::{Flag, Text};
use crate::model::Defaults;
use crate::wording::date::{self, WrittenDate};
use crate::wording::{Problem, language};

// The keys that few claims have and that are looked up in a row.
pub(super) const BEST: ClaimKey = ClaimKey::new("best");
pub(super) const ID: ClaimKey = ClaimKey::new("id");
pub(super) const LANG: ClaimKey = ClaimKey::new("lang");
pub(super) const ONE_OF: ClaimKey = ClaimKey::new("one_of");
pub(super) const PUBLISHED: ClaimKey = ClaimKey::new("published");
pub(super) const ROUNDED: ClaimKey = ClaimKey::new("rounded");
pub(super) const SCOPE: ClaimKey = ClaimKey::new("scope");
pub(super) const SUPERSEDES: ClaimKey = ClaimKey::new("supersedes");
pub(super) const UNIT: ClaimKey = ClaimKey::new("unit");
pub(super) const VIA: ClaimKey = ClaimKey::new("via");
pub(super) const WITHDRAWN: ClaimKey = ClaimKey::new("withdrawn");

/// Returns true if a key is given and says yes.
pub(super) fn is_set(flag: &Flag) -> bool {
    flag.as_ref().is_some_and(|flag| *flag.get_ref())
}

/// Returns the words of a key.
pub(super) fn text(text: &Text) -> Option<String> {
    text.as_ref().map(|text| text.get_ref().clone())
}

/// Returns the language of a claim's quote, if one is given: its own, else its source's.
pub(super) fn language<'a>(
    claim: &'a shape::Claim,
    source: Option<&'a Defaults>,
) -> Option<&'a str> {
    match &claim.lang {
        Some(own) => Some(own.get_ref().as_str()).filter(|tag| language::check(tag).is_ok()),
        None => source?.lang.as_deref(),
    }
}

/// Reads a date, and returns it as written with what it means. `text` is what the file has in its place.
pub(super) fn read_date(raw: &Raw, text: &str) -> Result<(String, WrittenDate), Problem> {
    let written = match raw {
        Raw::Text(words) => words.as_str(),
        Raw::Date => text,
        _ => {
            return Err(Problem::new(
                format!("{text} is not a date"),
                "write a date such as 2025-11-06 or \"November 2025\"",
            ));
        }
    };
    date::read(written).map(|dated| (written.to_owned(), dated))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_one_of_toml_or_words() {
        for (raw, text, written) in [
            (Raw::Date, "2025-11-06", Some("2025-11-06")),
            (
                Raw::Text("November 2025".to_owned()),
                "",
                Some("November 2025"),
            ),
            (Raw::Text("soon".to_owned()), "", None),
            (Raw::Whole(2025), "2025", None),
        ] {
            let read = read_date(&raw, text).ok().map(|(written, _)| written);
            assert_eq!(read.as_deref(), written, "{raw:?}");
        }
    }
}
