//! Interface text in English and Chinese. A message that is missing in one language does not compile.

use llm_catalog::{localized::Locale, memory::Bits};

mod bookmark_error;
mod cli_en;
mod cli_help;
mod cli_messages;
mod cli_zh;
mod config_messages;
mod count_noun;
mod diff_messages;
mod en;
mod export_messages;
mod locale;
mod localized_str;
mod merge_messages;
mod messages;
mod news_messages;
mod placeholder;
mod query_error;
mod setting;
mod zh;

pub use bookmark_error::describe_bookmark_error;
pub use cli_help::{CommandHelp, HelpLabels, HelpTexts};
pub use cli_messages::{CliMessages, UsageMessages};
pub use config_messages::ConfigMessages;
pub use count_noun::count_noun;
pub use diff_messages::DiffMessages;
pub use export_messages::ExportMessages;
pub use locale::{detect_locale, has_utf8_locale};
pub use localized_str::LocalizedStr;
pub use merge_messages::MergeMessages;
pub use messages::Messages;
pub use news_messages::NewsMessages;
pub use placeholder::placeholder_text;
pub use query_error::describe_query_error;
pub use setting::localized_setting;

impl Messages {
    /// The messages of a language.
    #[must_use]
    pub fn get(locale: Locale) -> &'static Self {
        match locale {
            Locale::En => &en::MESSAGES,
            Locale::Zh => &zh::MESSAGES,
        }
    }

    /// A number of bits per weight.
    #[must_use]
    pub fn bits(&self, bits: Bits) -> String {
        (self.memory_bits)(bits.label().trim_end_matches("bit"))
    }
}
