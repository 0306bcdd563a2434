//! Lists of a document.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A list of a document: read and in memory, or made item by item each time that it is written.
pub struct List<'a, T>(ListItems<'a, T>);

enum ListItems<'a, T> {
    Kept(Vec<T>),
    Made(Box<dyn Fn() -> Iter<'a, T> + 'a>),
}

/// The items of a list, one after the other.
type Iter<'a, T> = Box<dyn Iterator<Item = T> + 'a>;

impl<'a, T> List<'a, T> {
    /// Returns a list whose items `make` makes anew each time, always the same ones.
    pub(super) fn made<I: Iterator<Item = T> + 'a>(make: impl Fn() -> I + 'a) -> Self {
        Self(ListItems::Made(Box::new(move || Box::new(make()))))
    }
}

impl<'a, T: 'a> IntoIterator for List<'a, T> {
    type Item = T;
    type IntoIter = Box<dyn Iterator<Item = T> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        match self.0 {
            ListItems::Kept(items) => Box::new(items.into_iter()),
            ListItems::Made(make) => make(),
        }
    }
}

impl<T: Serialize> Serialize for List<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            ListItems::Kept(items) => serializer.collect_seq(items),
            ListItems::Made(make) => serializer.collect_seq(make()),
        }
    }
}

impl<T: JsonSchema> JsonSchema for List<'_, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<'_, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(|items| Self(ListItems::Kept(items)))
    }
}

impl<T: PartialEq> PartialEq for List<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (ListItems::Kept(left), ListItems::Kept(right)) => left == right,
            (ListItems::Made(left), ListItems::Made(right)) => left().eq(right()),
            (ListItems::Kept(kept), ListItems::Made(make))
            | (ListItems::Made(make), ListItems::Kept(kept)) => {
                make().count() == kept.len() && make().zip(kept).all(|(made, kept)| made == *kept)
            }
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            ListItems::Kept(items) => f.debug_list().entries(items).finish(),
            ListItems::Made(make) => f.debug_list().entries(make()).finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(items: &[u8]) -> List<'_, u8> {
        List::made(|| items.iter().copied())
    }

    fn read(json: &str) -> List<'_, u8> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_list_is_the_same_whether_it_is_made_or_read() {
        for (items, json) in [(&[][..], "[]"), (&[1], "[1]"), (&[1, 2], "[1,2]")] {
            assert_eq!(serde_json::to_string(&made(items)).unwrap(), json);
            assert_eq!(serde_json::to_string(&read(json)).unwrap(), json);
            assert_eq!(made(items), read(json));
            assert_eq!(read(json), made(items));
            assert_eq!(made(items).into_iter().collect::<Vec<_>>(), items);
            assert_eq!(read(json).into_iter().collect::<Vec<_>>(), items);
            assert_eq!(format!("{:?}", made(items)), format!("{items:?}"));
        }
    }

    #[test]
    fn lists_with_other_items_differ() {
        for (items, json) in [
            (&[1][..], "[]"),
            (&[1], "[2]"),
            (&[1], "[1,2]"),
            (&[2, 1], "[1,2]"),
        ] {
            assert_ne!(made(items), read(json));
            assert_ne!(read(json), made(items));
            assert_ne!(read(&format!("{items:?}")), read(json));
        }
        assert_ne!(made(&[1]), made(&[2]));
    }
}
