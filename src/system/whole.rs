//! Whether whole numbers can satisfy rules. Exact, up to a bound on the work.
//!
//! Each rule is a row: a sum of factors times variables between two ends. Variables go one after the other,
//! each in a way that whole numbers survive: one that only one row has, with the factor 1 or −1, widens that
//! row; an equation with such a factor replaces its variable in all other rows; of other rows each lower end
//! is held against each upper one (Fourier and Motzkin), which is exact if one of the two factors is 1. What is
//! left of an equation is made smaller as Pugh's Omega test does, and a variable with few possible numbers
//! is tried number by number. Factors are divided by what they have in common and ends are rounded inside,
//! which is where fractions fall out: 2 a = 5 becomes 3 <= a <= 2.

use std::collections::{BTreeMap, BTreeSet};

/// The most numbers of one variable that are tried one by one; of more, each half.
const FEW_NUMBERS: i128 = 4;

/// The numbers that a sum or a variable is between; an open end is `None`.
pub(super) type WholeEnds = (Option<i128>, Option<i128>);

/// The factors of variables, sorted by variable. None is 0.
type WholeTerms = Vec<(usize, i128)>;

/// What came of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WholeAnswer {
    /// Some whole numbers satisfy everything.
    Holds,
    /// None do.
    Fails,
    /// There was too much to try, or a number grew too large.
    Open,
}

/// The reason to stop: `Fails` or `Open`.
type Stopped<T = ()> = Result<T, WholeAnswer>;

/// A sum between two ends.
#[derive(Debug, Clone)]
struct WholeRow {
    terms: WholeTerms,
    ends: WholeEnds,
}

/// One side of a row, for a variable: `factor` times it is at least (or at most) the rest.
struct WholeSide {
    factor: i128,
    rest: WholeTerms,
    constant: i128,
}

/// Rows over whole variables, and the numbers that each variable is between.
#[derive(Debug, Clone, Default)]
pub(super) struct WholeRows {
    rows: BTreeMap<usize, WholeRow>,
    /// The rows that have a variable.
    uses: BTreeMap<usize, BTreeSet<usize>>,
    ends: BTreeMap<usize, WholeEnds>,
    /// The row of some terms.
    known: BTreeMap<WholeTerms, usize>,
    /// Variables that have one number left and still stand in rows.
    settled: Vec<usize>,
    /// Variables that may stand in one row only.
    lonely: BTreeSet<usize>,
    next_row: usize,
    next_variable: usize,
}

impl WholeRows {
    /// Bounds a variable.
    pub(super) fn bound(&mut self, variable: usize, (low, high): WholeEnds) -> Stopped {
        self.next_variable = self.next_variable.max(variable + 1);
        let ends = self.ends.entry(variable).or_default();
        let before = *ends;
        ends.0 = highest(ends.0, low);
        ends.1 = lowest(ends.1, high);
        match *ends {
            (Some(low), Some(high)) if low > high => Err(WholeAnswer::Fails),
            (Some(low), Some(high)) if low == high && before != *ends => {
                self.settled.push(variable);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Adds a row.
    pub(super) fn add(
        &mut self,
        terms: impl IntoIterator<Item = (usize, i128)>,
        ends: WholeEnds,
    ) -> Stopped {
        let Some((terms, (low, high))) = self.tidied(terms, ends)? else {
            return Ok(());
        };
        if let [(variable, 1)] = terms[..] {
            return self.bound(variable, (low, high));
        }
        let (least, most) = self.reach(&terms)?;
        if below(high, least) || below(most, low) {
            return Err(WholeAnswer::Fails);
        }
        let low = low.filter(|low| least.is_none_or(|least| least < *low));
        let high = high.filter(|high| most.is_none_or(|most| most > *high));
        if low.is_none() && high.is_none() {
            return Ok(());
        }
        self.keep(terms, (low, high))
    }

    /// Keeps a row: together with one that has the same terms, if there is one.
    fn keep(&mut self, terms: WholeTerms, (low, high): WholeEnds) -> Stopped {
        if let Some(row) = self.known.get(&terms).and_then(|at| self.rows.get_mut(at)) {
            let ends = (highest(row.ends.0, low), lowest(row.ends.1, high));
            row.ends = ends;
            return match ends {
                (Some(low), Some(high)) if low > high => Err(WholeAnswer::Fails),
                _ => Ok(()),
            };
        }
        let at = self.next_row;
        self.next_row += 1;
        for (variable, _) in &terms {
            self.next_variable = self.next_variable.max(variable + 1);
            let uses = self.uses.entry(*variable).or_default();
            uses.insert(at);
            if uses.len() == 1 {
                self.lonely.insert(*variable);
            }
        }
        self.known.insert(terms.clone(), at);
        let ends = (low, high);
        self.rows.insert(at, WholeRow { terms, ends });
        Ok(())
    }

    /// Puts in the variables with one number, divides by what the factors have in common, and makes the first
    /// factor positive. Returns `None` if no variable is left and the row holds.
    fn tidied(
        &self,
        terms: impl IntoIterator<Item = (usize, i128)>,
        (mut low, mut high): WholeEnds,
    ) -> Stopped<Option<(WholeTerms, WholeEnds)>> {
        let mut sums: BTreeMap<usize, i128> = BTreeMap::new();
        for (variable, factor) in terms {
            if let Some(number) = self.number(variable) {
                let product = fits(factor.checked_mul(number))?;
                low = moved(low, product)?;
                high = moved(high, product)?;
            } else {
                let sum = sums.entry(variable).or_insert(0);
                *sum = fits(sum.checked_add(factor))?;
            }
        }
        sums.retain(|_, factor| *factor != 0);
        let Some((_, first)) = sums.first_key_value() else {
            let holds = !below(Some(0), low) && !below(high, Some(0));
            return if holds {
                Ok(None)
            } else {
                Err(WholeAnswer::Fails)
            };
        };
        let sign = first.signum();
        let common = sums
            .values()
            .fold(0, |known, factor| divisor(known, *factor));
        let by = fits(common.checked_mul(sign))?;
        let terms = sums.into_iter().map(|(at, factor)| (at, factor / by));
        if sign < 0 {
            (low, high) = (negative(high)?, negative(low)?);
        }
        let low = low.map(|low| -(-low).div_euclid(common));
        let high = high.map(|high| high.div_euclid(common));
        if below(high, low) {
            return Err(WholeAnswer::Fails);
        }
        Ok(Some((terms.collect(), (low, high))))
    }

    /// Returns the only number that a variable can be.
    fn number(&self, variable: usize) -> Option<i128> {
        match self.ends.get(&variable) {
            Some((Some(low), Some(high))) if low == high => Some(*low),
            _ => None,
        }
    }

    fn ends(&self, variable: usize) -> WholeEnds {
        self.ends.get(&variable).copied().unwrap_or_default()
    }

    /// Returns the least and the most that a sum can be.
    fn reach(&self, terms: &[(usize, i128)]) -> Stopped<WholeEnds> {
        let (mut least, mut most) = (Some(0), Some(0));
        for (variable, factor) in terms {
            let (low, high) = scaled(self.ends(*variable), *factor)?;
            least = sum(least, low)?;
            most = sum(most, high)?;
        }
        Ok((least, most))
    }

    /// Takes a row out.
    fn take(&mut self, at: usize) -> Option<WholeRow> {
        let row = self.rows.remove(&at)?;
        self.known.remove(&row.terms);
        for (variable, _) in &row.terms {
            if let Some(uses) = self.uses.get_mut(variable) {
                uses.remove(&at);
                if uses.len() == 1 {
                    self.lonely.insert(*variable);
                }
            }
        }
        Some(row)
    }

    /// Takes out the rows that have a variable.
    fn take_with(&mut self, variable: usize) -> Vec<WholeRow> {
        let uses = self.uses.remove(&variable).unwrap_or_default();
        uses.into_iter().filter_map(|at| self.take(at)).collect()
    }

    /// Decides whether whole numbers satisfy the rows. Takes the work from `left`.
    pub(super) fn answer(mut self, left: &mut usize) -> WholeAnswer {
        match self.solve(left) {
            Ok(()) => WholeAnswer::Holds,
            Err(answer) => answer,
        }
    }

    fn solve(&mut self, left: &mut usize) -> Stopped {
        loop {
            spend(left, 1)?;
            if let Some(variable) = self.settled.pop() {
                for row in self.take_with(variable) {
                    spend(left, row.terms.len())?;
                    self.add(row.terms, row.ends)?;
                }
            } else if let Some(variable) = self.lonely.pop_first() {
                self.absorb(variable, left)?;
            } else if self.rows.is_empty() {
                return Ok(());
            } else if let Some((at, variable)) = self.equation(left)? {
                self.replace(at, variable, left)?;
            } else if let Some(variable) = self.cheapest(left)? {
                self.eliminate(variable, left)?;
            } else if let Some(at) = self.any_equation() {
                self.reduce(at, left)?;
            } else {
                return self.branch(left);
            }
        }
    }

    /// Takes the variables that only one row has, with the factor 1 or −1, out of that row.
    fn absorb(&mut self, variable: usize, left: &mut usize) -> Stopped {
        let Some(at) = self.uses.get(&variable).filter(|uses| uses.len() == 1) else {
            return Ok(());
        };
        let Some(at) = at.first().copied() else {
            return Ok(());
        };
        let is_alone = |(variable, factor): &(usize, i128)| {
            factor.abs() == 1 && self.uses.get(variable).is_some_and(|uses| uses.len() == 1)
        };
        let Some(row) = self.rows.get(&at) else {
            return Ok(());
        };
        let (alone, others): (WholeTerms, WholeTerms) =
            row.terms.iter().partition(|term| is_alone(term));
        spend(left, row.terms.len())?;
        if alone.is_empty() {
            return Ok(());
        }
        let (least, most) = self.reach(&alone)?;
        let Some(row) = self.take(at) else {
            return Ok(());
        };
        let low = difference(row.ends.0, most)?;
        let high = difference(row.ends.1, least)?;
        self.add(others, (low, high))
    }

    /// Finds an equation with a factor of 1 or −1: its row, and the variable in the fewest rows.
    fn equation(&self, left: &mut usize) -> Stopped<Option<(usize, usize)>> {
        spend(left, self.rows.len())?;
        let equations = self.rows.iter().filter(|(_, row)| is_equation(row.ends));
        let choices = equations.flat_map(|(at, row)| {
            let units = row.terms.iter().filter(|(_, factor)| factor.abs() == 1);
            units.map(move |(variable, _)| (*at, *variable))
        });
        Ok(choices.min_by_key(|(at, variable)| {
            (self.uses.get(variable).map(BTreeSet::len), *at, *variable)
        }))
    }

    fn any_equation(&self) -> Option<usize> {
        let mut rows = self.rows.iter();
        rows.find(|(_, row)| is_equation(row.ends))
            .map(|(at, _)| *at)
    }

    /// Puts an equation's variable, whose factor is 1 or −1, into all other rows.
    fn replace(&mut self, at: usize, variable: usize, left: &mut usize) -> Stopped {
        let Some(row) = self.take(at) else {
            return Ok(());
        };
        let (Some(constant), Some(factor)) = (row.ends.0, factor_of(&row.terms, variable)) else {
            return Ok(());
        };
        let others = row.terms.iter().filter(|(other, _)| *other != variable);
        let value: WholeTerms = others.map(|(other, own)| (*other, -own * factor)).collect();
        self.substitute(variable, &value, constant * factor, left)
    }

    /// Replaces a variable by a sum, in all rows and in its own ends.
    fn substitute(
        &mut self,
        variable: usize,
        value: &[(usize, i128)],
        constant: i128,
        left: &mut usize,
    ) -> Stopped {
        let rows = self.take_with(variable);
        let ends = self.ends.remove(&variable).unwrap_or_default();
        self.add(
            value.iter().copied(),
            (moved(ends.0, constant)?, moved(ends.1, constant)?),
        )?;
        for row in rows {
            spend(left, row.terms.len() + value.len())?;
            let factor = factor_of(&row.terms, variable).unwrap_or(0);
            let shift = fits(constant.checked_mul(factor))?;
            let ends = (moved(row.ends.0, shift)?, moved(row.ends.1, shift)?);
            let others = row
                .terms
                .into_iter()
                .filter(|(other, _)| *other != variable);
            let terms = others.chain(times(value, factor)?);
            self.add(terms, ends)?;
        }
        Ok(())
    }

    /// Makes the factors of an equation smaller: with m one more than the smallest of them, the sum of the
    /// remainders by m is m times a new variable.
    fn reduce(&mut self, at: usize, left: &mut usize) -> Stopped {
        let Some(row) = self.rows.get(&at).cloned() else {
            return Ok(());
        };
        let smallest = row.terms.iter().min_by_key(|(_, factor)| factor.abs());
        let (Some((variable, factor)), Some(constant)) = (smallest.copied(), row.ends.0) else {
            return Ok(());
        };
        let by = factor.abs() + 1;
        let sign = factor.signum();
        let new = self.next_variable;
        self.next_variable += 1;
        let others = row.terms.iter().filter(|(other, _)| *other != variable);
        let rests = others.map(|(other, own)| (*other, sign * remainder(*own, by)));
        let value: WholeTerms = rests.chain([(new, -sign * by)]).collect();
        self.substitute(variable, &value, sign * remainder(-constant, by), left)
    }

    /// Finds the variable whose elimination is exact and makes the fewest rows.
    fn cheapest(&self, left: &mut usize) -> Stopped<Option<usize>> {
        let mut best: Option<(usize, usize)> = None;
        for (variable, uses) in self.uses.iter().filter(|(_, uses)| !uses.is_empty()) {
            spend(left, uses.len())?;
            let (lows, highs) = self.sides(*variable)?;
            let plain = |sides: &[WholeSide]| sides.iter().all(|side| side.factor == 1);
            let cost = lows.len() * highs.len();
            if (plain(&lows) || plain(&highs)) && best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, *variable));
            }
        }
        Ok(best.map(|(_, variable)| variable))
    }

    /// Returns what bounds a variable from below and from above.
    fn sides(&self, variable: usize) -> Stopped<(Vec<WholeSide>, Vec<WholeSide>)> {
        let own = WholeRow {
            terms: vec![(variable, 1)],
            ends: self.ends(variable),
        };
        let uses = self.uses.get(&variable).into_iter().flatten();
        let rows = uses.filter_map(|at| self.rows.get(at));
        let (mut lows, mut highs) = (Vec::new(), Vec::new());
        for row in rows.chain([&own]) {
            let Some(factor) = factor_of(&row.terms, variable) else {
                continue;
            };
            let (low, high) = if factor > 0 {
                row.ends
            } else {
                (negative(row.ends.1)?, negative(row.ends.0)?)
            };
            let others = row.terms.iter().filter(|(other, _)| *other != variable);
            let rest: WholeTerms = others
                .map(|(other, own)| (*other, -own * factor.signum()))
                .collect();
            let side = |constant| WholeSide {
                factor: factor.abs(),
                rest: rest.clone(),
                constant,
            };
            lows.extend(low.map(side));
            highs.extend(high.map(side));
        }
        Ok((lows, highs))
    }

    /// Eliminates a variable: holds each lower end against each upper one.
    fn eliminate(&mut self, variable: usize, left: &mut usize) -> Stopped {
        self.shadow(variable, false, left)
    }

    /// Holds each lower end against each upper one. What is left is satisfied by some fraction of the
    /// variable, or, where it is `dark`, surely by a whole number.
    fn shadow(&mut self, variable: usize, dark: bool, left: &mut usize) -> Stopped {
        let (lows, highs) = self.sides(variable)?;
        self.take_with(variable);
        self.ends.remove(&variable);
        for low in &lows {
            for high in &highs {
                spend(left, low.rest.len() + high.rest.len())?;
                // high.factor · (low.rest + low.constant) <= low.factor · (high.rest + high.constant)
                let terms = times(&high.rest, low.factor)?.into_iter();
                let terms = terms.chain(times(&low.rest, -high.factor)?);
                let own = fits(high.factor.checked_mul(low.constant))?;
                let least = fits(own.checked_sub(fits(low.factor.checked_mul(high.constant))?))?;
                let room = if dark {
                    (low.factor - 1) * (high.factor - 1)
                } else {
                    0
                };
                self.add(terms, (Some(fits(least.checked_add(room))?), None))?;
            }
        }
        Ok(())
    }

    /// Tries the numbers of a variable that has few, or each half of them. If every variable is open, looks
    /// at what is satisfied with room to spare, and at what not even fractions satisfy.
    fn branch(&mut self, left: &mut usize) -> Stopped {
        let used = self.uses.iter().filter(|(_, uses)| !uses.is_empty());
        let mut closed: Vec<(i128, usize, i128)> = used
            .clone()
            .filter_map(|(variable, _)| {
                let (low, high) = self.ends(*variable);
                Some((high?.checked_sub(low?)?, *variable, low?))
            })
            .collect();
        closed.sort_unstable();
        if let Some((width, variable, low)) = closed.first().copied() {
            return self.split(variable, low, width, left);
        }
        let Some(variable) = used.map(|(variable, _)| *variable).next() else {
            return Err(WholeAnswer::Open);
        };
        let (mut dark, mut real) = (self.clone(), self.clone());
        if dark
            .shadow(variable, true, left)
            .and_then(|()| dark.solve(left))
            .is_ok()
        {
            return Ok(());
        }
        match real
            .shadow(variable, false, left)
            .and_then(|()| real.solve(left))
        {
            Err(WholeAnswer::Fails) => Err(WholeAnswer::Fails),
            _ => Err(WholeAnswer::Open),
        }
    }

    fn split(&self, variable: usize, low: i128, width: i128, left: &mut usize) -> Stopped {
        let step = if width < FEW_NUMBERS { 0 } else { width / 2 };
        let (mut from, mut answer) = (low, WholeAnswer::Fails);
        while from <= low + width {
            spend(left, self.rows.len())?;
            let to = (from + step).min(low + width);
            let mut part = self.clone();
            match part
                .bound(variable, (Some(from), Some(to)))
                .and_then(|()| part.solve(left))
            {
                Ok(()) => return Ok(()),
                Err(WholeAnswer::Fails) => {}
                Err(other) => answer = other,
            }
            from = to + 1;
        }
        Err(answer)
    }
}

fn is_equation((low, high): WholeEnds) -> bool {
    low.is_some() && low == high
}

fn factor_of(terms: &[(usize, i128)], variable: usize) -> Option<i128> {
    let at = terms.binary_search_by_key(&variable, |term| term.0).ok()?;
    terms.get(at).map(|term| term.1)
}

fn times(terms: &[(usize, i128)], by: i128) -> Stopped<WholeTerms> {
    let terms = terms.iter();
    terms
        .map(|(variable, factor)| Ok((*variable, fits(factor.checked_mul(by))?)))
        .collect()
}

/// Returns the remainder that lies nearest to 0.
fn remainder(number: i128, by: i128) -> i128 {
    number - by * (2 * number + by).div_euclid(2 * by)
}

fn spend(left: &mut usize, steps: usize) -> Stopped {
    *left = left.checked_sub(steps).ok_or(WholeAnswer::Open)?;
    Ok(())
}

fn fits<T>(number: Option<T>) -> Stopped<T> {
    number.ok_or(WholeAnswer::Open)
}

fn negative(end: Option<i128>) -> Stopped<Option<i128>> {
    end.map(|end| fits(end.checked_neg())).transpose()
}

/// Returns an end without a constant.
fn moved(end: Option<i128>, by: i128) -> Stopped<Option<i128>> {
    end.map(|end| fits(end.checked_sub(by))).transpose()
}

/// Returns the sum of two ends: open if one is.
fn sum(one: Option<i128>, other: Option<i128>) -> Stopped<Option<i128>> {
    one.zip(other)
        .map(|(one, other)| fits(one.checked_add(other)))
        .transpose()
}

/// Returns the difference of two ends: open if one is.
fn difference(one: Option<i128>, other: Option<i128>) -> Stopped<Option<i128>> {
    one.zip(other)
        .map(|(one, other)| fits(one.checked_sub(other)))
        .transpose()
}

/// Returns what a factor makes of the ends of a variable.
fn scaled((low, high): WholeEnds, factor: i128) -> Stopped<WholeEnds> {
    let scaled = |end: Option<i128>| end.map(|end| fits(end.checked_mul(factor))).transpose();
    let (one, other) = (scaled(low)?, scaled(high)?);
    Ok(if factor > 0 {
        (one, other)
    } else {
        (other, one)
    })
}

fn highest(one: Option<i128>, other: Option<i128>) -> Option<i128> {
    one.max(other)
}

fn lowest(one: Option<i128>, other: Option<i128>) -> Option<i128> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        _ => one.or(other),
    }
}

/// Returns true if both ends are there, and the first lies below the second.
fn below(one: Option<i128>, other: Option<i128>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one < other)
}

fn divisor(left: i128, right: i128) -> i128 {
    if right == 0 {
        left.abs()
    } else {
        divisor(right, left % right)
    }
}
