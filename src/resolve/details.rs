//! What only matters to show a claim: it is read from the file again.

use super::keys::{language, read_date, text as words};
use crate::files::{FileId, Files, Span};
use crate::load::table::Any;
use crate::load::whole::Whole;
use crate::load::whole::WholeClaims;
use crate::model::{Claim, ClaimId, Record};
use crate::parallel;

/// Below so many files one thread reads them all.
const WORTH_THREADS: usize = 2;

/// The words of a claim beside its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Details {
    /// Its id, if it has one.
    pub(crate) id: Option<String>,
    /// The place of its value.
    pub(crate) value_place: Option<Span>,
    /// When it was published, as written.
    pub(crate) published: Option<String>,
    /// The words themselves.
    pub(crate) quote: Option<String>,
    /// Where to read it.
    pub(crate) url: Option<String>,
    /// A copy that stays.
    pub(crate) archived: Option<String>,
    /// What the value cannot say.
    pub(crate) note: Option<String>,
    /// The language of the quote, as a BCP 47 tag.
    pub(crate) lang: Option<String>,
    /// The day on which the speaker took it back, as written.
    pub(crate) withdrawn: Option<String>,
}

/// Reads the details of a claim from the text of its file. They are empty if that file has changed
/// meanwhile ([`crate::files::Files::changed`]).
pub(crate) fn details(text: &str, kept: &WholeClaims, record: &Record, claim: &Claim) -> Details {
    let (extent, is_withdrawn) = (record.extent(claim), claim.withdrawn);
    let Some(claim) = kept.claim_in(text, extent) else {
        return Details::default();
    };
    let shape = claim.shape();
    let source = record.defaults.get(&extent.file);
    Details {
        id: words(&shape.id),
        value_place: shape.value.as_ref().map(|value| claim.span(value)),
        published: match &shape.published {
            None => source.and_then(|source| source.published.clone()),
            own => date(text, &claim, own),
        },
        quote: words(&shape.quote),
        url: words(&shape.url).or_else(|| source?.url.clone()),
        archived: words(&shape.archived),
        note: words(&shape.note),
        lang: language(shape, source).map(str::to_owned),
        // In a record as of an earlier day, a day that has not come takes nothing back.
        withdrawn: date_or_words(text, &claim, &shape.withdrawn).filter(|_| is_withdrawn),
    }
}

/// Returns a date as written, if it is one.
fn date(text: &str, claim: &Whole<'_>, date: &Any) -> Option<String> {
    let date = date.as_ref()?;
    let (written, _) = read_date(date.get_ref(), slice(text, claim.span(date))).ok()?;
    Some(written)
}

/// Returns a date as written, or what else is in its place: the claim is taken back all the same.
fn date_or_words(text: &str, claim: &Whole<'_>, key: &Any) -> Option<String> {
    let bare = slice(text, claim.span(key.as_ref()?));
    Some(date(text, claim, key).unwrap_or_else(|| bare.to_owned()))
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize)
        .unwrap_or_default()
}

/// Takes something from the details of each of some claims, file by file and on all threads. No text is
/// kept for it.
pub(crate) fn map_details<T: Send>(
    files: &Files,
    kept: &WholeClaims,
    record: &Record,
    mut claims: Vec<ClaimId>,
    take: impl Fn(ClaimId, Details) -> T + Sync + Send,
) -> Vec<T> {
    claims.sort_unstable();
    let by_file: Vec<(FileId, &[ClaimId])> = claims
        .chunk_by(|left, right| record[*left].file == record[*right].file)
        .map(|ids| (record[ids[0]].file, ids))
        .collect();
    let taken = parallel::each(&by_file, WORTH_THREADS, |(file, ids)| {
        Some(files.glance(*file, |text| {
            ids.iter()
                .map(|id| take(*id, details(text, kept, record, &record[*id])))
                .collect::<Vec<_>>()
        }))
    });
    taken.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::record;
    use super::*;

    fn details_of(text: &str) -> Details {
        let record = record(text);
        details(text, &WholeClaims::default(), &record, &record.claims[0])
    }

    #[test]
    fn keys_are_read_with_the_defaults_of_the_source() {
        let source = "[source]\nurl = 'https://s'\npublished = 2025-10-12\n";
        let claim = "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 3\n";
        let plain = details_of(&format!("{source}{claim}"));
        assert_eq!(plain.url.as_deref(), Some("https://s"));
        assert_eq!(plain.published.as_deref(), Some("2025-10-12"));
        assert_eq!((&plain.quote, &plain.withdrawn), (&None, &None));
        let keys = "id = 'c'\nquote = 'three'\nurl = 'https://c'\npublished = '2025'\nwithdrawn = 2025-10-14\n";
        let own = details_of(&format!("{source}{claim}{keys}"));
        assert_eq!(own.id.as_deref(), Some("c"));
        assert_eq!(own.quote.as_deref(), Some("three"));
        assert_eq!(own.url.as_deref(), Some("https://c"));
        assert_eq!(own.published.as_deref(), Some("2025"));
        assert_eq!(own.withdrawn.as_deref(), Some("2025-10-14"));
    }

    #[test]
    fn a_quote_is_in_the_language_of_its_claim_or_its_source() {
        for (source, claim, lang) in [
            ("", "", None),
            ("lang = 'de'", "", Some("de")),
            ("lang = 'de'", "lang = 'pt-BR'", Some("pt-BR")),
            ("", "lang = 'EN'", Some("EN")),
            ("lang = 'German'", "", None),
            ("lang = 'de'", "lang = 'Dari'", None),
        ] {
            let text = format!(
                "[source]\n{source}\n[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 3\n{claim}"
            );
            assert_eq!(details_of(&text).lang.as_deref(), lang, "{source} {claim}");
        }
    }

    #[test]
    fn a_day_that_is_none_takes_a_claim_back_and_publishes_nothing() {
        let keys = "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 3\npublished = 'soon'\nwithdrawn = 'soon'";
        let details = details_of(keys);
        assert_eq!(details.published, None);
        assert_eq!(details.withdrawn.as_deref(), Some("'soon'"));
    }
}
