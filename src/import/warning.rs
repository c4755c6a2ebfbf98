//! What an importer skips, or assumes because the list does not state it.

use llm_catalog::{Foreign, id::Id, localized::Locale};

use crate::i18n::count_noun;

/// Something that was skipped, or assumed because the list does not state it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImportWarning {
    /// The line, from 1.
    pub line: usize,
    /// What was skipped or assumed, and why.
    pub kind: WarningKind,
}

/// What was skipped or assumed, and why. Names and ids are as the list has them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WarningKind {
    /// The number of models without an insight.
    NoInsights(usize),
    /// The texts of the page are those of both languages.
    OneLanguage,
    /// A row has no name.
    NoName,
    /// A table has no column of names, or no other one of a known meaning.
    UnknownTable,
    /// A table is of data sets.
    DatasetTable,
    /// Neither a heading nor a column says that the rows of a table are models.
    UnclearTable,
    /// The number of list items, from a line on, of which no heading says what they are.
    ListItems(usize),
    /// A list item has no name and link.
    NotAProject(String),
    /// An insight is of no model in the tables.
    UnknownInsight(String),
    /// The `id` of a record is none.
    InvalidId,
    /// A record of a table has neither a stage nor a kind.
    NoStageOrKind,
    /// A record has the id, and if it is of a model the variant, of one before it.
    DuplicateRecord(Id),
    /// A record is no model of a service.
    NotOfService(Service, String),
    /// A model, and its provider if there are several, that cannot be read.
    InvalidModel { id: String, provider: Option<String>, error: String },
    /// The context of a model is no number of tokens.
    InvalidContext { id: String, provider: Option<String>, tokens: String },
    /// A date of a model is none.
    InvalidDate { id: String, provider: Option<String>, date: String },
    /// A provider that cannot be read.
    InvalidProvider { id: String, error: String },
    /// A model of a service has no id.
    NoServiceId,
    /// A repository is listed twice.
    DuplicateRepository(String),
    /// The id of a repository is that of another one.
    TakenId { repository: String, id: Id, other: String },
    /// No id can be made from the name of a model.
    NoId { id: String, provider: Option<String> },
    /// A model has neither a context nor modalities.
    NoFigures(String),
    /// The number of models of other domains.
    OtherDomains(usize),
    /// The numbers of other assets.
    OtherAssets { datasets: usize, applications: usize },
    /// The number of models with limited access, which may be to the weights or to a service.
    LimitedAccess(usize),
    /// A model does not take, or does not give, any text.
    NoText { id: String, provider: Option<String>, direction: Direction },
    /// A model of embeddings, or one that ranks.
    Embedding { id: String, provider: String },
    /// A name of a router.
    Router { id: String, provider: String },
    /// A name of the latest of several models.
    LatestOfSeveral(String),
    /// A model of another mode or task.
    OtherTask { id: String, task: String },
    /// Another entry has an id of this name.
    DuplicateName { name: String, id: String },
    /// A name of which no id can be made.
    NotLatin { name: String, id: String },
    /// Nothing says of which stage the models of a table are.
    NoStage,
    /// Nothing says what kind a project is.
    NoKind(String),
    /// A project has no summary.
    NoSummary(String),
    /// A parent descends from its child.
    CircularParent { parent: String, child: String },
    /// A parent is not in the list.
    UnknownParent { parent: String, child: String },
    /// A row names the group of those below it.
    GroupRow(String),
    /// The changelog has as many entries, which JSON Lines cannot hold.
    NoChangelog(usize),
    /// A parent is in the list, but was skipped.
    SkippedParent { parent: String, child: String },
}

/// A service that lists models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// `OpenRouter`.
    OpenRouter,
    /// The Hugging Face Hub.
    Hub,
}

/// What a model takes, or what it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// What it takes.
    Input,
    /// What it gives.
    Output,
}

impl ImportWarning {
    /// The number of rows, tables and list items that were skipped although they may be entries. What a catalogue does
    /// not have, such as data sets and models of other domains, is not among them.
    #[must_use]
    pub fn skipped(&self) -> usize {
        match self.kind {
            WarningKind::ListItems(count) => count,
            WarningKind::NoName
            | WarningKind::UnknownTable
            | WarningKind::UnclearTable
            | WarningKind::GroupRow(_)
            | WarningKind::NotAProject(_)
            | WarningKind::UnknownInsight(_)
            | WarningKind::InvalidId
            | WarningKind::NoStageOrKind
            | WarningKind::DuplicateRecord(_)
            | WarningKind::NotOfService(..)
            | WarningKind::InvalidModel { .. }
            | WarningKind::InvalidProvider { .. }
            | WarningKind::NoServiceId
            | WarningKind::DuplicateRepository(_)
            | WarningKind::TakenId { .. }
            | WarningKind::NoId { .. }
            | WarningKind::NoFigures(_) => 1,
            _ => 0,
        }
    }

    /// What was skipped or assumed, and why.
    #[must_use]
    pub fn message(&self, locale: Locale) -> String {
        match locale {
            Locale::En => self.kind.message_en(),
            Locale::Zh => self.kind.message_zh(),
        }
    }
}

fn quoted(text: &str) -> String {
    format!("`{}`", Foreign::new(text))
}

/// A model by its id and its provider: `gpt-4` of `openai`.
fn model_en(id: &str, provider: Option<&str>) -> String {
    provider.map_or_else(|| quoted(id), |provider| format!("{} of {}", quoted(id), quoted(provider)))
}

fn model_zh(id: &str, provider: Option<&str>) -> String {
    provider.map_or_else(|| quoted(id), |provider| format!("{} 的 {}", quoted(provider), quoted(id)))
}

impl WarningKind {
    #[expect(clippy::too_many_lines, reason = "one arm for each kind")]
    fn message_en(&self) -> String {
        match self {
            Self::NoInsights(count) => {
                let models = if *count == 1 { "1 model has".to_owned() } else { format!("{count} models have") };
                format!("{models} no insight; write one where the text says that there is none yet")
            }
            Self::OneLanguage => "the text of this page is used for both languages; translate one of them".to_owned(),
            Self::NoName => "skipped a row without a name".to_owned(),
            Self::UnknownTable => "skipped a table without a name column and another known column".to_owned(),
            Self::DatasetTable => "skipped a table below a heading of data sets".to_owned(),
            Self::UnclearTable => {
                "skipped a table: neither the heading above it nor a column says that its rows are models".to_owned()
            }
            Self::ListItems(count) => {
                let items = count_noun(*count, "list item", "list items");
                let advice = "no heading says what they are; `--as models` or `--as extensions` reads them";
                format!("skipped {items} from here on: {advice}")
            }
            Self::NotAProject(text) => {
                format!("{} is not a project; write it as `* [Name](url): summary`", quoted(text))
            }
            Self::UnknownInsight(name) => format!("no model {} without an insight in any table", quoted(name)),
            Self::InvalidId => "skipped a record whose `id` is not one".to_owned(),
            Self::NoStageOrKind => "skipped a record without a `stage` or a `kind`".to_owned(),
            Self::DuplicateRecord(id) => {
                format!("skipped a record of `{id}`, as another one has the same `id` and `variant`")
            }
            Self::NotOfService(Service::OpenRouter, error) => format!("not a model of OpenRouter: {error}"),
            Self::NotOfService(Service::Hub, error) => format!("not a model of the Hub: {error}"),
            Self::InvalidModel { id, provider, error } => format!("{}: {error}", model_en(id, provider.as_deref())),
            Self::InvalidContext { id, provider, tokens } => {
                let (model, tokens) = (model_en(id, provider.as_deref()), quoted(tokens));
                format!("left out the context of {model}: {tokens} is not a number of tokens")
            }
            Self::InvalidDate { id, provider, date } => {
                format!("left out a date of {}: {} is not a date", model_en(id, provider.as_deref()), quoted(date))
            }
            Self::InvalidProvider { id, error } => format!("the provider {}: {error}", quoted(id)),
            Self::NoServiceId => "a model without an `id`".to_owned(),
            Self::DuplicateRepository(id) => format!("skipped the duplicate of {}", quoted(id)),
            Self::TakenId { repository, id, other } => {
                let (repository, other) = (Foreign::cut(repository, 60), Foreign::cut(other, 60));
                format!("skipped `{repository}`: its id `{id}` is that of `{other}`")
            }
            Self::NoId { id, provider } => {
                format!("{}: cannot make an id from this name", model_en(id, provider.as_deref()))
            }
            Self::NoFigures(id) => format!("{} has neither a context nor modalities", quoted(id)),
            Self::OtherDomains(count) => {
                format!("skipped {} of domains other than language", count_noun(*count, "model", "models"))
            }
            Self::OtherAssets { datasets, applications } => {
                format!("skipped data sets: {datasets}, applications: {applications}")
            }
            Self::LimitedAccess(count) => {
                let models = count_noun(*count, "model", "models");
                format!("left out the limited access of {models}: it may be to the weights or to a service")
            }
            Self::NoText { id, provider, direction } => {
                let text = match direction {
                    Direction::Input => "takes no text",
                    Direction::Output => "gives no text",
                };
                format!("{} {text}", model_en(id, provider.as_deref()))
            }
            Self::Embedding { id, provider } => {
                format!("{} is an embedding or reranking model", model_en(id, Some(provider)))
            }
            Self::Router { id, provider } => {
                format!("{} routes requests to other models", model_en(id, Some(provider)))
            }
            Self::LatestOfSeveral(id) => format!("{} stands for the latest of several models", quoted(id)),
            Self::OtherTask { id, task } => {
                format!("{} is not a language model; its task is {}", quoted(id), Foreign::new(task))
            }
            Self::DuplicateName { name, id } => format!("duplicate name {}; using the id `{id}`", quoted(name)),
            Self::NotLatin { name, id } => {
                format!("{} is not in Latin letters; using the id `{id}`, choose a better one", quoted(name))
            }
            Self::NoStage => "no heading gives the stage of these models; using `base`".to_owned(),
            Self::NoKind(name) => format!("no kind given for {}; using `application`", quoted(name)),
            Self::NoSummary(name) => format!("{} has no summary; write one", quoted(name)),
            Self::CircularParent { parent, child } => {
                format!("skipped the parent {} of {}, which descends from it", quoted(parent), quoted(child))
            }
            Self::UnknownParent { parent, child } => {
                format!("skipped the parent {} of {}, which is not in the list", quoted(parent), quoted(child))
            }
            Self::GroupRow(name) => {
                format!("skipped the row {}, which names the group of the rows below it", quoted(name))
            }
            Self::NoChangelog(count) => {
                let entries = count_noun(*count, "entry", "entries");
                format!("left out {entries} of the changelog: JSON Lines have none; use `--format toml`")
            }
            Self::SkippedParent { parent, child } => {
                format!("skipped the parent {} of {}, which was skipped itself", quoted(parent), quoted(child))
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind")]
    fn message_zh(&self) -> String {
        match self {
            Self::NoInsights(count) => format!("{count} 个模型没有见解，请在占位文本处撰写"),
            Self::OneLanguage => "页面的文本同时用于两种语言，请翻译其中一种".to_owned(),
            Self::NoName => "略过没有名称的行".to_owned(),
            Self::UnknownTable => "略过表格：没有名称列，或没有其他已知的列".to_owned(),
            Self::DatasetTable => "略过数据集标题下的表格".to_owned(),
            Self::UnclearTable => "略过表格：上方标题和各列都没有说明各行是模型".to_owned(),
            Self::ListItems(count) => {
                let advice = "没有标题说明它们是什么；可用 `--as models` 或 `--as extensions` 读取";
                format!("从此处起略过 {count} 个列表项：{advice}")
            }
            Self::NotAProject(text) => format!("{} 不是项目，写法如 `* [名称](网址): 概要`", quoted(text)),
            Self::UnknownInsight(name) => format!("表格中没有尚缺见解的模型 {}", quoted(name)),
            Self::InvalidId => "略过 `id` 无效的记录".to_owned(),
            Self::NoStageOrKind => "略过既无 `stage` 也无 `kind` 的记录".to_owned(),
            Self::DuplicateRecord(id) => format!("略过 `{id}` 的一条记录：另一条的 `id` 和 `variant` 与其相同"),
            Self::NotOfService(Service::OpenRouter, error) => format!("不是 OpenRouter 的模型：{error}"),
            Self::NotOfService(Service::Hub, error) => format!("不是 Hub 的模型：{error}"),
            Self::InvalidModel { id, provider, error } => format!("{}：{error}", model_zh(id, provider.as_deref())),
            Self::InvalidContext { id, provider, tokens } => {
                format!("{} 的上下文未采用：{} 不是词元数", model_zh(id, provider.as_deref()), quoted(tokens))
            }
            Self::InvalidDate { id, provider, date } => {
                format!("{} 的日期未采用：{} 不是日期", model_zh(id, provider.as_deref()), quoted(date))
            }
            Self::InvalidProvider { id, error } => format!("服务商 {}：{error}", quoted(id)),
            Self::NoServiceId => "模型没有 `id`".to_owned(),
            Self::DuplicateRepository(id) => format!("略过重复的 {}", quoted(id)),
            Self::TakenId { repository, id, other } => {
                let (repository, other) = (Foreign::cut(repository, 60), Foreign::cut(other, 60));
                format!("略过 `{repository}`：其 id `{id}` 已用于 `{other}`")
            }
            Self::NoId { id, provider } => format!("{}：无法由此名称生成 id", model_zh(id, provider.as_deref())),
            Self::NoFigures(id) => format!("{} 既无上下文也无模态", quoted(id)),
            Self::OtherDomains(count) => format!("略过非语言领域的模型：{count} 个"),
            Self::OtherAssets { datasets, applications } => {
                format!("略过数据集 {datasets} 个，应用 {applications} 个")
            }
            Self::LimitedAccess(count) => {
                format!("{count} 个模型的受限访问未采用：可能指权重，也可能指服务")
            }
            Self::NoText { id, provider, direction } => {
                let text = match direction {
                    Direction::Input => "不接受文本输入",
                    Direction::Output => "不输出文本",
                };
                format!("{} {text}", model_zh(id, provider.as_deref()))
            }
            Self::Embedding { id, provider } => format!("{} 是嵌入或重排序模型", model_zh(id, Some(provider))),
            Self::Router { id, provider } => format!("{} 将请求转发给其他模型", model_zh(id, Some(provider))),
            Self::LatestOfSeveral(id) => format!("{} 代表多个模型中最新的一个", quoted(id)),
            Self::OtherTask { id, task } => format!("{} 不是语言模型，其任务为 {}", quoted(id), Foreign::new(task)),
            Self::DuplicateName { name, id } => format!("名称 {} 重复，使用 id `{id}`", quoted(name)),
            Self::NotLatin { name, id } => format!("{} 不是拉丁字母，使用 id `{id}`，请另选", quoted(name)),
            Self::NoStage => "没有标题说明这些模型的阶段，使用 `base`".to_owned(),
            Self::NoKind(name) => format!("{} 未注明类型，使用 `application`", quoted(name)),
            Self::NoSummary(name) => format!("{} 没有概要，请撰写", quoted(name)),
            Self::CircularParent { parent, child } => {
                format!("略过 {} 的上游模型 {}：后者由前者衍生", quoted(child), quoted(parent))
            }
            Self::UnknownParent { parent, child } => {
                format!("略过 {} 的上游模型 {}：不在清单中", quoted(child), quoted(parent))
            }
            Self::GroupRow(name) => format!("略过 {} 一行：这是其下各行的分组名", quoted(name)),
            Self::NoChangelog(count) => {
                format!("更新日志 {count} 条未采用：JSON Lines 不含更新日志，请用 `--format toml`")
            }
            Self::SkippedParent { parent, child } => {
                format!("略过 {} 的上游模型 {}：该模型本身已被略过", quoted(child), quoted(parent))
            }
        }
    }
}
