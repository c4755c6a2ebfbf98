//! The words of what is new in the catalogue, in each language.

use crate::i18n::count_noun::count_noun;

/// The words of `llm-tui news`, and of the start after an update.
pub struct NewsMessages {
    /// Above the new entries: how many there are, and since when.
    pub heading: fn(count: usize, since: &str, is_last_visit: bool) -> String,
    /// There is nothing new since a day or since the last visit.
    pub nothing: fn(since: &str, is_last_visit: bool) -> String,
    /// The catalogue is without the built-in one, and the last visit is known of that alone.
    pub since_needed: &'static str,
    /// At the start of the program: how many models and extensions are new, and the query that finds them.
    pub at_start: fn(models: usize, extensions: usize, query: &str) -> String,
}

pub(super) const EN: NewsMessages = NewsMessages {
    heading: |count, since, is_last_visit| {
        let since = if is_last_visit { format!("your last visit (after {since})") } else { since.to_owned() };
        format!("{} since {since}", count_noun(count, "new entry", "new entries"))
    },
    nothing: |since, is_last_visit| {
        if is_last_visit {
            format!("nothing is new since your last visit; you have seen what was added up to {since}")
        } else {
            format!("nothing was added since {since}")
        }
    },
    since_needed: "these files are without the built-in catalogue, the only one whose last visit is known; say since when with \
                   `--since`, or add `--builtin`",
    at_start: |models, extensions, query| {
        let models = (models > 0).then(|| count_noun(models, "new model", "new models"));
        let extensions = (extensions > 0).then(|| count_noun(extensions, "new extension", "new extensions"));
        let counts: Vec<_> = models.into_iter().chain(extensions).collect();
        format!("{} since your last visit: search `{query}`", counts.join(" and "))
    },
};

pub(super) const ZH: NewsMessages = NewsMessages {
    heading: |count, since, is_last_visit| {
        if is_last_visit {
            format!("自上次查看以来新增 {count} 个条目（{since} 之后收录）")
        } else {
            format!("{since} 以来新增 {count} 个条目")
        }
    },
    nothing: |since, is_last_visit| {
        if is_last_visit {
            format!("自上次查看以来没有新条目；截至 {since} 收录的都已看过")
        } else {
            format!("{since} 以来没有新条目")
        }
    },
    since_needed: "这些文件不含内置目录，而只记录了上次查看内置目录的时间；请用 `--since` 指定起始日期，或加上 `--builtin`",
    at_start: |models, extensions, query| {
        let models = (models > 0).then(|| format!("{models} 个模型"));
        let extensions = (extensions > 0).then(|| format!("{extensions} 个扩展"));
        let counts: Vec<_> = models.into_iter().chain(extensions).collect();
        format!("自上次查看以来新增 {}：搜索 `{query}`", counts.join("、"))
    },
};
