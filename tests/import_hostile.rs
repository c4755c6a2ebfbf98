//! Whatever an importer writes can be read: no hostile list makes a file that `check` refuses.

use proptest::prelude::*;

use llm_tui::import::{csv, ecosystem_graphs, guess::guess, huggingface, litellm, markdown, models_dev, openrouter};
use readable_import::assert_readable;
use serde_json::json;

#[path = "support/readable_import.rs"]
mod readable_import;

/// Texts with names, numbers, and characters that a catalogue refuses.
fn hostile_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-zA-Z0-9./ -]{0,8}",
        prop::sample::select(vec![
            "\u{1b}",
            "\0",
            "\n",
            "\r",
            "\t",
            "\u{9b}",
            "\u{202e}",
            "\u{200b}",
            "\u{200d}",
            "\u{301}",
            "\u{3164}",
            "\u{2800}",
            "\u{2028}",
            "\u{feff}",
            "\u{e0100}",
            "\u{fe0f}",
            "\\",
            "\"",
            "'",
            "`",
            "盘古",
            "é",
            "7B",
            "a22b",
            "12.9B",
            " (46.7B, 99B active)",
            " / ",
            ": ",
            "2023-02",
            "base_model:",
            "license:cc-by",
            "-4.0",
            "arxiv:",
            "[",
            "](https://a.b/",
            ")",
            "|",
            "=",
            ",",
            "instruct",
            "1e9",
            "chat",
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec!["\u{301}", "x", "\u{200d}"]).prop_map(|text| text.repeat(300)),
    ];
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

/// Headings of the program's own tables, of those of Epoch, and others.
fn heading() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "id",
            "name",
            "stage",
            "kind",
            "variant",
            "params",
            "active",
            "released",
            "score",
            "benchmark",
            "context",
            "license",
            "commercial",
            "license_url",
            "paper_url",
            "base",
            "org",
            "summary",
            "lifecycle",
            "lang",
            "Model",
            "Domain",
            "Publication date",
            "Training compute (FLOP)",
            "Base model",
            "Authors",
            "Reference",
            "Parameters",
            "Model accessibility",
            "Country (of organization)",
        ])
        .prop_map(str::to_owned),
        hostile_text(),
    ]
}

#[test]
fn an_id_with_a_direction_control_makes_a_readable_entry() {
    let list = json!([{ "id": "owner/Model-7B\u{202e}", "pipeline_tag": "text-generation" }]).to_string();
    let import = huggingface::parse(&list, false).unwrap();
    assert_eq!(import.result.models.len(), 1);
    assert_readable(&import.result);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn hub_lists_make_readable_entries(
        repositories in prop::collection::vec(prop::collection::vec(hostile_text(), 12), 1..4),
    ) {
        let records: Vec<_> = repositories.iter().map(|texts| {
            let [id, tag, license, parent, paper, date, card_license, license_name, license_link, language, base, owner] =
                texts.as_slice() else { unreachable!("twelve texts") };
            json!({
                "id": format!("{owner}/{id}"),
                "tags": [tag, format!("license:{license}"), format!("base_model:{parent}"), format!("arxiv:{paper}")],
                "createdAt": date,
                "cardData": {
                    "license": card_license, "license_name": license_name, "license_link": license_link,
                    "language": [language], "base_model": base,
                },
                "config": { "max_position_embeddings": 2048 },
            })
        }).collect();
        for all in [false, true] {
            if let Ok(import) = huggingface::parse(&json!(records).to_string(), all) {
                assert_readable(&import.result);
            }
        }
    }

    #[test]
    fn served_models_make_readable_entries(
        providers in prop::collection::vec((hostile_text(), hostile_text(), hostile_text(), hostile_text(), hostile_text()), 1..5),
    ) {
        let mut list = serde_json::Map::new();
        for (provider, id, name, date, doc) in providers {
            let model = json!({ "name": name, "release_date": date, "limit": { "context": 4096 }, "open_weights": true });
            list.insert(provider, json!({ "doc": format!("https://a.b/{doc}"), "models": { id: model } }));
        }
        if let Ok(result) = models_dev::parse(&serde_json::Value::Object(list).to_string()) {
            assert_readable(&result);
        }
    }

    #[test]
    fn lists_of_services_make_readable_entries(texts in prop::collection::vec(hostile_text(), 8), number in any::<f64>()) {
        let text = |idx: usize| texts.get(idx).unwrap();
        let record = json!({
            "id": text(0), "name": text(1), "hugging_face_id": text(2), "created": number, "context_length": number.abs(),
            "architecture": { "modality": text(3), "input_modalities": ["text", text(4)], "output_modalities": ["text"] },
            "supported_parameters": [text(5)], "knowledge_cutoff": text(6),
        });
        for list in [json!({ "data": [record.clone(), record.clone()] }), json!([record])] {
            if let Ok(result) = openrouter::parse(&list.to_string()) {
                assert_readable(&result);
            }
        }
        let list = json!({
            text(0): { "litellm_provider": text(1), "mode": "chat", "max_input_tokens": number, "supported_modalities": ["text", text(2)] },
            text(3): { "litellm_provider": "openai", "mode": "chat", "max_input_tokens": 8192 },
            text(4): { "litellm_provider": text(5), "mode": text(6) },
        });
        if let Ok(result) = litellm::parse(&list.to_string()) {
            assert_readable(&result);
        }
        let list = json!({ format!("{}/{}", text(0), text(1)): {
            "id": text(2), "name": text(3), "release_date": text(4), "license": text(5), "limit": { "context": 4096 },
            "links": [{ "type": "paper", "url": format!("https://a.b/{}", text(6)) }], "weights": [{ "url": text(7) }],
        } });
        if let Ok(result) = models_dev::parse(&list.to_string()) {
            assert_readable(&result);
        }
    }

    #[test]
    fn tables_make_readable_entries(
        headings in prop::collection::vec(heading(), 1..8),
        rows in prop::collection::vec(prop::collection::vec(hostile_text(), 0..9), 0..4),
    ) {
        let mut table = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        table.write_record(&headings).unwrap();
        for row in rows.iter().filter(|row| !row.is_empty()) {
            table.write_record(row).unwrap();
        }
        let text = String::from_utf8(table.into_inner().unwrap()).unwrap();
        for separators in [b",;".as_slice(), b"\t"] {
            if let Ok(result) = csv::parse(&text, separators) {
                assert_readable(&result);
            }
        }
    }

    #[test]
    fn assets_make_readable_entries(texts in prop::collection::vec(hostile_text(), 10)) {
        let keys = ["name", "organization", "nationality", "size", "created_date", "license", "access", "url", "model_card", "description"];
        let fields: Vec<_> = keys.iter().zip(&texts).map(|(key, text)| format!("  {key}: {}", json!(text))).collect();
        let list = format!("- type: model\n  modality: text; text\n{}\n- {}\n", fields.join("\n"), texts.concat());
        for text in [list, texts.concat()] {
            if let Ok(result) = ecosystem_graphs::parse(&text) {
                assert_readable(&result);
            }
            let _ = guess(&text);
        }
    }

    #[test]
    fn pages_make_readable_entries(texts in prop::collection::vec(hostile_text(), 14)) {
        let cell = |idx: usize| texts.get(idx).unwrap().replace(['\n', '\r', '|'], " ");
        let row: Vec<_> = (0..9).map(cell).collect();
        let page = format!(
            "# Models\n\n- [2023-05]: {}\n\nScore: [{}](https://a.b): {}\n\n\
             | Model | Organization | Params | Released | Links | Score | Language | License | Insight |\n\
             |---|---|---|---|---|---|---|---|---|\n| {} |\n| a | {} |\n\n## Extensions\n\n- [{}](https://a.b): {}\n  - {}\n",
            cell(9), cell(10), cell(11), row.join(" | "), row.join(" | "), cell(12), cell(13), cell(9),
        );
        assert_readable(&markdown::parse(&page));
    }
}
