//! What every form says, whatever is filled in.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forms {
    Save,
    Saving,
    Saved,
    /// What was typed before the sign-in had ended.
    IsBack,
    Dismiss,
}
