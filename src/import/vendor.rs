//! Model vendors and the aliases that other lists use for them.

/// An organization that trains models.
pub(super) struct Vendor {
    /// The name in the catalogue.
    pub(super) organization: &'static str,
    /// Lower-case names as the owner of a model (`meta-llama/…`) and as a provider.
    aliases: &'static [&'static str],
    /// Prefixes of the names of its models. Its provider may also serve models of others.
    model_prefixes: &'static [&'static str],
}

impl Vendor {
    /// True if the name of a model has one of the vendor's prefixes.
    pub(super) fn owns_model(&self, model: &str) -> bool {
        self.model_prefixes.iter().any(|prefix| model.starts_with(prefix))
    }

    /// True if a text in lower case is a prefix of the names of its models.
    pub(super) fn is_model_prefix(&self, text: &str) -> bool {
        self.model_prefixes.contains(&text)
    }
}

/// Finds a vendor by one of its aliases, in any letter case.
pub(super) fn by_alias(alias: &str) -> Option<&'static Vendor> {
    let alias = alias.to_lowercase();
    VENDORS.iter().find(|vendor| vendor.aliases.contains(&alias.as_str()))
}

/// True if an owner publishes copies of other vendors' models.
pub(super) fn is_mirror(owner: &str) -> bool {
    MIRRORS.contains(&owner.to_lowercase().as_str())
}

const MIRRORS: [&str; 14] = [
    "bartowski",
    "casperhansen",
    "chutesai",
    "fireworks",
    "lmstudio-community",
    "mlx-community",
    "neuralmagic",
    "pearl-ai",
    "quanttrio",
    "redhatai",
    "tee",
    "thebloke",
    "togethercomputer",
    "unsloth",
];

const fn vendor(
    organization: &'static str,
    aliases: &'static [&'static str],
    model_prefixes: &'static [&'static str],
) -> Vendor {
    Vendor { organization, aliases, model_prefixes }
}

static VENDORS: [Vendor; 36] = [
    vendor("AI21 Labs", &["ai21", "ai21labs", "ai21-labs"], &["jamba", "jurassic"]),
    vendor("Alibaba", &["alibaba", "alibaba-cn", "qwen", "alibaba-nlp"], &["qwen", "qwq", "qvq", "tongyi"]),
    vendor("Allen Institute for AI", &["allenai"], &["olmo", "tulu", "molmo"]),
    vendor("Amazon", &["amazon", "amazon-bedrock", "amazon-nova"], &["nova", "titan"]),
    vendor("Anthropic", &["anthropic"], &["claude"]),
    vendor("Arcee AI", &["arcee-ai", "arcee"], &["trinity", "virtuoso", "afm"]),
    vendor("Baidu", &["baidu", "qianfan"], &["ernie"]),
    vendor("ByteDance", &["bytedance", "bytedance-seed"], &["seed", "doubao"]),
    vendor("Cohere", &["cohere", "coherelabs", "cohereforai"], &["command", "aya", "c4ai"]),
    vendor("Databricks", &["databricks"], &["dbrx", "dolly"]),
    vendor("DeepSeek", &["deepseek", "deepseek-ai"], &["deepseek"]),
    vendor("EleutherAI", &["eleutherai"], &["pythia", "gpt-neo", "gpt-j"]),
    vendor("Google", &["google", "google-vertex"], &["gemini", "gemma", "palm"]),
    vendor("Hugging Face", &["huggingfacetb", "huggingfaceh4"], &["smollm", "zephyr"]),
    vendor("IBM", &["ibm", "ibm-granite"], &["granite"]),
    vendor("Inception", &["inception", "inceptionlabs"], &["mercury"]),
    vendor("Liquid AI", &["liquid", "liquidai"], &["lfm"]),
    vendor("Meta AI", &["meta", "meta-llama", "facebook", "llama"], &["llama", "muse"]),
    vendor("Microsoft", &["microsoft"], &["phi", "mai-"]),
    vendor("MiniMax", &["minimax", "minimaxai", "minimax-cn"], &["minimax"]),
    vendor(
        "Mistral AI",
        &["mistral", "mistralai"],
        &[
            "mistral",
            "mixtral",
            "ministral",
            "magistral",
            "codestral",
            "devstral",
            "pixtral",
            "voxtral",
            "open-mistral",
            "open-mixtral",
            "mathstral",
            "labs-devstral",
            "labs-leanstral",
        ],
    ),
    vendor("Moonshot AI", &["moonshotai", "moonshotai-cn", "moonshot"], &["kimi", "moonlight"]),
    vendor("Nous Research", &["nousresearch", "nous-research"], &["hermes", "deephermes"]),
    vendor("NVIDIA", &["nvidia"], &["nemotron", "nvidia-nemotron", "cosmos"]),
    vendor("OpenAI", &["openai", "openai-community"], &["gpt-", "o1", "o3", "o4", "codex", "chatgpt"]),
    vendor("Perplexity", &["perplexity", "perplexity-ai"], &["sonar", "r1-1776"]),
    vendor("Stability AI", &["stabilityai"], &["stablelm"]),
    vendor("StepFun", &["stepfun", "stepfun-ai"], &["step-"]),
    vendor("Technology Innovation Institute", &["tiiuae"], &["falcon"]),
    vendor("Tencent", &["tencent"], &["hunyuan", "hy"]),
    vendor("Upstage", &["upstage"], &["solar"]),
    vendor("Writer", &["writer"], &["palmyra"]),
    vendor("xAI", &["xai", "x-ai", "xai-org"], &["grok"]),
    vendor("Xiaomi", &["xiaomi", "xiaomimimo"], &["mimo"]),
    vendor("01.AI", &["01-ai"], &["yi-"]),
    vendor(
        "Zhipu AI",
        &["zai", "z-ai", "zai-org", "zhipuai", "zai-coding-plan", "zhipuai-coding-plan", "thudm"],
        &["glm", "chatglm"],
    ),
];
