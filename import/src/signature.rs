//! Minisign signatures of packs that are fetched: whether the bytes are those that the key's holder signed.

use std::io::Read;

use minisign_verify::{Error, PublicKey, Signature};

/// Bytes hashed at once.
const CHUNK: usize = 1 << 20;

/// Why signed bytes are not to be trusted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The key is none.
    #[error("the key is no minisign public key: 56 characters that begin with RW were expected, found {found:?}")]
    Key {
        /// What was given.
        found: String,
    },
    /// The signature is none.
    #[error("the signature file is none of minisign's: four lines with two signatures and their comments were expected")]
    Form,
    /// Signed by someone else.
    #[error("it was signed with another key than the one given")]
    OtherKey,
    /// The bytes, or the signature's comment, are not what was signed.
    #[error("the signature does not belong to these bytes: they were changed, or the signature is another file's")]
    Wrong,
    /// Reading failed.
    #[error("the signed bytes cannot be read: {0}")]
    Io(String),
}

/// Checks `file` against the text of its signature file, in either form that minisign writes: over a hash of the bytes, or, in the
/// old form, over the bytes themselves, which then have to fit into memory.
pub fn verify(key: &str, signature: &str, mut file: impl Read) -> Result<(), SignatureError> {
    // The key stands alone or, as in a minisign.pub, under a comment.
    let line = key.trim().lines().last().unwrap_or_default().trim();
    let key = PublicKey::from_base64(line).map_err(|_| SignatureError::Key { found: line.to_owned() })?;
    let signature = Signature::decode(signature).map_err(|_| SignatureError::Form)?;
    let read = |error: std::io::Error| SignatureError::Io(error.to_string());
    match key.verify_stream(&signature) {
        Ok(mut stream) => {
            let mut chunk = vec![0; CHUNK];
            loop {
                let count = file.read(&mut chunk).map_err(read)?;
                if count == 0 {
                    return stream.finalize().map_err(refused);
                }
                stream.update(&chunk[..count]);
            }
        }
        Err(Error::UnsupportedLegacyMode) => {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(read)?;
            key.verify(&bytes, &signature, true).map_err(refused)
        }
        Err(error) => Err(refused(error)),
    }
}

fn refused(error: Error) -> SignatureError {
    match error {
        Error::UnexpectedKeyId => SignatureError::OtherKey,
        Error::InvalidEncoding | Error::UnsupportedAlgorithm => SignatureError::Form,
        _ => SignatureError::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNED: &[u8] = b"Ferries to the Skerra islands stopped on Tuesday.\n";
    const KEY: &str = "RWQpXbnyXYC7b1lf/j7zHVqBhpZsDcNZCdOl+hj22Dxkza0+yHFue9jv";
    const OTHER_KEY: &str = "RWQ98ZmVsL/Gayn8De0uZJCudfOrHVI/jB0I8FO8N3xBX1VhxvIrCvvm";
    const HASHED: &str = "\
untrusted comment: signature
RUQpXbnyXYC7b6+mHm6drhbuUwAKXIwJ+vJ/2Ryt9I+cRWmAJzOixfu4f1gW3xIxeikYKLfyO5/Lo5r1s1KG+vSkGWls4Y2DBQ8=
trusted comment: timestamp:1780000000\tfile:ferries
+oHt7Lor/SJRIaPf0addmo+NP1ChwdtQmA9t7ufLYBQ8O5IryRyjSJj6hNYExZLYj0Gm2Kc1RkDc8bUJ20bACA==";
    const PLAIN: &str = "\
untrusted comment: signature
RWQpXbnyXYC7b7QgRWtcwDMebunxVOZ4A3SeYj8w8S7GjbW8cS4Jq2D/s9u9ThjDX6PCBnyvlMrrC+COqEBZmeTKeM4fw6FMMgg=
trusted comment: timestamp:1780000000\tfile:ferries
0xf+ltNFH1kLOk/qzjPtMEE9PPZlAZrEhrKjmc3jqtHD+ibszXYwRBPMpU8TVNoEaI4sKDcTTWKlyTbYBuHqCg==";

    #[test]
    fn both_forms_of_a_right_signature_are_taken() {
        for signature in [HASHED, PLAIN] {
            assert_eq!(verify(KEY, signature, SIGNED), Ok(()));
            assert_eq!(verify(&format!("untrusted comment: the desk's key\n{KEY}\n"), signature, SIGNED), Ok(()));
        }
    }

    #[test]
    fn changed_bytes_comments_and_keys_are_refused_with_the_reason() {
        for signature in [HASHED, PLAIN] {
            assert_eq!(verify(KEY, signature, &SIGNED[1..]), Err(SignatureError::Wrong));
            assert_eq!(verify(KEY, &signature.replace("file:ferries", "file:trains"), SIGNED), Err(SignatureError::Wrong));
            assert_eq!(verify(OTHER_KEY, signature, SIGNED), Err(SignatureError::OtherKey));
            assert_eq!(verify("RWabc", signature, SIGNED), Err(SignatureError::Key { found: "RWabc".to_owned() }));
        }
        assert_eq!(verify(KEY, "<html>not found</html>", SIGNED), Err(SignatureError::Form));
    }
}
