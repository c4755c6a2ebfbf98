//! A synthetic catalogue: a given number of models with names, sizes and
//! licenses distributed as on a model hub. The output is deterministic.

use std::fmt::Write;

const FAMILIES: [&str; 24] = [
    "Llama",
    "Qwen",
    "Mistral",
    "Gemma",
    "bert",
    "gpt2",
    "t5",
    "phi",
    "DeepSeek",
    "falcon",
    "Yi",
    "opt",
    "bloom",
    "mpt",
    "roberta",
    "pythia",
    "Nous-Hermes",
    "vicuna",
    "zephyr",
    "OLMo",
    "granite",
    "internlm",
    "StarCoder",
    "SmolLM",
];
const VERSION_SUFFIXES: [&str; 10] = ["", "-2", "-3", "-3.1", "-v0.1", "-v0.3", "-1.5", "-2.5", "-next", "-XL"];
/// Numbers of parameters in millions.
const SIZES_MILLIONS: [u64; 14] =
    [110, 125, 350, 500, 1_100, 1_500, 3_000, 7_000, 8_000, 13_000, 14_000, 32_000, 70_000, 405_000];
const TUNING_SUFFIXES: [&str; 12] =
    ["", "", "-Instruct", "-chat", "-it", "-DPO", "-base", "-hf", "-GGUF", "-finetuned-sst2", "-uncensored", "-lora"];
const SYLLABLES: [&str; 20] = [
    "an", "be", "chi", "da", "el", "fu", "go", "hu", "in", "jo", "ka", "lin", "mo", "na", "or", "pe", "ri", "su", "to",
    "xu",
];
const LICENSES: [(&str, &str); 6] = [
    ("Apache 2.0", "yes"),
    ("MIT", "yes"),
    ("Llama 3", "conditions"),
    ("CC BY-NC 4.0", "no"),
    ("Gemma", "conditions"),
    ("OpenRAIL", "conditions"),
];
const LANGUAGE_LISTS: [&str; 8] = [
    r#"["en"]"#,
    r#"["en","zh"]"#,
    r#"["zh"]"#,
    r#"["fr"]"#,
    r#"["en","de","fr","es"]"#,
    r#"["mul"]"#,
    r#"["ja"]"#,
    r#"["ko","en"]"#,
];
/// Fields that only some models have; an empty string stands for none.
const ARCHITECTURE_FIELDS: [&str; 5] = ["", "", "", r#""architecture":"moe","#, r#""architecture":"dense","#];
const CONTEXT_FIELDS: [&str; 5] = ["", "", r#""context":4096,"#, r#""context":32768,"#, r#""context":131072,"#];

/// A deterministic pseudo-random number generator (Vigna, "splitmix64", 2015).
struct SplitMix(u64);

impl SplitMix {
    /// A number from 0 up to `bound`, which is excluded.
    fn next_below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap_or_default()
    }

    fn choose<T: Copy>(&mut self, items: &[T]) -> T {
        let idx = self.next_below(items.len());
        items.iter().copied().nth(idx).unwrap_or_else(|| unreachable!("the index is below the length"))
    }
}

/// `count` models as JSON Lines, about 370 bytes each.
pub fn json_lines(count: usize) -> String {
    let mut text = String::with_capacity(count * 370);
    (0..count).for_each(|seed| write_model(&mut text, seed));
    text
}

fn write_model(text: &mut String, seed: usize) {
    let rng = &mut SplitMix(seed as u64);
    let user: String = (0..2 + rng.next_below(3)).map(|_| rng.choose(&SYLLABLES)).collect();
    let size = rng.choose(&SIZES_MILLIONS);
    let size = match (size / 1_000, size % 1_000 / 100) {
        (0, _) => format!("{size}M"),
        (whole, 0) => format!("{whole}B"),
        (whole, tenths) => format!("{whole}.{tenths}B"),
    };
    let name =
        format!("{}{}-{size}{}", rng.choose(&FAMILIES), rng.choose(&VERSION_SUFFIXES), rng.choose(&TUNING_SUFFIXES));
    let path = format!("{user}/{name}");
    // The seed makes the id unique.
    let id = format!("{user}-{}-{seed}", name.to_lowercase());
    let stage = rng.choose(&["base", "sft", "sft", "rlhf"]);
    let (license, commercial) = rng.choose(&LICENSES);
    let (year, month, day) = (2020 + rng.next_below(7), 1 + rng.next_below(12), 1 + rng.next_below(28));
    let _ = writeln!(
        text,
        r#"{{"id":"{id}","name":"{name}","stage":"{stage}","organizations":["{user}"],"released":"{year}-{month:02}-{day:02}",{}{}"open_weights":true,"languages":{},"links":[{{"kind":"checkpoint","url":"https://hf.co/{path}"}}],"license":{{"name":"{license}","commercial":"{commercial}"}},"size":[{{"name":"{size}","parameters":"{size}"}}]}}"#,
        rng.choose(&ARCHITECTURE_FIELDS),
        rng.choose(&CONTEXT_FIELDS),
        rng.choose(&LANGUAGE_LISTS),
    );
}
