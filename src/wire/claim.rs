//! A claim.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::Text;
use crate::compare::{Held, Status};
use crate::model::{ClaimId, SpeakerId};
use crate::report::Report;

/// A claim, as its source gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ClaimJson<'a> {
    /// Its id, or `FILE:LINE` if it has none.
    #[serde(borrow)]
    pub id: Text<'a>,
    /// The id of the source whose file it is in.
    pub source: Text<'a>,
    /// The id of whoever says so.
    pub speaker: Text<'a>,
    /// The id of the source in which it was read.
    pub publisher: Text<'a>,
    /// The id of the speaker's party.
    pub party: Option<Text<'a>>,
    /// The path of its file, relative to the folder that was named.
    pub file: Text<'a>,
    /// The line of its `[[claim]]`, from 1.
    pub line: u32,
    /// The value, as it is written in the file.
    pub as_written: Text<'a>,
    /// The source's own best estimate within it, as it is written.
    pub best: Option<Text<'a>>,
    /// The words themselves.
    pub quote: Option<Text<'a>>,
    /// What the value cannot say.
    pub note: Option<Text<'a>>,
    /// Where to read it.
    pub url: Option<Text<'a>>,
    /// The language of the quote, as a BCP 47 tag. Only claims that have one have this key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Text<'a>>,
    /// A copy that stays.
    pub archived: Option<Text<'a>>,
    /// When it was published, as written.
    pub published: Option<Text<'a>>,
    /// The day or time for which the value was given, as written.
    pub as_of: Option<Text<'a>>,
    /// True if it is compared: neither withdrawn nor replaced.
    pub live: bool,
    /// The day on which the speaker took it back, as written.
    pub withdrawn: Option<Text<'a>>,
    /// The id of the claim that replaced it.
    pub replaced_by: Option<Text<'a>>,
}

impl<'a> ClaimJson<'a> {
    /// Returns a claim that supports a position, or did.
    pub(super) fn new(report: &'a Report, held: Held) -> Self {
        let record = &report.record;
        let claim = &record[held.claim];
        let details = report.details(claim);
        let party = record[claim.speaker].party;
        Self {
            id: details
                .id
                .map_or_else(|| claim_name(report, held.claim), Text::from),
            source: speaker_id(report, claim.source),
            speaker: speaker_id(report, claim.speaker),
            publisher: speaker_id(report, claim.publisher),
            party: party.map(|party| Text::from(&record[party].name.id)),
            file: Text::from(report.files.name(claim.file)),
            line: record[claim.site].line,
            as_written: Text::from(&record[claim.value].written),
            best: record[claim.value].best.as_deref().map(Text::from),
            quote: details.quote.map(Text::from),
            note: details.note.map(Text::from),
            url: details.url.map(Text::from),
            lang: details.lang.map(Text::from),
            archived: details.archived.map(Text::from),
            published: details.published.map(Text::from),
            as_of: record.as_of(claim).map(|as_of| Text::from(&as_of.written)),
            live: held.status == Status::Live,
            withdrawn: details.withdrawn.map(Text::from),
            replaced_by: held.status.replaced_by().map(|by| claim_name(report, by)),
        }
    }
}

/// Returns the name by which other programs know a claim.
pub(super) fn claim_name(report: &Report, claim: ClaimId) -> Text<'static> {
    Text::from(report.claim_name(claim))
}

/// Returns the id of a speaker or source.
pub(super) fn speaker_id(report: &Report, speaker: SpeakerId) -> Text<'_> {
    Text::from(&report.record[speaker].name.id)
}
