//! The JSON of version 1, written and read by the same types: one place says which keys a document has.
//!
//! [`ReportJson`], [`CheckJson`], [`SourcesJson`] and [`CruxJson`] are documents of the version
//! `crosscheck/1`, [`DiffJson`] has a version of its own. Each is made by `new` from what it shows, and
//! each is read by serde: what is written, read and written again is the same, byte for byte.
//!
//! - Long lists are a [`List`], whose items are made while they are written: a report of a million claims
//!   is never in memory as a document. Texts are a [`Text`], borrowed from the report or from the JSON.
//! - A key is never left out: it is `null` or empty if it does not apply. The exceptions are
//!   `low_excluded` and `high_excluded`, which only the ends of amounts have, and `lang`, which only claims
//!   with a language have.
//! - A reader passes over keys that it does not know, so that a later version may add some. A key that is
//!   added is an `Option` or has `#[serde(default)]`, so that documents from before it are still read.
//! - Words such as an outcome or a code are texts: a later version may have more of them.
//!
//! [`read_report`] reads a saved report, [`State`](crate::diff::State) is made from it.

mod check;
mod claim;
mod crux;
mod diff;
mod ends;
mod event;
mod finding;
mod head;
mod lines;
mod list;
mod question;
mod report;
mod saved;
mod schema;
mod sources;
mod state;
mod text;
mod vocabulary;

pub use check::CheckJson;
pub use claim::ClaimJson;
pub use crux::{CruxGroupJson, CruxJson, CruxStepJson, CruxWordJson};
pub use diff::{
    DiffClaimJson, DiffCountsJson, DiffFindingJson, DiffJson, DiffMoveJson, DiffPositionJson,
    DiffQuestionJson, DiffSilencedJson, DiffSummaryJson, DiffWordJson,
};
pub use ends::EndsJson;
pub(crate) use ends::{gap, ratio, share};
pub use event::{EventJson, ImpliedJson};
pub use finding::{DiagnosticJson, FindingJson};
pub use head::{AsOfJson, SCHEMA, SummaryJson};
pub use lines::{LineJson, QuestionLineJson, lines};
pub use list::List;
pub use question::{
    PairsJson, PositionJson, QuestionJson, RelationJson, ResolutionJson, SettledJson,
};
pub use report::{ReportJson, SelectionJson, SpeakerJson};
pub use saved::{SavedError, read_report};
pub use schema::report_schema;
pub use sources::{
    AccusationsJson, FiguresJson, LeaningJson, LossJson, SourcesJson, SpreadJson, TrackJson,
};
pub use text::Text;
pub use vocabulary::VocabularyJson;
