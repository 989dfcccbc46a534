//! What the HTTP request said about the person's browser: put into the context by the server, and
//! handed on to the browser, so that both draw the same page.

use serde::Serialize;
use unpack::Unpack;

use crate::text::Language;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Unpack)]
pub struct RequestInfo {
    /// From the cookie `deskbell-language`, else from `Accept-Language`.
    pub language: Language,
    /// The header `User-Agent`: instructions name the browser and the system the person has.
    pub user_agent: String,
}
