//! Exporting entries to a file.

use llm_catalog::Foreign;
use llm_index::RowId;

use crate::{
    app::{
        command::Update,
        effect::{Effect, ExportError, FileExport},
        overlays::{
            Overlay,
            menu_item::MenuAction,
            prompt::{Prompt, PromptKind},
        },
        state::App,
    },
    export::{ExportTable, FileFormat},
    i18n::LocalizedStr,
};

const DEFAULT_PATH: &str = "models.md";
const REPLACE: LocalizedStr = LocalizedStr { en: "Replace the file", zh: "替换该文件" };

impl App {
    /// Asks for the file to export to: the marked entries, else those of the list.
    pub(super) fn open_export_prompt(&mut self) -> Update {
        let is_marked = self.list.marked_count() > 0;
        let count = if is_marked { self.list.marked_count() } else { self.list.len() };
        if count == 0 {
            return Update::status(self.messages().nothing_to_copy);
        }
        let kind = PromptKind::ExportPath { is_marked, count };
        self.overlay = Some(Overlay::Prompt(Prompt::new(kind, DEFAULT_PATH)));
        Update::Done
    }

    /// Exports in the format that the end of the path names.
    pub(super) fn submit_export(&mut self, is_marked: bool, count: usize, path: &str) -> Update {
        let path = path.trim();
        let Some(format) = FileFormat::from_path(path) else {
            let kind = PromptKind::ExportPath { is_marked, count };
            self.overlay = Some(Overlay::Prompt(Prompt::new(kind, path)));
            return Update::status(&(self.messages().unknown_export_format)(&FileFormat::extensions().join(" ")));
        };
        let rows: Vec<RowId> = if is_marked { self.list.marks.rows(&self.index) } else { self.list.rows().collect() };
        let columns = if format.has_list_columns() { self.list_columns() } else { Vec::new() };
        let count = rows.len();
        let table = ExportTable { index: &self.index, locale: self.settings.locale, rows, columns };
        let export =
            FileExport { path: path.to_owned(), text: format.write(&table), count, is_marked, replaces: false };
        Effect::Export(Box::new(export)).into()
    }

    /// Takes the result of an export. A file that exists is replaced only if that is confirmed.
    pub fn apply_export_result(&mut self, export: FileExport, result: Result<(), ExportError>) {
        let path = Foreign::long(&export.path).to_string();
        let messages = self.messages();
        match result {
            Ok(()) => self.status = Some((messages.exported)(export.count, &path)),
            Err(ExportError::Exists) => {
                let title = (messages.confirm_replace_file)(&path);
                let replacement = FileExport { replaces: true, ..export };
                let update = self.confirm(&title, REPLACE, "", MenuAction::Export(Box::new(replacement)));
                self.run(update);
            }
            Err(ExportError::Io(reason)) => {
                self.status = Some((messages.not_exported)(&path, &reason));
                let kind = PromptKind::ExportPath { is_marked: export.is_marked, count: export.count };
                self.overlay = Some(Overlay::Prompt(Prompt::new(kind, export.path)));
            }
        }
        self.lay_out();
    }
}
