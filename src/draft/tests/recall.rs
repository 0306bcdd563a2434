//! How many of the claims that people made of an article `draft` finds, and how many of its proposals are
//! of no use.
//!
//! A claim is countable if it has a number or a date as its value and its quote is in the article and holds
//! that value, read as `quote-mismatch` reads it. It is found if a proposal quotes some of the same words
//! and its value means the same. A proposal is of use if that holds of any claim, countable or not.

use std::env;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::draft::vocabulary::Vocabulary;
use crate::draft::{Context, ProposedClaim, ProposedValue, draft};
use crate::load;
use crate::model::{Attribute, Claim, End, Interval, Kind, Meaning};
use crate::report::{Report, Selection};
use crate::testing::report_of;
use crate::wording::answer::{self, Answer};
use crate::wording::date::{self, day_in};
use crate::wording::fold::{fold, unalias};
use crate::wording::number::{self, Domain};
use crate::wording::quote::{Fit, date_fits, number_fits};
use crate::wording::verbatim::SourceText;

/// What a person might claim after reading the article of these tests.
const CLAIMS: &str = r#"
[[claim]]
event = "flood"
attribute = "killed"
value = "at least 12"
quote = "At least 12 people were killed when the river flooded Larn"
by = "mayor"

[[claim]]
event = "flood"
attribute = "rescued"
value = "about 40"
quote = "some 40 people were rescued"
by = "red-cross"

[[claim]]
event = "flood"
attribute = "when"
value = 2025-03-13
quote = "The dam was opened on 13 March"

[[claim]]
event = "flood"
attribute = "on-purpose"
value = "no"
quote = "The dam was not opened on purpose"
by = "mayor"

[[claim]]
event = "flood"
attribute = "rain"
value = "over 200"
quote = "when the river flooded"
"#;

#[test]
fn most_of_what_people_claimed_is_proposed() {
    let claims = super::TOPIC.to_owned() + CLAIMS;
    let report = report_of(&[("gazette.toml", &claims)]);
    crate::testing::snapshot(
        "draft-recall",
        &measured(&report, super::ARTICLE, "2025-03-15"),
    );
}

/// Measures on an article and a folder of claims of your own: see docs/work.md.
#[test]
#[ignore = "needs an article and the claims that people made of it"]
fn measured_on_your_own() {
    let [article, claims, day] =
        ["ARTICLE", "CLAIMS", "DAY"].map(|name| env::var(name).expect(name));
    let text = load::article(Path::new(&article)).expect("an article");
    let claims = [PathBuf::from(claims)];
    let report = Report::read(&claims, &Selection::default()).expect("claims");
    println!("{}", measured(&report, &text, &day));
}

/// Counts what is found and what is of no use, in words.
fn measured(report: &Report, text: &str, published: &str) -> String {
    let known = Context {
        published: date::read(published).ok().and_then(|dated| dated.day()),
        vocabulary: Vocabulary::from_record(&report.record),
    };
    let proposals = draft(text, &known);
    let made = made(report, text);
    let mut out = format!(
        "{} claims, {} of them with a quote that is in the article\n",
        report.record.claims.len(),
        made.len()
    );
    for (what, kinds) in [
        ("numbers", &[Kind::Count, Kind::Amount][..]),
        ("dates", &[Kind::Date]),
        ("yes or no", &[Kind::YesNo]),
    ] {
        let countable: Vec<&Made<'_>> = made
            .iter()
            .filter(|made| kinds.contains(&made.attribute.kind) && made.is_countable(report))
            .collect();
        let lacking: Vec<&str> = countable
            .iter()
            .filter(|made| !proposals.iter().any(|one| made.is(report, one)))
            .map(|made| made.quote.as_str())
            .collect();
        let found = countable.len() - lacking.len();
        let _ = writeln!(
            out,
            "{what}: {found} of {} found; not found: {lacking:?}",
            countable.len()
        );
    }
    let useless: Vec<&str> = proposals
        .iter()
        .filter(|one| !made.iter().any(|made| made.is(report, one)))
        .map(|one| &text[one.quote.clone()])
        .collect();
    let _ = writeln!(
        out,
        "of {} proposals {} are no claim that people made: {useless:#?}",
        proposals.len(),
        useless.len()
    );
    let record = &report.record;
    let pairs = pairs(report, &proposals, &made);
    filled_in(
        &mut out,
        "event",
        &pairs,
        |one| one.event.as_deref(),
        |made| &record[made.claim.event].name.id,
    );
    filled_in(
        &mut out,
        "attribute",
        &pairs,
        |one| one.attribute.as_deref(),
        |made| &made.attribute.name.id,
    );
    filled_in(
        &mut out,
        "speaker",
        &pairs,
        |one| one.by.as_deref(),
        |made| &record[made.claim.speaker].name.id,
    );
    out
}

/// A claim that people made, and where its quote is in the article.
struct Made<'r> {
    claim: &'r Claim,
    attribute: &'r Attribute,
    quote: String,
    place: Range<usize>,
}

/// Finds the claims whose quote is in the article.
fn made<'r>(report: &'r Report, text: &str) -> Vec<Made<'r>> {
    let searched = SourceText::new(text);
    let claims = report.record.claims.iter();
    claims
        .filter_map(|claim| {
            let quote = report.details(claim).quote?;
            let place = searched.find(&quote).ok()?;
            Some(Made {
                claim,
                attribute: &report.record[claim.attribute],
                quote,
                place,
            })
        })
        .collect()
}

/// A proposal and the claims that it is.
type Pair<'p> = (&'p ProposedClaim, Vec<&'p Made<'p>>);

/// Pairs every proposal of use with the claims that it is.
fn pairs<'p>(
    report: &Report,
    proposals: &'p [ProposedClaim],
    made: &'p [Made<'p>],
) -> Vec<Pair<'p>> {
    proposals
        .iter()
        .map(|one| {
            (
                one,
                made.iter()
                    .filter(|made| made.is(report, one))
                    .collect::<Vec<_>>(),
            )
        })
        .filter(|(_, same)| !same.is_empty())
        .collect()
}

/// Says how often what was filled in is what people wrote.
fn filled_in<'p>(
    out: &mut String,
    what: &str,
    pairs: &[Pair<'p>],
    filled: impl Fn(&ProposedClaim) -> Option<&str>,
    right: impl Fn(&Made<'p>) -> &'p str,
) {
    let of_use: Vec<_> = pairs
        .iter()
        .filter_map(|(one, same)| Some((filled(one)?, same)))
        .collect();
    let wrong: Vec<_> = of_use
        .iter()
        .filter(|(id, same)| !same.iter().any(|made| right(made) == *id))
        .map(|(id, same)| (id, &same[0].quote))
        .collect();
    let _ = writeln!(
        out,
        "{what}: filled in {} times, {} of them as people did; not: {wrong:?}",
        of_use.len(),
        of_use.len() - wrong.len()
    );
}

impl Made<'_> {
    fn interval<'r>(&self, report: &'r Report) -> Option<&'r Interval> {
        match &report.record[self.claim.value].meaning {
            Meaning::Range { interval, .. } => Some(interval),
            _ => None,
        }
    }

    /// Returns true if its quote holds its value.
    fn is_countable(&self, report: &Report) -> bool {
        let Some(interval) = self.interval(report) else {
            return false;
        };
        let day = |end: Option<End<'_>>| day_in(end?.number.to_i64()?, &self.attribute.zone);
        match self.attribute.kind {
            Kind::Count | Kind::Amount => {
                number_fits(
                    &self.quote,
                    interval,
                    Vec::new,
                    self.domain(),
                    &self.attribute.about,
                ) == Fit::Fits
            }
            Kind::Date => {
                date_fits(
                    &self.quote,
                    day(interval.low_end()),
                    day(interval.high_end()),
                ) == Fit::Fits
            }
            _ => true,
        }
    }

    fn domain(&self) -> Domain {
        if self.attribute.kind == Kind::Amount {
            Domain::Amount
        } else {
            Domain::Count
        }
    }

    /// Returns true if a proposal is this claim: some of the same words, and the same meaning.
    fn is(&self, report: &Report, proposal: &ProposedClaim) -> bool {
        let meets = proposal.quote.start < self.place.end && self.place.start < proposal.quote.end;
        meets && self.means(report, &proposal.value)
    }

    fn means(&self, report: &Report, value: &ProposedValue) -> bool {
        let meaning = &report.record[self.claim.value].meaning;
        let interval = self.interval(report);
        let dated = |words: &str| {
            let read = date::read(words)
                .ok()
                .and_then(|dated| dated.interval(&self.attribute.zone));
            read.as_ref() == interval
        };
        match (self.attribute.kind, value) {
            (Kind::Count | Kind::Amount, ProposedValue::Number(words)) => {
                let read = number::read(words, self.domain(), &self.attribute.about);
                read.is_ok_and(|read| Some(&read.interval) == interval)
            }
            (Kind::Date, ProposedValue::Date(words)) => dated(words),
            (Kind::Date, ProposedValue::Day(day)) => dated(&day.to_string()),
            (Kind::YesNo, ProposedValue::Answer(words)) => match (answer::read(words), meaning) {
                (
                    Ok(Answer::Plain(yes)),
                    Meaning::Range {
                        interval,
                        apart: None,
                        ..
                    },
                ) => *interval == Interval::exactly(i64::from(yes).into()),
                (
                    Ok(Answer::Conditional(words)),
                    Meaning::Range {
                        apart: Some(apart), ..
                    },
                ) => *words == **apart,
                _ => false,
            },
            (Kind::Text, ProposedValue::Name(name)) => {
                *meaning == Meaning::Names(vec![unalias(&fold(name), &self.attribute.aliases)])
            }
            _ => false,
        }
    }
}
