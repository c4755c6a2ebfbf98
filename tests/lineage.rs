//! Lineage in the detail, the family tree, the `tree` command and the navigation history.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    fmt::Write as _,
    fs,
    process::{Command, Stdio},
};

use proptest::prelude::*;
use support::{TestScreen, screen_with};

use llm_catalog::{Catalog, localized::Locale};
use llm_index::{
    Index,
    lineage::{LineageForest, Relations},
};

use llm_tui::{
    app::{RestoreOptions, SavedSession, Screen},
    document::{PrintedTree, TreeColumns, TreeView},
    export::to_plain_text,
};

#[expect(dead_code, reason = "other tests use more of it")]
mod support;

/// A model as TOML, with a TOML list of parents.
fn model_toml(id: &str, stage: &str, released: &str, parents: &str) -> String {
    format!(
        "[[model]]\nid = \"{id}\"\nname = \"{}\"\nstage = \"{stage}\"\norganizations = [\"{id} lab\"]\n\
         released = \"{released}\"\nopen_weights = true\nbase_models = [{parents}]\n\
         insight = {{ en = \"e\", zh = \"中\" }}\n",
        id.to_uppercase()
    )
}

/// Two families that share a model: OAK > ELM > ASH, and ASH also uses data of FIG.
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
    Index::try_from(&Catalog::parse("test", toml).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))).unwrap()
}

fn family_screen(width: u16, height: u16) -> TestScreen {
    screen_with(index(&family_toml()), width, height)
}

fn selected_id(screen: &TestScreen) -> String {
    screen.app.selected_entry().unwrap().as_entry_ref().id().to_string()
}

/// The lines of the tree on the screen, up to the end of the name.
fn tree_lines(screen: &TestScreen) -> Vec<String> {
    let lines =
        screen.lines().into_iter().filter(|line| line.contains("▾ ") || line.contains("▸ ") || line.contains("── "));
    lines.map(|line| line.split("  20").next().unwrap().trim().to_owned()).collect()
}

/// Moves down to the first line of the screen or the detail that contains the text.
fn move_to_line(mut screen: TestScreen, text: &str) -> TestScreen {
    for _ in 0..200 {
        let row = screen.cursor().selected;
        let line: String = screen.document().lines[row].spans.iter().map(|piece| piece.text.as_str()).collect();
        if line.contains(text) {
            return screen;
        }
        screen = screen.press("j");
    }
    panic!("no line contains {text:?}:\n{}", screen.text())
}

#[test]
fn detail_shows_all_ancestors_and_descendants() {
    let ash = family_screen(80, 40).press("1/^ash<enter><enter>");
    let ash = ash
        .assert_shows("Based on     ◆ ELM")
        .assert_shows("             └─ ● OAK")
        .assert_shows("             ● FIG (data only)");
    assert_eq!(selected_id(&move_to_line(ash, "└─ ● OAK").press("<enter>")), "oak");
    let oak = family_screen(80, 40).press("1/^oak<enter><enter>");
    let oak = oak
        .assert_shows("Derivatives  ◆ ELM")
        .assert_shows("             └─ ▲ ASH")
        .assert_shows("             ● YEW (architecture only)");
    assert_eq!(selected_id(&move_to_line(oak, "▲ ASH").press("<enter>")), "ash");
    family_screen(80, 40)
        .press("1/^fig<enter><enter>")
        .assert_shows("Derivatives  ▲ ASH (data only)")
        .assert_hides("Based on");
}

#[test]
fn the_words_of_a_relation_say_which_model_is_the_later_one() {
    let toml = model_toml("oak", "base", "2020-01", "")
        + &model_toml("elm", "base", "2021-02", "{ id = \"oak\", relation = \"successor\" }");
    let screen = || screen_with(index(&toml), 80, 40);
    let below = screen().press("/^elm<enter><enter>").assert_shows("Based on     ● OAK (predecessor)");
    below.in_chinese().assert_shows("OAK（前代版本）");
    let above = screen().press("/^oak<enter><enter>").assert_shows("Derivatives  ● ELM (successor)");
    above.in_chinese().assert_shows("ELM（后续版本）");
    screen().press("t.").assert_shows("● ELM (successor)");
}

#[test]
fn a_long_name_is_cut_before_its_relation() {
    let long = "name-of-a-model-that-is-far-too-long-for-the-detail";
    let toml = model_toml(long, "base", "2020-01", "")
        + &model_toml("elm", "base", "2021-02", &format!("{{ id = \"{long}\", relation = \"architecture\" }}"));
    let screen = screen_with(index(&toml), 60, 30).press("/^elm<enter><enter>");
    screen.assert_shows("● NAME-OF-A-").assert_shows("… (architecture only)");
    let elm = model_toml(&format!("{long}-2"), "base", "2021-02", "{ id = \"oak\", relation = \"data\" }");
    let tree = screen_with(index(&(model_toml("oak", "base", "2020-01", "") + &elm)), 50, 30).press("t.");
    tree.assert_shows("… (data only)");
}

#[test]
fn model_with_two_parents_is_expanded_once() {
    let both = family_toml() + &model_toml("bay", "sft", "2024-01", "\"elm\", \"yew\"");
    screen_with(index(&both), 80, 40).press("1/^oak<enter><enter>").assert_shows("─ ◆ BAY").assert_shows("see BAY");
    // Upwards, OAK is reached twice as well.
    screen_with(index(&both), 80, 40)
        .press("1/^bay<enter><enter>")
        .assert_shows("─ ● OAK")
        .assert_shows("see OAK (architecture only)");
}

#[test]
fn large_family_ends_with_the_number_of_omitted_models() {
    let few = screen_with(index(&many_children_toml(31)), 80, 60).press("1/^oak<enter><enter>");
    few.assert_shows("KID-30").assert_hides("more in the family tree");
    let many = screen_with(index(&many_children_toml(40)), 80, 60).press("1/^oak<enter><enter>");
    let many = many.assert_shows("KID-29").assert_hides("KID-30").assert_shows("10 more in the family tree");
    let tree = move_to_line(many, "10 more").press("<enter>").assert_shows("Family tree").assert_shows("KID-39");
    // The query hid them, so the tree asks for them.
    assert_eq!(tree.app.search_bar().query(), "related:\"oak\"");
    tree.assert_shows("▾ ○ OAK").assert_shows("40 models, 1 ancestor");
    let unfiltered =
        move_to_line(screen_with(index(&many_children_toml(40)), 80, 60).press("2<enter>"), "10 more").press("<enter>");
    assert_eq!(unfiltered.app.search_bar().query(), "");
    unfiltered.assert_shows("41 models");
}

#[test]
fn history_goes_back_and_forward() {
    let selected = move_to_line(family_screen(80, 40).press("1/^ash<enter><enter>"), "◆ ELM").press("<enter>");
    let selected = move_to_line(selected, "● OAK").press("<enter>");
    assert_eq!(selected_id(&selected), "oak");
    let back = selected.press("<backspace>");
    assert_eq!(selected_id(&back), "elm");
    let back = back.press("<backspace>");
    assert_eq!(selected_id(&back), "ash");
    let back = back.press("<backspace>").assert_shows("No earlier model in the history");
    let forward = back.press("ff");
    assert_eq!(selected_id(&forward), "oak");
    forward.press("f").assert_shows("No later model in the history");
}

#[test]
fn navigation_clears_forward_history_and_moving_adds_none() {
    let moved = family_screen(80, 40).press("1jjk<backspace>").assert_shows("No earlier model in the history");
    let selected = move_to_line(moved.press("/^ash<enter><enter>"), "◆ ELM").press("<enter>").press("<backspace>");
    assert_eq!(selected_id(&selected), "ash");
    let other = move_to_line(selected, "● FIG").press("<enter>").press("f").assert_shows("No later model");
    assert_eq!(selected_id(&other.press("<backspace>")), "ash");
}

#[test]
fn history_restores_the_query_and_the_tab() {
    const DATE_QUERY: &str = "released:2020..2022";
    let ash = move_to_line(family_screen(80, 40).press("1/released:2020..2022<enter>gj<enter>"), "ELM");
    let oak = move_to_line(ash, "OAK").press("<enter>");
    assert_eq!((selected_id(&oak), oak.app.search_bar().query()), ("oak".to_owned(), DATE_QUERY));
    let back = oak.press("<backspace>");
    assert_eq!(back.app.list().tab(), llm_tui::app::Tab::All);
    assert_eq!((selected_id(&back), back.app.search_bar().query()), ("elm".to_owned(), DATE_QUERY));
    // The query comes back with the model that it found.
    let hidden = back.press("f<esc>/^yew<enter><backspace>");
    assert_eq!((selected_id(&hidden), hidden.app.search_bar().query()), ("elm".to_owned(), DATE_QUERY));
}

#[test]
fn tree_opens_at_the_selected_model_and_enter_selects_another() {
    let tree = family_screen(80, 24).press("3t.").assert_shows("Family tree  5 models  by any relation");
    assert_eq!(
        tree_lines(&tree),
        ["▾ ● OAK", "├─▾ ◆ ELM", "│ └── ▲ ASH", "└── ● YEW (architecture only)", "▾ ● FIG", "└── see ASH (data only)"]
    );
    let there = tree.press("<enter>");
    assert_eq!((selected_id(&there), there.app.screen().is_none()), ("elm".to_owned(), true));
    let ash = there.press("tj<enter>");
    assert_eq!(selected_id(&ash), "ash");
    assert_eq!(selected_id(&ash.press("<backspace>")), "elm");
    let closed = family_screen(80, 24).press("tt").assert_hides("Family tree");
    assert!(closed.app.screen().is_none());
}

#[test]
fn a_tree_is_of_weights_until_other_relations_are_asked_for() {
    let tree = family_screen(80, 24).press("3t").assert_shows("5 models  by weights").assert_shows(". other relations");
    assert_eq!(tree_lines(&tree), ["▾ ● OAK", "└─▾ ◆ ELM", "└── ▲ ASH"]);
    let tree = tree.assert_shows("● FIG ").assert_shows("● YEW ");
    let all = tree.press(".").assert_shows("by any relation").assert_shows("● YEW (architecture only)");
    // The choice and the selected model are kept.
    let again = all.press("qt").assert_shows("by any relation");
    assert_eq!(selected_id(&again.press(".<enter>")), "elm");
}

#[test]
fn the_footer_and_the_help_name_the_actions_of_the_tree() {
    let tree = family_screen(100, 60).press("3t").assert_shows("l unfold  h fold");
    let help = tree.press("?").assert_shows("In the family tree").assert_shows("l Right      unfold");
    help.assert_shows("h Left       fold").assert_hides("axes").assert_hides("comparison,");
    let tree = family_screen(100, 60).in_chinese().press("3t").assert_shows("l 展开  h 折叠");
    tree.press("?").assert_shows("在谱系树中").assert_shows("l Right      展开");
}

#[test]
fn each_screen_has_a_help_of_its_own() {
    let chart = family_screen(100, 60).press("1v?").assert_shows("In a chart").assert_shows("choose the axes");
    chart.assert_hides("unfold").press("<esc>").assert_shows("release date");
    let compare = family_screen(100, 60).press("1  x?").assert_shows("In a comparison").assert_hides("unfold");
    compare.assert_shows("copy the comparison");
}

#[test]
fn a_fold_is_kept_when_the_tree_is_closed_and_opened_again() {
    family_screen(80, 24).press("3th").assert_shows("▸ ◆ ELM").press("qt").assert_shows("▸ ◆ ELM");
}

#[test]
fn a_fold_is_kept_when_the_tree_is_opened_again_over_another_screen() {
    let screen = family_screen(80, 24).press("3tha").assert_hides("▸ ◆ ELM").press("t").assert_shows("▸ ◆ ELM");
    // The older tree is closed.
    screen.press("<esc>").assert_hides("ELM").press("<esc>").assert_shows("ELM").assert_hides("[+]");
}

#[test]
fn branches_fold_by_keys_and_by_clicks() {
    let folded = family_screen(80, 24).press("3th").assert_shows("▸ ◆ ELM").assert_hides("▲ ASH");
    let opened = folded
        .press("l")
        .assert_shows("▾ ◆ ELM")
        .assert_shows("▲ ASH")
        .press("<left>")
        .assert_hides("▲ ASH")
        .press("<right>");
    let folded =
        opened.assert_shows("▲ ASH").press(" ").assert_hides("▲ ASH").press(" ").assert_shows("▲ ASH").press("hh");
    // The second `h` moved to the parent.
    let root = folded.assert_shows("▸ ◆ ELM").press("h").assert_shows("▸ ● OAK").assert_hides("ELM");
    let row = root.lines().iter().position(|line| line.contains("▸ ● OAK")).unwrap();
    let opened = root.click(2, u16::try_from(row).unwrap()).assert_shows("▾ ● OAK").assert_shows("▸ ◆ ELM");
    // A click on a name selects that model.
    let row = opened.lines().iter().position(|line| line.contains("● FIG")).unwrap();
    assert_eq!(selected_id(&opened.click(8, u16::try_from(row).unwrap())), "fig");
}

#[test]
fn entering_a_reference_moves_to_the_expanded_model() {
    let screen = move_to_line(family_screen(80, 24).press("3t.hgG"), "see ASH").press("l");
    assert_eq!(tree_lines(&screen)[2], "│ └── ▲ ASH", "the folded node is unfolded");
    assert_eq!(selected_id(&screen.press("<enter>")), "ash");
}

#[test]
fn tree_shows_matches_and_their_ancestors() {
    let tree = family_screen(80, 24).press("1/^ash<enter>t.").assert_shows("1 model, 3 ancestors");
    assert_eq!(tree_lines(&tree), ["▾ ○ OAK", "└─▾ ◇ ELM", "└── ▲ ASH", "▾ ○ FIG", "└── see ASH (data only)"]);
    let typed = tree
        .press("f^yew")
        .assert_shows("1 model, 1 ancestor")
        .assert_shows("● YEW (architecture only)")
        .assert_hides("ASH");
    let kept = typed.press("<enter>").assert_shows("Family tree").press("<enter>");
    assert_eq!((selected_id(&kept), kept.app.search_bar().query()), ("yew".to_owned(), "^yew"));
    let none = family_screen(80, 24).press("tfqqqq").assert_shows("No matching models");
    let cleared = none.press("<esc>").assert_shows("Family tree  5 models");
    cleared.press("<esc>").assert_hides("Family tree");
}

#[test]
fn large_tree_is_folded_below_three_generations() {
    let mut toml = model_toml("m0", "base", "2020", "");
    for n in 1..200 {
        toml += &model_toml(&format!("m{n}"), "base", "2020", &format!("\"m{}\"", n - 1));
    }
    let tree = screen_with(index(&toml), 80, 24).press("/^m0$<enter><esc>gt");
    let tree = tree.assert_shows("▾ ● M0").assert_shows("▾ ● M1").assert_shows("▸ ● M2").assert_hides("● M3");
    // The selected model is visible at any depth.
    let deep = tree.press("<esc>/^m150$<enter>t").assert_shows("● M150").assert_shows("1 model, 150 ancestors");
    deep.resize(40, 12).assert_shows("M150").resize(140, 40).assert_shows("M150");
}

#[test]
fn tree_fits_small_screens_and_chinese() {
    family_screen(40, 12).press("3t").assert_shows("▾ ● OAK").assert_shows("2020-01").assert_hides("oak lab");
    family_screen(140, 40).press("3t").assert_shows("oak lab");
    family_screen(80, 24)
        .in_chinese()
        .press("3t.")
        .assert_shows("谱系树  5 个模型  所有关系")
        .assert_shows("见 ASH（仅使用其数据）");
    family_screen(30, 8).press("3t").assert_shows("ELM");
}

/// A model whose variants have different parents, a child of one variant, and a child of which no variant is named.
fn variants_toml() -> String {
    let variant = |name: &str, parent: &str| {
        format!(
            "[[model.variant]]\nname = \"{name}\"\nbase_models = [\"{parent}\", {{ id = \"fig\", relation = \"data\" }}]\n"
        )
    };
    [
        model_toml("oak", "base", "2020-01", ""),
        model_toml("elm", "base", "2020-02", ""),
        model_toml("fig", "base", "2020-05", ""),
        model_toml("ash", "sft", "2021-01", ""),
        variant("7B", "oak"),
        variant("13B", "oak"),
        variant("70B", "elm"),
        model_toml("kid", "rlhf", "2022-01", "{ id = \"ash\", variant = \"70B\" }"),
        model_toml("toy", "rlhf", "2023-01", "\"ash\""),
    ]
    .concat()
}

#[test]
fn variants_stand_below_their_own_parents() {
    let tree = screen_with(index(&variants_toml()), 80, 24).press("3t").assert_shows("6 models  by weights");
    assert_eq!(
        tree_lines(&tree),
        ["▾ ● OAK", "└── ◆ ASH · 7B, 13B", "▾ ● ELM", "└─▾ ◆ ASH · 70B", "└── ▲ KID", "▾ ◆ ASH", "└── ▲ TOY"]
    );
    // Each is folded by itself.
    let folded = move_to_line(tree, "ASH · 70B").press("h").assert_hides("KID").assert_shows("▸ ◆ ASH · 70B");
    folded.press("qt").assert_hides("KID").assert_shows("TOY");
    // Only the variant that matches, with its own ancestors.
    let one =
        screen_with(index(&variants_toml()), 80, 24).press("1/base:elm<enter>t").assert_shows("2 models, 1 ancestor");
    assert_eq!(tree_lines(&one), ["▾ ○ ELM", "└─▾ ◆ ASH · 70B", "└── ▲ KID"]);
}

#[test]
fn a_model_is_related_to_what_some_variant_of_its_parent_is() {
    let tree =
        screen_with(index(&variants_toml()), 80, 24).press("1/^toy<enter>t.").assert_shows("1 model, 4 ancestors");
    assert_eq!(
        tree_lines(&tree),
        [
            "▾ ○ OAK",
            "└─▾ ◇ ASH (some variants only)",
            "└── ▲ TOY",
            "▾ ○ ELM",
            "└── see ASH (some variants only)",
            "▾ ○ FIG",
            "└── see ASH (data only)"
        ]
    );
}

#[test]
fn detail_says_which_variant_has_which_parent() {
    let detail = |id: &str| screen_with(index(&variants_toml()), 80, 50).press(&format!("1/^{id}<enter><enter>"));
    detail("ash")
        .assert_shows("Based on     ● OAK for 7B, 13B")
        .assert_shows("             ● ELM for 70B")
        .assert_shows("             ● FIG (data only)")
        .assert_shows("Derivatives  ▲ KID")
        .assert_shows("             ▲ TOY");
    detail("kid").assert_shows("Based on     ◆ ASH · 70B").assert_shows("├─ ● ELM").assert_hides("OAK");
    let oak = detail("oak").assert_shows("Derivatives  ◆ ASH · 7B, 13B").assert_hides("KID");
    oak.assert_shows("             ◆ ASH (some variants only)").assert_shows("             └─ ▲ TOY");
    detail("ash").in_chinese().assert_shows("OAK（用于 7B、13B）");
}

/// The lines of the detail from a label to the next one, without the label.
fn lineage_lines(screen: &TestScreen, label: &str) -> Vec<String> {
    let lines = screen.document().lines.iter();
    let lines = lines.map(|line| line.spans.iter().map(|span| span.text.as_str()).collect::<String>());
    let (mut lines, mut found) = (lines.skip_while(|line| !line.starts_with(label)), Vec::new());
    found.extend(lines.next().and_then(|line| line.strip_prefix(label).map(|line| line.trim_start().to_owned())));
    found.extend(lines.take_while(|line| line.starts_with("  ")).map(|line| line.trim_start().to_owned()));
    found
}

#[test]
fn detail_names_only_the_variants_of_a_parent_that_are_stated() {
    let named = "{ id = \"ash\", variant = \"7B\" }, { id = \"ash\", variant = \"13B\", relation = \"data\" }";
    let toml = variants_toml()
        + &model_toml("one", "rlhf", "2022-01", "{ id = \"ash\", variant = \"13B\" }")
        + &model_toml("two", "rlhf", "2022-01", named)
        + &model_toml("whole", "base", "2022-01", "")
        + "[[model.variant]]\nname = \"1B\"\n[[model.variant]]\nname = \"2B\"\n[[model.variant]]\nname = \"3B\"\n"
        + &model_toml("three", "rlhf", "2023-01", "{ id = \"whole\", variant = \"2B\" }")
        + &model_toml("each", "rlhf", "2023-01", "")
        + "[[model.variant]]\nname = \"A\"\nbase_models = [{ id = \"whole\", variant = \"1B\" }]\n"
        + "[[model.variant]]\nname = \"B\"\nbase_models = [{ id = \"whole\", variant = \"3B\" }]\n";
    let detail = |id: &str| screen_with(index(&toml), 80, 50).press(&format!("1/^{id}$<enter><enter>"));
    let parents = |id: &str| lineage_lines(&detail(id), "Based on");
    assert_eq!(parents("one"), ["◆ ASH · 13B", "├─ ● OAK", "└─ ● FIG (data only)"]);
    assert_eq!(
        parents("two"),
        [
            "◆ ASH · 7B",
            "├─ ● OAK",
            "└─ ● FIG (data only)",
            "◆ ASH · 13B (data only)",
            "├─ see OAK",
            "└─ see FIG (data only)"
        ]
    );
    // A parent whose variants all have the same parents.
    assert_eq!(parents("three"), ["● WHOLE · 2B"]);
    assert_eq!(parents("each"), ["● WHOLE · 1B, 3B"]);
    // The child is below the variants once.
    let tree = screen_with(index(&toml), 80, 50).press("1/^two<enter>t.");
    assert_eq!(tree_lines(&tree)[..3], ["▾ ○ OAK", "└─▾ ◇ ASH · 7B, 13B", "└── ▲ TWO"]);
}

#[test]
fn a_model_and_the_groups_of_its_variants_are_folded_by_themselves() {
    let tree = screen_with(index(&variants_toml()), 80, 24).press("3t");
    let tree = move_to_line(tree, "◆ ASH · 70B");
    let tree = tree.press("jjjh").assert_shows("▸ ◆ ASH ").assert_hides("TOY");
    let tree = tree.assert_shows("▾ ◆ ASH · 70B").assert_shows("KID");
    let tree = tree.press("qt").assert_shows("▸ ◆ ASH ").assert_shows("▾ ◆ ASH · 70B").press("q");
    let session = SavedSession::parse(&tree.app.session(Vec::new()).to_toml()).unwrap();
    let mut next = screen_with(index(&variants_toml()), 80, 24);
    next.app.restore_session(&session, &RestoreOptions { with_view: true, ..RestoreOptions::default() });
    next.press("t").assert_shows("▸ ◆ ASH ").assert_shows("▾ ◆ ASH · 70B");
}

#[test]
fn the_tree_of_a_model_shows_what_is_below_each_of_its_variants() {
    let variant =
        |name: &str, parent: &str| format!("[[model.variant]]\nname = \"{name}\"\nbase_models = [\"{parent}\"]\n");
    let child = |id: &str, released: &str, variant: &str| {
        model_toml(id, "rlhf", released, &format!("{{ id = \"ash\", variant = \"{variant}\" }}"))
    };
    let toml = [
        model_toml("oak", "base", "2019-01", ""),
        model_toml("fig", "base", "2019-02", "\"oak\""),
        model_toml("elm", "base", "2020-02", ""),
        model_toml("bay", "base", "2020-03", "\"elm\""),
        model_toml("ash", "sft", "2021-01", ""),
        variant("7B", "fig"),
        variant("70B", "bay"),
        child("toy", "2021", "7B"),
    ];
    let kids: String = (0..160).map(|number| child(&format!("kid-{number}"), "2022", "70B")).collect();
    let screen = screen_with(index(&(toml.concat() + &kids)), 80, 200);
    let detail = screen.press("1/^ash<enter><enter>");
    let tree = move_to_line(detail, "more in the family tree").press("<enter>").assert_shows("Family tree");
    tree.assert_shows("▾ ◇ ASH · 70B").assert_shows("KID-0").assert_shows("▾ ◇ ASH · 7B").assert_shows("TOY");
}

/// Runs `tree` on a catalogue and returns the exit code and stdout.
fn run_tree(toml: &str, arguments: &[&str]) -> (i32, String) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("catalog.toml");
    fs::write(&file, toml).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .env("HOME", home.path())
        .stdin(Stdio::null())
        .args(["--locale", "en", "--catalog"])
        .arg(&file);
    let output = command.arg("tree").args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn command_prints_the_same_tree() {
    let (code, out) = run_tree(&family_toml(), &["--all-relations"]);
    let lines: Vec<_> = out.lines().map(|line| line.split("  ").next().unwrap_or_default()).collect();
    assert_eq!(code, 0);
    assert_eq!(lines.first(), Some(&"● OAK"));
    assert!(out.contains("│ └─ ▲ ASH  ") && out.contains("└─ see ASH (data only)\n"), "{out}");
    // Without the option, ASH is below ELM alone and YEW has no parent.
    let (_, out) = run_tree(&family_toml(), &[]);
    assert!(out.contains("└─ ▲ ASH") && out.contains("\n● YEW") && !out.contains("see "), "{out}");
    let (_, out) = run_tree(&family_toml(), &["^ash"]);
    assert!(out.contains("○ OAK") && out.contains("▲ ASH") && !out.contains("YEW"), "{out}");
    assert_eq!(run_tree(&family_toml(), &["qqqq"]), (1, String::new()));
}

#[test]
fn a_tree_is_printed_without_styles_as_it_is_with_them() {
    let print = |index: &Index, relations, locale, columns: Option<usize>| {
        let forest = LineageForest::with_ancestors(index, index.rows(), usize::MAX, relations);
        let rows = forest.flatten(|_, _| true);
        let tree = PrintedTree::new(TreeView { index, forest: &forest, rows: &rows, locale, is_foldable: false });
        let columns = columns.map_or_else(|| tree.full_width(), TreeColumns::for_width);
        let (mut plain, mut styled) = (Vec::new(), Vec::new());
        tree.write_plain(columns, |text| text, &mut plain).unwrap();
        tree.write_styled(columns, to_plain_text, &mut styled).unwrap();
        let [plain, styled] = [plain, styled].map(|text| String::from_utf8(text).unwrap());
        assert_eq!(plain, styled, "{locale:?} {columns:?}");
        assert_eq!(plain.lines().count(), rows.len());
    };
    let builtin = llm_tui::builtin::index().unwrap();
    for index in [index(&family_toml()), index(&variants_toml()), index(&many_children_toml(40)), builtin] {
        for (relations, locale) in [(Relations::Weights, Locale::En), (Relations::All, Locale::Zh)] {
            for columns in [None, Some(20), Some(40), Some(70), Some(140)] {
                print(&index, relations, locale, columns);
            }
        }
    }
}

#[test]
fn command_prints_json_with_every_model_once() {
    let (code, out) = run_tree(&family_toml(), &["--all-relations", "--format", "json"]);
    let tree: serde_json::Value = serde_json::from_str(&out).unwrap();
    let ash = &tree[0]["children"][0]["children"][0];
    assert_eq!((code, &ash["id"], &ash["stage"]), (0, &"ash".into(), &"rlhf".into()));
    assert_eq!(tree[0]["children"][1]["relation"], "architecture");
    assert_eq!(tree[1]["children"][0]["see"], "ash");
    assert_eq!(out.matches("\"id\"").count(), 5);
    assert_eq!(run_tree(&family_toml(), &["qqqq", "--format", "json"]), (1, "[]\n".to_owned()));
}

#[test]
fn command_prints_json_with_the_variants_of_each_parent() {
    let (_, out) = run_tree(&variants_toml(), &["--format", "json"]);
    let tree: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(tree[0]["children"][0]["variants"], serde_json::json!(["7B", "13B"]));
    assert_eq!(tree[1]["children"][0]["variants"], serde_json::json!(["70B"]));
    assert_eq!(tree[3]["children"][0]["id"], "toy");
    let (_, out) = run_tree(&variants_toml(), &["--format", "json", "--all-relations", "^toy"]);
    let tree: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&tree[0]["children"][0]["id"], &tree[0]["children"][0]["some_variants"]),
        (&"ash".into(), &true.into())
    );
}

#[test]
fn command_prints_the_variants_that_match_or_that_matches_descend_from() {
    let variant = |name: &str| {
        format!("[[model.variant]]\nname = \"{name}\"\nparameters = \"{name}\"\nbase_models = [\"oak\"]\n")
    };
    let toml = [
        model_toml("oak", "base", "2020-01", ""),
        model_toml("ash", "sft", "2021-01", ""),
        variant("32B"),
        variant("14B"),
        variant("7B"),
        "[[model.variant]]\nname = \"1B\"\nbase_models = []\n".to_owned(),
    ];
    let toml = toml.concat();
    let (_, out) = run_tree(&toml, &["^ash", "params:14b", "--format", "json"]);
    let tree: serde_json::Value = serde_json::from_str(&out).unwrap();
    let ash = &tree[0]["children"][0];
    assert_eq!((&ash["matches"], &ash["variants"]), (&true.into(), &serde_json::json!(["14B"])));
    let (_, out) = run_tree(&toml, &["^ash", "params:14b"]);
    assert!(out.contains("◆ ASH · 14B\n") && !out.contains("32B"), "{out}");
    let screen = screen_with(index(&toml), 80, 24).press("1/^ash params:14b<enter>t");
    assert_eq!(tree_lines(&screen), ["▾ ○ OAK", "└── ◆ ASH · 14B"]);
    // A variant that does not match stays if a match descends from it.
    let kid = model_toml("kid", "rlhf", "2022-01", "{ id = \"ash\", variant = \"7B\" }");
    let kid = kid + "[[model.variant]]\nname = \"14B\"\nparameters = \"14B\"\n";
    let (_, out) = run_tree(&(toml + &kid), &["params:14b", "--format", "json"]);
    let tree: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(tree[0]["children"][0]["variants"], serde_json::json!(["14B", "7B"]));
    assert_eq!(tree[0]["children"][0]["children"][0]["id"], "kid");
}

#[test]
fn very_deep_lineage_is_printed() {
    let mut toml = model_toml("m0", "base", "2020", "");
    for n in 1..3_000 {
        write!(toml, "{}", model_toml(&format!("m{n}"), "base", "2020", &format!("\"m{}\"", n - 1))).unwrap();
    }
    assert_eq!(run_tree(&toml, &[]).1.lines().count(), 3_000);
    let index = index(&toml);
    let last = index.row_by_id("m2999").unwrap();
    assert_eq!(LineageForest::with_ancestors(&index, [last], 1, Relations::All).nodes().len(), 3_000);
    assert_eq!(
        LineageForest::descendants(&index, index.row_by_id("m0").unwrap(), usize::MAX, 9_999).nodes().len(),
        3_000
    );
}

#[test]
fn matches_beyond_the_limit_are_omitted_and_counted() {
    let index = index(&many_children_toml(40));
    let forest = LineageForest::with_ancestors(&index, index.rows(), 30, Relations::All);
    assert_eq!((forest.match_count(), forest.omitted()), (30, 11));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_keep_the_tree_cursor_valid(keys in prop::collection::vec(prop::sample::select(TREE_KEYS.to_vec()), 1..40), small in any::<bool>()) {
        let mut screen = if small { family_screen(40, 12) } else { family_screen(100, 30) }.press("t");
        for key in keys {
            screen = screen.press(key);
            screen.text();
            if let Some(view) = screen.app.screen().and_then(Screen::view) {
                prop_assert!(view.state().selected < view.document().lines.len().max(1));
            }
        }
    }
}

/// Keys that act in the tree or open it.
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
