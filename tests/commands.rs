//! Tests of the binary: output, errors and exit codes.
#![expect(clippy::expect_used, reason = "a test fails if a command cannot run")]

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Command, Output, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use clap::CommandFactory;

use llm_tui::cli::Cli;

/// A catalogue with two models.
const SMALL_CATALOG: &str = include_str!("fixtures/small.toml");

/// The command with an empty environment and no input.
fn cli_command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().args(arguments).stdin(Stdio::null());
    command
}

/// Runs a command and returns its exit code, standard output and standard error.
fn run_command(command: &mut Command) -> (i32, String, String) {
    decode_output(command.output().expect("the command runs"))
}

fn decode_output(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// The output of a command that succeeds without errors.
fn run_ok(command: &mut Command) -> String {
    let (code, out, err) = run_command(command);
    assert_eq!((code, err.as_str()), (0, ""));
    out
}

/// The error for an invalid catalogue.
fn catalog_error(catalog: &Path) -> String {
    let (code, out, err) = run_command(cli_command(&["--locale", "en", "--catalog"]).arg(catalog));
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    err
}

/// The titles of the tabs in the plain-text output.
fn tab_titles(out: &str) -> Vec<&str> {
    let titles = out.lines().filter(|line| !line.starts_with(' ') && line.ends_with(')'));
    titles.filter_map(|title| Some(title.rsplit_once(" (")?.0)).collect()
}

#[test]
fn version_is_printed() {
    assert_eq!(run_ok(&mut cli_command(&["--version"])), concat!("llm-tui ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn help_mentions_every_option() {
    let mut command = Cli::command();
    command.build();
    let options: Vec<_> = command.get_arguments().filter_map(|argument| argument.get_long()).collect();
    assert!(["catalog", "locale", "help", "version"].iter().all(|option| options.contains(option)), "{options:?}");
    for help in ["--help", "-h"] {
        let out = run_ok(&mut cli_command(&[help]));
        for option in &options {
            assert!(out.contains(&format!("--{option}")), "--{option} is not in:\n{out}");
        }
    }
}

#[test]
fn invalid_arguments_are_rejected() {
    for (arguments, expected) in [
        (&["--frobnicate"][..], "--frobnicate"),
        (&["llama"], "llama"),
        (&["--catalog"], "--catalog"),
        (&["--locale", "tlh"], "use `en` or `zh`"),
    ] {
        let (code, out, err) = run_command(&mut cli_command(arguments));
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(expected), "{arguments:?}: {err}");
    }
}

#[test]
fn without_a_terminal_all_tabs_are_printed_as_plain_text() {
    for (locale, titles) in [("en", ["Base", "SFT", "RLHF", "Extensions"]), ("zh", ["基础", "SFT", "RLHF", "扩展"])]
    {
        let out = run_ok(&mut cli_command(&["--locale", locale]));
        assert_eq!(tab_titles(&out), titles);
        let llama: Vec<_> = out.lines().filter(|line| line.trim_start().starts_with("LLaMA ")).collect();
        assert!(matches!(llama.as_slice(), [line] if line.contains("2023-02")), "{llama:?}");
        assert!(out.chars().all(|ch| ch == '\n' || !ch.is_control()), "{out:?}");
    }
}

#[test]
#[cfg(all(unix, not(target_vendor = "apple")))]
fn the_language_of_the_system_is_used() {
    let (chinese, english) = ("基础", "Base");
    for (variables, title) in [
        (&[("LC_ALL", "zh_CN.UTF-8")][..], chinese),
        (&[("LANG", "zh_CN.UTF-8")], chinese),
        (&[("LC_ALL", "C")], english),
        (&[], english),
        (&[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")], chinese),
        (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "en_US.UTF-8")], english),
        // POSIX: `LC_ALL` takes precedence, also if it is `C`.
        (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], english),
    ] {
        let out = run_ok(cli_command(&[]).envs(variables.iter().copied()));
        assert_eq!(tab_titles(&out).first(), Some(&title), "{variables:?}");
    }
    let out = run_ok(cli_command(&["--locale", "en"]).env("LC_ALL", "zh_CN.UTF-8"));
    assert_eq!(tab_titles(&out).first(), Some(&english), "the option takes precedence");
}

#[test]
fn another_catalogue_can_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("small.toml");
    fs::write(&file, SMALL_CATALOG).unwrap();
    let out = run_ok(cli_command(&["--locale", "en", "--catalog"]).arg(&file));
    assert_eq!(tab_titles(&out), ["Base", "SFT"]);
    let rows: Vec<_> = out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(rows, ["Base", "Model", "LLaMA", "SFT", "Model", "Alpaca"]);
}

#[test]
fn an_unreadable_catalogue_is_reported_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.toml");
    let reason = fs::read_to_string(&missing).unwrap_err().to_string();
    for (path, reason) in [(missing, reason), (folder.path().to_owned(), "it is a directory".to_owned())] {
        let (error, path) = (catalog_error(&path), path.display());
        assert_eq!(error, format!("llm-tui: cannot read `{path}`: {reason}; give the path of a catalogue file\n"));
    }
}

#[test]
fn an_invalid_catalogue_is_reported_with_all_errors() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.toml");
    let path = file.display();

    fs::write(&file, SMALL_CATALOG.replace("2023-02-24", "24.2.2023")).unwrap();
    let advice = "`24.2.2023` is not a date; write it as `2023`, `2023-02` or `2023-02-24`";
    assert_eq!(catalog_error(&file), format!("llm-tui: {path}:12:12: {advice}\n"));

    fs::write(&file, SMALL_CATALOG.replace("2023-02-24", "24.2.2023").replace("[\"llama\"]", "[\"lama\"]")).unwrap();
    let error = catalog_error(&file);
    let lines: Vec<_> = error.lines().collect();
    let [first, second, hint] = lines.as_slice() else { panic!("{error}") };
    assert!(first.starts_with(&format!("llm-tui: {path}:12:12: `24.2.2023` is not a date")), "{error}");
    assert!(second.starts_with(&format!("{path}:22:16: base_model `lama` of `alpaca`")), "{error}");
    assert_eq!(*hint, "entries may refer to the built-in catalogue with `--builtin`");

    fs::write(&file, [b'#', 0xff]).unwrap();
    assert!(catalog_error(&file).starts_with(&format!("llm-tui: cannot read `{path}`: ")));
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("long.toml");
    // More than a pipe buffers, so that the program is still writing when the reader closes it.
    let (_, model) = SMALL_CATALOG.split_once("\n[[model]]").unwrap();
    let (model, _) = model.split_once("\n\n").unwrap();
    let models = |row| format!("[[model]]{model}\n").replace("\"llama\"", &format!("\"llama-{row}\""));
    fs::write(&file, (0..5_000).map(models).collect::<String>()).unwrap();

    let mut child = cli_command(&["--locale", "en", "--catalog"])
        .arg(&file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "Base (5000)\n");
    assert_eq!(decode_output(child.wait_with_output().unwrap()), (0, String::new(), String::new()));
}

#[test]
fn standard_input_is_not_read() {
    let mut commands = vec![cli_command(&[]), cli_command(&[])];
    // An input that stays open without data.
    commands[1].stdin(Stdio::piped());
    if cfg!(unix) {
        let mut closed = Command::new("sh");
        closed.env_clear().args(["-c", "exec \"$0\" <&-", env!("CARGO_BIN_EXE_llm-tui")]);
        commands.push(closed);
    }
    for mut command in commands {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut text = String::new();
            out.read_to_string(&mut text).map(|_| sender.send(text))
        });
        let printed = receiver.recv_timeout(Duration::from_secs(20));
        child.kill().ok();
        child.wait().unwrap();
        assert_eq!(tab_titles(&printed.expect("the command ends")).len(), 4, "{command:?}");
    }
}

#[test]
fn fmt_sorts_entries_and_keeps_comments() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("mine.toml");
    let entry = |id: &str, released: &str| {
        format!(
            "[[model]]\nname = \"{id}\"\nid = \"{id}\"\nreleased = \"{released}\"\nstage = \"base\"\n\
             open_weights = true\ninsight = {{ zh = \"甲\", en = \"A\" }}\n\n"
        )
    };
    let text = format!("# Mine.\n\n{}{}", entry("late", "2024"), entry("early", "2020"));
    fs::write(&file, &text).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
        let output = command.arg("fmt").args(arguments).arg(&file).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(run(&["--check"]).0, 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), text, "--check does not write");
    assert_eq!(run(&[]), (0, String::new()));
    let formatted = fs::read_to_string(&file).unwrap();
    assert!(formatted.starts_with("# Mine.\n\n[[model]]\nid = \"early\"\nname = \"early\"\n"), "{formatted}");
    assert_eq!(run(&["--check"]), (0, String::new()));
    let commented = formatted.replace("released = \"2024\"", "released = \"2024\" # or later");
    fs::write(&file, &commented).unwrap();
    let (code, err) = run(&[]);
    assert!(code == 2 && err.contains("a comment between or inside entries would be lost"), "{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), commented);
}

#[test]
fn the_builtin_catalogue_is_formatted() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    let output = command.args(["fmt", "--check", "catalog.toml"]).output().unwrap();
    assert!(output.status.success(), "run `llm-tui fmt catalog.toml`");
}

/// The command in a Chinese environment.
fn chinese_command(arguments: &[&str]) -> Command {
    let mut command = cli_command(arguments);
    command.env("LANG", "zh_CN.UTF-8");
    command
}

#[test]
#[cfg(all(unix, not(target_vendor = "apple")))]
fn help_is_printed_in_chinese() {
    let root = run_ok(&mut cli_command(&["--help", "--locale", "zh"]));
    assert_eq!(run_ok(&mut chinese_command(&["--help"])), root);
    for text in ["用法：llm-tui", "命令：\n  list", "选项：", "[可选值：all, base, sft", "显示版本", "示例：\n"]
    {
        assert!(root.contains(text), "{text} is not in:\n{root}");
    }
    let list = run_ok(&mut chinese_command(&["list", "--help"]));
    assert_eq!(run_ok(&mut chinese_command(&["help", "list"])), list);
    for text in ["参数：\n  [QUERY]...", "[默认：all]", "- csv：", "退出码：", "显示帮助"] {
        assert!(list.contains(text), "{text} is not in:\n{list}");
    }
    for english in ["Usage", "Options", "Arguments", "default", "possible values", "Print"] {
        assert!(!root.contains(english) && !list.contains(english), "{english} is in:\n{root}\n{list}");
    }
    assert!(run_ok(&mut chinese_command(&["list", "--help", "--locale", "en"])).contains("Usage: llm-tui list"));
}

#[test]
#[cfg(all(unix, not(target_vendor = "apple")))]
fn errors_are_printed_in_chinese() {
    for (arguments, code, expected) in [
        (&["--frobnicate"][..], 2, &["错误：未知参数 `--frobnicate`", "用法：llm-tui"][..]),
        (&["list", "--limit", "1", "--limit", "2"], 2, &["错误：`--limit <COUNT>` 只能用一次"]),
        (&["check", "--strict", "--coverage"], 2, &["`--strict` 不能与 `--coverage` 一起用"]),
        (&["list", "--formt", "csv"], 2, &["未知参数 `--formt`", "是否要用 `--format`？"]),
        (&["lst"], 2, &["未知命令 `lst`", "是否要用 `list`？"]),
        (&["show"], 2, &["缺少必需的参数：<ID|NAME>..."]),
        (&["list", "--columns"], 2, &["缺少值"]),
        (&["list", "--tab", "bass"], 2, &["的值 `bass` 无效", "[可选值：all, base, sft, rlhf, extensions]"]),
        (&["list", "--sort", "parms"], 2, &["没有这一列，是否要用 `params`？"]),
        (&["--locale", "tlh"], 2, &["不支持语言 `tlh`，请用 `en` 或 `zh`"]),
        (&["import"], 2, &["用法：llm-tui import", "命令："]),
        (&["show", "xyzzyq"], 1, &["llm-tui: 目录中没有 `xyzzyq`；"]),
        (&["show", "mini"], 1, &["目录中没有 `mini`；相近的名称：\n"]),
        (&["list", "opne:yes"], 2, &["query:1: 未知的列 `opne`，是否要用 `open`？"]),
        (&["--catalog", "/nonexistent.toml"], 2, &["无法读取 `/nonexistent.toml`（文件不存在），"]),
        (&["fmt", "/nonexistent.toml"], 2, &["无法读取 `/nonexistent.toml`：文件不存在"]),
        (&["check", "Cargo.toml/a.toml"], 2, &["（路径中有一部分不是文件夹）"]),
    ] {
        let (actual, out, err) = run_command(&mut chinese_command(arguments));
        assert_eq!((actual, out.as_str()), (code, ""), "{arguments:?}: {err}");
        assert!(expected.iter().all(|text| err.contains(text)), "{arguments:?}: {err}");
    }
}

#[test]
#[cfg(all(unix, not(target_vendor = "apple")))]
fn the_configured_language_applies_to_errors() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("llm-tui")).unwrap();
    fs::write(home.path().join("llm-tui/config.toml"), "locale = \"zh\"\n").unwrap();
    let with_config = |arguments: &[&str]| {
        let mut command = cli_command(arguments);
        command.env("HOME", home.path()).env("XDG_CONFIG_HOME", home.path());
        run_command(&mut command)
    };
    assert!(with_config(&["--frobnicate"]).2.contains("未知参数"));
    assert!(with_config(&["--frobnicate", "--locale", "en"]).2.contains("unexpected argument"));
    fs::write(home.path().join("llm-tui/config.toml"), "locale = 7\n").unwrap();
    let (code, _, err) = with_config(&["--locale", "zh", "list"]);
    assert!(code == 0 && err.contains("config.toml:1:10：`locale` 应为带引号的字符串"), "{err}");
}

#[test]
fn the_schema_is_stored_for_editors() {
    const FILE: &str = "assets/catalog.schema.json";
    let schema = run_ok(&mut cli_command(&["schema"]));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(FILE, &schema).expect("the schema is written");
    }
    let stored = fs::read_to_string(FILE).expect("the schema is stored");
    assert!(stored == schema, "{FILE} is out of date; run `UPDATE=1 cargo test --test commands schema`");
    let catalog = fs::read_to_string("catalog.toml").expect("the catalogue is there");
    assert_eq!(catalog.lines().next(), Some(format!("#:schema {FILE}").as_str()));
}
