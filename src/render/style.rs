/// How a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// How many columns of the screen a line may take. A format without columns has no use for it.
    pub width: u16,
    /// True if to use colours.
    pub color: bool,
}

impl Style {
    /// Returns the style of a line of so many columns without colours.
    pub fn plain(width: u16) -> Self {
        Self {
            width,
            color: false,
        }
    }
}
