//! What only matters where a claim is shown: it is read from the file again.

use super::declarations::{read_date, text as words};
use crate::files::{Files, Span};
use crate::load::table::Any;
use crate::load::whole::WholeClaims;
use crate::model::{Claim, ClaimId, Record};
use crate::parallel;

/// The words of a claim beside its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// Where its value stands.
    pub value_place: Option<Span>,
    /// When it was published, as written.
    pub published: Option<String>,
    /// The words themselves.
    pub quote: Option<String>,
    /// Where to read it.
    pub url: Option<String>,
    /// A copy that stays.
    pub archived: Option<String>,
    /// What the value cannot say.
    pub note: Option<String>,
    /// The day on which the speaker took it back, as written.
    pub withdrawn: Option<String>,
}

/// The details of a claim, from the text of its file. They are empty where that file has changed
/// meanwhile ([`crate::files::Files::changed`]).
pub fn details(text: &str, kept: &WholeClaims, record: &Record, claim: &Claim) -> Details {
    let (extent, is_withdrawn) = (record.extent(claim), claim.withdrawn);
    let Some(claim) = kept.claim_in(text, extent) else {
        return Details::default();
    };
    let slice = |span: Span| {
        text.get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    };
    let date = |date: &Any| {
        let date = date.as_ref()?;
        let bare = slice(claim.span(date));
        // What is written there may be no date: the claim is taken back all the same.
        Some(
            read_date(date.get_ref(), bare)
                .map_or_else(|_| bare.to_owned(), |(written, _)| written),
        )
    };
    let valid = |date: &Any| {
        let date = date.as_ref()?;
        Some(read_date(date.get_ref(), slice(claim.span(date))).ok()?.0)
    };
    let shape = claim.shape();
    let defaults = record.defaults.get(&extent.file);
    Details {
        id: words(&shape.id),
        value_place: shape.value.as_ref().map(|value| claim.span(value)),
        published: match &shape.published {
            None => defaults.and_then(|source| source.published.clone()),
            own => valid(own),
        },
        quote: words(&shape.quote),
        url: words(&shape.url).or_else(|| defaults?.url.clone()),
        archived: words(&shape.archived),
        note: words(&shape.note),
        // Where the record is looked back on, a day that has not come takes nothing back.
        withdrawn: date(&shape.withdrawn).filter(|_| is_withdrawn),
    }
}

/// Takes something from the details of each of some claims, file by file and on all threads. No text is
/// kept for it.
pub fn of_each<T: Send>(
    files: &Files,
    kept: &WholeClaims,
    record: &Record,
    mut claims: Vec<ClaimId>,
    take: impl Fn(ClaimId, Details) -> T + Sync + Send,
) -> Vec<T> {
    claims.sort_unstable();
    let file = |id: &ClaimId| record[*id].file;
    let by_file: Vec<&[ClaimId]> = claims
        .chunk_by(|left, right| file(left) == file(right))
        .collect();
    let taken = parallel::each(&by_file, 2, |ids| {
        Some(files.glance(file(ids.first()?), |text| {
            let details = |id: &ClaimId| take(*id, details(text, kept, record, &record[*id]));
            ids.iter().map(details).collect::<Vec<_>>()
        }))
    });
    taken.into_iter().flatten().collect()
}
