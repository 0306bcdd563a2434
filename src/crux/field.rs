//! Words, what contradicts what among them, and what is cleared when some are withdrawn. Nothing here
//! knows of claims: words are numbers.

use std::collections::BTreeSet;

/// The way in which the words that a word contradicts are found.
pub(super) enum Rivals<'f> {
    /// Asked for, one word at a time: of 200,000 words no pair is ever listed.
    Asked(&'f dyn Fn(usize) -> Vec<usize>),
    /// Listed.
    Listed(Vec<Vec<usize>>),
}

/// Words, and everything that is contradicted among them.
pub(super) struct Field<'f> {
    /// For each word, the number of others that it contradicts.
    pub(super) degrees: Vec<u64>,
    /// These others.
    pub(super) rivals: Rivals<'f>,
    /// Sets of positions that cannot all hold although no two contradict each other: for each position the
    /// words that hold it. Such a clash is cleared when nobody holds one of the positions any more.
    pub(super) clashes: Vec<Vec<Vec<usize>>>,
}

impl Field<'_> {
    /// Counts the pairs and clashes that there are to clear.
    pub(super) fn total(&self) -> u64 {
        self.degrees.iter().sum::<u64>() / 2 + self.clashes.len() as u64
    }

    /// Returns the words that contradict a word, or take part in a clash with it.
    pub(super) fn opposed(&self, word: usize) -> BTreeSet<usize> {
        let mut opposed = BTreeSet::new();
        self.each_rival(word, |rival| opposed.extend([rival]));
        let clashes = self
            .clashes
            .iter()
            .filter(|clash| clash.iter().any(|holders| holders.contains(&word)));
        opposed.extend(clashes.flatten().flatten().copied());
        opposed
    }

    /// Calls `act` with each word that a word contradicts.
    pub(super) fn each_rival(&self, word: usize, mut act: impl FnMut(usize)) {
        match &self.rivals {
            Rivals::Asked(ask) => ask(word).into_iter().for_each(act),
            Rivals::Listed(lists) => lists[word].iter().for_each(|rival| act(*rival)),
        }
    }
}

/// A field with some of its words withdrawn.
pub(super) struct Withdrawal<'f> {
    field: &'f Field<'f>,
    taken: Vec<bool>,
    /// For each word, the number of its rivals that are not withdrawn.
    rivals: Vec<u64>,
    /// For each word, the clashes in which it takes part, and the index of its position in each.
    parts: Vec<Vec<(usize, usize)>>,
    clashes: Vec<OpenClash>,
    /// The number of pairs that are cleared.
    pairs: u64,
}

/// A clash with some of its words withdrawn.
struct OpenClash {
    /// For each position, the number of its words that are not withdrawn.
    left: Vec<usize>,
    /// The number of words that are withdrawn.
    touched: usize,
    /// The number of positions that nobody holds any more.
    gone: usize,
}

impl OpenClash {
    /// Returns a clash of these positions, each with the words that hold it.
    fn new(positions: &[Vec<usize>]) -> Self {
        Self {
            left: positions.iter().map(Vec::len).collect(),
            touched: 0,
            gone: 0,
        }
    }
}

impl<'f> Withdrawal<'f> {
    pub(super) fn new(field: &'f Field<'f>) -> Self {
        let words = field.degrees.len();
        let mut parts = vec![Vec::new(); words];
        for (at, clash) in field.clashes.iter().enumerate() {
            for (place, holders) in clash.iter().enumerate() {
                for word in holders {
                    parts[*word].push((at, place));
                }
            }
        }
        Self {
            field,
            taken: vec![false; words],
            rivals: field.degrees.clone(),
            parts,
            clashes: field
                .clashes
                .iter()
                .map(|clash| OpenClash::new(clash))
                .collect(),
            pairs: 0,
        }
    }

    /// Counts the pairs and clashes that are cleared.
    pub(super) fn cleared(&self) -> u64 {
        self.pairs + self.clashes.iter().filter(|clash| clash.gone > 0).count() as u64
    }

    /// Counts the pairs of a word that are not cleared.
    pub(super) fn pairs_of(&self, word: usize) -> u64 {
        self.rivals[word]
    }

    /// Returns the words that are not withdrawn.
    pub(super) fn left(&self) -> impl Iterator<Item = usize> {
        (0..self.taken.len()).filter(|word| !self.taken[*word])
    }

    /// Withdraws a word.
    pub(super) fn take(&mut self, word: usize) {
        self.taken[word] = true;
        self.pairs += self.rivals[word];
        self.field.each_rival(word, |rival| self.rivals[rival] -= 1);
        for (clash, place) in &self.parts[word] {
            let clash = &mut self.clashes[*clash];
            clash.touched += 1;
            clash.left[*place] -= 1;
            clash.gone += usize::from(clash.left[*place] == 0);
        }
    }

    /// Undoes the last [`Withdrawal::take`] of this word.
    pub(super) fn put_back(&mut self, word: usize) {
        for (clash, place) in &self.parts[word] {
            let clash = &mut self.clashes[*clash];
            clash.gone -= usize::from(clash.left[*place] == 0);
            clash.left[*place] += 1;
            clash.touched -= 1;
        }
        self.field.each_rival(word, |rival| self.rivals[rival] += 1);
        self.pairs -= self.rivals[word];
        self.taken[word] = false;
    }

    /// Counts the pairs and clashes that a word would clear.
    pub(super) fn gain(&self, word: usize) -> u64 {
        let completed = self.parts[word].iter().filter(|(clash, place)| {
            let clash = &self.clashes[*clash];
            clash.gone == 0 && clash.left[*place] == 1
        });
        self.rivals[word] + completed.count() as u64
    }

    /// Returns no less than what a word can add, whatever else is withdrawn: a clash counts as soon as one of
    /// its words is. By this count more words always add up to no more than one by one.
    pub(super) fn promise(&self, word: usize) -> u64 {
        let untouched = self.parts[word]
            .iter()
            .filter(|(clash, _)| self.clashes[*clash].touched == 0);
        self.rivals[word] + untouched.count() as u64
    }

    /// Counts what is cleared as [`Withdrawal::promise`] does.
    pub(super) fn promised(&self) -> u64 {
        self.pairs
            + self
                .clashes
                .iter()
                .filter(|clash| clash.touched > 0)
                .count() as u64
    }

    /// Says whether a word may add anything, alone or with others.
    pub(super) fn matters(&self, word: usize) -> bool {
        self.rivals[word] > 0
            || self.parts[word]
                .iter()
                .any(|(clash, _)| self.clashes[*clash].gone == 0)
    }

    /// Returns the most that so many words could clear together with those withdrawn, or more.
    pub(super) fn ceiling(&self, words: usize) -> u64 {
        let mut promises: Vec<u64> = self.left().map(|word| self.promise(word)).collect();
        if words < promises.len() {
            promises.select_nth_unstable_by(words, |one, other| other.cmp(one));
            promises.truncate(words);
        }
        (self.promised() + promises.iter().sum::<u64>()).min(self.field.total())
    }

    /// Returns the word to withdraw next of some, if as many as `budget` may be: the first that clears the
    /// most. If none clears anything alone, one of those that hold the position with the fewest holders.
    pub(super) fn next(&self, among: &[usize], budget: usize) -> Option<usize> {
        let gains = among.iter().map(|word| (self.gain(*word), *word));
        let (gain, best) = gains.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        if gain > 0 {
            return Some(best);
        }
        among
            .iter()
            .filter_map(|word| Some((self.fewest_holders(*word)?, *word)))
            .filter(|(holders, _)| *holders <= budget)
            .min()
            .map(|(_, word)| word)
    }

    /// Returns the number of words left that hold the position of a word, in the clash with the fewest of
    /// them; `None` if the word takes part in no open clash.
    fn fewest_holders(&self, word: usize) -> Option<usize> {
        self.parts[word]
            .iter()
            .filter(|(clash, _)| self.clashes[*clash].gone == 0)
            .map(|(clash, place)| self.clashes[*clash].left[*place])
            .min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0 contradicts 1 and 2; one clash is between the positions of 0 and 3, and of 4.
    fn field<'f>() -> Field<'f> {
        Field {
            degrees: vec![2, 1, 1, 0, 0],
            rivals: Rivals::Listed(vec![vec![1, 2], vec![0], vec![0], vec![], vec![]]),
            clashes: vec![vec![vec![0, 3], vec![4]]],
        }
    }

    #[test]
    fn a_word_gains_its_pairs_and_the_clashes_that_it_completes() {
        let field = field();
        assert_eq!(field.total(), 3);
        for (withdrawn, gains, cleared) in [
            (&[][..], [2, 1, 1, 0, 1], 0),
            (&[1], [1, 0, 1, 0, 1], 1),
            (&[3], [3, 1, 1, 0, 1], 0),
            (&[0], [0, 0, 0, 1, 1], 2),
            (&[0, 3], [0, 0, 0, 0, 0], 3),
            (&[4], [2, 1, 1, 0, 0], 1),
        ] {
            let mut state = Withdrawal::new(&field);
            for word in withdrawn {
                state.take(*word);
            }
            let left = state.left().collect::<Vec<_>>();
            for word in &left {
                assert_eq!(
                    state.gain(*word),
                    gains[*word],
                    "{word} after {withdrawn:?}"
                );
                assert!(state.promise(*word) + state.promised() >= state.gain(*word) + cleared);
            }
            assert_eq!(state.cleared(), cleared, "{withdrawn:?}");
            assert_eq!(left.len(), 5 - withdrawn.len());
        }
    }

    #[test]
    fn words_are_opposed_by_pairs_and_by_clashes() {
        let field = field();
        for (word, opposed) in [
            (0, &[0, 1, 2, 3, 4][..]),
            (1, &[0]),
            (3, &[0, 3, 4]),
            (4, &[0, 3, 4]),
        ] {
            let found: Vec<usize> = field.opposed(word).into_iter().collect();
            assert_eq!(found, opposed, "{word}");
        }
    }

    #[test]
    fn the_next_word_clears_the_most_or_begins_a_clash() {
        let field = field();
        let state = Withdrawal::new(&field);
        for (among, budget, next) in [
            (&[0, 1, 4][..], 1, Some(0)),
            (&[1, 2], 1, Some(1)),
            (&[3], 1, None),
            (&[3], 2, Some(3)),
            (&[], 2, None),
        ] {
            assert_eq!(state.next(among, budget), next, "{among:?} {budget}");
        }
    }
}
