//! The steps from files to outcomes one after the other, for `benches/stages.rs` to time.

use std::path::PathBuf;

use crate::compare::{Comparer, Outcome};
use crate::load::whole::WholeClaims;
use crate::load::{self, LoadError, Loaded};
use crate::{question, resolve};

/// Runs the steps of [`Report::read`](super::Report::read), names each when it is done, and counts the
/// contradicted questions. No caller but the bench has a use for it.
///
/// # Errors
///
/// As `Report::read`: if there is nothing to read.
#[doc(hidden)]
pub fn stages(paths: &[PathBuf], done: &mut dyn FnMut(&'static str)) -> Result<usize, LoadError> {
    let Loaded {
        files,
        mut tables,
        rows,
        words,
        ..
    } = load::load(paths, &|_, _| {})?;
    done("read and parse");
    let kept = WholeClaims::new(&mut tables);
    let (record, _) = resolve::resolve(&files, &tables, rows, &words, &kept);
    done("look up and check");
    let questions = question::group(&record);
    done("group");
    let comparer = Comparer::new(&record);
    let contradicted = questions
        .iter()
        .filter(|claims| comparer.outcome(claims) == Some(Outcome::Contradicted))
        .count();
    done("every outcome");
    Ok(contradicted)
}
