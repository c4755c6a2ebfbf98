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
pub const TREE_LINE: &str = "│ ";
pub const TREE_BLANK: &str = "  ";
/// Levels that are not drawn.
pub const TREE_CUT: &str = "… ";
/// What can be unfolded and folded.
pub const FOLDED: &str = "▸";
pub const UNFOLDED: &str = "▾";
/// The direction of an order.
pub const ASCENDING: &str = "▴";
pub const DESCENDING: &str = "▾";

/// The ASCII character that stands for a sign.
#[must_use]
pub fn ascii(sign: char) -> Option<char> {
    Some(match sign {
        '…' => '~',
        '─' | '━' | '╶' => '-',
        '│' | '┃' | '├' | '┤' => '|',
        '└' => '`',
        '┬' | '╭' | '╮' | '╰' | '╯' | '▲' => '+',
        '▸' => '>',
        '▾' => 'v',
        '▴' => '^',
        '●' => 'o',
        '◆' => 'x',
        '◉' => 'O',
        '◈' => 'X',
        '△' | '█' => '#',
        '·' | '░' => '.',
        '▒' => ':',
        '▓' => '*',
        _ => return None,
    })
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
            TREE_LINE,
            TREE_CUT,
            FOLDED,
            UNFOLDED,
            ASCENDING,
            DESCENDING,
        ];
        for sign in signs {
            let replaced = to_ascii(sign);
            assert!(replaced.is_ascii(), "{sign}");
            assert_eq!(width(&replaced), width(sign), "{sign}");
        }
    }
}
