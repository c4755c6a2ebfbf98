//! The world outside: the browser, the clipboard, what the program remembers.

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

/// What the environment offers for opening a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrowserEnv {
    /// `$BROWSER`: commands between colons, the first that starts is taken;
    /// `%s` stands for the address, which else comes last.
    pub browser: Option<String>,
    /// Whether a person sits at another machine.
    pub is_remote: bool,
    /// Whether a browser has a display to show itself on.
    pub has_display: bool,
}

impl BrowserEnv {
    /// What this system offers.
    #[must_use]
    pub fn detect() -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let needs_display = cfg!(all(unix, not(target_os = "macos")));
        Self {
            browser: std::env::var("BROWSER").ok().filter(|value| !value.trim().is_empty()),
            is_remote: set("SSH_CONNECTION") || set("SSH_TTY"),
            has_display: !needs_display || set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WSL_DISTRO_NAME"),
        }
    }

    /// Opens a page: with `$BROWSER`, else with what the system opens pages
    /// with; where there is no browser, copies the address to the clipboard
    /// of the terminal that `out` writes to.
    ///
    /// # Errors
    ///
    /// Fails where `out` cannot be written.
    pub fn open_url(&self, url: &Url, out: &mut impl Write) -> io::Result<EffectResult> {
        match self.launch_browser(url) {
            Ok(()) => Ok(EffectResult::Opened(url.clone())),
            Err(reason) => {
                copy_to_clipboard(url.as_str(), out)?;
                Ok(EffectResult::CopiedInstead(url.clone(), reason))
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

/// Starts the first command of a list that will start.
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

/// The words of a `$BROWSER` command with the address in its place. No shell
/// ever sees them, so nothing in an address can be a command.
fn browser_argv(browser: &str, url: &Url) -> Vec<String> {
    let place = |word: &str| word.replace("%s", url.as_str());
    let mut words: Vec<_> = browser.split_whitespace().map(place).collect();
    if !browser.contains("%s") {
        words.push(url.to_string());
    }
    words
}

/// Starts a command on its own: it does not write to this terminal, is not
/// stopped with it, and is waited for so that it leaves no zombie.
fn spawn_detached(words: &[String]) -> io::Result<()> {
    let Some((program, arguments)) = words.split_first() else { return Err(io::ErrorKind::InvalidInput.into()) };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    std::thread::spawn(move || child.wait());
    Ok(())
}

/// Copies a text to the clipboard of the terminal (OSC 52), which works over
/// a remote session too.
///
/// # Errors
///
/// Fails where `out` cannot be written.
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
    fn the_address_takes_its_place_and_is_one_word() {
        let page = url("https://a.b/?q=1;reboot&x=$(id)");
        assert_eq!(browser_argv("firefox", &page), ["firefox", page.as_str()]);
        assert_eq!(browser_argv("w --new=%s -q", &page), ["w".to_owned(), format!("--new={page}"), "-q".to_owned()]);
    }

    #[test]
    fn where_no_browser_is_the_address_is_copied_and_the_reason_said() {
        let page = url("https://a.b/c");
        let mut terminal = Vec::new();
        let remote = BrowserEnv { is_remote: true, has_display: true, browser: None };
        let outcome = remote.open_url(&page, &mut terminal).unwrap();
        assert_eq!(outcome, EffectResult::CopiedInstead(page.clone(), BrowserError::RemoteSession));
        assert!(terminal.starts_with(b"\x1b]52;"), "{terminal:?}");

        let bare = BrowserEnv::default();
        let outcome = bare.open_url(&page, &mut Vec::new()).unwrap();
        assert_eq!(outcome, EffectResult::CopiedInstead(page.clone(), BrowserError::NoDisplay));

        let broken = BrowserEnv { browser: Some("/no/such/browser:/nor/this".to_owned()), ..BrowserEnv::default() };
        let outcome = broken.open_url(&page, &mut Vec::new()).unwrap();
        assert!(
            matches!(outcome, EffectResult::CopiedInstead(_, BrowserError::Failed(words)) if words.contains("/nor/this"))
        );
    }
}
