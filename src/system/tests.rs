//! Properties of every system, against two judges that know nothing of how it is solved: Fourier–Motzkin
//! elimination, which decides over all numbers, and trying out whole numbers.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::bounds::ImpliedEnd;
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

/// Eliminates a variable.
fn eliminate(rows: &[Inequality], variable: usize) -> Vec<Inequality> {
    let [mut left, lows, highs] = [0, 1, -1].map(|sign| {
        let with_sign = rows
            .iter()
            .filter(|row| row.factors[variable].signum() == sign);
        with_sign.cloned().collect::<Vec<_>>()
    });
    for low in &lows {
        for high in &highs {
            left.push(low.plus(-high.factors[variable], high, low.factors[variable]));
        }
    }
    thinned(left)
}

/// Keeps, of rows with the same factors up to a multiple, the one that demands most.
fn thinned(rows: Vec<Inequality>) -> Vec<Inequality> {
    let mut kept: BTreeMap<Vec<i128>, (i128, Inequality)> = BTreeMap::new();
    for row in rows {
        let by = row
            .factors
            .iter()
            .fold(0, |known, factor| divisor(known, factor.abs()))
            .max(1);
        let factors: Vec<i128> = row.factors.iter().map(|factor| factor / by).collect();
        let demands_more = kept.get(&factors).is_none_or(|(known_by, known)| {
            (row.constant * known_by, known.above) < (known.constant * by, row.above)
        });
        if demands_more {
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

/// An end, and true if it is included. Half numbers are written doubled, so that everything is whole.
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
        let low = self.low.map_or(Cut::Lowest, |(n, is_in)| {
            Cut::At(half(n), if is_in { Side::Before } else { Side::After })
        });
        let high = self.high.map_or(Cut::Highest, |(n, is_in)| {
            Cut::At(half(n), if is_in { Side::After } else { Side::Before })
        });
        Item {
            variable: self.variable,
            interval: Interval::new(low, high).unwrap(),
        }
    }

    /// Narrows the ends to whole numbers. Returns `None` if there is none between them.
    fn narrowed(&self) -> Option<Self> {
        let low = self.low.map(|(n, is_in)| (2 * whole_above(n, is_in), true));
        let high = self
            .high
            .map(|(n, is_in)| (-2 * whole_above(-n, is_in), true));
        let left = low.zip(high).is_none_or(|(low, high)| low.0 <= high.0);
        left.then_some(Self {
            variable: self.variable,
            low,
            high,
        })
    }

    /// Returns all the numbers of a variable on the grid.
    fn on_grid(variable: usize) -> Self {
        Self {
            variable,
            low: Some((-6, true)),
            high: Some((6, true)),
        }
    }

    fn rows(&self) -> Vec<Inequality> {
        let ends = [(self.low, 1), (self.high, -1)];
        let known = ends
            .into_iter()
            .filter_map(|(end, sign)| Some((end?, sign)));
        known
            .map(|((n, is_in), sign)| {
                let terms = [(self.variable, 2 * sign)];
                Inequality::new(WIDTH, &terms, -sign * i128::from(n), !is_in)
            })
            .collect()
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
        match self.relation {
            LinearRelation::Equal => vec![self.row(1), self.row(-1)],
            LinearRelation::AtLeast => vec![self.row(1)],
            LinearRelation::AtMost => vec![self.row(-1)],
        }
    }

    fn row(&self, sign: i128) -> Inequality {
        let terms: Vec<_> = self
            .terms
            .iter()
            .map(|(at, n)| (*at, sign * i128::from(*n)))
            .collect();
        Inequality::new(WIDTH, &terms, -sign * i128::from(self.constant), false)
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

    /// Finds every smallest set that cannot hold, by trying all sets.
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

    /// Finds every smallest set that no point of the grid satisfies, without pairs of one variable that have
    /// nothing in common.
    fn smallest_on_grid(&self) -> BTreeSet<Vec<usize>> {
        let points: BTreeSet<u32> = grid()
            .filter(|values| self.rules.iter().all(|rule| rule.holds(values)))
            .map(|values| {
                let claims = self.claims.iter().enumerate();
                let held = claims.filter(|(_, claim)| lies_in(claim, &values));
                held.map(|(at, _)| 1 << at).sum()
            })
            .collect();
        let fails = |set: u32| points.iter().all(|point| point & set != set);
        let places = |set: u32| (0..self.claims.len()).filter(move |at| set >> at & 1 == 1);
        (0..1u32 << self.claims.len())
            .filter(|set| fails(*set) && places(*set).all(|at| !fails(set & !(1 << at))))
            .map(|set| places(set).collect())
            .filter(|set: &Vec<usize>| !self.is_plain_pair(set))
            .collect()
    }

    /// Returns true for two claims of one variable, which then have nothing in common.
    fn is_plain_pair(&self, set: &[usize]) -> bool {
        matches!(set, [left, right] if self.claims[*left].variable == self.claims[*right].variable)
    }
}

/// Returns the least whole number from half of `n` up, without the half itself if it is not included.
fn whole_above(n: i64, is_in: bool) -> i64 {
    if is_in {
        -(-n).div_euclid(2)
    } else {
        n.div_euclid(2) + 1
    }
}

fn items(claims: &[TestClaim]) -> Vec<Item> {
    claims.iter().map(TestClaim::item).collect()
}

fn end() -> impl Strategy<Value = TestEnd> {
    prop::option::weighted(0.8, (-8..9i64, prop::bool::weighted(0.7)))
}

fn claim() -> impl Strategy<Value = TestClaim> {
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
    let relation = prop::sample::select(vec![Equal, Equal, AtMost, AtLeast]);
    let any = prop::collection::vec((0..WIDTH, -2..3i64), 1..5);
    // Sums as people write them: long, with plain factors.
    let signs = prop::sample::select(vec![-1i64, -1, 0, 1, 1]);
    let plain = prop::collection::vec(signs, WIDTH)
        .prop_map(|signs| signs.into_iter().enumerate().collect());
    (prop_oneof![any, plain], relation, -2..3i64).prop_map(|(terms, relation, constant)| TestRule {
        terms,
        relation,
        constant,
    })
}

fn case() -> impl Strategy<Value = TestSystem> {
    let rules = prop::collection::vec(rule(), 1..4);
    let facts = prop::collection::vec(prop::bool::weighted(0.3), WIDTH).prop_map(|known| {
        known
            .into_iter()
            .enumerate()
            .filter(|(_, known)| *known)
            .map(|(variable, _)| TestClaim {
                variable,
                low: Some((0, true)),
                high: None,
            })
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
    prop_assert_eq!(Some(&gap), certificate.gap.as_ref());
    prop_assert!(gap.is_positive() || excluded && !gap.is_negative());
    Ok(())
}

/// An end as numerator and denominator, and true if it is excluded.
type FractionEnd = Option<(i128, i128, bool)>;

/// Returns the ends of a variable under some rows.
fn ends_by_elimination(rows: Vec<Inequality>, variable: usize) -> (FractionEnd, FractionEnd) {
    let rows = (0..WIDTH)
        .filter(|at| *at != variable)
        .fold(rows, |rows, at| eliminate(&rows, at));
    let (mut low, mut high): (FractionEnd, FractionEnd) = (None, None);
    for row in rows {
        let (factor, above) = (row.factors[variable], row.above);
        // factor · x + constant >= 0
        let (number, by) = (-row.constant * factor.signum(), factor.abs());
        let end = (number, by, above);
        if factor > 0 && low.is_none_or(|low| compare(end, low).then(above.cmp(&low.2)).is_gt()) {
            low = Some(end);
        }
        if factor < 0 && high.is_none_or(|high| compare(high, end).then(above.cmp(&high.2)).is_gt())
        {
            high = Some(end);
        }
    }
    (low, high)
}

/// Compares the fractions of two ends.
fn compare(left: (i128, i128, bool), right: (i128, i128, bool)) -> Ordering {
    (left.0 * right.1).cmp(&(right.0 * left.1))
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

/// Returns all values of the variables between −3 and 3.
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
        match verdict(&case.system(Numbers::Real), &items(&case.claims)) {
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
let own = Some((end.number.clone(), end.included));
let kept: Vec<Item> = rests_on.iter().map(|at| given[*at].clone()).collect();
prop_assert_eq!(end_from(&system, variable, is_low, &kept), own.clone());
for away in 0..kept.len() {
let mut rest = kept.clone();
rest.remove(away);
prop_assert_ne!(end_from(&system, variable, is_low, &rest), own.clone());
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
let backward: BTreeSet<_> = backward.clashes.into_iter().map(|clash| {
let mut items: Vec<_> = clash.items.iter().map(|at| case.claims.len() - 1 - at).collect();
items.sort_unstable();
(items, clash.certificate.argument.rules.len())
}).collect();
let forward: BTreeSet<_> = forward.clashes.into_iter()
.map(|clash| (clash.items, clash.certificate.argument.rules.len()))
.collect();
prop_assert_eq!(forward, backward);
    }

    #[test]
    fn the_steps_add_up_to_the_gap(case in case()) {
        let system = case.system(Numbers::Real);
        for clash in system.clashes(&items(&case.claims)).clashes {
            let mut sum = Decimal::from(0);
            for (step, (_, times)) in clash.certificate.argument.steps(&system).iter().zip(&clash.certificate.argument.rules) {
let first = step.open.first().copied();
let terms = &system.constraint(step.rule).unwrap().terms;
let turn = if first.is_none_or(|first| terms.contains(&first)) { 1 } else { -1 };
                sum = &sum + &(&step.total * &Decimal::from(times * turn));
            }
            prop_assert!(clash.certificate.argument.rules.is_empty() || Some(sum) == clash.certificate.gap);
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
let satisfied = lawful.iter().any(|values| clash.items.iter().all(|at| lies_in(&case.claims[*at], values)));
prop_assert!(!satisfied, "{:?}", clash);
        }
    }

    /// Between −3 and 3, whole numbers can be tried one by one.
    #[test]
    fn the_clashes_of_whole_numbers_are_all_smallest_sets_that_cannot_hold(mut case in case()) {
        case.facts = (0..WIDTH).map(TestClaim::on_grid).collect();
        case.claims.retain(|claim| claim.narrowed().is_some());
        let found = case.system(Numbers::Whole).clashes(&items(&case.claims));
        prop_assert!(found.complete(), "{:?}", found.limits);
        let sets: BTreeSet<_> = found.clashes.iter().map(|clash| clash.items.clone()).collect();
        prop_assert_eq!(sets, case.smallest_on_grid());
    }

    #[test]
    fn bounds_of_whole_variables_hold_for_all_whole_numbers(case in case(), variable in 0..WIDTH) {
        let bounds = case.system(Numbers::Whole).bounds(variable, &items(&case.claims));
let others = case.claims.iter().filter(|claim| claim.variable != variable);
let known: Vec<&TestClaim> = case.facts.iter().chain(others).collect();
let lawful = grid()
            .filter(|values| case.rules.iter().all(|rule| rule.holds(values)))
.filter(|values| known.iter().all(|claim| lies_in(claim, values)));
for values in lawful {
let value = Interval::exactly(values[variable].into());
prop_assert!(bounds.interval().is_some_and(|all| all.contains(&value)), "{:?}", values);
}
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
let claims: Vec<TestClaim> = ends.into_iter().enumerate().map(|(variable, (one, other))| TestClaim {
variable, low: Some((one.min(other), true)), high: Some((one.max(other), true)),
}).collect();
        let case = TestSystem { rules: vec![rule], facts: Vec::new(), claims };
        let holds = grid().any(|values| {
            case.rules[0].holds(&values) && case.claims.iter().all(|claim| lies_in(claim, &values))
        });
        let verdict = verdict(&case.system(Numbers::Whole), &items(&case.claims));
        prop_assert_eq!(verdict == Verdict::Holds, holds);
    }
}

/// Returns the end that some items imply: its number, and true if that is included.
fn end_from(
    system: &System,
    variable: usize,
    is_low: bool,
    items: &[Item],
) -> Option<(Decimal, bool)> {
    let bounds = system.bounds(variable, items);
    let end = if is_low { bounds.low } else { bounds.high };
    end.map(|end| (end.number, end.included))
}

/// Creates the constraint of a rule over the variables with these names.
fn over(names: &[&str], rule: &str) -> Constraint {
    LinearRule::parse(rule)
        .unwrap()
        .constraint(|name| names.iter().position(|known| *known == name))
        .unwrap()
}

/// Creates an item that leaves everything from a number on possible, with or without the number.
fn from(variable: usize, number: i64, side: Side) -> Item {
    Item {
        variable,
        interval: Interval::new(Cut::At(number.into(), side), Cut::Highest).unwrap(),
    }
}

/// Creates a system of counts from rules over names, with "at least 0" for each name.
fn counts(names: &[&str], rules: &[&str]) -> System {
    let constraints = rules.iter().map(|rule| over(names, rule));
    let facts: Vec<Item> = (0..names.len())
        .map(|variable| from(variable, 0, Side::Before))
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
    assert_eq!(clash.certificate.gap, Some(6.into()));
    assert_eq!(clash.certificate.argument.rules, [(0, 1), (1, -1)]);
    let steps = clash.certificate.argument.steps(&system);
    assert_eq!(steps.len(), 2);
    for (step, numbers, total) in [
        (&steps[0], [1266, 696], 1962),
        (&steps[1], [761, 1195], 1956),
    ] {
        let known = step.known.iter().map(|(at, factor)| {
            let hold = &clash.certificate.argument.holds[*at];
            (hold.number.clone(), *factor)
        });
        assert!(known.eq(numbers.map(|number| (number.into(), 1))));
        assert_eq!((&step.open, &step.total), (&vec![(0, 1)], &total.into()));
    }
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
    assert!(found.clashes[0].certificate.argument.rules.len() == 1);
    assert_eq!(found.clashes[0].certificate.gap, Some(61.into()));
}

#[test]
fn a_number_that_nobody_claims_is_derived() {
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
    // The fact c >= 0 does as well as the claim c > 0, since b > 0 excludes the end anyway.
    let facts = [from(2, 0, Side::Before)];
    let (above_b, above_c) = (from(1, 0, Side::After), from(2, 0, Side::After));
    for (rule, items, end, needed) in [
        (
            "a = b + c",
            vec![above_b.clone(), above_c.clone()],
            0,
            vec![0],
        ),
        (
            "a = b + c + d",
            vec![above_b, above_c, from(3, 3, Side::Before)],
            3,
            vec![0, 2],
        ),
    ] {
        let constraints = vec![over(&["a", "b", "c", "d"], rule)];
        let system = System::new(vec![Numbers::Real; 4], constraints, &facts);
        let low = system.bounds(0, &items).low.unwrap();
        assert_eq!(
            (low.number, low.included, low.argument.items()),
            (end.into(), false, needed),
            "{rule}"
        );
    }
}

#[test]
fn a_quotient_that_never_ends_is_rounded_to_the_safe_side() {
    let [real, whole] = [Numbers::Real, Numbers::Whole].map(|numbers| {
        let constraints = vec![over(&["a", "b"], "3 a = b")];
        System::new(vec![numbers; 2], constraints, &[]).bounds(0, &[exactly(1, 100)])
    });
    let (low, high) = (real.low.unwrap(), real.high.unwrap());
    assert_eq!(
        (low.number.to_string().as_str(), low.rounded),
        ("33.333333333333", true)
    );
    assert_eq!(high.number.to_string(), "33.333333333334");
    assert_eq!((high.times, high.total), (3, 100.into()));
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
    assert_eq!(
        (clash.items.len(), &clash.certificate.gap),
        (0, &Some(1.into()))
    );
}

#[test]
fn many_positions_hit_a_limit_that_is_reported() {
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
fn many_rules_hit_a_limit_that_is_reported() {
    let names: Vec<String> = (0..24).map(|at| format!("v{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let rules: Vec<String> = (0..12)
        .map(|at| {
            let sum: Vec<String> = (0..24)
                .map(|name| format!("{} v{name}", (at * name * 7 + at + name) % 5 + 1))
                .collect();
            format!("{} <= {}", sum.join(" + "), 100 - at)
        })
        .collect();
    let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
    let system = counts(&names, &rules);
    assert_eq!(verdict(&system, &[exactly(0, 0)]), Verdict::TooLarge);
    assert!(matches!(
        verdict(&system, &[exactly(0, 200)]),
        Verdict::Clash(_)
    ));
    assert!(!system.bounds(1, &[]).complete);
    // If whole numbers hold, or one fails alone, is decided all the same.
    assert!(system.clashes(&[exactly(0, 0)]).complete());
    let found = system.clashes(&[exactly(0, 200)]);
    assert!(found.complete());
    assert_eq!(found.clashes[0].items, [0]);
}

/// The answer to the question if numbers can all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Verdict {
    /// They can, with fractions if not with whole numbers.
    Holds,
    /// They cannot.
    Clash(Certificate),
    /// No clash was found, but not every way to add up the rules was tried: there are too many.
    TooLarge,
}

/// Answers if items can all hold, together with the rules and the facts.
fn verdict(system: &System, items: &[Item]) -> Verdict {
    let ends = system.ends(items, Holder::Item);
    match system.clash(&system.pool(&ends)) {
        Some(certificate) => Verdict::Clash(certificate),
        None if system.ways.complete => Verdict::Holds,
        None => Verdict::TooLarge,
    }
}

#[test]
fn four_numbers_of_two_rules_clash_and_the_certificate_adds_up_by_hand() {
    let names = ["aboard", "passengers", "crew", "survivors", "killed"];
    let rules = ["aboard = passengers + crew", "aboard = survivors + killed"];
    let constraints = rules.map(|rule| {
        let rule = LinearRule::parse(rule).unwrap();
        rule.constraint(|name| names.iter().position(|known| *known == name))
            .unwrap()
    });
    let system = System::new(vec![Numbers::Whole; 5], constraints.to_vec(), &[]);
    let claims = [(1, 1266), (2, 696), (3, 761), (4, 1195)];
    let items = claims.map(|(variable, number)| Item {
        variable,
        interval: Interval::exactly(Decimal::from(number)),
    });
    let found = system.clashes(&items);
    assert!(found.complete());
    let [clash] = &found.clashes[..] else {
        unreachable!()
    };
    assert_eq!(clash.items, [0, 1, 2, 3]);
    assert_eq!(clash.certificate.gap, Some(Decimal::from(6)));
    let steps = clash.certificate.argument.steps(&system).into_iter();
    assert!(
        steps
            .map(|step| step.total.to_string())
            .eq(["1962", "1956"])
    );
}

/// Rules that chain one whole variable to the next, each at most the one after it.
fn chain(length: usize) -> System {
    let rules = (1..length).map(|at| Constraint {
        terms: vec![(at - 1, 1), (at, -1)],
        relation: LinearRelation::AtMost,
        constant: Decimal::from(0),
    });
    System::new(vec![Numbers::Whole; length], rules.collect(), &[])
}

#[test]
fn each_clash_in_a_long_chain_is_proved_by_its_numbers() {
    // Too long for every way to add up its rules to be tried. Each two of its falling numbers clash.
    let items: Vec<Item> = (0..120)
        .zip((0..120).rev())
        .map(|(at, value)| exactly(at, value))
        .collect();
    let found = chain(120).clashes(&items);
    assert!(found.limits.contains(&Limit::Listed), "{:?}", found.limits);
    for clash in &found.clashes {
        let [one, other] = clash.items[..] else {
            panic!("{clash:?}");
        };
        let distance = i64::try_from(other - one).unwrap();
        assert_eq!(clash.certificate.gap, Some(Decimal::from(distance)));
        assert_eq!(clash.certificate.argument.rules.len(), other - one);
        assert_eq!(clash.certificate.argument.items(), clash.items);
    }
}

#[test]
fn the_ends_of_a_long_chain_clash() {
    for (last, clashes) in [(6, 1), (7, 0)] {
        let found = chain(600).clashes(&[exactly(0, 7), exactly(599, last)]);
        assert_eq!(found.clashes.len(), clashes, "{found:?}");
        for clash in found.clashes {
            assert_eq!(clash.certificate.gap, Some(Decimal::from(1)));
            assert_eq!(clash.certificate.argument.rules.len(), 599);
        }
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn what_single_steps_prove_all_ways_prove(case in case()) {
        for numbers in [Numbers::Real, Numbers::Whole] {
            let system = case.system(numbers);
            let ends = system.ends(&items(&case.claims), Holder::Item);
            let pool = system.pool(&ends);
            if let Some(proof) = steps::proof(&system.constraints, &pool) {
                prop_assert!(proof.gap.is_some());
                prop_assert!(system.clash(&pool).is_some());
            }
        }
    }
}
