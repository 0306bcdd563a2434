//! Colours, put over lines that are laid out already.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar;

pub(super) const PLAIN: Style = Style::new();
pub(super) const BOLD: Style = Style::new().bold();
pub(super) const SMALL: Style = Style::new().dimmed();
pub(super) const CONTRADICTED: Style = AnsiColor::Red.on_default().bold();
pub(super) const REMARK: Style = AnsiColor::Yellow.on_default();

/// Paints lines, or leaves them as they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    /// True if to use colours.
    pub(super) color: bool,
}

/// A piece of a line, between two columns of the screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// The column where it begins.
    pub(super) from: u16,
    /// The column behind it.
    pub(super) to: u16,
    /// Its style.
    pub(super) style: Style,
}

impl Paint {
    /// Paints whole lines.
    pub(super) fn whole(self, lines: Vec<String>, style: Style) -> Vec<String> {
        let all = Piece {
            from: 0,
            to: u16::MAX,
            style,
        };
        self.lines(lines, &[all])
    }

    /// Paints the same pieces of each line. The pieces are in order, and none overlaps another.
    pub(super) fn lines(self, lines: Vec<String>, pieces: &[Piece]) -> Vec<String> {
        if !self.color {
            return lines;
        }
        lines.iter().map(|line| painted(line, pieces)).collect()
    }
}

fn painted(line: &str, pieces: &[Piece]) -> String {
    let (mut painted, mut rest) = (String::new(), 0);
    for Piece { from, to, style } in pieces {
        let (from, to) = (byte_at(line, *from), byte_at(line, *to));
        let piece = line[from..to].trim_end();
        painted.push_str(&line[rest..from]);
        if piece.trim().is_empty() {
            painted.push_str(piece);
        } else {
            painted.push_str(&format!("{style}{piece}{style:#}"));
        }
        rest = from + piece.len();
    }
    painted + &line[rest..]
}

/// Returns the byte of a line at a column of the screen.
fn byte_at(line: &str, column: u16) -> usize {
    let mut width = 0;
    for (at, letter) in line.char_indices() {
        if width >= usize::from(column) {
            return at;
        }
        width += letter.width().unwrap_or_default();
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_painted_without_the_blanks_behind_them() {
        let pieces = [(2, 6), (8, 12)].map(|(from, to)| Piece {
            from,
            to,
            style: BOLD,
        });
        for (line, painted) in [
            ("a 23   b 58", "a \x1b[1m23\x1b[0m   b\x1b[1m 58\x1b[0m"),
            ("漢 字字", "漢\x1b[1m 字字\x1b[0m"),
            ("a", "a"),
            ("", ""),
        ] {
            let lines = vec![line.to_owned()];
            assert_eq!(
                Paint { color: true }.lines(lines.clone(), &pieces),
                [painted]
            );
            assert_eq!(Paint { color: false }.lines(lines, &pieces), [line]);
        }
    }
}
