//! A model in a file of models.dev.

use llm_catalog::{
    capability::Reasoning,
    license::License,
    lifecycle::LifecycleStatus,
    link::{Link, LinkKind, Url},
};
use serde::{Deserialize, de::IgnoredAny};

use crate::import::{
    cell::{license, missing::is_missing_value},
    json::CowStr,
    model_name,
    served::{ServedModel, parse_context, parse_modalities},
};

/// The fields of a model that are used.
#[derive(Deserialize)]
pub(super) struct Record<'a> {
    #[serde(borrow)]
    name: Option<CowStr<'a>>,
    #[serde(borrow)]
    release_date: Option<CowStr<'a>>,
    #[serde(borrow)]
    knowledge: Option<CowStr<'a>>,
    open_weights: Option<bool>,
    reasoning: Option<bool>,
    reasoning_options: Option<Vec<IgnoredAny>>,
    tool_call: Option<bool>,
    #[serde(borrow)]
    status: Option<CowStr<'a>>,
    #[serde(borrow)]
    license: Option<CowStr<'a>>,
    #[serde(borrow, default)]
    links: Vec<RecordLink<'a>>,
    #[serde(borrow, default)]
    weights: Vec<RecordWeights<'a>>,
    #[serde(borrow)]
    modalities: Option<RecordModalities<'a>>,
    limit: Option<Limit>,
}

#[derive(Deserialize)]
struct RecordLink<'a> {
    #[serde(borrow)]
    url: CowStr<'a>,
    #[serde(borrow, rename = "type")]
    kind: Option<CowStr<'a>>,
}

#[derive(Deserialize)]
struct RecordWeights<'a> {
    #[serde(borrow)]
    url: CowStr<'a>,
}

#[derive(Deserialize)]
struct RecordModalities<'a> {
    #[serde(borrow, default)]
    input: Vec<CowStr<'a>>,
    #[serde(borrow, default)]
    output: Vec<CowStr<'a>>,
}

#[derive(Deserialize)]
struct Limit {
    context: Option<f64>,
}

impl Record<'_> {
    /// The context length as it is written.
    pub(super) fn context(&self) -> Option<f64> {
        self.limit.as_ref().and_then(|limit| limit.context)
    }

    /// The dates as they are written.
    pub(super) fn dates(&self) -> [Option<&str>; 2] {
        [&self.release_date, &self.knowledge].map(|date| date.as_ref().map(|date| &*date.0))
    }

    pub(super) fn into_model(self) -> ServedModel {
        let modalities = self.modalities.as_ref().and_then(|RecordModalities { input, output }| {
            parse_modalities(input.iter().map(|word| &*word.0), output.iter().map(|word| &*word.0))
        });
        let date = |text: &Option<CowStr<'_>>| text.as_ref().and_then(|text| text.0.parse().ok());
        ServedModel {
            released: date(&self.release_date),
            listed_since: None,
            knowledge: date(&self.knowledge),
            context: parse_context(self.context()),
            modalities,
            reasoning: self.reasoning(),
            reasons: self.reasoning,
            tools: self.tool_call,
            status: self.status.as_ref().and_then(|status| parse_status(&status.0)),
            open_weights: self.open_weights,
            license: self.license.as_ref().and_then(|license| parse_license(&license.0)),
            links: self.links(),
            name: self.name.map(|name| name.0.into_owned()),
        }
    }

    /// A model that reasons has options for it, or an empty list if there is nothing to choose. The files of labs have
    /// no options.
    fn reasoning(&self) -> Option<Reasoning> {
        match (self.reasoning?, &self.reasoning_options) {
            (false, _) => Some(Reasoning::No),
            (true, Some(options)) if options.is_empty() => Some(Reasoning::Always),
            (true, Some(_)) => Some(Reasoning::Switchable),
            (true, None) => None,
        }
    }

    fn links(&self) -> Vec<Link> {
        let stated = self.links.iter().filter_map(|link| {
            let kind = match link.kind.as_ref()?.0.as_ref() {
                "announcement" | "blog" => LinkKind::Blog,
                "paper" => LinkKind::Paper,
                "weights" => LinkKind::Checkpoint,
                "docs" | "model_card" => LinkKind::Homepage,
                _ => return None,
            };
            Some((kind, &link.url))
        });
        let weights = self.weights.iter().map(|weights| (LinkKind::Checkpoint, &weights.url));
        let to_link = |(kind, url): (_, &CowStr<'_>)| Some(Link { kind, url: Url::try_from(url.0.to_string()).ok()? });
        stated.chain(weights).filter_map(to_link).collect()
    }
}

fn parse_license(text: &str) -> Option<License> {
    let name = model_name::sanitize(text).filter(|name| !is_missing_value(name) && !license::is_closed(name))?;
    Some(license::by_name(name))
}

fn parse_status(status: &str) -> Option<LifecycleStatus> {
    match status {
        "alpha" | "beta" => Some(LifecycleStatus::Preview),
        "deprecated" => Some(LifecycleStatus::Deprecated),
        _ => None,
    }
}
