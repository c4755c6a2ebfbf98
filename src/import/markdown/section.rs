//! Sections of a page: the stage or kind of entries that their headings name.

use llm_catalog::model::Stage;
use llm_index::Column;

use crate::{
    columns::ColumnExt,
    import::{cell::stage::stage_of_text, keywords::contains_any, locales::LOCALES, table::TableSubject},
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
    /// Whether a heading names models, or what is neither a model nor a project; `None` if it names neither.
    of_models: Option<bool>,
    /// Whether there is a heading above, of whatever meaning.
    has_heading: bool,
    /// The heading that this one is below, if it names what is neither a model nor a project.
    outer: Option<OtherHeading>,
}

/// A heading that names what is neither a model nor a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct OtherHeading {
    level: u8,
    has_datasets: bool,
}

impl Section {
    /// The section below `heading`. A subheading without known keywords continues its parent section.
    pub(super) fn enter_heading(self, level: u8, heading: &str) -> Self {
        let lowercase = heading.to_lowercase();
        let qualifier = qualifier_of_models(&lowercase);
        let subject = qualifier.as_deref().unwrap_or(&lowercase);
        let has_extensions = contains_any(subject, &EXTENSION_KEYWORDS);
        // Below `Open models`, the models of `Chinese companies` are models too.
        let is_group = level > self.level && self.level > 1 && self.of_models == Some(true);
        let stage = if has_extensions { None } else { stage_of_text(heading) };
        let is_of_projects = level > self.level && self.lists == Some(ListKind::Extensions);
        // `Instruction training` is how models were made.
        let is_training = stage.is_some() && TRAINING_SUBJECTS.iter().any(|subject| lowercase.ends_with(subject));
        let has_services = names_services(&lowercase) && !is_of_projects && !is_training;
        let is_topic = contains_any(subject, &OTHER_KEYWORDS);
        let is_other = is_topic || (names_others(&lowercase) || has_services) && !is_group;
        // The title of a page names its subject, and not what its lists are.
        let has_models = level > 1 && !is_other && contains_any(&lowercase, &MODEL_KEYWORDS);
        let lists = match (has_extensions, has_models) {
            (true, _) => Some(ListKind::Extensions),
            (false, true) => Some(ListKind::Models),
            (false, false) => None,
        };
        let names_models = stage.is_some() || contains_any(&lowercase, &TABLE_KEYWORDS);
        let outer = self.outer_of(level);
        if lists.is_some() || stage.is_some() || is_other || level <= self.level {
            let has_subject = lists.is_some() || names_models || is_topic;
            // Of `Retrieval` after `Benchmarks of agents`, both below `Data sets`, the heading above both says what it is.
            if let Some(OtherHeading { has_datasets, .. }) = outer.filter(|_| !has_subject) {
                return Self {
                    level,
                    has_datasets,
                    of_models: Some(false),
                    has_heading: true,
                    outer,
                    ..Self::default()
                };
            }
            let has_datasets = contains_any(subject, &DATASET_KEYWORDS);
            // The title of a page such as `A survey of LLMs` names its models.
            let is_other = is_other && !(level == 1 && names_models);
            let of_models = if is_other { Some(false) } else { names_models.then_some(true) };
            return Self { level, stage, lists, has_datasets, of_models, has_heading: true, outer };
        }
        Self { of_models: self.of_models.or_else(|| names_models.then_some(true)), has_heading: true, ..self }
    }

    /// The heading of something else that a heading of a level after this section is below.
    fn outer_of(self, level: u8) -> Option<OtherHeading> {
        let Self { level: own, has_datasets, of_models, outer, .. } = self;
        let is_below = own > 1 && own < level;
        let own =
            of_models.filter(|of_models| is_below && !of_models).map(|_| OtherHeading { level: own, has_datasets });
        own.or(outer.filter(|outer| outer.level < level))
    }

    /// What the rows of a table are by the headings of the page and that of its names, if it is none of projects or data sets.
    /// Without any heading above it, a table with names and links is one of models.
    pub(super) fn table_subject(self, name_heading: &str) -> TableSubject {
        let is_named = contains_any(&name_heading.to_lowercase(), &TABLE_KEYWORDS);
        match self.of_models {
            Some(true) => TableSubject::Models,
            None if is_named || !self.has_heading => TableSubject::Models,
            None => TableSubject::Unclear,
            Some(false) if is_named => TableSubject::Unclear,
            Some(false) => TableSubject::Other,
        }
    }
}

/// Keywords of headings that say of a table that it has models.
const TABLE_KEYWORDS: [&str; 8] = ["model", "llm", "language model", "checkpoint", "模型", "底座", "基座", "gpt"];

/// What stands in a heading such as `Permissively licensed models` before `models` and the word that says of what kind they
/// are, which is no subject of its own: `推理模型` are models, and `Papers on language models` are papers. The heading is in
/// lower case.
fn qualifier_of_models(heading: &str) -> Option<String> {
    let heading = heading.trim_end_matches(|ch: char| !ch.is_alphanumeric());
    if let Some(before) = heading.strip_suffix("模型") {
        // `推理大模型` reason; `部署大模型` is a task.
        let kind = before.trim_end_matches("大语言").trim_end_matches('大');
        let kind = SKILLS_ZH.into_iter().find_map(|skill| kind.strip_suffix(skill));
        let mut keywords = OTHER_KEYWORDS.iter().chain(&EXTENSION_KEYWORDS).filter(|keyword| !keyword.is_ascii());
        return kind.or_else(|| keywords.find_map(|keyword| before.strip_suffix(keyword))).map(str::to_owned);
    }
    let before = heading.strip_suffix("models").filter(|before| before.ends_with(char::is_whitespace))?.trim_end();
    let (before, word) = before.rsplit_once(char::is_whitespace).unwrap_or(("", before));
    if SKILLS.contains(&word) {
        // The word before belongs to it: `software engineering`, `tool use`. `Papers on reasoning` are papers.
        let (rest, first) = before.rsplit_once(char::is_whitespace).unwrap_or(("", before));
        return Some(if PREPOSITIONS.contains(&first) { before } else { rest }.to_owned());
    }
    // `Evaluating models` is a task; `tool-calling` is a kind.
    (!word.ends_with("ing") || word.contains('-')).then(|| before.to_owned())
}

/// What models may be good at, after a word that says with what.
const SKILLS: [&str; 9] =
    ["calling", "coding", "engineering", "learning", "processing", "programming", "reasoning", "understanding", "use"];
/// The same in Chinese.
const SKILLS_ZH: [&str; 6] = ["推理", "工具调用", "工具使用", "软件工程", "软件开发", "数据分析"];
const PREPOSITIONS: [&str; 6] = ["on", "of", "for", "about", "in", "with"];

/// Whether a heading in lower case names organizations or meetings: `gpu cloud providers`. `models by company` and `company
/// models` are models.
fn names_others(heading: &str) -> bool {
    ends_in(heading, &OTHER_SUBJECTS, &OTHER_SUBJECTS_ZH)
}

/// Whether a heading in lower case names services, or what is done with models. Below a heading of projects it is a group of
/// these.
fn names_services(heading: &str) -> bool {
    ends_in(heading, &SERVICE_SUBJECTS, &SERVICE_SUBJECTS_ZH)
}

/// Whether what a heading in lower case names ends in one of some words, or of some in Chinese.
fn ends_in(heading: &str, words: &[&str], words_zh: &[&str]) -> bool {
    let heading = heading.trim_end_matches(|ch: char| !ch.is_alphabetic());
    let all = heading.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    let last = all.take_while(|word| !HEAD_ENDS.contains(word)).last().unwrap_or_default();
    words.contains(&last) || words_zh.iter().any(|word| heading.ends_with(word))
}

/// Words after what a heading names.
const HEAD_ENDS: [&str; 9] = ["and", "by", "for", "from", "in", "of", "on", "that", "with"];
/// What is neither a model nor a project, where a heading ends in it.
const OTHER_SUBJECTS: [&str; 11] = [
    "companies",
    "company",
    "conferences",
    "conference",
    "workshops",
    "events",
    "providers",
    "startups",
    "vendors",
    "clouds",
    "communities",
];
/// The same in Chinese.
const OTHER_SUBJECTS_ZH: [&str; 7] = ["公司", "企业", "厂商", "会议", "服务商", "云服务", "社区"];
/// Services, and what is done with models.
const SERVICE_SUBJECTS: [&str; 7] = ["agents", "apis", "hosting", "hubs", "marketplaces", "serving", "training"];
/// The same in Chinese.
const SERVICE_SUBJECTS_ZH: [&str; 5] = ["接口", "托管", "训练", "智能体", "市场"];
/// Those that a stage may be.
const TRAINING_SUBJECTS: [&str; 2] = ["training", "训练"];

const EXTENSION_KEYWORDS: [&str; 20] = [
    "llmops",
    "extension",
    "tool",
    "project",
    "application",
    "framework",
    "librar",
    "software",
    "ecosystem",
    "engines",
    "inference engine",
    "serving engine",
    "扩展",
    "工具",
    "项目",
    "应用",
    "框架",
    "软件",
    "生态",
    "引擎",
];

/// Keywords of headings over lists of models.
const MODEL_KEYWORDS: [&str; 6] = ["models", "open llm", "open-source llm", "checkpoints", "模型", "底座"];

/// Keywords of headings over lists of what is neither a model nor a project.
const OTHER_KEYWORDS: [&str; 46] = [
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
    "平台",
    "robots",
    "机器人",
    "贡献",
    "许可",
];

/// Keywords of headings over tables of data sets.
const DATASET_KEYWORDS: [&str; 6] = ["dataset", "data set", "corpora", "corpus", "数据集", "语料"];

/// True if a paragraph explains scores: `AVG is the mean of …`.
pub(super) fn mentions_scores(text: &str) -> bool {
    let text = &*text.to_lowercase();
    let own = LOCALES.map(|locale| Column::Score.heading(locale).to_lowercase());
    own.iter().any(|word| contains_any(text, &[word])) || contains_any(text, &["avg", "average", "leaderboard", "平均"])
}
