//! How a wrap-up came to its end.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    #[default]
    ByAgent,
    /// Its time was over, or the agent was gone: with whatever had been entered until then. An outcome may still be filed.
    ByItself,
    /// And then the agent filed an outcome, or more words.
    Filed,
}

impl Closing {
    pub fn is_by_agent(&self) -> bool {
        *self == Self::ByAgent
    }
}
