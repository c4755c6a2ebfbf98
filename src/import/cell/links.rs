//! Links, and their kinds by label and URL.

use llm_catalog::link::{Link, LinkKind, Url};

use crate::{
    i18n::Messages,
    import::{
        cell::{
            missing::is_missing_value,
            negation::{NEGATIONS, RELEASE_WORDS},
            values::has_tick,
        },
        inline::{Inline, InlineNode},
        locales::LOCALES,
        report::{CellLog, LeftOutReason},
    },
};

/// Reads the distinct links of a cell or item. The kind is that of the label, else that of the column, else that of the
/// address. The address of a data set, a demo or a paper is no checkpoint, whatever they say.
pub(in crate::import) fn read_links(text: &Inline, column: Option<LinkKind>, log: &mut CellLog<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (label, url) in text.links() {
        let kind = stated_kind(label, url, column);
        if kind == Some(LinkKind::Checkpoint) && denies_weights(label) {
            log.leave_out(label, LeftOutReason::WeightsNotReleased);
            continue;
        }
        let Some(link) = read_link(url, kind, log) else { continue };
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

/// The kind that the label of a link states, else the column. Where that is a checkpoint, the address may say otherwise.
fn stated_kind(label: &str, url: &str, column: Option<LinkKind>) -> Option<LinkKind> {
    let kind = kind_by_label(label).or(column)?;
    let by_address = kind_by_url(url);
    let is_other = matches!(by_address, LinkKind::Dataset | LinkKind::Demo | LinkKind::Paper);
    Some(if kind == LinkKind::Checkpoint && is_other { by_address } else { kind })
}

/// Whether the label of a link says that weights are not released, or not without a request: `[API](…)`, `[not released](…)`.
/// What else it denies, as `[7B (no RLHF)](…)`, says nothing of the weights.
fn denies_weights(label: &str) -> bool {
    let lowercase = label.to_lowercase();
    let words = lowercase.split(|ch: char| !ch.is_alphanumeric() && !"-_./".contains(ch));
    let words: Vec<_> = words.map(|word| word.trim_matches(['.', '/'])).filter(|word| !word.is_empty()).collect();
    let is_denied = |(idx, word): (usize, &&str)| {
        let mut after = words.iter().skip(idx + 1).filter(|word| !WORDS_BETWEEN.contains(word));
        let is_of_weights = |word: &&str| RELEASE_WORDS.contains(word) || *word == "yet";
        NEGATIONS.contains(word) && after.next().map_or(words.len() == 1, is_of_weights)
    };
    !Url::is_valid(label)
        && (words.iter().any(|word| DENYING_WORDS.contains(word)) || words.iter().enumerate().any(is_denied))
        || DENYING_WORDS_ZH.iter().any(|word| label.contains(word))
}

/// Words that may stand between: `no longer available`.
const WORDS_BETWEEN: [&str; 4] = ["any", "been", "currently", "longer"];

/// Words of such labels. `Foo-API-7B` is a name.
const DENYING_WORDS: [&str; 17] = [
    "api",
    "apis",
    "apply",
    "application",
    "closed",
    "closed-source",
    "contact",
    "form",
    "pending",
    "proprietary",
    "request",
    "requests",
    "soon",
    "unavailable",
    "unreleased",
    "waitlist",
    "wip",
];
/// The same in Chinese.
const DENYING_WORDS_ZH: [&str; 11] =
    ["申请", "接口", "闭源", "未开源", "不开源", "未发布", "未公开", "暂无", "暂未", "即将", "待发布"];

/// Reads the links of a column of papers and posts: a paper is known by its address, and what is not is a post.
pub(in crate::import) fn read_papers_and_posts(text: &Inline, log: &mut CellLog<'_>) -> Vec<Link> {
    let kind = |label, url| {
        let kind = stated_kind(label, url, None).unwrap_or_else(|| kind_by_url(url));
        if kind == LinkKind::Homepage { LinkKind::Blog } else { kind }
    };
    text.links().filter_map(|(label, url)| read_link(url, Some(kind(label, url)), log)).collect()
}

/// Reads the links of a column of sources. Where an address is no known host and has no label, it may be where a value is
/// from, and is left out.
pub(in crate::import) fn read_sources(text: &Inline, log: &mut CellLog<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (label, url) in text.links() {
        let kind = stated_kind(label, url, None).filter(|_| !SOURCE_LABELS.contains(&&*label.to_lowercase()));
        let kind = kind.unwrap_or_else(|| kind_by_url(url));
        if kind == LinkKind::Homepage && kind_by_label(label) != Some(LinkKind::Homepage) {
            log.leave_out(url, LeftOutReason::NotOfEntry);
        } else {
            links.extend(read_link(url, Some(kind), log));
        }
    }
    links
}

/// Labels that say no more than a heading of sources.
const SOURCE_LABELS: [&str; 3] = ["source", "sources", "来源"];

/// Whether an address is that of a paper.
pub(in crate::import) fn is_paper_address(url: &str) -> bool {
    kind_by_url(url) == LinkKind::Paper
}

/// Reads a link of `kind`, else of the kind of its address.
pub(in crate::import) fn read_link(url: &str, kind: Option<LinkKind>, log: &mut CellLog<'_>) -> Option<Link> {
    let kind = kind.unwrap_or_else(|| kind_by_url(url));
    match Url::try_from(url.to_owned()) {
        Ok(url) => Some(Link { kind, url }),
        Err(error) => {
            log.leave_out(url, LeftOutReason::InvalidLink(error));
            None
        }
    }
}

/// The text between the links of a cell, split at its separators.
pub(in crate::import) fn words_without_link(cell: &Inline) -> Vec<String> {
    let texts = cell.nodes().iter().map(|node| match node {
        InlineNode::Text(text) => text,
        InlineNode::Link { .. } | InlineNode::LineBreak => "|",
    });
    let text: String = texts.collect();
    let words = text.split(['|', ',', '、', ';', '[', ']', '/']).map(|word| word.trim().to_owned());
    let says_something = |word: &String| word.chars().any(char::is_alphanumeric) || has_tick(word);
    words.filter(|word| says_something(word) && !is_missing_value(word)).collect()
}

/// The kind that a label names, in the program's words or common synonyms.
pub(in crate::import) fn kind_by_label(label: &str) -> Option<LinkKind> {
    let label = label.trim().to_lowercase();
    let own = LinkKind::ALL.into_iter().find(|kind| {
        LOCALES.iter().any(|locale| {
            let messages = Messages::get(*locale);
            (messages.link_kind)(*kind) == label || *kind == LinkKind::Checkpoint && messages.checkpoint_short == label
        })
    });
    own.or_else(|| LINK_LABELS.into_iter().find(|(_, labels)| labels.contains(&label.as_str())).map(|(kind, _)| kind))
}

const LINK_LABELS: [(LinkKind, &[&str]); 7] = [
    (LinkKind::Paper, &["arxiv", "pdf", "report", "technical report", "tech report", "技术报告"]),
    (LinkKind::Checkpoint, &["checkpoints", "model", "models", "weight", "weights", "download", "模型", "下载"]),
    (LinkKind::Code, &["github", "repo", "repository", "source code", "源码"]),
    (LinkKind::Homepage, &["home", "page", "website", "site", "project", "官网", "项目"]),
    (LinkKind::Blog, &["blog post", "post", "announcement", "news", "article"]),
    (LinkKind::Demo, &["try", "try it", "playground", "space", "试用"]),
    (LinkKind::Dataset, &["data", "datasets", "数据"]),
];

fn kind_by_url(url: &str) -> LinkKind {
    let url = url.to_lowercase();
    let kind = URL_PATTERNS.into_iter().find(|(_, patterns)| patterns.iter().any(|pattern| url.contains(pattern)));
    kind.map_or(LinkKind::Homepage, |(kind, _)| kind)
}

/// Parts of URLs; the first kind that matches is taken.
const URL_PATTERNS: [(LinkKind, &[&str]); 6] = [
    (LinkKind::Blog, &["/blog", "blog.", "medium.com/"]),
    (
        LinkKind::Paper,
        &["arxiv.org/", "doi.org/", "openreview.net/", "aclanthology.org/", "huggingface.co/papers/", ".pdf"],
    ),
    (LinkKind::Dataset, &["huggingface.co/datasets/"]),
    (LinkKind::Demo, &["huggingface.co/spaces/"]),
    (LinkKind::Checkpoint, &["huggingface.co/", "modelscope.cn/models/"]),
    (LinkKind::Code, &["github.com/", "gitlab.com/", "codeberg.org/", "gitee.com/"]),
];
