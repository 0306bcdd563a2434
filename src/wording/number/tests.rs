use proptest::prelude::*;

use super::*;

/// Shows a value as "57", "58..", "..57", "(5..", or "?" for a problem.
fn shown(text: &str, domain: Domain) -> String {
    match read(text, domain, &About::default()) {
        Ok(reading) => {
            show(&reading.interval)
                + if reading.vague.is_some() {
                    " vague"
                } else {
                    ""
                }
        }
        Err(_) => "?".to_owned(),
    }
}

fn count(text: &str) -> Interval {
    read(text, Domain::Count, &About::default())
        .unwrap()
        .interval
}

fn show(interval: &Interval) -> String {
    let low = interval.low_end().map_or(String::new(), |end| {
        format!("{}{}", if end.included { "" } else { "(" }, end.number)
    });
    let high = interval.high_end().map_or(String::new(), |end| {
        format!("{}{}", end.number, if end.included { "" } else { ")" })
    });
    if low == high {
        low
    } else {
        format!("{low}..{high}")
    }
}

/// Words, their meaning as a count, and as an amount.
const PHRASES: &[(&str, &str, &str)] = &[
    ("58", "58", "58"),
    (" 58 ", "58", "58"),
    ("1,200", "1200", "1200"),
    ("1 200", "1200", "1200"),
    ("1\u{a0}200", "1200", "1200"),
    ("1\u{202f}200\u{2009}300", "?", "?"),
    ("1\u{202f}200\u{202f}300", "1200300", "1200300"),
    ("1,20", "?", "?"),
    ("1 20", "?", "?"),
    ("12,00,000", "?", "?"),
    ("1.200", "?", "1.2"),
    ("5.0", "5", "5"),
    ("1.000", "?", "1"),
    ("5.00 million", "5000000", "5000000"),
    ("5½", "?", "5.5"),
    ("1e3", "1000", "1000"),
    ("fifty-eight", "58", "58"),
    ("FIFTY EIGHT", "58", "58"),
    ("1.2 million", "1200000", "1200000"),
    ("1.2m", "1200000", "1200000"),
    ("20k", "20000", "20000"),
    ("3 bn", "3000000000", "3000000000"),
    ("two dozen", "24", "24"),
    ("three score", "60", "60"),
    ("two lakh", "200000", "200000"),
    ("5 crore", "50000000", "50000000"),
    ("a hundred", "100", "100"),
    ("one hundred and five", "105", "105"),
    ("a hundred and five", "105", "105"),
    ("two hundred and fifty-one thousand, three", "?", "?"),
    (
        "two hundred and fifty-one thousand three hundred and two",
        "251302",
        "251302",
    ),
    ("one million two thousand and three", "1002003", "1002003"),
    ("half a million", "500000", "500000"),
    ("half-a-million", "500000", "500000"),
    ("half a dozen", "6", "6"),
    ("a quarter of a million", "250000", "250000"),
    ("one and a half million", "1500000", "1500000"),
    ("two and a half thousand", "2500", "2500"),
    ("a million and a half", "1500000", "1500000"),
    ("two and a half", "?", "2.5"),
    ("half", "?", "0.5"),
    ("over 58", "59..", "(58.."),
    ("more than 58", "59..", "(58.."),
    ("above 58", "59..", "(58.."),
    ("> 58", "59..", "(58.."),
    (">58", "59..", "(58.."),
    ("upwards of 58", "59..", "(58.."),
    ("well over a hundred", "101..", "(100.."),
    ("over 20 to 30", "21..", "(20.."),
    ("at least 58", "58..", "58.."),
    (">= 58", "58..", "58.."),
    ("≥58", "58..", "58.."),
    ("58+", "58..", "58.."),
    ("200-plus", "200..", "200.."),
    ("200 plus", "200..", "200.."),
    ("58 or more", "58..", "58.."),
    ("no fewer than 58", "58..", "58.."),
    ("as few as 58", "58..", "58.."),
    ("at least about 50", "45..", "45.."),
    ("at least three dozen", "36..", "36.."),
    ("under 58", "0..57", "..58)"),
    ("fewer than 58", "0..57", "..58)"),
    ("less than 58", "0..57", "..58)"),
    ("below 58", "0..57", "..58)"),
    ("< 58", "0..57", "..58)"),
    ("fewer than 0", "?", "..0)"),
    ("up to 58", "0..58", "..58"),
    ("at most 18", "0..18", "..18"),
    ("0..18", "0..18", "0..18"),
    ("<= 58", "0..58", "..58"),
    ("=<58", "0..58", "..58"),
    ("no more than 58", "0..58", "..58"),
    ("as many as 58", "0..58", "..58"),
    ("58 or fewer", "0..58", "..58"),
    ("up to 20 to 30", "0..30", "..30"),
    ("20 to 30", "20..30", "20..30"),
    ("20-30", "20..30", "20..30"),
    ("20 – 30", "20..30", "20..30"),
    ("20—30", "20..30", "20..30"),
    ("20..30", "20..30", "20..30"),
    ("between 20 and 30", "20..30", "20..30"),
    ("from 20 to 30", "20..30", "20..30"),
    (
        "between one hundred and two hundred",
        "100..200",
        "100..200",
    ),
    (
        "between one hundred and twenty and two hundred",
        "120..200",
        "120..200",
    ),
    ("30 to 20", "?", "?"),
    ("5 or 6", "5..6", "5..6"),
    ("two or three dozen", "24..36", "24..36"),
    ("5 or 8", "?", "?"),
    ("-20..-10", "?", "-20..-10"),
    ("-20 to -10", "?", "-20..-10"),
    ("−20 to 10", "?", "-20..10"),
    ("-20-10", "?", "?"),
    ("-20", "?", "-20"),
    ("1 to 2 million", "1000000..2000000", "1000000..2000000"),
    ("two to three dozen", "24..36", "24..36"),
    ("one to two hundred", "100..200", "100..200"),
    ("ninety to one hundred", "90..100", "90..100"),
    ("900 to 1.2 million", "?", "?"),
    (
        "900 thousand to 1.2 million",
        "900000..1200000",
        "900000..1200000",
    ),
    ("30-40,000", "?", "?"),
    ("2 to 3,000", "?", "?"),
    ("100–150 000", "?", "?"),
    ("2-300", "?", "?"),
    ("2-3000", "?", "?"),
    ("2 to 300", "2..300", "2..300"),
    ("0-300", "0..300", "0..300"),
    ("20-300", "20..300", "20..300"),
    ("300–3,000", "300..3000", "300..3000"),
    ("30,000 to 40,000", "30000..40000", "30000..40000"),
    ("30 to 40000", "30..40000", "30..40000"),
    ("5 to 6 million", "5000000..6000000", "5000000..6000000"),
    ("10-15k", "10000..15000", "10000..15000"),
    ("500 to a thousand", "500..1000", "500..1000"),
    ("about 57", "52..62", "51.3..62.7"),
    ("around 5", "4..6", "4.5..5.5"),
    ("some 20", "18..22", "18..22"),
    ("an estimated 20", "18..22", "18..22"),
    ("~20", "18..22", "18..22"),
    ("20 or so", "18..22", "18..22"),
    ("about 0", "0..1", "0"),
    ("about -20", "?", "-22..-18"),
    ("about 20 to 30", "18..33", "18..33"),
    ("nearly 20", "18..19", "18..20)"),
    ("almost 20", "18..19", "18..20)"),
    ("close to 20", "18..19", "18..20)"),
    ("nearly -20", "?", "(-20..-18"),
    ("nearly 20 to 30", "?", "?"),
    ("not quite 20", "18..19", "18..20)"),
    ("just under 100", "90..99", "90..100)"),
    ("slightly under 20", "18..19", "18..20)"),
    ("just under 20 to 30", "?", "?"),
    ("just short of 100", "90..99", "90..100)"),
    ("just over 100", "101..110", "(100..110"),
    ("slightly more than 20", "21..22", "(20..22"),
    ("well over 100", "101..", "(100.."),
    ("just under -20", "?", "-22..-20)"),
    ("some 200 or so", "180..220", "180..220"),
    ("about 200 (est.)", "180..220", "180..220"),
    ("over 200+", "201..", "(200.."),
    ("at least 50 at most", "?", "?"),
    ("up to 200+", "?", "?"),
    ("about 1,500+", "1350..", "1350.."),
    ("from 20 to about 30", "20..33", "20..33"),
    ("between about 20 and 30", "18..30", "18..30"),
    ("about 20 to about 30", "18..33", "18..33"),
    ("anywhere from 20 to 30", "20..30", "20..30"),
    ("more than 10 but fewer than 20", "11..19", "(10..20)"),
    ("at least 10, and up to 20", "10..20", "10..20"),
    ("fewer than 20 but over 10", "11..19", "(10..20)"),
    ("more than 30 but fewer than 20", "?", "?"),
    ("just 58", "58", "58"),
    ("only 58", "58", "58"),
    ("a total of 58", "58", "58"),
    ("58 total", "58", "58"),
    ("58.", "58", "58"),
    ("min. 58", "58..", "58.."),
    ("minimum of 58", "58..", "58.."),
    ("exceeding 58", "59..", "(58.."),
    ("est. 20", "18..22", "18..22"),
    ("ca 20", "18..22", "18..22"),
    ("c20", "18..22", "18..22"),
    ("20ish", "18..22", "18..22"),
    ("20, give or take", "18..22", "18..22"),
    ("20 and counting", "20..", "20.."),
    ("٢٠٠", "200", "200"),
    ("over ۲۰۰", "201..", "(200.."),
    ("١٬٢٠٠", "1200", "1200"),
    ("1'200", "1200", "1200"),
    ("1’200’300", "1200300", "1200300"),
    ("∼20", "18..22", "18..22"),
    ("–20", "?", "-20"),
    ("nearly 0", "?", "?"),
    ("none", "0", "0"),
    ("No", "0", "0"),
    ("nobody", "0", "0"),
    ("no one", "0", "0"),
    ("a", "1", "1"),
    ("an", "1", "1"),
    ("one", "1", "1"),
    ("first", "1", "1"),
    ("third", "3", "3"),
    ("twelfth", "12", "12"),
    ("21st", "21", "21"),
    ("3rd", "3", "3"),
    ("a couple", "2.. vague", "2.. vague"),
    ("multiple", "2.. vague", "2.. vague"),
    ("several", "3.. vague", "3.. vague"),
    ("a few", "3.. vague", "3.. vague"),
    ("many", "3.. vague", "3.. vague"),
    ("tens", "10.. vague", "10.. vague"),
    ("dozens", "12.. vague", "12.. vague"),
    ("dozens of civilians", "12.. vague", "12.. vague"),
    ("scores of", "?", "?"),
    ("dozens dead", "12.. vague", "12.. vague"),
    ("in the hundreds", "100.. vague", "100.. vague"),
    ("a handful", "3.. vague", "3.. vague"),
    ("hundreds of dead and thousands of wounded", "?", "?"),
    ("hundreds of dead and wounded", "100.. vague", "100.. vague"),
    ("hundreds of first responders", "100.. vague", "100.. vague"),
    (
        "hundreds of dead and no survivors",
        "100.. vague",
        "100.. vague",
    ),
    ("more than 10 fewer than 20", "?", "?"),
    ("a single", "1", "1"),
    ("hundreds", "100.. vague", "100.. vague"),
    ("tens of thousands", "10000.. vague", "10000.. vague"),
    ("several hundred", "300.. vague", "300.. vague"),
    ("a few dozen", "36.. vague", "36.. vague"),
    ("over several hundred", "301.. vague", "(300.. vague"),
    ("up to several hundred", "?", "?"),
    ("nearly several", "?", "?"),
    ("several to many", "?", "?"),
    ("58 soldirs", "?", "?"),
    ("", "?", "?"),
    ("over", "?", "?"),
    ("over over over over over over 5", "?", "?"),
    ("nan", "?", "?"),
];

#[test]
fn phrases_and_what_they_leave_possible() {
    for (text, count, amount) in PHRASES {
        assert_eq!(shown(text, Domain::Count), *count, "count: {text}");
        assert_eq!(shown(text, Domain::Amount), *amount, "amount: {text}");
    }
}

#[test]
fn a_rounded_number_is_all_that_round_to_it() {
    for (text, domain, all) in [
        ("58", Domain::Count, "58"),
        ("2.7 million", Domain::Count, "2650000..2749999"),
        ("2.7 million", Domain::Amount, "2650000..2750000)"),
        ("5.25", Domain::Amount, "5.245..5.255)"),
        ("5.0", Domain::Amount, "4.95..5.05)"),
        ("1.5 to 2 million", Domain::Count, "1450000..2499999"),
        ("300 thousand", Domain::Count, "299500..300499"),
        // What has a hedge says already how far off it may be.
        ("about 57", Domain::Count, "52..62"),
        ("over 2.7 million", Domain::Amount, "(2700000.."),
        ("several", Domain::Count, "3.."),
        ("5½", Domain::Amount, "5.5"),
    ] {
        let reading = read(text, domain, &About::default()).unwrap();
        assert_eq!(show(&reading.rounded(domain)), all, "{text}");
    }
}

#[test]
fn problems_say_what_to_write() {
    for (text, help) in [
        (
            "1.200",
            "write 1200 or 1,200, or make the attribute an amount",
        ),
        ("30 to 20", "write the lower end first: \"20 to 30\""),
        (
            "58 soldirs",
            "write \"58\"; the other words go in note, or a unit in unit",
        ),
    ] {
        assert_eq!(
            read(text, Domain::Count, &About::default())
                .unwrap_err()
                .help,
            help
        );
    }
}

proptest! {
    #[test]
    fn a_phrase_contains_its_number_unless_its_words_exclude_it(number in 1_i64..1_000_000) {
        let exact = Interval::exactly(Decimal::from(number));
        for domain in [Domain::Count, Domain::Amount] {
            for (hedge, holds) in [("", true), ("about ", true), ("at least ", true), ("up to ", true),
                ("at least about ", true), ("over ", false), ("under ", false), ("nearly ", false)]
            {
                let read = read(&format!("{hedge}{number}"), domain, &About::default());
                if let Ok(reading) = read {
                    prop_assert_eq!(reading.interval.contains(&exact), holds);
                } else {
                    prop_assert!(!holds);
                }
            }
        }
    }

    #[test]
    fn a_wider_hedge_keeps_what_met(left in 1_i64..500, right in 1_i64..500) {
let other = count(&format!("about {right}"));
        for (narrow, wide) in [("", "about "), ("", "at least "), ("over ", "at least "), ("", "up to "),
            ("at least ", "at least about ")]
        {
if !count(&format!("{narrow}{left}")).is_disjoint(&other) {
let wider = count(&format!("{wide}{left}"));
                prop_assert!(!wider.is_disjoint(&other));
            }
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = read(&text, Domain::Count, &About::default());
        let _ = read_prose(&text, Domain::Amount, &About::default());
    }

    #[test]
    fn no_words_panic(words in proptest::collection::vec(0_usize..24, 0..12)) {
        const WORDS: [&str; 24] = ["over", "about", "nearly", "a", "half", "and", "hundred", "million", "-", "20",
            "1,200", "to", "between", "or", "more", "several", "of", "dozen", "no", "one", "..", "5.5", "½", "no more than"];
        let text = words.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(" ");
        for domain in [Domain::Count, Domain::Amount] {
            let _ = read(&text, domain, &About::default());
            let _ = read_prose(&text, domain, &About::default());
        }
    }
}

/// Returns every number phrase in running prose, from left to right, each as long as it can be.
fn read_prose(text: &str, domain: Domain, about: &About) -> Vec<ProseNumber> {
    prose(text, &lex(text), domain, about).collect()
}
