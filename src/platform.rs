//! The operating system: browser, clipboard, and the user's files.

use std::{
    io::{self, Write},
    process::{Command, Stdio},
};

mod atomic_file;
mod bookmark_store;
mod query_history;

pub use crate::platform::atomic_file::write_atomic;
pub use crate::platform::bookmark_store::{read_bookmarks, update_bookmarks};
pub use crate::platform::query_history::{append_history, read_history};

use crossterm::{clipboard::CopyToClipboard, execute};

use llm_catalog::link::Url;

use crate::app::{BrowserError, EffectResult};

/// The browsers that are available in the environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrowserEnv {
    /// `$BROWSER`: commands separated by colons, tried in order. `%s` is replaced by the URL, which otherwise becomes
    /// the last argument.
    pub browser: Option<String>,
    /// True in a remote session.
    pub is_remote: bool,
    /// True if a graphical browser can be shown.
    pub has_display: bool,
}

impl BrowserEnv {
    /// Reads the environment variables.
    #[must_use]
    pub fn detect() -> Self {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let needs_display = cfg!(all(unix, not(target_os = "macos")));
        Self {
            browser: std::env::var("BROWSER").ok().filter(|value| !value.trim().is_empty()),
            is_remote: is_set("SSH_CONNECTION") || is_set("SSH_TTY"),
            has_display: !needs_display || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") || is_set("WSL_DISTRO_NAME"),
        }
    }

    /// Opens a page with `$BROWSER`, else with the default browser. Without a browser, copies the URL to the clipboard
    /// of the terminal that `out` writes to.
    ///
    /// # Errors
    ///
    /// Fails if `out` cannot be written.
    pub fn open_url(&self, url: &Url, out: &mut impl Write) -> io::Result<EffectResult> {
        match self.launch_browser(url) {
            Ok(()) => Ok(EffectResult::Opened(url.clone())),
            Err(error) => {
                copy_to_clipboard(url.as_str(), out)?;
                Ok(EffectResult::CopiedInstead(url.clone(), error))
            }
        }
    }

    fn launch_browser(&self, url: &Url) -> Result<(), BrowserError> {
        if let Some(browsers) = &self.browser {
            return spawn_first(browsers, url).map_err(BrowserError::Failed);
        }
        if self.is_remote {
            return Err(BrowserError::RemoteSession);
        }
        if !self.has_display {
            return Err(BrowserError::NoDisplay);
        }
        open::that_detached(url.as_str()).map_err(|error| BrowserError::Failed(error.to_string()))
    }
}

/// Starts the first command of a `$BROWSER` list that can be started.
fn spawn_first(browsers: &str, url: &Url) -> Result<(), String> {
    let mut failures = Vec::new();
    for browser in browsers.split(':').filter(|browser| !browser.trim().is_empty()) {
        match spawn_detached(&browser_argv(browser, url)) {
            Ok(()) => return Ok(()),
            Err(error) => failures.push(format!("{}: {error}", browser.trim())),
        }
    }
    Err(failures.join("; "))
}

/// The arguments of a `$BROWSER` command. There is no shell, so that no part of a URL can be a command.
fn browser_argv(browser: &str, url: &Url) -> Vec<String> {
    let mut argv: Vec<_> = browser.split_whitespace().map(|argument| argument.replace("%s", url.as_str())).collect();
    if !browser.contains("%s") {
        argv.push(url.to_string());
    }
    argv
}

/// Starts a command without access to the terminal and in its own process group, so that Ctrl-C does not reach it.
/// A thread waits for it, so that it leaves no zombie.
fn spawn_detached(argv: &[String]) -> io::Result<()> {
    let Some((program, arguments)) = argv.split_first() else { return Err(io::ErrorKind::InvalidInput.into()) };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    std::thread::spawn(move || child.wait());
    Ok(())
}

/// Copies text to the clipboard of the terminal (OSC 52), which works in remote sessions too.
///
/// # Errors
///
/// Fails if `out` cannot be written.
pub fn copy_to_clipboard(text: &str, out: &mut impl Write) -> io::Result<()> {
    execute!(out, CopyToClipboard::to_clipboard_from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn the_url_is_one_argument() {
        let page = url("https://a.b/?q=1;reboot&x=$(id)");
        assert_eq!(browser_argv("firefox", &page), ["firefox", page.as_str()]);
        assert_eq!(browser_argv("w --new=%s -q", &page), ["w".to_owned(), format!("--new={page}"), "-q".to_owned()]);
    }

    #[test]
    fn without_a_browser_the_url_is_copied() {
        let page = url("https://a.b/c");
        let mut terminal = Vec::new();
        let remote = BrowserEnv { is_remote: true, has_display: true, browser: None };
        let result = remote.open_url(&page, &mut terminal).unwrap();
        assert_eq!(result, EffectResult::CopiedInstead(page.clone(), BrowserError::RemoteSession));
        assert!(terminal.starts_with(b"\x1b]52;"), "{terminal:?}");

        let bare = BrowserEnv::default();
        let result = bare.open_url(&page, &mut Vec::new()).unwrap();
        assert_eq!(result, EffectResult::CopiedInstead(page.clone(), BrowserError::NoDisplay));

        let broken = BrowserEnv { browser: Some("/no/such/browser:/nor/this".to_owned()), ..BrowserEnv::default() };
        let result = broken.open_url(&page, &mut Vec::new()).unwrap();
        assert!(
            matches!(result, EffectResult::CopiedInstead(_, BrowserError::Failed(reason)) if reason.contains("/nor/this"))
        );
    }
}
