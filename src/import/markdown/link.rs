//! Links, and their kinds by label and URL.

use llm_catalog::{
    Foreign,
    link::{Link, LinkKind, Url},
};

use crate::{
    i18n::Messages,
    import::markdown::{ast::Inline, locales::LOCALES},
};

/// The distinct links of a cell or item. The kind is that of the label, else
/// that of the column, else that of the URL. Invalid URLs are reported.
pub(super) fn extract_links(text: &Inline, column: Option<LinkKind>, warn: &mut dyn FnMut(String)) -> Vec<Link> {
    let mut links = Vec::new();
    for (label, url) in text.links() {
        let kind = kind_by_label(label).or(column);
        let Some(link) = parse_link(label, url, kind, warn) else { continue };
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

/// A link of `kind`, else of the kind of its URL. An invalid URL is reported.
pub(super) fn parse_link(label: &str, url: &str, kind: Option<LinkKind>, warn: &mut dyn FnMut(String)) -> Option<Link> {
    let kind = kind.unwrap_or_else(|| kind_by_url(url));
    match Url::try_from(url.to_owned()) {
        Ok(url) => Some(Link { kind, url }),
        Err(error) => {
            warn(format!("the link `{}`: {error}", Foreign::new(label)));
            None
        }
    }
}

/// The kind that a label names, in the program's words or common synonyms.
pub(super) fn kind_by_label(label: &str) -> Option<LinkKind> {
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
    (LinkKind::Paper, &["arxiv.org/", "openreview.net/", "aclanthology.org/", "huggingface.co/papers/", ".pdf"]),
    (LinkKind::Dataset, &["huggingface.co/datasets/"]),
    (LinkKind::Demo, &["huggingface.co/spaces/"]),
    (LinkKind::Checkpoint, &["huggingface.co/", "modelscope.cn/models/"]),
    (LinkKind::Code, &["github.com/", "gitlab.com/", "codeberg.org/", "gitee.com/"]),
];
