//! Lists of links and HTML tables, as awesome-lists have them.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use llm_catalog::{
    Extension, Model, extension::ExtensionKind, license::CommercialUse, link::LinkKind, localized::Locale, model::Stage,
};
use llm_tui::import::{
    ImportResult,
    markdown::{self, ListKind},
};
use proptest::prelude::*;
use readable_import::assert_readable;

#[path = "support/readable_import.rs"]
mod readable_import;

fn names(result: &ImportResult) -> Vec<&str> {
    let models = result.models.iter().map(|model| model.name.as_str());
    models.chain(result.extensions.iter().map(|extension| extension.name.as_str())).collect()
}

fn model<'a>(result: &'a ImportResult, name: &str) -> &'a Model {
    result.models.iter().find(|model| model.name == name).expect(name)
}

fn extension<'a>(result: &'a ImportResult, name: &str) -> &'a Extension {
    result.extensions.iter().find(|extension| extension.name == name).expect(name)
}

/// What was left out, as `line: text: reason`.
fn left_out(result: &ImportResult) -> Vec<String> {
    let cells = result.report.first_left_out.iter();
    cells.map(|cell| format!("{}: {}: {:?}", cell.line.unwrap_or_default(), cell.text, cell.reason)).collect()
}

/// The box of a task is no part of a name, whether it is ticked or not.
#[test]
fn tasks_are_items() {
    let result = markdown::parse(
        "## Open LLMs\n\n- [x] [Zeta](https://z.org)\n- [X] [Eta](https://e.org) - done\n- [ ] [Theta](https://t.org)\n",
    );
    assert_eq!(names(&result), ["Zeta", "Eta", "Theta"]);
    let ids: Vec<_> = result.models.iter().map(|model| model.id.as_str()).collect();
    assert_eq!(ids, ["zeta", "eta", "theta"]);
}

/// Between the name of an item and its description may stand sizes; what else stands there is reported.
#[test]
fn what_stands_before_the_description_is_read_or_reported() {
    let result = markdown::parse(
        "## Open LLMs\n\n- [Alpha](https://a.org) (7B, 13B) - a model.\n- [Beta](https://b.org) (70B) – big\n\
         - [Gamma 7B](https://g.org), 2024, [paper](https://arxiv.org/abs/2301.00001)\n\
         - [Delta](https://d.org) (MIT, 7B) - small\n- Epsilon-3B ([Paper](https://arxiv.org/abs/2304.00001), HF) - e\n\
         - **Zeta** by *Zeta Labs* [[paper](https://arxiv.org/abs/2302.00001)] - good\n\
         - [Eta](https://e.org) (2023, 7B) - a year and a size\n- [Theta](https://t.org) (15T) - tokens\n\
         - [Iota](https://i.org) (1M) - a context\n",
    );
    assert_eq!(names(&result), ["Alpha", "Beta", "Gamma 7B", "Delta", "Epsilon-3B", "Zeta", "Eta", "Theta", "Iota"]);
    let sizes = |name| {
        let sizes: Vec<_> = model(&result, name).variants.iter().map(|size| size.name.as_str()).collect();
        sizes.join(" ")
    };
    assert_eq!(["Alpha", "Beta", "Gamma 7B", "Delta", "Epsilon-3B"].map(sizes), ["7B 13B", "70B", "7B", "", "3B"]);
    assert_eq!(["Eta", "Theta", "Iota"].map(sizes), [""; 3]);
    assert_eq!(
        left_out(&result),
        [
            "5: 2024: NotALink",
            "6: MIT: NotALink",
            "6: 7B: NotALink",
            "7: HF: NotALink",
            "8: by Zeta Labs: NotALink",
            "9: 2023: NotALink",
            "9: 7B: NotALink",
            "10: 15T: NotALink",
            "11: 1M: NotALink"
        ]
    );
}

#[test]
fn the_mark_of_a_note_is_no_part_of_the_name_of_an_item() {
    let result = markdown::parse(
        "## Open LLMs\n\n- [Foo<sup>1</sup>](https://f.org) (7B) - a model\n- Bar† [paper](https://arxiv.org/abs/1)\n\n\
         ## Tools\n\n- [Baz<sup>2</sup>](https://b.org) - a tool\n",
    );
    assert_eq!(names(&result), ["Foo", "Bar", "Baz"]);
    assert_eq!((result.models[0].id.as_str(), result.models[0].variants.len()), ("foo", 1));
    assert_eq!((extension(&result, "Baz").links.len(), result.report.left_out()), (1, 0), "{:?}", result.report);
    let marked = result.report.first_assumed.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>();
    assert_eq!(marked, ["Foo¹", "Bar†", "Baz²"]);
}

#[test]
fn a_list_below_a_heading_of_models_has_models() {
    let result = markdown::parse(
        "# Awesome LLM\n\n## Open LLM\n\n- [Foo-7B](https://huggingface.co/acme/foo) - a small model.\n\
         - **Bar** (Acme, 2023): [paper](https://arxiv.org/abs/2301.00001) [code](https://github.com/acme/bar)\n\
         - Meta\n  - [Llama 3.2-1|3|11|90B](https://llama.meta.com/)\n\
         - <u>T5</u>: **\"Exploring the limits of transfer learning\"**. *Raffel et al.* [[Paper](https://arxiv.org/abs/1910.10683)]\n\
         - a thought without a link\n\n## Milestone papers\n\n- [Attention](https://arxiv.org/abs/1706.03762)\n",
    );
    assert_eq!(names(&result), ["Foo-7B", "Bar", "Llama 3.2", "T5"]);
    let foo = model(&result, "Foo-7B");
    assert_eq!((foo.variants[0].name.as_str(), foo.open_weights, foo.stage), ("7B", Some(true), Stage::Base));
    assert_eq!(foo.summary.as_ref().unwrap().en, "a small model.");
    let bar = model(&result, "Bar");
    let kinds: Vec<_> = bar.links.iter().map(|link| link.kind).collect();
    assert_eq!((kinds, bar.open_weights), (vec![LinkKind::Paper, LinkKind::Code], None));
    let llama = model(&result, "Llama 3.2");
    assert_eq!((llama.organizations.join(" ").as_str(), llama.variants.len()), ("Meta", 4));
    let t5 = model(&result, "T5");
    assert_eq!(t5.paper.as_ref().unwrap().title, "Exploring the limits of transfer learning");
    assert_eq!(
        left_out(&result),
        ["6: Acme: NotALink", "6: 2023: NotALink", "10: a thought without a link: NotAnEntry"]
    );
    assert!(
        result
            .warnings
            .iter()
            .any(|warning| warning.line == 14 && warning.message(Locale::En).contains("skipped 1 list item"))
    );
}

#[test]
fn an_item_with_a_date_and_a_link_is_a_model_below_a_heading_of_models() {
    let result = markdown::parse(
        "## Open LLMs\n\n- 2023-05 [Foo](https://a.b/foo)\n- [2023-06] [Bar](https://a.b/bar) by Acme\n\
         - 2023-08: [Foo](https://a.b/foo) was added\n",
    );
    assert_eq!((names(&result), result.changelog.len()), (vec!["Foo", "Bar"], 1));
    assert_eq!(left_out(&result), ["3: 2023-05: NotALink", "4: 2023-06: NotALink", "4: by Acme: NotALink"]);
}

/// A year, a month or the number of a note may stand before the name too.
#[test]
fn what_stands_before_a_linked_name_is_no_name() {
    let result = markdown::parse(
        "## Open LLMs\n\n- 2023 [Foo](https://a.b/foo)\n- [3] [Bar](https://a.b/bar)\n- May 2024 [Baz](https://a.b/baz)\n\n\
         ## Tools\n\n- May [Qux](https://a.b/qux) - a tool\n- Jan [GitHub](https://github.com/a/jan) - a tool\n",
    );
    assert_eq!(names(&result), ["Foo", "Bar", "Baz", "Qux", "Jan"]);
    assert_eq!(left_out(&result), ["3: 2023: NotALink", "4: 3: NotALink", "5: May 2024: NotALink"]);
}

/// Services and places for models are no models.
#[test]
fn lists_of_services_are_no_models() {
    for heading in
        ["LLM APIs", "Model hubs", "Hosting", "Model serving", "Training", "Agents", "Marketplaces", "模型训练"]
    {
        let page = format!("## Open LLMs\n\n- [Foo](https://a.b/foo)\n\n## {heading}\n\n- [Bar](https://a.b/bar)\n");
        assert_eq!(names(&markdown::parse(&page)), ["Foo"], "{heading}");
        let table = format!("## {heading}\n\n| Model | Link |\n|---|---|\n| Bar | [code](https://a.b/bar) |\n");
        assert!(markdown::parse(&table).models.is_empty(), "{heading}");
    }
    let tools = markdown::parse("## Tools\n\n### Serving\n\n- [Foo](https://a.b/foo) - a server\n");
    assert_eq!(tools.extensions.len(), 1);
    let table = "## Instruction training\n\n| Name | Link |\n|---|---|\n| Bar | [code](https://a.b/bar) |\n";
    assert_eq!(names(&markdown::parse(table)), ["Bar"]);
}

#[test]
fn nested_items_with_labels_are_fields() {
    let result = markdown::parse(
        "## 1. 模型\n\n* ChatGLM：\n  * 地址：https://github.com/THUDM/ChatGLM-6B\n  * 简介：中英双语的对话模型\n\n\
         ## 应用\n\n* 问答：\n  * 地址：https://github.com/acme/qa\n  * 简介：读文档的程序\n",
    );
    let glm = model(&result, "ChatGLM");
    assert_eq!((glm.links.len(), glm.summary.as_ref().unwrap().zh.as_str()), (1, "中英双语的对话模型"));
    let qa = extension(&result, "问答");
    assert_eq!((qa.links.len(), qa.summary.zh.as_str()), (1, "读文档的程序"));
    assert_eq!(result.report.left_out(), 0, "{:?}", result.report);
    let result = markdown::parse("## Libraries\n\n1. JAX: [[Source](https://github.com/google/jax)]\n");
    assert_eq!(extension(&result, "JAX").links.len(), 1);
}

#[test]
fn a_tick_and_a_cross_are_no_answer() {
    let result = markdown::parse(
        "| Model | License | Commercial use |\n|---|---|---|\n| A | TII | ✅/❌ |\n| ---> B | TII | ✅ |\n",
    );
    let terms: Vec<_> = result.models.iter().map(|model| model.license.as_ref().unwrap().commercial_use).collect();
    assert_eq!((names(&result), terms), (vec!["A", "B"], vec![None, Some(CommercialUse::Yes)]));
    assert_eq!(result.report.left_out(), 1);
}

#[test]
fn what_no_heading_says_is_asked_for() {
    let page = "# Links\n\n- [Foo](https://github.com/acme/foo) - does something\n";
    assert!(names(&markdown::parse(page)).is_empty());
    let models = markdown::parse_lists_as(page, Some(ListKind::Models));
    assert_eq!((models.models.len(), models.extensions.len()), (1, 0));
    let extensions = markdown::parse_lists_as(page, Some(ListKind::Extensions));
    assert_eq!((extensions.models.len(), extensions.extensions.len()), (0, 1));
    // A heading says more than the option.
    let page = page.replace("# Links", "## Tools");
    assert_eq!(markdown::parse_lists_as(&page, Some(ListKind::Models)).extensions.len(), 1);
}

#[test]
fn a_table_below_a_heading_of_projects_has_extensions() {
    let result = markdown::parse(
        "## Tools\n\n| Project | Type | Link | Description | Stars |\n|---|---|---|---|---|\n\
         | Serve | engine | https://github.com/acme/serve | Runs models | 5 |\n",
    );
    let serve = extension(&result, "Serve");
    assert_eq!((serve.kind, serve.links.len(), serve.summary.en.as_str()), (ExtensionKind::Engine, 1, "Runs models"));
    assert_eq!((result.models.len(), result.report.left_out()), (0, 1), "the stars are left out");
    // Figures of models say otherwise.
    let result = markdown::parse("## Projects\n\n| Model | Params |\n|---|---|\n| Foo | 7B |\n");
    assert_eq!((result.models.len(), result.extensions.len()), (1, 0));
}

#[test]
fn a_heading_below_one_of_something_else_is_of_that_too() {
    let table = "| Name | Organization | Link |\n|---|---|---|\n| {} | Acme | [code](https://github.com/acme/a) |\n";
    let table = |name: &str| table.replace("{}", name);
    let page = format!(
        "# LLMs\n\n## Data sets or benchmarks\n\n### Evaluation of search\n\n{}\n### Agents\n\n{}\n### Open models\n\n{}\n\
         ## LLMOps\n\n{}\n## Others\n\n{}",
        table("A"),
        table("B"),
        table("C"),
        table("D"),
        table("E"),
    );
    let result = markdown::parse(&page);
    assert_eq!(result.models.iter().map(|model| model.name.as_str()).collect::<Vec<_>>(), ["C", "E"]);
    assert_eq!(result.extensions.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(), ["D"]);
    assert_eq!(result.skipped(), 1, "{:?}", result.warnings);
}

#[test]
fn tables_of_data_sets_are_skipped() {
    let result = markdown::parse("## Open LLM datasets\n\n| Name | Date |\n|---|---|\n| C4 | 2020 |\n");
    assert_eq!(result.models.len(), 0);
    assert!(result.warnings.iter().any(|warning| warning.message(Locale::En).contains("data sets")));
}

#[test]
fn html_tables_are_read() {
    let page = "## Base models\n\ntext\n<table>\n<thead><tr><th>Group</th><th>Model</th><th>Size(B)</th><th>Link</th></tr></thead>\n\
                <tr><td rowspan=\"2\">Open</td><td>Foo</td><td>7</td><td><a href=\"https://arxiv.org/abs/1\">Paper</a></td></tr>\n\
                <tr><td>Bar &amp; co</td><td>13</td><td></td></tr>\n<tr><td colspan=4>Closed</td></tr>\n\
                <tr><td></td><td>Baz</td><td>soon</td><td></td></tr>\n</table>\n\n## Chat models\n\n\
                | Model | Params | <a href=\"https://a.b\">Link</a> |\n|---|---|---|\n| Qux | 1B | <a href=\"https://c.d\">x</a> |\n";
    let result = markdown::parse(page);
    assert_eq!(names(&result), ["Foo", "Bar & co", "Baz", "Qux"]);
    let foo = model(&result, "Foo");
    assert_eq!((foo.variants[0].name.as_str(), foo.links[0].kind, foo.stage), ("7B", LinkKind::Paper, Stage::Base));
    assert_eq!((model(&result, "Qux").links.len(), model(&result, "Qux").stage), (1, Stage::Sft));
    let [soon] = result.report.first_left_out.as_slice() else { panic!("{:?}", result.report) };
    assert_eq!((soon.line, soon.text.as_str()), (Some(9), "soon"));
}

#[test]
fn a_kind_of_models_is_no_other_section() {
    for heading in [
        "推理模型",
        "推理大模型",
        "Retrieval models",
        "Permissively licensed models",
        "LLaMA-based chat models",
        "Reference models:",
        "Metadata of open models",
        "Tool-calling models",
        "Tool use models",
        "Software engineering models",
        "工具调用模型",
        "工具调用大模型",
    ] {
        let page = format!("## {heading}\n\n- [Foo](https://github.com/acme/foo): a model\n");
        let result = markdown::parse(&page);
        assert_eq!((result.models.len(), result.extensions.len()), (1, 0), "{heading}");
    }
    for heading in [
        "Papers on language models",
        "Papers on reasoning models",
        "Evaluating models",
        "模型评测",
        "Data for models",
        "Tutorials",
        "Companies",
        "Model providers",
    ] {
        let page = format!("## {heading}\n\n- [Foo](https://github.com/acme/foo): a text\n");
        assert_eq!(names(&markdown::parse(&page)), [""; 0], "{heading}");
    }
    for heading in ["Tools and models", "Inference engines", "推理引擎", "Tools\n\n### Serving engines"] {
        let page = format!("## {heading}\n\n- [Foo](https://github.com/acme/foo): a tool\n");
        assert_eq!(markdown::parse(&page).extensions.len(), 1, "{heading}");
    }
    // A list may group its models by their makers.
    let page = "## Open models\n\n### Chinese companies\n\n- [Foo](https://github.com/acme/foo): a model\n";
    assert_eq!(markdown::parse(page).models.len(), 1);
}

#[test]
fn markup_that_is_no_content_is_not_read() {
    let result = markdown::parse(
        "## Models\n\n<!--\n<table><tr><th>Model</th><th>Params</th></tr><tr><td>Hidden</td><td>7B</td></tr></table>\n-->\n\n\
         <table>\n<tr><th>Model</th><th>Params</th><th>Tokens (B)</th></tr>\n\
         <tr><td>F1 <img alt=\"new\" src=\"x\"></td><td>7B<sup>1</sup></td><td>10<sup>3</sup></td></tr>\n\
         <tr><td><del>F2</del></td><td>7B</td><td>1400</td></tr>\n\
         <tr><td>F3<style>b { c }</style></td><td><script>if (a < b) x</script>7B</td><td>1400</td></tr>\n</table>\n\n\
         - ~~[Old](https://github.com/acme/old)~~\n- [![stars](https://a.b/c.svg)](https://github.com/acme/new) New\n",
    );
    assert_eq!(names(&result), ["F1", "F3", "New"]);
    let [power] = result.report.first_left_out.as_slice() else { panic!("{:?}", result.report) };
    assert_eq!((power.line, power.text.as_str()), (Some(9), "10³"));
    assert_eq!(model(&result, "F1").variants[0].name, "7B");
    assert_eq!(model(&result, "F3").variants[0].name, "7B");
}

#[test]
fn unknown_weights_are_not_closed() {
    let result = markdown::parse(
        "| Model | Params | License | Open source |\n|---|---|---|---|\n| A | 7B | | |\n| B | 7B | closed | |\n| C | 7B | | ✅ |\n| D | 7B | | 否 |\n",
    );
    let weights: Vec<_> = result.models.iter().map(|model| model.open_weights).collect();
    assert_eq!(weights, [None, Some(false), Some(true), Some(false)]);
}

/// Items as people write them, and others.
fn item() -> impl Strategy<Value = String> {
    const PARTS: &str = "[Foo](https://a.b)#[Foo-7B](https://huggingface.co/a/b)#Meta#: # - #**Bar**#(2023)#\"A title of words\"#地址：\
                         #简介：#https://c.d#[x](about:blank)#<u>#</u>#<a href='https://e.f'>#</a>#<table>#</table>#<td>#<tr>#|#-1|3|11B\
                         #模型#, #/#`#*#owner/Name-Instruct#~~#<del>#<sup>1</sup>#![a](b)#[^1]#<!--#-->#<script>#\u{202e}#\u{301}";
    let part = prop::sample::select(PARTS.split('#').collect::<Vec<_>>());
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Whatever stands in lists and between tags, the output is a catalogue.
    #[test]
    fn lists_are_readable(
        items in prop::collection::vec((0_usize..3, item()), 1..6),
        heading in prop::sample::select(vec!["Models", "Tools", "Notes", "模型"]),
        unclear in prop::sample::select(vec![None, Some(ListKind::Models), Some(ListKind::Extensions)]),
    ) {
        let items: Vec<_> = items.iter().map(|(depth, text)| format!("{}- {text}", "  ".repeat(*depth))).collect();
        let page = format!("## {heading}\n\n{}\n", items.join("\n"));
        let mut result = markdown::parse_lists_as(&page, unclear);
        assert_readable(&result);
        let before = result.report.clone();
        result.remove_invalid_fields();
        prop_assert_eq!(result.report, before);
    }

    #[test]
    fn html_tables_are_readable(cells in prop::collection::vec(prop::collection::vec(item(), 4), 1..4)) {
        let row = |cells: &Vec<String>| format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>"));
        let rows: String = cells.iter().map(row).collect();
        let page = format!("<table><tr><th>Model<th>Params<th>Links<th>License</tr>\n{rows}</table>\n");
        assert_readable(&markdown::parse(&page));
    }
}
