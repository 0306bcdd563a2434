//! What becomes of claims that were there.

use super::Edit::{Add, Put, Remove};
use super::{BLUE_58, RED_23, Way, nothing_is_hidden};

#[test]
fn no_way_is_unseen() {
    nothing_is_hidden(WAYS);
}

const WAYS: &[Way] = &[
    Way {
        what: "a claim gets another unit",
        before: &[BLUE_58, RED_23],
        does: &[Put(
            "blue.toml",
            "value = 58",
            "value = 58\nunit = 'families'",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "value 58 → 58 families, in its place",
    },
    Way {
        what: "a claim is given for another day",
        before: &[
            Add(
                "blue.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'homeless'\nvalue = 58\nas_of = 2025-05-02\n",
            ),
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'homeless'\nvalue = 23\nas_of = 2025-05-02\n",
            ),
        ],
        does: &[Put("blue.toml", "2025-05-02", "2025-05-03")],
        stopped_by: "silenced vocabulary snapshot",
        told: "as_of 2025-05-02 → 2025-05-03, in its place",
    },
    Way {
        what: "the other side's claim is only proposed",
        before: &[BLUE_58, RED_23],
        does: &[Put(
            "blue.toml",
            "value = 58",
            "value = 58\nproposed = true",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "58 (Blue Army) on Killed (Fight at the ford): there no more, or only proposed",
    },
    Way {
        what: "the other side's claim is taken back",
        before: &[BLUE_58, RED_23],
        does: &[Put(
            "blue.toml",
            "value = 58",
            "value = 58\nwithdrawn = 2025-06-01",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "taken back on 1 Jun 2025",
    },
    Way {
        what: "the other side's claim is taken back in the change that brings another",
        before: &[BLUE_58],
        does: &[
            RED_23,
            Put(
                "blue.toml",
                "value = 58",
                "value = 58\nwithdrawn = 2025-06-01",
            ),
        ],
        stopped_by: "vocabulary snapshot",
        told: "taken back on 1 Jun 2025",
    },
    Way {
        what: "the other side's claim is deleted",
        before: &[BLUE_58, RED_23],
        does: &[Remove("blue.toml")],
        stopped_by: "silenced vocabulary snapshot",
        told: "58 (Blue Army) on Killed (Fight at the ford): there no more, or only proposed",
    },
    Way {
        what: "the other side's claim is deleted in the change that brings another",
        before: &[BLUE_58],
        does: &[RED_23, Remove("blue.toml")],
        stopped_by: "vocabulary snapshot",
        told: "58 (Blue Army) on Killed (Fight at the ford): there no more, or only proposed",
    },
    Way {
        what: "the other side's claim is replaced by one that it made before",
        before: &[
            BLUE_58,
            RED_23,
            Add(
                "blue.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = '20 to 70'\nid = 'c'\n",
            ),
            Put("blue.toml", "value = 58", "value = 58\nid = 'b'"),
        ],
        does: &[Put("blue.toml", "id = 'c'", "id = 'c'\nsupersedes = 'b'")],
        stopped_by: "silenced vocabulary snapshot",
        told: "replaced by a claim in the file of Blue Army",
    },
    Way {
        what: "an event is renamed everywhere, and one claim is left out",
        before: &[BLUE_58, RED_23],
        does: &[
            Put("topic.toml", "id = 'ford'", "id = 'ford-2'"),
            Put("red.toml", "event = 'ford'", "event = 'ford-2'"),
        ],
        stopped_by: "silenced vocabulary snapshot",
        told: "moved to Killed (Fight at the ford)",
    },
    Way {
        what: "an attribute is renamed, and one claim is left out",
        before: &[BLUE_58, RED_23],
        does: &[
            Put("topic.toml", "id = 'killed'", "id = 'dead'"),
            Put("red.toml", "attribute = 'killed'", "attribute = 'dead'"),
        ],
        stopped_by: "silenced vocabulary snapshot",
        told: "moved to Killed (Fight at the ford)",
    },
    Way {
        what: "one side's words are put into the other's mouth",
        before: &[BLUE_58, RED_23],
        does: &[Put("blue.toml", "value = 58", "value = 58\nby = 'red'")],
        stopped_by: "new silenced vocabulary snapshot check",
        told: "by Blue Army → Red Army, in its place",
    },
    Way {
        what: "a claim is told to have been read elsewhere",
        before: &[BLUE_58, RED_23],
        does: &[Put("blue.toml", "value = 58", "value = 58\nvia = 'post'")],
        stopped_by: "vocabulary check",
        told: "via Blue Army → The Post, in its place",
    },
    Way {
        what: "a source takes the id of another",
        before: &[BLUE_58, RED_23],
        does: &[
            Put("blue.toml", "id = 'blue'", "id = 'post'"),
            Remove("post.toml"),
        ],
        stopped_by: "new vocabulary snapshot check",
        told: "by blue → post, in its place",
    },
    Way {
        what: "a value is hedged, and the words are the same",
        before: &[BLUE_58, RED_23],
        does: &[Put("blue.toml", "value = 58", "value = 'at most 58'")],
        stopped_by: "silenced vocabulary snapshot",
        told: "value 58 → at most 58, in its place",
    },
    Way {
        what: "a quote is another one, and the value is not: nothing is compared otherwise",
        before: &[BLUE_58, RED_23],
        does: &[Put(
            "blue.toml",
            "quote = '58 killed'",
            "quote = 'we lost 58'",
        )],
        stopped_by: "check",
        told: "Nothing changed",
    },
    Way {
        what: "the other side says that it does not know",
        before: &[BLUE_58, RED_23],
        does: &[Put("blue.toml", "value = 58", "value = 'unknown'")],
        stopped_by: "silenced vocabulary snapshot",
        told: "value 58 → unknown, in its place (blue.toml:5)",
    },
    Way {
        what: "the other side's claim gets another value, and loses its quote",
        before: &[BLUE_58, RED_23],
        does: &[Put(
            "blue.toml",
            "value = 58\nquote = '58 killed'",
            "value = 23",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "value 58 → 23, in its place (blue.toml:5)",
    },
    Way {
        what: "the other side's claim is replaced by what a third party tells of it",
        before: &[
            BLUE_58,
            RED_23,
            Put("blue.toml", "value = 58", "id = 'b'\nvalue = 58"),
        ],
        does: &[Add(
            "post.toml",
            "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 23\nby = 'blue'\nsupersedes = 'b'\n",
        )],
        stopped_by: "new silenced vocabulary snapshot check wide",
        told: "1 error after",
    },
    Way {
        what: "the other side's file does not parse",
        before: &[BLUE_58, RED_23],
        does: &[Put("blue.toml", "value = 58", "value = 58 58")],
        stopped_by: "new silenced vocabulary snapshot check wide",
        told: "1 error after",
    },
];
