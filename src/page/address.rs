//! Addresses of what was quoted, safe to follow and to show.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::safe::{Shown, safe, shown};

/// What could end a link, a cell or a line in any format is escaped.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'#')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'%');

/// Where something can be read: a page on the web, or a stranger's words for another place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// What is there.
    pub(crate) what: Copy,
    /// The address. On the web it has only letters that no format takes for markup, and no scheme that runs anything.
    pub(crate) words: Shown,
    /// True if it is on the web, and so can be followed.
    pub(crate) on_web: bool,
}

/// What an address leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Copy {
    /// The publication itself.
    Original,
    /// A copy that stays.
    Archived,
}

impl Address {
    /// Takes a stranger's words for an address. On the web, what could end a link or a line is escaped as RFC 3986 has it;
    /// other words stay words.
    pub(super) fn new(what: Copy, words: &str) -> Self {
        match on_web(words.trim()) {
            Some(address) => Self {
                what,
                words: safe(&address),
                on_web: true,
            },
            None => Self {
                what,
                words: safe(words),
                on_web: false,
            },
        }
    }

    /// Returns it for a format that cannot link: "archived: https://…".
    pub(crate) fn in_words(&self) -> Shown {
        match self.what {
            Copy::Original => self.words.clone(),
            Copy::Archived => shown!("archived: {}", self.words),
        }
    }
}

/// Returns the addresses of a publication and of a copy that stays, as far as they are given.
pub(super) fn all(original: Option<&str>, archived: Option<&str>) -> Vec<Address> {
    let both = [(Copy::Original, original), (Copy::Archived, archived)];
    let given = both
        .into_iter()
        .filter_map(|(what, words)| Some((what, words?)));
    given
        .map(|(what, words)| Address::new(what, words))
        .collect()
}

/// Returns an address of `http` or `https` with everything escaped that could mean something to a format.
fn on_web(words: &str) -> Option<String> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        let beginning = words.get(..scheme.len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(scheme))
    })?;
    let rest = &words[scheme.len()..];
    let has_host = rest.starts_with(|letter: char| letter.is_alphanumeric());
    if !has_host || words.chars().any(char::is_control) {
        return None;
    }
    Some(format!("{scheme}{}", utf8_percent_encode(rest, ESCAPED)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_the_web_and_nowhere_else() {
        for (words, address) in [
            (
                "https://example.org/a?b=1#c",
                Some("https://example.org/a?b=1#c"),
            ),
            (" HTTP://example.org ", Some("http://example.org")),
            (
                "https://example.org/a b)[c](d",
                Some("https://example.org/a%20b%29%5Bc%5D%28d"),
            ),
            (
                "https://example.org/é|`<\"'>",
                Some("https://example.org/%C3%A9%7C%60%3C%22%27%3E"),
            ),
            (
                "https://example.org/a%20b",
                Some("https://example.org/a%20b"),
            ),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("https://", None),
            ("https:///x", None),
            ("https://example.org/\n::error::", None),
            ("", None),
            ("é://example.org", None),
        ] {
            assert_eq!(on_web(words.trim()).as_deref(), address, "{words}");
        }
    }

    #[test]
    fn what_is_not_on_the_web_stays_words() {
        let address = Address::new(Copy::Original, "print edition,\npage 4");
        assert_eq!(
            (address.words.as_str(), address.on_web),
            ("print edition, page 4", false)
        );
    }
}
