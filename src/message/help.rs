//! What to do about a finding.

use crate::finding::Detail;

/// Says how to settle a finding, in one line.
pub(super) fn help(detail: &Detail) -> &'static str {
    match detail {
        Detail::Impossible(_) => {
            "check each of these claims, and whether it counts what the rule means"
        }
        Detail::Contradiction(_) => {
            "both stand until a source revises, withdraws or explains its figure"
        }
        Detail::SelfContradiction(_) => {
            "if one replaces the other, give both an `as_of`, or say `supersedes`"
        }
        Detail::Misquote(_) => "go to the speaker's own words, and give each report its `as_of`",
        Detail::FallingTotal { .. } => {
            "look for a correction, a narrower scope, or a slip in one of the figures; if the count starts \
             anew, say so on the attribute: restarts = [DAY]"
        }
        Detail::WeekdayMismatch(_) => {
            "either the day or the date is a slip of the source: look for another report"
        }
        Detail::Strained(_) => {
            "ask whether both speak of the same thing: the figures are far apart"
        }
        Detail::Revised { .. } => "nothing to do: the earlier figure is kept as history",
        Detail::OutdatedRepeat { .. } => {
            "see when that report was written: if it is older than the new value, give it its `as_of` or \
             `published`; else it may not know the new value"
        }
        Detail::WithdrawnStillCited { .. } => {
            "tell whoever still cites it, or note where it was taken back"
        }
    }
}
