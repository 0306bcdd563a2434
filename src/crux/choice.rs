//! The few words that clear the most. To withdraw words covers pairs and clashes: to choose the best few is
//! maximum coverage. Taking the best word again and again clears at least 1 − (1 − 1/N)^N, about 63 %, of
//! the most that N words can (Nemhauser, Wolsey and Fisher 1978); what is promised at each step proves as
//! much of the case at hand, and mostly more. A small case is searched to the end.

use super::field::{Field, Rivals, Withdrawal};

/// With more pairs than this none is listed, and nothing is searched.
const MOST_PAIRS: u64 = 100_000;
/// Nor with more words that contradict any.
const MOST_WORDS: usize = 2_000;
/// A search looks at no more words than this.
const MOST_STEPS: u64 = 4_000_000;

/// What is proved about a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// No other choice of so many clears more, and none of fewer as much.
    Exact,
    /// No choice of so many clears more than this; one of fewer may clear as much.
    AtMost(u64),
}

/// The words to withdraw, in the order in which each clears the most of what is left.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) words: Vec<usize>,
    pub(super) cleared: u64,
    pub(super) proof: Proof,
}

/// Chooses at most `top` words.
pub(super) fn choose(field: &Field<'_>, top: usize) -> Choice {
    let (greedy, most) = greedy(field, top);
    let is_best = greedy.cleared == most && is_fewest(field, &greedy);
    let choice = if is_best {
        Choice {
            proof: Proof::Exact,
            ..greedy
        }
    } else {
        searched(field, top, &greedy).unwrap_or(greedy)
    };
    in_order(field, choice)
}

/// Chooses the best word again and again. Also returns what no choice of so many can exceed.
fn greedy(field: &Field<'_>, top: usize) -> (Choice, u64) {
    let mut state = Withdrawal::new(field);
    let (mut words, mut most) = (Vec::new(), state.ceiling(top));
    while words.len() < top && state.cleared() < field.total() {
        let left: Vec<usize> = state.left().collect();
        let Some(word) = state.next(&left, top - words.len()) else {
            break;
        };
        state.take(word);
        words.push(word);
        most = most.min(state.ceiling(top));
    }
    let cleared = state.cleared();
    (
        Choice {
            words,
            cleared,
            proof: Proof::AtMost(most),
        },
        most,
    )
}

/// Says whether it is plain that no fewer words clear as much.
fn is_fewest(field: &Field<'_>, choice: &Choice) -> bool {
    choice.words.len() < 2
        || Withdrawal::new(field).ceiling(choice.words.len() - 1) < choice.cleared
}

/// Searches for the best choice of all; `None` if that is too much to search.
fn searched(field: &Field<'_>, top: usize, start: &Choice) -> Option<Choice> {
    let state = Withdrawal::new(field);
    let words: Vec<usize> = state.left().filter(|word| state.matters(*word)).collect();
    if field.total() > MOST_PAIRS || words.len() > MOST_WORDS {
        return None;
    }
    let mut lists = vec![Vec::new(); field.degrees.len()];
    for word in &words {
        field.each_rival(*word, |rival| lists[*word].push(rival));
    }
    let listed = Field {
        degrees: field.degrees.clone(),
        rivals: Rivals::Listed(lists),
        clashes: field.clashes.clone(),
    };
    let mut search = Search {
        state: Withdrawal::new(&listed),
        top,
        chosen: Vec::new(),
        best: (start.words.clone(), start.cleared),
        steps: 0,
    };
    search.descend(&words)?;
    let (words, cleared) = search.best;
    Some(Choice {
        words,
        cleared,
        proof: Proof::Exact,
    })
}

/// A search through all choices, without those that cannot be better.
struct Search<'f> {
    state: Withdrawal<'f>,
    top: usize,
    chosen: Vec<usize>,
    best: (Vec<usize>, u64),
    steps: u64,
}

impl Search<'_> {
    /// Tries every choice of the words chosen so far and some of these; `None` if it takes too long.
    fn descend(&mut self, words: &[usize]) -> Option<()> {
        let cleared = self.state.cleared();
        if cleared > self.best.1 || cleared == self.best.1 && self.chosen.len() < self.best.0.len()
        {
            self.best = (self.chosen.clone(), cleared);
        }
        if self.chosen.len() == self.top {
            return Some(());
        }
        self.steps += 1 + words.len() as u64;
        if self.steps > MOST_STEPS {
            return None;
        }
        let matter = words.iter().filter(|word| self.state.matters(**word));
        let mut promises: Vec<(u64, usize)> = matter
            .map(|word| (self.state.promise(*word), *word))
            .collect();
        promises.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        let order: Vec<usize> = promises.iter().map(|(_, word)| *word).collect();
        for (at, word) in order.iter().enumerate() {
            if !self.may_be_better(&promises[at..]) {
                break;
            }
            self.steps += self.state.pairs_of(*word);
            self.state.take(*word);
            self.chosen.push(*word);
            let finished = self.descend(&order[at + 1..]);
            self.chosen.pop();
            self.state.put_back(*word);
            finished?;
        }
        Some(())
    }

    /// Says whether more of these words, the most promising first, can clear more than the best choice, or as
    /// much with fewer.
    fn may_be_better(&self, promises: &[(u64, usize)]) -> bool {
        let (best, cleared) = (self.best.0.len(), self.best.1);
        let fewer = best.saturating_sub(self.chosen.len() + 1);
        self.ceiling(promises, self.top - self.chosen.len()) > cleared
            || fewer > 0 && self.ceiling(promises, fewer) >= cleared
    }

    /// Returns the most that so many more of these words can clear, or more.
    fn ceiling(&self, promises: &[(u64, usize)], words: usize) -> u64 {
        let most = promises.iter().take(words).map(|(promise, _)| promise);
        self.state.promised() + most.sum::<u64>()
    }
}

/// Returns the same words, each the one that clears the most of what those before it leave.
fn in_order(field: &Field<'_>, choice: Choice) -> Choice {
    let mut state = Withdrawal::new(field);
    let mut rest = choice.words;
    rest.sort_unstable();
    let mut words = Vec::with_capacity(rest.len());
    while let Some(word) = state.next(&rest, rest.len()) {
        state.take(word);
        rest.retain(|other| *other != word);
        words.push(word);
    }
    Choice { words, ..choice }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pairs of words, and clashes of positions that have words each.
    type Drawn = (Vec<(usize, usize)>, Vec<Vec<Vec<usize>>>);

    const WORDS: usize = 9;

    fn field<'f>((pairs, clashes): &Drawn) -> Field<'f> {
        let mut lists = vec![Vec::new(); WORDS];
        for (left, right) in pairs {
            if left != right && !lists[*left].contains(right) {
                lists[*left].push(*right);
                lists[*right].push(*left);
            }
        }
        let degrees = lists.iter().map(|list| list.len() as u64).collect();
        Field {
            degrees,
            rivals: Rivals::Listed(lists),
            clashes: clashes.clone(),
        }
    }

    /// Generates the positions of a clash. Each word is in at most one of them.
    fn clash() -> impl Strategy<Value = Vec<Vec<usize>>> {
        let places = prop::collection::vec(0..7_usize, WORDS);
        places.prop_map(|places| {
            let held = |place| {
                (0..WORDS)
                    .filter(|word| places[*word] == place)
                    .collect::<Vec<_>>()
            };
            (0..3).map(held).filter(|words| !words.is_empty()).collect()
        })
    }

    fn drawn() -> impl Strategy<Value = Drawn> {
        let clashes = prop::collection::vec(clash(), 0..4);
        let clashes = clashes.prop_map(|clashes| {
            clashes
                .into_iter()
                .filter(|clash| !clash.is_empty())
                .collect()
        });
        (prop::collection::vec((0..WORDS, 0..WORDS), 0..16), clashes)
    }

    /// Returns what is cleared without these words, counted one by one.
    fn cleared(field: &Field<'_>, gone: &[usize]) -> u64 {
        let Rivals::Listed(lists) = &field.rivals else {
            return 0;
        };
        let pairs = (0..WORDS).flat_map(|left| lists[left].iter().map(move |right| (left, *right)));
        let pairs = pairs
            .filter(|(left, right)| left < right && (gone.contains(left) || gone.contains(right)));
        let clashes = field.clashes.iter().filter(|clash| {
            clash
                .iter()
                .any(|holders| holders.iter().all(|word| gone.contains(word)))
        });
        (pairs.count() + clashes.count()) as u64
    }

    /// Returns the most that any so many words clear, and the fewest that clear it.
    fn best(field: &Field<'_>, top: usize) -> (u64, usize) {
        let sets = (0..1_usize << WORDS).filter(|set| set.count_ones() as usize <= top);
        let words = |set: usize| {
            (0..WORDS)
                .filter(|word| set >> word & 1 == 1)
                .collect::<Vec<_>>()
        };
        let scored = sets.map(|set| (cleared(field, &words(set)), words(set).len()));
        scored
            .max_by_key(|(cleared, words)| (*cleared, WORDS - words))
            .unwrap()
    }

    proptest! {
        #[test]
        fn a_choice_is_the_best_of_all(drawn in drawn(), top in 1..5_usize) {
            let field = field(&drawn);
            let choice = choose(&field, top);
            prop_assert_eq!(choice.proof, Proof::Exact);
            prop_assert_eq!((choice.cleared, choice.words.len()), best(&field, top));
            prop_assert_eq!(choice.cleared, cleared(&field, &choice.words));
        }

        #[test]
        fn what_is_taken_again_and_again_clears_what_is_promised(drawn in drawn(), top in 1..5_usize) {
            let field = field(&drawn);
            let (greedy, most) = greedy(&field, top);
            prop_assert_eq!(greedy.cleared, cleared(&field, &greedy.words));
            prop_assert!(most >= best(&field, top).0);
            prop_assert!(greedy.words.len() <= top);
            if field.clashes.iter().flatten().all(|holders| holders.len() == 1) {
                // (1 - 1/N)^N of the most is missing at most: in whole numbers.
                let top = u128::try_from(top).unwrap();
                let power = u32::try_from(top).unwrap();
                let (share, whole) = (top.pow(power) - (top - 1).pow(power), top.pow(power));
                prop_assert!(u128::from(greedy.cleared) * whole >= share * u128::from(most));
            }
        }

        #[test]
        fn more_words_clear_no_less_and_each_no_more_than_the_one_before(pairs in prop::collection::vec((0..WORDS, 0..WORDS), 0..16)) {
            let field = field(&(pairs, Vec::new()));
            let mut before = 0;
            for top in 1..6 {
                let choice = choose(&field, top);
                prop_assert!(choice.cleared >= before);
                before = choice.cleared;
                let mut state = Withdrawal::new(&field);
                let mut last = u64::MAX;
                for word in choice.words {
                    let gain = state.gain(word);
                    prop_assert!(gain > 0 && gain <= last);
                    last = gain;
                    state.take(word);
                }
            }
        }

        #[test]
        fn what_is_put_back_was_never_taken(drawn in drawn(), words in prop::collection::vec(0..WORDS, 1..4)) {
            let field = field(&drawn);
            let mut state = Withdrawal::new(&field);
            let seen = |state: &Withdrawal<'_>| {
                let each = (0..WORDS).map(|word| (state.gain(word), state.promise(word), state.matters(word)));
                (each.collect::<Vec<_>>(), state.cleared(), state.promised())
            };
            let before = seen(&state);
            let words: std::collections::BTreeSet<usize> = words.into_iter().collect();
            for word in &words {
                state.take(*word);
            }
            prop_assert_eq!(state.cleared(), cleared(&field, &words.iter().copied().collect::<Vec<_>>()));
            for word in words.iter().rev() {
                state.put_back(*word);
            }
            prop_assert_eq!(seen(&state), before);
        }
    }

    #[test]
    fn what_all_who_hold_a_position_must_take_back_is_chosen_as_a_whole() {
        let field = field(&(Vec::new(), vec![vec![vec![0, 1], vec![2, 3, 4]]]));
        assert_eq!(
            choose(&field, 1),
            Choice {
                words: vec![],
                cleared: 0,
                proof: Proof::Exact
            }
        );
        assert_eq!(
            choose(&field, 3),
            Choice {
                words: vec![0, 1],
                cleared: 1,
                proof: Proof::Exact
            }
        );
    }

    #[test]
    fn the_best_word_first_is_not_always_best_and_then_the_search_finds_it() {
        // 0 contradicts 1, 2 and 3; 1 also 4 and 5; 2 also 6 and 7: 1 and 2 clear all but one.
        let pairs = vec![(0, 1), (0, 2), (0, 3), (1, 4), (1, 5), (2, 6), (2, 7)];
        let field = field(&(pairs, Vec::new()));
        assert_eq!(greedy(&field, 2).0.cleared, 5);
        assert_eq!(
            choose(&field, 2),
            Choice {
                words: vec![1, 2],
                cleared: 6,
                proof: Proof::Exact
            }
        );
    }

    #[test]
    fn what_is_too_large_to_search_says_how_good_it_is_at_least() {
        // A ring of 3,000 words: any one clears two pairs, and so do any others far from it.
        let ring = |word: usize| vec![(word + 1) % 3_000, (word + 2_999) % 3_000];
        let field = Field {
            degrees: vec![2; 3_000],
            rivals: Rivals::Asked(&ring),
            clashes: vec![],
        };
        let choice = choose(&field, 3);
        assert_eq!((choice.words, choice.proof), (vec![0, 2, 4], Proof::Exact));
        // With a clash that takes two to clear, nothing proves it.
        let field = Field {
            clashes: vec![vec![vec![0, 1], vec![2, 5]]],
            ..field
        };
        let choice = choose(&field, 3);
        assert_eq!(choice.cleared, 6);
        assert_eq!(choice.proof, Proof::AtMost(9));
    }
}
