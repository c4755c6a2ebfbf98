//! Reads a row of a table as an extension.

use llm_catalog::{Extension, extension::ExtensionKind, link::LinkKind};

use crate::import::{
    cell::{
        links::{read_links, words_without_link},
        values::read_extension_kind,
    },
    heading::ColumnKind,
    id_allocator::IdAllocator,
    inline::Inline,
    locales::same_in_all_locales,
    report::{CellLog, ImportReport, LeftOutReason},
    result::placeholder_text,
    row_reader::{RowReader, TakenKinds},
    table::TableRow,
    warning::WarningKind,
};

/// Reads a row that has a name. What is left out of it is reported.
pub(super) fn read_extension(
    reader: &RowReader<'_>,
    row: &TableRow,
    ids: &mut IdAllocator,
    report: &mut ImportReport,
    warn: &mut dyn FnMut(WarningKind),
) -> Option<Extension> {
    let Some(name) = reader.name(row) else {
        warn(WarningKind::NoName);
        return None;
    };
    let (id, warning) = ids.allocate(&name, "extension");
    warning.into_iter().for_each(&mut *warn);
    let (mut kind, mut taken) = (None, TakenKinds::default());
    let mut extension = Extension::new(id?, name, ExtensionKind::Application, placeholder_text());
    for (heading_text, heading, cell) in reader.known_cells(row) {
        let mut log = CellLog { report, line: row.line, column: heading_text };
        let text = cell.text();
        match heading.kind {
            ColumnKind::Name => {
                add_links(&mut extension, cell, None, &mut log);
                reader.report_name_mark(cell, &mut log);
                taken.has(heading.kind, &text, &mut log);
                taken.add(heading.kind, text);
            }
            ColumnKind::Links(_) | ColumnKind::PaperOrBlog | ColumnKind::Sources => {
                add_links(&mut extension, cell, heading.kind.link_kind(), &mut log);
                for word in words_without_link(cell) {
                    log.leave_out(&word, LeftOutReason::NotALink);
                }
            }
            // Both are the summary.
            ColumnKind::Summary | ColumnKind::Insight => {
                if !taken.has(ColumnKind::Summary, &text, &mut log) {
                    extension.summary = same_in_all_locales(text.clone());
                    taken.add(ColumnKind::Summary, text);
                }
            }
            ColumnKind::ExtensionKind => {
                if !taken.has(heading.kind, &text, &mut log) {
                    kind = read_extension_kind(&text, &mut log);
                    if kind.is_some() {
                        taken.add(heading.kind, text);
                    }
                }
            }
            ColumnKind::RowNumber => {}
            _ => log.leave_out(&text, LeftOutReason::NotOfEntry),
        }
    }
    if kind.is_none() {
        warn(WarningKind::NoKind(extension.name.clone()));
    }
    extension.kind = kind.unwrap_or(extension.kind);
    Some(extension)
}

fn add_links(extension: &mut Extension, cell: &Inline, kind: Option<LinkKind>, log: &mut CellLog<'_>) {
    let mut links = read_links(cell, kind, log);
    links.retain(|link| extension.links.iter().all(|known| known.url != link.url));
    extension.links.extend(links);
}
