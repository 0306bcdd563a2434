//! The one place where text becomes markdown.

/// Returns text as markdown that shows it as it is. Mentions, issue numbers and bare links are recognised
/// even in escaped text: an empty character inside takes their form from them.
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
            ':' if text[at..].starts_with("://") => out.extend([":", BREAK]),
            '.' if ends_in_www(before) => out.extend([BREAK, "."]),
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

fn ends_in_www(text: &str) -> bool {
    let tail = text.as_bytes();
    tail.len() >= 3 && tail[tail.len() - 3..].eq_ignore_ascii_case(b"www")
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
