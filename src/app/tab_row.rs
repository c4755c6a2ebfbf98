//! The row of tabs at the top of the screen, for drawing and for the mouse.

use ratatui::layout::Rect;

use crate::{
    action::{Action, KeyContext},
    app::{
        command::Update,
        screens::Screen,
        state::{App, Focus},
        tab::Tab,
    },
    display_width::width,
};

/// What a label of the tab row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabRowTarget {
    /// A tab of the list.
    Tab(Tab),
    /// The charts.
    Charts,
}

impl TabRowTarget {
    /// Every target, from the left.
    pub const ALL: [Self; 6] = [
        Self::Tab(Tab::All),
        Self::Tab(Tab::Base),
        Self::Tab(Tab::Sft),
        Self::Tab(Tab::Rlhf),
        Self::Tab(Tab::Extensions),
        Self::Charts,
    ];
}

/// A label of the tab row.
#[derive(Clone, Debug)]
pub struct TabRowLabel {
    /// What a click on it shows.
    pub target: TabRowTarget,
    /// The name.
    pub name: String,
    /// The number of matches after the name, if they fit.
    pub count: Option<usize>,
    /// True for the tab or for the charts, whichever is shown.
    pub is_active: bool,
    /// The area of the name and the number.
    pub area: Rect,
}

/// Columns before the hint.
const HINT_GAP: u16 = 2;

/// The tabs whose number of matches is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counts {
    All,
    Active,
    None,
}

/// What a row shows of its labels.
#[derive(Clone, Copy)]
struct RowStyle {
    has_short_names: bool,
    counts: Counts,
    has_hint: bool,
    gap: u16,
}

/// From the widest row to the narrowest.
const ROW_STYLES: [RowStyle; 7] = [
    RowStyle { has_short_names: false, counts: Counts::All, has_hint: true, gap: 2 },
    RowStyle { has_short_names: true, counts: Counts::All, has_hint: true, gap: 2 },
    RowStyle { has_short_names: false, counts: Counts::All, has_hint: false, gap: 2 },
    RowStyle { has_short_names: true, counts: Counts::All, has_hint: false, gap: 2 },
    RowStyle { has_short_names: true, counts: Counts::Active, has_hint: false, gap: 2 },
    RowStyle { has_short_names: true, counts: Counts::None, has_hint: false, gap: 2 },
    RowStyle { has_short_names: true, counts: Counts::None, has_hint: false, gap: 1 },
];

impl App {
    /// The labels of the tabs and of the charts. In a narrow row the hint, then numbers and long names are left out, so
    /// that every tab can be seen.
    #[must_use]
    pub fn tab_row(&self) -> Vec<TabRowLabel> {
        let area = self.layout().header;
        let hint_columns = HINT_GAP.saturating_add(u16::try_from(width(&self.tab_row_hint())).unwrap_or(u16::MAX));
        let fits = |style: &RowStyle, labels: &[TabRowLabel]| {
            let labels_end = labels.last().map_or(area.x, |label| label.area.right());
            labels_end.saturating_add(if style.has_hint { hint_columns } else { 0 }) <= area.right()
        };
        let mut labels = Vec::new();
        for style in ROW_STYLES {
            labels = self.lay_out_tab_row(style);
            if fits(&style, &labels) {
                break;
            }
        }
        for label in &mut labels {
            label.area = label.area.intersection(area);
        }
        labels
    }

    /// Shows what the next or previous label of the row stands for. Leaving the charts closes the screens.
    pub(super) fn show_next_target(&mut self, direction: isize) -> Update {
        match self.next_target(direction) {
            TabRowTarget::Charts => {
                self.focus = Focus::List;
                self.toggle_screen(Action::Charts)
            }
            TabRowTarget::Tab(tab) => {
                if self.active_target() == TabRowTarget::Charts {
                    self.close_all_screens();
                }
                self.show_tab(tab);
                Update::Done
            }
        }
    }

    /// The target after or before the active one, wrapping around. With a query, targets without matches are left out.
    fn next_target(&self, direction: isize) -> TabRowTarget {
        let (list, active) = (self.list(), self.active_target());
        // Over the list there may be another screen, which shows the results of any tab.
        if !self.screens.is_empty() && active != TabRowTarget::Charts {
            return TabRowTarget::Tab(list.next_tab(direction));
        }
        let count = TabRowTarget::ALL.len();
        let start = TabRowTarget::ALL.iter().position(|target| *target == active).unwrap_or_default();
        let nth = |steps: usize| {
            let steps = if direction < 0 { count - steps } else { steps };
            TabRowTarget::ALL.get((start + steps) % count).copied()
        };
        let has_match = |target: &TabRowTarget| match target {
            TabRowTarget::Tab(tab) => list.query().is_empty() || list.count(*tab) > 0,
            // Extensions have no figures, and a list without matches has nothing to draw.
            TabRowTarget::Charts => list.query().is_empty() || !list.is_empty() && list.count(Tab::All) > 0,
        };
        let target = (1..count).filter_map(nth).find(has_match);
        target.unwrap_or_else(|| TabRowTarget::Tab(list.next_tab(direction)))
    }

    /// The tab or the charts, whichever is shown.
    fn active_target(&self) -> TabRowTarget {
        let is_chart_open = self.screens.iter().any(|screen| matches!(screen, Screen::Chart(_)));
        if is_chart_open { TabRowTarget::Charts } else { TabRowTarget::Tab(self.list().tab()) }
    }

    /// The labels of a row, which may be wider than the screen.
    fn lay_out_tab_row(&self, style: RowStyle) -> Vec<TabRowLabel> {
        let (messages, area) = (self.messages(), self.layout().header);
        let active = self.active_target();
        let mut x = area.x;
        let to_label = |target| {
            let name = match target {
                TabRowTarget::Charts => self.settings().title(KeyContext::Chart),
                TabRowTarget::Tab(Tab::All) => messages.tab_all_short,
                TabRowTarget::Tab(Tab::Extensions) if style.has_short_names => messages.tab_extensions_short,
                TabRowTarget::Tab(tab) => tab.label(messages),
            };
            let is_active = target == active;
            let count = match target {
                TabRowTarget::Tab(tab)
                    if style.counts == Counts::All || style.counts == Counts::Active && is_active =>
                {
                    Some(self.list().count(tab))
                }
                _ => None,
            };
            let columns = width(name) + count.map_or(0, |count| 1 + count.to_string().len());
            let columns = u16::try_from(columns).unwrap_or(u16::MAX);
            let label_area = Rect { x, width: columns, ..area };
            x = x.saturating_add(columns).saturating_add(style.gap);
            TabRowLabel { target, name: name.to_owned(), count, is_active, area: label_area }
        };
        TabRowTarget::ALL.into_iter().map(to_label).collect()
    }

    /// The keys for the language and the help, which are shown if they fit.
    #[must_use]
    pub fn tab_row_hint(&self) -> String {
        let keymap = &self.settings().keymap;
        let key = |action| keymap.key_label(KeyContext::List, action).unwrap_or_default();
        let help = keymap.label(KeyContext::List, Action::Help, self.settings().locale);
        format!("{} {}  {} {help}", key(Action::Language), self.messages().other_language, key(Action::Help))
    }
}
