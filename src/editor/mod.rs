//! What an editor asks about claim files while somebody writes them: what is under the cursor and what
//! it means, who says otherwise, where something is declared, what can be written here, and what mends
//! a fault. Functions of a report, a file and a place in it; the protocol is the program's business.

mod complete;
mod cursor;
mod fix;
mod goto;
mod hints;
mod hover;
mod line;
mod notice;
mod others;
mod position;
mod rename;
mod subject;
mod symbols;
#[cfg(test)]
mod tests;

pub(crate) use complete::{Sort, complete};
pub(crate) use fix::{Fix, fixes};
pub(crate) use goto::{definitions, references};
pub(crate) use hints::hints;
pub(crate) use hover::hover;
pub(crate) use notice::{Level, Notice, file_named, notice, notices};
pub(crate) use position::{Encoding, LinePlace, Lines};
pub(crate) use rename::{rename, renamed};
pub(crate) use symbols::{outline, search};
