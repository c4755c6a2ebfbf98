//! What links lead to, by their labels and addresses.

use llm_catalog::link::{Link, LinkKind, Url};

use crate::{
    i18n::Messages,
    import::{header_map::LOCALES, markdown_ast::Inline},
};

/// The links of a cell or an item, of a kind that their labels say, else that
/// their column says, else that their addresses show. Addresses that are not
/// on the web are told.
pub(super) fn extract_links(text: &Inline, column: Option<LinkKind>, left_out: &mut impl FnMut(String)) -> Vec<Link> {
    let mut found = Vec::new();
    for (label, address) in text.links() {
        match Url::try_from(address.to_owned()) {
            Ok(url) => {
                let kind = kind_by_label(label).or(column).unwrap_or_else(|| kind_by_url(address));
                let link = Link { kind, url };
                if !found.contains(&link) {
                    found.push(link);
                }
            }
            Err(error) => left_out(format!("the link `{label}`: {error}")),
        }
    }
    found
}

/// What the label of a link says, in the words of the program or of others.
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

/// What an address shows by itself.
pub(super) fn kind_by_url(address: &str) -> LinkKind {
    let address = address.to_lowercase();
    let kind = URL_PATTERNS.into_iter().find(|(_, parts)| parts.iter().any(|part| address.contains(part)));
    kind.map_or(LinkKind::Homepage, |(kind, _)| kind)
}

/// Parts of addresses; the first that fits decides.
const URL_PATTERNS: [(LinkKind, &[&str]); 6] = [
    (LinkKind::Blog, &["/blog", "blog.", "medium.com/"]),
    (LinkKind::Paper, &["arxiv.org/", "openreview.net/", "aclanthology.org/", "huggingface.co/papers/", ".pdf"]),
    (LinkKind::Dataset, &["huggingface.co/datasets/"]),
    (LinkKind::Demo, &["huggingface.co/spaces/"]),
    (LinkKind::Checkpoint, &["huggingface.co/", "modelscope.cn/models/"]),
    (LinkKind::Code, &["github.com/", "gitlab.com/", "codeberg.org/", "gitee.com/"]),
];
