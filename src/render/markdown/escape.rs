//! The one place where text becomes markdown.

/// Returns text as markdown that shows it as it is. Mentions, issue numbers, commits, the names of pictures and
/// bare links are recognised even in escaped text: an empty character inside takes their form from them.
pub(crate) fn escape(text: &str) -> String {
    const BREAK: &str = "&#8203;";
    let text = text.trim();
    let mut out = String::with_capacity(text.len());
    let mut list_number = true;
    for (at, letter) in text.char_indices() {
        let before = &text[..at];
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.extend(["@", BREAK]),
            '#' => out.extend(["\\#", BREAK]),
            ':' if text[at..].starts_with("://") || is_picture(&text[at + 1..]) => {
                out.extend([":", BREAK]);
            }
            '.' if ends_in(before, "www") => out.extend([BREAK, "."]),
            '-' if ends_in(before, "gh") && starts_with_digit(&text[at + 1..]) => {
                out.extend([BREAK, "-"]);
            }
            _ if is_commit(before, &text[at..]) => {
                out.push(letter);
                out.push_str(BREAK);
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '!' | '~' | '|' | '$' => {
                out.extend(['\\', letter]);
            }
            '-' | '+' | '=' if at == 0 => out.extend(['\\', letter]),
            '.' | ')' if at > 0 && list_number => out.extend(['\\', letter]),
            _ => out.push(letter),
        }
        list_number &= letter.is_ascii_digit();
    }
    out
}

fn ends_in(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    text.len() >= word.len() && text[text.len() - word.len()..].eq_ignore_ascii_case(word)
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Returns true if a text goes on like the name of a picture after its first colon: "smile:". A time has the same
/// form, but only these names have no letter.
fn is_picture(text: &str) -> bool {
    let is_name =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '+' | '-');
    let end = text.find(|letter| !is_name(letter));
    let name = end.filter(|end| text[*end..].starts_with(':'));
    let name = name.map_or("", |end| &text[..end]);
    name.contains(|letter: char| letter.is_ascii_alphabetic())
        || ["100", "1234", "+1", "-1"].contains(&name)
}

/// Returns true if a word begins that can be the name of a commit: seven hexadecimal digits or more, letters and
/// figures among them.
fn is_commit(before: &str, text: &str) -> bool {
    // No name is longer, and one look at each letter must not go through all others.
    const LONGEST: usize = 64;
    if before.ends_with(char::is_alphanumeric) {
        return false;
    }
    let word: Vec<char> = text
        .chars()
        .take(LONGEST + 1)
        .take_while(|letter| letter.is_alphanumeric())
        .collect();
    (7..=LONGEST).contains(&word.len())
        && word.iter().all(char::is_ascii_hexdigit)
        && word.iter().any(char::is_ascii_digit)
        && word.iter().any(char::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, shown) in [
            ("over 200", "over 200"),
            ("a|b", "a\\|b"),
            ("<script>", "&lt;script&gt;"),
            ("&#64;", "&amp;\\#&#8203;64;"),
            ("[x](https://a.b)", "\\[x\\](https:&#8203;//a.b)"),
            ("see WWW.example.org", "see WWW&#8203;.example.org"),
            ("@here", "@&#8203;here"),
            ("GH-1 and gh-pages", "GH&#8203;-1 and gh-pages"),
            ("in 1ab2c3d, dead", "in 1&#8203;ab2c3d, dead"),
            ("1234567 people, facade", "1234567 people, facade"),
            ("x1ab2c3d", "x1ab2c3d"),
            (":100: at 10:30:45 :", ":&#8203;100: at 10:30:45 :"),
            ("a :smile: b: c", "a :&#8203;smile: b: c"),
            ("- item", "\\- item"),
            ("1. item", "1\\. item"),
            ("12) item", "12\\) item"),
            ("1.5", "1\\.5"),
            ("**b** `c` ~d~", "\\*\\*b\\*\\* \\`c\\` \\~d\\~"),
        ] {
            assert_eq!(escape(text), shown);
        }
    }
}
