//! The links of the pages.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::pages;

/// The targets of links and pictures in a page: `](target)`, `src="target"` and `srcset="target"`.
fn targets(text: &str) -> Vec<&str> {
    let after = |start: &str, end: char| {
        text.split(start).skip(1).filter_map(move |rest| rest.split(end).next()).collect::<Vec<_>>()
    };
    [after("](", ')'), after("src=\"", '"'), after("srcset=\"", '"')].concat()
}

/// The name of a heading in links, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    kept.chars().filter(|ch| ch.is_alphanumeric() || "-_ ".contains(*ch)).collect::<String>().replace(' ', "-")
}

#[test]
fn linked_files_and_headings_exist() {
    for (page, text) in pages() {
        for target in targets(&text).into_iter().filter(|target| !target.starts_with("http")) {
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let folder = Path::new(&page).parent().unwrap();
            let path = if file.is_empty() { PathBuf::from(&page) } else { folder.join(file) };
            assert!(path.exists(), "{page} links to {target}");
            if !heading.is_empty() {
                let linked = fs::read_to_string(&path).unwrap();
                let mut headings = linked.lines().filter(|line| line.starts_with('#'));
                let exists = headings.any(|line| anchor(line.trim_start_matches('#')) == heading);
                assert!(exists, "{page} links to {target}");
            }
        }
    }
}

#[test]
fn every_picture_is_in_a_page() {
    let pages: String = pages().into_iter().map(|(_, text)| text).collect();
    for picture in fs::read_dir("assets/screenshots").unwrap() {
        let name = picture.unwrap().file_name().into_string().unwrap();
        assert!(pages.contains(&name), "no page shows {name}");
    }
}

#[test]
fn pages_link_to_their_translation() {
    for (page, text) in pages() {
        if let Some(name) = page.strip_suffix(".zh-CN.md") {
            let file = |path: &str| path.rsplit('/').next().unwrap().to_owned();
            let english = fs::read_to_string(format!("{name}.md")).unwrap();
            assert!(text.contains(&format!("]({}.md)", file(name))), "{page}");
            assert!(english.contains(&format!("]({})", file(&page))), "{name}.md");
        }
    }
}
