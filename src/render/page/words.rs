//! Shims until the words themselves are `Shown`.

use crate::accounts::{Clash, Implied};
use crate::compare::WidestGap;
use crate::finding::Finding;
use crate::model::{AsOf, Attribute, Claim, ClaimId, Interval, Kind, SpeakerId, Value};
use crate::render::rows::dates;
use crate::render::{meaning as meanings, sums, words};
use crate::report::{Report, Resolved};
use crate::safe::{Shown, safe};
use std::fmt::Display;

pub(super) fn name(report: &Report, speaker: SpeakerId) -> Shown {
    safe(&words::name(report, speaker))
}
pub(super) fn list(names: Vec<Shown>) -> Shown {
    safe(&words::list(
        names.into_iter().map(Shown::into_string).collect(),
    ))
}
pub(super) fn finding(report: &Report, finding: &Finding) -> Shown {
    safe(&words::finding(report, finding))
}
pub(super) fn resolved(report: &Report, resolved: &Resolved) -> Vec<Shown> {
    words::resolved(report, resolved)
        .iter()
        .map(|t| safe(t))
        .collect()
}
pub(super) fn apart(widest: &WidestGap, kind: Kind) -> Shown {
    safe(&words::apart(widest, kind))
}
pub(super) fn grouped(n: impl Display) -> Shown {
    safe(&words::grouped(&n.to_string()))
}
pub(super) fn figure(n: f64) -> Shown {
    safe(&words::figure(n))
}
pub(super) fn enough(n: f64) -> Shown {
    safe(&words::enough(n))
}
pub(super) fn fell(report: &Report, a: ClaimId, b: ClaimId) -> Shown {
    safe(&words::fell(report, a, b))
}
pub(super) fn unsaid(attribute: &Attribute, value: &Value) -> Shown {
    safe(&words::unsaid(attribute, value))
}
pub(super) fn own(report: &Report, clash: &Clash) -> Option<Shown> {
    sums::own(report, clash).map(|t| safe(&t))
}
pub(super) fn clash(report: &Report, clash: &Clash) -> Shown {
    safe(&sums::clash(report, clash))
}
pub(super) fn implied(implied: &Implied) -> Shown {
    safe(&sums::implied(implied))
}
pub(super) fn meaning(report: &Report, claim: &Claim) -> Shown {
    safe(&meanings::meaning(report, claim))
}
pub(super) fn of_edtf(written: &str) -> Shown {
    safe(&dates::of_edtf(written))
}
pub(super) fn of_time(as_of: &AsOf, zone: &jiff::tz::TimeZone) -> Shown {
    safe(&dates::of_time(as_of, zone))
}
pub(super) fn date(written: &str, set: &Interval, zone: &jiff::tz::TimeZone) -> Shown {
    safe(&dates::shown(written, set, zone))
}
pub(super) fn before(first: &Shown, next: &Shown) -> Shown {
    safe(dates::before(first.as_str(), next.as_str()))
}
