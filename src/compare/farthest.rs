//! farthest
