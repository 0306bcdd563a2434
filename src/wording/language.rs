//! Tags of languages, as BCP 47 (RFC 5646) writes them: `en`, `pt-BR`, `zh-Hant-TW`.

use std::iter::Peekable;
use std::ops::RangeInclusive;
use std::str::Split;

use unicode_script::{Script, UnicodeScript as _};

use super::Problem;

/// The parts of a tag that are not read yet.
type Subtags<'t> = Peekable<Split<'t, char>>;

/// Checks that a text is the tag of a language: that it has the form of one. If there is such a language
/// is not looked up. A name with 4 to 8 letters in place of the code is none: BCP 47 has room for such, and
/// nobody has registered one, so that it is "English" or "pashto" in words.
///
/// # Errors
///
/// Returns a problem, with the tag that seems to be meant if there is one.
pub(crate) fn check(tag: &str) -> Result<(), Problem> {
    if is_tag(tag) {
        return Ok(());
    }
    let hyphened = tag.trim().replace(['_', ' '], "-");
    let help = if is_tag(&hyphened) {
        format!("write \"{hyphened}\"")
    } else {
        "write the code of the language, such as \"en\", \"ar\" or \"pt-BR\" (BCP 47)".to_owned()
    };
    Err(Problem::new(
        format!("“{tag}” is not the tag of a language"),
        help,
    ))
}

/// Returns true if a tag is that of English, of whatever country.
pub(crate) fn is_english(tag: &str) -> bool {
    tag.split('-')
        .next()
        .is_some_and(|language| language.eq_ignore_ascii_case("en"))
}

/// Common English words that no other language with Latin letters has in everyday use: "a", "in", "was", "of"
/// and "die" are left out.
const ENGLISH: [&str; 126] = [
    "the",
    "and",
    "were",
    "with",
    "from",
    "that",
    "this",
    "these",
    "those",
    "they",
    "their",
    "them",
    "which",
    "who",
    "whose",
    "when",
    "where",
    "than",
    "then",
    "there",
    "been",
    "being",
    "would",
    "could",
    "should",
    "after",
    "before",
    "between",
    "during",
    "since",
    "until",
    "least",
    "less",
    "fewer",
    "about",
    "around",
    "nearly",
    "almost",
    "approximately",
    "roughly",
    "some",
    "many",
    "several",
    "other",
    "others",
    "another",
    "each",
    "every",
    "only",
    "up",
    "its",
    "our",
    "your",
    "into",
    "people",
    "civilians",
    "civilian",
    "soldiers",
    "soldier",
    "troops",
    "fighters",
    "militants",
    "women",
    "children",
    "families",
    "homes",
    "houses",
    "buildings",
    "bodies",
    "killed",
    "killing",
    "kills",
    "dead",
    "died",
    "deaths",
    "death",
    "dying",
    "wounded",
    "wounding",
    "injured",
    "injuring",
    "injuries",
    "casualties",
    "missing",
    "hurt",
    "displaced",
    "destroyed",
    "said",
    "says",
    "say",
    "told",
    "reported",
    "reports",
    "according",
    "officials",
    "official",
    "army",
    "attacks",
    "strike",
    "strikes",
    "airstrike",
    "airstrikes",
    "days",
    "day",
    "weeks",
    "months",
    "years",
    "year",
    "hours",
    "hundred",
    "thousand",
    "january",
    "february",
    "june",
    "july",
    "october",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "th",
    "nd",
    "rd",
];

/// Returns true if a text can be taken for English: all its letters are Latin, and of its words one is a common
/// English one. A text without words can be read in any language.
pub(crate) fn reads_as_english(text: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_alphabetic() && letter != '’');
    let is_latin = text
        .chars()
        .all(|letter| !letter.is_alphabetic() || is_latin(letter));
    let has_words = text.contains(char::is_alphabetic);
    is_latin && (!has_words || words.any(is_common))
}

/// Returns true if at least half of an article, by its letters, stands in lines that can be taken for English.
pub(crate) fn is_mostly_english(article: &str) -> bool {
    let (mut english, mut all) = (0, 0);
    for line in article.lines() {
        let letters = line.chars().filter(|letter| letter.is_alphabetic()).count();
        all += letters;
        if reads_as_english(line) {
            english += letters;
        }
    }
    english * 2 >= all
}

fn is_common(word: &str) -> bool {
    ENGLISH
        .iter()
        .any(|common| word.eq_ignore_ascii_case(common))
}

/// Returns true for a letter of the Latin script.
pub(super) fn is_latin(letter: char) -> bool {
    letter.is_ascii() || letter.script() == Script::Latin
}

/// Returns true if a text has the form of a tag.
fn is_tag(text: &str) -> bool {
    let mut subtags = text.split('-').peekable();
    let has_language = subtags.next_if(|code| is_letters(code, 2..=3)).is_some();
    if has_language && !skip_details(&mut subtags) {
        return false;
    }
    let has_private = subtags.next_if(|part| part.eq_ignore_ascii_case("x"));
    (has_private.is_none() || skip_some(&mut subtags, 1)) && subtags.next().is_none()
}

/// Passes over what may follow the code of a language. Returns false if an extension is empty.
fn skip_details(subtags: &mut Subtags<'_>) -> bool {
    for _ in 0..3 {
        subtags.next_if(|extended| is_letters(extended, 3..=3));
    }
    subtags.next_if(|script| is_letters(script, 4..=4));
    subtags.next_if(|region| is_region(region));
    while subtags.next_if(|variant| is_variant(variant)).is_some() {}
    while subtags.next_if(|part| is_singleton(part)).is_some() {
        if !skip_some(subtags, 2) {
            return false;
        }
    }
    true
}

/// Passes over parts of at least so many letters or digits. Returns false if there is none.
fn skip_some(subtags: &mut Subtags<'_>, shortest: usize) -> bool {
    let mut any = false;
    while subtags
        .next_if(|part| is_alphanumeric(part, shortest..=8))
        .is_some()
    {
        any = true;
    }
    any
}

fn is_region(part: &str) -> bool {
    let is_number = part.len() == 3 && part.bytes().all(|digit| digit.is_ascii_digit());
    is_number || is_letters(part, 2..=2)
}

fn is_variant(part: &str) -> bool {
    let begins_with_digit = part.starts_with(|first: char| first.is_ascii_digit());
    is_alphanumeric(part, 5..=8) || (begins_with_digit && is_alphanumeric(part, 4..=4))
}

/// Returns true for the letter or digit with which an extension begins. The letter x is for private use.
fn is_singleton(part: &str) -> bool {
    is_alphanumeric(part, 1..=1) && !part.eq_ignore_ascii_case("x")
}

fn is_letters(part: &str, length: RangeInclusive<usize>) -> bool {
    length.contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_alphabetic())
}

fn is_alphanumeric(part: &str, length: RangeInclusive<usize>) -> bool {
    length.contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_from_other_languages() {
        for (text, english) in [
            ("over 58 soldiers", true),
            ("5 killed", true),
            ("58", true),
            ("58 (2025)", true),
            ("on 7th November", true),
            ("1.200 muertos", false),
            ("23 Soldaten, am 11. Oktober", false),
            ("una docena de muertos, 3 heridos", false),
            ("58 doden in de stad", false),
            ("58 blev dræbt, men ingen blev såret", false),
            ("двести человек, 7 домов", false),
            ("五十八人", false),
            ("58 soldiers (солдат) were killed", false),
        ] {
            assert_eq!(reads_as_english(text), english, "{text}");
        }
    }

    #[test]
    fn tags_have_the_form_of_bcp_47() {
        for tag in [
            "en",
            "EN-gb",
            "pt-BR",
            "ckb",
            "es-419",
            "zh-Hant-TW",
            "zh-yue-Hant-HK",
            "zh-cmn-abc-def",
            "sl-rozaj-biske-1994",
            "de-CH-1901",
            "de-DE-u-co-phonebk",
            "en-a-myext-b-another",
            "fa-x-dari",
            "x-whatever-1",
        ] {
            assert_eq!(check(tag), Ok(()), "{tag}");
        }
        for tag in [
            "",
            "e",
            "english",
            "Pashto",
            "en-",
            "-en",
            "en--GB",
            "e1",
            "en-GB-US",
            "en-GB-Latn",
            "zh-cmn-abc-def-ghi",
            "de-CH-190",
            "de-CH-abcd",
            "de-u",
            "de-u-x-private",
            "fa-x",
            "x",
            "x-verylongpart",
            "دری",
            "en;q=0.8",
        ] {
            assert!(check(tag).is_err(), "{tag}");
        }
    }

    #[test]
    fn what_is_no_tag_comes_with_one_to_write() {
        for (written, help) in [
            ("pt_BR", "write \"pt-BR\""),
            (" en ", "write \"en\""),
            ("zh Hant", "write \"zh-Hant\""),
            (
                "English",
                "write the code of the language, such as \"en\", \"ar\" or \"pt-BR\" (BCP 47)",
            ),
        ] {
            assert_eq!(check(written).unwrap_err().help, help, "{written}");
        }
    }

    #[test]
    fn english_is_a_language_and_no_country() {
        for (tag, english) in [
            ("en", true),
            ("EN-AU", true),
            ("en-x-radio", true),
            ("eng", false),
            ("fr-en", false),
            ("x-en", false),
            ("de", false),
        ] {
            assert_eq!(is_english(tag), english, "{tag}");
        }
    }

    #[test]
    fn an_article_is_english_if_most_of_it_is() {
        let spanish =
            "El portavoz del ejército dijo que al menos 58 soldados murieron el viernes.\n";
        let english = "The army said on Friday that at least 58 soldiers were killed there.\n";
        for (article, is_english) in [
            (english.to_owned(), true),
            (spanish.to_owned(), false),
            (english.repeat(2) + spanish, true),
            (spanish.repeat(2) + english, false),
            ("58\n\n23".to_owned(), true),
            (String::new(), true),
            ("Загинули 12 російських солдатів".to_owned(), false),
        ] {
            assert_eq!(is_mostly_english(&article), is_english, "{article}");
        }
    }
}
