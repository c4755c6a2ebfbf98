//! The estimates against figures that papers, model cards and runtimes publish.

use proptest::prelude::*;

use super::*;
use crate::{
    model::Stage,
    shape::{Attention, Shape},
    variant::Variant,
};

const GIB: f64 = 1_073_741_824.0;
const GB: f64 = 1e9;

/// Layers, key-value heads and their width, as in a `config.json`.
fn shape(attention: Attention, layers: u32, kv_heads: u32, head_dim: u32) -> Shape {
    Shape {
        layers,
        attention_layers: None,
        window_layers: None,
        window: None,
        hidden: None,
        heads: None,
        kv_heads: Some(kv_heads),
        head_dim: Some(head_dim),
        kv_rank: None,
        attention,
        vocabulary: None,
    }
}

fn latent_shape(layers: u32, kv_rank: u32) -> Shape {
    Shape { kv_rank: Some(kv_rank), kv_heads: None, head_dim: None, ..shape(Attention::Mla, layers, 0, 0) }
}

/// A model with one variant, resolved.
fn model(parameters: &str, weights: Option<Weights>, shape: Option<Shape>, context: u32) -> Model {
    let mut model = Model::new("m".to_owned().try_into().unwrap(), "M".to_owned(), Stage::Base);
    model.open_weights = Some(true);
    model.context = Some(context);
    model.shape = shape;
    let variant = Variant { parameters: Some(parameters.parse().unwrap()), weights, ..Variant::named("a") };
    model.resolve(&variant)
}

fn weights(format: WeightFormat, bytes: Option<&str>) -> Weights {
    Weights { format, bytes: bytes.map(|bytes| bytes.to_owned().try_into().unwrap()) }
}

#[track_caller]
fn assert_near(value: f64, published: f64, tolerance: f64) {
    assert!((value / published - 1.0).abs() <= tolerance, "{value} is not {published}");
}

#[test]
fn the_cache_of_a_token_is_as_published() {
    let cached = |shape: Shape| kv_cache_bytes(&shape, 1).unwrap();
    // "Insights into DeepSeek-V3", arXiv:2505.09343, table 1, in BF16: 70.272, 327.680 and 516.096 KB.
    assert_near(cached(latent_shape(61, 512 + 64)), 70_272.0, 0.0);
    assert_near(cached(shape(Attention::Gqa, 80, 8, 128)), 327_680.0, 0.0);
    assert_near(cached(shape(Attention::Gqa, 126, 8, 128)), 516_096.0, 0.0);
    // vLLM, arXiv:2309.06180, section 3: 800 KB for OPT-13B, whose configuration has no `head_dim`.
    let opt = Shape {
        hidden: Some(5_120),
        heads: Some(40),
        kv_heads: None,
        head_dim: None,
        ..shape(Attention::Mha, 40, 0, 0)
    };
    assert_near(cached(opt), 800.0 * 1_024.0, 0.0);
}

#[test]
fn the_cache_of_a_context_is_as_published() {
    let cached = |shape: Shape, tokens| kv_cache_bytes(&shape, tokens).unwrap();
    // NVIDIA, "Mastering LLM Techniques: Inference Optimization": about 2 GB for Llama 2 7B with 4,096 tokens.
    assert_near(cached(shape(Attention::Mha, 32, 32, 128), 4_096), 2.0 * GIB, 0.0);
    // Hugging Face, "Llama 3.1", inference memory requirements, in GiB for thousands of tokens.
    assert_near(cached(shape(Attention::Gqa, 32, 8, 128), 128_000), 15.62 * GIB, 0.001);
    assert_near(cached(shape(Attention::Gqa, 80, 8, 128), 128_000), 39.06 * GIB, 0.001);
    // Jamba-1.5, arXiv:2408.12570, table 1, for 256K tokens: 4 GB for Mini, with attention in 4 of 32 layers, 9 GB for
    // Large, with 9 of 72; without windows 32 GB for Mistral 7B, 88 GB for Mistral Large 2, 80 GB for Llama 3.1 70B.
    // (There and at Hugging Face the cache of Llama 3.1 405B is twice as large: its first release had 16 key-value
    // heads, not 8.)
    let tokens = 256 * 1_024;
    let hybrid = |layers, attention_layers| Shape {
        attention_layers: Some(attention_layers),
        ..shape(Attention::Gqa, layers, 8, 128)
    };
    assert_near(cached(hybrid(32, 4), tokens), 4.0 * GIB, 0.0);
    assert_near(cached(hybrid(72, 9), tokens), 9.0 * GIB, 0.0);
    assert_near(cached(shape(Attention::Gqa, 32, 8, 128), tokens), 32.0 * GIB, 0.0);
    assert_near(cached(shape(Attention::Gqa, 88, 8, 128), tokens), 88.0 * GIB, 0.0);
    assert_near(cached(shape(Attention::Gqa, 80, 8, 128), tokens), 80.0 * GIB, 0.0);
    // Mistral 7B, arXiv:2310.06825, section 2: the window of 4,096 makes the cache of 32k tokens 8 times smaller.
    let full = shape(Attention::Gqa, 32, 8, 128);
    let windowed = Shape { window_layers: Some(32), window: Some(4_096), ..full };
    assert_near(cached(full, 32_768) / cached(windowed, 32_768), 8.0, 0.0);
    assert_near(cached(windowed, 1_000), cached(full, 1_000), 0.0);
    // llama.cpp reports `KV self size = 4096.00 MiB` for Mistral 7B with `n_ctx = 32768`, which it runs without window.
    assert_near(cached(full, 32_768), 4.0 * GIB, 0.0);
}

#[test]
fn windows_other_kinds_and_missing_dimensions() {
    // gpt-oss-120b: every second of 36 layers has a window of 128 (arXiv:2508.10925, section 2.2), counted by hand.
    let gpt_oss = Shape { window_layers: Some(18), window: Some(128), ..shape(Attention::Gqa, 36, 8, 64) };
    assert_eq!(kv_cache_bytes(&gpt_oss, 8_192), Some(2.0 * 8.0 * 64.0 * 2.0 * (18.0 * 8_192.0 + 18.0 * 128.0)));
    // Falcon-7B: one key-value head of 64 in each of 32 layers.
    let multi_query = Shape { kv_heads: None, ..shape(Attention::Mqa, 32, 0, 64) };
    assert_eq!(kv_cache_bytes(&multi_query, 1), Some(8_192.0));
    assert_eq!(kv_cache_bytes(&shape(Attention::None, 64, 0, 0), 1 << 20), Some(0.0));
    let unknown_heads = Shape { kv_heads: None, heads: Some(32), ..shape(Attention::Gqa, 32, 0, 128) };
    assert_eq!(kv_cache_bytes(&unknown_heads, 1), None);
    let uneven = Shape { head_dim: None, hidden: Some(100), heads: Some(3), ..shape(Attention::Mha, 1, 3, 0) };
    assert_eq!(kv_cache_bytes(&uneven, 1), None);
}

#[test]
fn weights_are_as_published() {
    let size = |parameters, weights, bits| {
        let shape = Some(shape(Attention::Gqa, 32, 8, 128));
        let estimate = MemoryEstimate::new(&model(parameters, weights, shape, 8_192), bits, 1).unwrap();
        (estimate.weight_bytes, estimate.weight_basis)
    };
    // llama.cpp, tools/quantize/README.md: Llama 3.1 in Q4_K_M, 8B also in Q8_0 and F16.
    for (parameters, bits, published) in [
        ("8.03B", Bits::Four, 4.9 * GB),
        ("70.6B", Bits::Four, 43.1 * GB),
        ("405.9B", Bits::Four, 249.1 * GB),
        ("8.03B", Bits::Eight, 7.95 * GIB),
        ("8.03B", Bits::Sixteen, 14.96 * GIB),
    ] {
        let (bytes, basis) = size(parameters, None, bits);
        assert_near(bytes, published, 0.005);
        assert_eq!(basis, WeightBasis::Quantized(bits));
    }
    // gpt-oss, arXiv:2508.10925, table 1: 116.83B and 20.91B parameters in 60.8 and 12.8 GiB.
    for (parameters, published, estimate_error) in [("116.83B", 60.8 * GIB, 0.1), ("20.91B", 12.8 * GIB, 0.1)] {
        for bits in Bits::ALL {
            let (bytes, basis) = size(parameters, Some(weights(WeightFormat::Mxfp4, None)), bits);
            assert_near(bytes, published, estimate_error);
            assert_eq!(basis, WeightBasis::Released(WeightFormat::Mxfp4));
        }
    }
}

#[test]
fn a_release_is_never_widened() {
    let size = |weights, bits| {
        let shape = Some(shape(Attention::Gqa, 32, 8, 128));
        MemoryEstimate::new(&model("100B", Some(weights), shape, 8_192), bits, 1).unwrap().weight_bytes / GB
    };
    for bits in Bits::ALL {
        assert_near(size(weights(WeightFormat::Mxfp4, Some("65GB")), bits), 65.0, 0.0);
    }
    assert_near(size(weights(WeightFormat::Fp8, Some("104GB")), Bits::Sixteen), 104.0, 0.0);
    assert_near(size(weights(WeightFormat::Fp8, None), Bits::Eight), 100.0, 0.0);
    assert_near(size(weights(WeightFormat::Fp8, Some("104GB")), Bits::Four), 61.25, 1e-12);
    assert_near(size(weights(WeightFormat::Fp32, Some("400GB")), Bits::Sixteen), 200.0, 0.0);
    assert_near(size(weights(WeightFormat::Bf16, Some("50GB")), Bits::Four), 50.0, 0.0);
}

#[test]
fn a_variant_does_not_have_the_published_size_of_its_model() {
    let mut model = Model::new("m".to_owned().try_into().unwrap(), "M".to_owned(), Stage::Base);
    (model.open_weights, model.context) = (Some(true), Some(8_192));
    model.shape = Some(shape(Attention::Gqa, 32, 8, 128));
    model.weights = Some(weights(WeightFormat::Mxfp4, Some("65GB")));
    let small = Variant { parameters: Some(Quantity(20_000_000_000)), ..Variant::named("20b") };
    let estimate = MemoryEstimate::new(&model.resolve(&small), Bits::Eight, 1).unwrap();
    assert_near(estimate.weight_bytes, 12.25 * GB, 1e-9);
    assert_eq!(estimate.weight_basis, WeightBasis::Released(WeightFormat::Mxfp4));
}

#[test]
fn the_overhead_covers_the_activations_that_llama_cpp_reports() {
    // `CUDA0 compute buffer size = 300.75 MiB` for Qwen2.5 3B: a batch of 512, vocabulary 151,936, width 2,048.
    let activations = |vocabulary: f64, hidden: f64| 512.0 * 4.0 * (vocabulary + hidden);
    assert_near(activations(151_936.0, 2_048.0), 300.75 * 1_048_576.0, 0.0);
    assert!(activations(262_144.0, 5_376.0) + 300.0 * 1_048_576.0 < OVERHEAD_BYTES);
}

#[test]
fn the_whole_of_llama_3_1_8b() {
    let shape = Some(shape(Attention::Gqa, 32, 8, 128));
    let model = model("8.03B", Some(weights(WeightFormat::Bf16, None)), shape, 131_072);
    let estimate = MemoryEstimate::new(&model, Bits::Four, 8_192).unwrap();
    assert_near(estimate.kv_cache_bytes, GIB, 0.0);
    assert_near(estimate.total(), 4.918 * GB + 2.0 * GIB, 0.001);
    assert_eq!(estimate.context_tokens, 8_192);
    for (budget, fits) in [
        ("8gb", true),
        ("7gb", false),
        ("24gb@16bit", true),
        ("24gb@128k", true),
        ("20gb@native", false),
        ("24gb@16bit@128k", false),
    ] {
        assert_eq!(budget.parse::<MemoryBudget>().unwrap().fits(&model), Ok(fits), "{budget}");
    }
}

#[test]
fn a_context_may_be_counted_in_thousands() {
    let estimate = |budget: &str, context| {
        let model = model("8B", None, Some(shape(Attention::Gqa, 32, 8, 128)), context);
        budget.parse::<MemoryBudget>().unwrap().estimate(&model).map(|estimate| estimate.context_tokens)
    };
    assert_eq!(estimate("1tb@128k", 128_000), Ok(128_000));
    assert_eq!(estimate("1tb@128k", 130_000), Ok(130_000));
    assert_eq!(estimate("1tb@128k", 1_000_000), Ok(131_072));
    assert_eq!(estimate("1tb@1m", 1_000_000), Ok(1_000_000));
    assert_eq!(estimate("1tb@128k", 127_999), Err(NoMemoryEstimate::ContextTooLong { supported: 127_999 }));
    assert_eq!(estimate("1tb@131072", 128_000), Err(NoMemoryEstimate::ContextTooLong { supported: 128_000 }));
    assert_eq!(estimate("1tb@native", 40_960), Ok(40_960));
}

#[test]
fn a_missing_estimate_has_a_reason() {
    let full = model("8B", None, Some(shape(Attention::Gqa, 32, 8, 128)), 4_096);
    let reason = |change: &dyn Fn(&mut Model), tokens| {
        let mut model = full.clone();
        change(&mut model);
        MemoryEstimate::new(&model, Bits::Four, tokens).err()
    };
    assert_eq!(reason(&|_| (), 4_096), None);
    assert_eq!(reason(&|model| model.open_weights = Some(false), 1), Some(NoMemoryEstimate::ClosedWeights));
    assert_eq!(reason(&|model| model.open_weights = None, 1), Some(NoMemoryEstimate::UnknownWeights));
    let too_long = NoMemoryEstimate::ContextTooLong { supported: 4_096 };
    assert_eq!(reason(&|_| (), 8_192), Some(too_long));
    assert_eq!(reason(&|model| model.context_extended = Some(8_192), 8_192), None);
    assert_eq!(reason(&|model| model.context = None, 1), Some(NoMemoryEstimate::UnknownContext));
    assert_eq!(reason(&|model| model.shape = None, 1), Some(NoMemoryEstimate::UnknownShape));
    let unknown_parameters = Some(NoMemoryEstimate::UnknownParameters);
    assert_eq!(reason(&|model| model.variants.clear(), 1), unknown_parameters);
    assert_eq!(reason(&|model| model.variants.push(Variant::named("b")), 1), unknown_parameters);
    // A published size needs no parameters, if it is not to be quantized.
    let mut released = full.clone();
    released.variants.clear();
    released.weights = Some(weights(WeightFormat::Mxfp4, Some("16GB")));
    assert_near(MemoryEstimate::new(&released, Bits::Four, 1).unwrap().weight_bytes, 16.0 * GB, 0.0);
    released.weights = Some(weights(WeightFormat::Bf16, Some("16GB")));
    assert_eq!(MemoryEstimate::new(&released, Bits::Four, 1), Err(NoMemoryEstimate::UnknownParameters));
    // An encoder has no cache.
    let mut encoder = full.clone();
    (encoder.architecture, encoder.shape) = (Some(Architecture::DenseEncoder), None);
    assert!(MemoryEstimate::new(&encoder, Bits::Four, 512).unwrap().kv_cache_bytes.abs() < 0.5);
    assert!(too_long.is_impossible() && !NoMemoryEstimate::UnknownShape.is_impossible());
}

fn any_shape() -> impl Strategy<Value = Shape> {
    let dimensions = (1..200_u32, 1..128_u32, 1..512_u32, 1..2_000_u32, 0..200_u32, 0..200_u32, 1..100_000_u32);
    (dimensions, 0..5_usize).prop_map(|((layers, heads, head_dim, rank, attention, windowed, window), kind)| {
        let attention_layers = attention.min(layers);
        Shape {
            attention_layers: Some(attention_layers),
            window_layers: Some(windowed.min(attention_layers)),
            window: Some(window),
            kv_rank: Some(rank),
            ..shape(Attention::ALL[kind], layers, heads, head_dim)
        }
    })
}

proptest! {
    /// Counted naively from the definition: token by token, layer by layer.
    #[test]
    fn the_cache_is_the_sum_over_layers_and_tokens(shape in any_shape(), tokens in 1..3_000_u32) {
        let attention_layers = shape.attention_layers.unwrap();
        let mut numbers = 0_u64;
        for layer in 0..attention_layers {
            let is_windowed = layer < shape.window_layers.unwrap();
            let kept = (0..tokens).filter(|token| !is_windowed || tokens - token <= shape.window.unwrap()).count();
            let per_token = match shape.attention {
                Attention::None => 0,
                Attention::Mla => shape.kv_rank.unwrap(),
                _ => 2 * shape.kv_heads.unwrap() * shape.head_dim.unwrap(),
            };
            numbers += kept as u64 * u64::from(per_token);
        }
        prop_assert_eq!(kv_cache_bytes(&shape, tokens), Some(Quantity(numbers * 2).as_f64()));
    }

    #[test]
    fn more_tokens_bits_or_parameters_never_need_less(
        shape in any_shape(),
        tokens in (1..200_000_u32, 1..200_000_u32),
        parameters in (1..2_000_000_000_000_u64, 1..2_000_000_000_000_u64),
        format in 0..10_usize,
        published in proptest::option::of(1..2_000_u64),
    ) {
        let weights = WeightFormat::ALL.get(format).map(|format| Weights {
            format: *format,
            bytes: published.map(|bytes| ByteSize(Quantity(bytes * 1_000_000_000))),
        });
        let total = |parameters: u64, bits, tokens| {
            let mut model = model("1", weights, Some(shape), 200_000);
            model.variants[0].parameters = Some(Quantity(parameters));
            MemoryEstimate::new(&model, bits, tokens).unwrap().total()
        };
        let (few, many) = (tokens.0.min(tokens.1), tokens.0.max(tokens.1));
        let (small, large) = (parameters.0.min(parameters.1), parameters.0.max(parameters.1));
        for bits in Bits::ALL {
            prop_assert!(total(small, bits, few) <= total(small, bits, many));
            prop_assert!(total(small, bits, few) <= total(large, bits, few));
        }
        for pair in Bits::ALL.windows(2) {
            prop_assert!(total(large, pair[0], few) <= total(large, pair[1], few));
        }
    }
}
