//! Where claims are, and which files are read.

use super::Edit::{Add, Put, Rename};
use super::{BLUE_58, RED_23, Way, nothing_is_hidden};

#[test]
fn no_way_is_unseen() {
    nothing_is_hidden(WAYS);
}

const WAYS: &[Way] = &[
    Way {
        what: "the other side's file is put into another topic folder",
        before: &[BLUE_58, RED_23],
        does: &[
            Add("elsewhere/topic.toml", "[topic]\ntitle = 'Elsewhere'\n"),
            Rename("blue.toml", "elsewhere/blue.toml"),
        ],
        stopped_by: "silenced vocabulary snapshot",
        told: "58 (Blue Army) on Killed (Fight at the ford): moved to killed (ford)",
    },
    Way {
        what: "nothing is hidden: a file is put into a folder of the same topic",
        before: &[BLUE_58, RED_23],
        does: &[Rename("blue.toml", "elsewhere/blue.toml")],
        stopped_by: "check",
        told: "Nothing changed",
    },
    Way {
        what: "a new claim is put into another topic folder",
        before: &[BLUE_58],
        does: &[
            Add("elsewhere/topic.toml", "[topic]\ntitle = 'Elsewhere'\n"),
            Add(
                "elsewhere/red.toml",
                "[source]\nid = 'red2'\n[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 23\n",
            ),
        ],
        stopped_by: "vocabulary snapshot",
        told: "attribute killed (Elsewhere): kind count",
    },
    Way {
        what: "nothing is hidden: a file ends in .TOML",
        before: &[BLUE_58],
        does: &[RED_23, Rename("red.toml", "red.TOML")],
        stopped_by: "new snapshot check",
        told: "NEW CONTRADICTIONS",
    },
    Way {
        what: "the other side's file gets a name that is not read",
        before: &[BLUE_58, RED_23],
        does: &[Rename("blue.toml", "blue.toml.txt")],
        stopped_by: "silenced vocabulary snapshot",
        told: "58 (Blue Army) on Killed (Fight at the ford): there no more, or only proposed",
    },
    Way {
        what: "an event gets another id in one of the files",
        before: &[BLUE_58, RED_23],
        does: &[Put("blue.toml", "event = 'ford'", "event = 'war'")],
        stopped_by: "silenced vocabulary snapshot",
        told: "moved to Killed (The war)",
    },
    Way {
        what: "nothing is hidden: a file is hidden",
        before: &[BLUE_58],
        does: &[RED_23, Rename("red.toml", "deep/.red.toml")],
        stopped_by: "new snapshot check",
        told: "NEW CONTRADICTIONS",
    },
];
