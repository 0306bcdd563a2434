//! The counts of each speaker: questions on which it agrees, is alone, contradicts.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{Comparison, Outcome, Status};
use crate::model::SpeakerId;
use crate::report::Report;

/// What is counted of a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Track {
    /// The speaker.
    pub speaker: SpeakerId,
    /// Its claims, live or not.
    pub claims: usize,
    /// The questions on which it has a claim, live or not.
    pub questions: usize,
    /// The questions on which another named speaker holds the same position.
    pub agrees: usize,
    /// The questions on which no other named speaker gives a live value.
    pub alone: usize,
    /// The questions on which its word contradicts another speaker's, who may be unnamed.
    pub contradicts: usize,
    /// The questions on which its own words contradict each other, told by one publisher or by several.
    pub itself: usize,
    /// Its claims that it replaced: by `supersedes`, or by one for a later time.
    pub revised: usize,
    /// Its claims that it took back.
    pub withdrawn: usize,
}

impl Track {
    fn new(speaker: SpeakerId) -> Self {
        Self {
            speaker,
            claims: 0,
            questions: 0,
            agrees: 0,
            alone: 0,
            contradicts: 0,
            itself: 0,
            revised: 0,
            withdrawn: 0,
        }
    }
}

/// Counts what the named speakers with a claim that is shown say, by their ids.
pub(super) fn tracks(report: &Report) -> Vec<Track> {
    let record = &report.record;
    let mut tracks = Tracks(BTreeMap::new());
    for comparison in &report.comparisons {
        tracks.count_claims(report, comparison);
        tracks.count_agreement(comparison);
        if comparison.outcome == Outcome::Contradicted {
            tracks.count_contradictions(comparison);
        }
    }
    let mut tracks: Vec<Track> = tracks.0.into_values().collect();
    tracks.retain(|track| record[track.speaker].unnamed_in.is_none());
    tracks.sort_by_key(|track| (&record[track.speaker].name.id, track.speaker));
    tracks
}

/// The counts so far.
struct Tracks(BTreeMap<SpeakerId, Track>);

impl Tracks {
    fn track(&mut self, speaker: SpeakerId) -> &mut Track {
        self.0.entry(speaker).or_insert_with(|| Track::new(speaker))
    }

    fn count_claims(&mut self, report: &Report, comparison: &Comparison) {
        let mut heard = BTreeSet::new();
        for held in comparison
            .positions
            .iter()
            .flat_map(|position| &position.claims)
        {
            let speaker = report.record[held.claim].speaker;
            heard.insert(speaker);
            let track = self.track(speaker);
            track.claims += 1;
            match held.status {
                Status::Live | Status::Outdated(_) => {}
                Status::Withdrawn => track.withdrawn += 1,
                Status::Superseded(_) | Status::Revised(_) => track.revised += 1,
            }
        }
        for speaker in heard {
            self.track(speaker).questions += 1;
        }
    }

    fn count_agreement(&mut self, comparison: &Comparison) {
        if let [alone] = comparison.speakers[..] {
            self.track(alone).alone += 1;
            return;
        }
        let named: BTreeSet<SpeakerId> = comparison.speakers.iter().copied().collect();
        let mut agree = BTreeSet::new();
        for position in comparison
            .positions
            .iter()
            .filter(|position| !position.unknown)
        {
            let holders: Vec<SpeakerId> = position
                .speakers
                .iter()
                .copied()
                .filter(|speaker| named.contains(speaker))
                .collect();
            if holders.len() > 1 {
                agree.extend(holders);
            }
        }
        for speaker in agree {
            self.track(speaker).agrees += 1;
        }
    }

    /// Counts who contradicts others, and who contradicts itself.
    fn count_contradictions(&mut self, comparison: &Comparison) {
        for (speaker, pairs) in &comparison.conflicts.by_speaker {
            let track = self.track(*speaker);
            track.contradicts += usize::from(pairs.between_speakers > 0);
            track.itself += usize::from(pairs.misquote + pairs.own > 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::report;
    use super::*;

    /// Returns the counts of red on one question: agrees, alone, contradicts, itself.
    fn counts(claims: &[(&str, &str)]) -> [usize; 4] {
        let claims: Vec<_> = claims
            .iter()
            .map(|(by, value)| ("e", "a", *by, *value, ""))
            .collect();
        let report = report(&claims);
        let tracks = tracks(&report);
        let track = tracks
            .iter()
            .find(|track| report.record[track.speaker].name.id == "red")
            .unwrap();
        [track.agrees, track.alone, track.contradicts, track.itself]
    }

    #[test]
    fn each_question_counts_once_for_a_speaker() {
        for (claims, expected) in [
            (&[("red", "5")][..], [0, 1, 0, 0]),
            (&[("red", "5"), ("blue", "5")], [1, 0, 0, 0]),
            (&[("red", "5"), ("blue", "5"), ("red-2", "5")], [1, 0, 0, 0]),
            (&[("red", "5"), ("blue", "9")], [0, 0, 1, 0]),
            (&[("red", "5"), ("blue", "9"), ("red-2", "5")], [1, 0, 1, 0]),
            (&[("red", "5"), ("blue", "5 to 9")], [0, 0, 0, 0]),
            (&[("red", "5"), ("red", "9")], [0, 1, 0, 1]),
            (&[("red", "5"), ("red", "9"), ("blue", "7")], [0, 0, 1, 1]),
            // An unnamed speaker agrees with nobody, and may be contradicted.
            (&[("red", "5"), ("they", "5")], [0, 1, 0, 0]),
            (&[("red", "5"), ("they", "9")], [0, 1, 1, 0]),
            (&[("red", "unknown"), ("blue", "unknown")], [0, 0, 0, 0]),
        ] {
            assert_eq!(counts(claims), expected, "{claims:?}");
        }
    }

    #[test]
    fn claims_are_counted_by_what_became_of_them() {
        let report = report(&[
            ("e", "a", "red", "5", "as_of = 2025-10-11"),
            ("e", "a", "red", "6", "as_of = 2025-10-12"),
            ("e", "b", "red", "yes", "withdrawn = 2025-10-12"),
        ]);
        let tracks = tracks(&report);
        let [red] = tracks[..] else {
            panic!("{tracks:?}")
        };
        let counts = [red.claims, red.questions, red.revised, red.withdrawn];
        assert_eq!(counts, [3, 2, 1, 1]);
    }
}
