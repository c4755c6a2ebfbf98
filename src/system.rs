//! The world outside: the browser, the clipboard, what the program remembers.

use std::{
    io::{self, Write},
    process::{Command, Stdio},
};

mod bookmarks;
mod file;
mod history;

pub use bookmarks::{bookmarks, keep};
pub use file::replace;
pub use history::{remember, remembered};

use crossterm::{clipboard::CopyToClipboard, execute};

use crate::{
    app::{Outcome, Reason},
    catalog::link::Url,
};

/// What the environment offers for opening a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// `$BROWSER`: commands between colons, the first that starts is taken;
    /// `%s` stands for the address, which else comes last.
    pub browser: Option<String>,
    /// Whether a person sits at another machine.
    pub remote: bool,
    /// Whether a browser has a display to show itself on.
    pub display: bool,
}

impl Desk {
    /// What this system offers.
    #[must_use]
    pub fn of_system() -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let needs_display = cfg!(all(unix, not(target_os = "macos")));
        Self {
            browser: std::env::var("BROWSER").ok().filter(|value| !value.trim().is_empty()),
            remote: set("SSH_CONNECTION") || set("SSH_TTY"),
            display: !needs_display || set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WSL_DISTRO_NAME"),
        }
    }

    /// Opens a page: with `$BROWSER`, else with what the system opens pages
    /// with; where there is no browser, copies the address to the clipboard
    /// of the terminal that `out` writes to.
    ///
    /// # Errors
    ///
    /// Fails where `out` cannot be written.
    pub fn open(&self, url: &Url, out: &mut impl Write) -> io::Result<Outcome> {
        match self.start_browser(url) {
            Ok(()) => Ok(Outcome::Opened(url.clone())),
            Err(reason) => {
                copy(url.as_str(), out)?;
                Ok(Outcome::CopiedInstead(url.clone(), reason))
            }
        }
    }

    fn start_browser(&self, url: &Url) -> Result<(), Reason> {
        if let Some(browsers) = &self.browser {
            return start_first(browsers, url).map_err(Reason::Failed);
        }
        if self.remote {
            return Err(Reason::Remote);
        }
        if !self.display {
            return Err(Reason::NoDisplay);
        }
        open::that_detached(url.as_str()).map_err(|error| Reason::Failed(error.to_string()))
    }
}

/// Starts the first command of a list that will start.
fn start_first(browsers: &str, url: &Url) -> Result<(), String> {
    let mut failures = Vec::new();
    for browser in browsers.split(':').filter(|browser| !browser.trim().is_empty()) {
        match start(&arguments(browser, url)) {
            Ok(()) => return Ok(()),
            Err(error) => failures.push(format!("{}: {error}", browser.trim())),
        }
    }
    Err(failures.join("; "))
}

/// The words of a `$BROWSER` command with the address in its place. No shell
/// ever sees them, so nothing in an address can be a command.
fn arguments(browser: &str, url: &Url) -> Vec<String> {
    let place = |word: &str| word.replace("%s", url.as_str());
    let mut words: Vec<_> = browser.split_whitespace().map(place).collect();
    if !browser.contains("%s") {
        words.push(url.to_string());
    }
    words
}

/// Starts a command on its own: it does not write to this terminal, is not
/// stopped with it, and is waited for so that it leaves no zombie.
fn start(words: &[String]) -> io::Result<()> {
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
pub fn copy(text: &str, out: &mut impl Write) -> io::Result<()> {
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
        assert_eq!(arguments("firefox", &page), ["firefox", page.as_str()]);
        assert_eq!(arguments("w --new=%s -q", &page), ["w".to_owned(), format!("--new={page}"), "-q".to_owned()]);
    }

    #[test]
    fn where_no_browser_is_the_address_is_copied_and_the_reason_said() {
        let page = url("https://a.b/c");
        let mut terminal = Vec::new();
        let remote = Desk { remote: true, display: true, browser: None };
        let outcome = remote.open(&page, &mut terminal).unwrap();
        assert_eq!(outcome, Outcome::CopiedInstead(page.clone(), Reason::Remote));
        assert!(terminal.starts_with(b"\x1b]52;"), "{terminal:?}");

        let bare = Desk::default();
        let outcome = bare.open(&page, &mut Vec::new()).unwrap();
        assert_eq!(outcome, Outcome::CopiedInstead(page.clone(), Reason::NoDisplay));

        let broken = Desk { browser: Some("/no/such/browser:/nor/this".to_owned()), ..Desk::default() };
        let outcome = broken.open(&page, &mut Vec::new()).unwrap();
        assert!(matches!(outcome, Outcome::CopiedInstead(_, Reason::Failed(words)) if words.contains("/nor/this")));
    }
}
