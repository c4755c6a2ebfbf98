//! Conversion of a repository to a model.

use llm_catalog::{
    Model,
    date::Date,
    id::Id,
    license::License,
    link::{Link, LinkKind, Url},
    model::Stage,
    quantity::Quantity,
    source::Source,
    variant::Variant,
};

use crate::import::{
    cell::license,
    huggingface::{
        derivation::DerivationKind,
        repository::{CardData, Config, Repository, SafetensorsInfo},
    },
    model_name, vendor,
    warning::WarningKind,
};

/// The tasks of language models. Repositories without a task are accepted too.
const LANGUAGE_MODEL_TASKS: [&str; 10] = [
    "any-to-any",
    "audio-text-to-text",
    "conversational",
    "fill-mask",
    "image-text-to-text",
    "summarization",
    "text-generation",
    "text2text-generation",
    "translation",
    "video-text-to-text",
];

/// The Hub gives this creation date to all repositories created before it recorded dates.
const UNKNOWN_CREATED_AT: &str = "2022-03-02T23:29:04";

impl Repository<'_> {
    /// The training stage and the id, which is made from the name without the owner.
    ///
    /// # Errors
    ///
    /// A warning, if it is not a language model or no id can be made.
    pub(super) fn stage_and_id(
        &self,
        repo_id: &str,
        kind: DerivationKind,
        has_parents: bool,
    ) -> Result<(Stage, Id), WarningKind> {
        let (_, name) = repo_id.split_once('/').unwrap_or(("", repo_id));
        let stage = self.infer_stage(name, has_parents && kind != DerivationKind::Quantized);
        self.check_task(repo_id, stage)?;
        let id = model_name::to_id(name).ok_or_else(|| WarningKind::NoId { id: repo_id.to_owned(), provider: None })?;
        Ok((stage, id))
    }

    /// Converts the repository to a model without parents.
    ///
    /// # Errors
    ///
    /// As [`stage_and_id`](Self::stage_and_id).
    pub(super) fn to_model(
        &self,
        repo_id: &str,
        kind: DerivationKind,
        has_parents: bool,
    ) -> Result<Model, WarningKind> {
        let (owner, name) = repo_id.split_once('/').unwrap_or(("", repo_id));
        let (stage, id) = self.stage_and_id(repo_id, kind, has_parents)?;
        let page = Url::try_from(format!("https://huggingface.co/{repo_id}")).ok();
        let checkpoint = page.clone().map(|url| Link { kind: LinkKind::Checkpoint, url });
        let organization = vendor::by_alias(owner).map_or(owner, |vendor| vendor.organization);
        Ok(Model {
            aliases: model_name::sanitize(repo_id).into_iter().collect(),
            organizations: model_name::sanitize(organization).into_iter().collect(),
            released: self.released(),
            context: self.config.as_ref().and_then(Config::context),
            open_weights: Some(true),
            languages: self.languages(),
            links: checkpoint.into_iter().chain(self.paper()).collect(),
            sources: page.map(Source::from).into_iter().collect(),
            license: self.license(repo_id),
            variants: self.size(name, kind).into_iter().collect(),
            ..Model::new(id, model_name::sanitize(name).unwrap_or_default(), stage)
        })
    }

    fn check_task(&self, repo_id: &str, stage: Stage) -> Result<(), WarningKind> {
        let Some(task) = self.task.as_ref().map(|task| task.0.as_ref()) else { return Ok(()) };
        // Reward models are classifiers.
        let is_reward_model = stage == Stage::Rlhf && task == "text-classification";
        if is_reward_model || LANGUAGE_MODEL_TASKS.contains(&task) {
            return Ok(());
        }
        Err(WarningKind::OtherTask { id: repo_id.to_owned(), task: task.to_owned() })
    }

    /// The paper, if exactly one is tagged: of several it is unknown which describes the model.
    fn paper(&self) -> Option<Link> {
        let mut ids = self.tag_values("arxiv:");
        let (Some(id), None) = (ids.next(), ids.next()) else { return None };
        let url = Url::try_from(format!("https://arxiv.org/abs/{id}")).ok()?;
        Some(Link { kind: LinkKind::Paper, url })
    }

    fn released(&self) -> Option<Date> {
        let created_at = self.created_at.as_ref()?.0.as_ref();
        // `2024-07-14T22:20:15.000Z`, or `2024-07-14 22:20:15+00:00` from Python.
        let (date, _) = created_at.split_once(['T', ' ']).unwrap_or((created_at, ""));
        if created_at.replacen(' ', "T", 1).starts_with(UNKNOWN_CREATED_AT) { None } else { date.parse().ok() }
    }

    fn license(&self, repo_id: &str) -> Option<License> {
        let no_card = CardData::default();
        let card = self.card_data.as_ref().unwrap_or(&no_card);
        let id = self.tag_values("license:").next().or_else(|| card.license.first())?;
        let custom = || {
            let name = card.license_name.first().and_then(model_name::sanitize)?;
            Some(License { name, zh: None, spdx: None, url: None, commercial_use: None })
        };
        let mut license = license::by_hub_id(id).or_else(custom)?;
        license.name = model_name::sanitize(&license.name)?;
        // The link is a URL or a file of the repository.
        let link = card.license_link.first().map(|link| match link.split_once("://") {
            Some(_) => link.to_owned(),
            None => format!("https://huggingface.co/{repo_id}/blob/main/{link}"),
        });
        license.url = link.and_then(|link| Url::try_from(link).ok()).or(license.url);
        Some(license)
    }

    /// The number of parameters in the weight files to three digits, else that in the
    /// name. The files of adapters and quantized models do not have one value per parameter.
    fn size(&self, name: &str, kind: DerivationKind) -> Option<Variant> {
        let named = model_name::parse_size(name);
        let has_all_weights = matches!(kind, DerivationKind::Trained | DerivationKind::Merge);
        let exact = self.safetensors.as_ref().filter(|_| has_all_weights).and_then(SafetensorsInfo::parameters);
        // `235B`, as makers and the built-in catalogue state it, not 235093634560.
        let exact = exact.map(Quantity::round_3_sig);
        let Some(exact) = exact else { return named.filter(|_| kind != DerivationKind::Adapter) };
        let (name, active) = match named {
            Some(Variant { name, active, .. }) => (name, active.filter(|active| *active < exact)),
            None => (exact.to_string(), None),
        };
        Some(Variant { parameters: Some(exact), active, ..Variant::named(&name) })
    }
}
