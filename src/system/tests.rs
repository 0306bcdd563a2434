//! What must hold for every system, against two judges that know nothing of how it is solved:
//! Fourier–Motzkin elimination, which decides over all numbers, and trying out whole numbers.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::model::{Cut, Decimal, Interval, Side};

/// A sum of factors times variables and a constant, at least 0, or above 0.
#[derive(Debug, Clone)]
struct Inequality {
    factors: Vec<i128>,
    constant: i128,
    above: bool,
}

impl Inequality {
    fn new(width: usize, terms: &[(usize, i128)], constant: i128, above: bool) -> Self {
        let mut factors = vec![0; width];
        for (variable, factor) in terms {
            factors[*variable] += factor;
        }
        Self {
            factors,
            constant,
            above,
        }
    }

    fn plus(&self, times: i128, other: &Self, others: i128) -> Self {
        let both = self.factors.iter().zip(&other.factors);
        Self {
            factors: both
                .map(|(left, right)| left * times + right * others)
                .collect(),
            constant: self.constant * times + other.constant * others,
            above: self.above || other.above,
        }
    }
}

/// The same rows without a variable.
fn eliminate(rows: &[Inequality], variable: usize) -> Vec<Inequality> {
    let of = |sign: i128| {
        rows.iter()
            .filter(move |row| row.factors[variable].signum() == sign)
    };
    let mut left: Vec<Inequality> = of(0).cloned().collect();
    for low in of(1) {
        for high in of(-1) {
            left.push(low.plus(-high.factors[variable], high, low.factors[variable]));
        }
    }
    thinned(left)
}

/// Of rows with the same factors, up to a multiple, only the one that asks most.
fn thinned(rows: Vec<Inequality>) -> Vec<Inequality> {
    let mut kept: BTreeMap<Vec<i128>, (i128, Inequality)> = BTreeMap::new();
    for row in rows {
        let by = row
            .factors
            .iter()
            .fold(0, |known, factor| divisor(known, factor.abs()))
            .max(1);
        let factors: Vec<i128> = row.factors.iter().map(|factor| factor / by).collect();
        let asks_more = |(known_by, known): &(i128, Inequality)| {
            (row.constant * known_by, known.above) < (known.constant * by, row.above)
        };
        if kept.get(&factors).is_none_or(asks_more) {
            kept.insert(factors, (by, row));
        }
    }
    kept.into_values().map(|(_, row)| row).collect()
}

fn divisor(left: i128, right: i128) -> i128 {
    if right == 0 {
        left
    } else {
        divisor(right, left % right)
    }
}

fn possible(rows: &[Inequality]) -> bool {
    rows.iter()
        .all(|row| row.constant > 0 || row.constant == 0 && !row.above)
}

const WIDTH: usize = 5;

fn feasible(rows: Vec<Inequality>) -> bool {
    possible(&(0..WIDTH).fold(rows, |rows, variable| eliminate(&rows, variable)))
}

/// Half numbers are written doubled here, so that everything is whole.
type TestEnd = Option<(i64, bool)>;

#[derive(Debug, Clone)]
struct TestClaim {
    variable: usize,
    low: TestEnd,
    high: TestEnd,
}

#[derive(Debug, Clone)]
struct TestRule {
    terms: Vec<(usize, i64)>,
    relation: LinearRelation,
    constant: i64,
}

fn half(number: i64) -> Decimal {
    &Decimal::from(number) * &Decimal::tenths(5)
}

impl TestClaim {
    fn item(&self) -> Item {
        let cut = |end: TestEnd, open, excluded, included| {
            end.map_or(open, |(n, is_in)| {
                Cut::At(half(n), if is_in { included } else { excluded })
            })
        };
        let low = cut(self.low, Cut::Lowest, Side::After, Side::Before);
        let high = cut(self.high, Cut::Highest, Side::Before, Side::After);
        Item {
            variable: self.variable,
            interval: Interval::new(low, high).unwrap(),
        }
    }

    /// The same with its ends at whole numbers, `None` where there is none in it.
    fn narrowed(&self) -> Option<Self> {
        let up = |(n, is_in): (i64, bool)| {
            if is_in {
                -(-n).div_euclid(2)
            } else {
                n.div_euclid(2) + 1
            }
        };
        let low = self.low.map(|end| (2 * up(end), true));
        let high = self.high.map(|(n, is_in)| (-2 * up((-n, is_in)), true));
        let left = low.zip(high).is_none_or(|(low, high)| low.0 <= high.0);
        left.then_some(Self {
            variable: self.variable,
            low,
            high,
        })
    }

    fn rows(&self) -> Vec<Inequality> {
        let row = |(n, is_in): (i64, bool), sign: i128| {
            Inequality::new(
                WIDTH,
                &[(self.variable, 2 * sign)],
                -sign * i128::from(n),
                !is_in,
            )
        };
        let (low, high) = (
            self.low.map(|end| row(end, 1)),
            self.high.map(|end| row(end, -1)),
        );
        low.into_iter().chain(high).collect()
    }
}

impl TestRule {
    fn constraint(&self) -> Constraint {
        let constant = Decimal::from(self.constant);
        Constraint {
            terms: self.terms.clone(),
            relation: self.relation,
            constant,
        }
    }

    fn rows(&self) -> Vec<Inequality> {
        let row = |sign: i128| {
            let terms: Vec<_> = self
                .terms
                .iter()
                .map(|(at, n)| (*at, sign * i128::from(*n)))
                .collect();
            Inequality::new(WIDTH, &terms, -sign * i128::from(self.constant), false)
        };
        match self.relation {
            LinearRelation::Equal => vec![row(1), row(-1)],
            LinearRelation::AtLeast => vec![row(1)],
            LinearRelation::AtMost => vec![row(-1)],
        }
    }

    fn holds(&self, values: &[i64]) -> bool {
        let sum: i64 = self
            .terms
            .iter()
            .map(|(at, factor)| factor * values[*at])
            .sum();
        match self.relation {
            LinearRelation::Equal => sum == self.constant,
            LinearRelation::AtLeast => sum >= self.constant,
            LinearRelation::AtMost => sum <= self.constant,
        }
    }
}

#[derive(Debug, Clone)]
struct TestSystem {
    rules: Vec<TestRule>,
    facts: Vec<TestClaim>,
    claims: Vec<TestClaim>,
}

impl TestSystem {
    fn system(&self, numbers: Numbers) -> System {
        let constraints = self.rules.iter().map(TestRule::constraint).collect();
        System::new(vec![numbers; WIDTH], constraints, &items(&self.facts))
    }

    fn rows(&self, claims: &[usize]) -> Vec<Inequality> {
        let rules = self.rules.iter().flat_map(TestRule::rows);
        let facts = self.facts.iter().flat_map(TestClaim::rows);
        rules
            .chain(facts)
            .chain(claims.iter().flat_map(|at| self.claims[*at].rows()))
            .collect()
    }

    fn can_hold(&self, claims: &[usize]) -> bool {
        feasible(self.rows(claims))
    }

    /// Every smallest set that cannot hold, by trying all sets.
    fn smallest(&self) -> BTreeSet<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = (0..1u32 << self.claims.len())
            .map(|bits| {
                (0..self.claims.len())
                    .filter(|at| bits >> at & 1 == 1)
                    .collect()
            })
            .collect();
        sets.sort_by_key(Vec::len);
        let mut found: Vec<Vec<usize>> = Vec::new();
        for set in sets {
            let holds_one = found
                .iter()
                .any(|known| known.iter().all(|at| set.contains(at)));
            if !holds_one && !self.can_hold(&set) {
                found.push(set);
            }
        }
        found.into_iter().collect()
    }

    /// Two claims of one variable that have nothing in common.
    fn is_plain_pair(&self, set: &[usize]) -> bool {
        matches!(set, [left, right] if self.claims[*left].variable == self.claims[*right].variable)
    }
}

fn items(claims: &[TestClaim]) -> Vec<Item> {
    claims.iter().map(TestClaim::item).collect()
}

fn claim() -> impl Strategy<Value = TestClaim> {
    let end = || prop::option::weighted(0.8, (-8..9i64, prop::bool::weighted(0.7)));
    let exact = (-8..9i64).prop_map(|n| (Some((n, true)), Some((n, true))));
    let ends =
        prop_oneof![exact, (end(), end())].prop_filter("something is left", |(low, high)| {
            low.zip(*high)
                .is_none_or(|(low, high)| low.0 < high.0 || low.0 == high.0 && low.1 && high.1)
        });
    (0..WIDTH, ends).prop_map(|(variable, (low, high))| TestClaim {
        variable,
        low,
        high,
    })
}

fn rule() -> impl Strategy<Value = TestRule> {
    use LinearRelation::{AtLeast, AtMost, Equal};
    let relation = || prop::sample::select(vec![Equal, Equal, AtMost, AtLeast]);
    let any = prop::collection::vec((0..WIDTH, -2..3i64), 1..5);
    // Sums as people write them: long, with plain factors.
    let signs = prop::sample::select(vec![-1i64, -1, 0, 1, 1]);
    let plain = prop::collection::vec(signs, WIDTH)
        .prop_map(|signs| signs.into_iter().enumerate().collect());
    (prop_oneof![any, plain], relation(), -2..3i64).prop_map(|(terms, relation, constant)| {
        TestRule {
            terms,
            relation,
            constant,
        }
    })
}

fn case() -> impl Strategy<Value = TestSystem> {
    let rules = prop::collection::vec(rule(), 1..4);
    let facts = prop::collection::vec(prop::bool::weighted(0.3), WIDTH).prop_map(|known| {
        let fact = |(variable, _)| TestClaim {
            variable,
            low: Some((0, true)),
            high: None,
        };
        known
            .into_iter()
            .enumerate()
            .filter(|(_, known)| *known)
            .map(fact)
            .collect()
    });
    let some = prop::collection::vec(claim(), 0..8);
    // Often something about each variable, so that the clashes are large.
    let each = prop::collection::vec(claim(), WIDTH..8).prop_map(|mut claims| {
        claims
            .iter_mut()
            .enumerate()
            .for_each(|(at, claim)| claim.variable = at % WIDTH);
        claims
    });
    (rules, facts, prop_oneof![some, each]).prop_map(|(rules, facts, claims)| TestSystem {
        rules,
        facts,
        claims,
    })
}

/// Adds the proof up by hand.
fn adds_up(
    case: &TestSystem,
    certificate: &Certificate,
    used: &[usize],
) -> Result<(), TestCaseError> {
    let mut left = [0i64; WIDTH];
    let mut gap = Decimal::from(0);
    for (rule, times) in &certificate.argument.rules {
        let rule = &case.rules[*rule];
        prop_assert!(rule.relation != LinearRelation::AtLeast || *times > 0);
        prop_assert!(rule.relation != LinearRelation::AtMost || *times < 0);
        rule.terms
            .iter()
            .for_each(|(variable, factor)| left[*variable] += times * factor);
        gap = &gap + &Decimal::from(times * rule.constant);
    }
    let mut excluded = false;
    for hold in &certificate.argument.holds {
        let claim = match hold.by {
            Holder::Fact(at) => &case.facts[at],
            Holder::Item(at) => {
                prop_assert!(used.contains(&at));
                &case.claims[at]
            }
        };
        let end = if hold.times > 0 {
            claim.low
        } else {
            claim.high
        };
        prop_assert_eq!(
            hold.bound,
            if hold.times > 0 {
                Bound::Low
            } else {
                Bound::High
            }
        );
        prop_assert_eq!(
            Some((hold.number.clone(), !hold.excluded)),
            end.map(|(n, is_in)| (half(n), is_in))
        );
        prop_assert_eq!(hold.variable, claim.variable);
        left[hold.variable] += hold.times;
        excluded |= hold.excluded;
        gap = &gap + &(&hold.number * &Decimal::from(hold.times));
    }
    prop_assert_eq!(left, [0; WIDTH], "every variable falls out");
    prop_assert_eq!(&gap, &certificate.gap);
    prop_assert!(gap.is_positive() || excluded && !gap.is_negative());
    Ok(())
}

/// An end as a fraction, and whether it is excluded.
type FractionEnd = Option<(i128, i128, bool)>;

/// Where a variable begins and ends under some rows.
fn ends_by_elimination(rows: Vec<Inequality>, variable: usize) -> (FractionEnd, FractionEnd) {
    let rows = (0..WIDTH)
        .filter(|at| *at != variable)
        .fold(rows, |rows, at| eliminate(&rows, at));
    let (mut low, mut high): (FractionEnd, FractionEnd) = (None, None);
    for row in rows {
        let (factor, above) = (row.factors[variable], row.above);
        // factor · x + constant >= 0
        let (number, by) = (-row.constant * factor.signum(), factor.abs());
        let more = |known: &(i128, i128, bool)| (number * known.1).cmp(&(known.0 * by));
        if factor > 0
            && low
                .as_ref()
                .is_none_or(|known| more(known).then(above.cmp(&known.2)).is_gt())
        {
            low = Some((number, by, above));
        }
        if factor < 0
            && high
                .as_ref()
                .is_none_or(|known| more(known).reverse().then(above.cmp(&known.2)).is_gt())
        {
            high = Some((number, by, above));
        }
    }
    (low, high)
}

fn same_end(ours: Option<&ImpliedEnd>, theirs: FractionEnd) -> bool {
    match (ours, theirs) {
        (None, None) => true,
        (Some(end), Some((number, by, above))) => {
            let left = &end.total * &Decimal::from(i64::try_from(by).unwrap());
            let right = Decimal::from(i64::try_from(number).unwrap() * end.times);
            left == right && (end.rounded || end.included != above)
        }
        _ => false,
    }
}

/// All values of the variables between −3 and 3.
fn grid() -> impl Iterator<Item = [i64; WIDTH]> {
    (0..7i64.pow(5)).map(|code| [1, 7, 49, 343, 2401].map(|power| code / power % 7 - 3))
}

fn lies_in(claim: &TestClaim, values: &[i64]) -> bool {
    let value = 2 * values[claim.variable];
    claim
        .low
        .is_none_or(|(n, is_in)| value > n || value == n && is_in)
        && claim
            .high
            .is_none_or(|(n, is_in)| value < n || value == n && is_in)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn the_verdict_is_that_of_elimination(case in case()) {
        let all: Vec<usize> = (0..case.claims.len()).collect();
        match case.system(Numbers::Real).verdict(&items(&case.claims)) {
            Verdict::Holds => prop_assert!(case.can_hold(&all)),
            Verdict::Clash(certificate) => {
                prop_assert!(!case.can_hold(&all));
                adds_up(&case, &certificate, &all)?;
            }
            Verdict::TooLarge => prop_assert!(false, "a small system is never too large"),
        }
    }

    #[test]
    fn the_clashes_are_all_smallest_sets_that_cannot_hold(case in case()) {
        let found = case.system(Numbers::Real).clashes(&items(&case.claims));
        prop_assert!(found.complete());
        let mut expected = case.smallest();
        expected.retain(|set| {
            let mut variables: Vec<_> = set.iter().map(|at| case.claims[*at].variable).collect();
            variables.sort_unstable();
            variables.dedup();
            // Only a pair of one variable has two claims of it.
            assert!(variables.len() == set.len() || case.is_plain_pair(set));
            variables.len() == set.len()
        });
        let sets: BTreeSet<_> = found.clashes.iter().map(|clash| clash.items.clone()).collect();
        prop_assert_eq!(sets, expected);
        for clash in &found.clashes {
            prop_assert_eq!(&clash.certificate.argument.items(), &clash.items);
            adds_up(&case, &clash.certificate, &clash.items)?;
        }
        let sizes: Vec<_> = found.clashes.iter().map(|clash| (clash.items.len(), &clash.items)).collect();
        prop_assert!(sizes.is_sorted());
    }

    #[test]
    fn the_bounds_are_those_of_elimination(case in case(), variable in 0..WIDTH) {
        let all: Vec<usize> = (0..case.claims.len()).filter(|at| case.claims[*at].variable != variable).collect();
        let bounds = case.system(Numbers::Real).bounds(variable, &items(&case.claims));
        prop_assert_eq!(bounds.clash.is_none(), case.can_hold(&all));
        if bounds.clash.is_none() {
            let (low, high) = ends_by_elimination(case.rows(&all), variable);
            prop_assert!(same_end(bounds.low.as_ref(), low), "{:?} {:?}", bounds.low, low);
            prop_assert!(same_end(bounds.high.as_ref(), high), "{:?} {:?}", bounds.high, high);
            prop_assert!(bounds.interval().is_some());
        }
    }

    #[test]
    fn a_bound_rests_on_as_few_claims_as_can_be(case in case(), variable in 0..WIDTH) {
        let system = case.system(Numbers::Real);
        let given = items(&case.claims);
        let bounds = system.bounds(variable, &given);
        for (end, is_low) in [(bounds.low, true), (bounds.high, false)] {
            let Some(end) = end else { continue };
            let rests_on = end.argument.items();
            let ends_with = |claims: Vec<usize>| {
                let kept: Vec<Item> = claims.iter().map(|at| given[*at].clone()).collect();
                let bounds = system.bounds(variable, &kept);
                let end = if is_low { bounds.low } else { bounds.high };
                end.map(|end| (end.number, end.included))
            };
            let own = Some((end.number.clone(), end.included));
            prop_assert_eq!(ends_with(rests_on.clone()), own.clone());
            for away in &rests_on {
                let rest = rests_on.iter().filter(|at| *at != away).copied().collect();
                prop_assert_ne!(ends_with(rest), own.clone());
            }
        }
    }

    #[test]
    fn the_order_of_claims_and_rules_changes_no_clash(case in case()) {
        let forward = case.system(Numbers::Real).clashes(&items(&case.claims));
        let mut turned = case.clone();
        turned.claims.reverse();
        turned.rules.reverse();
        let backward = turned.system(Numbers::Real).clashes(&items(&turned.claims));
        let turn = |clash: &SmallestClash| {
            let mut items: Vec<_> = clash.items.iter().map(|at| case.claims.len() - 1 - at).collect();
            items.sort_unstable();
            (items, clash.certificate.argument.rules.len())
        };
        let plain = |clash: &SmallestClash| (clash.items.clone(), clash.certificate.argument.rules.len());
        let forward: BTreeSet<_> = forward.clashes.iter().map(plain).collect();
        prop_assert_eq!(forward, backward.clashes.iter().map(turn).collect());
    }

    #[test]
    fn the_steps_add_up_to_the_gap(case in case()) {
        let system = case.system(Numbers::Real);
        for clash in system.clashes(&items(&case.claims)).clashes {
            let mut sum = Decimal::from(0);
            for (step, (_, times)) in clash.certificate.argument.steps(&system).iter().zip(&clash.certificate.argument.rules) {
                let first = step.open.first().map(|(variable, _)| *variable);
                let factor = |terms: &[(usize, i64)]| terms.iter().find(|term| Some(term.0) == first).map(|term| term.1);
                let own = system.constraint(step.rule).and_then(|rule| factor(&rule.terms));
                let turn = if factor(&step.open) == own { 1 } else { -1 };
                sum = &sum + &(&step.total * &Decimal::from(times * turn));
            }
            prop_assert!(clash.certificate.argument.rules.is_empty() || sum == clash.certificate.gap);
        }
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn no_whole_numbers_satisfy_a_clash(case in case()) {
        let system = case.system(Numbers::Whole);
        let clashes = system.clashes(&items(&case.claims)).clashes;
        let lawful: Vec<_> = grid()
            .filter(|values| case.rules.iter().all(|rule| rule.holds(values)))
            .filter(|values| case.facts.iter().all(|fact| lies_in(fact, values)))
            .collect();
        for clash in clashes {
            let all = |values: &[i64; WIDTH]| clash.items.iter().all(|at| lies_in(&case.claims[*at], values));
            prop_assert!(!lawful.iter().any(all), "{:?}", clash);
        }
    }

    #[test]
    fn whole_variables_are_those_whose_claims_end_at_whole_numbers(case in case()) {
        let narrowed: Option<Vec<TestClaim>> = case.claims.iter().map(TestClaim::narrowed).collect();
        prop_assume!(narrowed.is_some());
        let sets = |numbers, claims: &[TestClaim]| {
            let clashes = case.system(numbers).clashes(&items(claims)).clashes;
            clashes.into_iter().map(|clash| (clash.items, clash.certificate.gap)).collect::<Vec<_>>()
        };
        let narrowed = narrowed.unwrap_or_default();
        prop_assert_eq!(sets(Numbers::Whole, &case.claims), sets(Numbers::Real, &narrowed));
    }

    #[test]
    fn bounds_of_whole_variables_hold_for_all_whole_numbers(case in case(), variable in 0..WIDTH) {
        let bounds = case.system(Numbers::Whole).bounds(variable, &items(&case.claims));
        let others = || case.claims.iter().filter(|claim| claim.variable != variable);
        let mut lawful = grid()
            .filter(|values| case.rules.iter().all(|rule| rule.holds(values)))
            .filter(|values| case.facts.iter().chain(others()).all(|claim| lies_in(claim, values)));
        let outside = |values: &[i64; WIDTH]| {
            bounds.interval().is_none_or(|all| !all.contains(&Interval::exactly(values[variable].into())))
        };
        prop_assert_eq!(lawful.find(outside), None);
    }

    #[test]
    fn one_rule_with_plain_factors_lets_nothing_pass(
        signs in prop::collection::vec(prop::sample::select(vec![-1i64, 1]), WIDTH),
        relation in prop::sample::select(vec![LinearRelation::Equal, LinearRelation::AtMost, LinearRelation::AtLeast]),
        constant in -3..4i64,
        // A box, so that trying out the grid tries everything.
        ends in prop::collection::vec((-6..7i64, -6..7i64), WIDTH),
    ) {
        let rule = TestRule { terms: signs.into_iter().enumerate().collect(), relation, constant };
        let claim = |(variable, (one, other)): (usize, (i64, i64))| TestClaim {
            variable, low: Some((one.min(other), true)), high: Some((one.max(other), true)),
        };
        let claims: Vec<TestClaim> = ends.into_iter().enumerate().map(claim).collect();
        let case = TestSystem { rules: vec![rule], facts: Vec::new(), claims };
        let holds = grid().any(|values| {
            case.rules[0].holds(&values) && case.claims.iter().all(|claim| lies_in(claim, &values))
        });
        let verdict = case.system(Numbers::Whole).verdict(&items(&case.claims));
        prop_assert_eq!(verdict == Verdict::Holds, holds);
    }
}

/// A system of counts from rules, with "at least 0" for each name, and the names in order.
fn counts(names: &[&str], rules: &[&str]) -> System {
    let variable = |name: &str| names.iter().position(|known| *known == name);
    let constraints = rules.iter().map(|text| {
        LinearRule::parse(text)
            .unwrap()
            .constraint(variable)
            .unwrap()
    });
    let none = Interval::new(Cut::At(0.into(), Side::Before), Cut::Highest).unwrap();
    let facts: Vec<Item> = (0..names.len())
        .map(|variable| Item {
            variable,
            interval: none.clone(),
        })
        .collect();
    System::new(
        vec![Numbers::Whole; names.len()],
        constraints.collect(),
        &facts,
    )
}

fn exactly(variable: usize, number: i64) -> Item {
    Item {
        variable,
        interval: Interval::exactly(number.into()),
    }
}

const SHIP: [&str; 5] = ["aboard", "passengers", "crew", "survivors", "killed"];
const SHIP_RULES: [&str; 2] = ["aboard = passengers + crew", "aboard = survivors + killed"];

#[test]
fn six_are_missing_from_the_ship() {
    let system = counts(&SHIP, &SHIP_RULES);
    let items = [
        exactly(1, 1266),
        exactly(2, 696),
        exactly(3, 761),
        exactly(4, 1195),
    ];
    let found = system.clashes(&items);
    assert!(found.complete());
    let [clash] = &found.clashes[..] else {
        panic!("{found:?}")
    };
    assert_eq!(clash.items, [0, 1, 2, 3]);
    assert_eq!(clash.certificate.gap, 6.into());
    assert_eq!(clash.certificate.argument.rules, [(0, 1), (1, -1)]);
    let steps = clash.certificate.argument.steps(&system);
    let told = |step: &ProofStep| {
        let number = |(at, factor): &(usize, i64)| {
            (
                clash.certificate.argument.holds[*at].number.to_string(),
                *factor,
            )
        };
        let known: Vec<_> = step.known.iter().map(number).collect();
        (known, step.open.clone(), step.total.to_string())
    };
    let known = |one: &str, other: &str| vec![(one.to_owned(), 1), (other.to_owned(), 1)];
    assert_eq!(
        told(&steps[0]),
        (known("1266", "696"), vec![(0, 1)], "1962".to_owned())
    );
    assert_eq!(
        told(&steps[1]),
        (known("761", "1195"), vec![(0, 1)], "1956".to_owned())
    );
}

#[test]
fn a_sum_below_one_of_its_parts_needs_no_other_claim() {
    let system = counts(&SHIP, &SHIP_RULES);
    let found = system.clashes(&[exactly(0, 700), exactly(3, 761), exactly(4, 100)]);
    let sets: Vec<_> = found
        .clashes
        .iter()
        .map(|clash| clash.items.clone())
        .collect();
    assert_eq!(sets, [[0, 1]]);
    assert!(found.clashes[0].certificate.argument.is_single_rule());
    assert_eq!(found.clashes[0].certificate.gap, 61.into());
}

#[test]
fn what_nobody_says_is_derived() {
    let system = counts(&SHIP, &SHIP_RULES);
    let items = [
        exactly(1, 1266),
        exactly(2, 696),
        exactly(3, 761),
        exactly(4, 99),
    ];
    let bounds = system.bounds(4, &items);
    assert_eq!(bounds.interval(), Some(Interval::exactly(1201.into())));
    for end in [bounds.low, bounds.high] {
        let end = end.unwrap();
        assert_eq!(
            (end.argument.items(), end.argument.rules.len()),
            (vec![0, 1, 2], 2)
        );
    }
    let alone = system.bounds(4, &items[..1]);
    let low = alone.low.unwrap();
    assert_eq!((low.number, low.argument.items()), (0.into(), vec![]));
    assert_eq!(alone.high, None);
}

#[test]
fn a_claim_that_excludes_in_vain_is_left_out() {
    let none = |side| Interval::new(Cut::At(0.into(), side), Cut::Highest).unwrap();
    let above = |variable| Item {
        variable,
        interval: none(Side::After),
    };
    let variable = |name: &str| ["a", "b", "c"].iter().position(|known| *known == name);
    let constraints = vec![
        LinearRule::parse("a = b + c")
            .unwrap()
            .constraint(variable)
            .unwrap(),
    ];
    let fact = Item {
        variable: 2,
        interval: none(Side::Before),
    };
    let system = System::new(vec![Numbers::Real; 3], constraints, &[fact]);
    let low = system.bounds(0, &[above(1), above(2)]).low.unwrap();
    // a > 0 follows from b > 0 and the fact c >= 0.
    assert_eq!(
        (low.number, low.included, low.argument.items()),
        (0.into(), false, vec![0])
    );
}

#[test]
fn a_quotient_that_never_ends_is_rounded_to_the_safe_side() {
    let third = |numbers| {
        let constraints = vec![
            LinearRule::parse("3 a = b")
                .unwrap()
                .constraint(|name| Some(usize::from(name == "b")))
                .unwrap(),
        ];
        System::new(vec![numbers; 2], constraints, &[]).bounds(0, &[exactly(1, 100)])
    };
    let real = third(Numbers::Real);
    let (low, high) = (real.low.unwrap(), real.high.unwrap());
    assert_eq!(
        (low.number.to_string().as_str(), low.rounded),
        ("33.333333333333", true)
    );
    assert_eq!(high.number.to_string(), "33.333333333334");
    assert_eq!((high.times, high.total), (3, 100.into()));
    let whole = third(Numbers::Whole);
    assert_eq!(whole.interval(), None);
    assert_eq!(
        (whole.low.unwrap().number, whole.high.unwrap().number),
        (34.into(), 33.into())
    );
}

#[test]
fn an_item_that_leaves_nothing_clashes_by_itself() {
    let system = counts(&SHIP, &SHIP_RULES);
    let between = Interval::between(half(11), half(11)).unwrap();
    let items = [
        Item {
            variable: 0,
            interval: between,
        },
        exactly(1, -3),
        exactly(2, 5),
    ];
    let sets: Vec<_> = system
        .clashes(&items)
        .clashes
        .into_iter()
        .map(|clash| clash.items)
        .collect();
    assert_eq!(sets, [[0], [1]]);
}

#[test]
fn rules_that_cannot_hold_are_one_clash_without_items() {
    let system = counts(&SHIP, &["aboard = killed", "aboard >= killed + 1"]);
    let found = system.clashes(&[exactly(1, 5)]);
    let [clash] = &found.clashes[..] else {
        panic!("{found:?}")
    };
    assert_eq!((clash.items.len(), &clash.certificate.gap), (0, &1.into()));
}

#[test]
fn many_positions_hit_a_bound_that_is_told() {
    let system = counts(&SHIP, &SHIP_RULES);
    let items: Vec<Item> = (0..40)
        .flat_map(|at| (1..5).map(move |variable| (at, variable)))
        .zip(0..)
        .map(|((at, variable), more)| exactly(variable, 1000 * at + more * more))
        .collect();
    let found = system.clashes(&items);
    assert!(!found.complete());
    assert!(found.limits.contains(&Limit::Listed));
    assert_eq!(found.clashes.len(), 1_000);
}

#[test]
fn many_rules_hit_a_bound_that_is_told() {
    let names: Vec<String> = (0..24).map(|at| format!("v{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let rule = |at: usize| {
        let sum: Vec<String> = (0..24)
            .map(|name| format!("{} v{name}", (at * name * 7 + at + name) % 5 + 1))
            .collect();
        format!("{} <= {}", sum.join(" + "), 100 - at)
    };
    let rules: Vec<String> = (0..12).map(rule).collect();
    let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
    let system = counts(&names, &rules);
    assert_eq!(system.verdict(&[exactly(0, 0)]), Verdict::TooLarge);
    assert!(matches!(
        system.verdict(&[exactly(0, 200)]),
        Verdict::Clash(_)
    ));
    assert!(
        system
            .clashes(&[exactly(0, 0)])
            .limits
            .contains(&Limit::Rules)
    );
    assert!(!system.bounds(1, &[]).complete);
}
