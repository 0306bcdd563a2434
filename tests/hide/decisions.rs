//! Claims that come, and what editors decide about them.

use super::Edit::{Add, Put};
use super::{BLUE_58, RED_23, Way, nothing_is_hidden};

#[test]
fn no_way_is_unseen() {
    nothing_is_hidden(WAYS);
}

const WAYS: &[Way] = &[
    Way {
        what: "nothing is hidden: a contradiction comes",
        before: &[BLUE_58],
        does: &[RED_23],
        stopped_by: "new snapshot check",
        told: "NEW CONTRADICTIONS",
    },
    Way {
        what: "a resolution comes in the claim file itself",
        before: &[BLUE_58],
        does: &[
            RED_23,
            Add(
                "red.toml",
                "[[resolution]]\nevent = 'ford'\nattribute = 'killed'\ndate = 2025-11-20\nby = 'R.'\n",
            ),
        ],
        stopped_by: "new vocabulary snapshot",
        told: "an editor has resolved it: R., 20 Nov 2025, in this same change",
    },
    Way {
        what: "a resolution came before, for what is not contradicted yet",
        before: &[
            BLUE_58,
            Add(
                "topic.toml",
                "[[resolution]]\nevent = 'ford'\nattribute = 'killed'\ndate = 2199-11-20\nby = 'R.'\n",
            ),
        ],
        does: &[RED_23],
        stopped_by: "new snapshot",
        told: "an editor has resolved it: R., 20 Nov 2199",
    },
    Way {
        what: "a resolution is dated 9999",
        before: &[BLUE_58],
        does: &[
            RED_23,
            Add(
                "red.toml",
                "[[resolution]]\nevent = 'ford'\nattribute = 'killed'\ndate = 9999-12-31\n",
            ),
        ],
        stopped_by: "new silenced vocabulary snapshot check wide",
        told: "1 error after",
    },
    Way {
        what: "a contradiction is resolved, and nobody said anything",
        before: &[BLUE_58, RED_23],
        does: &[Add(
            "topic.toml",
            "[[resolution]]\nevent = 'ford'\nattribute = 'killed'\ndate = 2025-11-20\nby = 'R.'\n",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: resolution ford / killed: by “R.”, date 2025-11-20",
    },
    Way {
        what: "a resolution that was outdated gets a later day",
        before: &[
            BLUE_58,
            RED_23,
            Add(
                "post.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 31\npublished = 2025-06-01\n",
            ),
            Add(
                "topic.toml",
                "[[resolution]]\nevent = 'ford'\nattribute = 'killed'\ndate = 2025-05-20\n",
            ),
        ],
        does: &[Put("topic.toml", "2025-05-20", "2030-05-20")],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: resolution ford / killed: date 2025-05-20 → 2030-05-20",
    },
    Way {
        what: "a further value without a day comes to a resolved question",
        before: &[
            BLUE_58,
            RED_23,
            Add(
                "topic.toml",
                "[[resolution]]\nevent = 'ford'\nattribute = 'killed'\ndate = 2025-05-20\n",
            ),
        ],
        does: &[Add(
            "post.toml",
            "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 99\n",
        )],
        stopped_by: "new snapshot",
        told: "The Post joins with 99",
    },
    Way {
        what: "a further value with an earlier day comes to a resolved question",
        before: &[
            BLUE_58,
            RED_23,
            Add(
                "topic.toml",
                "[[resolution]]\nevent = 'ford'\nattribute = 'killed'\ndate = 2025-05-20\n",
            ),
        ],
        does: &[Add(
            "blue.toml",
            "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 99\npublished = 2025-05-03\n",
        )],
        stopped_by: "new snapshot",
        told: "Blue Army 58 → 58; 99",
    },
    Way {
        what: "a further speaker comes to a contradicted question",
        before: &[BLUE_58, RED_23],
        does: &[Add(
            "post.toml",
            "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 58\n",
        )],
        stopped_by: "new snapshot check",
        told: "The Post joins with 58",
    },
    Way {
        what: "a speaker says more on a contradicted question, in place",
        before: &[BLUE_58, RED_23],
        does: &[Put("blue.toml", "58", "580")],
        stopped_by: "new snapshot check",
        told: "Blue Army 58 → 580",
    },
    Way {
        what: "nothing is hidden: a speaker comes nearer in words of its own",
        before: &[BLUE_58, RED_23],
        does: &[Put("blue.toml", "58", "50")],
        stopped_by: "snapshot check",
        told: "Blue Army 58 → 50",
    },
    Way {
        what: "nothing is hidden: a source says something else, and they agree",
        before: &[BLUE_58, RED_23],
        does: &[Put("blue.toml", "58", "23")],
        stopped_by: "snapshot",
        told: "SETTLED CONTRADICTIONS",
    },
    Way {
        what: "nothing is hidden: a source replaces its own claim",
        before: &[
            BLUE_58,
            RED_23,
            Put("blue.toml", "value = 58", "id = 'b'\nvalue = 58"),
        ],
        does: &[Add(
            "blue.toml",
            "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 23\nsupersedes = 'b'\n",
        )],
        stopped_by: "snapshot",
        told: "SETTLED CONTRADICTIONS",
    },
    Way {
        what: "nothing is hidden: a new source with a party",
        before: &[BLUE_58],
        does: &[Add(
            "army.toml",
            "[source]\nid = 'army'\nparty = 'up'\n[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 58\n",
        )],
        stopped_by: "snapshot",
        told: "on one speaker's word → agreed",
    },
    Way {
        what: "a sum does not add up any more",
        before: &[
            BLUE_58,
            Add("topic.toml", "[[rule]]\nholds = 'killed <= wounded'\n"),
        ],
        does: &[Add(
            "red.toml",
            "[[claim]]\nevent = 'ford'\nattribute = 'wounded'\nvalue = 23\n",
        )],
        stopped_by: "new snapshot check",
        told: "NEW CONTRADICTIONS",
    },
    Way {
        what: "a speaker names another place on a contradicted question, in place",
        before: &[
            Add(
                "blue.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'place'\nvalue = 'Ogram'\n",
            ),
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'place'\nvalue = 'Larn'\n",
            ),
        ],
        does: &[Put("blue.toml", "Ogram", "Tarn")],
        stopped_by: "new snapshot check",
        told: "Blue Army Ogram → Tarn",
    },
];
