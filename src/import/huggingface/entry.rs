//! The entry that a repository of the Hub becomes.

use llm_catalog::{
    Model,
    date::Date,
    license::License,
    link::{Link, LinkKind, Url},
    model::{Size, Stage},
    parent::Relation,
};

use crate::import::{
    huggingface::repository::{CardData, Config, Repository, SafetensorsInfo},
    license, name, vendor,
};

/// What became of a repository's parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DerivationKind {
    /// A model of its own, whether it began from another or not.
    Trained,
    /// An adapter for another model.
    Adapter,
    /// Another model in another precision.
    Quantized,
    /// Other models mixed without training.
    Merge,
}

/// Tasks of language models; a repository without a task may be one.
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
/// Formats of quantized weights, as tags and at the end of names.
const QUANTIZATION_FORMATS: [&str; 6] = ["gguf", "gptq", "awq", "exl2", "exl3", "ggml"];
/// Tags and words in names of models that preferences or rewards have formed.
const RLHF_KEYWORDS: [&str; 13] = [
    "cpo",
    "dpo",
    "grpo",
    "kto",
    "orpo",
    "ppo",
    "reward",
    "reward-model",
    "reward-trainer",
    "rlaif",
    "rlhf",
    "rlvr",
    "simpo",
];
/// Words in names of models that supervision has tuned, and tags of such; the
/// Hub gives `conversational` to what has a template for chats.
const SFT_NAME_WORDS: [&str; 4] = ["instruct", "chat", "it", "sft"];
const SFT_TAGS: [&str; 3] = ["conversational", "instruct", "sft"];
/// The Hub began to keep the days of creation; this stands for all days before.
const UNKNOWN_CREATED_AT: &str = "2022-03-02T23:29:04";
/// Two-letter codes of ISO 639-1, without those that are tags of other things
/// too (`cv`, `ml`, `ts`).
const ISO_639_1_CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cy da \
                         de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy \
                         hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg \
                         li ln lo lt lu lv mg mh mi mk mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os \
                         pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te \
                         tg th ti tk tl tn to tr tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

impl Repository<'_> {
    /// What it is to its parents, and these. A tag tells the relation since
    /// 2024; before, formats of quantized weights and the library tell it.
    pub(super) fn derivation(&self) -> (DerivationKind, Vec<(String, Relation)>) {
        let mut told = None;
        let mut parents: Vec<&str> = Vec::new();
        for tag in self.tag_values("base_model:") {
            let (kind, parent) = match tag.split_once(':') {
                Some(("finetune", parent)) => (Some(DerivationKind::Trained), parent),
                Some(("adapter", parent)) => (Some(DerivationKind::Adapter), parent),
                Some(("quantized", parent)) => (Some(DerivationKind::Quantized), parent),
                Some(("merge", parent)) => (Some(DerivationKind::Merge), parent),
                _ => (None, tag),
            };
            told = told.or(kind);
            parents.push(parent);
        }
        if let (true, Some(card)) = (parents.is_empty(), &self.card_data) {
            parents = card.base_model.values();
        }
        let words = name::lowercase_words(self.repo_id().unwrap_or_default());
        let is_format = |word: &String| QUANTIZATION_FORMATS.contains(&word.as_str());
        let kind = told.unwrap_or_else(|| match () {
            () if self.has_any_tag(&["merge", "mergekit"]) => DerivationKind::Merge,
            () if words.iter().any(is_format) || !parents.is_empty() && self.has_any_tag(&QUANTIZATION_FORMATS) => {
                DerivationKind::Quantized
            }
            () if self.library.as_ref().is_some_and(|framework| framework.0 == "peft") => DerivationKind::Adapter,
            () => DerivationKind::Trained,
        });
        let relation = if kind == DerivationKind::Adapter { Relation::Adapter } else { Relation::Weights };
        let mut distinct: Vec<(String, Relation)> = Vec::new();
        for parent in parents {
            if !distinct.iter().any(|(other, _)| other.eq_ignore_ascii_case(parent)) {
                distinct.push((parent.to_owned(), relation));
            }
        }
        (kind, distinct)
    }

    /// Its entry, or why it is none; `descends` where it has parents.
    pub(super) fn to_model(&self, path: &str, kind: DerivationKind, descends: bool) -> Result<Model, String> {
        let (owner, title) = path.split_once('/').unwrap_or(("", path));
        let stage = self.infer_stage(title, descends && kind != DerivationKind::Quantized);
        if let Some(task) = self.task.as_ref().map(|task| task.0.as_ref()) {
            // A model that learned to reward texts gives marks, not text.
            let rewards = stage == Stage::Rlhf && task == "text-classification";
            if !rewards && !LANGUAGE_MODEL_TASKS.contains(&task) {
                return Err(format!("`{path}` is no language model but one for {task}"));
            }
        }
        let id = name::to_id(title).ok_or_else(|| format!("no id can be made of `{path}`"))?;
        let url = |address: String| Url::try_from(address).ok();
        let page = url(format!("https://huggingface.co/{path}"));
        // Of several papers that a page names it is not known which is its own.
        let papers: Vec<_> = self.tag_values("arxiv:").collect();
        let paper = if let [id] = papers.as_slice() { url(format!("https://arxiv.org/abs/{id}")) } else { None };
        let paper = paper.map(|url| Link { kind: LinkKind::Paper, url });
        let checkpoint = page.clone().map(|url| Link { kind: LinkKind::Checkpoint, url });
        let organization = vendor::by_alias(owner).map_or(owner, |maker| maker.organization);
        Ok(Model {
            aliases: name::sanitize(path).into_iter().collect(),
            organizations: name::sanitize(organization).into_iter().collect(),
            released: self.released(),
            context: self.config.as_ref().and_then(Config::context),
            open_weights: true,
            languages: self.languages(),
            links: checkpoint.into_iter().chain(paper).collect(),
            sources: page.into_iter().collect(),
            license: self.license(path),
            sizes: self.size(title, kind).into_iter().collect(),
            ..Model::new(id, name::sanitize(title).unwrap_or_default(), stage)
        })
    }

    /// How it was trained, as far as names and tags tell: with preferences or
    /// rewards, where either says so; with supervision, where it is named after
    /// it, has a parent or is made to converse; else by pre-training alone.
    fn infer_stage(&self, title: &str, descends: bool) -> Stage {
        let words = name::lowercase_words(title);
        let says = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        match () {
            () if says(&RLHF_KEYWORDS) || self.has_any_tag(&RLHF_KEYWORDS) => Stage::Rlhf,
            () if says(&SFT_NAME_WORDS) => Stage::Sft,
            () if title.to_lowercase().ends_with("-base") => Stage::Base,
            () if self.has_any_tag(&SFT_TAGS) || descends => Stage::Sft,
            () => Stage::Base,
        }
    }

    fn released(&self) -> Option<Date> {
        let created = self.created_at.as_ref().map(|created| created.0.as_ref());
        created.filter(|created| !created.starts_with(UNKNOWN_CREATED_AT))?.split('T').next()?.parse().ok()
    }

    /// What its page says, else the tags that are codes of languages.
    fn languages(&self) -> Vec<String> {
        let written = self.card_data.as_ref().map(|card| card.language.values()).unwrap_or_default();
        let tags = self.tags.iter().map(|tag| tag.0.as_ref());
        let tags = tags.filter(|tag| *tag == "multilingual" || ISO_639_1_CODES.split(' ').any(|code| code == *tag));
        let written = if written.is_empty() { tags.collect() } else { written };
        let mut languages: Vec<String> = Vec::new();
        for language in written.into_iter().filter_map(bcp47_code) {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        languages
    }

    fn license(&self, path: &str) -> Option<License> {
        let no_card = CardData::default();
        let card = self.card_data.as_ref().unwrap_or(&no_card);
        let id = self.tag_values("license:").next().map(str::to_owned);
        let id = id.or_else(|| card.license.values().first().map(|id| (*id).to_owned()))?;
        let own_name = || card.license_name.values().first().and_then(|text| name::sanitize(text));
        let own = || Some(License { name: own_name()?, zh: None, spdx: None, url: None, commercial_use: None });
        let mut license = license::by_hub_id(&id).or_else(own)?;
        license.name = name::sanitize(&license.name)?;
        // Pages name a file of their own repository, or an address.
        let link = card.license_link.values().first().map(|link| match link.split_once("://") {
            Some(_) => (*link).to_owned(),
            None => format!("https://huggingface.co/{path}/blob/main/{link}"),
        });
        license.url = link.and_then(|link| Url::try_from(link).ok()).or(license.url);
        Some(license)
    }

    /// The exact count of its weights, else what its name tells. Files of an
    /// adapter or of packed integers do not hold one number a parameter.
    fn size(&self, title: &str, kind: DerivationKind) -> Option<Size> {
        let told = name::parse_size(title);
        let counts = matches!(kind, DerivationKind::Trained | DerivationKind::Merge);
        let counted = self.safetensors.as_ref().filter(|_| counts).and_then(SafetensorsInfo::parameters);
        let Some(counted) = counted else { return told.filter(|_| kind != DerivationKind::Adapter) };
        let (name, active) = match told {
            Some(Size { name, active, .. }) => (name, active.filter(|active| *active < counted)),
            None => (counted.round_3_sig().to_string(), None),
        };
        Some(Size { name, parameters: Some(counted), active, tokens: None, checkpoint: None })
    }
}

/// A code of a language as BCP 47 has it, if it can be one.
fn bcp47_code(written: &str) -> Option<String> {
    if written == "multilingual" {
        return Some("mul".to_owned());
    }
    let mut parts = written.split('-');
    let is_language = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase());
    let is_other = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    (parts.next().is_some_and(is_language) && parts.all(is_other)).then(|| written.to_owned())
}
