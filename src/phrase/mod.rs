//! Words for what the program knows: numbers, dates, values, gaps and names as people read them. Messages,
//! pages and documents share them, so that one thing reads the same everywhere. It is the way back from
//! [`crate::wording`], which reads such words.

pub(crate) mod date;
pub(crate) mod gap;
pub(crate) mod name;
pub(crate) mod number;
pub(crate) mod value;
