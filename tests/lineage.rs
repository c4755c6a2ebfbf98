//! Lineage: in the detail, as a tree, on the command line, and the way back.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    process::{Command, Stdio},
};

use llm_tui::{
    catalog::{Catalog, model::Stage, parent::Relation},
    shelf::{
        Shelf,
        lineage::{Fold, Forest, Sprout},
    },
};
use proptest::prelude::*;
use support::{Screen, with};

#[expect(dead_code, reason = "other tests use more of it")]
mod support;

/// A model: its id, its stage, when it came out, its parents as TOML.
fn model(id: &str, stage: &str, released: &str, parents: &str) -> String {
    format!(
        "[[model]]\nid = \"{id}\"\nname = \"{}\"\nstage = \"{stage}\"\norganizations = [\"{id} lab\"]\n\
         released = \"{released}\"\nopen_weights = true\nbase_models = [{parents}]\n\
         insight = {{ en = \"e\", zh = \"中\" }}\n",
        id.to_uppercase()
    )
}

/// Two families that meet: OAK > ELM > ASH, and ASH learnt from FIG too.
fn family() -> String {
    [
        model("oak", "base", "2020-01", ""),
        model("elm", "sft", "2021-02", "\"oak\""),
        model("ash", "rlhf", "2022-03", "\"elm\", { id = \"fig\", relation = \"data\" }"),
        model("fig", "base", "2020-05", ""),
        model("yew", "base", "2023-01", "{ id = \"oak\", relation = \"architecture\" }"),
    ]
    .concat()
}

/// One model with many children.
fn crowd(children: usize) -> String {
    let child = |number| model(&format!("kid-{number}"), "sft", "2022", "\"oak\"");
    model("oak", "base", "2020-01", "") + &(0..children).map(child).collect::<String>()
}

fn shelf(toml: &str) -> Shelf {
    Shelf::from(&Catalog::parse("test", toml).unwrap_or_else(|problems| panic!("{problems}")))
}

fn woods(width: u16, height: u16) -> Screen {
    with(shelf(&family()), width, height)
}

fn selected(screen: &Screen) -> String {
    screen.app.selected().unwrap().entry().id().to_string()
}

/// The lines of the tree on the screen, to the end of the name.
fn tree(screen: &Screen) -> Vec<String> {
    let lines =
        screen.lines().into_iter().filter(|line| line.contains("[-]") || line.contains("[+]") || line.contains("---"));
    lines.map(|line| line.split("  20").next().unwrap().trim().to_owned()).collect()
}

/// Goes down to a line of the page or the detail that says something.
fn down_to(mut screen: Screen, text: &str) -> Screen {
    for _ in 0..200 {
        let row = screen.app.page().map_or(screen.app.detail().row, |(_, cursor)| cursor.row);
        let line: String = screen.app.sheet().lines[row].pieces.iter().map(|piece| piece.text.as_str()).collect();
        if line.contains(text) {
            return screen;
        }
        screen = screen.press("j");
    }
    panic!("no line says {text:?}:\n{}", screen.text())
}

#[test]
fn the_detail_shows_every_ancestor_and_every_descendant() {
    let ash = woods(80, 40).press("5/^ash<enter><enter>");
    let ash = ash.sees("Built on     S ELM").sees("             `- B OAK").sees("             B FIG (data only)");
    assert_eq!(selected(&down_to(ash, "`- B OAK").press("<enter>")), "oak");
    let oak = woods(80, 40).press("5/^oak<enter><enter>");
    let oak =
        oak.sees("Led to       S ELM").sees("             `- R ASH").sees("             B YEW (architecture only)");
    assert_eq!(selected(&down_to(oak, "R ASH").press("<enter>")), "ash");
    woods(80, 40).press("5/^fig<enter><enter>").sees("Led to       R ASH (data only)").misses("Built on");
}

#[test]
fn a_model_of_two_lines_stands_once_in_full() {
    let both = family() + &model("bay", "sft", "2024-01", "\"elm\", \"yew\"");
    with(shelf(&both), 80, 40).press("5/^oak<enter><enter>").sees("- S BAY").sees("see BAY");
    // Towards the roots, OAK is reached twice too.
    with(shelf(&both), 80, 40).press("5/^bay<enter><enter>").sees("- B OAK").sees("see OAK (architecture only)");
}

#[test]
fn a_large_family_ends_with_how_many_more_there_are() {
    let few = with(shelf(&crowd(31)), 80, 60).press("5/^oak<enter><enter>");
    few.sees("KID-30").misses("more in the family tree");
    let many = with(shelf(&crowd(40)), 80, 60).press("5/^oak<enter><enter>");
    let many = many.sees("KID-29").misses("KID-30").sees("10 more in the family tree");
    let tree = down_to(many, "10 more").press("<enter>").sees("Family tree").sees("KID-39");
    // The query hid them, so the tree asks for them.
    assert_eq!(tree.app.search().value(), "base:\"oak\"");
    tree.sees("[-] b OAK").sees("40 models, 1 ancestor");
    let here = down_to(with(shelf(&crowd(40)), 80, 60).press("1<enter>"), "10 more").press("<enter>");
    assert_eq!(here.app.search().value(), "");
    here.sees("41 models");
}

#[test]
fn a_jump_can_be_taken_back_and_again() {
    let there = down_to(woods(80, 40).press("5/^ash<enter><enter>"), "S ELM").press("<enter>");
    let there = down_to(there, "B OAK").press("<enter>");
    assert_eq!(selected(&there), "oak");
    let back = there.press("<backspace>");
    assert_eq!(selected(&back), "elm");
    let back = back.press("<backspace>");
    assert_eq!(selected(&back), "ash");
    let back = back.press("<backspace>").sees("no model was visited before this one");
    let forward = back.press("ff");
    assert_eq!(selected(&forward), "oak");
    forward.press("f").sees("no model was visited after this one");
}

#[test]
fn a_new_jump_forgets_what_lay_ahead_and_moving_is_no_visit() {
    let moved = woods(80, 40).press("5jjk<backspace>").sees("no model was visited before this one");
    let there = down_to(moved.press("/^ash<enter><enter>"), "S ELM").press("<enter>").press("<backspace>");
    assert_eq!(selected(&there), "ash");
    let other = down_to(there, "B FIG").press("<enter>").press("f").sees("no model was visited after");
    assert_eq!(selected(&other.press("<backspace>")), "ash");
}

#[test]
fn a_visit_keeps_the_query_and_the_tab_where_the_model_is_seen() {
    const DATES: &str = "released:2020..2022";
    let ash = down_to(woods(80, 40).press("5/released:2020..2022<enter>gj<enter>"), "ELM");
    let oak = down_to(ash, "OAK").press("<enter>");
    assert_eq!((selected(&oak), oak.app.search().value()), ("oak".to_owned(), DATES));
    let back = oak.press("<backspace>").sees("All models");
    assert_eq!((selected(&back), back.app.search().value()), ("elm".to_owned(), DATES));
    // The query comes back with the model that it found.
    let hidden = back.press("f<esc>/^yew<enter><backspace>");
    assert_eq!((selected(&hidden), hidden.app.search().value()), ("elm".to_owned(), DATES));
}

#[test]
fn the_tree_opens_at_the_selected_model_and_leads_to_others() {
    let tree = woods(80, 24).press("2t").sees("Family tree  5 models");
    assert_eq!(
        self::tree(&tree),
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
    assert_eq!((selected(&there), there.app.page()), ("elm".to_owned(), None));
    let ash = there.press("tj<enter>");
    assert_eq!(selected(&ash), "ash");
    assert_eq!(selected(&ash.press("<backspace>")), "elm");
    let closed = woods(80, 24).press("tt").misses("Family tree");
    assert!(closed.app.page().is_none());
}

#[test]
fn branches_fold_by_keys_and_by_clicks() {
    let folded = woods(80, 24).press("2th").sees("[+] S ELM").misses("R ASH");
    let opened = folded.press("l").sees("[-] S ELM").sees("R ASH").press("<left>").misses("R ASH").press("<right>");
    let folded = opened.sees("R ASH").press(" ").misses("R ASH").press(" ").sees("R ASH").press("hh");
    // The second one went to the parent.
    let root = folded.sees("[+] S ELM").press("h").sees("[+] B OAK").misses("ELM");
    let row = root.lines().iter().position(|line| line.contains("[+] B OAK")).unwrap();
    let opened = root.click(2, u16::try_from(row).unwrap()).sees("[-] B OAK").sees("[+] S ELM");
    // A click on a name goes there.
    let row = opened.lines().iter().position(|line| line.contains("B FIG")).unwrap();
    assert_eq!(selected(&opened.click(8, u16::try_from(row).unwrap())), "fig");
}

#[test]
fn into_a_reference_leads_to_where_the_model_stands() {
    let screen = down_to(woods(80, 24).press("2thgG"), "see ASH").press("l");
    assert_eq!(tree(&screen)[2], "| `---- R ASH", "what was folded is unfolded");
    assert_eq!(selected(&screen.press("<enter>")), "ash");
}

#[test]
fn the_tree_shows_what_the_query_matches_and_what_that_descends_from() {
    let tree = woods(80, 24).press("5/^ash<enter>t").sees("1 model, 3 ancestors");
    assert_eq!(
        self::tree(&tree),
        ["[-] b OAK", "`-[-] s ELM", "`---- R ASH", "[-] b FIG", "`---- see ASH (data only)"]
    );
    let typed = tree.press("/^yew").sees("1 model, 1 ancestor").sees("B YEW (architecture only)").misses("ASH");
    let kept = typed.press("<enter>").sees("Family tree").press("<enter>");
    assert_eq!((selected(&kept), kept.app.search().value()), ("yew".to_owned(), "^yew"));
    let none = woods(80, 24).press("t/qqqq").sees("No model matches");
    let cleared = none.press("<esc>").sees("Family tree  5 models").press("<esc>").sees("Family tree");
    cleared.press("<esc>").misses("Family tree");
}

#[test]
fn a_large_tree_is_folded_below_three_generations() {
    let mut toml = model("m0", "base", "2020", "");
    for n in 1..200 {
        toml += &model(&format!("m{n}"), "base", "2020", &format!("\"m{}\"", n - 1));
    }
    let tree = with(shelf(&toml), 80, 24).press("/^m0$<enter><esc>gt");
    let tree = tree.sees("[-] B M0").sees("[-] B M1").sees("[+] B M2").misses("B M3");
    // The model of the cursor is seen, however deep it lies.
    let deep = tree.press("<esc>/^m150$<enter>t").sees("B M150").sees("1 model, 150 ancestors");
    deep.resize(40, 12).sees("M150").resize(140, 40).sees("M150");
}

#[test]
fn the_tree_is_there_on_small_screens_and_in_chinese() {
    woods(40, 12).press("2t").sees("[-] B OAK").sees("2020-01").misses("oak lab");
    woods(140, 40).press("2t").sees("oak lab");
    woods(80, 24).zh().press("2t").sees("谱系树  5 个模型").sees("见 ASH（仅使用其数据）");
    woods(30, 8).press("2t").sees("ELM");
}

/// What a command prints for a catalogue, and its exit code.
fn printed(toml: &str, arguments: &[&str]) -> (i32, String) {
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
    let (code, out) = printed(&family(), &[]);
    let lines: Vec<_> = out.lines().map(|line| line.split("  ").next().unwrap_or_default()).collect();
    assert_eq!(code, 0);
    assert_eq!(lines.first(), Some(&"B OAK"));
    assert!(out.contains("| `- R ASH  ") && out.contains("`- see ASH (data only)\n"), "{out}");
    let (_, out) = printed(&family(), &["^ash"]);
    assert!(out.contains("b OAK") && out.contains("R ASH") && !out.contains("YEW"), "{out}");
    assert_eq!(printed(&family(), &["qqqq"]), (1, String::new()));
}

#[test]
fn the_command_prints_json_with_every_model_once() {
    let (code, out) = printed(&family(), &["--format", "json"]);
    let tree: serde_json::Value = serde_json::from_str(&out).unwrap();
    let ash = &tree[0]["children"][0]["children"][0];
    assert_eq!((code, &ash["id"], &ash["stage"]), (0, &"ash".into(), &"rlhf".into()));
    assert_eq!(tree[0]["children"][1]["relation"], "architecture");
    assert_eq!(tree[1]["children"][0]["see"], "ash");
    assert_eq!(out.matches("\"id\"").count(), 5);
    assert_eq!(printed(&family(), &["qqqq", "--format", "json"]), (1, "[]\n".to_owned()));
}

#[test]
fn a_very_long_line_of_descent_is_printed() {
    let mut toml = model("m0", "base", "2020", "");
    for n in 1..3_000 {
        write!(toml, "{}", model(&format!("m{n}"), "base", "2020", &format!("\"m{}\"", n - 1))).unwrap();
    }
    assert_eq!(printed(&toml, &[]).1.lines().count(), 3_000);
    let shelf = shelf(&toml);
    let last = shelf.row_of("m2999").unwrap();
    assert_eq!(Forest::of(&shelf, [last], 1).members().len(), 3_000);
    assert_eq!(Forest::below(&shelf, shelf.row_of("m0").unwrap(), usize::MAX, 9_999).members().len(), 3_000);
}

#[test]
fn what_is_too_much_is_left_out_and_counted() {
    let shelf = shelf(&crowd(40));
    let forest = Forest::of(&shelf, 0..shelf.len(), 30);
    assert_eq!((forest.wanted(), forest.left_out()), (30, 11));
}

/// Models of any parents: in circles too, as a dump may hold them.
fn sprouts() -> impl Strategy<Value = Vec<Sprout>> {
    let relation = prop::sample::select(vec![Relation::Weights, Relation::Data, Relation::Adapter]);
    let parents = prop::collection::vec((0_usize..24, relation), 0..4);
    let year = prop::option::of(2018_u16..2024);
    let sprout = (parents, prop::sample::select(Stage::ALL.to_vec()), year, any::<bool>());
    prop::collection::vec(sprout, 0..24).prop_map(|sprouts| {
        type Rolled = (Vec<(usize, Relation)>, Stage, Option<u16>, bool);
        let of_row = |(row, (parents, stage, year, is_wanted)): (usize, Rolled)| Sprout {
            row,
            stage,
            released: year.map(|year| year.to_string().parse().unwrap()),
            is_wanted,
            parents,
        };
        sprouts.into_iter().enumerate().map(of_row).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_model_stands_once_in_full_and_nothing_descends_from_itself(sprouts in sprouts()) {
        let count = sprouts.len();
        let forest = Forest::plant(sprouts);
        let branches = forest.branches(|_, _| true);
        let own: Vec<_> = branches.iter().filter(|branch| branch.fold != Fold::Elsewhere).collect();
        prop_assert_eq!(own.len(), count);
        prop_assert_eq!(own.iter().map(|branch| branch.place).collect::<BTreeSet<_>>().len(), count);
        for branch in &own {
            let above: Vec<_> = forest.above(branch.place).take(count + 1).collect();
            prop_assert_eq!(above.len(), branch.depth);
            prop_assert!(!above.contains(&branch.place));
        }
    }

    #[test]
    fn every_child_has_its_parent_as_an_ancestor(sprouts in sprouts()) {
        let wanted: usize = sprouts.iter().map(|sprout| {
            let parents = sprout.parents.iter().map(|(row, _)| *row);
            parents.filter(|row| *row < sprouts.len() && *row != sprout.row).collect::<BTreeSet<_>>().len()
        }).sum();
        let forest = Forest::plant(sprouts);
        let children: usize = forest.members().iter().map(|member| member.children.len()).sum();
        prop_assert_eq!(children, wanted);
        for branch in forest.branches(|_, _| true) {
            let Some(under) = branch.under else { continue };
            prop_assert!(forest.relation(branch.place, under).is_some());
            if branch.fold != Fold::Elsewhere {
                prop_assert_eq!(forest.above(branch.place).next(), Some(under));
            }
            prop_assert_eq!(forest.lasts(&branch).count(), branch.depth);
        }
    }

    #[test]
    fn what_is_folded_hides_only_what_stands_below(sprouts in sprouts(), folded in 0_usize..24) {
        let forest = Forest::plant(sprouts);
        let (all, some) = (forest.branches(|_, _| true), forest.branches(|place, _| place != folded));
        let own = |place: usize| std::iter::once(place).chain(forest.above(place)).any(|above| above == folded);
        let stays = all.iter().filter(|branch| !branch.under.is_some_and(own));
        let expected: Vec<_> = stays.map(|branch| (branch.place, branch.under)).collect();
        prop_assert_eq!(some.iter().map(|branch| (branch.place, branch.under)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn no_keys_break_the_tree(keys in prop::collection::vec(prop::sample::select(KEYS.to_vec()), 1..40), small in any::<bool>()) {
        let mut screen = if small { woods(40, 12) } else { woods(100, 30) }.press("t");
        for key in keys {
            screen = screen.press(key);
            screen.text();
            if let Some((_, cursor)) = screen.app.page() {
                prop_assert!(cursor.row < screen.app.sheet().lines.len().max(1));
            }
        }
    }
}

/// Keys that do something in the tree, or lead to it.
const KEYS: [&str; 22] = [
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
