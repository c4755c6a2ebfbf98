//! Lineage: in the detail, as a tree, on the command line, and the way back.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    process::{Command, Stdio},
};

use proptest::prelude::*;
use support::{TestScreen, screen_with};

use llm_catalog::{Catalog, model::Stage, parent::Relation};
use llm_index::{
    Index, RowId,
    lineage::{Fold, LineageForest, NodeSeed},
};

#[expect(dead_code, reason = "other tests use more of it")]
mod support;

/// A model: its id, its stage, when it came out, its parents as TOML.
fn model_toml(id: &str, stage: &str, released: &str, parents: &str) -> String {
    format!(
        "[[model]]\nid = \"{id}\"\nname = \"{}\"\nstage = \"{stage}\"\norganizations = [\"{id} lab\"]\n\
         released = \"{released}\"\nopen_weights = true\nbase_models = [{parents}]\n\
         insight = {{ en = \"e\", zh = \"中\" }}\n",
        id.to_uppercase()
    )
}

/// Two families that meet: OAK > ELM > ASH, and ASH learnt from FIG too.
fn family_toml() -> String {
    [
        model_toml("oak", "base", "2020-01", ""),
        model_toml("elm", "sft", "2021-02", "\"oak\""),
        model_toml("ash", "rlhf", "2022-03", "\"elm\", { id = \"fig\", relation = \"data\" }"),
        model_toml("fig", "base", "2020-05", ""),
        model_toml("yew", "base", "2023-01", "{ id = \"oak\", relation = \"architecture\" }"),
    ]
    .concat()
}

/// One model with many children.
fn many_children_toml(children: usize) -> String {
    let child = |number| model_toml(&format!("kid-{number}"), "sft", "2022", "\"oak\"");
    model_toml("oak", "base", "2020-01", "") + &(0..children).map(child).collect::<String>()
}

fn index(toml: &str) -> Index {
    Index::try_from(&Catalog::parse("test", toml).unwrap_or_else(|problems| panic!("{problems}"))).unwrap()
}

fn family_screen(width: u16, height: u16) -> TestScreen {
    screen_with(index(&family_toml()), width, height)
}

fn selected_id(screen: &TestScreen) -> String {
    screen.app.selected_entry().unwrap().as_entry_ref().id().to_string()
}

/// The lines of the tree on the screen, to the end of the name.
fn tree_lines(screen: &TestScreen) -> Vec<String> {
    let lines =
        screen.lines().into_iter().filter(|line| line.contains("[-]") || line.contains("[+]") || line.contains("---"));
    lines.map(|line| line.split("  20").next().unwrap().trim().to_owned()).collect()
}

/// Goes down to a line of the page or the detail that says something.
fn move_to_line(mut screen: TestScreen, text: &str) -> TestScreen {
    for _ in 0..200 {
        let row = screen.app.screen().map_or(screen.app.detail_state().selected, |(_, cursor)| cursor.selected);
        let line: String = screen.app.document().lines[row].spans.iter().map(|piece| piece.text.as_str()).collect();
        if line.contains(text) {
            return screen;
        }
        screen = screen.press("j");
    }
    panic!("no line says {text:?}:\n{}", screen.text())
}

#[test]
fn the_detail_shows_every_ancestor_and_every_descendant() {
    let ash = family_screen(80, 40).press("5/^ash<enter><enter>");
    let ash = ash
        .assert_shows("Built on     S ELM")
        .assert_shows("             `- B OAK")
        .assert_shows("             B FIG (data only)");
    assert_eq!(selected_id(&move_to_line(ash, "`- B OAK").press("<enter>")), "oak");
    let oak = family_screen(80, 40).press("5/^oak<enter><enter>");
    let oak = oak
        .assert_shows("Led to       S ELM")
        .assert_shows("             `- R ASH")
        .assert_shows("             B YEW (architecture only)");
    assert_eq!(selected_id(&move_to_line(oak, "R ASH").press("<enter>")), "ash");
    family_screen(80, 40)
        .press("5/^fig<enter><enter>")
        .assert_shows("Led to       R ASH (data only)")
        .assert_hides("Built on");
}

#[test]
fn a_model_of_two_lines_stands_once_in_full() {
    let both = family_toml() + &model_toml("bay", "sft", "2024-01", "\"elm\", \"yew\"");
    screen_with(index(&both), 80, 40).press("5/^oak<enter><enter>").assert_shows("- S BAY").assert_shows("see BAY");
    // Towards the roots, OAK is reached twice too.
    screen_with(index(&both), 80, 40)
        .press("5/^bay<enter><enter>")
        .assert_shows("- B OAK")
        .assert_shows("see OAK (architecture only)");
}

#[test]
fn a_large_family_ends_with_how_many_more_there_are() {
    let few = screen_with(index(&many_children_toml(31)), 80, 60).press("5/^oak<enter><enter>");
    few.assert_shows("KID-30").assert_hides("more in the family tree");
    let many = screen_with(index(&many_children_toml(40)), 80, 60).press("5/^oak<enter><enter>");
    let many = many.assert_shows("KID-29").assert_hides("KID-30").assert_shows("10 more in the family tree");
    let tree = move_to_line(many, "10 more").press("<enter>").assert_shows("Family tree").assert_shows("KID-39");
    // The query hid them, so the tree asks for them.
    assert_eq!(tree.app.search_input().value(), "base:\"oak\"");
    tree.assert_shows("[-] b OAK").assert_shows("40 models, 1 ancestor");
    let here =
        move_to_line(screen_with(index(&many_children_toml(40)), 80, 60).press("1<enter>"), "10 more").press("<enter>");
    assert_eq!(here.app.search_input().value(), "");
    here.assert_shows("41 models");
}

#[test]
fn a_jump_can_be_taken_back_and_again() {
    let there = move_to_line(family_screen(80, 40).press("5/^ash<enter><enter>"), "S ELM").press("<enter>");
    let there = move_to_line(there, "B OAK").press("<enter>");
    assert_eq!(selected_id(&there), "oak");
    let back = there.press("<backspace>");
    assert_eq!(selected_id(&back), "elm");
    let back = back.press("<backspace>");
    assert_eq!(selected_id(&back), "ash");
    let back = back.press("<backspace>").assert_shows("no model was visited before this one");
    let forward = back.press("ff");
    assert_eq!(selected_id(&forward), "oak");
    forward.press("f").assert_shows("no model was visited after this one");
}

#[test]
fn a_new_jump_forgets_what_lay_ahead_and_moving_is_no_visit() {
    let moved = family_screen(80, 40).press("5jjk<backspace>").assert_shows("no model was visited before this one");
    let there = move_to_line(moved.press("/^ash<enter><enter>"), "S ELM").press("<enter>").press("<backspace>");
    assert_eq!(selected_id(&there), "ash");
    let other = move_to_line(there, "B FIG").press("<enter>").press("f").assert_shows("no model was visited after");
    assert_eq!(selected_id(&other.press("<backspace>")), "ash");
}

#[test]
fn a_visit_keeps_the_query_and_the_tab_where_the_model_is_seen() {
    const DATE_QUERY: &str = "released:2020..2022";
    let ash = move_to_line(family_screen(80, 40).press("5/released:2020..2022<enter>gj<enter>"), "ELM");
    let oak = move_to_line(ash, "OAK").press("<enter>");
    assert_eq!((selected_id(&oak), oak.app.search_input().value()), ("oak".to_owned(), DATE_QUERY));
    let back = oak.press("<backspace>").assert_shows("All models");
    assert_eq!((selected_id(&back), back.app.search_input().value()), ("elm".to_owned(), DATE_QUERY));
    // The query comes back with the model that it found.
    let hidden = back.press("f<esc>/^yew<enter><backspace>");
    assert_eq!((selected_id(&hidden), hidden.app.search_input().value()), ("elm".to_owned(), DATE_QUERY));
}

#[test]
fn the_tree_opens_at_the_selected_model_and_leads_to_others() {
    let tree = family_screen(80, 24).press("2t").assert_shows("Family tree  5 models");
    assert_eq!(
        tree_lines(&tree),
        [
            "[-] B OAK",
            "|-[-] S ELM",
            "| `---- R ASH",
            "`---- B YEW (architecture only)",
            "[-] B FIG",
            "`---- see ASH (data only)"
        ]
    );
    let there = tree.press("<enter>");
    assert_eq!((selected_id(&there), there.app.screen()), ("elm".to_owned(), None));
    let ash = there.press("tj<enter>");
    assert_eq!(selected_id(&ash), "ash");
    assert_eq!(selected_id(&ash.press("<backspace>")), "elm");
    let closed = family_screen(80, 24).press("tt").assert_hides("Family tree");
    assert!(closed.app.screen().is_none());
}

#[test]
fn branches_fold_by_keys_and_by_clicks() {
    let folded = family_screen(80, 24).press("2th").assert_shows("[+] S ELM").assert_hides("R ASH");
    let opened = folded
        .press("l")
        .assert_shows("[-] S ELM")
        .assert_shows("R ASH")
        .press("<left>")
        .assert_hides("R ASH")
        .press("<right>");
    let folded =
        opened.assert_shows("R ASH").press(" ").assert_hides("R ASH").press(" ").assert_shows("R ASH").press("hh");
    // The second one went to the parent.
    let root = folded.assert_shows("[+] S ELM").press("h").assert_shows("[+] B OAK").assert_hides("ELM");
    let row = root.lines().iter().position(|line| line.contains("[+] B OAK")).unwrap();
    let opened = root.click(2, u16::try_from(row).unwrap()).assert_shows("[-] B OAK").assert_shows("[+] S ELM");
    // A click on a name goes there.
    let row = opened.lines().iter().position(|line| line.contains("B FIG")).unwrap();
    assert_eq!(selected_id(&opened.click(8, u16::try_from(row).unwrap())), "fig");
}

#[test]
fn into_a_reference_leads_to_where_the_model_stands() {
    let screen = move_to_line(family_screen(80, 24).press("2thgG"), "see ASH").press("l");
    assert_eq!(tree_lines(&screen)[2], "| `---- R ASH", "what was folded is unfolded");
    assert_eq!(selected_id(&screen.press("<enter>")), "ash");
}

#[test]
fn the_tree_shows_what_the_query_matches_and_what_that_descends_from() {
    let tree = family_screen(80, 24).press("5/^ash<enter>t").assert_shows("1 model, 3 ancestors");
    assert_eq!(
        tree_lines(&tree),
        ["[-] b OAK", "`-[-] s ELM", "`---- R ASH", "[-] b FIG", "`---- see ASH (data only)"]
    );
    let typed = tree
        .press("/^yew")
        .assert_shows("1 model, 1 ancestor")
        .assert_shows("B YEW (architecture only)")
        .assert_hides("ASH");
    let kept = typed.press("<enter>").assert_shows("Family tree").press("<enter>");
    assert_eq!((selected_id(&kept), kept.app.search_input().value()), ("yew".to_owned(), "^yew"));
    let none = family_screen(80, 24).press("t/qqqq").assert_shows("No model matches");
    let cleared = none.press("<esc>").assert_shows("Family tree  5 models").press("<esc>").assert_shows("Family tree");
    cleared.press("<esc>").assert_hides("Family tree");
}

#[test]
fn a_large_tree_is_folded_below_three_generations() {
    let mut toml = model_toml("m0", "base", "2020", "");
    for n in 1..200 {
        toml += &model_toml(&format!("m{n}"), "base", "2020", &format!("\"m{}\"", n - 1));
    }
    let tree = screen_with(index(&toml), 80, 24).press("/^m0$<enter><esc>gt");
    let tree = tree.assert_shows("[-] B M0").assert_shows("[-] B M1").assert_shows("[+] B M2").assert_hides("B M3");
    // The model of the cursor is seen, however deep it lies.
    let deep = tree.press("<esc>/^m150$<enter>t").assert_shows("B M150").assert_shows("1 model, 150 ancestors");
    deep.resize(40, 12).assert_shows("M150").resize(140, 40).assert_shows("M150");
}

#[test]
fn the_tree_is_there_on_small_screens_and_in_chinese() {
    family_screen(40, 12).press("2t").assert_shows("[-] B OAK").assert_shows("2020-01").assert_hides("oak lab");
    family_screen(140, 40).press("2t").assert_shows("oak lab");
    family_screen(80, 24)
        .in_chinese()
        .press("2t")
        .assert_shows("谱系树  5 个模型")
        .assert_shows("见 ASH（仅使用其数据）");
    family_screen(30, 8).press("2t").assert_shows("ELM");
}

/// What a command prints for a catalogue, and its exit code.
fn run_tree(toml: &str, arguments: &[&str]) -> (i32, String) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("catalog.toml");
    fs::write(&file, toml).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().env("HOME", home.path()).stdin(Stdio::null()).args(["--locale", "en", "--catalog"]).arg(&file);
    let output = command.arg("tree").args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_command_prints_the_same_tree() {
    let (code, out) = run_tree(&family_toml(), &[]);
    let lines: Vec<_> = out.lines().map(|line| line.split("  ").next().unwrap_or_default()).collect();
    assert_eq!(code, 0);
    assert_eq!(lines.first(), Some(&"B OAK"));
    assert!(out.contains("| `- R ASH  ") && out.contains("`- see ASH (data only)\n"), "{out}");
    let (_, out) = run_tree(&family_toml(), &["^ash"]);
    assert!(out.contains("b OAK") && out.contains("R ASH") && !out.contains("YEW"), "{out}");
    assert_eq!(run_tree(&family_toml(), &["qqqq"]), (1, String::new()));
}

#[test]
fn the_command_prints_json_with_every_model_once() {
    let (code, out) = run_tree(&family_toml(), &["--format", "json"]);
    let tree: serde_json::Value = serde_json::from_str(&out).unwrap();
    let ash = &tree[0]["children"][0]["children"][0];
    assert_eq!((code, &ash["id"], &ash["stage"]), (0, &"ash".into(), &"rlhf".into()));
    assert_eq!(tree[0]["children"][1]["relation"], "architecture");
    assert_eq!(tree[1]["children"][0]["see"], "ash");
    assert_eq!(out.matches("\"id\"").count(), 5);
    assert_eq!(run_tree(&family_toml(), &["qqqq", "--format", "json"]), (1, "[]\n".to_owned()));
}

#[test]
fn a_very_long_line_of_descent_is_printed() {
    let mut toml = model_toml("m0", "base", "2020", "");
    for n in 1..3_000 {
        write!(toml, "{}", model_toml(&format!("m{n}"), "base", "2020", &format!("\"m{}\"", n - 1))).unwrap();
    }
    assert_eq!(run_tree(&toml, &[]).1.lines().count(), 3_000);
    let shelf = index(&toml);
    let last = shelf.row_by_id("m2999").unwrap();
    assert_eq!(LineageForest::with_ancestors(&shelf, [last], 1).nodes().len(), 3_000);
    assert_eq!(
        LineageForest::descendants(&shelf, shelf.row_by_id("m0").unwrap(), usize::MAX, 9_999).nodes().len(),
        3_000
    );
}

#[test]
fn what_is_too_much_is_left_out_and_counted() {
    let shelf = index(&many_children_toml(40));
    let forest = LineageForest::with_ancestors(&shelf, shelf.rows(), 30);
    assert_eq!((forest.match_count(), forest.omitted()), (30, 11));
}

/// Models of any parents: in circles too, as a dump may hold them.
fn arb_node_seeds() -> impl Strategy<Value = Vec<NodeSeed>> {
    let relation = prop::sample::select(vec![Relation::Weights, Relation::Data, Relation::Adapter]);
    let parents = prop::collection::vec(((0_u32..24).prop_map(RowId::from), relation), 0..4);
    let year = prop::option::of(2018_u16..2024);
    let sprout = (parents, prop::sample::select(Stage::ALL.to_vec()), year, any::<bool>());
    prop::collection::vec(sprout, 0..24).prop_map(|sprouts| {
        type GeneratedNode = (Vec<(RowId, Relation)>, Stage, Option<u16>, bool);
        let of_row = |(row, (parents, stage, year, is_wanted)): (usize, GeneratedNode)| NodeSeed {
            row: RowId::from_index(row).unwrap(),
            stage,
            released: year.map(|year| year.to_string().parse().unwrap()),
            is_match: is_wanted,
            parents,
        };
        sprouts.into_iter().enumerate().map(of_row).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_model_stands_once_in_full_and_nothing_descends_from_itself(sprouts in arb_node_seeds()) {
        let count = sprouts.len();
        let forest = LineageForest::build(sprouts);
        let branches = forest.flatten(|_, _| true);
        let own: Vec<_> = branches.iter().filter(|branch| branch.fold != Fold::Reference).collect();
        prop_assert_eq!(own.len(), count);
        prop_assert_eq!(own.iter().map(|branch| branch.node).collect::<BTreeSet<_>>().len(), count);
        for branch in &own {
            let above: Vec<_> = forest.tree_ancestors(branch.node).take(count + 1).collect();
            prop_assert_eq!(above.len(), branch.depth);
            prop_assert!(!above.contains(&branch.node));
        }
    }

    #[test]
    fn every_child_has_its_parent_as_an_ancestor(sprouts in arb_node_seeds()) {
        let wanted: usize = sprouts.iter().map(|sprout| {
            let parents = sprout.parents.iter().map(|(row, _)| *row);
            parents.filter(|row| row.index() < sprouts.len() && *row != sprout.row).collect::<BTreeSet<_>>().len()
        }).sum();
        let forest = LineageForest::build(sprouts);
        let children: usize = forest.nodes().iter().map(|member| member.children.len()).sum();
        prop_assert_eq!(children, wanted);
        for branch in forest.flatten(|_, _| true) {
            let Some(under) = branch.parent else { continue };
            prop_assert!(forest.relation(branch.node, under).is_some());
            if branch.fold != Fold::Reference {
                prop_assert_eq!(forest.tree_ancestors(branch.node).next(), Some(under));
            }
            prop_assert_eq!(forest.last_child_flags(&branch).count(), branch.depth);
        }
    }

    #[test]
    fn what_is_folded_hides_only_what_stands_below(sprouts in arb_node_seeds(), folded in 0_usize..24) {
        let forest = LineageForest::build(sprouts);
        let (all, some) = (forest.flatten(|_, _| true), forest.flatten(|place, _| place != folded));
        let own = |place: usize| std::iter::once(place).chain(forest.tree_ancestors(place)).any(|above| above == folded);
        let stays = all.iter().filter(|branch| !branch.parent.is_some_and(own));
        let expected: Vec<_> = stays.map(|branch| (branch.node, branch.parent)).collect();
        prop_assert_eq!(some.iter().map(|branch| (branch.node, branch.parent)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn no_keys_break_the_tree(keys in prop::collection::vec(prop::sample::select(TREE_KEYS.to_vec()), 1..40), small in any::<bool>()) {
        let mut screen = if small { family_screen(40, 12) } else { family_screen(100, 30) }.press("t");
        for key in keys {
            screen = screen.press(key);
            screen.text();
            if let Some((_, cursor)) = screen.app.screen() {
                prop_assert!(cursor.selected < screen.app.document().lines.len().max(1));
            }
        }
    }
}

/// Keys that do something in the tree, or lead to it.
const TREE_KEYS: [&str; 22] = [
    "t",
    "t",
    "h",
    "l",
    " ",
    "j",
    "k",
    "g",
    "G",
    "<enter>",
    "<esc>",
    "/",
    "a",
    "q",
    "5",
    "<tab>",
    "<backspace>",
    "f",
    "?",
    "<f2>",
    "<left>",
    "<ctrl-d>",
];
