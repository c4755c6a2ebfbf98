//! The floors of the house: a room uses rooms of its own floor and of those
//! below, and no rooms use each other in a circle.
#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Where rooms are.
const HOMES: [&str; 3] = ["crates/nouns/src", "crates/shelf/src", "src"];

/// The rooms by floor, as the map in `src/lib.rs` lists them.
fn floors() -> BTreeMap<String, usize> {
    let mut rooms = BTreeMap::new();
    for home in HOMES {
        let mut floor = 1;
        for line in fs::read_to_string(Path::new(home).join("lib.rs")).unwrap().lines() {
            if let Some(rest) = line.strip_prefix("// Floor ") {
                floor = rest.chars().next().and_then(|digit| digit.to_digit(10)).unwrap() as usize;
            } else if let Some(room) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
                rooms.insert(room.to_owned(), floor);
            }
        }
    }
    rooms
}

/// The files of a room, in its folder and in those below.
fn files(room: &str) -> Vec<PathBuf> {
    let home = HOMES.map(Path::new).into_iter().find(|home| home.join(room).with_extension("rs").exists()).unwrap();
    let mut files = vec![home.join(room).with_extension("rs")];
    let mut folders = vec![home.join(room)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let (inner, outer): (Vec<_>, Vec<_>) =
            entries.map(|entry| entry.unwrap().path()).partition(|path| path.is_dir());
        folders.extend(inner);
        files.extend(outer);
    }
    files
}

/// The rooms that the files of a room name after `crate::`.
fn uses(room: &str) -> Vec<String> {
    let text: String = files(room).iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let mut found = Vec::new();
    for part in text.split("crate::").skip(1) {
        // `use crate::{a, b::c, d::{e, f}}` names rooms at the first level of the braces.
        let names = match part.strip_prefix('{') {
            None => vec![part.to_owned()],
            Some(rest) => first_level(rest),
        };
        let room = |name: &String| name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        found.extend(names.iter().map(room));
    }
    found.retain(|name| name != room);
    found.sort();
    found.dedup();
    found
}

fn first_level(text: &str) -> Vec<String> {
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for sign in text.chars() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ if depth == 0 => parts.last_mut().unwrap().push(sign),
            _ => {}
        }
    }
    parts
}

#[test]
fn no_room_uses_one_above_it() {
    let floors = floors();
    assert!(floors.len() > 10, "the map in src/lib.rs was not understood: {floors:?}");
    for (room, floor) in &floors {
        for used in uses(room) {
            let Some(other) = floors.get(&used) else { continue };
            assert!(other <= floor, "`{room}` on floor {floor} uses `{used}` on floor {other}");
        }
    }
}

#[test]
fn no_rooms_use_each_other_in_a_circle() {
    let floors = floors();
    let mut free: Vec<String> = Vec::new();
    let mut left: Vec<String> = floors.keys().cloned().collect();
    while !left.is_empty() {
        let on_their_own =
            |room: &String| uses(room).iter().all(|used| !floors.contains_key(used) || free.contains(used));
        let (next, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(on_their_own);
        assert!(!next.is_empty(), "these rooms use each other in a circle: {rest:?}");
        free.extend(next);
        left = rest;
    }
}

#[test]
fn no_room_outgrows_its_size() {
    for room in floors().keys() {
        for file in files(room) {
            let text = fs::read_to_string(&file).unwrap();
            // Lists of words are as long as the program has words.
            let is_words = file.starts_with("crates/nouns/src/messages");
            assert!(is_words || text.lines().count() <= 300, "{} asks for a split", file.display());
        }
    }
}
