//! Tests of `llm-tui export --format html`: the page is well-formed, shows all entries, and loads nothing.
#![expect(clippy::expect_used, reason = "a test fails if the page cannot be read")]

#[path = "support/csp_hash.rs"]
mod csp_hash;
#[path = "support/html_tags.rs"]
mod html_tags;

use std::collections::BTreeSet;

use csp_hash::csp_hash;
use html_tags::{StartTag, start_tags};
use llm_catalog::{Catalog, localized::Locale};
use llm_index::{Column, Index};
use llm_tui::export::{CONTENT_SECURITY_POLICY, ExportTable, Grouping, SCRIPT, STYLE, html_page};

fn page(catalog: &Catalog, locale: Locale, grouping: Grouping, columns: &[Column]) -> String {
    let index = Index::try_from(catalog).expect("the catalogue can be indexed");
    html_page(
        &ExportTable { index: &index, locale, rows: index.rows().collect(), columns: columns.to_vec() },
        grouping,
        None,
    )
}

fn builtin_catalog() -> Catalog {
    llm_tui::builtin::catalog().expect("the built-in catalogue is valid")
}

/// What is between two texts, for the first time.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).expect("both are there").0
}

#[test]
fn the_policy_allows_the_style_sheet_and_the_script_and_nothing_else() {
    let page = page(&builtin_catalog(), Locale::En, Grouping::Stage, &[]);
    for (source, directive) in [(STYLE, "style-src"), (SCRIPT, "script-src")] {
        let expected = format!("{directive} {}", csp_hash(source));
        assert!(CONTENT_SECURITY_POLICY.contains(&expected), "write {expected} in src/export/html.rs");
    }
    assert_eq!(between(&page, "<style>", "</style>"), STYLE);
    assert_eq!(between(&page, "<script>", "</script>"), SCRIPT);
    for text in [STYLE, SCRIPT] {
        for word in ["url(", "@import", "import(", "fetch(", "XMLHttpRequest", "eval(", "innerHTML", "http"] {
            assert!(!text.contains(word), "{word}");
        }
    }
}

#[test]
fn the_page_is_well_formed_and_has_each_entry_once() {
    let catalog = builtin_catalog();
    let ids: BTreeSet<_> = catalog.entries().map(|entry| entry.id().to_string()).collect();
    for grouping in [Grouping::Stage, Grouping::Organization, Grouping::License, Grouping::Year] {
        let tags = start_tags(&page(&catalog, Locale::Zh, grouping, &[]));
        let bodies: Vec<_> =
            tags.iter().filter(|tag| tag.name == "tbody").filter_map(|tag| tag.attribute("id")).collect();
        assert_eq!(bodies.len(), catalog.len());
        assert_eq!(bodies.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>(), ids);
        let all_ids: Vec<_> = tags.iter().filter_map(|tag| tag.attribute("id")).collect();
        assert_eq!(all_ids.iter().collect::<BTreeSet<_>>().len(), all_ids.len(), "an id is there twice");
        assert_eq!(tags.iter().filter(|tag| tag.name == "h1").count(), 1);
        assert_eq!(tags.first().and_then(|tag| tag.attribute("lang")), Some("zh"));
    }
}

#[test]
fn the_page_has_no_resources_of_others() {
    let page = page(&builtin_catalog(), Locale::En, Grouping::Stage, &[]);
    for StartTag { name, attributes } in start_tags(&page) {
        assert!(!["link", "img", "iframe", "object", "embed", "form", "base"].contains(&name.as_str()), "{name}");
        for (key, value) in attributes {
            assert!(!key.starts_with("on") && key != "src" && key != "style", "{key}");
            if key == "href" {
                let is_link = value.starts_with("https://") || value.starts_with("http://") || value.starts_with('#');
                assert!(name == "a" && is_link, "{name} {value}");
            }
        }
    }
}

#[test]
fn text_of_a_catalogue_is_never_markup() {
    let hostile = r#"</script><script>alert(1)</script>"><img src=x onerror='alert(2)'>&lt;b> <!-- ]]> {{x}}"#;
    let text = serde_json::Value::from(hostile).to_string();
    let catalog = Catalog::parse(
        "hostile.toml",
        &format!(
            "[[benchmark]]\nid = \"b\"\nname = {{ en = {text}, zh = {text} }}\nurl = \"https://a.b/?a=1&b=%22>\"\n\
             description = {{ en = {text}, zh = {text} }}\n\
             [[model]]\nid = \"m\"\nname = {text}\nstage = \"base\"\norganizations = [{text}]\nopen_weights = true\n\
             aliases = [{text}]\nlinks = [{{ kind = \"code\", url = \"https://a.b/'onload=x&y=1\" }}]\n\
             insight = {{ en = {text}, zh = {text} }}\npaper = {{ title = {text}, authors = [{text}] }}\n\
             license = {{ name = {text}, url = \"https://a.b/<x>\" }}\n\
             [[model.variant]]\nname = {text}\n[[model.variant]]\nname = \"b\"\n\
             [[model.score]]\nbenchmark = \"b\"\nvalue = 1.5\nvariant = {text}\nsetting = {text}\n\
             source = \"https://a.b\"\n\
             [[model.claim]]\nfield = \"name\"\nlisted = {text}\nby = {text}\nstatus = \"disputed\"\n\
             note = {{ en = {text}, zh = {text} }}\n\
             [[extension]]\nid = \"e\"\nname = {text}\nkind = \"library\"\nlinks = []\n\
             summary = {{ en = {text}, zh = {text} }}\ndescription = {{ en = {text}, zh = {text} }}\n"
        ),
    );
    let catalog = catalog.expect("the catalogue is valid");
    let plain = page(&builtin_catalog(), Locale::En, Grouping::Stage, &[]);
    let known: BTreeSet<_> = start_tags(&plain).into_iter().map(|tag| tag.name).collect();
    for grouping in [Grouping::Stage, Grouping::Organization, Grouping::License] {
        let page = page(&catalog, Locale::En, grouping, &[]);
        let tags = start_tags(&page);
        assert!(tags.iter().all(|tag| known.contains(&tag.name)), "{tags:?}");
        assert_eq!(tags.iter().filter(|tag| tag.name == "script").count(), 1);
        assert!(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)"));
        assert!(!page.contains("<script>alert"));
    }
}

#[test]
fn columns_can_be_chosen() {
    let columns = [Column::Name, Column::Memory, Column::Languages, Column::Summary];
    let page = page(&builtin_catalog(), Locale::En, Grouping::Year, &columns);
    let thead = between(&page, "<thead>", "</thead>");
    assert_eq!(thead.matches("<th ").count(), columns.len(), "{thead}");
}

#[test]
fn links_within_the_page_lead_to_what_it_has() {
    let catalog = builtin_catalog();
    let index = Index::try_from(&catalog).expect("the catalogue can be indexed");
    let is_of_stanford = |id: &str| {
        let model = id.to_owned().try_into().ok().and_then(|id| catalog.model(&id));
        model.is_some_and(|model| model.organizations.iter().any(|name| name.contains("Stanford")))
    };
    let rows = |is_shown: &dyn Fn(&str) -> bool| {
        let ids = catalog.entries().map(|entry| entry.id().as_str()).filter(|id| is_shown(id));
        ids.filter_map(|id| index.row_by_id(id)).collect::<Vec<_>>()
    };
    for (rows, has_links) in [(rows(&is_of_stanford), false), (rows(&|_| true), true)] {
        assert!(!rows.is_empty());
        let table = ExportTable { index: &index, locale: Locale::En, rows, columns: Vec::new() };
        let page = html_page(&table, Grouping::Stage, None);
        assert!(page.contains("alpaca") && page.contains("LLaMA"), "a parent is named");
        let tags = start_tags(&page);
        let ids: BTreeSet<_> = tags.iter().filter_map(|tag| tag.attribute("id")).collect();
        let targets = tags.iter().filter_map(|tag| tag.attribute("href")?.strip_prefix('#'));
        let (found, missing): (Vec<_>, Vec<_>) = targets.partition(|id| ids.contains(id));
        assert_eq!(missing, [""; 0]);
        assert_eq!(found.contains(&"llama"), has_links);
    }
}
