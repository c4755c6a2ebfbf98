//! The tables that several others refer to: texts, links, sources and claims.

use crate::{
    claim::{ClaimField, ClaimStatus},
    link::LinkKind,
    source::SourcedField,
};

use super::table::{
    Table,
    ValueType::{Either, Enum, List, Table as TableOf, Text, Url},
    optional, required, words,
};

pub(super) static LOCALIZED_TEXT: Table = Table {
    name: "text",
    description: "A text in English and Chinese",
    keys: &[required("en", Text, "The English text"), required("zh", Text, "The Chinese text")],
};

pub(super) static LINK: Table = Table {
    name: "link",
    description: "A link to a page",
    keys: &[
        required("kind", Enum(|| words(&LinkKind::ALL)), "The kind of page"),
        required("url", Url, "The address, http or https"),
    ],
};

static SOURCE: Table = Table {
    name: "source",
    description: "A page, and what it says",
    keys: &[
        required("url", Url, "The address"),
        optional("backs", List(&Enum(|| words(&SourcedField::ALL))), "The keys whose values stand there"),
        optional("variants", List(&Text), "The names of the variants that they are of, if not all"),
    ],
};

pub(super) const SOURCES: super::table::ValueType = List(&Either(&Url, &TableOf(&SOURCE)));

static CLAIM: Table = Table {
    name: "claim",
    description: "A statement about a field that was checked, usually because sources disagree",
    keys: &[
        required("field", Enum(|| words(&ClaimField::ALL)), "The field that it is about"),
        optional("listed", Text, "The value as it was claimed"),
        optional("by", Text, "Who claimed it; left out for the list that the catalogue began with"),
        required("status", Enum(|| words(&ClaimStatus::ALL)), "The result of the check"),
        optional("source", Url, "The page where it was checked"),
        required("note", TableOf(&LOCALIZED_TEXT), "The reason for the status"),
    ],
};

pub(super) const CLAIMS: super::table::ValueType = List(&TableOf(&CLAIM));
