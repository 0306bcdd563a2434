//! The decimal digits of every script.

/// The zero of each run of ten digits, in order, as Unicode 16 has them (general category Nd). By the stability
/// policy of Unicode the other nine always follow their zero.
const ZEROS: [char; 72] = [
    '\u{30}',
    '\u{660}',
    '\u{6f0}',
    '\u{7c0}',
    '\u{966}',
    '\u{9e6}',
    '\u{a66}',
    '\u{ae6}',
    '\u{b66}',
    '\u{be6}',
    '\u{c66}',
    '\u{ce6}',
    '\u{d66}',
    '\u{de6}',
    '\u{e50}',
    '\u{ed0}',
    '\u{f20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17e0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19d0}',
    '\u{1a80}',
    '\u{1a90}',
    '\u{1b50}',
    '\u{1bb0}',
    '\u{1c40}',
    '\u{1c50}',
    '\u{a620}',
    '\u{a8d0}',
    '\u{a900}',
    '\u{a9d0}',
    '\u{a9f0}',
    '\u{aa50}',
    '\u{abf0}',
    '\u{ff10}',
    '\u{104a0}',
    '\u{10d30}',
    '\u{10d40}',
    '\u{11066}',
    '\u{110f0}',
    '\u{11136}',
    '\u{111d0}',
    '\u{112f0}',
    '\u{11450}',
    '\u{114d0}',
    '\u{11650}',
    '\u{116c0}',
    '\u{11730}',
    '\u{118e0}',
    '\u{11950}',
    '\u{11bf0}',
    '\u{11c50}',
    '\u{11d50}',
    '\u{11da0}',
    '\u{11f50}',
    '\u{16130}',
    '\u{16a60}',
    '\u{16ac0}',
    '\u{16b50}',
    '\u{16d70}',
    '\u{1ccf0}',
    '\u{1d7ce}',
    '\u{1d7d8}',
    '\u{1d7e2}',
    '\u{1d7ec}',
    '\u{1d7f6}',
    '\u{1e140}',
    '\u{1e2f0}',
    '\u{1e950}',
    '\u{1fbf0}',
];

/// Returns the ASCII digit that a digit of any script is, `None` if it is no digit.
pub(super) fn ascii_digit(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return Some(letter).filter(char::is_ascii_digit);
    }
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= letter)].last()?;
    let digit = u32::from(letter) - u32::from(*zero);
    char::from_digit(digit, 10)
}

/// Returns true if a letter is a digit of any script.
pub(super) fn is_digit(letter: char) -> bool {
    ascii_digit(letter).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_script_are_digits() {
        for (text, digits) in [
            ("٢٠٠", "200"),
            ("۵۸", "58"),
            ("५८", "58"),
            ("５８", "58"),
            ("𝟓𝟖", "58"),
            ("a½²五Ⅻ", ""),
        ] {
            let found: String = text.chars().filter_map(ascii_digit).collect();
            assert_eq!(found, digits, "{text}");
        }
    }

    #[test]
    fn the_zeros_are_in_order_and_no_two_runs_meet() {
        let runs = ZEROS.windows(2);
        assert!(
            runs.into_iter()
                .all(|pair| u32::from(pair[1]) >= u32::from(pair[0]) + 10)
        );
    }
}
