//! The key pair of this installation (VAPID, RFC 8292). Browsers bind their subscriptions to the
//! public key, so push services take messages for them from nobody else.

use std::{
    fmt, fs,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use rand::{TryRngCore, rngs::OsRng};
use serde_json::json;
use thiserror::Error;

/// A signature is good for this long; push services allow at most a day.
const GOOD_FOR_SECONDS: u64 = 12 * 60 * 60;

#[derive(Debug, Error)]
pub enum KeyError {
    #[error("the key of Web Push {path} can't be read or written: {source}")]
    File { path: PathBuf, source: io::Error },
    #[error(
        "{path} does not hold a key of Web Push: restore it from a backup, or make a new one with `deskbell push rotate-keys`"
    )]
    Damaged { path: PathBuf },
}

/// One key pair. Only the public half ever leaves the server.
#[derive(Clone)]
pub struct VapidKeys(SigningKey);

impl fmt::Debug for VapidKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VapidKeys({})", self.public())
    }
}

impl VapidKeys {
    /// The keys of a file, which is made if there is none.
    ///
    /// # Errors
    /// The file can't be read or written, or holds something else.
    pub fn load_or_create(path: &Path) -> Result<Self, KeyError> {
        match fs::read_to_string(path) {
            Ok(text) => Self::read(text.trim()).ok_or_else(|| KeyError::Damaged {
                path: path.to_owned(),
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::create(path),
            Err(source) => Err(KeyError::File {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// New keys, in place of those that the file holds.
    ///
    /// # Errors
    /// The file can't be written; then it is as it was.
    pub fn create(path: &Path) -> Result<Self, KeyError> {
        let keys = Self::generate();
        let text = URL_SAFE_NO_PAD.encode(keys.0.to_bytes());
        // In one step: whoever looks finds the old keys or the new ones, never half a file.
        let beside = path.with_extension("new");
        write_private(&beside, &text)
            .and_then(|()| fs::rename(&beside, path))
            .map_err(|source| KeyError::File {
                path: path.to_owned(),
                source,
            })?;
        Ok(keys)
    }

    /// The public key as browsers want it: an uncompressed point in base64url.
    pub fn public(&self) -> String {
        let point = self.0.verifying_key().to_encoded_point(false);
        URL_SAFE_NO_PAD.encode(point.as_bytes())
    }

    /// The header `Authorization` of a message for the push service at `origin`. `contact` is whom its
    /// operator may write to: an address with `mailto:` or `https:`.
    pub(crate) fn authorization(&self, origin: &str, contact: Option<&str>, now: u64) -> String {
        let mut claims = json!({ "aud": origin, "exp": now + GOOD_FOR_SECONDS });
        if let Some(contact) = contact {
            claims["sub"] = contact.into();
        }
        let encoded = |json: serde_json::Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let signed = format!(
            "{}.{}",
            encoded(json!({ "typ": "JWT", "alg": "ES256" })),
            encoded(claims)
        );
        let signature: Signature = self.0.sign(signed.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        format!("vapid t={signed}.{signature}, k={}", self.public())
    }

    fn generate() -> Self {
        loop {
            let mut bytes = [0; 32];
            OsRng
                .try_fill_bytes(&mut bytes)
                .expect("the system's random source is there since before this program started");
            // One number in four thousand million is none of the curve's.
            if let Ok(key) = SigningKey::from_slice(&bytes) {
                return Self(key);
            }
        }
    }

    fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        SigningKey::from_slice(&bytes).ok().map(Self)
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    // A leftover of an interrupted attempt would keep its mode.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use p256::ecdsa::{VerifyingKey, signature::Verifier};

    use super::*;

    #[test]
    fn keys_are_made_once_for_the_owners_eyes_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("web-push.key");
        let first = VapidKeys::load_or_create(&path).unwrap();
        let again = VapidKeys::load_or_create(&path).unwrap();
        assert_eq!(first.public(), again.public());
        assert_eq!(first.public().len(), 87, "65 bytes in base64url");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(), 0o600);

        let rotated = VapidKeys::create(&path).unwrap();
        assert_ne!(rotated.public(), first.public());
        assert_eq!(mode(), 0o600);
        let loaded = VapidKeys::load_or_create(&path).unwrap();
        assert_eq!(loaded.public(), rotated.public());
    }

    #[test]
    fn a_damaged_file_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("web-push.key");
        fs::write(&path, "nonsense").unwrap();
        assert!(matches!(
            VapidKeys::load_or_create(&path),
            Err(KeyError::Damaged { .. })
        ));
        assert_eq!(fs::read_to_string(&path).unwrap(), "nonsense");
    }

    #[test]
    fn a_signature_names_its_push_service_and_ends_within_a_day() {
        let keys = VapidKeys::generate();
        let header = keys.authorization(
            "https://push.example:8443",
            Some("https://desk.example"),
            1_000,
        );
        let token = header.strip_prefix("vapid t=").unwrap();
        let (token, key) = token.split_once(", k=").unwrap();
        assert_eq!(key, keys.public());
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let point = URL_SAFE_NO_PAD.decode(key).unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        VerifyingKey::from_sec1_bytes(&point)
            .unwrap()
            .verify(
                signed.as_bytes(),
                &Signature::from_slice(&signature).unwrap(),
            )
            .unwrap();
        let (_, claims) = signed.split_once('.').unwrap();
        let claims: serde_json::Value =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
        assert_eq!(
            claims,
            json!({ "aud": "https://push.example:8443", "exp": 44_200, "sub": "https://desk.example" })
        );
    }
}
