//! The meaning of column headers, in English and in Chinese.

use llm_catalog::{link::LinkKind, localized::Locale};
use llm_index::Column;

use crate::{columns::ColumnExt, i18n::Messages, import::markdown::locales::LOCALES};

/// What a column of a table of models holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    Name,
    Stage,
    Organizations,
    Parameters,
    Released,
    /// Links, all of one kind if `Some`.
    Links(Option<LinkKind>),
    Score,
    Training,
    Context,
    Languages,
    License,
    Insight,
}

/// Looks up a header among the program's own and common synonyms. Letter case,
/// spacing and a part in brackets are ignored.
pub(super) fn column_kind(header: &str) -> Option<ColumnKind> {
    let header = header.split(['(', '（']).next().unwrap_or_default();
    let header = header.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let own = LOCALES.into_iter().flat_map(|locale| localized_headers(locale));
    let own = own.map(|(label, kind)| (label.to_lowercase(), kind));
    let link_kinds = LinkKind::ALL.into_iter().flat_map(|kind| {
        LOCALES.map(|locale| ((Messages::get(locale).link_kind)(kind).to_owned(), ColumnKind::Links(Some(kind))))
    });
    let synonyms =
        HEADER_SYNONYMS.iter().flat_map(|(kind, labels)| labels.iter().map(|label| ((*label).to_owned(), *kind)));
    own.chain(link_kinds).chain(synonyms).find(|(label, _)| *label == header).map(|(_, kind)| kind)
}

fn localized_headers(locale: Locale) -> [(&'static str, ColumnKind); 12] {
    let messages = Messages::get(locale);
    [
        (Column::Name.heading(locale), ColumnKind::Name),
        (messages.name, ColumnKind::Name),
        (Column::Stage.heading(locale), ColumnKind::Stage),
        (Column::Organizations.heading(locale), ColumnKind::Organizations),
        (Column::Parameters.heading(locale), ColumnKind::Parameters),
        (Column::Released.heading(locale), ColumnKind::Released),
        (messages.resources, ColumnKind::Links(None)),
        (Column::Score.heading(locale), ColumnKind::Score),
        (Column::TrainingData.heading(locale), ColumnKind::Training),
        (messages.languages_label, ColumnKind::Languages),
        (Column::License.heading(locale), ColumnKind::License),
        (messages.insight, ColumnKind::Insight),
    ]
}

/// Headers in other lists, in lower case.
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
