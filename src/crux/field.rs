//! Words, what contradicts what among them, and what is cleared when some are withdrawn. Nothing here
//! knows of claims: words are numbers.

use std::collections::BTreeSet;

/// How the words that a word contradicts are found.
pub(super) enum Rivals<'f> {
    /// Asked for, one word at a time: of 200,000 words no pair is ever listed.
    Asked(&'f dyn Fn(usize) -> Vec<usize>),
    /// Listed.
    Listed(Vec<Vec<usize>>),
}

/// Words, and everything that is contradicted among them.
pub(super) struct Field<'f> {
    /// For each word, how many others it contradicts.
    pub(super) degrees: Vec<u64>,
    /// Which ones.
    pub(super) rivals: Rivals<'f>,
    /// What cannot all hold although no two contradict each other: for each position that takes part, the
    /// words that hold it. It is cleared when nobody holds one of them any more.
    pub(super) clashes: Vec<Vec<Vec<usize>>>,
}

impl Field<'_> {
    /// How many pairs and clashes there are to clear.
    pub(super) fn total(&self) -> u64 {
        self.degrees.iter().sum::<u64>() / 2 + self.clashes.len() as u64
    }

    /// The words that contradict a word, or stand with it in a clash.
    pub(super) fn opposed(&self, word: usize) -> BTreeSet<usize> {
        let mut opposed = BTreeSet::new();
        self.each_rival(word, |rival| opposed.extend([rival]));
        let with_it =
            |clash: &&Vec<Vec<usize>>| clash.iter().any(|holders| holders.contains(&word));
        opposed.extend(
            self.clashes
                .iter()
                .filter(with_it)
                .flatten()
                .flatten()
                .copied(),
        );
        opposed
    }

    /// Acts on each word that a word contradicts.
    pub(super) fn each_rival(&self, word: usize, mut act: impl FnMut(usize)) {
        match &self.rivals {
            Rivals::Asked(ask) => ask(word).into_iter().for_each(act),
            Rivals::Listed(lists) => lists[word].iter().for_each(|rival| act(*rival)),
        }
    }
}

/// A field of which some words are withdrawn.
pub(super) struct State<'f> {
    field: &'f Field<'f>,
    taken: Vec<bool>,
    /// For each word, how many of its rivals still stand.
    standing: Vec<u64>,
    /// For each word, the clashes in which it takes part, and the place of its position in each.
    parts: Vec<Vec<(usize, usize)>>,
    clashes: Vec<Standing>,
    /// How many pairs are cleared.
    pairs: u64,
}

/// How a clash stands.
struct Standing {
    /// For each position, how many of its words still stand.
    left: Vec<usize>,
    /// How many words are withdrawn.
    touched: usize,
    /// How many positions nobody holds any more.
    gone: usize,
}

impl<'f> State<'f> {
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
        let standing = |clash: &Vec<Vec<usize>>| Standing {
            left: clash.iter().map(Vec::len).collect(),
            touched: 0,
            gone: 0,
        };
        Self {
            field,
            taken: vec![false; words],
            standing: field.degrees.clone(),
            parts,
            clashes: field.clashes.iter().map(standing).collect(),
            pairs: 0,
        }
    }

    /// How many pairs and clashes are cleared.
    pub(super) fn cleared(&self) -> u64 {
        self.pairs + self.clashes.iter().filter(|clash| clash.gone > 0).count() as u64
    }

    /// How many pairs of a word still stand.
    pub(super) fn pairs_of(&self, word: usize) -> u64 {
        self.standing[word]
    }

    /// The words that are not withdrawn.
    pub(super) fn left(&self) -> impl Iterator<Item = usize> {
        (0..self.taken.len()).filter(|word| !self.taken[*word])
    }

    /// Withdraws a word.
    pub(super) fn take(&mut self, word: usize) {
        self.taken[word] = true;
        self.pairs += self.standing[word];
        self.field
            .each_rival(word, |rival| self.standing[rival] -= 1);
        for (clash, place) in &self.parts[word] {
            let clash = &mut self.clashes[*clash];
            clash.touched += 1;
            clash.left[*place] -= 1;
            clash.gone += usize::from(clash.left[*place] == 0);
        }
    }

    /// Undoes the last [`State::take`] of this word.
    pub(super) fn put_back(&mut self, word: usize) {
        for (clash, place) in &self.parts[word] {
            let clash = &mut self.clashes[*clash];
            clash.gone -= usize::from(clash.left[*place] == 0);
            clash.left[*place] += 1;
            clash.touched -= 1;
        }
        self.field
            .each_rival(word, |rival| self.standing[rival] += 1);
        self.pairs -= self.standing[word];
        self.taken[word] = false;
    }

    /// How many pairs and clashes a word would clear.
    pub(super) fn gain(&self, word: usize) -> u64 {
        let completes = |(clash, place): &&(usize, usize)| {
            let clash = &self.clashes[*clash];
            clash.gone == 0 && clash.left[*place] == 1
        };
        self.standing[word] + self.parts[word].iter().filter(completes).count() as u64
    }

    /// No less than what a word can add, whatever else is withdrawn: a clash counts as soon as one of its
    /// words is. With this count more words always add up to no more than one by one.
    pub(super) fn promise(&self, word: usize) -> u64 {
        let fresh = |(clash, _): &&(usize, usize)| self.clashes[*clash].touched == 0;
        self.standing[word] + self.parts[word].iter().filter(fresh).count() as u64
    }

    /// What has been cleared, counted as by [`State::promise`].
    pub(super) fn promised(&self) -> u64 {
        self.pairs
            + self
                .clashes
                .iter()
                .filter(|clash| clash.touched > 0)
                .count() as u64
    }

    /// Whether a word may add anything, alone or with others.
    pub(super) fn matters(&self, word: usize) -> bool {
        self.standing[word] > 0
            || self.parts[word]
                .iter()
                .any(|(clash, _)| self.clashes[*clash].gone == 0)
    }

    /// No so many words, together with those withdrawn, clear more than this.
    pub(super) fn ceiling(&self, words: usize) -> u64 {
        let mut promises: Vec<u64> = self.left().map(|word| self.promise(word)).collect();
        if words < promises.len() {
            promises.select_nth_unstable_by(words, |one, other| other.cmp(one));
            promises.truncate(words);
        }
        (self.promised() + promises.iter().sum::<u64>()).min(self.field.total())
    }

    /// Which of some words to withdraw next, where so many may be: the first that clears the most. Where
    /// none clears anything alone, one of those who hold the position with the fewest holders.
    pub(super) fn next(&self, among: &[usize], budget: usize) -> Option<usize> {
        let gains = among.iter().map(|word| (self.gain(*word), *word));
        let (gain, best) = gains.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        if gain > 0 {
            return Some(best);
        }
        let holders = |word: usize| {
            let open = self.parts[word]
                .iter()
                .filter(|(clash, _)| self.clashes[*clash].gone == 0);
            open.map(|(clash, place)| self.clashes[*clash].left[*place])
                .min()
        };
        let few = among
            .iter()
            .filter_map(|word| Some((holders(*word)?, *word)));
        few.filter(|(holders, _)| *holders <= budget)
            .min()
            .map(|(_, word)| word)
    }
}
