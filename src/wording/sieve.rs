//! A sieve for words: nearly every word of prose is in none of the tables, and the sieve shows that
//! without a comparison with each of their lines.

/// The bits of a hash. With twelve of them and a hundred words in a table, about two of a hundred
/// other words are let through.
const BITS: u32 = 12;

/// The hash of a word, the same for every sieve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordHash(u16);

impl WordHash {
    /// Hashes a word. It looks at three bytes and the length, however long the word is.
    pub(super) const fn new(word: &str) -> Self {
        Self::from_bytes(word.as_bytes(), word.len())
    }

    /// Hashes the first `length` bytes.
    const fn from_bytes(bytes: &[u8], length: usize) -> Self {
        if length == 0 {
            return Self(0);
        }
        let traits = [
            bytes[0],
            bytes[length / 2],
            bytes[length - 1],
            length.to_le_bytes()[0],
        ];
        // Fibonacci hashing: the upper bits of the product depend on all the lower ones.
        let spread = u32::from_le_bytes(traits).wrapping_mul(0x9E37_79B1) >> (u32::BITS - BITS);
        let [low, high, ..] = spread.to_le_bytes();
        Self(u16::from_le_bytes([low, high]))
    }
}

/// A set of words that may seem to hold a few others. A look-up is a hundred times as fast as a search
/// of the table of hedges.
pub(super) struct Sieve([u64; 1 << (BITS - 6)]);

impl Sieve {
    /// Creates the set of the first words of some phrases.
    pub(super) const fn new(phrases: &[&str]) -> Self {
        Self([0; 1 << (BITS - 6)]).and(phrases)
    }

    /// Adds the first words of more phrases.
    pub(super) const fn and(mut self, phrases: &[&str]) -> Self {
        let mut at = 0;
        while at < phrases.len() {
            self = self.and_first_of(phrases[at]);
            at += 1;
        }
        self
    }

    /// Adds the first words of the phrases in the first column of a table.
    pub(super) const fn and_table<T>(mut self, table: &[(&str, T)]) -> Self {
        let mut at = 0;
        while at < table.len() {
            self = self.and_first_of(table[at].0);
            at += 1;
        }
        self
    }

    const fn and_first_of(mut self, phrase: &str) -> Self {
        let bytes = phrase.as_bytes();
        let mut length = 0;
        while length < bytes.len() && bytes[length] != b' ' {
            length += 1;
        }
        let WordHash(place) = WordHash::from_bytes(bytes, length);
        self.0[place as usize / 64] |= 1 << (place % 64);
        self
    }

    /// Returns true if a word with this hash may be one of them. `false` is certain.
    pub(super) fn may_hold(&self, WordHash(place): WordHash) -> bool {
        self.0[usize::from(place / 64)] >> (place % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_table_is_kept_out() {
        const PHRASES: [&str; 4] = ["more than", "≥", "a", "no - one"];
        const TABLE: [(&str, i64); 2] = [("dozen", 12), ("a few", 3)];
        const SIEVE: Sieve = Sieve::new(&PHRASES).and_table(&TABLE);
        for word in ["more", "≥", "a", "no", "dozen"] {
            assert!(SIEVE.may_hold(WordHash::new(word)), "{word}");
        }
        for word in ["soldiers", "than", ""] {
            assert!(!SIEVE.may_hold(WordHash::new(word)), "{word}");
        }
    }
}
