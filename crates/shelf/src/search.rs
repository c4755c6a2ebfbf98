//! Asking the catalogue: what a query means, what it finds, in what order.

mod bookmarked;
pub mod cell;
mod column;
mod complete;
mod found;
mod grades;
mod matched;
mod matcher;
mod memo;
mod opens;
mod order;
mod place;
mod query;
mod range;
mod rank;
mod sieve;
mod standing;
mod suggest;
mod syntax;
mod texts;
mod value;

pub use bookmarked::{BOOKMARKED, IS, toggle_bookmarked};
pub use column::{Column, Shape, Type};
pub use complete::{Completion, complete};
pub use found::Found;
pub use matched::{Matched, MatchedLetters};
pub use opens::Opens;
pub use order::Order;
pub use query::{Filter, Query, Term, Word, WordKind, squeeze};
pub use range::{Range, Tests};
pub use suggest::{culprit, nearest_names};
pub use syntax::{Fault, Named, Reason};
pub use value::{Key, Values, word};
