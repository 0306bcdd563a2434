//! Attributes whose kind nothing says: it is taken from their values.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::attributes::add;
use super::declarations::Topics;
use super::keys::UNIT;
use super::resolver::Resolver;
use super::values::{self, Meant, RawValue};
use crate::load::raw::Raw;
use crate::load::row::Rows;
use crate::load::shape::Tables;
use crate::load::words::WordId;
use crate::model::{Attribute, AttributeId, Kind, Name, TopicId};

/// What claims give for an attribute whose kind is to be taken from its values.
#[derive(Default)]
struct Uses {
    values: BTreeSet<WordId>,
    units: BTreeSet<WordId>,
}

/// Gives a kind to attributes that claims use and nothing declares, and to those declared without one: the
/// first kind that reads all their values.
pub(super) fn kinds(resolver: &mut Resolver<'_>, tables: &[Tables], rows: &Rows, topics: &Topics) {
    let kindless = std::mem::take(&mut resolver.kindless).into_iter().collect();
    for ((topic, word), uses) in uses(resolver, tables, rows, topics, &kindless) {
        let id = resolver.words.get(word);
        if let Some(&known) = resolver.attributes.get(&(topic, id.to_owned())) {
            resolver.record[known].kind = kind(resolver, &resolver.record[known], &uses);
            continue;
        }
        let name = Name {
            id: id.to_owned(),
            declared: None,
        };
        let mut attribute = Attribute::new(topic, name, Kind::Text);
        attribute.kind = kind(resolver, &attribute, &uses);
        let mut units = uses.units.iter();
        let only_unit = units.next().filter(|_| units.next().is_none());
        attribute.unit = only_unit.map(|unit| resolver.words.get(*unit).to_owned());
        add(resolver, attribute);
    }
}

/// Lists the uses of each such attribute, by topic and id.
fn uses(
    resolver: &Resolver<'_>,
    tables: &[Tables],
    rows: &Rows,
    topics: &Topics,
    kindless: &BTreeSet<AttributeId>,
) -> BTreeMap<(TopicId, WordId), Uses> {
    // There may be a million claims: each word is looked up once.
    let mut known: HashMap<(TopicId, WordId), bool> = HashMap::new();
    let mut uses: BTreeMap<(TopicId, WordId), Uses> = BTreeMap::new();
    for tables in tables {
        let topic = topics[&tables.file];
        let rows_of_file = &rows.all()[tables.rows.clone()];
        for row in rows_of_file.iter().filter(|row| rows.counts(row)) {
            let key = (topic, row.attribute);
            let has_kind = *known.entry(key).or_insert_with(|| {
                let id = resolver.words.get(row.attribute).to_owned();
                let attribute = resolver.attributes.get(&(topic, id));
                attribute.is_some_and(|id| !kindless.contains(id))
            });
            if !has_kind {
                let uses = uses.entry(key).or_default();
                uses.values.insert(row.value);
                uses.units.extend(rows.rare(row).word(UNIT).given());
            }
        }
    }
    uses
}

fn kind(resolver: &Resolver<'_>, attribute: &Attribute, uses: &Uses) -> Kind {
    let words = uses.values.iter();
    let values: Vec<(Raw, &str)> = words
        .map(|word| (resolver.words.raw(*word), resolver.words.get(*word)))
        .collect();
    if values.iter().any(|(raw, _)| matches!(raw, Raw::List(_))) {
        return Kind::Names;
    }
    [Kind::YesNo, Kind::Count, Kind::Amount, Kind::Date]
        .into_iter()
        .find(|kind| reads_all(*kind, attribute, &values))
        .unwrap_or(Kind::Text)
}

fn reads_all(kind: Kind, attribute: &Attribute, values: &[(Raw, &str)]) -> bool {
    values.iter().all(|(raw, text)| {
        values::read(&RawValue { raw, text }, kind, attribute, Meant::default()).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::record;
    use super::*;

    fn claims(values: &[&str], keys: &str) -> String {
        let claims = values.iter().map(|value| {
            format!("[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = {value}\n{keys}\n")
        });
        claims.collect()
    }

    #[test]
    fn the_first_kind_that_reads_all_values_is_taken() {
        for (values, kind) in [
            (&["3", "'over 50'"][..], Kind::Count),
            (&["3", "2.5"], Kind::Amount),
            (&["'yes'", "true"], Kind::YesNo),
            (&["2025-11-06", "'November 2025'"], Kind::Date),
            (&["3", "'Kabul'"], Kind::Text),
            (&["'x'", "['x', 'y']"], Kind::Names),
        ] {
            let undeclared = record(&claims(values, ""));
            assert_eq!(undeclared.attributes[0].kind, kind, "{values:?}");
            let kindless = format!("[[attribute]]\nid = 'a'\n{}", claims(values, ""));
            assert_eq!(record(&kindless).attributes[0].kind, kind, "{values:?}");
        }
    }

    #[test]
    fn the_only_unit_is_the_attributes() {
        for (keys, unit) in [("unit = 'km'", Some("km")), ("", None)] {
            let record = record(&claims(&["3", "4"], keys));
            assert_eq!(record.attributes[0].unit.as_deref(), unit);
        }
        let two = claims(&["3"], "unit = 'km'") + &claims(&["3"], "unit = 'miles'");
        assert_eq!(record(&two).attributes[0].unit, None);
    }
}
