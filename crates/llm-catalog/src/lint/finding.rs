//! What a lint rule returns.

use crate::violation::DocPath;

/// The paths that break a rule, each with what is wrong and what to do.
pub(crate) type Findings = Vec<(DocPath, String)>;
