//! The moving picture of the README: a person finds, compares and opens models.
//!
//! It is one SVG. Each row of the screen is there once for each of its contents, and an animation shows it while it is
//! on the screen. Without animations the frame of [`Tour::still_frame`] is shown.

use std::{collections::BTreeMap, fmt::Write};

use llm_catalog::localized::Locale;
use llm_tui::app::{Effect, EffectResult};
use ratatui::{buffer::Buffer, style::Color};
use unicode_width::UnicodeWidthStr;

use crate::{
    assert_up_to_date,
    cell_shapes::{CELL_HEIGHT, CELL_WIDTH},
    palette::{DARK, Palette},
    screenshots::{path, program},
    support::TestScreen,
    svg::{self, MARGIN},
};

const COLUMNS: u16 = 110;
const ROWS: u16 = 30;
const MAX_TOUR_BYTES: usize = 400_000;

/// The time that a frame is shown, in milliseconds: while typing, after another key, and to read a screen.
const TYPING_MS: u32 = 220;
const KEY_MS: u32 = 1100;
const READING_MS: u32 = 3200;

/// A part of the tour: what it shows in English and Chinese, and the keys used.
const PARTS: [([&str; 2], &[Step]); 4] = [
    (
        ["Find a model by a part of its name", "输入名称的一部分即可查找"],
        &[Step::Look, Step::Type("/"), Step::Type("qwen3"), Step::Look, Step::Key("<enter>", "Enter")],
    ),
    (
        ["Mark models", "标记要比较的模型"],
        &[
            Step::Key(" ", "Space"),
            Step::Type("/"),
            Step::Key("<ctrl-u>", "Ctrl-u"),
            Step::Type("gpt-oss"),
            Step::Key("<enter>", "Enter"),
            Step::Key(" ", "Space"),
        ],
    ),
    (
        ["Compare them side by side", "并排比较"],
        &[Step::Key("x", "x"), Step::Look, Step::Key("<esc>", "Esc"), Step::Key("k", "k")],
    ),
    (["Open the main link", "打开主要链接"], &[Step::Key("o", "o"), Step::Look]),
];

enum Step {
    /// Characters, one frame each.
    Type(&'static str),
    /// A key and its label.
    Key(&'static str, &'static str),
    /// Time to read.
    Look,
}

struct Frame {
    screen: Buffer,
    caption: &'static str,
    /// The labels of the keys of this part, the newest last.
    keys: Vec<String>,
    duration_ms: u32,
}

/// The screens after each key.
fn frames(locale: Locale) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut screen = program(locale, COLUMNS, ROWS).press("<ctrl-l>");
    for (captions, steps) in PARTS {
        let caption = if locale == Locale::Zh { captions[1] } else { captions[0] };
        let mut keys: Vec<String> = Vec::new();
        for step in steps {
            let presses: Vec<(String, String, u32)> = match *step {
                Step::Type(text) => text.chars().map(|ch| (ch.to_string(), ch.to_string(), TYPING_MS)).collect(),
                Step::Key(key, label) => vec![(key.to_owned(), label.to_owned(), KEY_MS)],
                Step::Look => {
                    if let Some(last) = frames.last_mut() {
                        last.duration_ms += READING_MS;
                    } else {
                        let (screen, keys) = (screen.buffer(), Vec::new());
                        frames.push(Frame { screen, caption, keys, duration_ms: READING_MS });
                    }
                    continue;
                }
            };
            for (key, label, duration_ms) in presses {
                screen = perform(screen.press(&key));
                keys.push(label);
                frames.push(Frame { screen: screen.buffer(), caption, keys: keys.clone(), duration_ms });
            }
        }
    }
    frames
}

/// Reports that the link was opened.
fn perform(mut screen: TestScreen) -> TestScreen {
    if let Some(Effect::Open(url)) = screen.effect.take() {
        screen.app.notify(&EffectResult::Opened(url));
    }
    screen
}

/// The frames and the colors to draw them in.
struct Tour<'a> {
    palette: &'a Palette,
    frames: &'a [Frame],
}

impl Tour<'_> {
    /// The picture shown without animations.
    fn still_frame(&self) -> usize {
        self.frames.iter().rposition(|frame| frame.keys.last().is_some_and(|key| key == "x")).unwrap()
    }

    fn to_svg(&self) -> String {
        let (width, height) = svg::size(&self.frames[0].screen);
        let strip_top = height;
        let mut animations = BTreeMap::new();
        let mut body = String::new();
        for y in 0..ROWS {
            self.write_pieces(&mut body, &mut animations, &svg::row_start(y), |frame| {
                svg::row(&frame.screen, y, self.palette)
            });
        }
        let strip = format!("<g transform=\"translate({MARGIN} {strip_top})\">");
        self.write_pieces(&mut body, &mut animations, &strip, |frame| self.strip(frame, width - 2.0 * MARGIN));
        let mut style = svg::STYLE.to_owned() + ".n{visibility:hidden}@media(prefers-reduced-motion:no-preference){";
        for (keyframes, name) in &animations {
            write!(
                style,
                "@keyframes {name}{{{keyframes}}}.{name}{{animation:{name} {}ms step-end infinite}}",
                self.total_ms()
            )
            .unwrap();
        }
        style.push('}');
        let line = format!(
            "<path class=\"l\" stroke=\"{}\" d=\"M0 {strip_top}H{width}\"/>\n",
            self.palette.foreground(Color::DarkGray)
        );
        let head = svg::head(width, height + 2.0 * CELL_HEIGHT, self.palette, &style);
        head + &line + &body + "</svg>\n"
    }

    fn total_ms(&self) -> u32 {
        self.frames.iter().map(|frame| frame.duration_ms).sum()
    }

    /// Writes each content of a part of the picture once, with the name of the animation that shows it in its frames.
    fn write_pieces(
        &self,
        body: &mut String,
        animations: &mut BTreeMap<String, String>,
        start: &str,
        content: impl Fn(&Frame) -> String,
    ) {
        let contents: Vec<String> = self.frames.iter().map(content).collect();
        let mut distinct: Vec<&String> = Vec::new();
        for content in &contents {
            if !content.is_empty() && !distinct.contains(&content) {
                distinct.push(content);
            }
        }
        let start = start.trim_end_matches('>');
        for piece in distinct {
            let shown: Vec<bool> = contents.iter().map(|content| content == piece).collect();
            let mut classes = Vec::new();
            if !shown[self.still_frame()] {
                classes.push("n".to_owned());
            }
            if shown.contains(&false) {
                let next = format!("a{}", animations.len());
                classes.push(animations.entry(self.keyframes(&shown)).or_insert(next).clone());
            }
            let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
            writeln!(body, "{start}{class}>{piece}</g>").unwrap();
        }
    }

    /// The keyframes of an animation that is visible in some frames.
    fn keyframes(&self, shown: &[bool]) -> String {
        let mut keyframes = String::new();
        let (mut start_ms, mut before) = (0, None);
        for (frame, is_shown) in self.frames.iter().zip(shown) {
            if before != Some(*is_shown) {
                let percent = f64::from(start_ms) * 100.0 / f64::from(self.total_ms());
                let visibility = if *is_shown { "visible" } else { "hidden" };
                write!(keyframes, "{percent:.2}%{{visibility:{visibility}}}").unwrap();
            }
            (start_ms, before) = (start_ms + frame.duration_ms, Some(*is_shown));
        }
        keyframes
    }

    /// The line below the screen: what is shown at the left, the keys at the right.
    fn strip(&self, frame: &Frame, width: f32) -> String {
        let mut out = String::new();
        let mut x = width;
        for (idx, key) in frame.keys.iter().enumerate().rev().take(9) {
            let is_last = idx + 1 == frame.keys.len();
            let text_width = f32::from(u16::try_from(key.width()).unwrap()) * CELL_WIDTH;
            let key_width = text_width + 14.0;
            x -= key_width;
            let (fill, text) = if is_last {
                (self.palette.foreground(Color::Cyan), self.palette.background(Color::Reset))
            } else {
                (self.palette.foreground(Color::Black), self.palette.foreground(Color::Reset))
            };
            write!(
                out,
                "<rect x=\"{x}\" y=\"7\" width=\"{key_width}\" height=\"24\" rx=\"4\" fill=\"{fill}\"/>\
                 <text x=\"{}\" y=\"24\" textLength=\"{text_width}\" fill=\"{text}\">{key}</text>",
                x + 7.0
            )
            .unwrap();
            x -= 6.0;
        }
        write!(out, "<text x=\"9\" y=\"24\" font-weight=\"bold\">{}</text>", frame.caption).unwrap();
        out
    }
}

#[test]
fn the_tour_is_up_to_date() {
    for (locale, suffix) in [(Locale::En, "en"), (Locale::Zh, "zh")] {
        let frames = frames(locale);
        let picture = Tour { palette: &DARK, frames: &frames }.to_svg();
        assert!(picture.len() < MAX_TOUR_BYTES, "tour.{suffix} has {} bytes", picture.len());
        roxmltree::Document::parse(&picture).unwrap();
        assert_up_to_date(&path(format_args!("tour.{suffix}")), &picture);
    }
}
