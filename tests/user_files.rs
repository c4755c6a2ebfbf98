//! Bookmarks, notes, the query history and formatted catalogues on a disk that is full or read-only, in processes that
//! are killed, and in files of any content: nothing is half written, and nothing that a person wrote is lost.
#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by panicking; a skipped test says why")]

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use cli::{cli_command, run_command};
use pty::*;
use random::{SplitMix, rounds};

use llm_catalog::bookmarks::Bookmarks;

#[path = "support/cli.rs"]
mod cli;
#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/pty.rs"]
mod pty;
#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/random.rs"]
mod random;

/// Mounts a small disk at `$1` in a namespace of its own, runs the commands in `$2`, and then the program with the
/// other arguments.
const SMALL_DISK: &str = r#"set -e
mount -t tmpfs -o size=64k none "$1"
cd "$1"
sh -c "$2"
cd /
shift 2
exec "$0" "$@""#;

/// The commands that fill the disk, and those that make it read-only.
const FILL: &str = "dd if=/dev/zero of=filler bs=1k 2>/dev/null || true";
const READ_ONLY: &str = "mount -o remount,ro .";

/// The command that runs a script with mounts of its own, if the system allows it.
fn unshare() -> Option<Vec<&'static str>> {
    // As root, and as a user where users may have namespaces.
    let option = ["-m", "-rm"].into_iter().find(|option| {
        let mut probe = Command::new("unshare");
        probe.args([option, "mount", "-t", "tmpfs", "none", "/mnt"]).stderr(Stdio::null());
        probe.status().is_ok_and(|status| status.success())
    });
    if option.is_none() {
        eprintln!("skipped: no file systems can be mounted");
    }
    Some(vec!["unshare", option?])
}

/// Starts the program with its state on a small disk, after some commands there.
fn start_on_small_disk(commands: &str, catalog: &str) -> Option<(tempfile::TempDir, PtySession)> {
    let disk = tempfile::tempdir().unwrap();
    let path = disk.path().to_str().unwrap().to_owned();
    let mut command = unshare()?;
    command.extend(["sh", "-c", SMALL_DISK, BINARY_PATH, &path, commands, "--catalog", catalog]);
    let terminal = PtySession::spawn(&command, &[("XDG_STATE_HOME", &path)], SCREEN_SIZE);
    terminal.wait_for_frame("");
    Some((disk, terminal))
}

#[test]
fn a_full_or_read_only_disk_is_told_and_changes_no_file() {
    let (_directory, catalog, _) = write_catalog(3);
    let before = "mkdir llm-tui; printf '[[bookmark]]\\nid = \"m-1\"\\nnote = \"mine\"\\n' >llm-tui/bookmarks.toml";
    for (reason, broken) in [("No space left on device", FILL), ("Read-only file system", READ_ONLY)] {
        let Some((disk, mut terminal)) = start_on_small_disk(&format!("{before}; {broken}"), &catalog) else { return };
        terminal.wait_for("M 001 #");
        terminal.press("b");
        terminal.wait_for(reason);
        terminal.press("enote\r");
        terminal.wait_for("Note on M 000: note");
        terminal.press("\x1b[27u");
        // The history cannot be written either, which needs no message.
        terminal.press("/M 002\r");
        terminal.wait_for_frame(" 1/1");
        let files = format!("/proc/{}/root{}", terminal.pid(), disk.path().join("llm-tui").display());
        let bookmarks = fs::read_to_string(format!("{files}/bookmarks.toml")).unwrap();
        assert_eq!(bookmarks, "[[bookmark]]\nid = \"m-1\"\nnote = \"mine\"\n", "{reason}");
        let names: Vec<_> = fs::read_dir(&files).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(!names.iter().any(|name| name.to_str().unwrap().contains(".new")), "{reason}: {names:?}");
        terminal.press("\x1b[27uq");
        assert!(terminal.wait_exit().success(), "{reason}");
        terminal.wait_restored();
    }
}

/// A catalogue that `fmt` changes.
fn unformatted_catalog(models: usize) -> String {
    let model = |number: usize| {
        format!(
            "[[model]]\nname = \"M\"\nid = \"m-{number}\"\nstage = \"base\"\nopen_weights = true\n\
             insight = {{ zh = \"x\", en = \"{}\" }}\n\n",
            "word ".repeat(20)
        )
    };
    (0..models).map(model).collect()
}

#[test]
fn a_file_that_cannot_be_written_is_not_formatted() {
    let text = unformatted_catalog(100);
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.toml"), &text).unwrap();
    // The limit is in blocks of 512 or 1,024 bytes.
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 2; exec \"$0\" fmt a.toml", BINARY_PATH]).current_dir(dir.path());
    let (code, _, err) = run_command(&mut command);
    assert!(code == 2 && err.contains("a.toml") && err.contains("too large"), "{code}: {err}");
    assert_eq!(fs::read_to_string(dir.path().join("a.toml")).unwrap(), text);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "a temporary file is left");
}

/// The files of a folder whose names are those of temporary files.
fn temp_files(dir: &Path) -> Vec<String> {
    let names = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.rsplit('.').next() == Some("new")).collect()
}

#[test]
fn a_killed_fmt_leaves_the_old_file_or_the_new_one() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.toml");
    let text = unformatted_catalog(200);
    let format = || {
        let mut command = cli_command(dir.path());
        command.arg("fmt").arg(&path).stdout(Stdio::null());
        command
    };
    fs::write(&path, &text).unwrap();
    let start = Instant::now();
    assert!(format().status().unwrap().success());
    let (whole_time, formatted) = (start.elapsed(), fs::read_to_string(&path).unwrap());
    assert_ne!(formatted, text);
    let mut random = SplitMix(1);
    for _ in 0..rounds(200, 2_000) {
        fs::write(&path, &text).unwrap();
        let mut child = format().spawn().unwrap();
        thread::sleep(whole_time * u32::try_from(500 + random.below(600)).unwrap() / 1000);
        child.kill().unwrap();
        child.wait().unwrap();
        let left = fs::read_to_string(&path).unwrap();
        assert!(left == text || left == formatted, "{} bytes", left.len());
    }
    fs::write(dir.path().join("a.toml.1.new"), "half").unwrap();
    fs::write(&path, &text).unwrap();
    assert!(format().status().unwrap().success());
    assert_eq!(temp_files(dir.path()), Vec::<String>::new());
}

#[test]
fn a_killed_program_leaves_whole_bookmarks() {
    let (_directory, catalog, state) = write_catalog(50);
    let state_dir = Path::new(&state).join("llm-tui");
    let file = state_dir.join("bookmarks.toml");
    fs::create_dir_all(&state_dir).unwrap();
    let note = |n| format!("[[bookmark]]\nid = \"other-{n}\"\nnote = \"{}\"\n", "x".repeat(200));
    let notes = (0..500).map(note).collect::<Vec<_>>().join("\n");
    let mut random = SplitMix(2);
    for round in 0..rounds(200, 2_000) {
        fs::write(&file, &notes).unwrap();
        let mut terminal = PtySession::start(&["--catalog", &catalog], &[("XDG_STATE_HOME", &state)]);
        terminal.press(&"bj".repeat(20));
        thread::sleep(Duration::from_micros(random.next() % 60_000));
        terminal.signal(rustix::process::Signal::KILL);
        terminal.wait_exit();
        let saved = fs::read_to_string(&file).unwrap();
        let bookmarks = Bookmarks::parse(&saved).unwrap();
        assert!(bookmarks.ids().count() >= 500, "{round}: {} bookmarks", bookmarks.ids().count());
        assert!(temp_files(&state_dir).len() <= 1, "{:?}", temp_files(&state_dir));
    }
    let mut terminal = PtySession::start(&["--catalog", &catalog], &[("XDG_STATE_HOME", &state)]);
    terminal.press("Gb");
    terminal.wait_for("M 049 #");
    assert_eq!(temp_files(&state_dir), Vec::<String>::new());
}

/// Bookmark files that are not as the program writes them, and the exit code of a command that needs them.
fn odd_bookmarks() -> Vec<(&'static str, Vec<u8>, i32)> {
    let bookmark = |n| format!("[[bookmark]]\nid = \"x-{n}\"\nnote = \"n\"\n");
    let huge = (0..20_000).map(bookmark).collect::<Vec<_>>().join("\n");
    let mark = "[[bookmark]]\nid = \"llama\"\n";
    vec![
        ("empty", Vec::new(), 1),
        ("of a newer version", format!("version = 2\n{mark}").into_bytes(), 2),
        ("with a newer key", format!("{mark}folder = \"a\"\n").into_bytes(), 2),
        ("cut", mark.bytes().take(20).collect(), 2),
        ("not text", vec![0xff; 1_000], 2),
        ("of zeros, as after a crash of the system", vec![0; 4_096], 2),
        ("a long line", format!("[[bookmark]]\nid = \"a\"\nnote = \"{}\"\n", "x".repeat(1_000_000)).into_bytes(), 1),
        ("nested", "[".repeat(100_000).into_bytes(), 2),
        ("huge", huge.into_bytes(), 1),
    ]
}

#[test]
fn odd_bookmark_files_are_reported_and_kept() {
    for (kind, bytes, expected) in odd_bookmarks() {
        let home = tempfile::tempdir().unwrap();
        let state = home.path().join("state/llm-tui");
        fs::create_dir_all(&state).unwrap();
        fs::write(state.join("bookmarks.toml"), &bytes).unwrap();
        let start = Instant::now();
        let (code, _, err) = run_command(cli_command(home.path()).args(["list", "is:bookmarked"]));
        assert_eq!(code, expected, "{kind}: {err}");
        assert!(start.elapsed() < Duration::from_secs(10), "{kind}: {:?}", start.elapsed());
        assert!(expected == 1 || err.contains("bookmarks.toml") && err.len() < 1_000, "{kind}: {err}");
        // The interface starts, and saves nothing over a file that it cannot read.
        let variables = [("XDG_STATE_HOME", home.path().join("state").display().to_string())];
        let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
        let mut terminal = PtySession::start(&[], &variables);
        terminal.press("b");
        terminal.wait_for(if expected == 1 { "Bookmark added" } else { "bookmarks.toml" });
        terminal.press(CTRL_C);
        assert!(terminal.wait_exit().success(), "{kind}");
        let after = fs::read(state.join("bookmarks.toml")).unwrap();
        assert!(after == bytes || expected == 1 && after.len() > bytes.len(), "{kind}: {} bytes", after.len());
    }
}

#[test]
fn odd_history_files_are_no_obstacle() {
    let huge = "query of many words\n".repeat(200_000).into_bytes();
    for (kind, bytes) in [("not text", vec![0xff; 1_000]), ("zeros", vec![0; 4_096]), ("huge", huge)] {
        let home = tempfile::tempdir().unwrap();
        let state = home.path().join(".local/state/llm-tui");
        fs::create_dir_all(&state).unwrap();
        fs::write(state.join("history"), &bytes).unwrap();
        let path = home.path().display().to_string();
        let mut terminal = PtySession::start(&[], &[("HOME", &path)]);
        terminal.press("/llama\r");
        terminal.wait_for_frame("LLaMA");
        terminal.press(CTRL_C);
        assert!(terminal.wait_exit().success(), "{kind}");
        let after = fs::read(state.join("history")).unwrap();
        assert!(after.ends_with(b"\nllama\n"), "{kind}: {:?}", after.rchunks(50).next());
    }
}

#[test]
fn a_folder_in_the_place_of_a_file_is_told() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("state/llm-tui");
    fs::create_dir_all(state.join("bookmarks.toml")).unwrap();
    fs::create_dir_all(state.join("history")).unwrap();
    let (code, _, err) = run_command(cli_command(home.path()).args(["list", "is:bookmarked"]));
    assert!(code == 2 && err.contains("bookmarks.toml"), "{err}");
    let path = home.path().join("state").display().to_string();
    let mut terminal = PtySession::start(&[], &[("XDG_STATE_HOME", &path)]);
    terminal.press("b");
    terminal.wait_for("bookmarks.toml");
    terminal.press("/llama\r");
    terminal.wait_for_frame("LLaMA");
    terminal.press(CTRL_C);
    assert!(terminal.wait_exit().success());
}
