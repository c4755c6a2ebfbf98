//! Makers of models, as other lists spell them.

/// An organization that trains models.
pub(super) struct Vendor {
    /// Its name, as the catalogue writes it.
    pub(super) organization: &'static str,
    /// Its spellings as the owner of a model (`meta-llama/…`) and as a provider
    /// of models, in small letters.
    aliases: &'static [&'static str],
    /// How the names of its own models begin. Its provider may serve other
    /// models too, which are not its own.
    model_prefixes: &'static [&'static str],
}

impl Vendor {
    /// Whether a model is named like one of its own.
    pub(super) fn owns_model(&self, model: &str) -> bool {
        self.model_prefixes.iter().any(|family| model.starts_with(family))
    }
}

/// The maker of a spelling.
pub(super) fn by_alias(spelling: &str) -> Option<&'static Vendor> {
    let spelling = spelling.to_lowercase();
    VENDORS.iter().find(|maker| maker.aliases.contains(&spelling.as_str()))
}

/// Owners of models that hold copies of other people's.
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
    spellings: &'static [&'static str],
    families: &'static [&'static str],
) -> Vendor {
    Vendor { organization, aliases: spellings, model_prefixes: families }
}

static VENDORS: [Vendor; 36] = [
    vendor("AI21 Labs", &["ai21", "ai21labs", "ai21-labs"], &["jamba", "jurassic"]),
    vendor("Alibaba", &["alibaba", "alibaba-cn", "qwen", "alibaba-nlp"], &["qwen", "qwq", "qvq", "tongyi"]),
    vendor("Allen Institute for AI", &["allenai"], &["olmo", "tulu", "molmo"]),
    vendor("Amazon", &["amazon", "amazon-bedrock"], &["nova", "titan"]),
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
