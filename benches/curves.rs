//! `cargo bench --bench curves [-- SHAPE…]`: how the time of one command grows with the worst input of a kind, at one,
//! two and four times its size. Twice the input is twice the time, or a little more; a ratio near 4 is a fault.
//!
//! Times are the best of three runs of the built program, less the time it takes to do nothing.

use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A kind of input: its name, the command that is timed, the size to begin with, and the files for a size.
type Shape = (
    &'static str,
    &'static [&'static str],
    usize,
    fn(usize) -> Files,
);

/// Names of files and their texts.
type Files = Vec<(String, String)>;

const SHAPES: &[Shape] = &[
    ("lists of names, shared", &["report"], 4_000, |n| {
        one_question("names", n, shared_names)
    }),
    ("lists of names, strange", &["report"], 4_000, |n| {
        one_question("names", n, |at| format!("['name {at}']"))
    }),
    ("one list of names", &["report"], 20_000, |n| {
        one_question("names", 1, |_| list(n))
    }),
    ("distinct texts", &["report"], 10_000, |n| {
        one_question("text", n, |at| format!("'name {at}'"))
    }),
    ("distinct numbers", &["report"], 25_000, |n| {
        one_question("count", n, |at| at.to_string())
    }),
    ("a running total", &["report"], 25_000, running_total),
    ("a chain of parts", &["report"], 1_600, |n| {
        parts(n, |at| format!("within = 'e{}'\n", at.saturating_sub(1)))
    }),
    ("disjoint parts", &["report"], 2_500, |n| {
        parts(n, |_| "within = 'e0'\n".to_owned())
    }),
    ("unknown keys", &["check"], 25_000, |n| {
        faulty(n, |at| claim("e0", "a", "5", &format!("k{at} = 5\n")))
    }),
    ("unknown keys of one claim", &["check"], 25_000, |n| {
        let keys: String = joined(n, |at| format!("k{at} = 5\n"));
        faulty(1, move |_| claim("e0", "a", "5", &keys))
    }),
    ("unknown events", &["check"], 25_000, |n| {
        faulty(n, |at| claim(&format!("x{at}"), "a", "5", ""))
    }),
    ("unknown attributes", &["check"], 25_000, |n| {
        faulty(n, |at| claim("e0", &format!("x{at}"), "5", ""))
    }),
    ("unknown speakers", &["check"], 25_000, |n| {
        faulty(n, |at| {
            claim("e0", "a", "5", &format!("by = 'Somebody {at}'\n"))
        })
    }),
    ("unknown claims", &["check"], 25_000, |n| {
        faulty(n, |at| {
            claim("e0", "a", "5", &format!("supersedes = 'x{at}'\n"))
        })
    }),
    ("syntax errors", &["check"], 20_000, |n| {
        faulty(n, |_| claim("e0", "a", "5 5", ""))
    }),
    (
        "faults on one line",
        &["check", "--format", "json"],
        10_000,
        |n| {
            let claims: String = joined(n, |at| {
                format!("{{ event = 'x{at}', attribute = 'a', value = 5 }}, ")
            });
            vec![
                topic("count", 1, |_| String::new()),
                file(
                    "a",
                    format!("source = {{ name = 'A' }}\nclaim = [{claims}]\n"),
                ),
            ]
        },
    ),
    ("speakers of one name", &["check"], 10_000, |n| {
        let speakers: String = joined(n, |at| {
            format!("[[speaker]]\nid = 's{at}'\nname = 'One Name'\n")
        });
        let claims: String = joined(n, |at| {
            claim("e0", "a", &at.to_string(), &format!("by = 's{at}'\n"))
        });
        vec![
            topic("count", 1, |_| String::new()),
            file("speakers", speakers),
            file("a", claims),
        ]
    }),
];

fn main() -> Result<(), Box<dyn Error>> {
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    print(&format!(
        "{:<28}{:>9}{:>9}{:>8}{:>8}",
        "shape", "n", "ms", "2 n", "4 n"
    ));
    let nothing = best(&["--version"], None)?;
    let wanted =
        |name: &str| asked.is_empty() || asked.iter().any(|word| name.contains(word.as_str()));
    for (name, command, size, files) in SHAPES.iter().filter(|(name, ..)| wanted(name)) {
        let mut times = Vec::new();
        for times_size in [1, 2, 4] {
            let folder = tempfile::tempdir()?;
            for (file, text) in files(size * times_size) {
                std::fs::write(folder.path().join(file), text)?;
            }
            times.push(
                best(command, Some(folder.path()))?
                    .saturating_sub(nothing)
                    .as_secs_f64(),
            );
        }
        let ratio = |at: usize| times[at] / times[0].max(1e-3);
        print(&format!(
            "{name:<28}{size:>9}{:>9.0}{:>8.1}{:>8.1}",
            times[0] * 1e3,
            ratio(1),
            ratio(2)
        ));
    }
    snapshots(nothing)
}

/// Times what a snapshot says of changed questions.
fn snapshots(nothing: Duration) -> Result<(), Box<dyn Error>> {
    let size = 5_000;
    let mut times = Vec::new();
    for questions in [size, 2 * size, 4 * size] {
        let folder = tempfile::tempdir()?;
        let approved = folder.path().join("approved.txt").display().to_string();
        let claims = folder.path().join("claims");
        std::fs::create_dir(&claims)?;
        for (more, command) in [
            (0, &["snapshot", "--accept", "--file", &approved][..]),
            (1, &["snapshot", "--file", &approved]),
        ] {
            std::fs::write(
                claims.join("topic.toml"),
                topic("count", questions, |_| String::new()).1,
            )?;
            let text: String = joined(questions, |at| {
                claim(&format!("e{at}"), "a", &(at % 5 + more).to_string(), "")
            });
            std::fs::write(claims.join("a.toml"), text)?;
            let time = best(command, Some(&claims))?;
            if more == 1 {
                times.push(time.saturating_sub(nothing).as_secs_f64());
            }
        }
    }
    let [one, two, four] = times[..] else {
        return Ok(());
    };
    print(&format!(
        "{:<28}{size:>9}{:>9.0}{:>8.1}{:>8.1}",
        "changed questions (snapshot)",
        one * 1e3,
        two / one,
        four / one
    ));
    Ok(())
}

/// Returns the shortest time of three that a command takes.
fn best(command: &[&str], folder: Option<&Path>) -> std::io::Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        let mut run = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
        run.args(command)
            .args(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}

/// Returns a file of claims on one question, each by a speaker of its own.
fn one_question(kind: &str, claims: usize, value: impl Fn(usize) -> String) -> Files {
    let speakers: String = joined(claims, |at| {
        format!("[[speaker]]\nid = 's{at}'\nname = 'Speaker {at}'\n")
    });
    let claims = (0..claims).map(|at| claim("e0", "a", &value(at), &format!("by = 's{at}'\n")));
    vec![
        topic(kind, 1, |_| String::new()),
        file("speakers", speakers),
        file("a", claims.collect()),
    ]
}

/// Returns one of thousands of lists of some of forty names.
fn shared_names(at: usize) -> String {
    let names =
        (0..40).filter(|name| (at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> name).is_multiple_of(8));
    let names: Vec<String> = names
        .chain([at % 40])
        .map(|name| format!("'name {name}x'"))
        .collect();
    format!("[{}]", names.join(", "))
}

fn list(names: usize) -> String {
    format!("[{}]", joined(names, |at| format!("'name {at}', ")))
}

/// Returns totals that grow and fall, each for a minute of its own.
fn running_total(claims: usize) -> Files {
    let claims = (0..claims).map(|at| {
        let (day, hour, minute) = (at / 1_440, at / 60 % 24, at % 60);
        let time = format!(
            "as_of = 20{:02}-{:02}-{:02}T{hour:02}:{minute:02}:00Z\n",
            10 + day / 336,
            1 + day / 28 % 12,
            1 + day % 28
        );
        claim("e0", "a", &(at - at % 7).to_string(), &time)
    });
    let text: String = claims.collect();
    let (name, topic) = topic("count", 1, |_| String::new());
    vec![(name, topic + "over_time = 'grows'\n"), file("a", text)]
}

/// Returns events with a claim each that has too many for the event of which it is a part.
fn parts(events: usize, within: impl Fn(usize) -> String) -> Files {
    let topic = topic("count", events, |at| {
        if at == 0 {
            "disjoint = true\n".to_owned()
        } else {
            within(at)
        }
    });
    let claims = (0..events).map(|at| claim(&format!("e{at}"), "a", &(at + 1).to_string(), ""));
    vec![topic, file("a", claims.collect())]
}

fn faulty(claims: usize, claim: impl Fn(usize) -> String) -> Files {
    let claims = (0..claims).map(claim);
    vec![
        topic("count", 2_000, |_| String::new()),
        file("a", claims.collect()),
    ]
}

/// Puts so many texts together.
fn joined(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}

fn topic(kind: &str, events: usize, more: impl Fn(usize) -> String) -> (String, String) {
    let events: String = joined(events, |at| {
        format!("[[event]]\nid = 'e{at}'\n{}", more(at))
    });
    file(
        "topic",
        format!("[topic]\ntitle = 'T'\n{events}[[attribute]]\nid = 'a'\nkind = '{kind}'\n"),
    )
}

fn file(name: &str, text: String) -> (String, String) {
    (format!("{name}.toml"), text)
}

fn claim(event: &str, attribute: &str, value: &str, more: &str) -> String {
    format!("[[claim]]\nevent = '{event}'\nattribute = '{attribute}'\nvalue = {value}\n{more}")
}

#[allow(clippy::print_stdout, reason = "a program that prints")]
fn print(line: &str) {
    println!("{line}");
}
