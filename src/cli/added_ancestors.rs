//! Says which models a written catalogue has in addition to those that match.

use std::io::{self, Write};

use llm_catalog::Foreign;

use crate::{
    export::{ExportTable, missing_ancestors},
    i18n::Messages,
};

/// Names on standard error the models that a catalogue has because those that match descend from them.
pub(super) fn warn_of_ancestors(table: &ExportTable<'_>, messages: &Messages) -> io::Result<()> {
    let ancestors = missing_ancestors(&table.entries(), table.index);
    if ancestors.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = ancestors.iter().map(|entry| entry.as_entry_ref().id().as_str()).collect();
    let note = (messages.export.added_ancestors)(ids.len(), &ids.join(messages.cli.list_separator));
    writeln!(io::stderr(), "{}", Foreign::long(&note))
}
