//! The command, as a shell runs it: what it prints, what it says, how it ends.
#![expect(clippy::expect_used, reason = "a command that cannot be run should stop a test")]

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

/// Two models.
const SMALL_CATALOG: &str = include_str!("fixtures/small.toml");

/// The command in an empty environment, without an input.
fn cli_command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().args(arguments).stdin(Stdio::null());
    command
}

/// How a command ended: its exit code, what it printed, what it said.
fn run_command(command: &mut Command) -> (i32, String, String) {
    decode_output(command.output().expect("the command runs"))
}

fn decode_output(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("the command speaks UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// What a command prints that has nothing to complain of.
fn run_ok(command: &mut Command) -> String {
    let (code, out, err) = run_command(command);
    assert_eq!((code, err.as_str()), (0, ""));
    out
}

/// What the command says of a catalogue that it refuses.
fn catalog_error(catalog: &Path) -> String {
    let (code, out, err) = run_command(cli_command(&["--locale", "en", "--catalog"]).arg(catalog));
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    err
}

/// What stands before the counts of the tabs, one tab a line.
fn tab_titles(out: &str) -> Vec<&str> {
    let titles = out.lines().filter(|line| !line.starts_with(' ') && line.ends_with(')'));
    titles.filter_map(|title| Some(title.rsplit_once(" (")?.0)).collect()
}

#[test]
fn it_names_itself_and_its_version() {
    assert_eq!(run_ok(&mut cli_command(&["--version"])), concat!("llm-tui ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn help_mentions_every_option() {
    let mut command = Cli::command();
    command.build();
    let options: Vec<_> = command.get_arguments().filter_map(|argument| argument.get_long()).collect();
    assert!(["catalog", "locale", "help", "version"].iter().all(|known| options.contains(known)), "{options:?}");
    for help in ["--help", "-h"] {
        let out = run_ok(&mut cli_command(&[help]));
        for option in &options {
            assert!(out.contains(&format!("--{option}")), "--{option} is not in:\n{out}");
        }
    }
}

#[test]
fn a_command_line_that_it_does_not_know_is_refused() {
    for (arguments, named) in [
        (&["--frobnicate"][..], "--frobnicate"),
        (&["llama"], "llama"),
        (&["--catalog"], "--catalog"),
        (&["--locale", "tlh"], "`tlh` is not a language of this program; use `en` or `zh`"),
    ] {
        let (code, out, err) = run_command(&mut cli_command(arguments));
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(named), "{arguments:?}: {err}");
    }
}

#[test]
fn without_a_terminal_it_prints_every_tab_as_plain_text() {
    for (locale, titles) in [("en", ["Base", "SFT", "RLHF", "Extensions"]), ("zh", ["基础", "SFT", "RLHF", "扩展"])]
    {
        let out = run_ok(&mut cli_command(&["--locale", locale]));
        assert_eq!(tab_titles(&out), titles);
        let llama: Vec<_> = out.lines().filter(|line| line.trim_start().starts_with("LLaMA ")).collect();
        assert!(matches!(llama.as_slice(), [line] if line.contains("2023-02")), "{llama:?}");
        assert!(out.chars().all(|c| c == '\n' || !c.is_control()), "{out:?}");
    }
}

#[test]
#[cfg(all(unix, not(target_vendor = "apple")))]
fn it_speaks_the_language_of_the_system() {
    let (chinese, english) = ("基础", "Base");
    for (variables, title) in [
        (&[("LC_ALL", "zh_CN.UTF-8")][..], chinese),
        (&[("LANG", "zh_CN.UTF-8")], chinese),
        (&[("LC_ALL", "C")], english),
        (&[], english),
        (&[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")], chinese),
        (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "en_US.UTF-8")], english),
        // POSIX: `LC_ALL` wins over all others, `C` too.
        (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], english),
    ] {
        let out = run_ok(cli_command(&[]).envs(variables.iter().copied()));
        assert_eq!(tab_titles(&out).first(), Some(&title), "{variables:?}");
    }
    let out = run_ok(cli_command(&["--locale", "en"]).env("LC_ALL", "zh_CN.UTF-8"));
    assert_eq!(tab_titles(&out).first(), Some(&english), "the option wins");
}

#[test]
fn another_catalogue_is_printed_instead() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("small.toml");
    fs::write(&file, SMALL_CATALOG).unwrap();
    let out = run_ok(cli_command(&["--locale", "en", "--catalog"]).arg(&file));
    assert_eq!(tab_titles(&out), ["Base", "SFT"]);
    let rows: Vec<_> = out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(rows, ["Base", "Model", "LLaMA", "SFT", "Model", "Alpaca"]);
}

#[test]
fn a_catalogue_that_cannot_be_read_is_refused_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().join("missing.toml"), folder.path().to_owned()] {
        let (said, path, reason) = (catalog_error(&path), path.display(), fs::read_to_string(&path).unwrap_err());
        assert_eq!(said, format!("llm-tui: cannot read `{path}`: {reason}; give the path of a catalogue file\n"));
    }
}

#[test]
fn a_broken_catalogue_is_refused_with_every_line_that_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.toml");
    let path = file.display();

    fs::write(&file, SMALL_CATALOG.replace("2023-02-24", "24.2.2023")).unwrap();
    let advice = "`24.2.2023` is not a date; write it as `2023`, `2023-02` or `2023-02-24`";
    assert_eq!(catalog_error(&file), format!("llm-tui: {path}:12:12: {advice}\n"));

    fs::write(&file, SMALL_CATALOG.replace("2023-02-24", "24.2.2023").replace("[\"llama\"]", "[\"lama\"]")).unwrap();
    let said = catalog_error(&file);
    let lines: Vec<_> = said.lines().collect();
    let [first, second] = lines.as_slice() else { panic!("{said}") };
    assert!(first.starts_with(&format!("llm-tui: {path}:12:12: `24.2.2023` is not a date")), "{said}");
    assert!(second.starts_with(&format!("{path}:22:16: base_model `lama` of `alpaca`")), "{said}");

    fs::write(&file, [b'#', 0xff]).unwrap();
    assert!(catalog_error(&file).starts_with(&format!("llm-tui: cannot read `{path}`: ")));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("long.toml");
    // More than a pipe holds, so that the program is still writing when its reader leaves.
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
fn it_never_waits_for_an_input() {
    let mut commands = vec![cli_command(&[]), cli_command(&[])];
    // An input that stays open and silent.
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
        assert_eq!(tab_titles(&printed.expect("it ends by itself")).len(), 4, "{command:?}");
    }
}

#[test]
fn fmt_puts_a_catalogue_in_order_and_loses_no_comment() {
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
    assert_eq!(fs::read_to_string(&file).unwrap(), text, "--check changes nothing");
    assert_eq!(run(&[]), (0, String::new()));
    let tidy = fs::read_to_string(&file).unwrap();
    assert!(tidy.starts_with("# Mine.\n\n[[model]]\nid = \"early\"\nname = \"early\"\n"), "{tidy}");
    assert_eq!(run(&["--check"]), (0, String::new()));
    let commented = tidy.replace("released = \"2024\"", "released = \"2024\" # or later");
    fs::write(&file, &commented).unwrap();
    let (code, err) = run(&[]);
    assert!(code == 2 && err.contains("a comment between or in entries would be lost"), "{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), commented);
}

#[test]
fn the_builtin_catalogue_is_in_its_order_and_style() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    let output = command.args(["fmt", "--check", "catalog.toml"]).output().unwrap();
    assert!(output.status.success(), "run `llm-tui fmt catalog.toml`");
}
