//! What exists: sources, events, attributes, claims, and the values claimed. Data only, no I/O.

mod attribute;
mod claim;
mod decimal;
mod ids;
mod interval;
mod record;
mod value;

pub use attribute::{About, Attribute, Kind, OverTime, Tolerance};
pub use claim::{AsOf, Claim, Site};
pub use decimal::Decimal;
pub use ids::{
    AsOfId, AttributeId, ClaimId, EventId, Name, PartyId, SiteId, SpeakerId, TopicId, ValueId,
};
pub use interval::{Cut, End, Interval, Side};
pub use record::{Defaults, Event, Party, Record, Resolution, Rule, Speaker, Topic};
pub use value::{Meaning, PositionKey, Unit, Value, WeekdaySlip};
