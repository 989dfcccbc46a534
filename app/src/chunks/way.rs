//! Where somebody is led who follows a link.

#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "chunks"),
    expect(dead_code, reason = "in one piece nothing is on its way")
)]
pub enum Way {
    /// Nowhere but here.
    Here,
    /// The file of the page has been on its way for a while.
    Loading,
    /// Nothing answers.
    Lost { to: String },
}
