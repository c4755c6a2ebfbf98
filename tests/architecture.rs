//! The layers of the code: a crate uses nothing of a crate above it, a module of the
//! program uses nothing of a layer above its own, and files do not import each other
//! in a cycle, at any depth.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The source folder of each crate, with the name other crates use for it.
const CRATES: [(&str, &str); 3] =
    [("llm_catalog", "crates/llm-catalog/src"), ("llm_index", "crates/llm-index/src"), ("llm_tui", "src")];

/// The layers of the program, the lowest first. A module uses modules of its own layer and of those below.
const LAYERS: [&[&str]; 6] = [
    &["action", "builtin", "display_width", "glossary", "glyphs", "i18n", "list_format", "tab"],
    &["config", "columns"],
    &["chart", "comparison", "diff", "document", "export", "import"],
    &["app"],
    &["platform", "ui"],
    &["cli", "tui"],
];

/// Every source file of a crate by its module path, such as `llm_index::segment::builder`.
fn modules(name: &str, folder: &str) -> BTreeMap<String, PathBuf> {
    let mut modules = BTreeMap::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(current).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let relative = path.strip_prefix(folder).unwrap().with_extension("");
            let segments = relative.iter().map(|segment| segment.to_str().unwrap());
            let module = match relative.to_str().unwrap() {
                "lib" => name.to_owned(),
                "main" => format!("{name}_bin"),
                _ => std::iter::once(name).chain(segments).collect::<Vec<_>>().join("::"),
            };
            modules.insert(module, path);
        }
    }
    modules
}

/// The file up to its unit tests, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    text.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// Every path in a use tree: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn leaves(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let tree = tree.trim();
    let join = |rest: &str| if prefix.is_empty() { rest.to_owned() } else { format!("{prefix}::{rest}") };
    let Some((head, rest)) = tree.split_once('{') else {
        paths.push(join(tree.split(" as ").next().unwrap().trim()));
        return;
    };
    let head = head.trim().trim_end_matches("::");
    let prefix = if head.is_empty() { prefix.to_owned() } else { join(head) };
    let inner = rest.rsplit_once('}').unwrap().0;
    let (mut depth, mut start) = (0, 0);
    for (at, ch) in inner.char_indices() {
        match ch {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                leaves(&prefix, inner.get(start..at).unwrap(), paths);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !inner.get(start..).unwrap().trim().is_empty() {
        leaves(&prefix, inner.get(start..).unwrap(), paths);
    }
}

/// The trees of the `use` statements of a file: those that re-export, or the others.
fn use_trees(text: &str, re_exports: bool) -> Vec<String> {
    let mut trees = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("use ") {
        let (before, statement) = rest.split_at(at);
        let line = before.rsplit('\n').next().unwrap().trim();
        rest = statement.get(4..).unwrap();
        let is_public = line.starts_with("pub") && !line.contains(' ');
        if (line.is_empty() || is_public) && is_public == re_exports {
            trees.push(rest.split(';').next().unwrap().to_owned());
        }
    }
    trees
}

/// The absolute paths that a module imports or names, from `crate`, `self`, `super` or another crate of the project.
fn named_paths(module: &str, text: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for tree in use_trees(text, false) {
        leaves("", &tree, &mut paths);
    }
    // Paths in expressions and types.
    let code: String = text.split_inclusive(';').filter(|statement| !statement.trim_start().contains("use ")).collect();
    for root in ["crate::", "super::", "llm_catalog::", "llm_index::"] {
        for (at, _) in code.match_indices(root) {
            let is_path_char = |ch: char| ch.is_alphanumeric() || ch == '_' || ch == ':';
            let path = code.get(at..).unwrap().split(|ch| !is_path_char(ch)).next().unwrap();
            paths.push(path.trim_end_matches(':').to_owned());
        }
    }
    paths.iter().filter_map(|path| absolute(module, path)).collect()
}

/// The full path of each re-exported name: `llm_index::Column` is `llm_index::column::Column`.
fn re_exports(modules: &BTreeMap<String, PathBuf>) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    for (module, path) in modules {
        let mut paths = Vec::new();
        for tree in use_trees(&code(path), true) {
            leaves("", &tree, &mut paths);
        }
        for path in paths {
            let name = path.rsplit("::").next().unwrap();
            let child = format!("{module}::{path}");
            targets.insert(format!("{module}::{name}"), absolute(module, &path).unwrap_or(child));
        }
    }
    targets
}

fn absolute(module: &str, path: &str) -> Option<String> {
    let krate = module.split("::").next().unwrap();
    let mut segments = path.split("::").peekable();
    let mut base: Vec<&str> = match segments.peek()? {
        &"crate" => {
            segments.next();
            vec![krate]
        }
        &("self" | "super") => module.split("::").collect(),
        other if CRATES.iter().any(|(name, _)| name == other) => Vec::new(),
        _ => return None,
    };
    while let Some(&("self" | "super")) = segments.peek() {
        if segments.next() == Some("super") {
            base.pop();
        }
    }
    base.extend(segments);
    Some(base.join("::"))
}

/// For each module the modules that it uses. A name that a module re-exports is a use of the module that defines it.
fn uses() -> BTreeMap<String, BTreeSet<String>> {
    let all: BTreeMap<_, _> = CRATES.iter().flat_map(|(name, folder)| modules(name, folder)).collect();
    let re_exports = re_exports(&all);
    let target = |path: &str| {
        let mut path = path.to_owned();
        // A name may be re-exported from level to level.
        for _ in 0..4 {
            // The shortest prefix that is a re-export is replaced by its full path.
            let prefixes = path.match_indices("::").map(|(at, _)| at).chain([path.len()]);
            let is_name = |end: &usize| !all.contains_key(path.get(..*end).unwrap());
            let mut known = prefixes.filter(is_name).filter_map(|end| Some((end, re_exports.get(path.get(..end)?)?)));
            let Some((end, target)) = known.next() else { break };
            path = format!("{target}{}", path.get(end..).unwrap());
        }
        while !all.contains_key(&path) {
            path.truncate(path.rfind("::")?);
        }
        Some(path)
    };
    let used = |module: &str, path: &Path| {
        let targets = named_paths(module, &code(path)).into_iter().filter_map(|path| target(&path));
        targets.filter(|target| target != module).collect()
    };
    all.iter().map(|(module, path)| (module.clone(), used(module, path))).collect()
}

#[test]
fn no_crate_uses_one_above_it() {
    let rank = |module: &str| CRATES.iter().position(|(name, _)| module.split("::").next() == Some(name));
    for (module, used) in uses() {
        for other in used {
            assert!(
                rank(&other) <= rank(&module).or(Some(CRATES.len())),
                "`{module}` uses `{other}` of a crate above it"
            );
        }
    }
}

#[test]
fn the_libraries_know_no_user_interface() {
    for folder in ["crates/llm-catalog", "crates/llm-index"] {
        let manifest = fs::read_to_string(Path::new(folder).join("Cargo.toml")).unwrap();
        for dependency in ["ratatui", "crossterm", "crokey", "tui-input", "unicode-width", "clap"] {
            assert!(!manifest.contains(dependency), "{folder} depends on {dependency}");
        }
    }
}

#[test]
fn no_module_of_the_program_uses_one_of_a_layer_above() {
    let layer = |module: &str| {
        let top = module.strip_prefix("llm_tui::")?.split("::").next()?;
        LAYERS.iter().position(|layer| layer.contains(&top))
    };
    for (module, used) in uses() {
        if module.starts_with("llm_tui::") {
            assert!(layer(&module).is_some(), "`{module}` has no layer; give it one in this test");
        }
        for other in used {
            if let (Some(own), Some(others)) = (layer(&module), layer(&other)) {
                assert!(others <= own, "`{module}` of layer {own} uses `{other}` of layer {others}");
            }
        }
    }
}

/// For each module, the uses between its child modules. A use in a descendant counts as one of the child.
/// Uses between a file and the folder of the same name are not checked.
fn sibling_edges() -> BTreeMap<String, BTreeSet<(String, String)>> {
    let mut levels: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
    for (module, used) in uses() {
        for other in used {
            let (from, to): (Vec<_>, Vec<_>) = (module.split("::").collect(), other.split("::").collect());
            let depth = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
            if depth > 0 && depth < from.len() && depth < to.len() {
                let upto = |path: &[&str], len: usize| path.get(..len).unwrap().join("::");
                let edge = (upto(&from, depth + 1), upto(&to, depth + 1));
                levels.entry(upto(&from, depth)).or_default().insert(edge);
            }
        }
    }
    levels
}

#[test]
fn no_files_import_each_other_in_a_cycle() {
    for (parent, mut edges) in sibling_edges() {
        // Remove modules that use no other or are used by none, until only cycles remain.
        loop {
            let before = edges.len();
            let (from, to): (BTreeSet<_>, BTreeSet<_>) = edges.iter().cloned().unzip();
            edges.retain(|(user, used)| from.contains(used) && to.contains(user));
            if edges.len() == before {
                break;
            }
        }
        let lines: Vec<_> = edges.iter().map(|(user, used)| format!("{user} -> {used}")).collect();
        assert!(lines.is_empty(), "in `{parent}` these import each other in a cycle:\n{}", lines.join("\n"));
    }
}

#[test]
fn paths_are_read_as_rust_reads_them() {
    let mut paths = Vec::new();
    leaves("", "crate::{a::{self, B}, c::D as E, super_f}", &mut paths);
    assert_eq!(paths, ["crate::a::self", "crate::a::B", "crate::c::D", "crate::super_f"]);
    assert_eq!(absolute("llm_tui::app::list", "super::tab::Tab").as_deref(), Some("llm_tui::app::tab::Tab"));
    assert_eq!(absolute("llm_tui::app::list", "llm_index::Column").as_deref(), Some("llm_index::Column"));
    assert_eq!(absolute("llm_tui::app::list", "std::fs"), None);
    assert_eq!(use_trees("use a::b;\npub use c::{d,\n    e};\nlet s = \"use x;\";", true), ["c::{d,\n    e}"]);
}
