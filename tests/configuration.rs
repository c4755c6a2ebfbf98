//! What a person sets in `config.toml`, and what the program makes of it.

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

use llm_index::Column;
use llm_tui::{
    app::QueryHistory,
    config::{Config, columns::ColumnSpec},
    tab::Tab,
};
use support::{TestScreen, screen};

/// The program at start with a configuration.
fn configured(config: Config, width: u16, height: u16) -> TestScreen {
    let TestScreen { app, effect } = screen(width, height);
    TestScreen { app: app.with_config(config, QueryHistory::default()), effect }
}

#[test]
fn chosen_columns_are_shown_in_their_order_and_width() {
    let mut config = Config::default();
    let specs = ["license:14", "name:30", "released", "params"].map(|spec| spec.parse::<ColumnSpec>().unwrap());
    config.columns.set(Tab::All, Some(specs.to_vec()));
    let screen = configured(config.clone(), 80, 24);
    let shown: Vec<_> = screen.app.layout().columns.iter().map(|(column, area)| (*column, area.width)).collect();
    let expected = [(Column::License, 14), (Column::Name, 30), (Column::Released, 8), (Column::Parameters, 6)].to_vec();
    assert_eq!(shown, expected);
    let headings = screen.lines().into_iter().find(|line| line.contains("Params")).unwrap();
    let position = |text: &str| headings.find(text).unwrap();
    assert!(position("License") < position("Model") && position("Model") < position("Released"), "{headings}");
    // Those on the right leave first, but the column of the order stays.
    let screen = configured(config, 60, 24);
    let shown: Vec<_> = screen.app.layout().columns.iter().map(|(column, _)| *column).collect();
    assert_eq!(shown, [Column::License, Column::Name, Column::Released]);
    // Another tab keeps its own.
    assert!(screen.press("2").lines().iter().any(|line| line.contains("Context")));
}
