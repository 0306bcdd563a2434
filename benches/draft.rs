//! How many of the claims that people made of an article `draft` finds, and how many of its proposals are
//! of no use: `cargo bench --bench draft -- ARTICLE.txt CLAIMS [PUBLISHED]`.
//!
//! A claim is countable where it has a number or a date as its value and its quote stands in the article
//! and holds that value, read as `quote-mismatch` reads it. It is found where a proposal quotes some of the
//! same words and its value means the same. A proposal is of use where that holds of any claim, countable
//! or not.
#![allow(
    clippy::print_stdout,
    missing_docs,
    reason = "a program for the terminal"
)]

use std::error::Error;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crosscheck::draft::vocabulary::Vocabulary;
use crosscheck::draft::{Context, ProposedClaim, ProposedValue, draft};
use crosscheck::load;
use crosscheck::model::{Attribute, Claim, Interval, Kind, Meaning};
use crosscheck::report::{Report, Selection};
use crosscheck::wording::answer::{self, Answer};
use crosscheck::wording::date::{self, day_in};
use crosscheck::wording::fold::{fold, unalias};
use crosscheck::wording::number::{self, Domain};
use crosscheck::wording::quote::{Fit, date_fits, number_fits};
use crosscheck::wording::verbatim::SourceText;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let [article, claims, rest @ ..] = arguments.as_slice() else {
        println!("usage: cargo bench --bench draft -- ARTICLE.txt CLAIMS [PUBLISHED]");
        return Ok(());
    };
    let text = load::article(Path::new(article))?;
    let report = Report::read(&[PathBuf::from(claims)], &Selection::default(), &|_, _| {})?;
    let day = |words: &String| date::read(words).ok().and_then(|dated| dated.day());
    let known = Context {
        published: rest.first().and_then(day),
        vocabulary: Vocabulary::from_record(&report.record),
    };
    let began = std::time::Instant::now();
    let proposals = draft(&text, &known);
    let took = began.elapsed();
    measure(&report, &text, &proposals);
    println!(
        "{} proposals in {:.1} ms",
        proposals.len(),
        took.as_secs_f64() * 1000.0
    );
    Ok(())
}

/// A claim that people made, and where its quote stands in the article.
struct Made<'r> {
    claim: &'r Claim,
    attribute: &'r Attribute,
    quote: String,
    place: Range<usize>,
}

fn measure(report: &Report, text: &str, proposals: &[ProposedClaim]) {
    let searched = SourceText::new(text);
    let made: Vec<Made<'_>> = report
        .record
        .claims
        .iter()
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
        .collect();
    println!(
        "{} claims, {} of them with a quote that stands in the article",
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
        println!(
            "{what}: {} of {} found; not found: {lacking:?}",
            countable.len() - lacking.len(),
            countable.len()
        );
    }
    let useless: Vec<&str> = proposals
        .iter()
        .filter(|one| !made.iter().any(|made| made.is(report, one)))
        .map(|one| &text[one.quote.clone()])
        .collect();
    println!(
        "of {} proposals {} are no claim that people made: {useless:#?}",
        proposals.len(),
        useless.len()
    );
    filled_in(report, proposals, &made);
}

/// How often the event, the attribute and the speaker that were filled in are those of the claim.
fn filled_in(report: &Report, proposals: &[ProposedClaim], made: &[Made<'_>]) {
    let record = &report.record;
    let key = |what: &str,
               filled: &dyn Fn(&ProposedClaim) -> Option<String>,
               right: &dyn Fn(&Made<'_>) -> String| {
        let of_use = proposals.iter().filter_map(|one| {
            let same: Vec<&Made<'_>> = made.iter().filter(|made| made.is(report, one)).collect();
            Some((filled(one)?, same)).filter(|(_, same)| !same.is_empty())
        });
        let of_use: Vec<_> = of_use.collect();
        let wrong: Vec<_> = of_use
            .iter()
            .filter(|(id, same)| !same.iter().any(|made| right(made) == *id))
            .map(|(id, same)| (id, &same[0].quote))
            .collect();
        println!(
            "{what}: filled in {} times, {} of them as people did; not: {wrong:?}",
            of_use.len(),
            of_use.len() - wrong.len()
        );
    };
    key("event", &|one| one.event.clone(), &|made| {
        record[made.claim.event].name.id.clone()
    });
    key("attribute", &|one| one.attribute.clone(), &|made| {
        made.attribute.name.id.clone()
    });
    key("speaker", &|one| one.by.clone(), &|made| {
        record[made.claim.speaker].name.id.clone()
    });
}

impl Made<'_> {
    fn interval<'r>(&self, report: &'r Report) -> Option<&'r Interval> {
        match &report.record[self.claim.value].meaning {
            Meaning::Range { interval, .. } => Some(interval),
            _ => None,
        }
    }

    /// Whether its quote holds its value.
    fn is_countable(&self, report: &Report) -> bool {
        let Some(interval) = self.interval(report) else {
            return false;
        };
        let day = |end: Option<crosscheck::model::End<'_>>| {
            day_in(end?.number.to_i64()?, &self.attribute.zone)
        };
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

    /// Whether a proposal is this claim: some of the same words, and the same meaning.
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
