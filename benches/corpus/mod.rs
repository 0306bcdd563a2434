//! Made-up claim files of any size, the same for the same seed, with a table of what every value
//! means beside them, so that a program that cannot read the words can be asked the same question.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use fastrand::Rng;

/// What a corpus is like.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// How many claims it holds.
    pub(crate) claims: usize,
    /// How many claim files, beside the one with the vocabulary.
    pub(crate) files: usize,
    /// How the claims lie on questions.
    pub(crate) shape: Shape,
    /// What the dice begin with.
    pub(crate) seed: u64,
}

/// How the claims lie on questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A monitoring project: a few reports a question, one in twenty questions contradicted.
    Topic,
    /// One question with all the claims.
    OneQuestion,
    /// Every claim on a question of its own.
    Unique,
    /// One running total with all the claims, each for a later minute.
    Grows,
    /// Speakers who each give a new value every day.
    Revisions,
    /// A chain of relays, each citing the one before it.
    Chain,
    /// Names with an alias each.
    Aliases,
    /// Quotes of 64 kB.
    Quotes,
}

impl Shape {
    /// Every shape with its word on the command line.
    pub(crate) const ALL: [(Self, &'static str); 8] = [
        (Self::Topic, "topic"),
        (Self::OneQuestion, "one-question"),
        (Self::Unique, "unique"),
        (Self::Grows, "grows"),
        (Self::Revisions, "revisions"),
        (Self::Chain, "chain"),
        (Self::Aliases, "aliases"),
        (Self::Quotes, "quotes"),
    ];

    /// Returns the shape of that word.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, name)| *name == word)
            .map(|(shape, _)| *shape)
    }
}

/// The attributes of every event: id, kind, and the noun of its quotes.
const ATTRIBUTES: [(&str, &str, &str); 10] = [
    ("soldiers-killed", "count", "soldiers were killed"),
    ("soldiers-wounded", "count", "soldiers were wounded"),
    ("civilians-killed", "count", "civilians were killed"),
    ("civilians-wounded", "count", "civilians were wounded"),
    ("people-displaced", "count", "people were displaced"),
    ("posts-captured", "count", "posts were captured"),
    ("damage", "amount", "dollars of damage were done"),
    ("ended-on", "date", "the fighting ended"),
    ("ceasefire-agreed", "yes-no", "a ceasefire was agreed"),
    ("weapon", "text", "was used"),
];

const PLACES: [&str; 8] = [
    "spin-boldak",
    "chaman",
    "kurram",
    "angoor-adda",
    "bajaur",
    "torkham",
    "zhob",
    "nangarhar",
];
const WEAPONS: [&str; 5] = [
    "artillery",
    "a drone",
    "mortars",
    "small arms",
    "an air strike",
];
const SPEAKERS: usize = 240;
const PARTIES: usize = 6;
/// How many speak on a question with all the claims.
const ONE_QUESTION_SPEAKERS: usize = 10_000;

/// One in so many reports says something else than the others.
const ODD_ONE_OUT: usize = 100;

/// Writes the corpus to `folder`/claims and the table of meanings to `folder`/claims.csv.
pub(crate) fn write(folder: &Path, plan: &Plan) -> io::Result<()> {
    let claims = folder.join("claims");
    std::fs::create_dir_all(&claims)?;
    let mut dice = Rng::with_seed(plan.seed);
    let mut files = Files::create(&claims, plan)?;
    let mut table = BufWriter::new(File::create(folder.join("claims.csv"))?);
    writeln!(table, "event,attribute,speaker,as_of,low,high,name")?;
    let questions = deal(&mut dice, plan);
    files.vocabulary(&questions, plan)?;
    for question in &questions {
        let truth = Truth::throw(&mut dice);
        for nth in 0..question.claims {
            let report = report(&mut dice, question, &truth, nth, plan.shape);
            files.claim(dice.usize(..plan.files), &report)?;
            report.row(&mut table)?;
        }
    }
    files.finish()?;
    table.flush()
}

/// A question and how many claims it gets.
struct Question {
    event: usize,
    attribute: usize,
    claims: usize,
}

fn deal(dice: &mut Rng, plan: &Plan) -> Vec<Question> {
    let one = |attribute| {
        vec![Question {
            event: 0,
            attribute,
            claims: plan.claims,
        }]
    };
    match plan.shape {
        Shape::OneQuestion | Shape::Grows | Shape::Revisions | Shape::Chain | Shape::Quotes => {
            one(0)
        }
        Shape::Aliases => one(9),
        Shape::Unique => (0..plan.claims)
            .map(|event| Question {
                event,
                attribute: 0,
                claims: 1,
            })
            .collect(),
        Shape::Topic => {
            let (mut left, mut event, mut questions) = (plan.claims, 0, Vec::new());
            while left > 0 {
                for attribute in 0..ATTRIBUTES.len() {
                    if left > 0 && dice.usize(..10) < 6 {
                        let claims = (1 + dice.usize(..5) + dice.usize(..5)).min(left);
                        questions.push(Question {
                            event,
                            attribute,
                            claims,
                        });
                        left -= claims;
                    }
                }
                event += 1;
            }
            questions
        }
    }
}

/// What happened, by kind.
struct Truth {
    number: u64,
    day: u64,
    yes: bool,
    weapon: usize,
}

impl Truth {
    fn throw(dice: &mut Rng) -> Self {
        let number = 2 + dice.u64(..10) * dice.u64(1..60);
        Self {
            number,
            day: dice.u64(1..28),
            yes: dice.bool(),
            weapon: dice.usize(..WEAPONS.len()),
        }
    }
}

/// One claim, and what its value means.
struct Report {
    event: String,
    attribute: &'static str,
    value: String,
    speaker: String,
    as_of: Option<String>,
    quote: Option<String>,
    low: Option<u64>,
    high: Option<u64>,
    name: Option<String>,
}

fn report(dice: &mut Rng, question: &Question, truth: &Truth, nth: usize, shape: Shape) -> Report {
    let (attribute, kind, noun) = ATTRIBUTES[question.attribute];
    let odd = dice.usize(..ODD_ONE_OUT) == 0 || shape == Shape::OneQuestion && dice.bool();
    let mut said = match kind {
        "date" => day(truth.day + u64::from(odd), dice),
        "yes-no" => answer(truth.yes != odd),
        "text" if shape == Shape::Aliases => name(format!("alias {}", dice.usize(..nth.max(1)))),
        "text" => name(WEAPONS[(truth.weapon + usize::from(odd)) % WEAPONS.len()].to_owned()),
        _ if shape == Shape::Grows => plain(truth.number + nth as u64),
        _ => {
            let off = if odd {
                dice.u64(1..truth.number.max(2))
            } else {
                0
            };
            number(dice, truth.number + off, kind)
        }
    };
    let speaker = match shape {
        Shape::OneQuestion => dice.usize(..ONE_QUESTION_SPEAKERS),
        Shape::Revisions => dice.usize(..10_000),
        Shape::Chain => nth,
        // No speaker is heard twice on a question: then a revision settles nothing.
        _ => (question.event * 31 + question.attribute * 7 + nth * 11) % SPEAKERS,
    };
    said.event = event_id(question.event);
    said.attribute = attribute;
    said.speaker = format!("speaker-{speaker}");
    said.as_of = match shape {
        Shape::Grows => Some(format!(
            "2025-{:02}-{:02}T{:02}:{:02}:00Z",
            1 + nth / 40_320 % 12,
            1 + nth / 1_440 % 28,
            nth / 60 % 24,
            nth % 60
        )),
        Shape::Revisions => Some(format!(
            "{}-{:02}-{:02}",
            2000 + nth % 25,
            1 + nth / 25 % 12,
            1 + nth / 300 % 28
        )),
        _ if dice.usize(..10) < 3 => Some(format!("2025-11-{:02}", truth.day)),
        _ => None,
    };
    if shape == Shape::Quotes {
        said.quote = Some(format!(
            "{} {noun}, said the ministry. {}",
            said.value,
            "And so on. ".repeat(5_800)
        ));
    } else if kind != "yes-no" && dice.bool() {
        said.quote = Some(format!(
            "{} {noun} near {}, the ministry said",
            said.value,
            PLACES[question.event % PLACES.len()]
        ));
    }
    said
}

fn said(value: String) -> Report {
    Report {
        event: String::new(),
        attribute: "",
        value,
        speaker: String::new(),
        as_of: None,
        quote: None,
        low: None,
        high: None,
        name: None,
    }
}

fn plain(number: u64) -> Report {
    Report {
        low: Some(number),
        high: Some(number),
        ..said(number.to_string())
    }
}

/// Returns a number in some words. Amounts have only words whose ends are whole numbers: "over 58" leaves 59
/// and more of a count, and 58.1 of an amount.
fn number(dice: &mut Rng, number: u64, kind: &str) -> Report {
    match dice.usize(..20) {
        12 | 13 | 18 | 19 if kind == "amount" => plain(number),
        0..12 => plain(number),
        12 | 13 => Report {
            low: Some(number),
            ..said(format!("over {}", number - 1))
        },
        14 | 15 => Report {
            low: Some(number),
            ..said(format!("at least {number}"))
        },
        16 => Report {
            high: Some(number),
            ..said(format!("up to {number}"))
        },
        17 => Report {
            low: Some(number - 1),
            high: Some(number + 2),
            ..said(format!("{} to {}", number - 1, number + 2))
        },
        18 => Report {
            high: Some(number),
            ..said(format!("fewer than {}", number + 1))
        },
        _ => {
            let width = (number / 10).max(1);
            Report {
                low: Some(number - width),
                high: Some(number + width),
                ..said(format!("about {number}"))
            }
        }
    }
}

fn day(day: u64, dice: &mut Rng) -> Report {
    let value = if dice.bool() {
        format!("2025-11-{day:02}")
    } else {
        format!("{day} November 2025")
    };
    Report {
        low: Some(day),
        high: Some(day),
        ..said(value)
    }
}

fn answer(yes: bool) -> Report {
    let number = u64::from(yes);
    Report {
        low: Some(number),
        high: Some(number),
        ..said(if yes { "yes" } else { "no" }.to_owned())
    }
}

fn name(name: String) -> Report {
    Report {
        name: Some(name.clone()),
        ..said(name)
    }
}

impl Report {
    fn row(&self, table: &mut impl Write) -> io::Result<()> {
        let number =
            |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
        let (as_of, name) = (
            self.as_of.as_deref().unwrap_or(""),
            self.name.as_deref().unwrap_or(""),
        );
        let (event, attribute, speaker) = (&self.event, self.attribute, &self.speaker);
        writeln!(
            table,
            "{event},{attribute},{speaker},{as_of},{},{},{name}",
            number(self.low),
            number(self.high)
        )
    }
}

fn event_id(event: usize) -> String {
    format!("clash-at-{}-{event}", PLACES[event % PLACES.len()])
}

/// The claim files while they are written: each claim goes into one by lot, kept in memory until
/// there is enough for a write, so that a hundred thousand files need no open handle each.
struct Files<'p> {
    folder: &'p Path,
    texts: Vec<String>,
    shape: Shape,
}

/// A file's text is written out when it is this long.
const FLUSH: usize = 1 << 16;

impl<'p> Files<'p> {
    fn create(folder: &'p Path, plan: &Plan) -> io::Result<Self> {
        let head = |file| {
            let party = file % PARTIES;
            format!(
                "[source]\nid = \"outlet-{file}\"\nname = \"The Outlet No. {file}\"\nparty = \"party-{party}\"\nkind = \"media\"\npublished = 2025-12-01\n\n"
            )
        };
        let files = Self {
            folder,
            texts: (0..plan.files).map(head).collect(),
            shape: plan.shape,
        };
        for file in 0..plan.files {
            File::create(files.path(file))?;
        }
        Ok(files)
    }

    fn path(&self, file: usize) -> std::path::PathBuf {
        self.folder.join(format!("outlet-{file:06}.toml"))
    }

    fn claim(&mut self, file: usize, report: &Report) -> io::Result<()> {
        let Report {
            event,
            attribute,
            value,
            speaker,
            as_of,
            quote,
            ..
        } = report;
        let text = &mut self.texts[file];
        let bare = value.bytes().all(|byte| byte.is_ascii_digit());
        let value = if bare {
            value.clone()
        } else {
            format!("\"{value}\"")
        };
        let _ = writeln!(
            text,
            "[[claim]]\nevent = \"{event}\"\nattribute = \"{attribute}\"\nvalue = {value}"
        );
        let _ = writeln!(text, "by = \"{speaker}\"");
        if let Some(as_of) = as_of {
            let _ = writeln!(text, "as_of = {as_of}");
        }
        if let Some(quote) = quote {
            let _ = writeln!(text, "quote = \"{quote}\"");
        }
        text.push('\n');
        if text.len() > FLUSH {
            self.flush(file)
        } else {
            Ok(())
        }
    }

    fn flush(&mut self, file: usize) -> io::Result<()> {
        let text = std::mem::take(&mut self.texts[file]);
        File::options()
            .append(true)
            .open(self.path(file))?
            .write_all(text.as_bytes())
    }

    fn finish(&mut self) -> io::Result<()> {
        (0..self.texts.len()).try_for_each(|file| self.flush(file))
    }

    fn vocabulary(&self, questions: &[Question], plan: &Plan) -> io::Result<()> {
        let mut out = BufWriter::new(File::create(self.folder.join("topic.toml"))?);
        writeln!(out, "[topic]\ntitle = \"A made-up war\"\n")?;
        for (id, kind, noun) in ATTRIBUTES {
            writeln!(
                out,
                "[[attribute]]\nid = \"{id}\"\nlabel = \"{noun}\"\nkind = \"{kind}\""
            )?;
            if self.shape == Shape::Grows && kind == "count" {
                writeln!(out, "over_time = \"grows\"")?;
            }
            if self.shape == Shape::Aliases && kind == "text" {
                let list = (0..plan.claims)
                    .map(|n| format!("\"{n}\" = [\"alias {n}\"]"))
                    .collect::<Vec<_>>();
                writeln!(out, "aliases = {{ {} }}", list.join(", "))?;
            }
            writeln!(out)?;
        }
        for party in 0..PARTIES {
            writeln!(
                out,
                "[[party]]\nid = \"party-{party}\"\nname = \"Party No. {party}\"\n"
            )?;
        }
        let speakers = match self.shape {
            Shape::OneQuestion => ONE_QUESTION_SPEAKERS,
            Shape::Revisions => 10_000,
            Shape::Chain => plan.claims,
            _ => SPEAKERS,
        };
        for speaker in 0..speakers {
            let party = speaker % PARTIES;
            writeln!(
                out,
                "[[speaker]]\nid = \"speaker-{speaker}\"\nname = \"Speaker No. {speaker}\"\nparty = \"party-{party}\"\n"
            )?;
        }
        for of_event in questions.chunk_by(|left, right| left.event == right.event) {
            let event = of_event.first().map_or(0, |question| question.event);
            let (id, day) = (event_id(event), 1 + event % 28);
            writeln!(
                out,
                "[[event]]\nid = \"{id}\"\ntitle = \"The clash No. {event}\"\ndate = 2025-10-{day:02}\n"
            )?;
        }
        out.flush()
    }
}
