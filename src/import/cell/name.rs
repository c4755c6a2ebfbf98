//! Names of models, with their makers: `owner/Name-Instruct`.

use crate::import::model_name;

/// The owner and name of a model as its repository is called; `None` if the text is only a name.
///
/// `Flan-T5/Flan-PaLM` and `LLaMA-7B/13B` name two models, and have no owner.
pub(in crate::import) fn split_owner(text: &str) -> Option<(&str, &str)> {
    let (owner, name) = text.split_once('/')?;
    let is_part = |part: &str| {
        part.starts_with(|ch: char| ch.is_ascii_alphanumeric())
            && part.chars().all(|ch| ch.is_ascii_alphanumeric() || "-_.".contains(ch))
    };
    let first_word = |part: &str| part.split(['-', '_', '.']).next().unwrap_or_default().to_lowercase();
    let has_size = |part: &str| model_name::parse_size(part).is_some();
    let is_repository = is_part(owner)
        && is_part(name)
        && name.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && !has_size(owner)
        && first_word(owner) != first_word(name);
    is_repository.then_some((owner, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_stands_before_the_name() {
        assert_eq!(split_owner("owner/Name-Instruct"), Some(("owner", "Name-Instruct")));
        assert_eq!(split_owner("meta-llama/Llama-3.1-8B"), Some(("meta-llama", "Llama-3.1-8B")));
        for name in ["Name", "Flan-T5/Flan-PaLM", "LLaMA-7B/13B", "A / B", "a/b/c", "清华/ChatGLM", "Vicuna-7B/Alpaca"]
        {
            assert_eq!(split_owner(name), None, "{name}");
        }
    }
}
