//! What handlers share. Which of them answers which path is for `routes` to say.

use std::{ops::Deref, sync::Arc};

use engine::Engine;
use http::HeaderMap;
use push::Gateway;

use crate::{
    api::state::ApiState,
    auth::{
        Auth,
        cookie::{CookieNames, Cookies},
        hasher::Hasher,
    },
    config::{Config, public_url::PublicUrl},
    pages::{kept_forms::KeptForms, renderer::Renderer},
};

/// Cheap to clone: each handler gets its own.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// All of it.
pub struct Shared {
    pub engine: Engine,
    pub auth: Auth,
    pub renderer: Renderer,
    pub push: Gateway,
    pub rest: ApiState,
    pub kept_forms: KeptForms,
    public_url: Option<Arc<PublicUrl>>,
    cookies: CookieNames,
}

impl AppState {
    pub fn new(config: &Config, engine: Engine, hasher: Hasher, push: Gateway) -> Self {
        Self(Arc::new(Shared {
            auth: Auth::new(
                engine.clone(),
                hasher,
                config.session_lifetime,
                config.limits.sign_in_time,
            ),
            renderer: Renderer::default(),
            push,
            rest: ApiState::new(engine.clone(), config.api_rate),
            kept_forms: KeptForms::default(),
            public_url: config.public_url.clone().map(Arc::new),
            cookies: CookieNames::of(engine.store().installation()),
            engine,
        }))
    }
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Shared {
    /// Where browsers find the server, if that was set.
    pub fn public_url(&self) -> Option<&PublicUrl> {
        self.public_url.as_deref()
    }

    /// How cookies are read from and set in the browser that sent these headers.
    pub fn cookies(&self, headers: &HeaderMap) -> Cookies {
        self.cookies.towards(headers, self.public_url.as_deref())
    }
}
