//! Entries as BibTeX, to cite them.

use std::fmt::Write;

use crate::catalog::{
    Entry, Model,
    link::{LinkKind, Url},
    model::Paper,
};

/// An entry as BibTeX: the paper that introduced it, else its main link. The
/// key is the entry's id.
#[must_use]
pub fn bibtex(entry: Entry<'_>) -> String {
    let paper = match entry {
        Entry::Model(model) => model.paper.as_ref().map(|paper| (model, paper)),
        Entry::Extension(_) => None,
    };
    let fields = paper.map_or_else(|| of_page(entry), |(model, paper)| of_paper(model, paper));
    // The catalogue knows no venue, without which styles refuse the other kinds.
    let mut out = format!("@misc{{{},\n", entry.id());
    for (name, value) in fields.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        let _ = writeln!(out, "  {name} = {{{value}}},");
    }
    out + "}\n"
}

type Fields = Vec<(&'static str, Option<String>)>;

fn of_paper(model: &Model, paper: &Paper) -> Fields {
    let arxiv = paper.arxiv.as_deref();
    let preprint = || Some(format!("https://arxiv.org/abs/{}", arxiv?));
    let url = model.link(LinkKind::Paper).or_else(|| model.links.first().map(|link| &link.url)).map(address);
    let author = |name: &String| if model.organizations.contains(name) { group(name) } else { escape(name) };
    let authors = if paper.authors.is_empty() { &model.organizations } else { &paper.authors };
    let authors: Vec<_> = authors.iter().map(author).collect();
    vec![
        ("title", Some(group(&paper.title))),
        ("author", joined(&authors)),
        ("year", year_of(model, paper).map(|year| year.to_string())),
        ("eprint", arxiv.map(str::to_owned)),
        ("archivePrefix", arxiv.map(|_| "arXiv".to_owned())),
        ("doi", paper.doi.as_deref().map(verbatim)),
        ("url", preprint().or(url)),
    ]
}

/// The year of a paper: its own, else that of its arXiv id, else that of the
/// model. Styles want one.
fn year_of(model: &Model, paper: &Paper) -> Option<u16> {
    let of_arxiv = |id: &String| id.split_once('.')?.0.parse::<u16>().ok().filter(|month| *month > 700);
    let arxiv = paper.arxiv.as_ref().and_then(of_arxiv).map(|month| 2000 + month / 100);
    paper.year.or(arxiv).or_else(|| model.released.map(|date| date.year))
}

/// A model without a paper, or an extension.
fn of_page(entry: Entry<'_>) -> Fields {
    let (authors, released) = match entry {
        Entry::Model(model) => (model.organizations.as_slice(), model.released),
        Entry::Extension(_) => (&[][..], None),
    };
    let authors: Vec<_> = authors.iter().map(|name| group(name)).collect();
    let year = released.map(|date| date.to_string().chars().take_while(|c| *c != '-').collect());
    vec![
        ("title", Some(group(entry.name()))),
        ("author", joined(&authors)),
        ("year", year),
        ("url", entry.links().first().map(|link| address(&link.url))),
    ]
}

/// Names as BibTeX parts them; it knows `others` itself.
fn joined(authors: &[String]) -> Option<String> {
    (!authors.is_empty()).then(|| authors.join(" and "))
}

/// A text that is kept as it is: its capital letters, its blanks.
fn group(text: &str) -> String {
    format!("{{{}}}", escape(text))
}

/// The text with the signs escaped that mean something to TeX.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        match sign {
            '\\' => out += "\\textbackslash{}",
            '~' => out += "\\textasciitilde{}",
            '^' => out += "\\textasciicircum{}",
            // Escaped with a backslash they would still count as braces of the field.
            '{' => out += "\\textbraceleft{}",
            '}' => out += "\\textbraceright{}",
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', sign]),
            _ => out.push(sign),
        }
    }
    out
}

/// The text of a field that styles set as it stands; braces would end it.
fn verbatim(text: &str) -> String {
    text.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

fn address(url: &Url) -> String {
    verbatim(url.as_str())
}
