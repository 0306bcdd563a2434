use proptest::prelude::*;

use super::*;
use crate::wording::number::read;

fn fit(value: &str, quote: &str, domain: Domain) -> &'static str {
    let about = About::default();
    let value = read(value, domain, &about).unwrap();
    name(&number_fits(
        quote,
        &value.interval,
        || value.stated.clone(),
        domain,
        &about,
    ))
}

fn name(fit: &Fit) -> &'static str {
    match fit {
        Fit::Fits => "fits",
        Fit::NothingToCompare => "nothing",
        Fit::Lacks { .. } => "lacks",
        Fit::LacksHedge { .. } => "hedge",
    }
}

/// Words of the article with which this tool began.
const ARTICLE: &str = "On 9th October, Pakistan carried out an airstrike in Kabul. The Afghan forces launched a \
    retaliatory attack on the 11th October, killing 58 soldiers, wounding 30 others and destroying 20 outposts. \
    The Army claimed that over 200 Taliban fighters were slain and added that 23 of its soldiers also died.";

#[test]
fn values_and_quotes() {
    for (value, quote, expected) in [
        ("58", "killing 58 soldiers", "fits"),
        ("30", "wounding 30 others", "fits"),
        (
            "over 200",
            "over 200 Taliban fighters and their affiliates",
            "fits",
        ),
        ("200", "over 200 Taliban fighters", "lacks"),
        ("23", "23 of its soldiers also died", "fits"),
        ("several", "several border checkpoints", "fits"),
        ("third", "the third round of the peace negotiations", "fits"),
        ("3", "third round", "fits"),
        ("4", "the third round", "lacks"),
        ("5", "a 2021 Doha peace accord", "nothing"),
        ("2021", "a 2021 Doha peace accord", "fits"),
        ("58", ARTICLE, "fits"),
        ("over 200", ARTICLE, "fits"),
        ("59", "killing 58 soldiers, wounding 30 others", "lacks"),
        ("over 200", "200 fighters", "hedge"),
        ("at least 60", "60 were killed", "fits"),
        ("nearly 60", "60 were killed", "hedge"),
        ("58", "over 58", "lacks"),
        ("58", "over 58 soldiers", "lacks"),
        ("58", "under 58 soldiers were hurt", "lacks"),
        ("3", "killed over 3 days", "fits"),
        ("3", "a dispute over 3 islands", "fits"),
        ("5", "children under 5", "fits"),
        ("3", "took control over 3 villages", "fits"),
        ("1200", "1.200 people", "fits"),
        ("30", "a range of 30-40,000 people", "fits"),
        ("35,000", "a range of 30-40,000 people", "fits"),
        ("58", "٥٨ people were killed", "fits"),
        ("58", "up to 58", "fits"),
        ("58", "more than 58", "lacks"),
        ("58", "at least 60", "lacks"),
        ("58", "nearly 58", "lacks"),
        ("58", "about 60", "fits"),
        ("58", "at least 50", "fits"),
        ("58", "fifty-eight died", "fits"),
        ("58", "FIFTY-NINE died", "lacks"),
        ("58", "They fought on 11 October", "nothing"),
        ("58", "on Friday (6th November)", "nothing"),
        ("58", "October 11, 2025", "nothing"),
        ("58", "the October 7 attacks", "nothing"),
        ("11", "In October 11 soldiers were killed", "fits"),
        ("11", "On 11 October 58 soldiers died", "nothing"),
        ("58", "On 11 October, 58 soldiers died", "fits"),
        ("57", "On 11 October, 58 soldiers died", "lacks"),
        ("58", "2025-10-11", "nothing"),
        ("58", "at 22:15 on Monday", "nothing"),
        ("58", "at 10 p.m. and 7 o'clock", "nothing"),
        ("58", "around 10 pm", "nothing"),
        ("58", "a soldier died", "nothing"),
        ("1", "a soldier died", "fits"),
        ("0", "no soldier died", "fits"),
        ("58", "no one was hurt, said one of the officers", "nothing"),
        ("58", "first, F-16 jets and AK-47 rifles", "nothing"),
        ("58", "10% of them", "nothing"),
        ("58", "a third of the men", "nothing"),
        ("58", "on the 11th", "nothing"),
        ("200", "two hundred and three wounded", "fits"),
        ("3", "two hundred and three wounded", "fits"),
        ("203", "two hundred and three wounded", "fits"),
        ("58", "from 58 to 23", "fits"),
        ("25", "20 to 30 men", "fits"),
        ("1000", "thousands of people", "fits"),
        ("1.2 million", "1.2m people", "fits"),
        ("58", "58 m", "fits"),
        ("58", "since the 1990s", "nothing"),
        ("58", "the 9/11 attacks, the 24/7 patrols", "nothing"),
        ("58", "the 1965-71 wars", "nothing"),
        ("58", "Resolution 2593 and No. 5", "nothing"),
        ("58", "two-thirds of the twenty-first century", "nothing"),
        ("103", "a hundred-odd men", "fits"),
        ("58", "", "nothing"),
    ] {
        assert_eq!(
            fit(value, quote, Domain::Count),
            expected,
            "{value} in “{quote}”"
        );
    }
}

#[test]
fn amounts_and_quotes() {
    for (value, quote, expected) in [
        ("5.5", "5½ tonnes", "fits"),
        ("over 5", "5 kg", "fits"),
        ("5", "more than 5 kg", "lacks"),
        ("-5", "it was −5 degrees", "fits"),
        ("5.0", "$5", "fits"),
        ("4.5", "4.6 magnitude", "lacks"),
        ("1,200", "$1,200", "fits"),
    ] {
        assert_eq!(
            fit(value, quote, Domain::Amount),
            expected,
            "{value} in “{quote}”"
        );
    }
}

#[test]
fn dates_and_quotes() {
    for (first, last, quote, expected) in [
        (
            "2025-11-06",
            "2025-11-06",
            "on Friday (6th November)",
            "fits",
        ),
        (
            "2025-11-07",
            "2025-11-07",
            "on Friday (6th November)",
            "lacks",
        ),
        ("2025-10-11", "2025-10-12", "11–12 October", "fits"),
        (
            "2025-10-11",
            "2025-10-11",
            "on the 11th October, targeting",
            "fits",
        ),
        (
            "2025-10-09",
            "2025-10-09",
            "On 9th October, Pakistan",
            "fits",
        ),
        ("2025-10-11", "2025-10-11", "October 11, 2025", "fits"),
        ("2025-10-11", "2025-10-11", "October 11, 2024", "lacks"),
        ("2025-10-11", "2025-10-11", "Oct. 11", "fits"),
        (
            "2025-10-11",
            "2025-10-11",
            "the eleventh of October",
            "fits",
        ),
        ("2025-10-11", "2025-10-11", "2025-10-11T22:15", "fits"),
        ("2025-10-11", "2025-10-11", "2025-10-12", "lacks"),
        ("2025-10-11", "2025-10-11", "11/10/2025", "fits"),
        ("2025-10-11", "2025-10-11", "10/11/2025", "fits"),
        ("2025-10-11", "2025-10-11", "11.10.2025", "fits"),
        ("2025-10-11", "2025-10-11", "13/10/2025", "lacks"),
        ("2025-10-11", "2025-10-11", "October 2025", "fits"),
        ("2025-10-11", "2025-10-11", "in November", "lacks"),
        ("2025-10-11", "2025-10-11", "you may march", "nothing"),
        ("2025-10-11", "2025-10-11", "May God help us", "nothing"),
        ("2025-10-11", "2025-10-11", "in 2024", "lacks"),
        ("2025-10-11", "2025-10-11", "2000 people died", "nothing"),
        ("2025-10-11", "2025-10-11", "the 12th", "nothing"),
        ("2025-10-11", "2025-10-11", "the 11th", "fits"),
        ("2025-10-11", "2025-10-11", "last month", "nothing"),
        ("2025-10-11", "2025-10-11", "overnight", "nothing"),
        ("2025-10-11", "2025-10-11", "on Friday", "nothing"),
        (
            "2025-10-01",
            "2025-10-01",
            "30 September to 2 October",
            "nothing",
        ),
        (
            "2025-10-11",
            "2025-10-11",
            "two days after 9 October",
            "nothing",
        ),
        ("2025-10-11", "", "since 11 October", "fits"),
        ("", "", "in 2024", "fits"),
        ("2025-10-11", "", "12 January", "fits"),
        ("2025-10-11", "", "in 2024", "lacks"),
        ("2025-02-01", "2025-02-28", "31 November", "lacks"),
        // Four figures may be a time of day.
        ("2016-07-14", "2016-07-14", "approximately 2245", "nothing"),
        (
            "2016-07-14",
            "2016-07-14",
            "before 2230: the attacker",
            "nothing",
        ),
        ("2016-07-14", "2016-07-14", "the 2245 attack", "nothing"),
        ("2016-07-14", "2016-07-14", "at 1945 on Thursday", "nothing"),
        ("2016-07-14", "2016-07-14", "2015 hours, 14 July", "fits"),
        ("2016-07-14", "2016-07-14", "1945 GMT on 13 July", "lacks"),
        ("2016-07-14", "2016-07-14", "a treaty of 1945", "lacks"),
        ("2016-07-14", "2016-07-14", "the 2100 decree", "lacks"),
        ("2016-07-14", "2016-07-14", "at 1999", "lacks"),
    ] {
        let fit = date_fits(quote, first.parse().ok(), last.parse().ok());
        assert_eq!(name(&fit), expected, "{first}/{last} in “{quote}”: {fit:?}");
    }
}

#[test]
fn a_long_quote_is_read_in_one_pass() {
    let about = About::default();
    let value = Interval::exactly(Decimal::from(-7));
    for piece in [
        "about ",
        "9 ",
        "1,",
        "and ",
        "6 and ",
        "6 to 7 ",
        "one hundred and ",
        "-",
        "1e1000 ",
        "October ",
        "½",
        "a ",
    ] {
        let quote = piece.repeat(16_384 / piece.len());
        let begun = std::time::Instant::now();
        let _ = number_fits(&quote, &value, Vec::new, Domain::Amount, &about);
        let _ = date_fits(&quote, Date::new(1, 1, 1).ok(), Date::new(1, 1, 1).ok());
        assert!(
            begun.elapsed().as_secs() < 20,
            "{piece}: {:?}",
            begun.elapsed()
        );
    }
}

proptest! {
    #[test]
    fn no_quote_panics(quote in any::<String>()) {
        let value = Interval::exactly(Decimal::from(58));
        let _ = number_fits(&quote, &value, Vec::new, Domain::Count, &About::default());
        let _ = date_fits(&quote, Date::new(2025, 10, 11).ok(), None);
    }

    #[test]
    fn no_words_panic(words in proptest::collection::vec(0_usize..18, 0..10)) {
        const WORDS: [&str; 18] = ["11", "th", "October", "May", "2025", "-", "/", "to", "and", "of", ",", "the",
            ":", "p", ".", "o", "'", "between"];
        for gap in ["", " "] {
            let quote = words.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(gap);
            let value = Interval::exactly(Decimal::from(58));
            let _ = number_fits(&quote, &value, Vec::new, Domain::Count, &About::default());
            let _ = date_fits(&quote, None, Date::new(2025, 10, 11).ok());
        }
    }

    #[test]
    fn a_quote_of_the_value_itself_fits(number in 0_i64..100_000, hedge in 0_usize..6) {
        let hedge = ["", "over ", "at least ", "about ", "up to ", "more than "][hedge];
        let fit = fit(&format!("{hedge}{number}"), &format!("they say {hedge}{number} came"), Domain::Count);
        prop_assert_eq!(fit, "fits");
    }
}
