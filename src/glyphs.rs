//! The signs that the program draws, and the ASCII characters that stand for them.
//!
//! Documents and screens are laid out with Unicode signs, each one column wide. Where the terminal does not show UTF-8,
//! or draws signs of ambiguous width two columns wide, each is replaced by one ASCII character when it is written.

/// Where a text is cut.
pub const ELLIPSIS: &str = "…";
/// The border of menus and the rules between panes.
pub const HORIZONTAL: &str = "─";
pub const VERTICAL: &str = "│";
pub const TEE_DOWN: &str = "┬";
pub const TEE_RIGHT: &str = "├";
pub const TEE_LEFT: &str = "┤";
/// The rule of the pane with the focus, and the part of a rule that stands for what is visible.
pub const HEAVY_HORIZONTAL: &str = "━";
pub const HEAVY_VERTICAL: &str = "┃";
/// The lines of a tree before a child, the last child, below a child and below the last child.
pub const TREE_CHILD: &str = "├─";
pub const TREE_LAST_CHILD: &str = "└─";
/// The last event of a timeline.
pub const TREE_LAST: &str = "└";
pub const TREE_LINE: &str = "│ ";
pub const TREE_BLANK: &str = "  ";
/// Levels that are not drawn.
pub const TREE_CUT: &str = "… ";
/// The best value of a row.
pub const BEST: &str = "★";
/// A bar, and its last column filled by eighths.
pub const BAR: [&str; 9] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];
/// What can be unfolded and folded.
pub const FOLDED: &str = "▸";
pub const UNFOLDED: &str = "▾";
/// The direction of an order.
pub const ASCENDING: &str = "▴";
pub const DESCENDING: &str = "▾";

/// An unknown value.
pub const UNKNOWN: &str = "–";
/// Before a stage: base, fine-tuned, aligned.
pub const STAGE_BASE: &str = "●";
pub const STAGE_SFT: &str = "◆";
pub const STAGE_RLHF: &str = "▲";
/// Before what is chosen.
pub const CHOSEN: &str = "✓";
/// The same for models beside the wanted ones.
pub const STAGE_BASE_OUTLINE: &str = "○";
pub const STAGE_SFT_OUTLINE: &str = "◇";
pub const STAGE_RLHF_OUTLINE: &str = "▵";
/// Before a license, by whether it allows commercial use.
pub const ALLOWED: &str = "✓";
pub const CONDITIONAL: &str = "~";
pub const FORBIDDEN: &str = "✗";
/// Before a score that does not compare: with those of most models, or with the others of a comparison.
pub const UNLIKE: &str = "~";
/// Weights that are not released, where a word does not fit.
pub const CLOSED: &str = "□";
/// Before the selected row.
pub const SELECTED: &str = "▌";
/// A bar as long as a share, from 0 to 1, of a width in columns. A share above 0 is at least an eighth of a column.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "the share is bounded, and a width in columns is small"
)]
pub fn bar(share: f64, width: usize) -> String {
    let [.., full] = BAR;
    let eighths = (share.clamp(0.0, 1.0) * (width * 8) as f64).round() as usize;
    let eighths = if share > 0.0 { eighths.max(1) } else { 0 };
    full.repeat(eighths / 8) + BAR.get(eighths % 8).copied().unwrap_or_default()
}

/// A dot of the grid of a chart.
pub const GRID_DOT: char = '·';
/// A piece of a line of a chart, in its legend.
pub const LINE_SAMPLE: &str = "⠒⠒";
/// The marks of the selected point on the axes of a chart.
pub const X_AXIS_MARK: &str = "▴";
pub const Y_AXIS_MARK: &str = "▸";

/// The ASCII character that stands for a sign.
#[must_use]
pub fn ascii(sign: char) -> Option<char> {
    Some(match sign {
        '…' => '~',
        '─' | '━' | '╶' | '–' => '-',
        '│' | '┃' | '├' | '┤' => '|',
        '└' => '`',
        '┬' | '╭' | '╮' | '╰' | '╯' | '✓' => '+',
        '▸' => '>',
        '▾' | '▼' => 'v',
        '▴' | '▲' => '^',
        '✗' => '!',
        '□' => '0',
        '●' => 'o',
        '◆' => 'x',
        '◉' => 'O',
        '◈' => 'X',
        '△' | '■' | '█' => '#',
        '▏' | '▎' | '▍' | '▌' | '▋' | '▊' | '▉' => '=',
        '·' | '░' | '○' => '.',
        '▒' | '◇' => ':',
        '▵' => '\'',
        '▓' | '★' => '*',
        '\u{2800}'..='\u{28ff}' => braille_ascii(sign),
        _ => return None,
    })
}

/// The character for the dots of a braille pattern, drawn as a part of a line.
fn braille_ascii(pattern: char) -> char {
    let dots = u32::from(pattern) & 0xff;
    let has_row = |bits: u32| dots & bits != 0;
    let (upper, lower) = (has_row(0x09), has_row(0xc0));
    match (upper, lower) {
        (true, true) => '|',
        (true, false) if has_row(0x24) => '|',
        (false, true) if has_row(0x12) => '|',
        (true, false) => '\'',
        (false, true) => '_',
        (false, false) => '-',
    }
}

/// A text with an ASCII character for each sign.
#[must_use]
pub fn to_ascii(text: &str) -> String {
    text.chars().map(|ch| ascii(ch).unwrap_or(ch)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display_width::width;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        assert_eq!(bar(0.0, 8), "");
        assert_eq!(bar(0.001, 8), "▏");
        assert_eq!(bar(0.5, 8), "████");
        assert_eq!(bar(0.53, 8), "████▎");
        assert_eq!(bar(7.0, 8), "████████");
    }

    #[test]
    fn each_sign_has_an_ascii_character_of_its_width() {
        let signs = [
            ELLIPSIS,
            HORIZONTAL,
            VERTICAL,
            TEE_DOWN,
            TEE_RIGHT,
            TEE_LEFT,
            HEAVY_HORIZONTAL,
            HEAVY_VERTICAL,
            TREE_CHILD,
            TREE_LAST_CHILD,
            TREE_LAST,
            TREE_LINE,
            TREE_CUT,
            FOLDED,
            UNFOLDED,
            ASCENDING,
            DESCENDING,
            BEST,
            LINE_SAMPLE,
            X_AXIS_MARK,
            Y_AXIS_MARK,
            UNKNOWN,
            STAGE_BASE,
            STAGE_SFT,
            STAGE_RLHF,
            STAGE_BASE_OUTLINE,
            STAGE_SFT_OUTLINE,
            STAGE_RLHF_OUTLINE,
            ALLOWED,
            CONDITIONAL,
            FORBIDDEN,
            CLOSED,
            SELECTED,
            CHOSEN,
        ];
        for sign in signs {
            let replaced = to_ascii(sign);
            assert!(replaced.is_ascii(), "{sign}");
            assert_eq!(width(&replaced), width(sign), "{sign}");
        }
    }
}
