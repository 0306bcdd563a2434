//! The stable codes of everything that the program can say about reports and about files.

/// The weight of a diagnostic or a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something in a file is wrong: part of what it says could not be read.
    Error,
    /// Something in a file is doubtful: everything was read.
    Warning,
    /// Something found out about the reports, not about our files.
    Finding,
}

impl Severity {
    /// Returns its word in the output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Finding => "finding",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $word:literal $severity:ident;)*) => {
        /// A thing that the program can say. `crosscheck explain CODE` says more about each.
        ///
        /// ```
        /// use crosscheck::code::{Code, Severity};
        ///
        /// let code = Code::from_word("quote-mismatch").unwrap();
        /// assert_eq!(code.severity(), Severity::Warning);
        /// assert!(!code.explanation().is_empty());
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $word, "`: see `crosscheck explain ", $word, "`.")] $variant,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns its stable word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Returns its weight.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// Returns what it means, why it matters, an example, and how to settle it.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("explain/", $word, ".md")),)* }
            }
        }
    };
}

codes! {
    Contradiction "contradiction" Finding;
    SelfContradiction "self-contradiction" Finding;
    Misquote "misquote" Finding;
    FallingTotal "falling-total" Finding;
    WeekdayMismatch "weekday-mismatch" Finding;
    Impossible "impossible" Finding;
    Strained "strained" Finding;
    Revised "revised" Finding;
    OutdatedRepeat "outdated-repeat" Finding;
    WithdrawnStillCited "withdrawn-still-cited" Finding;
    Syntax "syntax" Error;
    Encoding "encoding" Error;
    Unreadable "unreadable" Error;
    TooLarge "too-large" Error;
    UnknownKey "unknown-key" Error;
    MissingKey "missing-key" Error;
    BadValue "bad-value" Error;
    BadRule "bad-rule" Error;
    DuplicateId "duplicate-id" Error;
    CircularCitation "circular-citation" Error;
    CircularBroader "circular-broader" Error;
    CircularSupersedes "circular-supersedes" Error;
    CircularWithin "circular-within" Error;
    UnknownClaim "unknown-claim" Error;
    Unconfirmed "unconfirmed" Warning;
    UnknownEvent "unknown-event" Warning;
    UnknownAttribute "unknown-attribute" Warning;
    UnknownSpeaker "unknown-speaker" Warning;
    UnknownParty "unknown-party" Warning;
    UnknownScope "unknown-scope" Warning;
    UnitMismatch "unit-mismatch" Warning;
    QuoteMismatch "quote-mismatch" Warning;
    Unattributed "unattributed" Warning;
    SameWords "same-words" Warning;
    QuoteNotInText "quote-not-in-text" Warning;
    DuplicateClaim "duplicate-claim" Warning;
    EarlyClaim "early-claim" Warning;
    EarlyRelay "early-relay" Warning;
    OutsideWhole "outside-whole" Warning;
    UndatedClaim "undated-claim" Warning;
    ConfusableId "confusable-id" Warning;
    UnusedDeclaration "unused-declaration" Warning;
    StaleResolution "stale-resolution" Warning;
    IdleRule "idle-rule" Warning;
    WideTolerance "wide-tolerance" Warning;
    SearchCut "search-cut" Warning;
}

impl Code {
    /// Returns true if a finding of this code says that claims on its question contradict each other.
    pub fn is_contradiction(self) -> bool {
        match self {
            Self::Contradiction | Self::SelfContradiction | Self::Misquote | Self::FallingTotal => {
                true
            }
            Self::WeekdayMismatch
            | Self::Impossible
            | Self::Strained
            | Self::Revised
            | Self::OutdatedRepeat
            | Self::WithdrawnStillCited
            | Self::Syntax
            | Self::Encoding
            | Self::Unreadable
            | Self::TooLarge
            | Self::UnknownKey
            | Self::MissingKey
            | Self::BadValue
            | Self::BadRule
            | Self::DuplicateId
            | Self::CircularCitation
            | Self::CircularBroader
            | Self::CircularSupersedes
            | Self::CircularWithin
            | Self::UnknownClaim
            | Self::Unconfirmed
            | Self::UnknownEvent
            | Self::UnknownAttribute
            | Self::UnknownSpeaker
            | Self::UnknownParty
            | Self::UnknownScope
            | Self::UnitMismatch
            | Self::QuoteMismatch
            | Self::Unattributed
            | Self::SameWords
            | Self::QuoteNotInText
            | Self::DuplicateClaim
            | Self::EarlyClaim
            | Self::EarlyRelay
            | Self::OutsideWhole
            | Self::UndatedClaim
            | Self::ConfusableId
            | Self::UnusedDeclaration
            | Self::StaleResolution
            | Self::IdleRule
            | Self::WideTolerance
            | Self::SearchCut => false,
        }
    }

    /// Returns the code with that word, if there is one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.word() == word)
    }
}

/// Some of the codes.
///
/// ```
/// use crosscheck::code::{Code, CodeSet};
///
/// let strict = CodeSet::NONE.with(Code::Unconfirmed);
/// assert!(strict.has(Code::Unconfirmed));
/// assert!(!strict.has(Code::Syntax));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeSet([bool; Code::ALL.len()]);

impl CodeSet {
    /// None of them.
    pub const NONE: Self = Self([false; Code::ALL.len()]);

    /// Returns the set with one more.
    #[must_use]
    pub fn with(mut self, code: Code) -> Self {
        self.0[code as usize] = true;
        self
    }

    /// Returns true if a code is in it.
    pub fn has(self, code: Code) -> bool {
        self.0[code as usize]
    }
}

impl Default for CodeSet {
    fn default() -> Self {
        Self::NONE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_finding_can_be_a_contradiction() {
        let contradictions = Code::ALL.iter().filter(|code| code.is_contradiction());
        for code in contradictions.clone() {
            assert_eq!(code.severity(), Severity::Finding, "{code:?}");
        }
        assert_eq!(contradictions.count(), 4);
    }

    #[test]
    fn codes_are_unique_and_each_is_explained() {
        for (at, code) in Code::ALL.iter().enumerate() {
            assert_eq!(Code::from_word(code.word()), Some(*code));
            assert!(
                Code::ALL[at + 1..]
                    .iter()
                    .all(|other| other.word() != code.word()),
                "{code:?} twice"
            );
            let text = code.explanation();
            assert!(
                text.starts_with(&format!("# {}\n", code.word())),
                "{code:?}"
            );
            for heading in ["## Why it matters", "## Example", "## How to settle it"] {
                assert!(text.contains(heading), "{code:?} lacks {heading}");
            }
        }
    }
}
