//! Random keys, actions, pastes, clicks, resizes and late search results, without a terminal. The seeds are fixed; a
//! failure prints the shortest list of acts that was found to show it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    collections::BTreeSet,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::LazyLock,
    thread,
};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::{Terminal, backend::TestBackend, layout::Size};

use llm_catalog::{
    bookmarks::{BookmarkChange, BookmarkStoreError, Bookmarks, ChangeOutcome},
    localized::Locale,
    text::is_unsafe_for_terminal,
};
use llm_index::{Index, loader::JsonlLoader};
use llm_tui::{
    action::{Action, KeyContext},
    app::{App, Effect, EffectResult, QueryHistory, SearchRequest, SearchResponse},
    config::{Config, keymap::Keymap},
    ui,
};
use random::{SplitMix, rounds};
use support::first_entries;

#[path = "support/random.rs"]
mod random;
#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// Acts of one session, which starts with a new application.
const ACTS_PER_SESSION: usize = 250;
/// Sessions of 10,000 acts, which take some seconds without optimizations, and of a million.
const SHORT_SESSIONS: usize = 40;
const LONG_SESSIONS: usize = 4_000;
/// Acts from one drawn frame to the next.
const ACTS_PER_FRAME: usize = 16;
/// Allocations to handle an act and to draw a frame: those of two searches in few entries, as an action ends that of what was
/// typed before it starts its own, and of a screen that is laid out.
const MAX_ALLOCATIONS: u64 = 900_000;
/// Attempts to find a shorter list of acts.
const MAX_SHRINK_RUNS: usize = 400;

/// Something that a person, the terminal or a worker does. What depends on the state is chosen when it is performed, so
/// that a part of a list of acts can be performed too.
#[derive(Clone, Debug)]
enum UserAction {
    /// Performs a bound action of the current context, by its number.
    Action(usize),
    Key(KeyEvent),
    Type(char),
    Paste(&'static str),
    /// A mouse event at a part of the width and height, in 256ths.
    Mouse(MouseEventKind, u8, u8),
    Resize(u16, u16),
    /// Runs a waiting search, by its number, also one that was replaced.
    RunSearch(usize),
    /// Lets the next change of the bookmarks fail, or find a change by another process.
    BreakStore(bool),
    /// Reads the catalogue again: an error, an empty one, or the first one.
    Reload(usize),
    /// Comes out of everything: Esc leads to the list from anywhere.
    EscapeAll,
    /// Comes out of everything and opens a screen, so that those that are seldom open are reached too.
    OpenScreen(&'static str),
}

/// The keys that open a screen from the list.
const SCREEN_KEYS: [&str; 12] = ["l", "C", "?", "a", "t", "U   x", "U   x ", "U   xl", "v", "i", "l/", "e"];

/// Keys of all kinds, bound or not.
const KEY_CODES: [KeyCode; 22] = [
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::Insert,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::F(1),
    KeyCode::F(2),
    KeyCode::F(3),
    KeyCode::Char(' '),
    KeyCode::Null,
    KeyCode::CapsLock,
    KeyCode::Char('\u{1f600}'),
];

const MODIFIERS: [KeyModifiers; 5] = [
    KeyModifiers::NONE,
    KeyModifiers::SHIFT,
    KeyModifiers::CONTROL,
    KeyModifiers::ALT,
    KeyModifiers::CONTROL.union(KeyModifiers::SHIFT),
];

const TYPED_CHARS: [char; 31] = [
    'a', 'b', 'l', 'm', 'q', '7', '1', '0', '.', '-', ' ', ':', '>', '<', '"', '\'', '|', '(', ')', '@', '!', '*', '/',
    '中', '／', '盘', '\u{301}', 'é', '\u{9b}', '\u{202e}', '\u{200b}',
];

const PASTES: [&str; 22] = [
    "",
    "llama",
    "llama 7b -chat",
    "params:<=10b score:>40",
    "stage:base license:permissive fits:24gb",
    "fits:24gb@8bit@32k",
    "base:llama",
    "related:nope",
    "released:2023..2024 tokens:>1t",
    "is:bookmarked",
    "-is:bookmarked !x",
    "@big @@ @",
    "语言:中文 130亿",
    "zzzz qqqq",
    "score:",
    "\"unclosed",
    "two\nlines\r\n\u{1b}[2J\u{7}",
    "\u{202e}\u{200b}\u{feff}\u{301}\u{301}",
    "盘古盘古盘古盘古盘古盘古盘古盘古盘古盘古盘古",
    "m m m m m m m m m m m m m m m m m m m m m m m m m m m m m m m m m m m m m m m m",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
];

const SIZES: [(u16, u16); 16] = [
    (0, 0),
    (1, 1),
    (1, 300),
    (300, 1),
    (29, 8),
    (30, 7),
    (30, 8),
    (40, 12),
    (59, 17),
    (60, 18),
    (80, 24),
    (99, 30),
    (100, 30),
    (120, 9),
    (140, 40),
    (250, 70),
];

const MOUSE_KINDS: [MouseEventKind; 8] = [
    MouseEventKind::Down(MouseButton::Left),
    MouseEventKind::Down(MouseButton::Left),
    MouseEventKind::Down(MouseButton::Right),
    MouseEventKind::Up(MouseButton::Left),
    MouseEventKind::Drag(MouseButton::Left),
    MouseEventKind::ScrollDown,
    MouseEventKind::ScrollUp,
    MouseEventKind::Moved,
];

fn random_act(random: &mut SplitMix) -> UserAction {
    match random.below(100) {
        0..62 => UserAction::Action(random.below(1000)),
        62..72 => UserAction::Key(KeyEvent::new(random.pick(&KEY_CODES), random.pick(&MODIFIERS))),
        72..77 => UserAction::Type(random.pick(&TYPED_CHARS)),
        77..79 => UserAction::Paste(random.pick(&PASTES)),
        79..88 => {
            let [column, row, ..] = random.next().to_le_bytes();
            UserAction::Mouse(random.pick(&MOUSE_KINDS), column, row)
        }
        88..92 => {
            let (width, height) = random.pick(&SIZES);
            UserAction::Resize(width, height)
        }
        92..95 => UserAction::RunSearch(random.below(4)),
        95 => match random.below(6) {
            number @ 0..4 => UserAction::BreakStore(number % 2 == 0),
            _ => UserAction::Reload(random.below(4)),
        },
        96..99 => UserAction::OpenScreen(random.pick(&SCREEN_KEYS)),
        _ => UserAction::EscapeAll,
    }
}

/// The bound actions of a context with a key for each.
type Bindings = Vec<(Action, KeyEvent)>;

static BINDINGS: LazyLock<Vec<(KeyContext, Bindings)>> = LazyLock::new(|| {
    let keymap = Keymap::builtin().unwrap();
    let chars = (' '..='~').map(KeyCode::Char);
    let codes: Vec<_> = chars.chain(KEY_CODES).chain((1..=12).map(KeyCode::F)).collect();
    let with_modifiers = |code: KeyCode| MODIFIERS.map(|modifiers| KeyEvent::new(code, modifiers));
    let keys: Vec<_> = codes.into_iter().flat_map(with_modifiers).collect();
    let bindings = |context| {
        let bound = keymap.bindings(context).into_iter().map(|(action, labels)| {
            let key = keys.iter().find(|key| keymap.action(context, (**key).into()) == Some(action));
            (action, *key.unwrap_or_else(|| panic!("{labels} is not among the keys of this test")))
        });
        (context, bound.collect())
    };
    KeyContext::ALL.map(bindings).into()
});

fn bindings(context: KeyContext) -> &'static [(Action, KeyEvent)] {
    BINDINGS.iter().find(|(other, _)| *other == context).map_or(&[], |(_, bindings)| bindings)
}

/// What was reached: the actions performed in each context.
type Coverage = BTreeSet<(KeyContext, Action)>;

/// The application, with the searches that wait and the stored bookmarks.
struct Session {
    app: App,
    searches: Vec<(u64, SearchRequest)>,
    stored: Bookmarks,
    /// How the next change of the bookmarks fails: `true` by an error, `false` by a change of another process.
    broken_store: Option<bool>,
    coverage: Coverage,
}

impl Session {
    fn new(index: &Index) -> Self {
        let app = App::new(index.clone(), Locale::En, 0, Size::new(100, 30)).unwrap();
        let history = QueryHistory::new(vec!["llama".to_owned(), "params:>1b".to_owned()]);
        Self {
            app: app.with_config(Config::default(), history),
            searches: Vec::new(),
            stored: Bookmarks::default(),
            broken_store: None,
            coverage: Coverage::new(),
        }
    }

    /// Runs a waiting search, as the worker thread does.
    fn run_search(&mut self, act: &UserAction) -> Option<(u64, SearchResponse)> {
        let UserAction::RunSearch(number) = act else { return None };
        let number = number.checked_rem(self.searches.len())?;
        let (id, request) = self.searches.remove(number);
        Some((id, request.run(&false.into())?))
    }

    /// Performs an act; `response` is that of a search.
    fn perform(&mut self, act: &UserAction, response: Option<(u64, SearchResponse)>) {
        match act {
            UserAction::Action(number) => {
                let bound = bindings(self.app.key_context());
                let (_, key) = bound.get(number % bound.len()).unwrap();
                self.press(*key);
            }
            UserAction::Key(key) => self.press(*key),
            UserAction::Type(ch) => self.press(KeyEvent::new(KeyCode::Char(*ch), KeyModifiers::NONE)),
            UserAction::Paste(text) => self.send(&Event::Paste((*text).to_owned())),
            UserAction::Mouse(kind, column, row) => {
                let Size { width, height } = self.app.settings().size;
                let at = |part: u8, length: u16| u16::try_from(u32::from(part) * u32::from(length) / 256).unwrap();
                let (column, row) = (at(*column, width), at(*row, height));
                self.send(&Event::Mouse(MouseEvent { kind: *kind, column, row, modifiers: KeyModifiers::NONE }));
            }
            UserAction::Resize(width, height) => self.send(&Event::Resize(*width, *height)),
            UserAction::RunSearch(_) => {
                if let Some((id, response)) = response {
                    self.app.apply_response(id, response);
                }
            }
            UserAction::BreakStore(is_error) => self.broken_store = Some(*is_error),
            UserAction::Reload(number) => {
                let index = match number {
                    0 => Err("/x:1:1: broken".to_owned()),
                    1 => Ok(Index::default()),
                    _ => Ok(first_entries()),
                };
                self.app.apply_reload(index);
            }
            UserAction::EscapeAll => self.escape_all(),
            UserAction::OpenScreen(keys) => {
                self.escape_all();
                keys.chars().for_each(|ch| self.press(KeyCode::Char(ch).into()));
            }
        }
        self.searches.extend(self.app.take_request());
        let start = self.searches.len().saturating_sub(4);
        self.searches.drain(..start);
    }

    fn press(&mut self, key: KeyEvent) {
        let context = self.app.key_context();
        self.coverage.extend(self.app.settings().keymap.action(context, key.into()).map(|action| (context, action)));
        self.send(&Event::Key(key));
    }

    fn send(&mut self, event: &Event) {
        match self.app.handle_event(event) {
            Some(Effect::SaveBookmark(change)) => {
                let error = BookmarkStoreError::Io {
                    file: "/x".to_owned(),
                    kind: std::io::ErrorKind::StorageFull,
                    reason: "disk full".to_owned(),
                };
                let result = match self.broken_store.take() {
                    Some(true) => Err(error),
                    Some(false) => Ok(ChangeOutcome { bookmarks: self.stored.clone(), is_applied: false }),
                    None => {
                        let is_applied = self.stored.apply(&change);
                        Ok(ChangeOutcome { bookmarks: self.stored.clone(), is_applied })
                    }
                };
                self.app.apply_bookmark_result(&change, result);
            }
            Some(Effect::SaveBookmarks(changes)) => {
                let outcome = self.apply(&changes);
                self.app.apply_bookmarks_result(&changes, Ok(outcome));
            }
            Some(Effect::Undo(changes)) => {
                let outcome = self.apply(&changes);
                self.app.apply_undo_result(&changes, Ok(outcome));
            }
            Some(Effect::EditNote(edit)) => {
                let effect = self.app.apply_edited_note(edit, Ok("of two\nlines".to_owned()));
                if let Some(Effect::SaveBookmark(change)) = effect {
                    let outcome = self.apply(std::slice::from_ref(&change));
                    self.app.apply_bookmark_result(&change, Ok(outcome));
                }
            }
            Some(Effect::Export(export)) => self.app.apply_export_result(*export, Ok(())),
            Some(Effect::ChangeSavedQuery(change)) => self.app.apply_saved_query_result(change, Ok(())),
            Some(Effect::OpenAll(urls)) => self.app.notify(&EffectResult::OpenedAll(urls.len())),
            Some(Effect::Open(url)) => self.app.notify(&EffectResult::Opened(url)),
            Some(Effect::Copy(text)) => self.app.notify(&EffectResult::Copied(text)),
            Some(Effect::CopyAs(format, text)) => self.app.notify(&EffectResult::CopiedAs(format, text)),
            Some(Effect::SaveQuery(_) | Effect::Redraw | Effect::Suspend | Effect::Quit) | None => {}
        }
    }

    /// Changes the stored bookmarks.
    fn apply(&mut self, changes: &[BookmarkChange]) -> ChangeOutcome {
        let conflicts = changes.iter().filter(|change| !self.stored.apply(change)).count();
        ChangeOutcome { bookmarks: self.stored.clone(), is_applied: conflicts == 0 }
    }

    fn escape_all(&mut self) {
        for _ in 0..20 {
            self.press(KeyCode::Esc.into());
        }
        assert_eq!(self.app.key_context(), KeyContext::List, "Esc does not lead to the list");
        assert_eq!(self.app.search_bar().query(), "", "Esc does not clear the query");
    }

    /// What holds in any state.
    fn check(&self) {
        let app = &self.app;
        let (list, state) = (app.list(), app.list().state());
        assert!(state.selected < list.len().max(1), "row {} of {}", state.selected, list.len());
        assert_eq!(list.selected_row().is_some(), !list.is_empty(), "the selected row");
        assert!(list.rows().all(|row| app.index().locate(row).is_some()), "a row that is not in the index");
        if let Some(view) = app.document_view() {
            let (state, count) = (view.state(), view.document().lines.len());
            assert!(state.selected < count.max(1) && state.offset < count.max(1), "{state:?} of {count} lines");
        }
        if let Some(menu) = app.menu() {
            assert!(
                menu.state.selected < menu.matches().len().max(1),
                "item {} of {}",
                menu.state.selected,
                menu.matches().len()
            );
        }
        self.check_footer();
        if !app.settings().is_too_small() {
            self.check_layout();
        }
    }

    /// The footer names actions that have a key in this context.
    fn check_footer(&self) {
        let (context, keymap) = (self.app.key_context(), &self.app.settings().keymap);
        for action in keymap.footer(context) {
            let is_bound = bindings(context).iter().any(|(bound, _)| bound == action);
            assert!(is_bound, "the footer of {context:?} names {action:?}");
        }
    }

    fn check_layout(&self) {
        let (layout, size) = (self.app.layout(), self.app.settings().size);
        let areas = [
            layout.header,
            layout.search_bar,
            layout.table_header,
            layout.table_body,
            layout.body,
            layout.footer,
            layout.detail,
        ];
        let columns = layout.columns.iter().map(|(_, area)| *area);
        let menu = self.app.menu().map(llm_tui::app::Menu::area);
        let chooser = self.app.column_chooser().map(llm_tui::app::ColumnChooser::area);
        for area in areas.into_iter().chain(columns).chain(menu).chain(chooser) {
            let is_inside = area.right() <= size.width && area.bottom() <= size.height;
            assert!(is_inside, "{area:?} is outside of {size:?}");
        }
    }

    /// Draws a frame and checks its cells.
    fn draw(&self) {
        let Size { width, height } = self.app.settings().size;
        if width == 0 || height == 0 {
            return;
        }
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| ui::draw(&self.app, frame)).unwrap();
        for cell in &terminal.backend().buffer().content {
            assert!(!cell.symbol().chars().any(is_unsafe_for_terminal), "{:?} in a cell", cell.symbol());
        }
    }
}

/// Performs acts. Returns the actions reached and the most allocations of an act.
fn run(index: &Index, acts: &[UserAction], done: &mut usize) -> (Coverage, u64) {
    let (mut session, mut most) = (Session::new(index), 0);
    for (idx, act) in acts.iter().enumerate() {
        *done = idx;
        let response = session.run_search(act);
        let allocations = allocation_counter::measure(|| {
            session.perform(act, response);
            if idx % ACTS_PER_FRAME == 0 {
                session.draw();
            }
        });
        most = most.max(allocations.count_total);
        assert!(allocations.count_total < MAX_ALLOCATIONS, "{} allocations", allocations.count_total);
        session.check();
    }
    (session.coverage, most)
}

/// Whether acts fail: the position of the one that does, and why.
fn failure(index: &Index, acts: &[UserAction]) -> Option<(usize, String)> {
    let mut done = 0;
    let error = catch_unwind(AssertUnwindSafe(|| run(index, acts, &mut done))).err()?;
    let reason = error.downcast_ref::<String>().cloned();
    Some((done, reason.or_else(|| error.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()))
}

/// Removes parts of a list that fails, as long as what is left fails.
fn shrink<T: Clone>(mut acts: Vec<T>, failure: impl Fn(&[T]) -> Option<usize>) -> Vec<T> {
    let (mut size, mut runs) = (acts.len().div_ceil(2), 0);
    while size > 0 && runs < MAX_SHRINK_RUNS {
        let mut start = 0;
        while start < acts.len() && runs < MAX_SHRINK_RUNS {
            let end = (start + size).min(acts.len());
            let rest: Vec<_> = acts.iter().take(start).chain(acts.iter().skip(end)).cloned().collect();
            runs += 1;
            if let Some(at) = failure(&rest) {
                acts = rest;
                acts.truncate(at + 1);
            } else {
                start = end;
            }
        }
        size = if size == 1 { 0 } else { size.div_ceil(2) };
    }
    acts
}

/// Performs the acts of a session. Panics with the shortest list found if they fail.
fn run_session(index: &Index, seed: u64) -> (Coverage, u64) {
    let mut random = SplitMix(seed);
    let mut acts: Vec<_> = (0..ACTS_PER_SESSION).map(|_| random_act(&mut random)).collect();
    let mut done = 0;
    if let Ok(result) = catch_unwind(AssertUnwindSafe(|| run(index, &acts, &mut done))) {
        return result;
    }
    // The attempts fail for the same reasons.
    std::panic::set_hook(Box::new(|_| {}));
    acts.truncate(done + 1);
    let shortest = shrink(acts, |acts| failure(index, acts).map(|(at, _)| at));
    let reason = failure(index, &shortest).map_or_else(String::new, |(_, reason)| reason);
    let _ = std::panic::take_hook();
    panic!("seed {seed}: {reason} after these acts: {shortest:?}");
}

/// A catalogue with everything that is too long, too wide, too many or circular.
fn hostile_index() -> Index {
    let long = "x".repeat(3_000);
    let wide = "盘".repeat(300);
    let marks = "e\u{301}\u{302}".repeat(60);
    let variants: Vec<_> = (1..200).map(|size| format!(r#"{{"name":"{size}B","parameters":"{size}B"}}"#)).collect();
    let links: Vec<_> =
        (0..60).map(|n| format!(r#"{{"kind":"paper","url":"https://a.b/{n}/{}"}}"#, "y".repeat(300))).collect();
    let fields = [
        String::new(),
        format!(r#""insight":{{"en":"{long} {wide}","zh":"{wide}"}}"#),
        format!(r#""variant":[{}]"#, variants.join(",")),
        format!(r#""links":[{}],"license":{{"name":"{wide}","commercial":"yes"}}"#, links.join(",")),
        r#""base_models":["m4"]"#.to_owned(),
        r#""base_models":["m6","m0"],"released":"2023-02""#.to_owned(),
        r#""base_models":["m5"],"released":"2023-02-28""#.to_owned(),
        format!(r#""organizations":["{wide}","{long}"],"aliases":["{marks}","llama"],"languages":["zh","en"]"#),
    ];
    let names = ["M", &long, &wide, &marks, "مرحبا", "a", "－１", "'=1+1"];
    let lines = fields.iter().zip(names).enumerate().map(|(id, (fields, name))| {
        let comma = if fields.is_empty() { "" } else { "," };
        let stage = ["base", "sft", "rlhf"].get(id % 3).unwrap();
        format!(r#"{{"id":"m{id}","name":"{name}","stage":"{stage}","open_weights":true{comma}{fields}}}"#)
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let mut index = Index::default();
    let loader = JsonlLoader::from_reader("hostile", Box::new(Cursor::new(text)));
    let progress = loader.load(|segment, _| {
        index.push(segment).unwrap();
        true
    });
    let progress = progress.unwrap();
    assert_eq!(progress.bad_lines, 0, "{:?}", progress.diagnostics);
    index
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures of a long run")]
fn random_acts_break_nothing() {
    let sessions = rounds(SHORT_SESSIONS, LONG_SESSIONS);
    let indices = [first_entries(), hostile_index(), llm_tui::builtin::index().unwrap(), Index::default()];
    let run_every_second = |first: usize| {
        let (mut coverage, mut most) = (Coverage::new(), 0);
        for session in (first..sessions).step_by(2) {
            // Few sessions are of the whole catalogue, which takes longer, and of an empty one.
            let index = indices.get([0, 1, 0, 1, 0, 2, 0, 3].get(session / 2 % 8).copied().unwrap()).unwrap();
            let (reached, allocations) = run_session(index, session as u64);
            coverage.extend(reached);
            most = most.max(allocations);
        }
        (coverage, most)
    };
    let (coverage, most) = thread::scope(|scope| {
        let other = scope.spawn(|| run_every_second(1));
        let (mut coverage, most) = run_every_second(0);
        let (more, others_most) = other.join().unwrap();
        coverage.extend(more);
        (coverage, most.max(others_most))
    });
    println!("{} acts, at most {most} allocations for one", sessions * ACTS_PER_SESSION);
    let is_long = sessions == LONG_SESSIONS;
    for context in KeyContext::ALL {
        assert!(coverage.iter().any(|(reached, _)| *reached == context), "{context:?} was not reached");
        for (action, _) in bindings(context) {
            // In a short run, some actions are performed in one of their contexts only.
            let is_reached = |(where_reached, reached)| reached == *action && (!is_long || where_reached == context);
            assert!(coverage.iter().copied().any(is_reached), "{action:?} was not reached in {context:?}");
        }
    }
}

#[test]
fn a_failing_list_is_shrunk_to_what_fails() {
    let failure = |acts: &[u32]| {
        let first = acts.iter().position(|act| *act == 7)?;
        acts.iter().skip(first).position(|act| *act == 3).map(|at| first + at)
    };
    let acts: Vec<_> = (0..100).chain([7, 9, 9, 3, 1]).collect();
    assert_eq!(shrink(acts, failure), [7, 3]);
}
