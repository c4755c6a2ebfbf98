//! The screen that frames are drawn on.

use std::io::{self, BufWriter, Stdout, Write};

use ratatui::{
    backend::{Backend, ClearType, CrosstermBackend, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
};

/// A larger window is used in part. Two frames of this size take about 50 MB.
const MAX_SCREEN_SIZE: Size = Size { width: 1024, height: 512 };
/// The size of a terminal that does not know its own.
const DEFAULT_SCREEN_SIZE: Size = Size { width: 80, height: 24 };

const OUTPUT_BUFFER_BYTES: usize = 1 << 16;

/// The size of the screen: that of the window within bounds, in columns and rows.
///
/// # Errors
///
/// Fails if standard output is no terminal.
pub fn screen_size() -> io::Result<Size> {
    Ok(bounded(window_size()?))
}

fn bounded(size: Size) -> Size {
    let bound = |length: u16, default, max| if length == 0 { default } else { length.min(max) };
    Size::new(
        bound(size.width, DEFAULT_SCREEN_SIZE.width, MAX_SCREEN_SIZE.width),
        bound(size.height, DEFAULT_SCREEN_SIZE.height, MAX_SCREEN_SIZE.height),
    )
}

#[cfg(unix)]
fn window_size() -> io::Result<Size> {
    let size = rustix::termios::tcgetwinsize(io::stdout())?;
    Ok(Size::new(size.ws_col, size.ws_row))
}

#[cfg(not(unix))]
fn window_size() -> io::Result<Size> {
    crossterm::terminal::size().map(Size::from)
}

/// Draws with crossterm, through a buffer that holds a frame, on a screen of bounded size.
pub(super) struct ScreenBackend(CrosstermBackend<BufWriter<Stdout>>);

impl ScreenBackend {
    pub fn new() -> Self {
        Self(CrosstermBackend::new(BufWriter::with_capacity(OUTPUT_BUFFER_BYTES, io::stdout())))
    }
}

impl Write for ScreenBackend {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.0)
    }
}

impl Backend for ScreenBackend {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        self.0.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // The terminal would have to be asked, and the input thread reads the answer.
        Err(io::ErrorKind::Unsupported.into())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.0.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        screen_size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: screen_size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn screen_size_is_bounded() {
        let size = |width, height| {
            let Size { width, height } = bounded(Size::new(width, height));
            (width, height)
        };
        assert_eq!(size(65535, 65535), (1024, 512));
        assert_eq!(size(0, 0), (80, 24));
        assert_eq!(size(1, 1), (1, 1));
        assert_eq!(size(200, 60), (200, 60));
    }
}
