//! Every format, as people and programs see it.

mod formats;
mod programs;
