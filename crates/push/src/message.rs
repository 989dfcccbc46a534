//! One message, and whom it is encrypted for.

use std::{fmt, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use thiserror::Error;
use web_push_native::{Auth, p256::PublicKey};

/// What push services take at least, less what the encryption adds (RFC 8291).
const LONGEST_PAYLOAD: usize = 3_993;

/// A message as it is sent.
#[derive(Clone, Debug)]
pub struct Message {
    pub payload: Vec<u8>,
    /// For how long a push service may keep it for a device that is not connected.
    pub ttl: Duration,
    /// A later message of the same topic replaces one that was not delivered yet.
    pub topic: Topic,
}

/// At most 32 characters of base64url (RFC 8030): 16 bytes make 22.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic(String);

impl Topic {
    pub fn of(id: [u8; 16]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(id))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The keys of a browser's subscription.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient {
    public: PublicKey,
    secret: Auth,
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recipient")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RecipientError {
    #[error("p256dh is a point of P-256 in base64url")]
    PublicKey,
    #[error("auth is 16 bytes in base64url")]
    Secret,
}

impl Recipient {
    /// # Errors
    /// One of the keys has not the shape that browsers give them.
    pub fn parse(p256dh: &str, auth: &str) -> Result<Self, RecipientError> {
        // Some browsers pad.
        let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
        let public = decoded(p256dh)
            .and_then(|point| PublicKey::from_sec1_bytes(&point).ok())
            .ok_or(RecipientError::PublicKey)?;
        let secret: [u8; 16] = decoded(auth)
            .and_then(|secret| secret.try_into().ok())
            .ok_or(RecipientError::Secret)?;
        Ok(Self {
            public,
            secret: secret.into(),
        })
    }

    /// The body of the request (aes128gcm); `None` when the payload is longer than push services take.
    pub(crate) fn encrypt(&self, payload: &[u8]) -> Option<Vec<u8>> {
        if payload.len() > LONGEST_PAYLOAD {
            return None;
        }
        web_push_native::encrypt(payload.to_vec(), &self.public, &self.secret).ok()
    }
}

#[cfg(test)]
mod tests {
    use web_push_native::p256::SecretKey;

    use super::*;

    // The user agent of RFC 8291, appendix A.
    const PRIVATE: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    const P256DH: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    fn read(body: Vec<u8>) -> Vec<u8> {
        let private = SecretKey::from_slice(&URL_SAFE_NO_PAD.decode(PRIVATE).unwrap()).unwrap();
        let auth: [u8; 16] = URL_SAFE_NO_PAD.decode(AUTH).unwrap().try_into().unwrap();
        web_push_native::decrypt(body, &private, &auth.into()).unwrap()
    }

    #[test]
    fn the_example_of_the_rfc_can_be_read() {
        let body = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml\
                    mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT\
                    pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        let body = URL_SAFE_NO_PAD.decode(body).unwrap();
        assert_eq!(read(body), b"When I grow up, I want to be a watermelon");
    }

    #[test]
    fn only_the_device_can_read_what_it_is_sent() {
        let recipient = Recipient::parse(P256DH, AUTH).unwrap();
        let sent = recipient.encrypt(b"Maria Silva").unwrap();
        assert!(!sent.windows(5).any(|part| part == b"Maria"));
        assert_eq!(read(sent), b"Maria Silva");
    }

    #[test]
    fn what_no_push_service_takes_is_not_sent() {
        let recipient = Recipient::parse(P256DH, AUTH).unwrap();
        let longest = recipient.encrypt(&[b'x'; LONGEST_PAYLOAD]).unwrap();
        assert_eq!(longest.len(), 4_096);
        assert!(recipient.encrypt(&[b'x'; LONGEST_PAYLOAD + 1]).is_none());
    }

    #[test]
    fn keys_of_another_shape_are_refused() {
        let padded = format!("{P256DH}=");
        assert!(Recipient::parse(&padded, &format!("{AUTH}==")).is_ok());
        assert_eq!(
            Recipient::parse("BCVx", AUTH),
            Err(RecipientError::PublicKey)
        );
        assert_eq!(
            Recipient::parse(P256DH, "BTBZ"),
            Err(RecipientError::Secret)
        );
    }

    #[test]
    fn a_topic_has_at_most_32_characters_of_base64url() {
        let topic = Topic::of([0xff; 16]);
        assert_eq!(topic.as_str().len(), 22);
        assert!(
            topic
                .as_str()
                .bytes()
                .all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
        );
        assert_ne!(topic, Topic::of([0xfe; 16]));
    }
}
