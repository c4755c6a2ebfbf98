//! Copying an entry in a form of choice.

use llm_catalog::{EntryRef, localized::Locale, write};
use llm_index::{Column, Index};

use crate::{
    app::{App, Effect, ListState, Menu, MenuAction, Screen},
    display_width::truncate,
    export::{bibtex, markdown_row},
    i18n::Messages,
};

/// A form to copy an entry in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyFormat {
    /// Its name.
    Name,
    /// Its permanent name.
    Id,
    /// The address of its main link.
    Link,
    /// A row of a table in Markdown.
    Markdown,
    /// To cite it.
    Bibtex,
    /// The whole entry.
    Json,
    /// What was new about it, in the language that is spoken.
    Insight,
}

/// The most columns of a text that a notice repeats, but for links.
const MAX_PREVIEW_WIDTH: usize = 60;

impl CopyFormat {
    /// Every form, in the order of the menu.
    pub const ALL: [Self; 7] =
        [Self::Name, Self::Id, Self::Link, Self::Markdown, Self::Bibtex, Self::Json, Self::Insight];

    /// Its name.
    #[must_use]
    pub fn label(self, messages: &Messages) -> &'static str {
        match self {
            Self::Name => messages.name,
            Self::Id => messages.copy_id,
            Self::Link => messages.copy_link,
            Self::Markdown => messages.copy_markdown,
            Self::Bibtex => "BibTeX",
            Self::Json => "JSON",
            Self::Insight => messages.insight,
        }
    }

    /// An entry in this form, as the command line prints it; nothing where it
    /// has no such thing. A row has the columns of the table.
    #[must_use]
    pub fn render(self, entry: EntryRef<'_>, columns: &[Column], shelf: &Index, locale: Locale) -> Option<String> {
        Some(match self {
            Self::Name => entry.name().to_owned(),
            Self::Id => entry.id().to_string(),
            Self::Link => entry.links().first()?.url.to_string(),
            Self::Markdown => markdown_row(entry, columns, shelf, locale),
            Self::Bibtex => bibtex(entry),
            Self::Json => format!("{:#}\n", write::to_json(entry)),
            Self::Insight => insight(entry, locale)?.to_owned(),
        })
    }

    /// Says that an entry was copied as a text.
    pub(super) fn copied_message(self, text: &str, messages: &Messages) -> String {
        let (form, lines) = (self.label(messages), text.lines().count());
        match self {
            _ if lines > 1 => (messages.copied_as_lines)(form, lines),
            // An address must be there to read.
            Self::Link => (messages.copied_as)(form, text),
            _ => (messages.copied_as)(form, &truncate(text.trim_end(), MAX_PREVIEW_WIDTH)),
        }
    }
}

/// What was new about a model; what an extension is.
fn insight(entry: EntryRef<'_>, locale: Locale) -> Option<&str> {
    match entry {
        EntryRef::Model(model) => model.insight.as_ref().map(|insight| insight.get(locale)),
        EntryRef::Extension(extension) => Some(extension.description.get(locale)),
    }
}

impl App {
    /// Offers the forms that the selected entry has.
    pub(super) fn open_copy_menu(&mut self) {
        let messages = self.messages();
        let forms = CopyFormat::ALL.into_iter().filter(|form| self.selected_as(*form).is_some());
        let choices: Vec<_> = forms.map(|form| (MenuAction::Copy(form), form.label(messages).to_owned())).collect();
        if choices.is_empty() {
            self.status_message = Some(messages.nothing_to_copy.to_owned());
            return;
        }
        self.menu = Some(Menu { title: messages.copy_title.to_owned(), items: choices, state: ListState::default() });
    }

    /// Copies the selected entry in a form.
    pub(super) fn copy_as(&mut self, form: CopyFormat) -> Option<Effect> {
        Some(Effect::CopyAs(form, self.selected_as(form)?))
    }

    /// The selected entry in a form; pages about something else have none.
    fn selected_as(&self, form: CopyFormat) -> Option<String> {
        if matches!(self.screen, Some((Screen::Help(_) | Screen::About | Screen::Glossary, _))) {
            return None;
        }
        let record = self.selected_entry()?;
        form.render(record.as_entry_ref(), self.list.tab().columns(), &self.index, self.locale)
    }
}
