//! Sending one message to one push service.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, UNIX_EPOCH},
};

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::Full;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use thiserror::Error;
use tokio::time::timeout;

use crate::{
    endpoint::{CheckedDns, Endpoint, EndpointError, Reach},
    keys::{KeyError, VapidKeys},
    message::{Message, Recipient},
};

/// Push services answer at once or not in time.
const PATIENCE: Duration = Duration::from_secs(5);
const CONNECT_WITHIN: Duration = Duration::from_secs(3);
const USER_AGENT: &str = concat!("deskbell/", env!("CARGO_PKG_VERSION"));

/// A connection to a push service is kept for this long after its last message.
const KEPT_OPEN: Duration = Duration::from_mins(1);

/// Follows no redirect and asks no proxy: neither leads where somebody has looked.
type Https = Client<HttpsConnector<HttpConnector<CheckedDns>>, Full<Bytes>>;

/// The one way out to push services. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Gateway {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    reach: Reach,
    contact: Option<String>,
    file: PathBuf,
    keys: RwLock<VapidKeys>,
    client: Https,
}

/// Why a push service does not have a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SendError {
    #[error("the subscription does not exist any more")]
    Gone,
    /// Worth trying again, not before the time that the push service named.
    #[error("the push service can't take it now")]
    Busy { retry_after: Option<Duration> },
    /// The same, but about this one subscription, not about the push service.
    #[error("the push service takes no more for this subscription now")]
    TooMany { retry_after: Option<Duration> },
    #[error("the push service refused it with status {0}")]
    Refused(u16),
    #[error("the push service can't be reached")]
    Unreachable,
    /// It may have the message all the same.
    #[error("the push service did not answer")]
    Unanswered,
    #[error("the message is longer than push services take")]
    TooLong,
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
}

impl Gateway {
    /// With the keys of `file`, which are made if there are none.
    ///
    /// # Errors
    /// The keys can't be read or written.
    pub fn open(file: &Path, reach: Reach, contact: Option<String>) -> Result<Self, KeyError> {
        Ok(Self {
            inner: Arc::new(Inner {
                reach,
                contact,
                keys: RwLock::new(VapidKeys::load_or_create(file)?),
                file: file.to_owned(),
                client: client(reach),
            }),
        })
    }

    /// What browsers bind their subscriptions to.
    pub fn public_key(&self) -> String {
        self.keys().public()
    }

    /// New keys, at once. Every subscription made with the old ones is worthless from here on.
    ///
    /// # Errors
    /// The file can't be written; then the old keys stay.
    pub fn rotate_keys(&self) -> Result<(), KeyError> {
        let fresh = VapidKeys::create(&self.inner.file)?;
        *self
            .inner
            .keys
            .write()
            .unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// Whether a browser's address may be called, and leads somewhere.
    ///
    /// # Errors
    /// It may not, or nobody knows the host.
    pub async fn check(&self, endpoint: &str) -> Result<(), EndpointError> {
        let endpoint = Endpoint::parse(endpoint, self.inner.reach)?;
        let checked = timeout(CONNECT_WITHIN, endpoint.check(self.inner.reach));
        checked.await.unwrap_or(Err(EndpointError::Unresolved))
    }

    /// Which push service an address belongs to: its scheme, host and port.
    ///
    /// # Errors
    /// The address may not be called.
    pub fn service_of(&self, endpoint: &str) -> Result<String, EndpointError> {
        Ok(Endpoint::parse(endpoint, self.inner.reach)?.origin())
    }

    /// Hands a message to the push service of `endpoint`. `now`: seconds since 1970.
    ///
    /// # Errors
    /// The push service does not have it.
    pub async fn send(
        &self,
        endpoint: &str,
        recipient: &Recipient,
        message: &Message,
        now: u64,
    ) -> Result<(), SendError> {
        // Also what was stored long ago, by a release that let more pass or under another setting.
        let endpoint = Endpoint::parse(endpoint, self.inner.reach)?;
        let body = recipient
            .encrypt(&message.payload)
            .ok_or(SendError::TooLong)?;
        let authorization =
            self.keys()
                .authorization(&endpoint.origin(), self.inner.contact.as_deref(), now);
        let request = Request::post(endpoint.url().as_str())
            .header(header::USER_AGENT, USER_AGENT)
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header(header::AUTHORIZATION, authorization)
            .header("ttl", message.ttl.as_secs())
            .header("urgency", "high")
            .header("topic", message.topic.as_str())
            .body(Full::from(body))
            .map_err(|_| EndpointError::Malformed)?;
        match timeout(PATIENCE, self.inner.client.request(request)).await {
            // Whatever else a push service says, nobody reads it.
            Ok(Ok(answer)) => verdict(answer.status(), answer.headers(), now),
            Ok(Err(error)) => {
                tracing::debug!(%error, "a push service can't be reached");
                Err(if error.is_connect() {
                    SendError::Unreachable
                } else {
                    SendError::Unanswered
                })
            }
            Err(_) => Err(SendError::Unanswered),
        }
    }

    fn keys(&self) -> VapidKeys {
        self.inner
            .keys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

fn client(reach: Reach) -> Https {
    let mut trusted = RootCertStore::empty();
    trusted.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    // A company that inspects its outgoing traffic has a root of its own on its machines.
    trusted.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the provider has the protocols that it is built with")
        .with_root_certificates(trusted)
        .with_no_client_auth();
    let mut tcp = HttpConnector::new_with_resolver(CheckedDns(reach));
    // What is sent without TLS is decided by the endpoint's own check.
    tcp.enforce_http(false);
    tcp.set_connect_timeout(Some(CONNECT_WITHIN));
    let connector = HttpsConnectorBuilder::new()
        .with_tls_config(tls)
        .https_or_http()
        .enable_http1()
        .wrap_connector(tcp);
    Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(KEPT_OPEN)
        .build(connector)
}

fn verdict(status: StatusCode, headers: &HeaderMap, now: u64) -> Result<(), SendError> {
    match status.as_u16() {
        200..=299 => Ok(()),
        404 | 410 => Err(SendError::Gone),
        429 => Err(SendError::TooMany {
            retry_after: retry_after(headers, now),
        }),
        500..=599 => Err(SendError::Busy {
            retry_after: retry_after(headers, now),
        }),
        other => Err(SendError::Refused(other)),
    }
}

/// Seconds, or a date.
fn retry_after(headers: &HeaderMap, now: u64) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = httpdate::parse_http_date(text).ok()?;
    let at = at.duration_since(UNIX_EPOCH).ok()?;
    Some(at.saturating_sub(Duration::from_secs(now)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(status: u16, retry_after: Option<&str>) -> Result<(), SendError> {
        let mut headers = HeaderMap::new();
        if let Some(text) = retry_after {
            headers.insert(header::RETRY_AFTER, text.parse().unwrap());
        }
        verdict(
            StatusCode::from_u16(status).unwrap(),
            &headers,
            1_800_000_000,
        )
    }

    #[test]
    fn each_answer_of_a_push_service_means_one_thing() {
        let busy = |seconds| {
            Err(SendError::Busy {
                retry_after: Some(Duration::from_secs(seconds)),
            })
        };
        assert_eq!(told(201, None), Ok(()));
        assert_eq!(told(404, None), Err(SendError::Gone));
        assert_eq!(told(410, None), Err(SendError::Gone));
        let seven = Some(Duration::from_secs(7));
        assert_eq!(
            told(429, Some("7")),
            Err(SendError::TooMany { retry_after: seven })
        );
        assert_eq!(told(503, Some("Fri, 15 Jan 2027 08:00:09 GMT")), busy(9));
        assert_eq!(told(503, Some("Fri, 15 Jan 2027 07:59:00 GMT")), busy(0));
        assert_eq!(told(500, None), Err(SendError::Busy { retry_after: None }));
        assert_eq!(
            told(429, Some("soon")),
            Err(SendError::TooMany { retry_after: None })
        );
        assert_eq!(told(413, None), Err(SendError::Refused(413)));
        // A redirect leads where nobody has looked.
        assert_eq!(told(302, None), Err(SendError::Refused(302)));
    }
}
