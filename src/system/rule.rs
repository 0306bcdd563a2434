//! Rules as people write them: `aboard = survivors + killed`.

use std::collections::BTreeMap;
use std::ops::Range;

#[cfg(test)]
use super::constraint::Constraint;
use super::constraint::LinearRelation;
use crate::model::Decimal;

/// The largest factor of a rule. No report needs a larger one, and the sums stay exact.
const MAX_FACTOR: i64 = 1_000_000_000;

/// What a rule takes of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum LinearForm {
    /// Its number: `x`.
    Plain,
    /// The difference between the total of the day and that of the day before: `change(x)`.
    Change,
    /// The length of a list of names: `count(x)`.
    Count,
}

impl LinearForm {
    /// The forms with a word and brackets.
    const WITH_WORD: [(Self, &'static str); 2] = [(Self::Change, "change"), (Self::Count, "count")];
}

/// A rule: a sum of factors times names, compared with a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LinearRule {
    /// The names in the order of the text, each with what is taken of it and its factor, which is never 0.
    /// There is at least one.
    pub(crate) terms: Vec<(LinearForm, String, i64)>,
    /// The relation between the sum and the constant.
    pub(crate) relation: LinearRelation,
    /// The number that the sum is compared with.
    pub(crate) constant: Decimal,
    /// The left side as written.
    pub(crate) left: String,
    /// The right side as written.
    pub(crate) right: String,
}

/// A fault in the text of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleFault {
    /// The fault, as a sentence without its full stop.
    pub(crate) what: String,
    /// The advice, in the imperative.
    pub(crate) help: String,
    /// The bytes of the text at fault.
    pub(crate) range: Range<usize>,
}

impl LinearRule {
    /// Reads a rule.
    ///
    /// # Errors
    ///
    /// Returns the first fault if the text is no rule.
    pub(crate) fn parse(text: &str) -> Result<Self, RuleFault> {
        let tokens = lex(text)?;
        let mut relations = tokens
            .iter()
            .enumerate()
            .filter_map(|(at, token)| match token.kind {
                RuleTokenKind::Relation(relation) => Some((at, relation)),
                _ => None,
            });
        let (at, relation) = relations.next().ok_or_else(|| no_relation(text))?;
        if let Some((second, _)) = relations.next() {
            let help = "write two rules: \"a = b\" and \"b = c\"";
            return Err(fault(
                "a rule compares two sides, and here is a third",
                help,
                &tokens[second].range,
            ));
        }
        let (left, right) = (&tokens[..at], &tokens[at + 1..]);
        let mut sum = LinearSum::default();
        sum.side(left, 1, &tokens[at].range)?;
        sum.side(right, -1, &tokens[at].range)?;
        let terms = sum.terms(text)?;
        Ok(Self {
            terms,
            relation,
            constant: -&sum.constant,
            left: text[..tokens[at].range.start].trim().to_owned(),
            right: text[tokens[at].range.end..].trim().to_owned(),
        })
    }

    /// Returns the rule over variables, with the variable of each name, or `None` if a name has none.
    #[cfg(test)]
    pub(crate) fn constraint(
        &self,
        variable: impl Fn(&str) -> Option<usize>,
    ) -> Option<Constraint> {
        let terms = self
            .terms
            .iter()
            .map(|(_, name, factor)| Some((variable(name)?, *factor)))
            .collect::<Option<_>>()?;
        Some(Constraint {
            terms,
            relation: self.relation,
            constant: self.constant.clone(),
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RuleTokenKind {
    Number,
    Name(LinearForm),
    Plus,
    Minus,
    Times,
    Relation(LinearRelation),
}

#[derive(Debug)]
struct RuleToken<'t> {
    kind: RuleTokenKind,
    text: &'t str,
    range: Range<usize>,
}

fn fault(what: impl Into<String>, help: impl Into<String>, range: &Range<usize>) -> RuleFault {
    RuleFault {
        what: what.into(),
        help: help.into(),
        range: range.clone(),
    }
}

fn no_relation(text: &str) -> RuleFault {
    let help = "write two sides with =, <= (at most) or >= (at least) between them, \
                as in \"aboard = survivors + killed\"";
    fault("this rule compares nothing", help, &(0..text.len()))
}

/// Cuts the text into tokens.
fn lex(text: &str) -> Result<Vec<RuleToken<'_>>, RuleFault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        if letter.is_whitespace() {
            at += letter.len_utf8();
            continue;
        }
        if let Some((token, length)) = applied(text, at)? {
            tokens.push(token);
            at += length;
            continue;
        }
        let length = length(&text[at..], letter);
        let range = at..at + length;
        let piece = &text[range.clone()];
        let kind = match letter {
            '+' => RuleTokenKind::Plus,
            '*' | '×' | '·' => RuleTokenKind::Times,
            _ if is_comparison(letter) => RuleTokenKind::Relation(relation(piece, &range)?),
            '/' | '÷' => return Err(division(&range)),
            '(' | ')' => return Err(bracket(&range)),
            _ => word(piece, &range)?,
        };
        tokens.push(RuleToken {
            kind,
            text: piece,
            range,
        });
        at += length;
    }
    Ok(tokens)
}

/// Reads a form with a word and brackets, `change(x)`, and returns it with its length in bytes.
fn applied(text: &str, at: usize) -> Result<Option<(RuleToken<'_>, usize)>, RuleFault> {
    let rest = &text[at..];
    let found = LinearForm::WITH_WORD.into_iter().find_map(|(form, word)| {
        let after = rest.strip_prefix(word)?;
        let bracket = after.find(|letter: char| !letter.is_whitespace())?;
        let inside = after[bracket..].strip_prefix('(')?;
        Some((form, word, inside))
    });
    let Some((form, word, inside)) = found else {
        return Ok(None);
    };
    let end = inside.find(')').ok_or_else(|| {
        let help = format!("write \"{word}(x)\", with the id of one attribute");
        fault("this bracket is not closed", help, &(at..text.len()))
    })?;
    let name = inside[..end].trim();
    let length = rest.len() - inside.len() + end + 1;
    let range = at..at + length;
    if !is_name(name) || is_digits(name) {
        let help = format!("write \"{word}(x)\", with the id of one attribute");
        return Err(fault(
            format!("“{name}” is no name of an attribute"),
            help,
            &range,
        ));
    }
    let kind = RuleTokenKind::Name(form);
    let text = name;
    Ok(Some((RuleToken { kind, text, range }, length)))
}

fn is_comparison(letter: char) -> bool {
    matches!(letter, '<' | '>' | '=' | '!' | '≤' | '≥' | '≠' | '≈')
}

fn is_mark(letter: char) -> bool {
    is_comparison(letter) || matches!(letter, '+' | '*' | '×' | '·' | '/' | '÷' | '(' | ')')
}

/// Returns the length in bytes of the first token of a text. Signs of comparison go together, so that `==`
/// is one fault and not an empty side.
fn length(text: &str, first: char) -> usize {
    let end = if is_comparison(first) {
        text.find(|letter| !is_comparison(letter))
    } else if is_mark(first) {
        Some(first.len_utf8())
    } else {
        text.find(|letter: char| letter.is_whitespace() || is_mark(letter))
    };
    end.unwrap_or(text.len())
}

fn relation(sign: &str, range: &Range<usize>) -> Result<LinearRelation, RuleFault> {
    let help = match sign {
        "=" => return Ok(LinearRelation::Equal),
        "<=" | "≤" => return Ok(LinearRelation::AtMost),
        ">=" | "≥" => return Ok(LinearRelation::AtLeast),
        "<" => "write <= (at most); where whole numbers must differ, \"a < b\" is \"a + 1 <= b\"",
        ">" => "write >= (at least); where whole numbers must differ, \"a > b\" is \"a >= b + 1\"",
        "==" => "write =",
        "=<" => "write <=",
        "=>" => "write >=",
        _ => "write = (the same), <= (at most) or >= (at least)",
    };
    Err(fault(
        format!("a rule cannot compare with “{sign}”"),
        help,
        range,
    ))
}

fn division(range: &Range<usize>) -> RuleFault {
    let help = "multiply the other side instead: \"2 * pairs = shoes\", not \"pairs = shoes / 2\"";
    fault("a rule cannot divide", help, range)
}

fn bracket(range: &Range<usize>) -> RuleFault {
    let help = "write the sum out: \"2 * a + 2 * b\", not \"2 * (a + b)\"; only change(x), the difference of a \
                running total from the day before, and count(x), the length of a list, have brackets";
    fault("a rule has no brackets", help, range)
}

/// Reads a number, a name or a minus.
fn word(word: &str, range: &Range<usize>) -> Result<RuleTokenKind, RuleFault> {
    if is_minus(word) {
        Ok(RuleTokenKind::Minus)
    } else if word.split('.').count() <= 2 && word.split('.').all(is_digits) {
        Ok(RuleTokenKind::Number)
    } else if is_name(word) {
        Ok(RuleTokenKind::Name(LinearForm::Plain))
    } else {
        Err(not_a_name(word, range))
    }
}

fn is_minus(word: &str) -> bool {
    matches!(word, "-" | "−" | "–")
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_name(word: &str) -> bool {
    let letters = word
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    letters && !word.starts_with('-') && !word.ends_with('-')
}

fn not_a_name(word: &str, range: &Range<usize>) -> RuleFault {
    let ungrouped = word.replace([',', '_', '\''], "");
    let small = word.to_lowercase();
    if word.contains(['−', '–']) || word.starts_with('-') || word.ends_with('-') {
        let help = "put a space on both sides of a minus: \"a - b\"";
        fault(
            "a minus between two numbers or names stands by itself",
            help,
            range,
        )
    } else if ungrouped.chars().all(|letter| letter.is_ascii_digit()) && !ungrouped.is_empty() {
        fault(
            format!("“{word}” is no plain number"),
            format!("write {ungrouped}"),
            range,
        )
    } else if is_name(&small) {
        fault(
            format!("“{word}” has capital letters, and no id has"),
            format!("write \"{small}\""),
            range,
        )
    } else {
        let help = "write the id of an attribute: small letters, digits and '-'";
        fault(format!("“{word}” is no name of an attribute"), help, range)
    }
}

/// A rule with everything on one side.
#[derive(Debug)]
struct LinearSum<'t> {
    names: Vec<(LinearForm, &'t str)>,
    factors: BTreeMap<(LinearForm, &'t str), i64>,
    constant: Decimal,
}

impl Default for LinearSum<'_> {
    fn default() -> Self {
        Self {
            names: Vec::new(),
            factors: BTreeMap::new(),
            constant: Decimal::from(0),
        }
    }
}

impl<'t> LinearSum<'t> {
    /// Adds one side, or subtracts it.
    fn side(
        &mut self,
        tokens: &[RuleToken<'t>],
        sign: i64,
        relation: &Range<usize>,
    ) -> Result<(), RuleFault> {
        if tokens.is_empty() {
            let help = "write a name, a number or a sum on both sides, as in \"aboard = survivors + killed\"";
            return Err(fault("one side of this rule is empty", help, relation));
        }
        let (mut rest, mut first) = (tokens, true);
        while let Some(token) = rest.first() {
            let (own, after) = match token.kind {
                RuleTokenKind::Plus => (1, &rest[1..]),
                RuleTokenKind::Minus => (-1, &rest[1..]),
                _ if first => (1, rest),
                _ => return Err(nothing_between(token)),
            };
            rest = self.term(after, token, sign * own)?;
            first = false;
        }
        Ok(())
    }

    /// Adds the term at the head of the tokens, and returns the tokens after it.
    fn term<'s>(
        &mut self,
        tokens: &'s [RuleToken<'t>],
        before: &RuleToken<'_>,
        sign: i64,
    ) -> Result<&'s [RuleToken<'t>], RuleFault> {
        let kinds: Vec<RuleTokenKind> = tokens.iter().take(3).map(|token| token.kind).collect();
        match kinds[..] {
            [
                RuleTokenKind::Number,
                RuleTokenKind::Times,
                RuleTokenKind::Name(form),
            ] => {
                self.name(form, &tokens[2], sign * factor(&tokens[0])?)?;
                Ok(&tokens[3..])
            }
            [RuleTokenKind::Number, RuleTokenKind::Name(form), ..] => {
                self.name(form, &tokens[1], sign * factor(&tokens[0])?)?;
                Ok(&tokens[2..])
            }
            [
                RuleTokenKind::Number | RuleTokenKind::Name(_),
                RuleTokenKind::Times,
                ..,
            ] => Err(product(&tokens[1])),
            [RuleTokenKind::Name(form), ..] => {
                self.name(form, &tokens[0], sign)?;
                Ok(&tokens[1..])
            }
            [RuleTokenKind::Number, ..] => {
                self.number(&tokens[0], sign)?;
                Ok(&tokens[1..])
            }
            _ => Err(missing(tokens.first().unwrap_or(before))),
        }
    }

    fn name(
        &mut self,
        form: LinearForm,
        token: &RuleToken<'t>,
        factor: i64,
    ) -> Result<(), RuleFault> {
        let key = (form, token.text);
        if !self.factors.contains_key(&key) {
            self.names.push(key);
        }
        let known = self.factors.entry(key).or_insert(0);
        *known = known
            .checked_add(factor)
            .filter(|sum| sum.abs() <= MAX_FACTOR)
            .ok_or_else(|| large(token))?;
        Ok(())
    }

    fn number(&mut self, token: &RuleToken<'_>, sign: i64) -> Result<(), RuleFault> {
        let number = Decimal::parse(token.text).ok_or_else(|| large(token))?;
        self.constant = &self.constant + &(&number * &Decimal::from(sign));
        Ok(())
    }

    /// Returns the names that are left, with their factors.
    fn terms(&self, text: &str) -> Result<Vec<(LinearForm, String, i64)>, RuleFault> {
        let terms: Vec<_> = self
            .names
            .iter()
            .filter_map(|key| Some((key.0, key.1.to_owned(), *self.factors.get(key)?)))
            .filter(|(_, _, factor)| *factor != 0)
            .collect();
        if terms.is_empty() {
            let what = "this rule says nothing about any attribute";
            let help = "name at least one attribute that is not on both sides alike, \
                        as in \"aboard = survivors + killed\"";
            return Err(fault(what, help, &(0..text.len())));
        }
        Ok(terms)
    }
}

fn factor(token: &RuleToken<'_>) -> Result<i64, RuleFault> {
    if token.text.contains('.') {
        let help = "multiply all of the rule until its factors are whole: \"2 * a = 3 * b\", not \"a = 1.5 * b\"";
        return Err(fault(
            format!("the factor {} is not a whole number", token.text),
            help,
            &token.range,
        ));
    }
    token
        .text
        .parse()
        .ok()
        .filter(|factor| *factor <= MAX_FACTOR)
        .ok_or_else(|| large(token))
}

fn large(token: &RuleToken<'_>) -> RuleFault {
    let help =
        format!("a factor is at most {MAX_FACTOR}, and a number has at most a thousand digits");
    fault("this number is too large for a rule", help, &token.range)
}

fn product(times: &RuleToken<'_>) -> RuleFault {
    let help = "write the number first and then the name: \"2 * cars\"";
    fault(
        "a rule multiplies a number by a name, and nothing else",
        help,
        &times.range,
    )
}

fn nothing_between(token: &RuleToken<'_>) -> RuleFault {
    let help = match token.kind {
        RuleTokenKind::Number => {
            "write + or - before it, with spaces; a factor stands before its name: \"2 * cars\""
        }
        _ => {
            "write + or - before it, with spaces; an id of several words has '-' and no spaces between them"
        }
    };
    fault(
        format!("nothing joins “{}” to what stands before it", token.text),
        help,
        &token.range,
    )
}

fn missing(token: &RuleToken<'_>) -> RuleFault {
    let help = "write a name or a number after each + and -, as in \"survivors + killed\"";
    fault(
        format!("a name or a number is missing at “{}”", token.text),
        help,
        &token.range,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let rule = LinearRule::parse(text).unwrap();
        let terms: Vec<_> = rule
            .terms
            .iter()
            .map(|(form, name, factor)| match form {
                LinearForm::Plain => format!("{factor}·{name}"),
                _ => format!("{factor}·{form:?} {name}"),
            })
            .collect();
        format!(
            "{} {} {}",
            terms.join(" "),
            rule.relation.sign(),
            rule.constant
        )
    }

    #[test]
    fn rules_are_read() {
        for (text, read) in [
            (
                "aboard = survivors + killed",
                "1·aboard -1·survivors -1·killed = 0",
            ),
            ("2 cars + bikes <= wheels", "2·cars 1·bikes -1·wheels <= 0"),
            ("2*cars+bikes<=wheels", "2·cars 1·bikes -1·wheels <= 0"),
            ("2 × cars ≤ wheels", "2·cars -1·wheels <= 0"),
            ("wheels ≥ 2 * cars", "1·wheels -2·cars >= 0"),
            ("total >= killed + 3", "1·total -1·killed >= 3"),
            ("total - 3 >= killed", "1·total -1·killed >= 3"),
            (
                "soldiers-killed = all-killed - civilians-killed",
                "1·soldiers-killed -1·all-killed 1·civilians-killed = 0",
            ),
            ("a = b − c", "1·a -1·b 1·c = 0"),
            ("- a + b = 0", "-1·a 1·b = 0"),
            ("a + a + b = 2 b", "2·a -1·b = 0"),
            ("a + b = a + 7", "1·b = 7"),
            ("10 = a", "-1·a = -10"),
            ("today = change(total)", "1·today -1·Change total = 0"),
            ("2 * count ( names )<=total", "2·Count names -1·total <= 0"),
            (
                "count + change = change(count)",
                "1·count 1·change -1·Change count = 0",
            ),
            ("x - change(x) = 0", "1·x -1·Change x = 0"),
            ("rain + 0.5 <= 2.25 + snow", "1·rain -1·snow <= 1.75"),
            ("2024-total = 3 2nd-wave", "1·2024-total -3·2nd-wave = 0"),
            ("a = 9007199254740993", "1·a = 9007199254740993"),
        ] {
            assert_eq!(shown(text), read, "{text}");
        }
        let rule = LinearRule::parse("  2*cars +bikes   <= wheels ").unwrap();
        assert_eq!(
            (rule.left.as_str(), rule.right.as_str()),
            ("2*cars +bikes", "wheels")
        );
    }

    #[test]
    fn a_fault_says_where_and_what_to_write() {
        for (text, at, what, help) in [
            ("a < b", "<", "cannot compare", "<="),
            ("a > b", ">", "cannot compare", ">="),
            ("a == b", "==", "cannot compare", "write ="),
            ("a => b", "=>", "cannot compare", "write >="),
            ("a != b", "!=", "cannot compare", "="),
            ("a ≠ b", "≠", "cannot compare", "="),
            ("a = b = c", "=", "third", "two rules"),
            ("a + b", "a + b", "compares nothing", "two sides"),
            ("", "", "compares nothing", "two sides"),
            ("= b", "=", "empty", "both sides"),
            ("a =", "=", "empty", "both sides"),
            ("a -b = c", "-b", "minus", "space"),
            ("a- b = c", "a-", "minus", "space"),
            ("a–b = c", "a–b", "minus", "space"),
            ("a = b / 2", "/", "divide", "multiply"),
            ("a = 2 * (b + c)", "(", "brackets", "write the sum out"),
            ("a = 1.5 * b", "1.5", "whole", "multiply"),
            ("a = change(b", "change(b", "not closed", "change(x)"),
            ("a = count(b + c)", "count(b + c)", "no name", "count(x)"),
            ("a = sum(b)", "(", "brackets", "count(x)"),
            ("a = 1,200", "1,200", "plain number", "write 1200"),
            ("Aboard = b", "Aboard", "capital", "\"aboard\""),
            ("people killed = b", "killed", "joins", "no spaces"),
            ("cars 2 = b", "2", "joins", "before its name"),
            ("cars * 2 = b", "*", "multiplies", "number first"),
            ("2 * 3 = b", "*", "multiplies", "number first"),
            ("a + = b", "+", "missing", "name or a number"),
            ("a - - b = c", "-", "missing", "name or a number"),
            ("a + * b = c", "*", "missing", "name or a number"),
            ("tote:r = b", "tote:r", "no name", "id of an attribute"),
            ("a = a", "a = a", "nothing about", "at least one"),
            ("3 = 3", "3 = 3", "nothing about", "at least one"),
            (
                "9999999999999999999 a = b",
                "9999999999999999999",
                "too large",
                "at most",
            ),
            ("1000000000 a + a = b", "a", "too large", "at most"),
        ] {
            let fault = LinearRule::parse(text).unwrap_err();
            assert_eq!(&text[fault.range.clone()], at, "{text}: {fault:?}");
            assert!(fault.what.contains(what), "{text}: {fault:?}");
            assert!(fault.help.contains(help), "{text}: {fault:?}");
        }
    }

    #[test]
    fn a_rule_becomes_a_constraint_if_every_name_is_known() {
        let rule = LinearRule::parse("a + 2 b <= 5").unwrap();
        let constraint = rule
            .constraint(|name| ["b", "a"].iter().position(|known| *known == name))
            .unwrap();
        assert_eq!(constraint.terms, [(1, 1), (0, 2)]);
        assert_eq!(rule.constraint(|_| None), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "([a-c]|[0-9.]|[-+*<>=≤ ]|\\PC){0,16}") {
            if let Err(fault) = LinearRule::parse(&text) {
                assert!(text.get(fault.range).is_some());
            }
        }
    }

    #[test]
    fn a_rule_has_its_names_on_one_side() {
        let rule = LinearRule::parse("2 * cars + bikes <= wheels").unwrap();
        let terms = [("cars", 2), ("bikes", 1), ("wheels", -1)];
        assert_eq!(
            rule.terms,
            terms.map(|(name, factor)| (LinearForm::Plain, name.to_owned(), factor))
        );
        assert_eq!(LinearRule::parse("cars < wheels").unwrap_err().range, 5..6);
    }
}
