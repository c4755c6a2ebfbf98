//! Groups of models, each a section of a page.

use std::{cmp::Reverse, collections::BTreeMap};

use llm_catalog::{
    CatalogMeta, Model,
    localized::{Locale, LocalizedText},
    model::Stage,
};

use crate::i18n::Messages;

/// What the models of a page are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The training stage.
    #[default]
    Stage,
    /// The first of the organizations that made it.
    Organization,
    /// The license of the weights.
    License,
    /// The year of the release.
    Year,
}

/// The models of a section, in the order of the export.
pub(super) struct Group<T> {
    pub title: LocalizedText,
    pub models: Vec<T>,
}

/// What the models of a group have in common, in the order of the sections.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum GroupKey {
    Stage(Stage),
    /// The newest first.
    Year(Reverse<u16>),
    /// The name in small letters, then as it is written.
    Name(String, String),
    /// The weights are not released.
    Closed,
    Unknown,
}

impl Grouping {
    pub const ALL: [Self; 4] = [Self::Stage, Self::Organization, Self::License, Self::Year];

    /// The groups that are not empty, of models or of what has one.
    pub(super) fn groups<T>(
        self,
        items: Vec<T>,
        model: impl Fn(&T) -> Option<&Model>,
        meta: &CatalogMeta,
    ) -> Vec<Group<T>> {
        let mut groups: BTreeMap<GroupKey, Vec<T>> = BTreeMap::new();
        for item in items {
            let key = model(&item).map_or(GroupKey::Unknown, |model| self.key(model));
            groups.entry(key).or_default().push(item);
        }
        let group = |(key, models): (GroupKey, Vec<T>)| Group {
            title: self.title(&key, models.first().and_then(&model), meta),
            models,
        };
        groups.into_iter().map(group).collect()
    }

    fn key(self, model: &Model) -> GroupKey {
        let name = |name: &String| GroupKey::Name(name.to_lowercase(), name.clone());
        let key = match self {
            Self::Stage => Some(GroupKey::Stage(model.stage)),
            Self::Organization => model.organizations.first().map(name),
            // As the cells say.
            Self::License if model.open_weights == Some(false) => Some(GroupKey::Closed),
            Self::License => model.license.as_ref().map(|license| name(&license.name)),
            Self::Year => model.released.map(|date| GroupKey::Year(Reverse(date.year))),
        };
        key.unwrap_or(GroupKey::Unknown)
    }

    /// `first` is the first model of the group.
    fn title(self, key: &GroupKey, first: Option<&Model>, meta: &CatalogMeta) -> LocalizedText {
        let text = |locale| {
            let messages = Messages::get(locale);
            match key {
                GroupKey::Stage(stage) => (messages.stage_title)(*stage).to_owned(),
                GroupKey::Year(Reverse(year)) => year.to_string(),
                GroupKey::Name(_, name) if self == Self::Organization => {
                    meta.organization_name(name, locale).to_owned()
                }
                GroupKey::Name(_, name) => {
                    let license = first.and_then(|model| model.license.as_ref());
                    license.map_or(name.as_str(), |license| license.label(locale)).to_owned()
                }
                GroupKey::Closed => messages.export.closed_weights.to_owned(),
                GroupKey::Unknown => messages.export.unknown_group.to_owned(),
            }
        };
        LocalizedText { en: text(Locale::En), zh: text(Locale::Zh) }
    }
}
