//! What must hold of a report as a whole, whatever the claims.

mod beside;
mod history;
mod invalid;
mod kept;
mod overlay;
mod properties;
mod proposed;
mod resolutions;
