//! A made-up hub: as many models as are asked for, always the same ones, with
//! names, figures and licenses as they are on real hubs.

use std::fmt::Write;

/// Names of families, as often as they are seen.
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
/// Sizes in millions.
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
/// Facts that most hubs know of some models only.
const ARCHITECTURE_FIELDS: [&str; 5] = ["", "", "", r#""architecture":"moe","#, r#""architecture":"dense","#];
const CONTEXT_FIELDS: [&str; 5] = ["", "", r#""context":4096,"#, r#""context":32768,"#, r#""context":131072,"#];

/// Numbers that look random and are always the same (Vigna, "splitmix64", 2015).
struct SplitMix(u64);

impl SplitMix {
    fn next_below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap_or_default()
    }

    fn choose<T: Copy>(&mut self, things: &[T]) -> T {
        let place = self.next_below(things.len());
        things.iter().copied().nth(place).unwrap_or_else(|| unreachable!("a side of the dice"))
    }
}

/// So many models as JSON Lines, about 340 bytes each.
pub fn json_lines(count: usize) -> String {
    let mut text = String::with_capacity(count * 320);
    (0..count).for_each(|number| write_model(&mut text, number));
    text
}

/// Appends the model of a number.
fn write_model(text: &mut String, number: usize) {
    let dice = &mut SplitMix(number as u64);
    let user: String = (0..2 + dice.next_below(3)).map(|_| dice.choose(&SYLLABLES)).collect();
    let size = dice.choose(&SIZES_MILLIONS);
    let size = match (size / 1_000, size % 1_000 / 100) {
        (0, _) => format!("{size}M"),
        (whole, 0) => format!("{whole}B"),
        (whole, tenths) => format!("{whole}.{tenths}B"),
    };
    let name =
        format!("{}{}-{size}{}", dice.choose(&FAMILIES), dice.choose(&VERSION_SUFFIXES), dice.choose(&TUNING_SUFFIXES));
    let path = format!("{user}/{name}");
    // A number at the end keeps ids apart that would be the same.
    let id = format!("{user}-{}-{number}", name.to_lowercase());
    let stage = dice.choose(&["base", "sft", "sft", "rlhf"]);
    let (license, commercial) = dice.choose(&LICENSES);
    let (year, month, day) = (2020 + dice.next_below(7), 1 + dice.next_below(12), 1 + dice.next_below(28));
    let _ = writeln!(
        text,
        r#"{{"id":"{id}","name":"{name}","stage":"{stage}","organizations":["{user}"],"released":"{year}-{month:02}-{day:02}",{}{}"open_weights":true,"languages":{},"links":[{{"kind":"checkpoint","url":"https://hf.co/{path}"}}],"license":{{"name":"{license}","commercial":"{commercial}"}},"size":[{{"name":"{size}","parameters":"{size}"}}]}}"#,
        dice.choose(&ARCHITECTURE_FIELDS),
        dice.choose(&CONTEXT_FIELDS),
        dice.choose(&LANGUAGE_LISTS),
    );
}
