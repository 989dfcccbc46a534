//! The frame of every page: the bar at the top, the banners below it, and what stands where a page is missing.

use domain::agent::Intent;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame<'a> {
    SkipToContent,
    NotFound,
    NotFoundHelp,
    BackToDesktop,

    // The bar at the top.
    Connection,
    Live,
    Reconnecting,
    Offline,
    Since(&'a str),
    SoundBlocked,
    Status,
    NotResponding,
    ImBack,
    IsConnecting,
    OnACall,
    InAChat,
    InWrapUp,
    Intent(Intent),
    IntentHint(Intent),
    SignedOut,
    Profile,
    KeyboardShortcuts,
    SignOut,
    NeedsScripts,

    // Banners.
    Notices,
    NoRuleTitle,
    NoRuleHelp,
    ConnectionLostTitle,
    ConnectionLostHelp,
    PageIsComing,
    PageIsLostTitle,
    PageIsLostHelp,
    TryAgain,
    NewReleaseTitle,
    Reload,
    TurnOnHere,
}
