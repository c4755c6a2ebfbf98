//! The meaning of headings, in English and in Chinese.

mod note;

use std::{collections::HashMap, sync::LazyLock};

use llm_catalog::{link::LinkKind, localized::Locale};
use llm_index::{Column, fold_name};

use note::{kind_with_note, scale_in_note};

use crate::{
    columns::ColumnExt,
    i18n::Messages,
    import::{
        cell::{
            figure::{Scale, parse_scale},
            links::kind_by_label,
        },
        locales::LOCALES,
    },
};

/// What a column of a table of models holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// The name of the model.
    Name,
    /// Other names.
    Aliases,
    /// The training stage.
    Stage,
    /// The organizations that made it.
    Organizations,
    /// The countries of these.
    Countries,
    /// The sizes.
    Parameters,
    /// The parameters used per token.
    ActiveParameters,
    /// The release date.
    Released,
    /// Links, all of one kind if `Some`.
    Links(Option<LinkKind>),
    /// Links to papers, and to posts of models without one.
    PaperOrBlog,
    /// Links to code or files of the model, or to where a value of the row is from.
    Sources,
    /// A score on the benchmark that the list names.
    Score,
    /// Amounts of training data.
    Training,
    /// The context length.
    Context,
    /// The context length with an extension.
    ContextExtended,
    /// The architecture.
    Architecture,
    /// What it takes.
    Input,
    /// What it gives.
    Output,
    /// Whether it reasons first.
    Reasoning,
    /// Whether it calls tools.
    Tools,
    /// The end of its knowledge.
    Knowledge,
    /// Whether its weights can be downloaded.
    OpenWeights,
    /// The languages.
    Languages,
    /// The license of the weights.
    License,
    /// Whether the license allows commercial use.
    CommercialUse,
    /// What was new about it.
    Insight,
    /// What it is, in one line.
    Summary,
    /// The kind of a project.
    ExtensionKind,
    /// The number of the row, which says nothing of a model.
    RowNumber,
}

impl ColumnKind {
    /// Whether its cells are links.
    pub(super) fn has_links(self) -> bool {
        matches!(self, Self::Links(_) | Self::PaperOrBlog | Self::Sources)
    }

    /// The kind of all its links, if it has one.
    pub(super) fn link_kind(self) -> Option<LinkKind> {
        if let Self::Links(kind) = self { kind } else { None }
    }
}

/// A heading that is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) kind: ColumnKind,
    /// The scale of figures without one of their own: `B` of `Params (B)`.
    pub(super) scale: Option<Scale>,
}

impl Heading {
    /// Looks up a heading among the program's own and the usual ones. Letter case, spacing and signs make no difference. A
    /// part in brackets is a unit, or says what the figures are: another one than those of the field makes the heading
    /// unknown, as in `Context (output)`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.trim() == "#" {
            return Some(Self { kind: ColumnKind::RowNumber, scale: None });
        }
        let (name, unit) = split_unit(text);
        let whole = KINDS.get(&fold_name(text));
        let kind = *whole.or_else(|| KINDS.get(&fold_name(name)))?;
        let scale = unit.and_then(parse_scale);
        match unit.filter(|_| whole.is_none() && scale.is_none()) {
            Some(note) => Some(Self { kind: kind_with_note(kind, note)?, scale: scale_in_note(note) }),
            None => Some(Self { kind, scale }),
        }
    }
}

/// Whether a text is an address, the names of authors, the usual label of a link or a heading, and so no title of a paper.
pub(super) fn is_no_title(text: &str) -> bool {
    text.contains("://")
        || text.to_lowercase().contains(" et al")
        || kind_by_label(text).is_some()
        || Heading::parse(text).is_some()
}

/// Splits a heading into its name and its unit: `Params (B)`, `Params/B`, `Parameters in billions`, `Size [B]`.
fn split_unit(text: &str) -> (&str, Option<&str>) {
    if let Some((name, rest)) = text.split_once(['(', '（', '[', '【']) {
        let unit = rest.split([')', '）', ']', '】']).next();
        return (name, unit);
    }
    let split = [" in ", "/", ",", "，"].into_iter().find_map(|separator| text.rsplit_once(separator));
    match split.filter(|(_, unit)| parse_scale(unit).is_some()) {
        Some((name, unit)) => (name, Some(unit)),
        None => (text, None),
    }
}

/// The kinds by each folded heading.
static KINDS: LazyLock<HashMap<String, ColumnKind>> = LazyLock::new(|| {
    let mut kinds = HashMap::new();
    // The first of several meanings counts.
    let mut insert = |heading: &str, kind| {
        kinds.entry(fold_name(heading)).or_insert(kind);
    };
    for locale in LOCALES {
        for (heading, kind) in localized_headings(locale) {
            insert(heading, kind);
        }
        for kind in LinkKind::ALL {
            insert((Messages::get(locale).link_kind)(kind), ColumnKind::Links(Some(kind)));
        }
    }
    for (kind, headings) in HEADINGS {
        headings.iter().for_each(|heading| insert(heading, *kind));
    }
    for (column, kind) in COLUMNS {
        let synonyms = column.synonyms().iter().copied();
        let headings = LOCALES.map(|locale| column.heading(locale));
        [column.key()].into_iter().chain(headings).chain(synonyms).for_each(|heading| insert(heading, kind));
    }
    kinds
});

/// The headings of the pages that the program writes.
fn localized_headings(locale: Locale) -> [(&'static str, ColumnKind); 6] {
    let messages = Messages::get(locale);
    [
        (messages.name, ColumnKind::Name),
        (messages.resources, ColumnKind::Links(None)),
        (messages.languages_label, ColumnKind::Languages),
        (messages.insight, ColumnKind::Insight),
        (messages.checkpoint_short, ColumnKind::Links(Some(LinkKind::Checkpoint))),
        (Column::Score.heading(locale), ColumnKind::Score),
    ]
}

/// The kinds that columns of queries are. Their keys, headings and the words that queries take for them are headings too.
const COLUMNS: [(Column, ColumnKind); 25] = [
    (Column::Name, ColumnKind::Name),
    (Column::Stage, ColumnKind::Stage),
    (Column::Organizations, ColumnKind::Organizations),
    (Column::Countries, ColumnKind::Countries),
    (Column::Parameters, ColumnKind::Parameters),
    (Column::ActiveParameters, ColumnKind::ActiveParameters),
    (Column::Released, ColumnKind::Released),
    (Column::Links, ColumnKind::Links(None)),
    (Column::Paper, ColumnKind::Links(Some(LinkKind::Paper))),
    (Column::Score, ColumnKind::Score),
    (Column::TrainingData, ColumnKind::Training),
    (Column::ContextLength, ColumnKind::Context),
    (Column::ContextExtended, ColumnKind::ContextExtended),
    (Column::Architecture, ColumnKind::Architecture),
    (Column::InputModalities, ColumnKind::Input),
    (Column::OutputModalities, ColumnKind::Output),
    (Column::Reasoning, ColumnKind::Reasoning),
    (Column::Tools, ColumnKind::Tools),
    (Column::Knowledge, ColumnKind::Knowledge),
    (Column::OpenWeights, ColumnKind::OpenWeights),
    (Column::Languages, ColumnKind::Languages),
    (Column::License, ColumnKind::License),
    (Column::CommercialUse, ColumnKind::CommercialUse),
    (Column::Summary, ColumnKind::Summary),
    (Column::ExtensionKind, ColumnKind::ExtensionKind),
];

/// Headings that lists use besides those that queries take.
pub const HEADINGS: &[(ColumnKind, &[&str])] = &[
    (
        ColumnKind::Name,
        &[
            "model name",
            "language model",
            "large language model",
            "llm",
            "llms",
            "foundation model",
            "project",
            "project name",
            "tool",
            "项目名称",
            "模型名称",
            "大模型",
            "大语言模型",
            "语言模型",
            "底座",
            "基座",
            "基座模型",
            "底座模型",
            "开源模型",
        ],
    ),
    (ColumnKind::Aliases, &["alias", "aliases", "other names", "别名"]),
    (ColumnKind::Stage, &["training stage", "model type", "模型类型"]),
    (
        ColumnKind::Organizations,
        &[
            "institution",
            "institutions",
            "affiliation",
            "affiliations",
            "team",
            "creator",
            "creators",
            "provider",
            "publisher",
            "published by",
            "机构/个人",
            "发布机构",
            "研发机构",
            "发布者",
            "发布单位",
            "研发单位",
            "团队",
            "提供方",
        ],
    ),
    (
        ColumnKind::Parameters,
        &[
            "#parameters",
            "# of parameters",
            "number of parameters",
            "model size",
            "model sizes",
            "parameter size",
            "parameter count",
            "total parameters",
            "total params",
            "params total",
            "parameters total",
            "参数规模",
            "参数大小",
            "参数数量",
            "参数量大小",
            "模型大小",
            "模型规模",
            "模型参数",
            "模型参数量",
            "模型参数大小",
            "总参数",
            "总参数量",
            "尺寸",
        ],
    ),
    (
        ColumnKind::ActiveParameters,
        &[
            "active params",
            "params active",
            "parameters active",
            "activated params",
            "activated parameters",
            "激活参数大小",
        ],
    ),
    (
        ColumnKind::Released,
        &[
            "released on",
            "launch date",
            "launched",
            "release time",
            "released at",
            "publication date",
            "published",
            "announced",
            "time",
            "month",
            "when",
            "公布时间",
            "开源时间",
            "发布年份",
            "发布月份",
        ],
    ),
    (
        ColumnKind::Links(None),
        &["resource", "resources", "url", "urls", "来源 & 资源", "资源", "地址", "相关链接", "网址"],
    ),
    (
        ColumnKind::Links(Some(LinkKind::Paper)),
        &[
            "paper link",
            "paper title",
            "technical report",
            "report",
            "arxiv",
            "publication",
            "论文链接",
            "技术报告",
            "论文地址",
        ],
    ),
    (ColumnKind::PaperOrBlog, &["paper/blog", "paper / blog", "paper or blog", "blog/paper", "论文/博客"]),
    (ColumnKind::Sources, &["source", "sources", "来源"]),
    (
        ColumnKind::Links(Some(LinkKind::Checkpoint)),
        &[
            "checkpoints",
            "weights",
            "weight",
            "model weights",
            "ckpt",
            "hf",
            "hugging face",
            "huggingface",
            "huggingface link",
            "huggingface id",
            "hf id",
            "transformers(HF)",
            "modelscope",
            "modelscope(HF)",
            "download",
            "downloads",
            "download link",
            "download links",
            "模型权重",
            "模型下载",
            "下载",
            "下载地址",
            "下载链接",
            "huggingface下载",
        ],
    ),
    (
        ColumnKind::Links(Some(LinkKind::Code)),
        &[
            "github",
            "github link",
            "repo",
            "repository",
            "source code",
            "项目",
            "项目地址",
            "项目链接",
            "代码地址",
            "代码链接",
            "github地址",
        ],
    ),
    (ColumnKind::Links(Some(LinkKind::Homepage)), &["website", "project page", "page", "官网", "主页"]),
    (ColumnKind::Links(Some(LinkKind::Blog)), &["blog post", "announcement", "博客"]),
    (ColumnKind::Links(Some(LinkKind::Demo)), &["try it", "try", "playground", "体验地址", "在线体验"]),
    (ColumnKind::Links(Some(LinkKind::Dataset)), &["datasets", "dataset link"]),
    (ColumnKind::Score, &["avg", "average", "average score", "平均分"]),
    (
        ColumnKind::Training,
        &[
            "tokens trained",
            "pretraining tokens",
            "pre-training tokens",
            "pretrain tokens",
            "train tokens",
            "number of tokens",
            "# of tokens",
            "# of pretrained tokens",
            "pretrained tokens",
            "pretraining data",
            "pre-training data",
            "pre-train data scale",
            "data size",
            "training data size",
            "tokens数量",
            "训练token数",
            "训练tokens",
            "训练词元",
            "数据量",
            "训练数据量",
            "预训练数据",
            "预训练数据量",
        ],
    ),
    (
        ColumnKind::Context,
        &[
            "context size",
            "input context",
            "context (tokens)",
            "max context",
            "max length",
            "maximum length",
            "max context length",
            "max sequence length",
            "sequence length",
            "seq len",
            "input length",
            "最大长度",
            "序列长度",
            "最大上下文",
            "训练最大长度",
            "最大序列长度",
            "支持长度",
        ],
    ),
    (ColumnKind::Input, &["input modalities"]),
    (ColumnKind::Output, &["output modalities"]),
    (ColumnKind::Architecture, &["model architecture", "structure", "backbone", "模型结构", "模型架构"]),
    (ColumnKind::Knowledge, &["knowledge cutoff date", "training cutoff", "知识截止日期", "知识截止时间"]),
    (
        ColumnKind::OpenWeights,
        &["open weight", "open source?", "open-sourced", "is open source", "是否开源", "开源情况"],
    ),
    (ColumnKind::Languages, &["supported languages", "language(s)", "语种", "支持语言"]),
    (
        ColumnKind::License,
        &[
            "licensing",
            "license type",
            "model license",
            "weights license",
            "证书",
            "开源协议",
            "开源许可",
            "开源许可证",
            "授权协议",
            "使用协议",
        ],
    ),
    (
        ColumnKind::CommercialUse,
        &[
            "commercial",
            "commercial usage",
            "commercially usable",
            "commercial use?",
            "是否可商用",
            "可否商用",
            "能否商用",
            "可商用",
            "商用许可",
        ],
    ),
    (
        ColumnKind::Insight,
        &["insights", "key idea", "key ideas", "highlights", "novelty", "灵感", "创新点", "特点", "亮点"],
    ),
    (ColumnKind::Summary, &["about", "notes on the model", "模型简介", "简要介绍"]),
    (ColumnKind::RowNumber, &["no", "no.", "nr", "序号", "编号"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_understood_in_both_languages() {
        for (heading, kind, unit) in [
            ("Model", ColumnKind::Name, None),
            ("底座", ColumnKind::Name, None),
            ("大模型", ColumnKind::Name, None),
            ("机构/个人", ColumnKind::Organizations, None),
            ("Params (B)", ColumnKind::Parameters, Some("B")),
            ("Params/B", ColumnKind::Parameters, Some("B")),
            ("#Params", ColumnKind::Parameters, None),
            ("Parameters in billions", ColumnKind::Parameters, Some("B")),
            ("参数量（亿）", ColumnKind::Parameters, Some("K")),
            ("Tokens (T)", ColumnKind::Training, Some("T")),
            ("Context (K)", ColumnKind::Context, Some("K")),
            ("Paper/Blog", ColumnKind::PaperOrBlog, None),
            ("Launch date", ColumnKind::Released, None),
            ("# of Pretrained Tokens", ColumnKind::Training, None),
            ("Download Links", ColumnKind::Links(Some(LinkKind::Checkpoint)), None),
            ("Input Context", ColumnKind::Context, None),
            ("huggingface_id", ColumnKind::Links(Some(LinkKind::Checkpoint)), None),
            ("input_modalities", ColumnKind::Input, None),
            ("Transformers(HF)", ColumnKind::Links(Some(LinkKind::Checkpoint)), None),
            ("ModelScope (HF)", ColumnKind::Links(Some(LinkKind::Checkpoint)), None),
            ("Licence", ColumnKind::License, None),
            ("是否可商用", ColumnKind::CommercialUse, None),
            ("LICENSE", ColumnKind::License, None),
            ("开源", ColumnKind::OpenWeights, None),
            ("权重", ColumnKind::Links(Some(LinkKind::Checkpoint)), None),
        ] {
            let parsed = Heading::parse(heading);
            let parsed = parsed.map(|heading| (heading.kind, heading.scale.map(|(unit, _)| unit)));
            assert_eq!(parsed, Some((kind, unit)), "{heading}");
        }
        for heading in ["Stars", "备注", "包含模型", ""] {
            assert_eq!(Heading::parse(heading), None, "{heading}");
        }
    }
}
