//! The formats of lists of models, and what else a file may be that somebody takes for one.

/// A format that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFormat {
    /// A page with tables or lists of models, such as an awesome-list.
    Markdown,
    /// A table with commas or semicolons and a row of headings.
    Csv,
    /// A table with tabs and a row of headings.
    Tsv,
    /// `api.json`, `models.json` or `catalog.json` of models.dev.
    ModelsDev,
    /// The models of the API of `OpenRouter`.
    OpenRouter,
    /// Repositories of the Hugging Face Hub, as its API, its Python library or its command writes them.
    HuggingFace,
    /// `model_prices_and_context_window.json` of `LiteLLM`.
    LiteLlm,
    /// Assets of Stanford's Ecosystem Graphs.
    EcosystemGraphs,
    /// A catalogue of this program, in TOML, JSON or JSON Lines.
    Catalog,
}

impl ListFormat {
    /// All formats.
    pub const ALL: [Self; 9] = [
        Self::Markdown,
        Self::Csv,
        Self::Tsv,
        Self::ModelsDev,
        Self::OpenRouter,
        Self::HuggingFace,
        Self::LiteLlm,
        Self::EcosystemGraphs,
        Self::Catalog,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::ModelsDev => "models-dev",
            Self::OpenRouter => "openrouter",
            Self::HuggingFace => "huggingface",
            Self::LiteLlm => "litellm",
            Self::EcosystemGraphs => "ecosystem-graphs",
            Self::Catalog => "catalog",
        }
    }
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A list that can be imported.
    List(ListFormat),
    /// A page in HTML.
    Html,
    /// JSON of another kind.
    Json,
    /// TOML of another kind.
    Toml,
    /// YAML of another kind.
    Yaml,
    /// Some text.
    Text,
    /// Nothing.
    Empty,
}
