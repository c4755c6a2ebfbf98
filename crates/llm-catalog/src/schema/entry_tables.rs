//! Models and extensions, and the tables inside them.

use crate::{
    capability::{Modality, Reasoning},
    extension::{ExtensionKind, Maintenance},
    license::CommercialUse,
    lifecycle::LifecycleStatus,
    model::{Architecture, Stage},
    parent::Relation,
    shape::Attention,
    training::{TrainingKind, TrainingUnit},
    weights::WeightFormat,
};

use super::{
    shared_tables::{CLAIMS, LINK, LOCALIZED_TEXT, SOURCES},
    table::{
        Table, ValueType,
        ValueType::{
            Bool, ByteSize, Date, Either, Enum, Id, List, Number, Quantity, Table as TableOf, Text, Url, Whole,
        },
        WHOLE, optional, required, words,
    },
};

const STAGE: ValueType = Enum(|| words(&Stage::ALL));
const ARCHITECTURE: ValueType = Enum(|| words(&Architecture::ALL));
const REASONING: ValueType = Enum(|| words(&Reasoning::ALL));
const MODALITY_LIST: ValueType = List(&Enum(|| words(&Modality::ALL)));
const ADDED: &str = "When the entry was added to the catalogue: YYYY, YYYY-MM or YYYY-MM-DD";
const PARENTS: ValueType = List(&Either(&Id, &TableOf(&PARENT)));

pub(super) static MODEL: Table = Table {
    name: "model",
    description: "A language model; what holds for all its variants stands here",
    keys: &[
        required("id", Id, "The permanent id: small letters, digits, dots and single dashes, never reused"),
        required("name", Text, "The name as the authors write it"),
        optional("summary", TableOf(&LOCALIZED_TEXT), "What it is, in one line of at most 60 columns"),
        optional("aliases", List(&Text), "Other spellings that people type"),
        required(
            "stage",
            STAGE,
            "How the released weights were trained: base, sft or rlhf (any preferences or rewards)",
        ),
        optional("organizations", List(&Text), "Who trained it"),
        optional("countries", List(&Text), "The countries of the organizations, as ISO 3166-1 alpha-2 codes"),
        optional("released", Date, "The first public release or announcement: YYYY, YYYY-MM or YYYY-MM-DD"),
        optional("architecture", ARCHITECTURE, "The architecture of the network"),
        optional("context", WHOLE, "The context length that it was trained for, in tokens"),
        optional("context_extended", WHOLE, "The context length with YaRN or the like, in tokens"),
        optional("modalities", TableOf(&MODALITIES), "What it takes and gives"),
        optional("reasoning", REASONING, "Whether it writes out its reasoning first"),
        optional("tools", Bool, "Whether it was trained to call tools"),
        optional("knowledge", Date, "The knowledge cutoff as the makers state it: YYYY, YYYY-MM or YYYY-MM-DD"),
        optional("lifecycle", TableOf(&LIFECYCLE), "Whether it can still be used"),
        optional(
            "open_weights",
            Bool,
            "Whether the weights can be downloaded, on whatever terms; left out if not known",
        ),
        optional("languages", List(&Text), "BCP 47 codes, the main one first; `mul` for many"),
        optional("training", List(&TableOf(&TRAINING_DATA)), "Amounts of training data, the main one first"),
        optional(
            "base_models",
            PARENTS,
            "The parents: an id where training began from its weights, else { id, relation }; { id, variant } for one variant of it",
        ),
        optional("links", List(&TableOf(&LINK)), "The links, the main one first"),
        optional("sources", SOURCES, "Where the figures were checked: an address, or { url, backs, variants }"),
        optional("added", Date, ADDED),
        optional("paper", TableOf(&PAPER), "The paper that introduced it"),
        optional("license", TableOf(&LICENSE), "The license of the weights, not of the code"),
        optional("weights", TableOf(&WEIGHTS), "The number format and size of the released weights"),
        optional("shape", TableOf(&SHAPE), "The dimensions of the network"),
        optional("default", Text, "The name of the variant that stands for the model, if it is not the largest"),
        optional(
            "variant",
            List(&TableOf(&VARIANT)),
            "The sizes, versions, tiers and modes that have figures of their own",
        ),
        optional("score", List(&TableOf(&SCORE)), "Scores on benchmarks"),
        optional("training_run", List(&TableOf(&TRAINING_RUN)), "Training runs whose hardware or compute is published"),
        required("insight", TableOf(&LOCALIZED_TEXT), "What was new and why it mattered"),
        optional("claim", CLAIMS, "Statements of others that were checked"),
    ],
};

static VARIANT: Table = Table {
    name: "variant",
    description: "A size, dated version, tier or mode of a model; what it does not state is as in the model",
    keys: &[
        required("name", Text, "The usual name, such as 7B, 0528 or mini"),
        optional("aliases", List(&Text), "Names of this variant alone, such as Qwen2-7B"),
        optional("stage", STAGE, "How the released weights were trained"),
        optional("released", Date, "The first public release or announcement: YYYY, YYYY-MM or YYYY-MM-DD"),
        optional("architecture", ARCHITECTURE, "The architecture of the network"),
        optional("parameters", Quantity, "All parameters, such as 6.7B"),
        optional("active", Quantity, "The parameters used for each token, if fewer than all"),
        optional("tokens", Quantity, "The pre-training tokens of this variant, such as 1.4T"),
        optional("context", WHOLE, "The context length that it was trained for, in tokens"),
        optional("context_extended", WHOLE, "The context length with YaRN or the like, in tokens"),
        optional("modalities", TableOf(&MODALITIES), "What it takes and gives"),
        optional("reasoning", REASONING, "Whether it writes out its reasoning first"),
        optional("tools", Bool, "Whether it was trained to call tools"),
        optional("knowledge", Date, "The knowledge cutoff as the makers state it"),
        optional("lifecycle", TableOf(&LIFECYCLE), "Whether it can still be used"),
        optional("open_weights", Bool, "Whether its weights can be downloaded"),
        optional("base_models", PARENTS, "Its parents"),
        optional("checkpoint", Url, "The weights of this variant"),
        optional("license", TableOf(&LICENSE), "The license of its weights"),
        optional("weights", TableOf(&WEIGHTS), "The number format and size of its weights"),
        optional("shape", TableOf(&SHAPE), "The dimensions of its network"),
    ],
};

static SCORE: Table = Table {
    name: "score",
    description: "A score on a benchmark",
    keys: &[
        required("benchmark", Id, "The id of a [[benchmark]]"),
        optional(
            "variant",
            Text,
            "The name of the variant that was measured; left out for the only one, or the default",
        ),
        optional("setting", Text, "How it was measured, such as `5-shot, CoT`"),
        optional("by", Text, "Who reports it, if not the makers of the model or of the benchmark"),
        required("value", Number, "The score, usually in percent"),
        required("source", Url, "The page where it was published"),
    ],
};

static TRAINING_RUN: Table = Table {
    name: "training_run",
    description: "The hardware and compute of a training run, as published",
    keys: &[
        optional("variant", Text, "The name of the variant that was trained; left out for the only one, or all"),
        optional("chip", Text, "The accelerator, such as H100"),
        optional("chips", WHOLE, "How many accelerators were used at once"),
        optional("chip_hours", Whole(i64::MAX as u64), "The hours of all accelerators together"),
        optional("flop", Number, "The compute in floating-point operations"),
        required("source", Url, "The page that says so"),
    ],
};

static TRAINING_DATA: Table = Table {
    name: "training",
    description: "An amount of training data",
    keys: &[
        required("amount", Quantity, "The number of units: 1.4T, 52K, 9846; bytes as 825GiB"),
        required("unit", Enum(|| words(&TrainingUnit::ALL)), "What is counted"),
        required(
            "kind",
            Enum(|| words(&TrainingKind::ALL)),
            "trained: seen in pre-training; dataset: the size of the corpus; fine-tuning: for tuning",
        ),
    ],
};

static PARENT: Table = Table {
    name: "base_model",
    description: "A parent of a model, and what the model has from it",
    keys: &[
        required("id", Id, "The id of the parent"),
        optional("variant", Text, "The variant of the parent that it comes from, if the parent has several"),
        optional("relation", Enum(|| words(&Relation::ALL)), "What the model has from it; left out for its weights"),
    ],
};

static PAPER: Table = Table {
    name: "paper",
    description: "The paper that introduced a model",
    keys: &[
        required("title", Text, "The title"),
        optional("authors", List(&Text), "The first three authors, then `others`"),
        optional("year", Whole(u16::MAX as u64), "The year of publication"),
        optional("arxiv", Text, "The arXiv id, such as 2302.13971"),
        optional("doi", Text, "The DOI"),
    ],
};

static LICENSE: Table = Table {
    name: "license",
    description: "The license of the weights",
    keys: &[
        required("name", Text, "A short label, such as Apache 2.0"),
        optional("zh", Text, "The label in Chinese, if it differs"),
        optional("spdx", Text, "The SPDX identifier, if there is one"),
        optional("url", Url, "The text of the license, or the page that states it"),
        optional("commercial", Enum(|| words(&CommercialUse::ALL)), "Whether it allows commercial use"),
    ],
};

static LIFECYCLE: Table = Table {
    name: "lifecycle",
    description: "The availability of a model",
    keys: &[
        required("status", Enum(|| words(&LifecycleStatus::ALL)), "The current status"),
        optional("since", Date, "Since when it has been so"),
        optional("replacement", Id, "The id of the model that the makers name in its place"),
        optional("source", Url, "The page that says so"),
    ],
};

static MODALITIES: Table = Table {
    name: "modalities",
    description: "What a model takes and gives",
    keys: &[optional("input", MODALITY_LIST, "What it takes"), optional("output", MODALITY_LIST, "What it gives")],
};

static WEIGHTS: Table = Table {
    name: "weights",
    description: "The weights as they were released",
    keys: &[
        required("format", Enum(|| words(&WeightFormat::ALL)), "The number format of most of them"),
        optional("bytes", ByteSize, "The size of all files, such as 65GB or 61GiB"),
    ],
};

static SHAPE: Table = Table {
    name: "shape",
    description: "The dimensions of a network, as its configuration states them",
    keys: &[
        required("layers", WHOLE, "All layers"),
        optional("attention_layers", WHOLE, "The layers that have a key-value cache, if not all"),
        optional("window_layers", WHOLE, "Of these, the layers that attend to the last `window` tokens only"),
        optional("window", WHOLE, "The tokens that such a layer attends to"),
        optional("hidden", WHOLE, "The width of the residual stream"),
        optional("heads", WHOLE, "The query heads of an attention layer"),
        optional("kv_heads", WHOLE, "The key-value heads of an attention layer"),
        optional("head_dim", WHOLE, "The width of a key or value head"),
        optional("kv_rank", WHOLE, "The width of the compressed vector of latent attention, positions included"),
        required("attention", Enum(|| words(&Attention::ALL)), "How keys and values are shared between heads"),
        optional("vocabulary", WHOLE, "The number of different tokens"),
    ],
};

pub(super) static EXTENSION: Table = Table {
    name: "extension",
    description: "A project built around language models",
    keys: &[
        required("id", Id, "The permanent id"),
        required("name", Text, "The name as its authors write it"),
        optional("aliases", List(&Text), "Other spellings that people type"),
        required("kind", Enum(|| words(&ExtensionKind::ALL)), "The kind of project"),
        optional("status", Enum(|| words(&Maintenance::ALL)), "Whether it is maintained"),
        optional("checked", Date, "The day when the status was last looked at"),
        optional("moved_to", Url, "Where it continues, if it has moved"),
        required("links", List(&TableOf(&LINK)), "The links, the main one first"),
        required("summary", TableOf(&LOCALIZED_TEXT), "What it is, in one line"),
        required("description", TableOf(&LOCALIZED_TEXT), "What it does, for whom, and what sets it apart"),
        optional("sources", SOURCES, "The pages where this was checked"),
        optional("added", Date, ADDED),
        optional("claim", CLAIMS, "Statements of others that were checked"),
    ],
};
