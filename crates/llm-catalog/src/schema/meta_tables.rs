//! The catalogue file as a whole, and what it has beside entries.

use super::{
    entry_tables::{EXTENSION, MODEL},
    shared_tables::{CLAIMS, LOCALIZED_TEXT},
    table::{
        Table,
        ValueType::{Date, Id, List, Table as TableOf, Text, Url},
        optional, required,
    },
};

pub(super) static CATALOG: Table = Table {
    name: "catalog",
    description: "A catalogue of language models and of projects around them",
    keys: &[
        optional("origin", TableOf(&SOURCE_LIST), "The list that the catalogue was built from"),
        optional(
            "benchmark",
            List(&TableOf(&BENCHMARK)),
            "The benchmarks of the scores, the one that tables show first",
        ),
        optional("organization", List(&TableOf(&ORGANIZATION)), "The organizations that have more than one name"),
        optional("model", List(&TableOf(&MODEL)), "The models, by stage, release and name"),
        optional("extension", List(&TableOf(&EXTENSION)), "The projects around models"),
        optional("update", List(&TableOf(&UPDATE)), "The history of the catalogue, newest first"),
    ],
};

static SOURCE_LIST: Table = Table {
    name: "origin",
    description: "The list that the catalogue was built from",
    keys: &[
        required("name", Text, "The name"),
        required("url", Url, "The address"),
        required("date", Date, "The date of the version that was used"),
        required("description", TableOf(&LOCALIZED_TEXT), "What the list contained"),
        optional("claim", CLAIMS, "Statements of the list as a whole that were checked"),
    ],
};

static BENCHMARK: Table = Table {
    name: "benchmark",
    description: "A benchmark that scores refer to",
    keys: &[
        required("id", Id, "The permanent id"),
        required("name", TableOf(&LOCALIZED_TEXT), "The name"),
        optional(
            "heading",
            Text,
            "The heading of its column, at most 9 columns wide; else the first words of the name",
        ),
        required("url", Url, "The paper or page that describes it"),
        required("description", TableOf(&LOCALIZED_TEXT), "What it measures, and how far its scores can be compared"),
    ],
};

static ORGANIZATION: Table = Table {
    name: "organization",
    description: "The other names of an organization that makes models",
    keys: &[
        required("name", Text, "The name that models use"),
        optional("zh", Text, "The Chinese name, if it differs"),
        optional("aliases", List(&Text), "Other spellings and related names, for search"),
    ],
};

static UPDATE: Table = Table {
    name: "update",
    description: "A change of the catalogue",
    keys: &[required("date", Date, "When it was made"), required("text", TableOf(&LOCALIZED_TEXT), "What was changed")],
};
