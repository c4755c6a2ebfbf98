//! Tests of `llm-tui export --format html` in Chromium: search, sorting, opening entries, and print. They are skipped if
//! there is none, unless `LLM_TUI_REQUIRE_BROWSER=1`.
#![expect(clippy::expect_used, reason = "a test fails if the browser cannot run")]

#[path = "support/csp_hash.rs"]
mod csp_hash;

use std::{
    cmp::Ordering,
    collections::HashMap,
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    path::Path,
    process::{Command, Stdio},
};

use serde::Deserialize;

use csp_hash::csp_hash;
use llm_catalog::{Catalog, localized::Locale};
use llm_index::Index;
use llm_tui::export::{CONTENT_SECURITY_POLICY, ExportTable, Grouping, html_page};

const BROWSERS: [&str; 4] = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];
const DRIVER: &str = include_str!("support/page_driver.js");
/// Runs before the script of the page. Nothing is drawn, so that there are no frames to wait for.
const SETUP: &str = "const failures = [];\
    addEventListener('error', (event) => failures.push(event.message));\
    addEventListener('securitypolicyviolation', (event) => failures.push(event.violatedDirective));\
    window.requestAnimationFrame = (callback) => { callback(0); return 0; };";
const MODELS: usize = 1_000;

/// The command of a browser; `None` if there is none, and none is required.
fn browser() -> Option<&'static str> {
    let runs = |name: &&str| {
        let status = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    let browser = BROWSERS.into_iter().find(runs);
    let is_required = std::env::var_os("LLM_TUI_REQUIRE_BROWSER").is_some_and(|value| value == "1");
    assert!(browser.is_some() || !is_required, "none of {BROWSERS:?} can be run");
    if browser.is_none() {
        // Unlike `println!`, this is shown although the test passes.
        let _ = writeln!(io::stderr(), "skipped: none of {BROWSERS:?} can be run");
    }
    browser
}

/// A new folder. A browser that is confined by the system cannot read the folder for temporary files.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder")
}

/// The standard output of a browser for a page in a folder.
fn run(browser: &str, folder: &Path, option: &str, page: &str) -> String {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let url = format!("file://{}/{page}", folder.display());
    // The sandbox needs rights that a container has not; the page is the test's own.
    let mut command = Command::new(browser);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", &profile, option, &url]);
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().expect("the browser runs");
    assert!(output.status.success(), "{browser}: {}", output.status);
    String::from_utf8(output.stdout).expect("the page is UTF-8")
}

fn page(models: usize) -> String {
    let catalog = Catalog::parse("synthetic.toml", &catalog_toml(models)).expect("the catalogue is valid");
    let index = Index::try_from(&catalog).expect("the catalogue can be indexed");
    let table = ExportTable { index: &index, locale: Locale::En, rows: index.rows().collect(), columns: Vec::new() };
    html_page(&table, Grouping::Stage, None)
}

/// A word that several models have in their names.
fn bird(idx: usize) -> &'static str {
    match idx % 3 {
        0 => "Kestrel",
        1 => "Wren",
        _ => "Heron",
    }
}

/// A word that several models have in their Chinese texts.
fn kind_of_bird(idx: usize) -> &'static str {
    if idx.is_multiple_of(5) { "水" } else { "小" }
}

/// Models of one stage. Their figures are in no order; some are unknown, and some amounts of data have no number of
/// tokens.
fn catalog_toml(models: usize) -> String {
    let mut toml = String::new();
    for idx in 0..models {
        let scattered = idx * 7_919 % 1_009;
        let bird = bird(idx);
        let _ = write!(
            toml,
            "[[model]]\nid = \"m-{idx}\"\nname = \"{bird} n{idx:04}\"\nstage = \"base\"\nopen_weights = true\n\
             organizations = [\"Maker {}\"]\nlinks = [{{ kind = \"code\", url = \"https://example.org/{idx}\" }}]\n\
             insight = {{ en = \"A bird\", zh = \"{}鸟\" }}\n",
            scattered % 40,
            kind_of_bird(idx),
        );
        if scattered % 7 > 0 {
            let _ = writeln!(toml, "released = \"{}-{:02}\"", 2018 + scattered % 9, 1 + scattered % 12);
        }
        let training = match scattered % 6 {
            0 => None,
            1 | 2 => Some(format!("{{ amount = \"{}GiB\", unit = \"bytes\", kind = \"dataset\" }}", 1 + scattered)),
            _ => Some(format!("{{ amount = \"{}B\", unit = \"tokens\", kind = \"trained\" }}", 1 + scattered % 90)),
        };
        if let Some(training) = training {
            let _ = writeln!(toml, "training = [{training}]");
        }
        if scattered % 11 > 0 {
            let _ = writeln!(toml, "[[model.variant]]\nname = \"{0}B\"\nparameters = \"{0}B\"", 1 + scattered % 300);
        }
    }
    toml
}

/// The page with scripts that use it, known to its policy by their hashes like its own.
fn driven_page(queries: &[&str]) -> String {
    let driver = DRIVER.replace("QUERIES", &serde_json::to_string(queries).expect("queries are JSON"));
    let policy = CONTENT_SECURITY_POLICY
        .replace("script-src ", &format!("script-src {} {} ", csp_hash(SETUP), csp_hash(&driver)));
    let page = page(MODELS);
    assert!(page.contains(CONTENT_SECURITY_POLICY));
    page.replacen(CONTENT_SECURITY_POLICY, &policy, 1)
        .replacen("<script>", &format!("<script>{SETUP}</script><script>"), 1)
        .replacen("</body>", &format!("<script>{driver}</script></body>"), 1)
}

/// The sort key of a cell and its text.
type Cell = (Option<f64>, String);

/// What the driver saw.
#[derive(Debug, Deserialize)]
struct Results {
    errors: Vec<String>,
    /// The open entries after each step.
    opened: Vec<Vec<String>>,
    /// The entries that each query found.
    found: Vec<Vec<String>>,
    /// The number of entries after a link led to one that the search hid.
    shown: usize,
    rows: Vec<(String, Vec<Cell>)>,
    /// The order after a click on each heading, twice: the column, the direction, the entries.
    orders: Vec<(usize, String, Vec<String>)>,
    /// The first heading, the language and the color scheme after each choice.
    choices: Vec<[String; 3]>,
}

/// Whether the name, maker and insights of a model have all words of a query.
fn matches(idx: usize, query: &str) -> bool {
    let bird = bird(idx);
    let maker = idx * 7_919 % 1_009 % 40;
    let text = format!("{bird} n{idx:04} Maker {maker} A bird {}鸟", kind_of_bird(idx));
    query.to_lowercase().split_whitespace().all(|word| text.to_lowercase().contains(word))
}

/// Numbers first, then texts, in which digits are numbers, then nothing.
fn compare(a: &Cell, b: &Cell, is_descending: bool) -> Ordering {
    let group = |(key, text): &Cell| if key.is_some() { 0 } else { 1 + u8::from(text.is_empty()) };
    let chunks = |text: &str| {
        let start = text.find(|ch: char| ch.is_ascii_digit()).unwrap_or(text.len());
        let (prefix, rest) = text.split_at(start);
        let end = rest.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(rest.len());
        (prefix.to_owned(), rest.split_at(end).0.parse::<u64>().unwrap_or_default(), rest.split_at(end).1.to_owned())
    };
    let values = a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal).then_with(|| match (a.0, b.0) {
        (None, None) => chunks(&a.1).cmp(&chunks(&b.1)),
        _ => Ordering::Equal,
    });
    group(a).cmp(&group(b)).then(if is_descending { values.reverse() } else { values })
}

#[test]
fn a_page_of_a_thousand_rows_is_searched_sorted_and_opened() {
    let Some(browser) = browser() else { return };
    let queries = [
        "kestrel",
        "KESTREL n004",
        "n0042",
        "水鸟",
        "maker bird n09",
        "n0042maker",
        "heron wren",
        "code",
        "details",
        "released",
        "parameters",
        "links",
        "made",
        "",
        "wren n0001",
    ];
    let dir = folder();
    fs::write(dir.path().join("page.html"), driven_page(&queries)).expect("a file");
    let dom = run(browser, dir.path(), "--dump-dom", "page.html#m-7");
    let json = dom.split_once("<pre id=\"_results\">").and_then(|(_, rest)| rest.split_once("</pre>"));
    let results: Results = serde_json::from_str(json.expect("the driver ran to its end").0).expect("JSON");
    assert_eq!(results.errors, [""; 0]);
    assert_eq!(results.rows.len(), MODELS);

    for (query, found) in queries.iter().zip(&results.found) {
        let expected: Vec<_> = (0..MODELS).filter(|idx| matches(*idx, query)).map(|idx| format!("m-{idx}")).collect();
        let mut found = found.clone();
        found.sort_by_key(|id| id.trim_start_matches("m-").parse::<usize>().ok());
        assert_eq!(found, expected, "{query}");
    }
    let second = &results.rows.get(1).expect("a row").0;
    let hidden = results.rows.iter().map(|(id, _)| id).find(|id| *id != "m-1").expect("a row");
    let expected = [vec!["m-7"], vec![second, "m-7"], vec!["m-7"], vec![hidden, "m-7"]];
    for (opened, mut expected) in results.opened.iter().zip(expected) {
        let mut opened: Vec<_> = opened.iter().map(String::as_str).collect();
        opened.sort_unstable();
        expected.sort_unstable();
        assert_eq!(opened, expected);
    }
    assert_eq!((results.opened.len(), results.shown), (4, MODELS));
    check_orders(&results);
    let expected = [
        ["模型", "zh", "light dark"],
        ["Model", "en", "light dark"],
        ["Model", "en", "dark"],
        ["Model", "en", "light"],
        ["Model", "en", "light dark"],
    ];
    assert_eq!(results.choices, expected);
}

/// Checks each order against a sort of the order before, in which equal entries stay as they were.
fn check_orders(results: &Results) {
    let cells: HashMap<_, _> = results.rows.iter().map(|(id, cells)| (id.as_str(), cells)).collect();
    let cell = |id: &String, column: usize| cells.get(id.as_str()).and_then(|cells| cells.get(column)).expect("a cell");
    let mut order: Vec<_> = results.rows.iter().map(|(id, _)| id.clone()).collect();
    let mut mixed_columns = 0;
    for (column, direction, ids) in &results.orders {
        order.sort_by(|a, b| compare(cell(a, *column), cell(b, *column), direction == "descending"));
        assert_eq!(ids, &order, "{column} {direction}");
        let group = |id: &String| (cell(id, *column).0.is_some(), cell(id, *column).1.is_empty());
        let groups: Vec<_> = ids.iter().map(group).collect();
        mixed_columns += usize::from(groups.contains(&(true, false)) && groups.contains(&(false, false)));
    }
    let directions = |direction| results.orders.iter().filter(|(_, name, _)| name == direction).count();
    assert_eq!(directions("ascending"), directions("descending"));
    assert!(results.orders.len() >= 10 && mixed_columns == 2, "{} {mixed_columns}", results.orders.len());
}

#[test]
fn a_page_is_printed() {
    let Some(browser) = browser() else { return };
    let dir = folder();
    fs::write(dir.path().join("page.html"), page(30)).expect("a file");
    let pdf = dir.path().join("page.pdf");
    run(browser, dir.path(), &format!("--print-to-pdf={}", pdf.display()), "page.html");
    let pdf = fs::read(pdf).expect("the browser wrote the file");
    assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 5_000, "{} bytes", pdf.len());
}
