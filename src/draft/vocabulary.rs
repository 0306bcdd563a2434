//! Matches a topic's vocabulary to proposals by the words that both have. A guess is made only if one candidate
//! is clearly the best; whoever confirms the proposal sees it.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Article, ProposedClaim, ProposedValue};
use crate::files::narrow;
use crate::model::{About, Attribute, End, Event, Kind, Record, Speaker};
use crate::wording::date::{self, day_in};
use crate::wording::fold::fold;
use crate::wording::number::{self, Domain};
use crate::wording::quote::{Fit, date_fits, number_fits};

/// The events, attributes and speakers of a topic, by their words.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    events: Vec<KnownEvent>,
    attributes: Vec<KnownAttribute>,
    speakers: Vec<KnownSpeaker>,
}

#[derive(Debug)]
struct KnownEvent {
    id: String,
    title: Stems,
    place: Stems,
    days: Option<(Date, Date)>,
}

#[derive(Debug)]
struct KnownAttribute {
    id: String,
    kind: Kind,
    about: About,
    stems: Stems,
}

#[derive(Debug)]
struct KnownSpeaker {
    id: String,
    names: Vec<Stems>,
    surname: String,
}

/// The stems of some words.
type Stems = BTreeSet<String>;

/// The lead over the next candidate with which one is the best.
const AHEAD: f64 = 0.05;

/// The share of a name that the article must have for it to be that name.
const HALF: f64 = 0.5;

/// The weight of the place of an event, beside 1 for its title.
const PLACE: f64 = 0.2;

/// The least share with the words of the article that makes a candidate.
const ENOUGH: f64 = 0.6;

impl Vocabulary {
    /// Takes the vocabulary from what a record declares.
    pub(crate) fn from_record(record: &Record) -> Self {
        Self {
            events: record
                .events
                .iter()
                .filter(|event| event.name.declared.is_some())
                .map(known_event)
                .collect(),
            attributes: record
                .attributes
                .iter()
                .filter(|one| one.name.declared.is_some())
                .map(known_attribute)
                .collect(),
            speakers: record
                .speakers
                .iter()
                .filter(|one| one.name.declared.is_some() && one.unnamed_in.is_none())
                .map(known_speaker)
                .collect(),
        }
    }

    /// Fills in what the vocabulary has for the proposals of an article.
    pub(super) fn match_up(&self, article: &Article<'_>, proposals: &mut [ProposedClaim]) {
        if self.events.is_empty() && self.attributes.is_empty() && self.speakers.is_empty() {
            return;
        }
        let events = self.events_of(article);
        for proposal in proposals {
            let sentence = article.sentence_number(article.token_at(proposal.quote.start));
            let speaker = proposal.speaker.clone();
            proposal.by = speaker.and_then(|words| self.speaker(&stems(&article.text[words])));
            proposal.attribute = self
                .attribute(article, proposal)
                .map(|attribute| attribute.id.clone());
            let event = match proposal.value {
                // The day beside speech is the day of speaking.
                ProposedValue::Answer(_) | ProposedValue::Name(_) => {
                    self.event(&stems(&article.text[proposal.quote.clone()]), &[])
                        .0
                }
                _ => events.get(sentence).copied().flatten(),
            };
            proposal.event = event.map(|event| event.id.clone());
        }
    }

    fn speaker(&self, words: &Stems) -> Option<String> {
        let scored = self
            .speakers
            .iter()
            .map(|speaker| (speaker.likeness(words), speaker));
        Some(best(scored, HALF)?.id.clone())
    }

    fn attribute(
        &self,
        article: &Article<'_>,
        proposal: &ProposedClaim,
    ) -> Option<&KnownAttribute> {
        let quote = article.words(proposal.quote.clone());
        let sentence = article.sentence_of(article.token_at(proposal.quote.start));
        let around = stems(&unspoken(
            article,
            &article.bytes(sentence),
            proposal.speaker.as_ref(),
        ));
        let near = stems(&article.text[with_word_before(article, &proposal.quote)]);
        let usable = self
            .attributes
            .iter()
            .filter(|attribute| attribute.takes(&proposal.value, &quote));
        let scored = usable.map(|attribute| {
            let own = shared(&attribute.stems, &near);
            // What a number counts is named beside it; other words occur everywhere.
            let least = if matches!(proposal.value, ProposedValue::Number(_)) {
                0.0
            } else {
                HALF
            };
            (
                if own > least {
                    own + shared(&attribute.stems, &around) / 2.0
                } else {
                    0.0
                },
                attribute,
            )
        });
        best(scored, ENOUGH)
    }

    /// Returns the event of each sentence: if it names none, the only one that its paragraph has so far.
    fn events_of(&self, article: &Article<'_>) -> Vec<Option<&KnownEvent>> {
        let (mut so_far, mut doubtful, mut end) = (Vec::<&KnownEvent>::new(), false, 0);
        let mut events = Vec::with_capacity(article.sentences.len());
        for sentence in &article.sentences {
            let bytes = article.bytes(sentence.clone());
            let around = stems(&article.text[bytes.clone()]);
            let (named, several) = self.event(&around, &article.days_in(sentence));
            if article.text[end..bytes.start.max(end)].contains('\n') {
                so_far.clear();
                doubtful = false;
            }
            end = bytes.end;
            doubtful |= several;
            if let Some(event) = named.filter(|event| so_far.iter().all(|one| one.id != event.id)) {
                so_far.push(event);
            }
            let only = so_far
                .first()
                .copied()
                .filter(|_| so_far.len() == 1 && !doubtful);
            events.push(named.or(only));
        }
        events
    }

    /// Returns the event that a sentence names, and true if it may as well be another.
    fn event(&self, around: &Stems, days: &[Date]) -> (Option<&KnownEvent>, bool) {
        let scored: Vec<_> = self
            .events
            .iter()
            .map(|event| (event.likeness(around, days), event))
            .collect();
        let several = scored.iter().any(|(score, _)| *score >= ENOUGH);
        let named = best(scored.into_iter(), ENOUGH);
        (named, several && named.is_none())
    }
}

/// Returns the candidate with the highest score, if that is enough and no other comes near it.
fn best<T>(scored: impl Iterator<Item = (f64, T)>, enough: f64) -> Option<T> {
    let (mut first, mut second): (Option<(f64, T)>, f64) = (None, 0.0);
    for (score, candidate) in scored {
        match &first {
            Some((highest, _)) if *highest >= score => second = second.max(score),
            _ => {
                second = first.map_or(second, |(highest, _)| highest.max(second));
                first = Some((score, candidate));
            }
        }
    }
    first
        .filter(|(score, _)| *score >= enough && *score - second >= AHEAD)
        .map(|(_, candidate)| candidate)
}

fn known_event(event: &Event) -> KnownEvent {
    let dated = event.date.as_deref().and_then(|date| date::read(date).ok());
    let days = dated.and_then(|dated| {
        let interval = dated.interval(&TimeZone::UTC)?;
        Some((end_day(interval.low_end())?, end_day(interval.high_end())?))
    });
    let (title, mut place) = (
        stems(&event.title),
        stems(event.place.as_deref().unwrap_or_default()),
    );
    place.retain(|stem| !title.contains(stem));
    KnownEvent {
        id: event.name.id.clone(),
        title,
        place,
        days,
    }
}

fn known_attribute(attribute: &Attribute) -> KnownAttribute {
    KnownAttribute {
        id: attribute.name.id.clone(),
        kind: attribute.kind,
        about: attribute.about.clone(),
        stems: stems(&attribute.label),
    }
}

fn known_speaker(speaker: &Speaker) -> KnownSpeaker {
    let names = [&speaker.full, &speaker.short, &speaker.name.id].map(|name| stems(name));
    let surname = speaker
        .short
        .split_whitespace()
        .next_back()
        .map(fold)
        .unwrap_or_default();
    KnownSpeaker {
        id: speaker.name.id.clone(),
        names: names.into_iter().filter(|name| !name.is_empty()).collect(),
        surname,
    }
}

impl KnownSpeaker {
    /// Returns the share of the words and of one of the names that is common to both; a person's last name is
    /// enough.
    fn likeness(&self, words: &Stems) -> f64 {
        let surname = words.contains(&stem(&self.surname))
            && !self.surname.is_empty()
            && self.names.len() > 1;
        let names = self.names.iter().map(|name| overlap(name, words));
        let all = names.fold(0.0, f64::max);
        if surname { all.max(HALF) } else { all }
    }
}

impl KnownEvent {
    /// Returns the share of the title among some words, with a smaller weight for the place and one for the days.
    fn likeness(&self, around: &Stems, days: &[Date]) -> f64 {
        let dated = days
            .iter()
            .map(|day| self.nearness(*day))
            .fold(0.0, f64::max);
        shared(&self.title, around) + shared(&self.place, around) * PLACE + dated
    }

    /// Returns the weight of a named day of an event: the more days it has, the less.
    fn nearness(&self, day: Date) -> f64 {
        match self.days {
            Some((first, last)) if first <= day && day <= last => match (last - first).get_days() {
                0 => 1.5,
                1..=7 => 1.2,
                _ => 0.2,
            },
            _ => 0.0,
        }
    }
}

impl KnownAttribute {
    /// Returns true if it can have a value with this quote: what it could not read would be a fault.
    fn takes(&self, value: &ProposedValue, quote: &str) -> bool {
        match (self.kind, value) {
            (Kind::Count, ProposedValue::Number(words)) => self.counts(words, quote, Domain::Count),
            (Kind::Amount, ProposedValue::Number(words)) => {
                self.counts(words, quote, Domain::Amount)
            }
            (Kind::Date, ProposedValue::Date(words)) => is_dated(words, quote),
            (Kind::Date, ProposedValue::Day(day)) => is_dated(&day.to_string(), quote),
            (Kind::YesNo, ProposedValue::Answer(_)) | (Kind::Text, ProposedValue::Name(_)) => true,
            _ => false,
        }
    }

    fn counts(&self, words: &str, quote: &str, domain: Domain) -> bool {
        number::read(words, domain, &self.about).is_ok_and(|reading| {
            let stated = || reading.stated.clone();
            let fit = number_fits(quote, &reading.interval, stated, domain, &self.about);
            matches!(fit, Fit::Fits | Fit::NothingToCompare)
        })
    }
}

fn is_dated(words: &str, quote: &str) -> bool {
    let Some(interval) = date::read(words)
        .ok()
        .and_then(|dated| dated.interval(&TimeZone::UTC))
    else {
        return false;
    };
    let (low, high) = (end_day(interval.low_end()), end_day(interval.high_end()));
    matches!(
        date_fits(quote, low, high),
        Fit::Fits | Fit::NothingToCompare
    )
}

/// Returns the day at an end of an interval of seconds, in UTC.
fn end_day(end: Option<End<'_>>) -> Option<Date> {
    day_in(end?.number.to_i64()?, &TimeZone::UTC)
}

/// Widens a quote by the word before it: "seized several checkpoints".
fn with_word_before(article: &Article<'_>, quote: &Range<usize>) -> Range<usize> {
    let first = article.token_at(quote.start);
    let sentence = article.sentence_of(first);
    let start = first.saturating_sub(1).max(sentence.start.min(first));
    article
        .tokens
        .get(start)
        .map_or(quote.start, |token| token.start.min(quote.start))..quote.end
}

/// Returns a sentence without the words for the speaker: the North may speak of soldiers of the South.
fn unspoken(
    article: &Article<'_>,
    sentence: &Range<usize>,
    speaker: Option<&Range<usize>>,
) -> String {
    let text = &article.text[sentence.clone()];
    let inside = speaker.filter(|words| sentence.start <= words.start && words.end <= sentence.end);
    let Some(words) = inside else {
        return text.to_owned();
    };
    let (before, after) = (words.start - sentence.start, words.end - sentence.start);
    format!("{} {}", &text[..before], &text[after..])
}

/// Returns the share of some stems that others have.
fn shared(stems: &Stems, others: &Stems) -> f64 {
    ratio(common(stems, others), stems.len())
}

/// Returns the share of the stems of a name and of some words that is common to both.
fn overlap(name: &Stems, words: &Stems) -> f64 {
    let common = common(name, words);
    ratio(common, name.len() + words.len().saturating_sub(common))
}

/// Counts the stems that others have.
fn common(stems: &Stems, others: &Stems) -> usize {
    stems
        .iter()
        .filter(|stem| others.iter().any(|other| alike(stem, other)))
        .count()
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        as_float(part) / as_float(whole)
    }
}

fn as_float(count: usize) -> f64 {
    f64::from(narrow(count))
}

/// Returns true if two stems may be of one word: "pakistan" and "pakistani".
fn alike(left: &str, right: &str) -> bool {
    let short = left.chars().count().min(right.chars().count());
    left == right || (short >= 5 && (left.starts_with(right) || right.starts_with(left)))
}

fn stems(text: &str) -> Stems {
    const SMALL: [&str; 24] = [
        "the", "a", "an", "of", "for", "on", "in", "by", "and", "to", "its", "it", "was", "were",
        "is", "which", "from", "with", "at", "s", "or", "has", "nobody", "named",
    ];
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty() && !SMALL.contains(word))
        .map(stem)
        .collect()
}

/// Returns a word without its ending, and one word for several of the same meaning.
fn stem(word: &str) -> String {
    const ENDINGS: [&str; 6] = ["ing", "ure", "ed", "es", "s", "e"];
    const SAME: [(&str, &str); 10] = [
        ("slain", "kill"),
        ("died", "kill"),
        ("dead", "kill"),
        ("deaths", "kill"),
        ("fatalities", "kill"),
        ("injured", "wound"),
        ("injuring", "wound"),
        ("hurt", "wound"),
        ("troops", "soldier"),
        ("talks", "negotiation"),
    ];
    if let Some((_, same)) = SAME.iter().find(|(one, _)| *one == word) {
        return (*same).to_owned();
    }
    let cut = ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() > 2));
    cut.unwrap_or(word).to_owned()
}
