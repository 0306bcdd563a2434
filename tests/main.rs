//! All tests of the whole program, in one binary so that they link once.

mod formats;
mod invalid;
mod layers;
mod properties;
mod support;
