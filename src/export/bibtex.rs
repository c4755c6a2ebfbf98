//! Entries as BibTeX.

use std::{collections::HashSet, fmt::Write};

use llm_catalog::{
    EntryRef, Model,
    link::{LinkKind, Url},
    model::Paper,
};

/// BibTeX entries, each with a key of its own: the id of the entry, with a letter if there was one with that id before.
#[must_use]
pub fn bibtex_file<'a>(entries: impl IntoIterator<Item = EntryRef<'a>>) -> String {
    let mut used = HashSet::new();
    let entries = entries.into_iter().map(|entry| {
        let id = entry.id().as_str();
        let suffixed = ('b'..='z').map(|letter| format!("{id}-{letter}"));
        let numbered = (27..).map(|number: usize| format!("{id}-{number}"));
        let mut keys = std::iter::once(id.to_owned()).chain(suffixed).chain(numbered);
        let key = keys.find(|key| used.insert(key.clone())).unwrap_or_default();
        bibtex_with_key(entry, &key)
    });
    entries.collect::<Vec<_>>().join("\n")
}

/// A BibTeX entry for the paper of a model, else for the main link. Its key is the id of the entry.
#[must_use]
pub fn bibtex(entry: EntryRef<'_>) -> String {
    bibtex_with_key(entry, entry.id().as_str())
}

fn bibtex_with_key(entry: EntryRef<'_>, key: &str) -> String {
    let paper = match entry {
        EntryRef::Model(model) => model.paper.as_ref().map(|paper| (model, paper)),
        EntryRef::Extension(_) => None,
    };
    let fields = paper.map_or_else(|| link_fields(entry), |(model, paper)| paper_fields(model, paper));
    // Other entry types require a venue, which the catalogue does not record.
    let mut out = format!("@misc{{{key},\n");
    for (name, value) in fields.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        let _ = writeln!(out, "  {name} = {{{value}}},");
    }
    out + "}\n"
}

type Fields = Vec<(&'static str, Option<String>)>;

fn paper_fields(model: &Model, paper: &Paper) -> Fields {
    let arxiv = paper.arxiv.as_deref();
    let preprint = || Some(format!("https://arxiv.org/abs/{}", arxiv?));
    let url = model.link(LinkKind::Paper).or_else(|| model.links.first().map(|link| &link.url)).map(url_value);
    let author = |name: &String| if model.organizations.contains(name) { braced(name) } else { escape_tex(name) };
    let authors = if paper.authors.is_empty() { &model.organizations } else { &paper.authors };
    let authors: Vec<_> = authors.iter().map(author).collect();
    vec![
        ("title", Some(braced(&paper.title))),
        ("author", join_authors(&authors)),
        ("year", publication_year(model, paper).map(|year| year.to_string())),
        ("eprint", arxiv.map(str::to_owned)),
        ("archivePrefix", arxiv.map(|_| "arXiv".to_owned())),
        ("doi", paper.doi.as_deref().map(escape_verbatim)),
        ("url", preprint().or(url)),
    ]
}

/// The year of a paper, else of its arXiv id, else of the model's release. Many styles require one.
fn publication_year(model: &Model, paper: &Paper) -> Option<u16> {
    // Ids since April 2007 begin with year and month: `2302.13971`.
    let year_month = |id: &String| id.split_once('.')?.0.parse::<u16>().ok().filter(|year_month| *year_month > 700);
    let arxiv = paper.arxiv.as_ref().and_then(year_month).map(|year_month| 2000 + year_month / 100);
    paper.year.or(arxiv).or_else(|| model.released.map(|date| date.year))
}

/// The fields of a model without a paper, or of an extension.
fn link_fields(entry: EntryRef<'_>) -> Fields {
    let (authors, released) = match entry {
        EntryRef::Model(model) => (model.organizations.as_slice(), model.released),
        EntryRef::Extension(_) => (&[][..], None),
    };
    let authors: Vec<_> = authors.iter().map(|name| braced(name)).collect();
    let year = released.map(|date| date.to_string().chars().take_while(|c| *c != '-').collect());
    vec![
        ("title", Some(braced(entry.name()))),
        ("author", join_authors(&authors)),
        ("year", year),
        ("url", entry.links().first().map(|link| url_value(&link.url))),
    ]
}

/// Names as BibTeX separates them; it knows the name `others`.
fn join_authors(authors: &[String]) -> Option<String> {
    (!authors.is_empty()).then(|| authors.join(" and "))
}

/// A text in braces, so that BibTeX changes no case and splits no name.
fn braced(text: &str) -> String {
    format!("{{{}}}", escape_tex(text))
}

/// Escapes the characters that TeX would interpret.
fn escape_tex(text: &str) -> String {
    let mut out = String::new();
    for ch in text.chars() {
        match ch {
            '\\' => out += "\\textbackslash{}",
            '~' => out += "\\textasciitilde{}",
            '^' => out += "\\textasciicircum{}",
            // An escaped brace would still count when BibTeX looks for the end of the field.
            '{' => out += "\\textbraceleft{}",
            '}' => out += "\\textbraceright{}",
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', ch]),
            _ => out.push(ch),
        }
    }
    out
}

/// Percent-encodes braces and backslashes in a field that TeX prints verbatim.
fn escape_verbatim(text: &str) -> String {
    text.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

fn url_value(url: &Url) -> String {
    escape_verbatim(url.as_str())
}
