//! The expressions of workflows, as far as ours use them: `a.b`, `'text'`, `!`, `==`, `!=`, `&&`, `||`, brackets, and
//! what asks how the job goes.

use std::collections::BTreeMap;

/// What expressions can name: `inputs.claims`, `github.base_ref`.
pub(super) type Context = BTreeMap<String, String>;

/// Returns a text with the value of each expression in it.
pub(super) fn filled(text: &str, context: &Context) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        let (expression, after) = after.split_once("}}").expect("an expression ends");
        filled.push_str(before);
        filled.push_str(&value(expression, context));
        rest = after;
    }
    filled + rest
}

/// Returns the value of an expression.
pub(super) fn value(expression: &str, context: &Context) -> String {
    let mut reader = Reader {
        rest: expression.trim(),
        context,
    };
    let value = reader.any();
    assert_eq!(reader.rest, "", "not read to the end: {expression}");
    value
}

/// Returns true for what counts as true in a condition.
pub(super) fn is_true(value: &str) -> bool {
    !matches!(value, "" | "false")
}

struct Reader<'e> {
    rest: &'e str,
    context: &'e Context,
}

impl Reader<'_> {
    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest).trim_start();
        rest.is_some()
    }

    fn any(&mut self) -> String {
        let mut value = self.all();
        while self.takes("||") {
            let other = self.all();
            value = if is_true(&value) { value } else { other };
        }
        value
    }

    fn all(&mut self) -> String {
        let mut value = self.equal();
        while self.takes("&&") {
            let other = self.equal();
            value = if is_true(&value) { other } else { value };
        }
        value
    }

    fn equal(&mut self) -> String {
        let value = self.one();
        if self.takes("==") {
            (value == self.one()).to_string()
        } else if self.takes("!=") {
            (value != self.one()).to_string()
        } else {
            value
        }
    }

    fn one(&mut self) -> String {
        if self.takes("!") {
            return (!is_true(&self.one())).to_string();
        }
        if self.takes("(") {
            let value = self.any();
            assert!(self.takes(")"), "a bracket is open before {}", self.rest);
            return value;
        }
        if let Some(rest) = self.rest.strip_prefix('\'') {
            let (text, rest) = rest.split_once('\'').expect("a text ends");
            self.rest = rest.trim_start();
            return text.to_owned();
        }
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || "._-()".contains(letter);
        let end = self.rest.find("()").map(|at| at + 2);
        let end = end.filter(|end| self.rest[..*end].chars().all(is_of_name));
        let name_end = self
            .rest
            .find(|letter| !is_of_name(letter) || "()".contains(letter));
        let end = end.unwrap_or_else(|| name_end.unwrap_or(self.rest.len()));
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        assert!(self.context.contains_key(name), "{name} is not known");
        self.context[name].clone()
    }
}

#[test]
fn expressions_are_read_as_on_github() {
    let context = [("a.b", "x"), ("none", ""), ("cancelled()", "false")];
    let context = context
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
    for (expression, expected) in [
        ("a.b", "x"),
        ("a.b == 'x' && 'yes' || 'no'", "yes"),
        ("none && 'yes' || 'no'", "no"),
        ("!cancelled() && a.b != ''", "true"),
        ("!(a.b == 'x') || none == ''", "true"),
        ("!cancelled() && (none != '' || a.b == 'y')", "false"),
    ] {
        assert_eq!(value(expression, &context), expected, "{expression}");
    }
    assert_eq!(filled("<${{ a.b }}|${{ none }}>", &context), "<x|>");
}
