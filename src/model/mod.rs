//! What exists: sources, events, attributes, claims, and the values claimed. Data only, no I/O.

mod attribute;
mod claim;
mod decimal;
mod ids;
mod interval;
mod record;
mod value;

pub(crate) use attribute::{About, Attribute, Kind, OverTime, Tolerance};
pub(crate) use claim::{AsOf, Claim, Site};
pub(crate) use decimal::Decimal;
pub(crate) use ids::{
    AsOfId, AttributeId, ClaimId, EventId, Name, PartyId, ScopeId, SiteId, SpeakerId, TopicId,
    ValueId,
};
pub(crate) use interval::{Cut, End, Interval, Side};
pub(crate) use record::{Defaults, Event, Party, Record, Resolution, Rule, Scope, Speaker, Topic};
pub(crate) use value::{Grain, InScope, Meaning, PositionKey, Unit, Value, WeekdaySlip};
