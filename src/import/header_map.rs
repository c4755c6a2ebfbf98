//! What the headings of pages and tables mean, in English and in Chinese.

use llm_catalog::{link::LinkKind, localized::Locale, model::Stage};

use crate::i18n::Messages;

/// What a column of a table of models holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    Name,
    Stage,
    Organizations,
    Parameters,
    Released,
    /// Links, of one kind or of any.
    Links(Option<LinkKind>),
    Score,
    Training,
    Context,
    Languages,
    License,
    Insight,
}

/// Both languages: pages of either are read, whichever the program speaks.
pub(super) const LOCALES: [Locale; 2] = [Locale::En, Locale::Zh];

/// The heading of a column, by the words that the program's own pages use and
/// those that others do.
pub(super) fn column_kind(text: &str) -> Option<ColumnKind> {
    let text = text.split(['(', '（']).next().unwrap_or_default();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let own = LOCALES.into_iter().flat_map(|locale| localized_headers(Messages::get(locale)));
    let own = own.map(|(word, heading)| (word.to_lowercase(), heading));
    let kinds = LinkKind::ALL.into_iter().flat_map(|kind| {
        LOCALES.map(|locale| ((Messages::get(locale).link_kind)(kind).to_owned(), ColumnKind::Links(Some(kind))))
    });
    let others =
        HEADER_SYNONYMS.iter().flat_map(|(heading, words)| words.iter().map(|word| ((*word).to_owned(), *heading)));
    own.chain(kinds).chain(others).find(|(word, _)| *word == text).map(|(_, heading)| heading)
}

fn localized_headers(messages: &Messages) -> [(&'static str, ColumnKind); 12] {
    [
        (messages.model, ColumnKind::Name),
        (messages.name, ColumnKind::Name),
        (messages.stage_heading, ColumnKind::Stage),
        (messages.organizations, ColumnKind::Organizations),
        (messages.parameters, ColumnKind::Parameters),
        (messages.released, ColumnKind::Released),
        (messages.resources, ColumnKind::Links(None)),
        (messages.score, ColumnKind::Score),
        (messages.tokens, ColumnKind::Training),
        (messages.languages_label, ColumnKind::Languages),
        (messages.license, ColumnKind::License),
        (messages.insight, ColumnKind::Insight),
    ]
}

/// What others write, in small letters.
const HEADER_SYNONYMS: [(ColumnKind, &[&str]); 15] = [
    (ColumnKind::Name, &["models", "model name", "language model", "llm", "模型名", "模型名称"]),
    (
        ColumnKind::Organizations,
        &["organization", "organisation", "org", "company", "institution", "developer", "公司"],
    ),
    (
        ColumnKind::Parameters,
        &["parameters", "#params", "size", "sizes", "model size", "参数", "参数规模", "规模", "大小"],
    ),
    (ColumnKind::Released, &["release date", "release", "date", "year", "发布时间", "发布日期", "日期", "时间"]),
    (ColumnKind::Links(None), &["source", "link", "links", "resources", "url", "来源 & 资源", "资源", "链接", "地址"]),
    (ColumnKind::Links(Some(LinkKind::Paper)), &["papers", "paper link", "paper/blog", "论文链接"]),
    (ColumnKind::Links(Some(LinkKind::Checkpoint)), &["checkpoints", "weights", "ckpt", "模型权重", "下载"]),
    (ColumnKind::Links(Some(LinkKind::Code)), &["github", "repo", "repository", "项目地址"]),
    (ColumnKind::Links(Some(LinkKind::Homepage)), &["website", "project page", "官网"]),
    (ColumnKind::Score, &["avg", "average", "average score", "平均分"]),
    (
        ColumnKind::Training,
        &["training tokens", "tokens数量", "tokens 数量", "training data", "pretraining tokens", "数据量", "训练数据"],
    ),
    (ColumnKind::Context, &["context", "context length", "context window", "上下文", "上下文长度"]),
    (ColumnKind::Languages, &["language", "langs", "supported languages", "支持语言"]),
    (ColumnKind::License, &["licence", "license", "licenses", "证书", "协议", "开源协议"]),
    (ColumnKind::Insight, &["insights", "灵感", "创新点"]),
];

/// What stands under the headings around a place of a page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Section {
    level: u8,
    /// How the models were trained, where a heading says so.
    pub(super) stage: Option<Stage>,
    /// Whether it holds projects around models.
    pub(super) has_extensions: bool,
}

impl Section {
    /// The section that a heading begins; one below that says nothing of its own goes on with the one above.
    pub(super) fn enter_heading(self, level: u8, heading: &str) -> Self {
        let has_extensions = contains_any(heading, &EXTENSION_KEYWORDS);
        let stage = if has_extensions { None } else { detect_stage(heading) };
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

/// Words of the stages. The last stage is asked first: its headings often name what came before, too.
const STAGE_KEYWORDS: [(Stage, &[&str]); 3] = [
    (Stage::Rlhf, &["rlhf", "reinforcement", "preference", "reward", "feedback", "强化", "偏好", "反馈", "对齐"]),
    (Stage::Sft, &["sft", "supervised", "fine-tun", "finetun", "instruct", "chat", "监督", "微调", "指令"]),
    (Stage::Base, &["base", "foundation", "pre-train", "pretrain", "基础", "基座", "预训练"]),
];

/// The stage that a heading or a cell names.
pub(super) fn detect_stage(text: &str) -> Option<Stage> {
    STAGE_KEYWORDS.into_iter().find(|(_, words)| contains_any(text, words)).map(|(stage, _)| stage)
}

/// Whether a text says what a score is: `AVG` is the mean of …
pub(super) fn mentions_scores(text: &str) -> bool {
    let own = LOCALES.map(|locale| Messages::get(locale).score.to_lowercase());
    own.iter().any(|word| contains_any(text, &[word])) || contains_any(text, &["avg", "average", "leaderboard", "平均"])
}

fn contains_any(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}
