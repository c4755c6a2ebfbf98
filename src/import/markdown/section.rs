//! Sections of a page: the stage or kind of entries that their headings name.

use llm_catalog::model::Stage;
use llm_index::Column;

use crate::{
    columns::ColumnExt,
    import::{cell::stage::stage_of_text, locales::LOCALES},
};

/// What the items of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// Models.
    Models,
    /// Projects around models.
    Extensions,
}

/// The context that the enclosing headings give a block.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Section {
    level: u8,
    /// The stage of the models, if a heading names one.
    pub(super) stage: Option<Stage>,
    /// What the items of the lists are, if a heading says so.
    pub(super) lists: Option<ListKind>,
    /// Whether the tables are of data sets.
    pub(super) has_datasets: bool,
}

impl Section {
    /// The section below `heading`. A subheading without known keywords continues its parent section.
    pub(super) fn enter_heading(self, level: u8, heading: &str) -> Self {
        let has_extensions = contains_any(heading, &EXTENSION_KEYWORDS);
        let is_other = contains_any(heading, &OTHER_KEYWORDS);
        let stage = if has_extensions { None } else { stage_of_text(heading) };
        // The title of a page names its subject, and not what its lists are.
        let has_models = level > 1 && !is_other && contains_any(heading, &MODEL_KEYWORDS);
        let lists = match (has_extensions, has_models) {
            (true, _) => Some(ListKind::Extensions),
            (false, true) => Some(ListKind::Models),
            (false, false) => None,
        };
        if lists.is_some() || stage.is_some() || is_other || level <= self.level {
            let has_datasets = contains_any(heading, &DATASET_KEYWORDS);
            return Self { level, stage, lists, has_datasets };
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

/// Keywords of headings over lists of models.
const MODEL_KEYWORDS: [&str; 6] = ["models", "open llm", "open-source llm", "checkpoints", "模型", "底座"];

/// Keywords of headings over lists of what is neither a model nor a project.
const OTHER_KEYWORDS: [&str; 43] = [
    "paper",
    "leaderboard",
    "eval",
    "benchmark",
    "dataset",
    "data",
    "corpora",
    "corpus",
    "tutorial",
    "course",
    "book",
    "blog",
    "survey",
    "prompt",
    "guide",
    "news",
    "update",
    "resource",
    "compression",
    "reading",
    "reference",
    "citation",
    "star history",
    "changelog",
    "contribut",
    "licen",
    "论文",
    "数据",
    "评测",
    "榜单",
    "教程",
    "课程",
    "书",
    "新闻",
    "更新",
    "语料",
    "综述",
    "提示",
    "部署",
    "推理",
    "相关仓库",
    "贡献",
    "许可",
];

/// Keywords of headings over tables of data sets.
const DATASET_KEYWORDS: [&str; 6] = ["dataset", "data set", "corpora", "corpus", "数据集", "语料"];

/// True if a paragraph explains scores: `AVG is the mean of …`.
pub(super) fn mentions_scores(text: &str) -> bool {
    let own = LOCALES.map(|locale| Column::Score.heading(locale).to_lowercase());
    own.iter().any(|word| contains_any(text, &[word])) || contains_any(text, &["avg", "average", "leaderboard", "平均"])
}

fn contains_any(text: &str, keywords: &[&str]) -> bool {
    let text = text.to_lowercase();
    keywords.iter().any(|keyword| text.contains(keyword))
}
