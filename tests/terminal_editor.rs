//! A note is written in the user's editor, and the screen comes back.
#![cfg(unix)]

use std::{fs, os::unix::fs::PermissionsExt};

use pty::*;

#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/pty.rs"]
mod pty;

#[test]
fn a_note_of_several_lines_is_written_in_the_editor() {
    let dir = tempfile::tempdir().unwrap();
    let editor = dir.path().join("editor");
    // It waits for a line, which must reach it and not the program.
    let script = "#!/bin/sh\necho EDITOR-IS-OPEN; cat \"$1\"\nread line\n[ \"$line\" = fail ] && exit 1\nprintf 'first\\ngot-%s\\n' \"$line\" > \"$1\"\n";
    fs::write(&editor, script).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let mut terminal = PtySession::start(&[], &[("EDITOR", editor.to_str().unwrap()), ("VISUAL", "")]);
    terminal.wait_for("? help");
    terminal.press("N");
    terminal.wait_for("EDITOR-IS-OPEN");
    terminal.press("qsecond\r");
    terminal.wait_for("Note saved");
    terminal.press("N");
    terminal.wait_for("EDITOR-IS-OPEN\nfirst\ngot-qsecond");
    terminal.press("fail\r");
    terminal.wait_for("Note unchanged");
    terminal.press("q");
    assert!(terminal.wait_exit().success());
    terminal.wait_restored();
}
