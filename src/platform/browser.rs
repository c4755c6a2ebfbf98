//! Opening pages in a browser.

use std::{
    io::{self, Write},
    process::{Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use llm_catalog::{Foreign, link::Url};

use crate::{
    app::{BrowserError, EffectResult},
    platform::{clipboard::copy_to_clipboard, search_path::is_installed},
};

/// A command that runs longer is taken for a browser. The screen stands still meanwhile.
const FAILURE_TIMEOUT: Duration = Duration::from_millis(200);
const POLL_INTERVAL: Duration = Duration::from_millis(5);
/// The columns of each program in an error.
const MAX_PROGRAM_COLUMNS: usize = 60;

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
            browser: std::env::var("BROWSER").ok().filter(|value| value.split(':').any(|part| !part.trim().is_empty())),
            is_remote: is_set("SSH_CONNECTION") || is_set("SSH_TTY"),
            has_display: !needs_display || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") || is_set("WSL_DISTRO_NAME"),
        }
    }

    /// Opens pages with a command of the configuration, if there is one.
    #[must_use]
    pub fn with_command(mut self, command: Option<&str>) -> Self {
        self.browser = command.map(str::to_owned).or(self.browser);
        self
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

    /// Opens several pages. If one cannot be opened, copies the URLs of all, each on a line.
    ///
    /// # Errors
    ///
    /// Fails if `out` cannot be written.
    pub fn open_urls(&self, urls: &[Url], out: &mut impl Write) -> io::Result<EffectResult> {
        match urls.iter().try_for_each(|url| self.launch_browser(url)) {
            Ok(()) => Ok(EffectResult::OpenedAll(urls.len())),
            Err(error) => {
                let lines: Vec<_> = urls.iter().map(Url::as_str).collect();
                copy_to_clipboard(&lines.join("\n"), out)?;
                Ok(EffectResult::CopiedAllInstead(urls.len(), error))
            }
        }
    }

    fn launch_browser(&self, url: &Url) -> Result<(), BrowserError> {
        if let Some(browsers) = &self.browser {
            let commands = browsers.split(':').filter(|browser| !browser.trim().is_empty());
            let commands = commands.map(|browser| to_command(&browser_argv(browser, url)));
            return launch_first(commands);
        }
        if self.is_remote {
            return Err(BrowserError::RemoteSession);
        }
        if !self.has_display {
            return Err(BrowserError::NoDisplay);
        }
        // Of the usual openers, most are not installed.
        let mut installed = open::commands(url.as_str());
        installed.retain(|command| !cfg!(unix) || is_installed(command.get_program()));
        if installed.is_empty() {
            return Err(BrowserError::NoDisplay);
        }
        launch_first(installed)
    }
}

/// Starts the first command that opens the page; else returns why each did not.
fn launch_first(commands: impl IntoIterator<Item = Command>) -> Result<(), BrowserError> {
    let mut failures = Vec::new();
    for command in commands {
        let program = command.get_program().to_string_lossy().into_owned();
        match launch(command) {
            Ok(()) => return Ok(()),
            Err(reason) => failures.push(format!("{}: {reason}", Foreign::cut(&program, MAX_PROGRAM_COLUMNS))),
        }
    }
    Err(BrowserError::Failed(Foreign::long(&failures.join("; ")).to_string()))
}

/// Starts a command without access to the terminal and in its own process group, so that Ctrl-C does not reach it. It
/// opens the page unless it fails within [`FAILURE_TIMEOUT`]. A thread waits for it, so that it leaves no zombie.
fn launch(mut command: Command) -> Result<(), String> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let start = Instant::now();
    while start.elapsed() < FAILURE_TIMEOUT {
        match child.try_wait().map_err(|error| error.to_string())? {
            // The Explorer of Windows fails even if it opens a page.
            Some(status) if status.success() || cfg!(windows) => return Ok(()),
            Some(status) => return Err(describe_status(status)),
            None => thread::sleep(POLL_INTERVAL),
        }
    }
    thread::spawn(move || child.wait());
    Ok(())
}

fn describe_status(status: ExitStatus) -> String {
    status.code().map_or_else(|| status.to_string(), |code| format!("exit status {code}"))
}

/// The arguments of a `$BROWSER` command. There is no shell, so that no part of a URL can be a command.
fn browser_argv(browser: &str, url: &Url) -> Vec<String> {
    let mut argv: Vec<_> = browser.split_whitespace().map(|argument| argument.replace("%s", url.as_str())).collect();
    if !browser.contains("%s") {
        argv.push(url.to_string());
    }
    argv
}

fn to_command(argv: &[String]) -> Command {
    let (program, arguments) = argv.split_first().map_or(("", &[][..]), |(program, rest)| (program.as_str(), rest));
    let mut command = Command::new(program);
    command.args(arguments);
    command
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

    #[cfg(unix)]
    #[test]
    fn a_command_that_fails_did_not_open_the_page() {
        let page = url("https://a.b/c");
        let open = |browser: &str| {
            let env = BrowserEnv { browser: Some(browser.to_owned()), ..BrowserEnv::default() };
            env.open_url(&page, &mut Vec::new()).unwrap()
        };
        let failed = |reason: &str| EffectResult::CopiedInstead(page.clone(), BrowserError::Failed(reason.to_owned()));
        assert_eq!(open("false"), failed("false: exit status 1"));
        assert_eq!(open("false:true"), EffectResult::Opened(page.clone()));
        assert_eq!(open("sleep 5 %s"), failed("sleep: exit status 1"));
    }
}
