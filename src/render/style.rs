/// How a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// How many columns of the screen a line may take. A format without columns has no use for it.
    pub width: u16,
    /// Whether to use colours.
    pub color: bool,
}
