//! Drives the program without a terminal: keys in, screen text out.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use std::sync::LazyLock;

use ratatui::{Terminal, backend::TestBackend, buffer::Buffer, layout::Size};
use unicode_width::UnicodeWidthStr;

use llm_catalog::{Catalog, EntryRef, localized::Locale, write};
use llm_index::Index;
use llm_tui::{
    app::{App, Effect, ListState},
    config::theme::Theme,
    document::Document,
    ui,
};

/// The program on a screen of some size.
pub struct TestScreen {
    pub app: App,
    /// The effect of the last event.
    pub effect: Option<Effect>,
}

/// The first entries of the built-in catalogue, so that snapshots stay the same as it grows.
pub fn first_entries() -> Index {
    static INDEX: LazyLock<Index> = LazyLock::new(|| {
        let first_ids: Vec<_> = include_str!("../fixtures/ids-2023-08.txt").lines().collect();
        let catalog = llm_tui::builtin::catalog().unwrap();
        let meta = catalog.meta();
        // Later benchmarks and changelog entries are left out too.
        let benchmark =
            meta.benchmarks.iter().find(|benchmark| benchmark.id.as_str() == "open-llm-leaderboard").unwrap();
        let (benchmarks, changelog) = (std::slice::from_ref(benchmark), &meta.changelog[meta.changelog.len() - 2..]);
        let mut models: Vec<_> =
            catalog.models().iter().filter(|model| first_ids.contains(&model.id.as_str())).cloned().collect();
        for model in &mut models {
            model.scores.retain(|score| score.benchmark == benchmark.id);
            model.base_models.retain(|parent| first_ids.contains(&parent.id.as_str()));
            for variant in &mut model.variants {
                if let Some(parents) = &mut variant.base_models {
                    parents.retain(|parent| first_ids.contains(&parent.id.as_str()));
                }
            }
        }
        let extensions = catalog.extensions().iter().filter(|other| first_ids.contains(&other.id.as_str()));
        let entries = models.iter().map(EntryRef::Model).chain(extensions.map(EntryRef::Extension)).collect();
        let file = write::CatalogContents { entries, benchmarks, changelog, ..write::CatalogContents::from(&catalog) };
        Index::try_from(&Catalog::parse("2023-08", &file.to_toml()).unwrap()).unwrap()
    });
    INDEX.clone()
}

/// The program at start, in English, on these entries.
pub fn screen(width: u16, height: u16) -> TestScreen {
    screen_with(first_entries(), width, height)
}

/// The program on another catalogue.
pub fn screen_with(index: Index, width: u16, height: u16) -> TestScreen {
    let app = App::new(index, Locale::En, 0, Size::new(width, height)).unwrap();
    TestScreen { app, effect: None }
}

impl TestScreen {
    /// Switches to Chinese and redraws, which removes the status message.
    pub fn in_chinese(self) -> Self {
        self.press("<f2>").press("<ctrl-l>")
    }

    /// Switches to the theme without color and redraws.
    pub fn without_color(self) -> Self {
        (0..Theme::NO_COLOR_IDX).fold(self, |screen, _| screen.press("<f3>")).press("<ctrl-l>")
    }

    /// Presses keys: characters as they are, others as `<enter>` or `<ctrl-d>`.
    pub fn press(mut self, keys: &str) -> Self {
        let mut rest = keys;
        while !rest.is_empty() {
            let key = if let Some((name, tail)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
                rest = tail;
                parse_key(name)
            } else {
                let mut chars = rest.chars();
                let ch = chars.next().unwrap();
                rest = chars.as_str();
                KeyEvent::new(KeyCode::Char(ch), shift_modifier(ch))
            };
            self = self.send_event(&Event::Key(key));
        }
        self
    }

    /// Clicks the cell at a zero-based column and row.
    pub fn click(self, column: u16, row: u16) -> Self {
        self.mouse(MouseEventKind::Down(MouseButton::Left), column, row)
    }

    /// Sends a mouse event at a cell.
    pub fn mouse(self, kind: MouseEventKind, column: u16, row: u16) -> Self {
        self.send_event(&Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
    }

    /// Sends an event, and ends the search that it starts.
    pub fn send_event(mut self, event: &Event) -> Self {
        self.effect = self.app.handle_event(event);
        while let Some((id, request)) = self.app.take_request() {
            self.app.apply_response(id, request.run(&false.into()).unwrap());
        }
        self
    }

    /// Resizes the screen.
    pub fn resize(self, width: u16, height: u16) -> Self {
        self.send_event(&Event::Resize(width, height))
    }

    /// The document of the open screen, else of the detail.
    pub fn document(&self) -> &Document {
        self.app.document_view().unwrap().document()
    }

    /// The cursor in that document.
    pub fn cursor(&self) -> ListState {
        self.app.document_view().unwrap().state()
    }

    /// The drawn cells.
    pub fn buffer(&self) -> Buffer {
        let size = self.app.settings().size;
        let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
        terminal.draw(|frame| ui::draw(&self.app, frame)).unwrap();
        terminal.backend().buffer().clone()
    }

    /// The lines on the screen, without trailing spaces.
    pub fn lines(&self) -> Vec<String> {
        let buffer = self.buffer();
        (0..buffer.area.height).map(|y| buffer_line(&buffer, y)).collect()
    }

    /// The lines on the screen, joined by newlines.
    pub fn text(&self) -> String {
        self.lines().join("\n")
    }

    /// Asserts that a text is on the screen.
    pub fn assert_shows(self, text: &str) -> Self {
        let screen = self.text();
        assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
        self
    }

    /// Asserts that a text is not on the screen.
    pub fn assert_hides(self, text: &str) -> Self {
        let screen = self.text();
        assert!(!screen.contains(text), "{text:?} is on the screen:\n{screen}");
        self
    }
}

/// One line of a buffer. A wide character takes two cells and is read once.
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
        None => match name.strip_prefix("alt-") {
            Some(name) => (KeyModifiers::ALT, name),
            None => (KeyModifiers::NONE, name),
        },
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
        ch if ch.chars().count() == 1 => KeyCode::Char(ch.chars().next().unwrap()),
        other => panic!("no key is named {other:?}"),
    };
    KeyEvent::new(code, modifiers)
}

/// Terminals report Shift with capital letters.
fn shift_modifier(ch: char) -> KeyModifiers {
    if ch.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE }
}
