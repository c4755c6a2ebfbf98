//! The pages that list the keys of each pane and screen.

use std::fmt::Write;

use llm_catalog::localized::Locale;
use llm_tui::{
    action::{Action, KeyContext},
    config::keymap::Keymap,
};

use crate::assert_up_to_date;

const ENGLISH_HEAD: &str = "\
# Keys

[简体中文](keys.zh-CN.md)

The default keys of each pane and screen, written from `assets/keymap.toml`. In the program, `?` lists those of the
screen that is open. Keys that do the same as in the list are not repeated for the others.
";

const CHINESE_HEAD: &str = "\
# 按键

[English](keys.md)

各窗格与界面的默认按键，由 `assets/keymap.toml` 生成。在程序中按 `?` 可查看当前界面的按键。与列表中作用相同的按键不再重复列出。
";

fn key_page(locale: Locale) -> String {
    let (head, columns) = match locale {
        Locale::En => (ENGLISH_HEAD, "| key | does |"),
        Locale::Zh => (CHINESE_HEAD, "| 按键 | 作用 |"),
    };
    let keymap = Keymap::builtin().unwrap();
    let rows = |context| {
        let bindings = keymap.bindings(context).into_iter();
        let row = |(action, keys): (Action, String)| {
            let keys: Vec<_> = keys.split(' ').map(|key| format!("`{key}`")).collect();
            let description = keymap.description(context, action, locale).replace('|', "\\|");
            format!("| {} | {description} |\n", keys.join(" "))
        };
        bindings.map(row).collect::<Vec<_>>()
    };
    let in_list = rows(KeyContext::List);
    let mut page = head.to_owned();
    for context in KeyContext::ALL {
        // The keys that do the same as in the list are not repeated.
        let own = rows(context).into_iter().filter(|row| context == KeyContext::List || !in_list.contains(row));
        let own: String = own.collect();
        if !own.is_empty() {
            write!(page, "\n## {}\n\n{columns}\n|---|---|\n{own}", keymap.heading(context, locale)).unwrap();
        }
    }
    page
}

#[test]
fn the_key_pages_are_up_to_date() {
    assert_up_to_date("docs/keys.md", &key_page(Locale::En));
    assert_up_to_date("docs/keys.zh-CN.md", &key_page(Locale::Zh));
}
