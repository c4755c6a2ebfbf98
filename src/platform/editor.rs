//! Editing text in the user's editor.

use std::{
    env, fs,
    io::{self, Write},
    process::{Child, Command, ExitStatus},
};

use llm_catalog::Foreign;

use crate::{app::EditorError, platform::search_path::is_installed};

/// The variables that name the editor, the first one first.
pub const EDITOR_VARIABLES: [&str; 2] = ["VISUAL", "EDITOR"];

/// The editors to look for where no variable names one.
const USUAL_EDITORS: &[&str] = if cfg!(windows) { &["notepad.exe"] } else { &["editor", "vi"] };

/// Edits a text in the editor of the environment, else in a usual one, on a file that only the user can read. `wait` waits for the editor.
///
/// # Errors
///
/// Fails if no editor is named or found, if it cannot be started or fails, or if the text cannot be read back.
pub fn edit_text(text: &str, wait: impl FnOnce(Child) -> io::Result<ExitStatus>) -> Result<String, EditorError> {
    let command = editor_command(|name| env::var(name).ok(), |program| is_installed(program.as_ref()));
    run_editor(&command.ok_or(EditorError::NotFound)?, text, wait)
}

/// The command of the first variable that is not blank, else the first usual editor that is installed.
fn editor_command(variable: impl Fn(&str) -> Option<String>, is_installed: impl Fn(&str) -> bool) -> Option<String> {
    let named = EDITOR_VARIABLES.into_iter().filter_map(variable).find(|value| !value.trim().is_empty());
    let usual = || USUAL_EDITORS.iter().find(|program| is_installed(program)).map(ToString::to_string);
    named.or_else(usual)
}

fn run_editor(
    command: &str,
    text: &str,
    wait: impl FnOnce(Child) -> io::Result<ExitStatus>,
) -> Result<String, EditorError> {
    let failed = |reason: String| EditorError::Failed(format!("{}: {reason}", Foreign::new(command)));
    // There is no shell, so the words are split here.
    let words = shell_words::split(command).map_err(|error| failed(error.to_string()))?;
    let (program, arguments) = words.split_first().ok_or(EditorError::NotFound)?;
    let to_error = |error: io::Error| failed(error.to_string());
    let mut file = tempfile::Builder::new().prefix("llm-tui-note-").suffix(".txt").tempfile().map_err(to_error)?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(to_error)?;
    let child = Command::new(program).args(arguments).arg(file.path()).spawn().map_err(to_error)?;
    let status = wait(child).map_err(to_error)?;
    if !status.success() {
        return Err(failed(status.to_string()));
    }
    // Some editors replace the file by another one, so it is read by its path.
    let bytes = fs::read(file.path()).map_err(to_error)?;
    String::from_utf8(bytes).map_err(|_| failed("the text is not UTF-8".to_owned()))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn edit(script: &str, text: &str) -> Result<String, EditorError> {
        let dir = tempfile::tempdir().unwrap();
        let editor = dir.path().join("an editor");
        fs::write(&editor, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
        run_editor(&format!("'{}' -x", editor.display()), text, |mut child| child.wait())
    }

    #[test]
    fn the_text_of_the_editor_is_read_back() {
        assert_eq!(edit("printf 'two\\nlines' > \"$2\"", "one"), Ok("two\nlines".to_owned()));
        assert_eq!(edit("echo more >> \"$2\"", "one\n"), Ok("one\nmore\n".to_owned()));
        assert_eq!(edit("cp \"$2\" \"$2.b\"; mv \"$2.b\" \"$2\"", "one"), Ok("one".to_owned()));
        assert_eq!(edit("test \"$(stat -c %a \"$2\")\" = 600", "one"), Ok("one".to_owned()), "private");
    }

    #[test]
    fn a_named_editor_comes_before_a_usual_one() {
        let command = |visual: &str, editor: &str, installed: &[&str]| {
            let variable = |name: &str| Some(if name == "VISUAL" { visual } else { editor }.to_owned());
            editor_command(variable, |program| installed.contains(&program)).unwrap_or_default()
        };
        assert_eq!(command("code -w", "nano", &["vi"]), "code -w");
        assert_eq!(command(" ", "nano", &["vi"]), "nano");
        assert_eq!(command("hx", "", &["vi"]), "hx");
        assert_eq!(command("", "", &["vi", "editor"]), "editor");
        assert_eq!(command("", "", &["vi"]), "vi");
        assert_eq!(command("", "", &[]), "");
        assert_eq!(editor_command(|_| None, |_| false), None);
    }

    #[test]
    fn an_editor_that_fails_is_an_error() {
        for script in ["echo x > \"$2\"; exit 3", "rm \"$2\"", "printf '\\377' > \"$2\""] {
            assert!(matches!(edit(script, "one"), Err(EditorError::Failed(_))), "{script}");
        }
        let wait = |mut child: Child| child.wait();
        assert!(matches!(run_editor("/no/such/editor", "", wait), Err(EditorError::Failed(_))));
        assert!(run_editor("''", "", wait).is_err());
    }
}
