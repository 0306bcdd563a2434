pub(crate) mod dates;
