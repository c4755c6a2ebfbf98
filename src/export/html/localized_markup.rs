//! Texts in both languages, one of which the page shows.

use llm_catalog::localized::{Locale, LocalizedText};
use maud::{Markup, html};

/// A text in each language, or once if it is the same in both.
pub(super) fn localized<T: AsRef<str>>(text: impl Fn(Locale) -> T) -> Markup {
    let (en, zh) = (text(Locale::En), text(Locale::Zh));
    let (en, zh) = (en.as_ref(), zh.as_ref());
    if en == zh {
        return html! { (en) };
    }
    html! {
        span lang=(Locale::En.tag()) { (en) }
        span lang=(Locale::Zh.tag()) { (zh) }
    }
}

pub(super) fn localized_text(text: &LocalizedText) -> Markup {
    localized(|locale| text.get(locale))
}
