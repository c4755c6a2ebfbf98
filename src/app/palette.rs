//! The palette: a menu of everything that can be done.

use llm_catalog::localized::Locale;

use crate::{
    action::{Action, KeyContext},
    app::{
        overlays::{
            Overlay,
            menu::Menu,
            menu_item::{MenuAction, MenuItem},
        },
        state::App,
        theme_menu::theme_choices,
    },
    i18n::{LocalizedStr, Messages},
};

const TITLE: LocalizedStr = LocalizedStr { en: "Commands", zh: "命令" };
const MARKED: LocalizedStr = LocalizedStr { en: "Marked", zh: "已标记" };
const CHART: LocalizedStr = LocalizedStr { en: "Chart", zh: "图表" };
const OPEN: LocalizedStr = LocalizedStr { en: "Open", zh: "打开" };
const THEME: LocalizedStr = LocalizedStr { en: "Theme", zh: "主题" };

impl App {
    /// Opens a menu of the actions of the current context and of the list, and of the choices of the other menus.
    pub(super) fn open_palette(&mut self) {
        let context = self.key_context();
        let mut items = self.action_items(context, &[]);
        if context != KeyContext::List {
            let known: Vec<_> = items.iter().map(|item| item.action.clone()).collect();
            items.extend(self.action_items(KeyContext::List, &known));
        }
        items.extend(self.grouped_items(|locale| MARKED.get(locale), Self::marked_choices));
        items.extend(self.link_items());
        items.extend(self.grouped_items(|locale| Messages::get(locale).copy_title, Self::copy_choices));
        items.extend(self.saved_query_items());
        items.extend(self.grouped_items(|locale| Messages::get(locale).sort_title, Self::sort_choices));
        items.extend(self.grouped_items(|locale| CHART.get(locale), Self::chart_choices));
        if !self.settings.no_color {
            items.extend(self.grouped_items(|locale| THEME.get(locale), |_, _| theme_choices(&self.settings.themes)));
        }
        self.overlay = Some(Overlay::Menu(Box::new(Menu::new(TITLE.get(self.settings.locale), items, 0))));
    }

    /// The actions that keys do in a context, without those that move a cursor.
    fn action_items(&self, context: KeyContext, known: &[MenuAction]) -> Vec<MenuItem> {
        let (keymap, locale) = (&self.settings.keymap, self.settings.locale);
        let other = locale.toggle();
        let is_listed = |action: Action| !action.is_motion() && !matches!(action, Action::Enter | Action::Palette);
        let actions =
            keymap.bindings(context).into_iter().map(|(action, _)| action).filter(|action| is_listed(*action));
        let to_item = |action: Action| {
            let keywords =
                format!("{} {}", keymap.label(context, action, other), keymap.description(context, action, other));
            MenuItem::new(MenuAction::Perform(action), keymap.label(context, action, locale))
                .with_note(keymap.description(context, action, locale))
                .with_key(keymap.key_label(context, action).unwrap_or_default())
                .with_keywords(keywords)
        };
        actions.map(to_item).filter(|item| !known.contains(&item.action)).collect()
    }

    /// The choices of another menu, found by their labels in both languages.
    fn grouped_items(
        &self,
        group: impl Fn(Locale) -> &'static str,
        choices: impl Fn(&Self, Locale) -> Vec<(MenuAction, String)>,
    ) -> Vec<MenuItem> {
        let locale = self.settings.locale;
        let other = locale.toggle();
        let label = |name: &str, locale| (Messages::get(locale).palette_entry)(group(locale), name);
        let others = choices(self, other).into_iter().map(|(_, name)| label(&name, other));
        let items = choices(self, locale).into_iter().zip(others);
        let to_item = |((action, name), other): ((MenuAction, String), String)| {
            let short_names = self.benchmark_short_names(&action);
            MenuItem::new(action, label(&name, locale)).with_keywords(other).with_short_names(short_names)
        };
        items.map(to_item).collect()
    }

    /// The charts, by the keys that show them in a chart.
    fn chart_choices(&self, locale: Locale) -> Vec<(MenuAction, String)> {
        let keymap = &self.settings.keymap;
        let charts = keymap.bindings(KeyContext::Chart).into_iter().map(|(action, _)| action);
        let to_choice =
            |action| (MenuAction::PerformInChart(action), keymap.label(KeyContext::Chart, action, locale).to_owned());
        charts.filter(|action| action.shows_chart()).map(to_choice).collect()
    }

    /// The links of the selected entry.
    fn link_items(&self) -> Vec<MenuItem> {
        let Some(entry) = self.selected_variant() else { return Vec::new() };
        let label = |locale, kind| {
            let messages = Messages::get(locale);
            (messages.palette_entry)(OPEN.get(locale), (messages.link_kind)(kind))
        };
        let locale = self.settings.locale;
        let links = entry.as_entry_ref().links().iter();
        let items = links.map(|link| {
            MenuItem::new(MenuAction::OpenLink(link.url.clone()), label(locale, link.kind))
                .with_note(link.url.host_and_path())
                .with_keywords(label(locale.toggle(), link.kind))
        });
        items.collect()
    }
}
