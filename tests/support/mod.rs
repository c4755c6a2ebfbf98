//! A screen without a terminal: keystrokes in, pictures out.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use std::sync::LazyLock;

use ratatui::{Terminal, backend::TestBackend, buffer::Buffer, layout::Size};
use unicode_width::UnicodeWidthStr;

use llm_catalog::{Catalog, EntryRef, localized::Locale, write};
use llm_index::Index;
use llm_tui::{
    app::{App, Effect},
    config::theme::Theme,
    ui,
};

/// The program on a screen of its own.
pub struct TestScreen {
    /// The state.
    pub app: App,
    /// What the last event asked of the world.
    pub effect: Option<Effect>,
}

/// The program as it starts, in English, on the entries that the built-in
/// catalogue began with: pictures of them stay the same as it grows.
pub fn screen(width: u16, height: u16) -> TestScreen {
    static INDEX: LazyLock<Index> = LazyLock::new(|| {
        let began_with: Vec<_> = include_str!("../fixtures/ids-2023-08.txt").lines().collect();
        let catalog = llm_tui::builtin::catalog().unwrap();
        let head = catalog.meta();
        // Nor do other benchmarks and later news matter.
        let benchmark =
            head.benchmarks.iter().find(|benchmark| benchmark.id.as_str() == "open-llm-leaderboard").unwrap();
        let (benchmarks, updates) = (std::slice::from_ref(benchmark), &head.changelog[head.changelog.len() - 2..]);
        let mut models: Vec<_> =
            catalog.models().iter().filter(|model| began_with.contains(&model.id.as_str())).cloned().collect();
        for model in &mut models {
            model.scores.retain(|score| score.benchmark == benchmark.id);
        }
        let extensions = catalog.extensions().iter().filter(|other| began_with.contains(&other.id.as_str()));
        let entries = models.iter().map(EntryRef::Model).chain(extensions.map(EntryRef::Extension)).collect();
        let file = write::CatalogContents {
            entries,
            benchmarks,
            changelog: updates,
            ..write::CatalogContents::from(&catalog)
        };
        Index::try_from(&Catalog::parse("2023-08", &file.to_toml()).unwrap()).unwrap()
    });
    screen_with(INDEX.clone(), width, height)
}

/// The program on another catalogue.
pub fn screen_with(shelf: Index, width: u16, height: u16) -> TestScreen {
    let app = App::new(shelf, Locale::En, 0, Size::new(width, height)).unwrap();
    TestScreen { app, effect: None }
}

impl TestScreen {
    /// In Chinese.
    pub fn in_chinese(self) -> Self {
        self.press("<f2>").press("<ctrl-l>")
    }

    /// Without color.
    pub fn without_color(self) -> Self {
        (0..Theme::NO_COLOR_IDX).fold(self, |screen, _| screen.press("<f3>")).press("<ctrl-l>")
    }

    /// Presses keys: letters as they are, others as `<enter>` or `<ctrl-d>`.
    pub fn press(mut self, keys: &str) -> Self {
        let mut rest = keys;
        while !rest.is_empty() {
            let key = if let Some((name, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
                rest = after;
                parse_key(name)
            } else {
                let mut signs = rest.chars();
                let sign = signs.next().unwrap();
                rest = signs.as_str();
                KeyEvent::new(KeyCode::Char(sign), shift_modifier(sign))
            };
            self = self.send_event(&Event::Key(key));
        }
        self
    }

    /// Clicks a cell, counted from 0.
    pub fn click(self, column: u16, row: u16) -> Self {
        self.mouse(MouseEventKind::Down(MouseButton::Left), column, row)
    }

    /// Turns the mouse wheel or presses a button over a cell.
    pub fn mouse(self, kind: MouseEventKind, column: u16, row: u16) -> Self {
        self.send_event(&Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
    }

    /// Hands an event to the program.
    pub fn send_event(mut self, event: &Event) -> Self {
        self.effect = self.app.handle_event(event);
        self
    }

    /// Gives the screen another size.
    pub fn resize(self, width: u16, height: u16) -> Self {
        self.send_event(&Event::Resize(width, height))
    }

    /// What is on the screen, cell by cell.
    pub fn buffer(&self) -> Buffer {
        let size = self.app.size();
        let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
        terminal.draw(|frame| ui::draw(&self.app, frame)).unwrap();
        terminal.backend().buffer().clone()
    }

    /// The lines on the screen, without blanks at their ends.
    pub fn lines(&self) -> Vec<String> {
        let buffer = self.buffer();
        (0..buffer.area.height).map(|y| buffer_line(&buffer, y)).collect()
    }

    /// The whole screen as text.
    pub fn text(&self) -> String {
        self.lines().join("\n")
    }

    /// Fails unless a text is on the screen.
    pub fn assert_shows(self, text: &str) -> Self {
        let screen = self.text();
        assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
        self
    }

    /// Fails if a text is on the screen.
    pub fn assert_hides(self, text: &str) -> Self {
        let screen = self.text();
        assert!(!screen.contains(text), "{text:?} is on the screen:\n{screen}");
        self
    }
}

/// One line of a buffer; a wide sign takes two cells and is read once.
pub fn buffer_line(buffer: &Buffer, y: u16) -> String {
    let mut text = String::new();
    let mut x = 0;
    while x < buffer.area.width {
        let symbol = buffer[(x, y)].symbol();
        text.push_str(symbol);
        x += u16::try_from(symbol.width().max(1)).unwrap();
    }
    text.trim_end().to_owned()
}

fn parse_key(name: &str) -> KeyEvent {
    let (modifiers, name) = match name.strip_prefix("ctrl-") {
        Some(name) => (KeyModifiers::CONTROL, name),
        None => (KeyModifiers::NONE, name),
    };
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => return KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT),
        "backspace" => KeyCode::Backspace,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgdn" => KeyCode::PageDown,
        "pgup" => KeyCode::PageUp,
        "f2" => KeyCode::F(2),
        "f3" => KeyCode::F(3),
        letter if letter.chars().count() == 1 => KeyCode::Char(letter.chars().next().unwrap()),
        other => panic!("no key is named {other:?}"),
    };
    KeyEvent::new(code, modifiers)
}

/// Terminals report Shift with capital letters.
fn shift_modifier(sign: char) -> KeyModifiers {
    if sign.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE }
}
