//! What exists: sources, events, attributes, claims, and the values claimed. Data only, no I/O.

mod attribute;
mod claim;
mod decimal;
mod interval;
mod record;
mod value;

pub use attribute::{About, Attribute, Kind, OverTime, Tolerance};
pub use claim::{AsOf, AsOfId, Claim, ClaimId, Site};
pub use decimal::Decimal;
pub use interval::{Cut, End, Interval, Side};
pub use record::{
    AttributeId, Defaults, Event, EventId, Name, Party, PartyId, Record, Resolution, Rule, Speaker,
    SpeakerId, Topic, TopicId, ValueId,
};
pub use value::{Meaning, Stand, Unit, Value, WeekdaySlip};
