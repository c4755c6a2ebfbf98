//! Sections of a page: the stage or kind of entries that their headings name.

use llm_catalog::model::Stage;
use llm_index::Column;

use crate::{
    columns::ColumnExt,
    import::{cell::stage::stage_of_text, locales::LOCALES},
};

/// The context that the enclosing headings give a block.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Section {
    level: u8,
    /// The stage of the models, if a heading names one.
    pub(super) stage: Option<Stage>,
    /// True if the lists hold extensions.
    pub(super) has_extensions: bool,
}

impl Section {
    /// The section below `heading`. A subheading without known keywords continues its parent section.
    pub(super) fn enter_heading(self, level: u8, heading: &str) -> Self {
        let has_extensions = contains_any(heading, &EXTENSION_KEYWORDS);
        let stage = if has_extensions { None } else { stage_of_text(heading) };
        if has_extensions || stage.is_some() || level <= self.level {
            return Self { level, stage, has_extensions };
        }
        self
    }
}

const EXTENSION_KEYWORDS: [&str; 15] = [
    "extension",
    "tool",
    "project",
    "application",
    "framework",
    "librar",
    "software",
    "ecosystem",
    "扩展",
    "工具",
    "项目",
    "应用",
    "框架",
    "软件",
    "生态",
];

/// True if a paragraph explains scores: `AVG is the mean of …`.
pub(super) fn mentions_scores(text: &str) -> bool {
    let own = LOCALES.map(|locale| Column::Score.heading(locale).to_lowercase());
    own.iter().any(|word| contains_any(text, &[word])) || contains_any(text, &["avg", "average", "leaderboard", "平均"])
}

fn contains_any(text: &str, keywords: &[&str]) -> bool {
    let text = text.to_lowercase();
    keywords.iter().any(|keyword| text.contains(keyword))
}
