//! The formats of lists of models, and what else a file may be that somebody takes for one.

/// A format that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFormat {
    /// A page with tables or lists of models, such as an awesome-list.
    Markdown,
    /// `api.json`, `models.json` or `catalog.json` of models.dev.
    ModelsDev,
    /// The models of the API of `OpenRouter`.
    OpenRouter,
    /// Repositories of the Hugging Face Hub, as its API, its Python library or its command writes them.
    HuggingFace,
    /// `model_prices_and_context_window.json` of `LiteLLM`.
    LiteLlm,
    /// A catalogue of this program, in TOML, JSON or JSON Lines.
    Catalog,
}

impl ListFormat {
    /// All formats.
    pub const ALL: [Self; 6] =
        [Self::Markdown, Self::ModelsDev, Self::OpenRouter, Self::HuggingFace, Self::LiteLlm, Self::Catalog];

    /// The name on the command line.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::ModelsDev => "models-dev",
            Self::OpenRouter => "openrouter",
            Self::HuggingFace => "huggingface",
            Self::LiteLlm => "litellm",
            Self::Catalog => "catalog",
        }
    }
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A list that can be imported.
    List(ListFormat),
    /// A table with commas or tabs.
    Table,
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
