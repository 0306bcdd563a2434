//! How each speaker fares: on how many questions it agrees, stands alone, contradicts.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{Comparison, Outcome, Status};
use crate::model::SpeakerId;
use crate::report::Report;

/// What is counted of a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Track {
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
    /// The questions on which its own words contradict each other, in one telling or in several.
    pub itself: usize,
    /// Its claims that it replaced: by `supersedes`, or by one for a later time.
    pub revised: usize,
    /// Its claims that it took back.
    pub withdrawn: usize,
}

impl Track {
    fn new(speaker: SpeakerId) -> Self {
        let [
            claims,
            questions,
            agrees,
            alone,
            contradicts,
            itself,
            revised,
            withdrawn,
        ] = [0; 8];
        Self {
            speaker,
            claims,
            questions,
            agrees,
            alone,
            contradicts,
            itself,
            revised,
            withdrawn,
        }
    }
}

/// The named speakers with a claim that is shown, by their ids.
pub(super) fn tracks(report: &Report) -> Vec<Track> {
    let record = &report.record;
    let mut tracks = Tracks(BTreeMap::new());
    for comparison in &report.comparisons {
        tracks.claims(report, comparison);
        tracks.agreement(comparison);
        if comparison.outcome == Outcome::Contradicted {
            tracks.contradictions(comparison);
        }
    }
    let mut tracks: Vec<Track> = tracks.0.into_values().collect();
    tracks.retain(|track| record[track.speaker].unnamed_in.is_none());
    tracks.sort_by_key(|track| (&record[track.speaker].name.id, track.speaker));
    tracks
}

struct Tracks(BTreeMap<SpeakerId, Track>);

impl Tracks {
    fn of(&mut self, speaker: SpeakerId) -> &mut Track {
        self.0.entry(speaker).or_insert_with(|| Track::new(speaker))
    }

    fn claims(&mut self, report: &Report, comparison: &Comparison) {
        let mut heard = BTreeSet::new();
        for held in comparison
            .positions
            .iter()
            .flat_map(|position| &position.claims)
        {
            let speaker = report.record[held.claim].speaker;
            heard.insert(speaker);
            let track = self.of(speaker);
            track.claims += 1;
            match held.status {
                Status::Live => {}
                Status::Withdrawn => track.withdrawn += 1,
                Status::Superseded(_) | Status::Revised(_) => track.revised += 1,
            }
        }
        for speaker in heard {
            self.of(speaker).questions += 1;
        }
    }

    fn agreement(&mut self, comparison: &Comparison) {
        if let [alone] = comparison.speakers[..] {
            self.of(alone).alone += 1;
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
            self.of(speaker).agrees += 1;
        }
    }

    fn contradictions(&mut self, comparison: &Comparison) {
        for (speaker, pairs) in &comparison.conflicts.by_speaker {
            let track = self.of(*speaker);
            track.contradicts += usize::from(pairs.between_speakers > 0);
            track.itself += usize::from(pairs.misquote + pairs.own > 0);
        }
    }
}
