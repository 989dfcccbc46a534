//! One hash by argon2id, in memory that is used again. Who computes it, and when, is for the `hasher` to say.

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{self, Output, ParamsString, PasswordHash, Salt, SaltString},
};

/// OWASP's minimum: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A hash that no password is known for, of the same cost as a real one: an unknown account then
/// takes as long to refuse as a known one.
pub const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The memory that one thread computes in. Kept, because a buffer of this size that is freed seldom
/// returns to the system.
#[derive(Default)]
pub struct Scratch(Vec<Block>);

impl Scratch {
    /// A PHC string.
    pub fn hash(&mut self, text: &str, salt: &SaltString) -> password_hash::Result<String> {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params)?,
            salt: Some(salt.as_salt()),
            hash: Some(self.output(text, salt.as_salt(), params, Params::DEFAULT_OUTPUT_LEN)?),
        };
        Ok(hash.to_string())
    }

    /// Whether the hash is of this text, compared in constant time.
    pub fn matches(&mut self, text: &str, hash: &PasswordHash<'_>) -> password_hash::Result<bool> {
        let (Some(salt), Some(known)) = (hash.salt, hash.hash) else {
            return Ok(false);
        };
        let params = Params::try_from(hash)?;
        Ok(self.output(text, salt, params, known.len())? == known)
    }

    fn output(
        &mut self,
        text: &str,
        salt: Salt<'_>,
        params: Params,
        length: usize,
    ) -> password_hash::Result<Output> {
        let mut salt_bytes = [0; Salt::MAX_LENGTH];
        let salt = salt.decode_b64(&mut salt_bytes)?;
        self.0.resize(params.block_count(), Block::default());
        Output::init_with(length, |output| {
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
                .hash_password_into_with_memory(text.as_bytes(), salt, output, &mut self.0)
                .map_err(Into::into)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_costs_as_much_as_a_real_one() {
        let hash = PasswordHash::new(NOBODY).unwrap();
        let params = Params::try_from(&hash).unwrap();
        assert_eq!(
            (params.m_cost(), params.t_cost(), params.p_cost()),
            (MEMORY_KIB, PASSES, LANES)
        );
        assert_eq!(hash.hash.unwrap().len(), 32);
    }
}
