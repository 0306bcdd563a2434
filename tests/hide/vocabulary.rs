//! What attributes, events, rules and speakers mean.

use super::Edit::{Add, Put, Remove};
use super::{BLUE_58, RED_23, Way, nothing_is_hidden};

#[test]
fn no_way_is_unseen() {
    nothing_is_hidden(WAYS);
}

const WAYS: &[Way] = &[
    Way {
        what: "a tolerance is raised",
        before: &[BLUE_58, RED_23],
        does: &[Put(
            "topic.toml",
            "unit = 'people'",
            "unit = 'people'\ntolerance = '90%'",
        )],
        stopped_by: "silenced vocabulary snapshot wide",
        told: "because of: attribute killed: tolerance 90 %",
    },
    Way {
        what: "numbers are declared to be rounded",
        before: &[
            Add(
                "blue.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'wounded'\nvalue = '2 thousand'\n",
            ),
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'wounded'\nvalue = 1600\n",
            ),
        ],
        does: &[Put(
            "topic.toml",
            "label = 'Wounded'",
            "label = 'Wounded'\nrounded = true",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: attribute wounded: rounded",
    },
    Way {
        what: "the other side's number is declared to be rounded",
        before: &[
            Add(
                "blue.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'wounded'\nvalue = '2 thousand'\n",
            ),
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'wounded'\nvalue = 1600\n",
            ),
        ],
        does: &[Put(
            "blue.toml",
            "'2 thousand'",
            "'2 thousand'\nrounded = true",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "value 2 thousand → 2 thousand, in its place (blue.toml",
    },
    Way {
        what: "a total that falls is said to start anew",
        before: &[
            Add(
                "blue.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'hurt'\nvalue = 58\nas_of = 2025-11-01\n",
            ),
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'hurt'\nvalue = 23\nas_of = 2025-11-03\n",
            ),
            Put(
                "topic.toml",
                "label = 'Hurt'",
                "label = 'Hurt'\nover_time = 'grows'",
            ),
        ],
        does: &[Put(
            "topic.toml",
            "over_time = 'grows'",
            "over_time = 'grows'\nrestarts = [2025-11-02]",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: attribute hurt: restarts 2025-11-02",
    },
    Way {
        what: "an event is no longer all of its parts",
        before: &[
            BLUE_58,
            Add(
                "blue.toml",
                "[[claim]]\nevent = 'war'\nattribute = 'killed'\nvalue = 60\n",
            ),
            Put(
                "topic.toml",
                "title = 'Fight at the ford'",
                "title = 'Fight at the ford'\nwithin = 'war'",
            ),
            Put(
                "topic.toml",
                "title = 'The war'",
                "title = 'The war'\ncomplete = true",
            ),
        ],
        does: &[Put("topic.toml", "complete = true", "")],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: event war: complete",
    },
    Way {
        what: "a tolerance is raised, to be used by the next pull request",
        before: &[BLUE_58],
        does: &[Put(
            "topic.toml",
            "unit = 'people'",
            "unit = 'people'\ntolerance = 500",
        )],
        stopped_by: "vocabulary snapshot wide",
        told: "attribute killed: tolerance 500",
    },
    Way {
        what: "a tolerance comes with the claim that needs it",
        before: &[BLUE_58],
        does: &[
            RED_23,
            Put(
                "topic.toml",
                "unit = 'people'",
                "unit = 'people'\ntolerance = '90%'",
            ),
        ],
        stopped_by: "vocabulary snapshot wide",
        told: "attribute killed: tolerance 90 %",
    },
    Way {
        what: "an alias makes two names one",
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
        does: &[Put(
            "topic.toml",
            "kind = 'text'",
            "kind = 'text'\naliases = { Larn = ['Ogram'] }",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: attribute place: alias “ogram” “larn”",
    },
    Way {
        what: "a name is put inside another",
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
        does: &[Put(
            "topic.toml",
            "kind = 'text'",
            "kind = 'text'\nbroader = { Ogram = 'Larn' }",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: attribute place: broader than “ogram” “larn”",
    },
    Way {
        what: "the unit of the attribute is another one",
        before: &[
            BLUE_58,
            RED_23,
            Put("blue.toml", "value = 58", "value = 58\nunit = 'people'"),
        ],
        does: &[Put("topic.toml", "unit = 'people'", "unit = 'families'")],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: attribute killed: unit “people” → “families”",
    },
    Way {
        what: "a unit is worth something else",
        before: &[
            BLUE_58,
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 10\nunit = 'squads'\n",
            ),
            Put(
                "topic.toml",
                "unit = 'people'",
                "unit = 'people'\nunits = { squads = 10 }",
            ),
        ],
        does: &[Put("topic.toml", "squads = 10", "squads = 5.8")],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: attribute killed: units “squads” 10 → 5.8",
    },
    Way {
        what: "“about” becomes wide",
        before: &[
            BLUE_58,
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 'about 23'\n",
            ),
        ],
        does: &[Put(
            "topic.toml",
            "unit = 'people'",
            "unit = 'people'\nabout = '200%'",
        )],
        stopped_by: "silenced vocabulary snapshot wide",
        told: "because of: attribute killed: about 200 %",
    },
    Way {
        what: "values of one day become values of any day",
        before: &[
            BLUE_58,
            RED_23,
            Put("blue.toml", "value = 58", "value = 58\nas_of = 2025-05-02"),
            Put("red.toml", "value = 23", "value = 23\nas_of = 2025-05-03"),
        ],
        does: &[Put(
            "topic.toml",
            "unit = 'people'",
            "unit = 'people'\nover_time = 'varies'",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: attribute killed: over_time varies",
    },
    Way {
        what: "“about” a date is made wider",
        before: &[
            Add(
                "blue.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'day'\nvalue = 'about 6 November 2025'\n",
            ),
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'day'\nvalue = 2025-11-12\n",
            ),
        ],
        does: &[Put(
            "topic.toml",
            "kind = 'date'",
            "kind = 'date'\nabout = '1 year'",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: attribute day: about 1 year",
    },
    Way {
        what: "times are read in another zone",
        before: &[
            Add(
                "blue.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'day'\nvalue = '2025-05-02'\n",
            ),
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'day'\nvalue = '2025-05-02T22:00:00-05:00'\n",
            ),
        ],
        does: &[Put(
            "topic.toml",
            "kind = 'date'",
            "kind = 'date'\nzone = 'America/New_York'",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: attribute day: zone “America/New_York”",
    },
    Way {
        what: "the kind becomes one that is never compared",
        before: &[
            BLUE_58,
            RED_23,
            Put("blue.toml", "value = 58", "value = '58'"),
            Put("red.toml", "value = 23", "value = '23'"),
        ],
        does: &[Put(
            "topic.toml",
            "kind = 'count'\nunit = 'people'",
            "kind = 'statement'",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: attribute killed: kind count → statement",
    },
    Way {
        what: "a speaker becomes nobody in particular",
        before: &[
            Add(
                "topic.toml",
                "[[speaker]]\nid = 'mayor'\n[[speaker]]\nid = 'clerk'\n",
            ),
            Add(
                "post.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 58\nby = 'mayor'\n\
                 [[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 58\nby = 'clerk'\n",
            ),
        ],
        does: &[Put(
            "topic.toml",
            "id = 'clerk'",
            "id = 'clerk'\nkind = 'unnamed'",
        )],
        stopped_by: "vocabulary snapshot",
        told: "speaker clerk: kind “unnamed”",
    },
    Way {
        what: "a speaker changes sides",
        before: &[BLUE_58, RED_23],
        does: &[Put("blue.toml", "party = 'up'", "party = 'down'")],
        stopped_by: "vocabulary snapshot check",
        told: "speaker blue: party up → down",
    },
    Way {
        what: "a rule is taken out",
        before: &[
            Add("topic.toml", "[[rule]]\nholds = 'killed <= wounded'\n"),
            BLUE_58,
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'wounded'\nvalue = 23\n",
            ),
        ],
        does: &[Put(
            "topic.toml",
            "[[rule]]\nholds = 'killed <= wounded'\n",
            "",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: rule killed <= wounded: holds",
    },
    Way {
        what: "a part is a part no more",
        before: &[
            Put(
                "topic.toml",
                "title = 'Fight at the ford'",
                "title = 'Fight at the ford'\nwithin = 'war'",
            ),
            BLUE_58,
            Add(
                "red.toml",
                "[[claim]]\nevent = 'war'\nattribute = 'killed'\nvalue = 23\n",
            ),
        ],
        does: &[Put("topic.toml", "within = 'war'", "")],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: event ford: within war",
    },
    Way {
        what: "parts may share what they count",
        before: &[
            Put(
                "topic.toml",
                "title = 'The war'",
                "title = 'The war'\ndisjoint = true",
            ),
            Put(
                "topic.toml",
                "title = 'Fight at the ford'",
                "title = 'Fight at the ford'\nwithin = 'war'",
            ),
            Add("topic.toml", "[[event]]\nid = 'hill'\nwithin = 'war'\n"),
            BLUE_58,
            Add(
                "blue.toml",
                "[[claim]]\nevent = 'hill'\nattribute = 'killed'\nvalue = 40\n\
                 [[claim]]\nevent = 'war'\nattribute = 'killed'\nvalue = 60\n",
            ),
        ],
        does: &[Put("topic.toml", "disjoint = true", "")],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: event war: disjoint",
    },
    Way {
        what: "a list does not name everybody any more",
        before: &[
            Add(
                "topic.toml",
                "[[attribute]]\nid = 'dead'\nlabel = 'Dead'\nkind = 'names'\ncomplete = true\n",
            ),
            Add(
                "blue.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'dead'\nvalue = ['Ada', 'Ben']\n",
            ),
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'dead'\nvalue = ['Ada']\n",
            ),
        ],
        does: &[Put("topic.toml", "complete = true", "")],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: attribute dead: complete",
    },
    Way {
        what: "the attribute of a new claim is a new one that is never compared",
        before: &[BLUE_58],
        does: &[
            Add(
                "topic.toml",
                "[[attribute]]\nid = 'dead'\nlabel = 'Dead'\nkind = 'statement'\n",
            ),
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'dead'\nvalue = '23'\n",
            ),
        ],
        stopped_by: "vocabulary snapshot",
        told: "attribute dead: kind statement",
    },
    Way {
        what: "nothing is hidden: a source that says what another said",
        before: &[BLUE_58],
        does: &[Add(
            "post.toml",
            "[[claim]]\nevent = 'ford'\nattribute = 'killed'\nvalue = 58\n",
        )],
        stopped_by: "snapshot",
        told: "on one speaker's word → agreed",
    },
    Way {
        what: "a tolerance that was raised before is used",
        before: &[
            BLUE_58,
            Put(
                "topic.toml",
                "unit = 'people'",
                "unit = 'people'\ntolerance = 500",
            ),
        ],
        does: &[RED_23],
        stopped_by: "snapshot wide",
        told: "Red Army joins with 23",
    },
    Way {
        what: "the vocabulary is taken away",
        before: &[BLUE_58, RED_23],
        does: &[Remove("topic.toml")],
        stopped_by: "vocabulary snapshot check",
        told: "attribute place: kind text",
    },
    Way {
        what: "a rule counts one of its figures twice",
        before: &[
            Add("topic.toml", "[[rule]]\nholds = 'killed <= wounded'\n"),
            BLUE_58,
            Add(
                "red.toml",
                "[[claim]]\nevent = 'ford'\nattribute = 'wounded'\nvalue = 30\n",
            ),
        ],
        does: &[Put(
            "topic.toml",
            "killed <= wounded",
            "killed <= 2 wounded",
        )],
        stopped_by: "silenced vocabulary snapshot",
        told: "because of: rule killed <= wounded: holds",
    },
];
