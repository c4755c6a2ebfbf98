//! Tables as lists have them: each cell fills a field, or is left out and reported.
#![expect(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    fs,
    process::{Command, Stdio},
};

use llm_catalog::{
    Catalog, Model,
    license::CommercialUse,
    link::LinkKind,
    model::{Architecture, Stage},
};
use llm_index::Column;
use llm_tui::import::{
    ColumnKind, HEADINGS, ImportResult, WarningKind, csv, markdown,
    report::{Assumption, LeftOutReason},
};
use proptest::prelude::*;
use readable_import::assert_readable;

#[path = "support/readable_import.rs"]
mod readable_import;

/// Imports a table of one row with a name and one other column.
fn import_cell(heading: &str, cell: &str) -> ImportResult {
    markdown::parse(&format!("# Base models\n\n| Model | {heading} |\n|---|---|\n| Foo | {cell} |\n"))
}

/// The only model of [`import_cell`].
fn model(heading: &str, cell: &str) -> Model {
    let result = import_cell(heading, cell);
    assert_eq!(result.report.left_out(), 0, "{heading}: {cell}: {:?}", result.report);
    result.models.into_iter().next().expect("a model")
}

/// Why the cell was left out.
fn reason(heading: &str, cell: &str) -> LeftOutReason {
    let result = import_cell(heading, cell);
    let [left_out] = result.report.first_left_out.as_slice() else { panic!("{heading}: {cell}: {:?}", result.report) };
    assert_eq!((left_out.line, left_out.column.as_str(), result.models.len()), (Some(5), heading, 1));
    left_out.reason.clone()
}

/// The sizes of a model as `name parameters active`.
fn sizes(heading: &str, cell: &str) -> String {
    let model = model(heading, cell);
    let sizes = model.variants.iter().map(|variant| {
        let figure = |figure: Option<llm_catalog::quantity::Quantity>| {
            figure.map_or("-".to_owned(), |figure| figure.to_string())
        };
        format!("{} {} {}", variant.name, figure(variant.parameters), figure(variant.active))
    });
    sizes.collect::<Vec<_>>().join("; ")
}

#[test]
fn sizes_are_read_in_all_notations() {
    for (heading, cell, expected) in [
        ("Params", "7B", "7B 7B -"),
        ("Params (B)", "7 / 13", "7B 7B -; 13B 13B -"),
        ("Params", "1.3/6.7/33B", "1.3B 1.3B -; 6.7B 6.7B -; 33B 33B -"),
        ("Params", "125M, 350M", "125M 125M -; 350M 350M -"),
        ("Params", "1,400B", "1.4T 1.4T -"),
        ("Params", "236B-A21B", "236B-A21B 236B 21B"),
        ("Params", "A32/355B", "355B-A32B 355B 32B"),
        ("Params", "30.5B (MoE)", "30.5B 30.5B -"),
        ("Params", "671B (37B active)", "671B 671B 37B"),
        ("参数量", "671B（激活 37B）", "671B 671B 37B"),
        ("Params", "~7B", "7B 7B -"),
        ("Params", "8x7B", "8x7B - -"),
        ("Params", "8x7B (46.7B, 12.9B active)", "8x7B 46.7B 12.9B"),
        ("Params", "Small (125M) / mini (3B)", "Small 125M -; mini 3B -"),
        ("Params", "Base 110M, Large: 340M", "Base 110M 110M -; Large: 340M 340M -"),
        ("Params", "7B params", "7B 7B -"),
        ("Params", "7 billion parameters", "7B 7B -"),
        ("Params", "70亿参数", "7B 7B -"),
        ("参数量", "70亿个参数", "7B 7B -"),
        ("Params", "1.75E+11", "175B 175B -"),
        ("Params (B)", "7e9", "7B 7B -"),
        ("Params (B)", "7.0", "7B 7B -"),
        ("Params", "7B[^1]", "7B 7B -"),
        ("Params", "7B[1]*", "7B 7B -"),
        ("Params", "7B<sup>1</sup>", "7B 7B -"),
        ("Params", "7B dense", "7B 7B -"),
        ("Params", "8B, 70B and 405B", "8B 8B -; 70B 70B -; 405B 405B -"),
        ("Params", "7B, 13B, and 70B", "7B 7B -; 13B 13B -; 70B 70B -"),
        ("参数量", "7B 和 13B", "7B 7B -; 13B 13B -"),
        ("Params", "47B parameters with 13B active", "47B-A13B 47B 13B"),
        ("Params", "671B, 37B active", "671B-A37B 671B 37B"),
        ("Params", "16B total / 2.4B active", "16B-A2.4B 16B 2.4B"),
        ("Params", "A47/300B A3/21B", "300B-A47B 300B 47B; 21B-A3B 21B 3B"),
        ("Params", "30B A3B", "30B-A3B 30B 3B"),
        ("Params", "A32/1T", "1T-A32B 1T 32B"),
        ("大小", "A49/1.6T", "1.6T-A49B 1.6T 49B"),
        ("Params", "A32B/1T", "1T-A32B 1T 32B"),
        ("Params", "7B (7.24B)", "7B 7.24B -"),
        ("Params", "E2B (5B)", "E2B 5B -"),
        ("Params", "8x7B (46.7B)", "8x7B 46.7B -"),
        ("Params (B)", "3, 7", "3B 3B -; 7B 7B -"),
        ("Params (B)", "7.0,13.0", "7B 7B -; 13B 13B -"),
        ("Params (B)", "1.0,1.5,7.0", "1B 1B -; 1.5B 1.5B -; 7B 7B -"),
        ("Params (B)", "7, 14", "7B 7B -; 14B 14B -"),
        ("Params (B)", "180, 40, 7", "180B 180B -; 40B 40B -; 7B 7B -"),
        ("Params", "8x22B (141B total, 39B active)", "8x22B 141B 39B"),
        ("Params", "~~7B~~ 8B", "8B 8B -"),
        ("大小", "70亿", "7B 7B -"),
        ("Params", "175000000000", "175B 175B -"),
        ("Params", "-", ""),
    ] {
        assert_eq!(sizes(heading, cell), expected, "{cell}");
    }
    assert_eq!(model("Params", "30.5B (MoE)").variants[0].architecture, Some(Architecture::Moe));
}

#[test]
fn rough_sizes_are_read_and_reported() {
    for (heading, cell) in [
        ("Params", "~7B"),
        ("Params", "roughly 7B"),
        ("Params", "circa 7B"),
        ("Params", "est. 7B"),
        ("参数量", "大概 7B"),
    ] {
        assert_eq!(sizes(heading, cell), "7B 7B -", "{cell}");
        assert_eq!(import_cell(heading, cell).report.first_assumed[0].assumption, Assumption::Approximate, "{cell}");
    }
}

#[test]
fn active_parameters_may_come_first() {
    for (heading, cell, expected) in [
        ("Params", "37B active, 671B total", "671B-A37B 671B 37B"),
        ("Params", "37B active / 671B total", "671B-A37B 671B 37B"),
        ("Params", "13B active of 47B", "47B-A13B 47B 13B"),
        ("Params", "13B active out of 47B", "47B-A13B 47B 13B"),
        ("Params (B)", "13 active of 47", "47B-A13B 47B 13B"),
        ("参数量", "激活 37B，总 671B", "671B-A37B 671B 37B"),
        ("参数量", "总 671B，激活 37B", "671B-A37B 671B 37B"),
    ] {
        assert_eq!(sizes(heading, cell), expected, "{cell}");
    }
}

#[test]
fn sizes_that_are_not_sure_are_left_out() {
    let range = |low: &str, high: &str| LeftOutReason::Range(low.parse().unwrap(), high.parse().unwrap());
    for (heading, cell, expected) in [
        ("大小", "0.5~72B (7档)", range("500M", "72B")),
        ("Params", "7-70B", range("7B", "70B")),
        ("Params", "7", LeftOutReason::NoUnit),
        ("Params", ">100B", LeftOutReason::Bound),
        ("Params", "100B+", LeftOutReason::Bound),
        ("Size", "4.1 GB", LeftOutReason::Bytes),
        ("Params", "see the paper", LeftOutReason::NotAFigure),
        ("Params", "7B (99B active)", LeftOutReason::ActiveNotFewer),
        ("Params", "7B, 7B", LeftOutReason::DuplicateVariant),
        ("Params", "7B (chat)", LeftOutReason::NotAFigure),
        ("Params (B)", "7 (32 layers)", LeftOutReason::NotAFigure),
        ("参数量", "百亿", LeftOutReason::NotAFigure),
        ("Params", "7B→13B", LeftOutReason::NotAFigure),
        ("Params", "-7B", LeftOutReason::NotAFigure),
        ("Params", "7B1", LeftOutReason::NotAFigure),
        ("Params", "Proprietary", LeftOutReason::NotAFigure),
        ("Params", "128 experts x 3B", LeftOutReason::NotAFigure),
        ("Params", "300B A3, 21B", LeftOutReason::NotAFigure),
        ("Params", "varies", LeftOutReason::NotAFigure),
        ("Params", "E4B", LeftOutReason::NotAFigure),
        ("Params", "13B active", LeftOutReason::NotAFigure),
        ("Params", "10<sup>3</sup>M", LeftOutReason::NotAFigure),
        ("Params (B)", "7000000000", LeftOutReason::NotAFigure),
        ("Params", "up to 70B", LeftOutReason::Bound),
        ("Params", "70B 以上", LeftOutReason::Bound),
        ("Params", "70B or more", LeftOutReason::Bound),
        ("Params (B)", "7,5", LeftOutReason::SeveralFigures),
        ("Params", "7,5B", LeftOutReason::SeveralFigures),
        ("Params", "0,5B / 1,5B", LeftOutReason::SeveralFigures),
        ("Params", "10,5B / 0,5B", LeftOutReason::SeveralFigures),
        ("Params", "100M-7B params", range("100M", "7B")),
        ("Params", "671B (37B)", LeftOutReason::Contradiction),
        ("Params", "7B (13B)", LeftOutReason::Contradiction),
        ("Params (B)", "671 (37)", LeftOutReason::Contradiction),
        ("Params", "8x7B (13B active)", LeftOutReason::NoSize),
        ("Params", "37B active 671B", LeftOutReason::NotAFigure),
        ("Params", "7B, 7b", LeftOutReason::DuplicateVariant),
        ("Params", "from 7B", LeftOutReason::Bound),
        ("Params", "almost 7B", LeftOutReason::Bound),
        ("Params", "nearly 7B", LeftOutReason::Bound),
        ("Params", "no more than 7B", LeftOutReason::Bound),
        ("参数量", "近 70 亿", LeftOutReason::Bound),
    ] {
        assert_eq!(reason(heading, cell), expected, "{cell}");
    }
}

#[test]
fn words_say_that_a_size_is_no_figure_of_the_model() {
    let range = |low: &str, high: &str| LeftOutReason::Range(low.parse().unwrap(), high.parse().unwrap());
    for (heading, cell, expected) in [
        ("Params", "greater than 70B", LeftOutReason::Bound),
        ("Params", "exceeding 100B", LeftOutReason::Bound),
        ("Params", "beyond 1T", LeftOutReason::Bound),
        ("参数量", "大于 7B", LeftOutReason::Bound),
        ("参数量", "不到 7B", LeftOutReason::Bound),
        ("Params", "between 7B and 13B", range("7B", "13B")),
        ("Params", "from 7B to 70B", range("7B", "70B")),
        ("Params", "maybe 7B", LeftOutReason::NotAFigure),
        ("Params", "reportedly 1.8T", LeftOutReason::NotAFigure),
        ("Params", "same as 7B", LeftOutReason::NotAFigure),
        ("Params", "unreleased 7B", LeftOutReason::NotAFigure),
        ("参数量", "据传 1.8T", LeftOutReason::NotAFigure),
        ("Params", "TBD (7B)", LeftOutReason::NotAFigure),
        ("Params", "4.1 GB (7B)", LeftOutReason::Bytes),
        ("Params", "3B of 30B active", LeftOutReason::NotAFigure),
        ("Params", "10B (active)", LeftOutReason::NoSize),
        ("参数量", "10B（激活）", LeftOutReason::NoSize),
    ] {
        assert_eq!(reason(heading, cell), expected, "{cell}");
    }
}

/// Each part of a list is read or left out for itself.
#[test]
fn what_is_no_size_is_left_out_of_a_list() {
    for (cell, expected, left_out) in [
        ("7B / mini", "7B=7B", vec!["mini"]),
        ("7B, 70B-Instruct, 13B", "7B=7B 13B=13B", vec!["70B-Instruct"]),
        ("0.5~2B / 7~13B", "", vec!["0.5~2B", "7~13B"]),
        ("671B (37B), 236B (21B)", "671B=671B 236B=236B", vec!["37B", "21B"]),
        ("7B / 7b / 13B", "7B=7B 13B=13B", vec!["7b"]),
        ("10B (active) / 100B (total)", "100B=100B", vec!["10B (active)"]),
    ] {
        let result = import_cell("Params", cell);
        let sizes = result.models[0].variants.iter().map(|size| {
            let parameters = size.parameters.map_or_else(String::new, |parameters| parameters.to_string());
            format!("{}={parameters}", size.name)
        });
        let texts: Vec<_> = result.report.first_left_out.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!((sizes.collect::<Vec<_>>().join(" ").as_str(), texts), (expected, left_out), "{cell}");
    }
}

/// The report quotes the cell, and no name that the reader made of it.
#[test]
fn a_contradiction_is_reported_as_it_is_written() {
    for (cell, names, text) in [
        ("A500/1B", "1B", "A500/1B"),
        ("A32B/1B", "1B", "A32B/1B"),
        ("7B, 9B active", "7B", "7B, 9B active"),
        ("7B-A9B", "7B", "7B-A9B"),
        ("70亿 / 7B", "7B", "7B"),
        ("A3/30B A3/30B", "30B-A3B", "A3/30B A3/30B"),
    ] {
        let result = import_cell("Params", cell);
        let [model] = result.models.as_slice() else { panic!("{result:?}") };
        let found: Vec<_> = model.variants.iter().map(|size| size.name.as_str()).collect();
        let texts: Vec<_> = result.report.first_left_out.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!((found.join(" ").as_str(), texts), (names, vec![text]), "{cell}");
    }
}

/// As in lists, a size in the name counts where no cell gives one.
#[test]
fn a_size_in_the_name_is_read() {
    let sizes = |name: &str, params: &str| {
        let result =
            markdown::parse(&format!("| Model | Params | License |\n|---|---|---|\n| {name} | {params} | MIT |\n"));
        let sizes: Vec<_> = result.models[0].variants.iter().map(|size| size.name.clone()).collect();
        sizes.join(" ")
    };
    assert_eq!(sizes("Foo 70B", ""), "70B");
    assert_eq!(sizes("Foo 70B", "65B"), "65B");
    assert_eq!(sizes("Foo-8x7B", "-"), "");
    assert_eq!(sizes("Foo 70B", "about 60 or more"), "");
}

#[test]
fn active_parameters_need_a_size() {
    let active = |cells: &str| {
        let result = markdown::parse(&format!("| Model | Params | Active |\n|---|---|---|\n| Foo | {cells} |\n"));
        let reasons: Vec<_> = result.report.first_left_out.iter().map(|cell| cell.reason.clone()).collect();
        let active = result.models[0].variants.first().and_then(|size| size.active).map(|active| active.to_string());
        (active, reasons, result.report.assumed)
    };
    assert_eq!(active("30B | ~3B"), (Some("3B".to_owned()), vec![], 1));
    assert_eq!(active("- | 3B"), (None, vec![LeftOutReason::NoSize], 0));
    assert_eq!(active("7B, 30B | 3B"), (None, vec![LeftOutReason::SeveralFigures], 0));
    assert_eq!(active("2B | 3B"), (None, vec![LeftOutReason::ActiveNotFewer], 0));
    assert_eq!(active("30B | 13GB"), (None, vec![LeftOutReason::Bytes], 0));
    assert_eq!(active("47B, 13B active | 14B"), (Some("13B".to_owned()), vec![LeftOutReason::FilledBefore], 0));
    assert_eq!(active("47B, 13B active | 13B"), (Some("13B".to_owned()), vec![], 0));
}

#[test]
fn contexts_are_read_in_all_notations() {
    for (heading, cell, expected) in [
        ("Context", "32k", 32_768),
        ("Context", "128K", 131_072),
        ("Context", "1M", 1_048_576),
        ("Context", "200K", 200_000),
        ("Context", "8,192 tokens", 8_192),
        ("Context length", "4096", 4_096),
        ("Context (K)", "32", 32_768),
        ("Context (K)", "128.0", 131_072),
        ("Context (K)", "4096 tokens", 4_096),
        ("Context", "128.0K", 131_072),
        ("Context", "1.0M", 1_048_576),
        ("训练最大长度", "8k", 8_192),
    ] {
        assert_eq!(model(heading, cell).context, Some(expected), "{cell}");
    }
    let extended = model("Context", "32K (128K with YaRN)");
    assert_eq!((extended.context, extended.context_extended), (Some(32_768), Some(131_072)));
    let extended = |cell| {
        let result = import_cell("Context", cell);
        (result.models[0].context, result.models[0].context_extended, result.report.left_out())
    };
    assert_eq!(extended("4K (RoPE theta 10000, 128K)"), (Some(4_096), Some(131_072), 0));
    assert_eq!(extended("32k（可扩展到128k）"), (Some(32_768), Some(131_072), 0));
    assert_eq!(extended("4K (RoPE theta 10000)"), (Some(4_096), None, 1));
    assert_eq!(extended("4K (RoPE, 32K or 128K)"), (Some(4_096), None, 1));
    assert_eq!(extended("32K (RoPE base 1M)"), (Some(32_768), None, 1));
    assert_eq!(extended("8K (RoPE theta 500K)"), (Some(8_192), None, 1));
    assert_eq!(extended("8K (NTK alpha 8K)"), (Some(8_192), None, 1));
    assert_eq!(extended("8K (RoPE scaling to 32K)"), (Some(8_192), Some(32_768), 0));
    assert_eq!(extended("8K (rope_theta=1M, 128K)"), (Some(8_192), Some(131_072), 0));
    assert_eq!(reason("Context", "2K/8K"), LeftOutReason::SeveralFigures);
    assert_eq!(reason("Context", "long"), LeftOutReason::NotAContext);
    for cell in ["131072", "32000", "10001"] {
        assert_eq!(reason("Context (K)", cell), LeftOutReason::NotAContext, "{cell}");
    }
    for cell in ["up to 128K", "超过128K", "128K+", "128K+ tokens", "128K or more"] {
        assert_eq!(reason("Context", cell), LeftOutReason::Bound, "{cell}");
    }
    for cell in ["~128K", "约 128K", "~128K (tokens)"] {
        assert_eq!(model("Context", cell).context, Some(131_072), "{cell}");
        assert_eq!(import_cell("Context", cell).report.first_assumed[0].assumption, Assumption::Approximate, "{cell}");
    }
    assert_eq!(reason("Context", "99999999999"), LeftOutReason::NotAContext);
    let directions = import_cell("Context", "1M tokens (in), 64K (out)");
    assert_eq!(left_out(&directions), ["Context: (in), 64K (out): NotAContext"]);
}

#[test]
fn training_data_has_the_scale_of_its_heading() {
    for (heading, cell, expected) in [
        ("Tokens", "1,400B", "1.4T Tokens"),
        ("Tokens (T)", "1.4", "1.4T Tokens"),
        ("Tokens (B)", "300", "300B Tokens"),
        ("训练token数", "2.6T", "2.6T Tokens"),
        ("Training data", "52K examples", "52K Examples"),
        ("Training data", "Instruction data: 52K", "52K Examples"),
        ("Training data", "825 GiB", "825GiB Bytes"),
        ("Data size (GB)", "825", "825GB Bytes"),
        ("Tokens", "1.3万亿", "1.3T Tokens"),
        ("Tokens", "1.4T (multilingual)", "1.4T Tokens"),
        ("Tokens", "1.4T (web pages)", "1.4T Tokens"),
        ("Tokens", "1.4T (books, documents, code)", "1.4T Tokens"),
        ("Tokens", "1.4T (online data)", "1.4T Tokens"),
        ("Tokens", "trained on 1.4T", "1.4T Tokens"),
        ("Tokens", "Pre-training: ~1.4T", "1.4T Tokens"),
        ("训练数据", "共 1.4T", "1.4T Tokens"),
        ("训练数据", "预训练约1.4T", "1.4T Tokens"),
        ("Training data", "Pre-trained with 2T", "2T Tokens"),
        ("Training data", "pretrained using 2T", "2T Tokens"),
        ("Training data", "Trained with 1.4T (web pages)", "1.4T Tokens"),
        ("Tokens", "trained using 32B", "32B Tokens"),
        ("Training data", "使用2T", "2T Tokens"),
        ("训练数据", "训练 使用 2T", "2T Tokens"),
    ] {
        let training = model(heading, cell).training;
        let amounts = training.iter().map(|training| format!("{} {:?}", training.format_amount(), training.unit));
        assert_eq!(amounts.collect::<Vec<_>>(), [expected], "{heading}: {cell}");
    }
    assert_eq!(reason("Tokens", "1.4"), LeftOutReason::NoUnit);
    assert_eq!(reason("Training data", "3 samples"), LeftOutReason::NoUnit);
    assert_eq!(reason("Tokens", "1T + 500B"), LeftOutReason::SeveralFigures);
    for cell in [
        "a lot",
        "300B words",
        "1.4T chars",
        "1.4T en",
        "3000 亿字",
        "10<sup>3</sup>B",
        "1.4T pages",
        "1.4T (pages)",
        "300B (Chinese characters)",
        "pre-training of Foo 120B",
        "120B (RL) on a mixture of texts",
        "Foo 120B (a guideline)",
        "Foo Dataset, OASST1, datasets",
        "Instruction tuning: Foo 2",
        "RedPajama-1T tokens",
        "distilled with 32B",
        "distilled using 32B",
        "constrained with 32B",
        "trained together with 32B",
        "with 32B",
        "蒸馏 使用 32B",
        "蒸馏使用32B",
    ] {
        assert_eq!(reason("Tokens", cell), LeftOutReason::NotAFigure, "{cell}");
    }
}

#[test]
fn a_bound_is_no_amount_of_training_data() {
    for cell in [
        "over 2T",
        "up to 2T",
        "more than 2T tokens",
        "at least 2T",
        "almost 2T",
        "trained on over ~2T",
        "2T+ tokens",
        "2T tokens or more",
        "超过2T",
        "最多2T",
        "2T以上",
    ] {
        assert_eq!(reason("Tokens", cell), LeftOutReason::Bound, "{cell}");
    }
}

#[test]
fn rough_amounts_are_reported_and_small_ones_need_a_unit() {
    for cell in [
        "trained on about 2T",
        "trained using about 2T",
        "trained with approximately 2T",
        "使用约2T",
        "2T (about)",
        "about 2T",
        "预训练约 2T",
        "2T 词元左右",
        "~2T",
    ] {
        assert_eq!(model("Tokens", cell).training[0].quantity.to_string(), "2T", "{cell}");
        assert_eq!(import_cell("Tokens", cell).report.first_assumed[0].assumption, Assumption::Approximate, "{cell}");
    }
    // Fewer may be examples, unless the heading says otherwise.
    for cell in ["52K", "RLHF on 52K", "300M"] {
        assert_eq!(reason("Training data", cell), LeftOutReason::NotTokens, "{cell}");
    }
    assert_eq!(reason("Tokens", "52K"), LeftOutReason::NotTokens);
    assert_eq!(model("Tokens", "300M").training[0].quantity.to_string(), "300M");
    assert_eq!(model("Training data", "300M tokens").training[0].quantity.to_string(), "300M");
    let lines = import_cell("Training data", "1.4T<br>52K");
    assert_eq!(
        (lines.models[0].training.len(), left_out(&lines)),
        (1, vec!["Training data: 52K: NotTokens".to_owned()])
    );
}

#[test]
fn licenses_have_their_spdx_id_and_commercial_use() {
    for (cell, spdx, commercial_use) in [
        ("Apache-2.0", Some("Apache-2.0"), Some(CommercialUse::Yes)),
        ("MIT", Some("MIT"), Some(CommercialUse::Yes)),
        ("[CC BY-NC 4.0](https://a.b/license)", Some("CC-BY-NC-4.0"), Some(CommercialUse::No)),
        ("Llama 2 Community License", None, Some(CommercialUse::Conditions)),
        ("Custom", None, None),
    ] {
        let license = model("License", cell).license.expect(cell);
        assert_eq!((license.spdx.as_deref(), license.commercial_use), (spdx, commercial_use), "{cell}");
    }
    for (cell, open_weights) in [
        ("closed", Some(false)),
        ("Proprietary license", Some(false)),
        ("Commercial API", Some(false)),
        ("Closed (API)", Some(false)),
        ("API", Some(false)),
        ("Not open", Some(false)),
        ("闭源", Some(false)),
        ("MIT", Some(true)),
        ("Apache 2.0 / MIT", Some(true)),
        ("MIT and Apache 2.0", Some(true)),
        ("Gemma Terms of Use", Some(true)),
        ("open, license not stated", Some(true)),
        ("开放，未注明许可证", Some(true)),
        ("Custom", None),
        ("Research only", None),
        ("MIT (code), API", None),
        ("Custom; no API restrictions", None),
        ("API License Agreement", None),
        ("OpenRAIL (no weights)", None),
        ("BigScience OpenRAIL-M v1.1", Some(true)),
        ("", None),
    ] {
        let model = model("License", cell);
        assert_eq!(model.open_weights, open_weights, "{cell}");
        let is_named =
            !cell.is_empty() && open_weights != Some(false) && !cell.contains("not stated") && !cell.contains('，');
        assert_eq!(model.license.is_some(), is_named, "{cell}");
    }
    for cell in [
        "No",
        "❌",
        "Yes",
        "✅",
        "否",
        "open source",
        "See license",
        "Not closed",
        "non-proprietary",
        "并非闭源",
        "no public demo, custom",
        "Not available in the EU",
    ] {
        assert_eq!(reason("License", cell), LeftOutReason::UnknownValue(Column::License), "{cell}");
        let model = &import_cell("License", cell).models[0];
        assert_eq!((model.open_weights, &model.license), (None, &None), "{cell}");
    }
}

/// What is denied may be the weights, or something that a license does not allow.
#[test]
fn words_that_deny_something_else_say_nothing_of_the_weights() {
    for (cell, open_weights) in [
        ("Community license (not available in the EU)", None),
        ("Acme License (no weight modification)", None),
        ("Acme License (not open)", None),
        ("AI2 ImpACT (no public data)", None),
        ("Weights not released", Some(false)),
        ("not open source yet", Some(false)),
        ("no public weights", Some(false)),
        ("Weights not released (license pending)", Some(false)),
        ("Not open (license pending)", Some(false)),
        ("Custom license (weights not released)", Some(false)),
        ("Custom license, no weights", Some(false)),
        ("Custom license; not released yet", Some(false)),
        ("Custom licence (not publicly available)", None),
        ("license not public", None),
    ] {
        let model = model("License", cell);
        let name = open_weights.is_none().then_some(cell);
        assert_eq!(model.open_weights, open_weights, "{cell}");
        assert_eq!(model.license.as_ref().map(|license| license.name.as_str()), name, "{cell}");
    }
}

#[test]
fn languages_are_read_by_name_code_and_sign() {
    for (heading, cell, expected) in [
        ("语言", "中英", "zh en"),
        ("语言", "中英双语", "zh en"),
        ("语言", "多语", "mul"),
        ("Languages", "English & Chinese", "en zh"),
        ("Languages", "en, zh-Hans", "en zh-Hans"),
        ("Languages", "Ch, En mostly", "zh en"),
        ("Languages", "46 languages", "mul"),
        ("Languages", "English or Chinese", "en zh"),
        ("Languages", "Chinese as well as English", "zh en"),
        ("Languages", "English to French", "en fr"),
        ("Languages", "en, is, no", "en is no"),
        ("Languages", "EN/IT", "en it"),
        ("Languages", "Hebrew (he), Norwegian (no)", "he no"),
        ("语言", "中英等", "zh en"),
        ("语言", "仅中文", "zh"),
        ("Languages", "vn, en", "vi en"),
        ("Languages", "cz, gr, dk, ua", "cs el da uk"),
        ("Languages", "en, uk", "en uk"),
    ] {
        assert_eq!(model(heading, cell).languages.join(" "), expected, "{cell}");
    }
    for cell in [
        "Klingon",
        "is",
        "No",
        "IT",
        "Chinese (no English)",
        "non-English",
        "非中文",
        "all but not English",
        "mix",
        "uk",
    ] {
        assert_eq!(reason("Languages", cell), LeftOutReason::NotALanguage, "{cell}");
        assert!(import_cell("Languages", cell).models[0].languages.is_empty(), "{cell}");
    }
    let result = import_cell("Languages", "us, uk");
    assert_eq!((result.models[0].languages.len(), result.report.left_out()), (0, 2));
    let result = import_cell("Languages", "English, it is so");
    assert_eq!((result.models[0].languages.join(" "), result.report.left_out()), ("en".to_owned(), 3));
}

#[test]
fn names_makers_and_dates_are_split() {
    for (cell, expected) in [
        ("Acme, Beta", "Acme|Beta"),
        ("Acme / Beta", "Acme|Beta"),
        ("Acme, Inc.", "Acme, Inc."),
        ("O'Neil & Co", "O'Neil & Co"),
        ("Google & Microsoft", "Google|Microsoft"),
        ("Meta and Google", "Meta|Google"),
        ("Google<sup>1</sup>, Meta<sup>2</sup>", "Google|Meta"),
    ] {
        assert_eq!(model("机构/个人", cell).organizations.join("|"), expected);
    }
    for (cell, expected) in [
        ("2023-03", "2023-03"),
        ("2023年3月14日", "2023-03-14"),
        ("March 14th, 2023", "2023-03-14"),
        ("03/2023", "2023-03"),
        ("3/14/2023", "2023-03-14"),
        ("2023-03-14T10:00:00Z", "2023-03-14"),
    ] {
        assert_eq!(model("Release date", cell).released.expect(cell).to_string(), expected);
    }
    for cell in ["soon", "2025 (expected)", "预计 2025年", "May–June 2023", "May 3 or 4, 2023"] {
        assert_eq!(reason("Release date", cell), LeftOutReason::NotADate, "{cell}");
        assert_eq!(import_cell("Release date", cell).models[0].released, None, "{cell}");
    }
    let noted = import_cell("Release date", "2023-05 (v1), 2024-01 (v2)");
    assert_eq!(noted.models[0].released.map(|date| date.to_string()).as_deref(), Some("2023-05"));
    assert_eq!(noted.report.first_left_out[0].text, "(v1), 2024-01 (v2)");
    assert_eq!(import_cell("Release date", "2023?").report.first_assumed[0].assumption, Assumption::Approximate);
    let ambiguous = import_cell("Release date", "3/4/2023");
    let year = ambiguous.models[0].released.unwrap();
    assert_eq!(ambiguous.report.first_assumed[0].assumption, Assumption::DateOnlyTo(year));

    let result = markdown::parse(
        "| Model | Params |\n|---|---|\n| [owner/Name-Instruct](https://huggingface.co/owner/Name-Instruct) | 7B |\n\
         | Foo | 7B |\n| GPT-3/InstructGPT | 7B |\n| ![new](https://a.b/c.png) Bar | 7B |\n\
         | [![stars](https://a.b/c.svg)](https://github.com/a/b) Baz ~~old~~ <del>x</del> | 7B |\n\
         | M<sup>3</sup>CoT | 7B |\n| **Qux-7B-Chat**<sup>new</sup> | 7B |\n| Quux<sup>preview</sup> | 7B |\n\
         | Corge<sub>NEW!</sub> | 7B |\n",
    );
    let names: Vec<_> = result.models.iter().skip(2).map(|model| model.name.as_str()).collect();
    assert_eq!(names, ["GPT-3/InstructGPT", "Bar", "Baz", "M³CoT", "Qux-7B-Chat", "Quux preview", "Corge"]);
    assert_eq!(result.models[5].id.as_str(), "m3cot");
    assert!(result.models[2].organizations.is_empty() && result.models[4].links.len() == 1);
    let [named, plain, ..] = result.models.as_slice() else { panic!("{result:?}") };
    assert_eq!((named.name.as_str(), named.stage), ("Name-Instruct", Stage::Sft));
    assert_eq!(
        (named.organizations.join(" "), named.aliases.join(" ")),
        ("owner".into(), "owner/Name-Instruct".into())
    );
    assert_eq!((plain.stage, plain.organizations.len()), (Stage::Base, 0));
}

#[test]
fn headings_of_both_languages_make_a_table_of_models() {
    for name in ["Model", "底座", "大模型", "模型", "LLM", "Language Model"] {
        let result = markdown::parse(&format!("| {name} | 大小 |\n|---|---|\n| Foo | 7B |\n"));
        assert_eq!(result.models.len(), 1, "{name}");
    }
}

#[test]
fn links_are_found_in_brackets_and_in_text() {
    let links = |heading: &str, cell: &str| {
        let links = model(heading, cell).links;
        links.into_iter().map(|link| (link.kind, link.url.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(
        links("Links", "[[Paper](https://a.b/p)] [[Source](https://github.com/a/b)]"),
        [(LinkKind::Paper, "https://a.b/p".to_owned()), (LinkKind::Code, "https://github.com/a/b".to_owned())]
    );
    assert_eq!(links("Checkpoint", "https://a.b/c"), [(LinkKind::Checkpoint, "https://a.b/c".to_owned())]);
    assert_eq!(reason("Links", "coming soon"), LeftOutReason::NotALink);
    let titled = model("Paper", "[A study of three words](https://a.b/p)");
    assert_eq!(titled.paper.map(|paper| paper.title).as_deref(), Some("A study of three words"));
}

#[test]
fn a_link_below_papers_and_posts_is_a_paper_by_its_address() {
    let links = |heading: &str, cell: &str| {
        let result = import_cell(heading, cell);
        let model = &result.models[0];
        let links: Vec<_> = model.links.iter().map(|link| link.kind).collect();
        (links, model.paper.as_ref().map(|paper| paper.title.clone()), result.report.left_out())
    };
    for (cell, kind) in [
        ("[We release Foo today](https://twitter.com/foo/status/1)", LinkKind::Blog),
        ("[Announcing Bar to all](https://bar.ai/news/bar)", LinkKind::Blog),
        ("[GitHub](https://github.com/b/z)", LinkKind::Code),
    ] {
        assert_eq!(links("Paper/Blog", cell), (vec![kind], None, 0), "{cell}");
    }
    for address in ["arxiv.org/abs/2306.01116", "doi.org/10.1/x", "aclanthology.org/x", "openreview.net/x", "a.b/x.pdf"]
    {
        let title = Some("A study of Foo".to_owned());
        let cell = format!("[A study of Foo](https://{address})");
        assert_eq!(links("Paper/Blog", &cell), (vec![LinkKind::Paper], title, 0), "{cell}");
    }
    assert_eq!(links("Source", "[Source](https://en.wikipedia.org/wiki/GPT)"), (vec![], None, 1));
    assert_eq!(links("Source", "[Source](https://github.com/a/b)"), (vec![LinkKind::Code], None, 0));
    assert_eq!(links("Source", "[Model](https://arxiv.org/abs/2301.00001)"), (vec![LinkKind::Paper], None, 0));
    assert_eq!(links("Paper/Blog", "[Model](https://arxiv.org/abs/2301.00001)"), (vec![LinkKind::Paper], None, 0));
    assert_eq!(links("Sources", "[Website](https://a.b)"), (vec![LinkKind::Homepage], None, 0));
    assert_eq!(links("huggingface_id", "foo/Foo-7B"), (vec![LinkKind::Checkpoint], None, 0));
    assert_eq!(links("HF", "foo/Foo-7B").2, 2);
}

#[test]
fn commercial_use_and_open_weights_are_read_in_words() {
    let commercial_use = |cell: &str| {
        let page = format!("| Model | License | Commercial |\n|---|---|---|\n| Foo | Custom | {cell} |\n");
        let result = markdown::parse(&page);
        (result.models[0].license.as_ref().and_then(|license| license.commercial_use), result.report.left_out())
    };
    for (cell, expected) in [
        ("No (research only)", Some(CommercialUse::No)),
        ("免费商用", Some(CommercialUse::Yes)),
        ("需申请", Some(CommercialUse::Conditions)),
        ("申请商用", Some(CommercialUse::Conditions)),
        ("With restrictions", Some(CommercialUse::Conditions)),
        ("Yes (research only)", None),
        ("✅", Some(CommercialUse::Yes)),
        ("✅ yes", Some(CommercialUse::Yes)),
        ("✅ 可商用", Some(CommercialUse::Yes)),
        ("✅ (with permission)", None),
        ("✅ non-commercial", None),
        ("❌ (soon)", None),
        ("✅/❌", None),
        ("付费API", None),
    ] {
        assert_eq!(commercial_use(cell), (expected, usize::from(expected.is_none())), "{cell}");
    }
    let page = "| Model | License | Commercial |\n|---|---|---|\n| Foo | Custom | Yes* |\n";
    assert_eq!(markdown::parse(page).report.first_assumed[0].assumption, Assumption::Marked);
    assert_eq!(import_cell("Open weights", "Yes*").report.first_assumed[0].assumption, Assumption::Marked);
    assert_eq!(model("是否开源", "不开源").open_weights, Some(false));
    assert_eq!(model("Open weights", "✅ Yes").open_weights, Some(true));
    for cell in ["部分开源", "✅ (with permission)", "❌ (soon)", "✅ No"] {
        assert_eq!(reason("是否开源", cell), LeftOutReason::UnknownValue(Column::OpenWeights), "{cell}");
    }
}

/// The label of a link is no name of a license; what it links to may be all that is known.
#[test]
fn the_address_of_a_license_stands_for_its_name() {
    for cell in
        ["[Link](https://b.org/l)", "[协议](https://b.org/l)", "[See license](https://b.org/l)", "https://b.org/l"]
    {
        let result = import_cell("License", cell);
        let license = result.models[0].license.clone().expect(cell);
        assert_eq!((license.name.as_str(), license.commercial_use), ("b.org/l", None), "{cell}");
        assert_eq!(license.url.map(|url| url.to_string()).as_deref(), Some("https://b.org/l"));
        assert_eq!(result.report.first_assumed[0].assumption, Assumption::AddressAsName);
        assert_eq!(result.models[0].open_weights, None);
    }
    let relative = import_cell("License", "[License](models/llama2/LICENSE)");
    assert!(relative.models[0].license.is_none() && relative.report.left_out() == 2);
}

#[test]
fn contents_are_no_other_names() {
    let result = import_row("Model | Params | 包含模型", "Foo | 7B | InternLM/2 Base/Chat/Code");
    let [model] = result.models.as_slice() else { panic!("{result:?}") };
    assert!(model.aliases.is_empty(), "{:?}", model.aliases);
    assert_eq!(result.report.unknown_columns[0].heading, "包含模型");
    assert_eq!(import_row("Model | Params | 别名", "Foo | 7B | Bar").models[0].aliases, ["Bar"]);
}

#[test]
fn lines_of_a_cell_are_a_list() {
    assert_eq!(model("Organization", "Acme<br>Google").organizations, ["Acme", "Google"]);
    assert_eq!(model("Country", "US<br>China").countries, ["US", "CN"]);
    assert_eq!(model("Aliases", "A1<br>B2").aliases, ["A1", "B2"]);
    let license = |cell| model("License", cell).license.expect("a license").name;
    assert_eq!(license("MIT<br>Apache 2.0"), "MIT, Apache 2.0");
    assert_eq!(license("Llama 2<br>Community License"), "Llama 2 Community License");
    assert_eq!(license("Apache-2.0<br>MIT"), "Apache-2.0, MIT");
    assert_eq!(model("License", "Apache-2.0<br>MIT").open_weights, Some(true));
}

#[test]
fn a_value_that_may_mean_another_is_left_out() {
    for (heading, cell, expected) in [
        ("Context", "128", LeftOutReason::NotAContext),
        ("Context", "32768 (16K)", LeftOutReason::NotAContext),
        ("Released", "2023-04~", LeftOutReason::NotADate),
        ("Training stage", "Base / Chat", LeftOutReason::UnknownValue(Column::Stage)),
        ("License", "Apache-2.0 ❌", LeftOutReason::UnknownValue(Column::License)),
        ("License", "no license", LeftOutReason::UnknownValue(Column::License)),
        ("License", "×", LeftOutReason::UnknownValue(Column::License)),
        ("Params", "7B (1)", LeftOutReason::NotAFigure),
        ("Size (GB)", "13", LeftOutReason::Bytes),
        ("Context (KB)", "128", LeftOutReason::Bytes),
        ("Checkpoints", "✅", LeftOutReason::NotALink),
        ("Paper", "Foo et al. 2023", LeftOutReason::NotALink),
        ("Architecture", "Transformer", LeftOutReason::UnknownValue(Column::Architecture)),
        ("Training stage", "Base (chat available)", LeftOutReason::UnknownValue(Column::Stage)),
        ("Training stage", "Non-chat", LeftOutReason::UnknownValue(Column::Stage)),
        ("Weights", "[API](https://a.b/docs)", LeftOutReason::WeightsNotReleased),
        ("Weights", "[apply](https://a.b/forms/1)", LeftOutReason::WeightsNotReleased),
        ("Weights", "[not released](https://a.b/c)", LeftOutReason::WeightsNotReleased),
        ("Weights", "[no](https://a.b/c)", LeftOutReason::WeightsNotReleased),
        ("Weights", "[7B (not yet)](https://a.b/c)", LeftOutReason::WeightsNotReleased),
        ("Weights", "[no longer available](https://a.b/c)", LeftOutReason::WeightsNotReleased),
        ("Weights", "[paper without weights](https://a.b/c)", LeftOutReason::WeightsNotReleased),
        ("权重", "[申请](https://a.b/c)", LeftOutReason::WeightsNotReleased),
    ] {
        let result = import_row(&format!("Model | {heading} | Country"), &format!("A | {cell} | US"));
        let [left_out] = result.report.first_left_out.as_slice() else { panic!("{cell}: {:?}", result.report) };
        assert_eq!((left_out.column.as_str(), &left_out.reason), (heading, &expected), "{cell}");
        assert!(result.models.iter().all(|model| model.open_weights.is_none() && model.paper.is_none()), "{cell}");
    }
    assert_eq!(model("Context", "128 tokens").context, Some(128));
    assert_eq!(model("Context", "32768 (32K)").context, Some(32_768));
    assert_eq!(model("License", "MIT ✅").license.expect("a license").name, "MIT");
    for (cell, kind, open_weights) in [
        ("[HF](https://huggingface.co/datasets/a/b)", LinkKind::Dataset, None),
        ("[weights](https://huggingface.co/datasets/a/b)", LinkKind::Dataset, None),
        ("https://arxiv.org/abs/2301.00001", LinkKind::Paper, None),
        ("[Model](https://huggingface.co/papers/2301.00001)", LinkKind::Paper, None),
        ("[demo](https://huggingface.co/spaces/a/b)", LinkKind::Demo, None),
        ("[Foo-API-7B](https://huggingface.co/a/Foo-API-7B)", LinkKind::Checkpoint, Some(true)),
        ("https://huggingface.co/not/api", LinkKind::Checkpoint, Some(true)),
        ("[7B base, without RLHF](https://huggingface.co/a/b)", LinkKind::Checkpoint, Some(true)),
        ("[no RLHF](https://huggingface.co/a/b)", LinkKind::Checkpoint, Some(true)),
        ("[Weights (no login needed)](https://huggingface.co/a/b)", LinkKind::Checkpoint, Some(true)),
        ("[HF (not quantized)](https://huggingface.co/a/b)", LinkKind::Checkpoint, Some(true)),
        ("[not gated](https://huggingface.co/a/b)", LinkKind::Checkpoint, Some(true)),
        ("[7B (no license)](https://huggingface.co/a/b)", LinkKind::Checkpoint, Some(true)),
    ] {
        let linked = model("Weights", cell);
        assert_eq!((linked.links[0].kind, linked.open_weights), (kind, open_weights), "{cell}");
    }
    let stage = |cell: &str| import_row("Model | Params | Training stage", &format!("A | 7B | {cell}")).models[0].stage;
    assert_eq!((stage("Pre-trained + SFT"), stage("SFT, RLHF")), (Stage::Sft, Stage::Rlhf));
    assert_eq!((stage("Chat (based on Llama 2)"), stage("RLHF (non-thinking)")), (Stage::Sft, Stage::Rlhf));
}

#[test]
fn a_row_with_the_name_of_a_group_is_no_model() {
    let page = "## Models\n\n| Model | Params | Context |\n|---|---|---|\n| **Acme** | | |\n| Foo | 7B | 4K |\n\
                | Google | | |\n| Bar | | |\n| **Baz** | - | |\n";
    let result = markdown::parse(page);
    let names: Vec<_> = result.models.iter().map(|model| model.name.as_str()).collect();
    assert_eq!(names, ["Foo", "Bar", "Baz"]);
    // A group has rows: neither the last row names one, nor one that another such row follows.
    let page = "## Models\n\n| Model | Params | Context |\n|---|---|---|\n| **Foo** | | |\n| **Acme** | | |\n\
                | Bar | 7B | 4K |\n| **Baz** | | |\n| **Qux** | | |\n";
    let rows = markdown::parse(page);
    let names: Vec<_> = rows.models.iter().map(|model| model.name.as_str()).collect();
    assert_eq!(names, ["Foo", "Bar", "Baz", "Qux"]);
    // Above the name of an organization stands that of a group, and an organization is no model.
    let page = "## Models\n\n| Model | Params | Context |\n|---|---|---|\n| **Open models** | | |\n| **Meta** | | |\n\
                | Foo | 7B | 4K |\n| **Google** | | |\n";
    assert_eq!(markdown::parse(page).models.len(), 1);
    let groups = result.warnings.iter().filter_map(|warning| match &warning.kind {
        WarningKind::GroupRow(name) => Some((warning.line, name.as_str())),
        _ => None,
    });
    assert_eq!(groups.collect::<Vec<_>>(), [(5, "Acme"), (7, "Google")]);
}

/// What was left out of a table of one row, as `column: text`.
fn left_out(result: &ImportResult) -> Vec<String> {
    let cells = result.report.first_left_out.iter();
    cells.map(|cell| format!("{}: {}: {:?}", cell.column, cell.text, cell.reason)).collect()
}

/// A mark of a note is no part of a value; below a score or a name it may be one, so that it is reported.
#[test]
fn marks_of_notes_are_no_part_of_a_value() {
    let [context, date] = [model("Context", "128K<sup>1</sup>"), model("Released", "2023-05<sup>1</sup>")];
    assert_eq!(context.context, Some(131_072));
    assert_eq!(date.released.map(|date| date.to_string()).as_deref(), Some("2023-05"));
    assert_eq!(model("Languages", "en<sup>1</sup>, zh").languages, ["en", "zh"]);
    assert_eq!(model("Country", "US<sup>1</sup>, China*").countries, ["US", "CN"]);
    assert_eq!(model("Architecture", "MoE<sup>1</sup>").architecture, Some(Architecture::Moe));
    let license = import_cell("License", "MIT<sup>1</sup>");
    let [mit] = license.models.as_slice() else { panic!("{license:?}") };
    assert_eq!(
        mit.license.as_ref().map(|license| (license.name.as_str(), license.spdx.as_deref())),
        Some(("MIT", Some("MIT")))
    );
    let scores = "## Base models\n\nAVG is the mean of [Bench](https://b.c).\n\n";
    let scores = markdown::parse(&format!(
        "{scores}| Model | AVG |\n|---|---|\n| Foo | 62.1* |\n| Bar | 7B: 50.5<sup>1</sup> |\n"
    ));
    let values = scores.models.iter().flat_map(|model| &model.scores).map(|score| score.value);
    assert_eq!(values.collect::<Vec<_>>(), [62.1, 50.5]);
    // After a whole number it may be a power.
    let power =
        markdown::parse("AVG is the mean of [Bench](https://b.c).\n\n| Model | AVG |\n|---|---|\n| Foo | 10² |\n");
    assert_eq!((left_out(&power), power.models[0].scores.len()), (vec!["AVG: 10²: NotAScore".to_owned()], 0));
    let names = import_row("Model | Params | Aliases", "Foo<sup>1</sup> | 7B | Bar†, M<sup>3</sup>, S*");
    let [foo] = names.models.as_slice() else { panic!("{names:?}") };
    assert_eq!((foo.id.as_str(), foo.name.as_str(), foo.aliases.join(" ")), ("foo", "Foo", "Bar M³ S*".to_owned()));
    for (result, count) in [(license, 1), (scores, 2), (names, 2)] {
        let marked = result.report.first_assumed.iter().filter(|cell| cell.assumption == Assumption::Marked);
        assert_eq!((marked.count(), result.report.left_out()), (count, 0), "{:?}", result.report);
    }
    assert_eq!(import_row("Model | Params", "Foo-2-S* | 7B").models[0].name, "Foo-2-S*");
}

/// A value may have the marks of several notes.
#[test]
fn marks_of_several_notes_are_no_part_of_a_value() {
    for name in ["Foo<sup>1,2</sup>", "Foo<sup>1, 2</sup>", "Foo<sup>a;b</sup>", "Foo [1][2]", "Foo<sup>[1],[2]</sup>"]
    {
        let result = import_row("Model | Params", &format!("{name} | 7B"));
        assert_eq!((result.models[0].name.as_str(), result.report.assumed), ("Foo", 1), "{name}");
    }
    for (cell, name) in [("Apache-2.0<sup>1,2</sup>", "Apache-2.0"), ("MIT<sup>a,b</sup>", "MIT")] {
        let license = &import_cell("License", cell).models[0].license;
        assert_eq!(license.as_ref().map(|license| (license.name.as_str(), license.spdx.is_some())), Some((name, true)));
    }
    assert_eq!(import_cell("License", "Proprietary<sup>1,2</sup>").models[0].open_weights, Some(false));
    assert_eq!(model("Organization", "BAAI<sup>1,2</sup>").organizations, ["BAAI"]);
}

/// Before a score stands a variant; a setting or another benchmark is none.
#[test]
fn a_score_is_that_of_a_known_variant_or_of_a_size() {
    let scores = |cell: &str| {
        let page =
            "## Base models\n\nAVG is the mean of [Bench](https://b.c).\n\n| Model | Params | AVG |\n|---|---|---|\n";
        let result = markdown::parse(&format!("{page}| Foo | mini (3B) | {cell} |\n"));
        let scores = result.models[0].scores.iter();
        let variants: Vec<_> = scores.map(|score| score.variant.clone().unwrap_or_default()).collect();
        (variants.join(" "), result.models[0].variants.len(), left_out(&result))
    };
    for (cell, variant, count) in
        [("62.1", "", 1), ("mini: 62.1", "mini", 1), ("7B: 62.1", "7B", 2), ("8x7B: 62.1", "8x7B", 2)]
    {
        assert_eq!(scores(cell), (variant.to_owned(), count, vec![]), "{cell}");
    }
    for cell in ["5-shot: 62.1", "MMLU: 62.1", "large: 62.1"] {
        assert_eq!(scores(cell), (String::new(), 1, vec![format!("AVG: {cell}: NotAScore")]), "{cell}");
    }
}

#[test]
fn a_column_of_something_else_is_unknown() {
    let params = |heading: &str| {
        let result = import_row(&format!("Model | {heading} | License"), "Foo | 13B | MIT");
        let unknown: Vec<_> = result.report.unknown_columns.iter().map(|column| column.heading.clone()).collect();
        (result.models[0].variants.len(), unknown, left_out(&result))
    };
    assert_eq!(params("Params (total)"), (1, vec![], vec![]));
    assert_eq!(params("Params (active)"), (0, vec![], vec!["Params (active): 13B: NoSize".to_owned()]));
    for heading in ["Params (embedding)", "Context (output)", "License (data)", "Tokens (SFT)"] {
        assert_eq!(params(heading).1, [heading], "{heading}");
    }
}

/// The context of the model of a table of one row, and the extended one.
fn contexts(headings: &str, row: &str) -> (Option<u32>, Option<u32>) {
    let result = import_row(&format!("Model | {headings}"), &format!("Foo | {row}"));
    let [model] = result.models.as_slice() else { panic!("{result:?}") };
    (model.context, model.context_extended)
}

/// What the row says of the weights and the license that it names, and what was left out.
fn weights_and_license(headings: &str, row: &str) -> (Option<bool>, String, Vec<String>) {
    let result = import_row(&format!("Model | {headings}"), &format!("Foo | {row}"));
    let [model] = result.models.as_slice() else { panic!("{result:?}") };
    let license = model.license.as_ref().map_or_else(String::new, |license| license.name.clone());
    (model.open_weights, license, left_out(&result))
}

#[test]
fn columns_that_contradict_each_other_are_reported() {
    for (headings, row, open_weights, license, lost) in [
        ("Open weights | License", "Yes | Proprietary", Some(true), "", "License: Proprietary: Contradiction"),
        ("License | Open weights", "Proprietary | Yes", Some(true), "", "License: Proprietary: Contradiction"),
        ("License | Weights", "Closed | https://huggingface.co/a/b", None, "", "License: Closed: Contradiction"),
        (
            "Open weights | License",
            "No | open, license not stated",
            Some(false),
            "",
            "License: open, license not stated: Contradiction",
        ),
        (
            "License | License type",
            "See license | Proprietary",
            Some(false),
            "",
            "License: See license: UnknownValue(License)",
        ),
        ("License | License type", "Proprietary | MIT", Some(false), "", "License type: MIT: FilledBefore"),
        ("Context | Context extended", "128K | 32K", None, "", "Context extended: 32K: BelowContext(\"Context\")"),
        ("Context extended | Context", "32K | 128K", None, "", "Context extended: 32K: BelowContext(\"Context\")"),
        ("License | Commercial use", "MIT | No", Some(true), "MIT", "Commercial use: No: Contradiction"),
        (
            "License | Commercial use",
            "CC BY-NC 4.0 | ✅",
            Some(true),
            "CC BY-NC 4.0",
            "Commercial use: ✅: Contradiction",
        ),
        ("Params | Active params", "671B | 37", None, "", "Active params: 37: NoUnit"),
    ] {
        let expected = (open_weights, license.to_owned(), vec![lost.to_owned()]);
        assert_eq!(weights_and_license(headings, row), expected, "{headings}: {row}");
    }
    for (headings, row, open_weights, license) in [
        ("License (code) | License (weights)", "MIT | CC-BY-NC-4.0", Some(true), "CC-BY-NC-4.0"),
        ("Open weights | License", "No | Proprietary", Some(false), ""),
        ("Open weights | License", "No | MIT", Some(false), "MIT"),
        ("License | Weights", "MIT | https://huggingface.co/a/b", Some(true), "MIT"),
        ("Context | Context extended", "32K | 128K", None, ""),
    ] {
        let expected = (open_weights, license.to_owned(), vec![]);
        assert_eq!(weights_and_license(headings, row), expected, "{headings}: {row}");
    }
    // The extended context is the longer one.
    for (headings, row, expected) in [
        ("Context | Context extended", "128K | 32K", (Some(131_072), None)),
        ("Context extended | Context", "32K | 128K", (Some(131_072), None)),
        ("Context | Context extended", "32K | 128K", (Some(32_768), Some(131_072))),
        ("Context extended | Context", "128K | 32K", (Some(32_768), Some(131_072))),
    ] {
        assert_eq!(contexts(headings, row), expected, "{headings}: {row}");
    }
}

#[test]
fn countries_have_the_names_of_the_united_nations() {
    for (cell, expected) in [
        ("Korea, Republic of", "KR"),
        ("Korea (Republic of), Japan", "KR JP"),
        ("Korea, Democratic People's Republic of", "KP"),
        ("Korea (Democratic People's Republic of)", "KP"),
        ("Congo, Democratic Republic of the", "CD"),
    ] {
        assert_eq!(model("Country", cell).countries.join(" "), expected, "{cell}");
    }
}

/// Imports a table of one row.
fn import_row(headings: &str, row: &str) -> ImportResult {
    let delimiter = "---|".repeat(headings.matches('|').count() + 1);
    markdown::parse(&format!("# Base models\n\n| {headings} |\n|{delimiter}\n| {row} |\n"))
}

#[test]
fn of_several_columns_for_a_field_the_first_value_stays() {
    for (headings, row, lost) in [
        ("Model | License | License type", "Foo | Apache-2.0 | permissive", "License type: permissive"),
        ("Model | Organization | Publisher", "Foo | Acme | Beta", "Publisher: Beta"),
        ("Project | Model | Params", "Foo | Bar | 7B", "Model: Bar"),
        ("Model | Architecture | Backbone", "Foo | dense | MoE", "Backbone: MoE"),
        ("Model | Released | Announced", "Foo | 2023-02 | 2024-03", "Announced: 2024-03"),
        ("Model | Context | Max context", "Foo | 4096 | 8192", "Max context: 8192"),
        ("Model | Params | Total parameters", "Foo | 7B | 13B", "Total parameters: 13B"),
        ("Model | Stage | Training stage", "Foo | base | sft", "Training stage: sft"),
        ("Model | Params | Insight | Highlights", "Foo | 7B | One. | Two.", "Highlights: Two."),
    ] {
        let (one, both) = (row.rsplit_once(" | ").unwrap().0, import_row(headings, row));
        let reduced = import_row(headings, &format!("{one} | "));
        let mut models = both.models.clone();
        if headings.starts_with("Project") {
            models[0].variants = Vec::new();
            assert_eq!(models[0].name, "Foo");
        } else {
            assert_eq!(models, reduced.models, "{headings}");
        }
        assert_eq!(left_out(&both), [format!("{lost}: FilledBefore")], "{headings}");
    }
    // A value that is not known is none.
    let result = import_row("Model | Params | Total parameters", "Foo | unknown | 13B");
    assert_eq!((result.models[0].variants.len(), result.report.left_out()), (1, 0));
    let result = import_row("Model | Released | Announced", "Foo | soon | 2024-03");
    assert!(result.models[0].released.is_some() && left_out(&result)[0].starts_with("Released: soon"));
    let insights = "| Model | Params |\n|---|---|\n| Foo | 7B |\n\n\
                    | Model | Insight | Highlights |\n|---|---|---|\n| Foo | One. | Two. |\n";
    assert_eq!(left_out(&markdown::parse(insights)), ["Highlights: Two.: FilledBefore"]);
    // The same value twice loses nothing.
    assert_eq!(import_row("Model | License | License type", "Foo | MIT | MIT").report.left_out(), 0);
}

#[test]
fn tables_of_data_sets_are_no_models() {
    for page in [
        "## Pretraining corpora\n\n| Name | Tokens | License |\n|---|---|---|\n| The Corpus | 300B | MIT |\n",
        "## Datasets\n\n| Name | Size |\n|---|---|\n| Corpus | 7B |\n",
    ] {
        let result = markdown::parse(page);
        assert!(result.models.is_empty(), "{page}");
        assert_eq!((result.warnings[0].kind.clone(), result.skipped()), (WarningKind::DatasetTable, 0));
    }
    let models = "## Models and datasets\n\n| Name | Params | Context |\n|---|---|---|\n| Foo | 7B | 4096 |\n";
    assert_eq!(markdown::parse(models).models.len(), 1);
}

/// Whatever has a name and a link may be in a list.
#[test]
fn a_table_of_names_and_links_needs_a_heading_of_models() {
    let table = |heading: &str, columns: &str| {
        let delimiter = "---|".repeat(columns.matches('|').count() + 1);
        markdown::parse(&format!("{heading}\n\n| {columns} |\n|{delimiter}\n| Foo | https://a.b | MIT |\n"))
    };
    for (heading, columns) in [
        ("# Benchmarks for evaluation", "Name | Link"),
        ("# Humanoid robots", "Name | Link"),
        ("## Datasets\n\n## Others", "Name | Paper"),
        ("## Other-Awesome", "名称 | 地址"),
        ("## 开源模型库平台", "名称 | 地址"),
        ("## Evaluation of models", "Model | Paper"),
        ("## Benchmarks", "Name | Link | License"),
        ("## Companies", "Name | Link | License"),
        ("## Conferences", "Name | Link | License"),
        ("## GPU cloud providers", "Name | Link | License"),
        ("## AI companies in Europe", "Name | Link | License"),
        ("## 大模型公司", "名称 | 地址"),
        ("# Humanoid robots", "Name | Link | Company"),
    ] {
        let result = table(heading, columns);
        assert_eq!((result.models.len(), result.skipped()), (0, 1), "{heading}");
        assert_eq!(result.warnings[0].kind, WarningKind::UnclearTable);
    }
    for (heading, columns) in [
        ("", "Name | Link"),
        ("# Open LLMs", "Name | Link"),
        ("## Papers", "Model | Link | License"),
        ("## Robots", "Name | Link | Params"),
        ("## Assistants", "Name | Link | License"),
        ("# A survey of LLMs", "Name | Link"),
        ("# My list", "Model | Link"),
        ("## Models\n\n### Others", "Name | Link"),
        ("## Chat", "Name | Link"),
        ("## 推理模型", "名称 | 地址"),
        ("## Tool-calling models", "Name | Link | License"),
        ("## Software engineering models", "Name | Link | License"),
        ("## 工具调用模型", "名称 | 地址"),
        ("## Models by company", "Name | Link | License"),
        ("## Company models", "Name | Link | License"),
        ("## Open models\n\n### Chinese companies", "Name | Link | License"),
    ] {
        assert_eq!(table(heading, columns).models.len(), 1, "{heading}");
    }
}

#[test]
fn an_untitled_first_column_of_links_has_the_names() {
    let names = |row: &str| {
        let result = markdown::parse(&format!("# Models\n\n| | Params |\n|---|---|\n| {row} | 7B |\n"));
        result.models.into_iter().map(|model| model.name).collect::<Vec<_>>()
    };
    assert_eq!(names("[Foo](https://a.b)"), ["Foo"]);
    assert!(names("Foo").is_empty());
}

/// Runs `import markdown` in a folder of its own with files of these texts, named `1.md` and so on.
fn run(texts: &[&str], arguments: &[&str]) -> (i32, String, String) {
    let dir = tempfile::tempdir().unwrap();
    let names: Vec<_> = (1..=texts.len()).map(|number| format!("{number}.md")).collect();
    for (name, text) in names.iter().zip(texts) {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().current_dir(dir.path()).stdin(Stdio::null());
    let output = command.args(["import", "markdown"]).args(names).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const PAGE: &str = "# Base models\n\n| Model | Tokens (T) | Params | Stars |\n|---|---|---|---|\n\
                    | Foo | 1.4 | 0.5~72B (7档) | 5 |\n| Bar | 2 | ~7B | |\n";

#[test]
fn the_report_says_what_was_read_and_what_was_left_out() {
    let (code, toml, stderr) = run(&[PAGE], &[]);
    assert_eq!(code, 0);
    assert_eq!(Catalog::parse("list.toml", &toml).unwrap().models().len(), 2);
    insta::assert_snapshot!("report_en", stderr);
    let (_, _, stderr) = run(&[PAGE], &["--locale", "zh"]);
    insta::assert_snapshot!("report_zh", stderr);
}

#[test]
fn strict_writes_nothing_if_a_cell_is_left_out() {
    let (code, out, stderr) = run(&[PAGE], &["--strict"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(stderr.contains("`0.5~72B (7档)` is a range") && stderr.contains("nothing was written"), "{stderr}");
    let (code, out, _) = run(&["| Model | Params |\n|---|---|\n| Foo | 7B |\n"], &["--strict"]);
    assert_eq!((code, out.contains("[[model]]")), (0, true));
}

#[test]
fn strict_writes_nothing_if_a_row_a_table_or_an_item_is_skipped() {
    let table = "| Model | Params |\n|---|---|\n| Foo | 7B |\n";
    for (skipped, count) in [("| | 8B |\n", 1), ("\n| What | Why |\n|---|---|\n| a | b |\n", 1), ("\n* a\n* b\n", 2)] {
        let (code, out, stderr) = run(&[&format!("{table}{skipped}")], &["--strict"]);
        assert_eq!((code, out.as_str()), (1, ""), "{stderr}");
        let message = if count == 1 { "1 row, table or list item was skipped" } else { "2 rows, tables or list items" };
        assert!(stderr.contains(&format!("`--strict`, and {message}")), "{stderr}");
        let (code, _, stderr) = run(&[&format!("{table}{skipped}")], &["--strict", "--locale", "zh"]);
        let message = format!("未写入任何内容：已指定 `--strict`，且略过 {count} 处（行、表格或列表项）\n");
        assert!(code == 1 && stderr.ends_with(&message), "{stderr}");
        assert_eq!(run(&[&format!("{table}{skipped}")], &[]).0, 0);
    }
}

#[test]
fn a_table_may_continue_in_the_next_file() {
    let head = "# Base models\n\n| Model | Params |\n|---|---|\n| Foo | 7B |\n";
    let (code, toml, stderr) = run(&[head, "| Bar | x y z |\n", head], &[]);
    let catalog = Catalog::parse("list.toml", &toml).unwrap();
    let ids: Vec<_> = catalog.models().iter().map(|model| model.id.as_str()).collect();
    assert_eq!((code, ids), (0, vec!["foo", "bar", "foo-2"]));
    assert!(stderr.contains("2.md:1: `Params`: `x y z`") && stderr.contains("3.md:5: duplicate name"), "{stderr}");
}

/// `docs/import.md` lists the headings that are known; `UPDATE=1` writes them.
#[test]
fn the_headings_of_the_documentation_are_those_of_the_program() {
    let rows = HEADINGS.iter().map(|(kind, headings)| {
        let kind = match kind {
            ColumnKind::Links(Some(kind)) => format!("Link: {kind:?}"),
            ColumnKind::Links(None) => "Links".to_owned(),
            kind => format!("{kind:?}"),
        };
        format!("| {kind} | {} |\n", headings.join(", ").replace('#', "\\#"))
    });
    let table = format!("| column | headings |\n| --- | --- |\n{}", rows.collect::<String>());
    let page = fs::read_to_string("docs/import.md").unwrap();
    let (start, rest) = page.split_once("<!-- headings -->\n").unwrap();
    let (_, end) = rest.split_once("<!-- /headings -->").unwrap();
    let expected = format!("{start}<!-- headings -->\n{table}<!-- /headings -->{end}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write("docs/import.md", &expected).unwrap();
    } else {
        assert_eq!(page, expected, "run `UPDATE=1 cargo test --test import_tables headings`");
    }
}

/// Parts of cells, between number signs.
const PARTS: &str = "B#M#T#K#万亿#亿# GB# tokens#~#-#/#, # (#)#A#x#8x7B#MoE# active#en#中英#多语#Apache-2.0#MIT#2023#-03#/14/#March \
                     #Acme# & #owner/#[Paper](https://a.b)#https://c.d#[x](about:blank)#yes#no#✅#unknown#base#word word#+#>#至\
                     #约#、#<br>#7B#模型#n/a#\\|#*#`#e\u{301}#HIDDEN# and #和# params#参数# billion#up to #[^1]#<sup>1</sup>#E+#e9#→#dense# with #or \
                     #no #is#~~#(expected)#closed#API#words#字#mini#.0";

/// Cells as people write them, and others.
fn cell() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[0-9]{1,4}([.,][0-9]{1,3})?",
        prop::sample::select(PARTS.split('#').collect::<Vec<_>>())
            .prop_map(|part| part.replace("HIDDEN", "\u{202e}\u{200d}")),
    ];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat())
}

const CELL_HEADINGS: [&str; 18] = [
    "Params",
    "Params (B)",
    "Active params",
    "Context",
    "Tokens (T)",
    "License",
    "Commercial use",
    "Languages",
    "Maker",
    "Release date",
    "Links",
    "Paper",
    "Checkpoint",
    "Architecture",
    "Input",
    "Country",
    "Open weights",
    "Stars",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Whatever stands in a table, the output is a catalogue, and no cell is lost without a word.
    #[test]
    fn every_cell_is_filled_or_reported(heading in prop::sample::select(CELL_HEADINGS.to_vec()), text in cell()) {
        let result = import_cell(heading, &text);
        assert_readable(&result);
        let mut checked = result;
        let before = checked.report.clone();
        checked.remove_invalid_fields();
        prop_assert_eq!(&checked.report, &before, "the readers write nothing that `check` rejects");
        let empty = import_cell(heading, "");
        if heading.starts_with("Params") {
            let variants = checked.models.iter().flat_map(|model| &model.variants);
            let is_mixture = |name: &str| name.contains(['x', 'X', '×', '*']) && name.starts_with(|ch: char| ch.is_ascii_digit());
            let is_sized = variants.clone().all(|size| size.parameters.is_some() || is_mixture(&size.name));
            prop_assert!(is_sized || checked.report.left_out() > 0, "{}: {}: {:?}", heading, text, variants.collect::<Vec<_>>());
        }
        let is_filled = checked.models != empty.models;
        let is_missing = import_cell("Stars", &text).report.left_out() == 0;
        prop_assert!(is_filled || is_missing || checked.report.left_out() > 0, "{}: {}", heading, text);
    }

    #[test]
    fn tables_of_many_columns_are_readable(rows in prop::collection::vec(prop::collection::vec(cell(), CELL_HEADINGS.len()), 1..4)) {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let head = line([&["Model"], &CELL_HEADINGS[..]].concat().iter().map(|heading| (*heading).to_owned()).collect());
        let delimiter = line(vec!["---".to_owned(); CELL_HEADINGS.len() + 1]);
        let rows: String = rows.into_iter().map(|row| line([vec!["Foo".to_owned()], row].concat())).collect();
        let mut result = markdown::parse(&format!("{head}{delimiter}{rows}"));
        assert_readable(&result);
        let before = result.report.clone();
        result.remove_invalid_fields();
        prop_assert_eq!(result.report, before);
    }
}

#[test]
fn a_table_has_the_lines_of_its_file() {
    for (text, expected) in [
        ("Model,Released\r\nA,x\r\n\r\nB,y\r\n", [2, 4]),
        ("\nModel,Released\nA,x\nB,y", [3, 4]),
        ("Model,Released\n\"A\nA\",x\nB,y\n", [2, 4]),
        ("sep=;\r\nModel;Released\r\nA;x\r\nB;y\r\n", [3, 4]),
        ("My models,\n,\nModel,Released\nA,x\nB,y\n", [4, 5]),
    ] {
        let report = csv::parse(text, b",;").unwrap().report;
        let cells = report.first_left_out.iter().filter(|cell| cell.column == "Released");
        assert_eq!(cells.filter_map(|cell| cell.line).collect::<Vec<_>>(), expected, "{text}");
    }
}

#[test]
fn a_comma_is_the_decimal_mark_beside_semicolons() {
    let import = |cell: &str| {
        let result = csv::parse(&format!("Model;Params (B);License\nA;{cell};MIT\n"), b",;").unwrap();
        let sizes = result.models[0].variants.iter().filter_map(|variant| variant.parameters).map(|size| size.0);
        (sizes.collect::<Vec<_>>(), result.report.left_out(), result.report.assumed)
    };
    assert_eq!(import("7,2"), (vec![7_200_000_000], 0, 0));
    assert_eq!(import("1,300"), (vec![1_300_000_000], 0, 1));
    assert_eq!(import("1.300"), (vec![], 1, 0));
    assert_eq!(import("7.2"), (vec![7_200_000_000], 0, 0));
    let context = |cell: &str| csv::parse(&format!("Model;Context\nA;{cell}\n"), b",;").unwrap().models[0].context;
    assert_eq!([context("32.768"), context("32,768"), context("1,5K")], [Some(32_768), Some(32_768), Some(1_500)]);
}

/// The parameters of the models in a table with semicolons, and what is said of its cells, as `column: text`.
fn import_semicolons(records: &[&str]) -> (Vec<Option<u64>>, Vec<String>) {
    let result = csv::parse(&format!("Model;Params;Context;Tokens\n{}\n", records.join("\n")), b",;").unwrap();
    let size = |model: &Model| Some(model.variants.first()?.parameters?.0);
    let left_out = result.report.first_left_out.iter().map(|cell| format!("{}: {}", cell.column, cell.text));
    let assumed = result.report.first_assumed.iter().map(|cell| format!("assumed {}: {}", cell.column, cell.text));
    (result.models.iter().map(size).collect(), left_out.chain(assumed).collect())
}

#[test]
fn commas_that_separate_thousands_are_no_decimal_marks() {
    let billion = |size: u64| Some(size * 1_000_000_000);
    // A length of several groups, or of whole tokens, says that thousands are separated by commas.
    for context in ["1,048,576", "32,768", "8,192 tokens"] {
        let imported = import_semicolons(&[&format!("A;1,300B;{context};"), "B;1.300B;;"]);
        let assumed = vec!["assumed Params: 1,300B".to_owned()];
        assert_eq!(imported, (vec![billion(1_300), Some(1_300_000_000)], assumed), "{context}");
    }
    // A comma that can only be a decimal mark says the opposite.
    let imported = import_semicolons(&["A;7,2B;;", "B;1,300B;;"]);
    assert_eq!(imported, (vec![Some(7_200_000_000), Some(1_300_000_000)], vec!["assumed Params: 1,300B".to_owned()]));
    // So does one after a zero alone.
    let imported = import_semicolons(&["A;0,500B;;", "B;1,300B;;1,048,576"]);
    assert_eq!(imported.0, [Some(500_000_000), None]);
    // With both a comma may be either.
    let imported = import_semicolons(&["A;7,2B;;", "B;1,300B;1,048,576;"]);
    assert_eq!(imported, (vec![Some(7_200_000_000), None], vec!["Params: 1,300B".to_owned()]));
    // What is left out for another reason is reported once, as the file has it.
    let imported = import_semicolons(&["A;7,2B;;", "B;1,300 GB;;"]);
    assert_eq!(imported, (vec![Some(7_200_000_000), None], vec!["Params: 1,300 GB".to_owned()]));
    let imported = import_semicolons(&["A;7B;32,768;", "B;1,300 GB;;"]);
    assert_eq!(imported, (vec![billion(7), None], vec!["Params: 1,300 GB".to_owned()]));
    // Beside a decimal point it separates thousands.
    let imported = import_semicolons(&["A;7.2B;32,768;", "B;1,300B;;"]);
    assert_eq!(imported, (vec![Some(7_200_000_000), billion(1_300)], vec![]));
}

#[test]
fn a_comma_after_a_zero_is_a_decimal_mark_everywhere() {
    for (cell, expected) in [("0,500B", "0.5B 500M -"), ("0,5B", "0.5B 500M -"), ("0,5/7B", "0.5B 500M -; 7B 7B -")] {
        assert_eq!(sizes("Params", cell), expected, "{cell}");
    }
    let quoted = csv::parse("Model,Params,Tokens,Context\nA,\"0,500B\",\"0,3T\",\"0,128M\"\n", b",").unwrap();
    let model = &quoted.models[0];
    let (size, tokens) = (model.variants[0].parameters.unwrap(), model.training[0].quantity);
    assert_eq!((size.to_string(), tokens.to_string(), model.context), ("500M".into(), "300B".into(), Some(128_000)));
    assert_eq!((quoted.report.left_out(), quoted.report.assumed), (0, 0));
}
