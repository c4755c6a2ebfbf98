//! Models as their variants have them.

use std::cmp::Reverse;

use crate::{
    license::License,
    link::{Link, LinkKind, Url},
    model::{Model, Score},
    parent::Parent,
    quantity::Quantity,
    training::{TrainingData, TrainingKind, TrainingUnit},
    variant::Variant,
};

impl Model {
    /// The positions of the variants, the default one first, then by falling number of parameters.
    ///
    /// The default is the one that the model names; else it has the most parameters and, among equals and where
    /// none are stated, is the first.
    #[must_use]
    pub fn variant_order(&self) -> Vec<usize> {
        let mut order: Vec<_> = (0..self.variants.len()).collect();
        order.sort_by_key(|idx| Reverse(self.variants.get(*idx).map(|variant| self.default_rank(variant))));
        order
    }

    /// The default variant; `None` if the model has no variants.
    #[must_use]
    pub fn default_variant(&self) -> Option<&Variant> {
        // The first of equals.
        self.variants.iter().rev().max_by_key(|variant| self.default_rank(variant))
    }

    /// The default has the highest.
    fn default_rank(&self, variant: &Variant) -> (bool, Option<Quantity>) {
        (self.default.as_ref() == Some(&variant.name), variant.parameters)
    }

    /// The variant of a name.
    #[must_use]
    pub fn variant(&self, name: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.name == name)
    }

    /// The model as one of its variants has it: the figures of the variant where it states
    /// them, its scores only, and no other variant.
    #[must_use]
    pub fn resolve(&self, variant: &Variant) -> Self {
        fn overlay<T: Clone>(own: Option<&T>, inherited: &mut Option<T>) {
            if let Some(own) = own {
                *inherited = Some(own.clone());
            }
        }
        let mut model = Self { variants: vec![variant.clone()], ..self.clone_shared() };
        if let ([_], [resolved]) = (self.variants.as_slice(), model.variants.as_mut_slice()) {
            // The tokens and the size of the files of a model with one variant are its own; those of a family may be of
            // the largest alone.
            resolved.tokens = resolved.tokens.or_else(|| self.pretraining_tokens().next());
            resolved.weights = resolved.weights.or(self.weights);
        }
        overlay(variant.released.as_ref(), &mut model.released);
        overlay(variant.architecture.as_ref(), &mut model.architecture);
        if variant.context.is_some() {
            // An extension of another context is none of this one.
            model.context_extended = None;
        }
        overlay(variant.context.as_ref(), &mut model.context);
        overlay(variant.context_extended.as_ref(), &mut model.context_extended);
        overlay(variant.modalities.as_ref(), &mut model.modalities);
        overlay(variant.reasoning.as_ref(), &mut model.reasoning);
        overlay(variant.tools.as_ref(), &mut model.tools);
        overlay(variant.knowledge.as_ref(), &mut model.knowledge);
        overlay(variant.lifecycle.as_ref(), &mut model.lifecycle);
        overlay(variant.weights.as_ref(), &mut model.weights);
        overlay(variant.shape.as_ref(), &mut model.shape);
        model.stage = variant.stage.unwrap_or(self.stage);
        model.open_weights = variant.open_weights.or(self.open_weights);
        model.license = self.license_of(variant).cloned();
        if let Some(parents) = &variant.base_models {
            model.base_models.clone_from(parents);
        }
        if let Some(quantity) = variant.tokens {
            model.training.retain(|data| !data.is_pretraining_tokens());
            let (unit, kind) = (TrainingUnit::Tokens, TrainingKind::Trained);
            model.training.insert(0, TrainingData { quantity, unit, kind });
        }
        model.training_runs.retain(|run| run.variant.as_ref().is_none_or(|name| *name == variant.name));
        model.scores = self.scores_of(variant);
        model.links = self.links_of(variant);
        model
    }

    /// The links with the checkpoint of a variant instead of those of the others; without any if its weights are closed.
    fn links_of(&self, variant: &Variant) -> Vec<Link> {
        let is_closed = variant.open_weights == Some(false);
        if variant.checkpoint.is_none() && !is_closed {
            return self.links.clone();
        }
        let is_of_a_variant = |url: &Url| self.variants.iter().any(|other| other.checkpoint.as_ref() == Some(url));
        let is_replaced = |link: &&Link| link.kind == LinkKind::Checkpoint && (is_closed || is_of_a_variant(&link.url));
        let first = self.links.iter().position(|link| link.kind == LinkKind::Checkpoint).unwrap_or(self.links.len());
        let (before, after) = self.links.split_at(first);
        let checkpoint = variant.checkpoint.iter().map(|url| Link { kind: LinkKind::Checkpoint, url: url.clone() });
        let after = after.iter().filter(|link| !is_replaced(link)).cloned();
        before.iter().cloned().chain(checkpoint).chain(after).collect()
    }

    /// What the variants share: the model without variants and scores, of which there may be many.
    fn clone_shared(&self) -> Self {
        Self {
            id: self.id.clone(),
            name: self.name.clone(),
            summary: self.summary.clone(),
            aliases: self.aliases.clone(),
            stage: self.stage,
            organizations: self.organizations.clone(),
            countries: self.countries.clone(),
            released: self.released,
            architecture: self.architecture,
            context: self.context,
            context_extended: self.context_extended,
            modalities: self.modalities.clone(),
            reasoning: self.reasoning,
            tools: self.tools,
            knowledge: self.knowledge,
            lifecycle: self.lifecycle.clone(),
            open_weights: self.open_weights,
            languages: self.languages.clone(),
            training: self.training.clone(),
            base_models: self.base_models.clone(),
            links: self.links.clone(),
            sources: self.sources.clone(),
            added: self.added,
            paper: self.paper.clone(),
            license: self.license.clone(),
            weights: self.weights,
            shape: self.shape,
            default: self.default.clone(),
            insight: self.insight.clone(),
            claims: self.claims.clone(),
            variants: Vec::new(),
            scores: Vec::new(),
            training_runs: self.training_runs.clone(),
        }
    }

    /// The model as each of its variants has it, in [their order](Self::variant_order); as it is,
    /// if it has no variants.
    pub fn resolved(&self) -> impl Iterator<Item = Self> {
        let order = self.variant_order();
        let plain = order.is_empty().then(|| self.clone());
        order.into_iter().filter_map(|idx| self.variants.get(idx)).map(|variant| self.resolve(variant)).chain(plain)
    }

    /// The license of a variant: its own, else that of the model, unless that is of released weights and those of the
    /// variant are not released.
    #[must_use]
    pub fn license_of<'m>(&'m self, variant: &'m Variant) -> Option<&'m License> {
        let is_of_others = variant.open_weights == Some(false) && self.open_weights != Some(false);
        variant.license.as_ref().or(self.license.as_ref().filter(|_| !is_of_others))
    }

    /// The scores of a variant. One that names no variant is of the default.
    fn scores_of(&self, variant: &Variant) -> Vec<Score> {
        let has_unnamed = self.scores.iter().any(|score| score.variant.is_none());
        let is_default = has_unnamed && self.default_variant().is_some_and(|default| default.name == variant.name);
        let is_own = |score: &&Score| score.variant.as_ref().map_or(is_default, |name| *name == variant.name);
        self.scores.iter().filter(is_own).cloned().collect()
    }

    /// The parents of the model and of its variants.
    pub fn all_parents(&self) -> impl Iterator<Item = &Parent> {
        self.base_models.iter().chain(self.variants.iter().flat_map(|variant| variant.base_models.iter().flatten()))
    }

    /// The numbers of pre-training tokens: those of the model, then those of its variants.
    pub fn pretraining_tokens(&self) -> impl Iterator<Item = Quantity> {
        let model_tokens = self.training.iter().filter(|data| data.is_pretraining_tokens()).map(|data| data.quantity);
        model_tokens.chain(self.variants.iter().filter_map(|variant| variant.tokens))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Catalog, Model};

    fn model(rest: &str) -> Model {
        let text = format!(
            "[[model]]\nid = \"a\"\nname = \"A\"\nstage = \"base\"\nopen_weights = true\ncontext = 4096\n\
             context_extended = 8192\ninsight = {{ en = \"e\", zh = \"中\" }}\n{rest}"
        );
        Catalog::parse("a.toml", &text).unwrap().models().first().unwrap().clone()
    }

    fn order(model: &Model) -> Vec<String> {
        model.resolved().map(|resolved| resolved.variants.first().unwrap().name.clone()).collect()
    }

    #[test]
    fn the_default_is_named_or_the_largest_or_the_first() {
        let variants = "[[model.variant]]\nname = \"mini\"\n[[model.variant]]\nname = \"7B\"\nparameters = \"7B\"\n\
                        [[model.variant]]\nname = \"7B-v2\"\nparameters = \"7B\"\n";
        assert_eq!(order(&model(variants)), ["7B", "7B-v2", "mini"]);
        assert_eq!(order(&model(&format!("default = \"mini\"\n{variants}"))), ["mini", "7B", "7B-v2"]);
        let tiers = "[[model.variant]]\nname = \"pro\"\n[[model.variant]]\nname = \"mini\"\n";
        assert_eq!(order(&model(tiers)), ["pro", "mini"]);
    }

    #[test]
    fn a_variant_inherits_what_it_does_not_state() {
        let model = model(
            "training = [{ amount = \"1T\", unit = \"tokens\", kind = \"trained\" }]\n[[model.variant]]\nname = \"a\"\n\
             [[model.variant]]\nname = \"b\"\ncontext = 32768\ntokens = \"2T\"\nstage = \"sft\"\n",
        );
        let [a, b] = &model.resolved().collect::<Vec<_>>()[..] else { panic!("two variants") };
        assert_eq!((a.context, a.context_extended, a.stage), (Some(4096), Some(8192), model.stage));
        // An extension of the inherited context is none of another one.
        assert_eq!((b.context, b.context_extended, b.stage), (Some(32_768), None, crate::model::Stage::Sft));
        let tokens = |model: &Model| model.training.first().unwrap().quantity.to_string();
        assert_eq!((tokens(a), tokens(b)), ("1T".to_owned(), "2T".to_owned()));
        // What several variants share is a figure of none of them.
        assert_eq!(a.variants.first().unwrap().tokens, None);
    }
}
