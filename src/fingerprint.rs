//! A short stand-in for a value: equal values have equal fingerprints, and different values have different ones.

use std::fmt;
use std::hash::{Hash, Hasher};

/// The first sixteen bytes of the BLAKE3 hash of a value.
///
/// The same program gives the same value the same fingerprint in every run and on every thread. Another version may not, so store
/// the program's version together with stored fingerprints.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// The fingerprint of a value, taken through its `Hash`: derive that, so that no field is forgotten.
    #[must_use]
    pub fn new(value: &(impl Hash + ?Sized)) -> Self {
        let mut hasher = Blake { hasher: blake3::Hasher::new(), pending: [0; PENDING], length: 0 };
        value.hash(&mut hasher);
        Self::from_hash(hasher.whole().finalize())
    }

    /// The fingerprint of bytes as they are, which is faster for long ones.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self::from_hash(blake3::hash(bytes))
    }

    /// Parses what [`Display`](fmt::Display) writes.
    #[must_use]
    pub fn parse(digits: &str) -> Option<Self> {
        let number = u128::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 32)?;
        Some(Self(number.to_be_bytes()))
    }

    /// Its bytes.
    #[must_use]
    pub const fn bytes(self) -> [u8; 16] {
        self.0
    }

    fn from_hash(hash: blake3::Hash) -> Self {
        let mut first = [0; 16];
        first.copy_from_slice(&hash.as_bytes()[..16]);
        Self(first)
    }
}

impl fmt::Display for Fingerprint {
    /// 32 hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Passes what `Hash` writes to BLAKE3. Numbers are written as on a 64-bit machine, lowest byte first.
///
/// `Hash` writes many small pieces, which are handed on together.
struct Blake {
    hasher: blake3::Hasher,
    pending: [u8; PENDING],
    /// How many bytes are pending.
    length: usize,
}

/// The most bytes that are kept until they are handed on.
const PENDING: usize = 1024;

impl Blake {
    /// The hasher with everything that was written.
    fn whole(mut self) -> blake3::Hasher {
        self.hasher.update(&self.pending[..self.length]);
        self.hasher
    }
}

impl Hasher for Blake {
    fn write(&mut self, bytes: &[u8]) {
        if self.length + bytes.len() > PENDING {
            self.hasher.update(&self.pending[..self.length]);
            self.length = 0;
        }
        match self.pending.get_mut(self.length..self.length + bytes.len()) {
            Some(place) => {
                place.copy_from_slice(bytes);
                self.length += bytes.len();
            }
            None => {
                self.hasher.update(bytes);
            }
        }
    }

    fn write_u16(&mut self, number: u16) {
        self.write(&number.to_le_bytes());
    }

    fn write_u32(&mut self, number: u32) {
        self.write(&number.to_le_bytes());
    }

    fn write_u64(&mut self, number: u64) {
        self.write(&number.to_le_bytes());
    }

    fn write_u128(&mut self, number: u128) {
        self.write(&number.to_le_bytes());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        let mut hasher = self.hasher.clone();
        let hash = hasher.update(&self.pending[..self.length]).finalize();
        hash.as_bytes()[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_have_equal_fingerprints_and_others_differ() {
        let of = |value: (&str, &str, Option<u32>)| Fingerprint::new(&value);
        assert_eq!(of(("a", "bc", None)), of(("a", "bc", None)));
        for other in [("ab", "c", None), ("a", "bc", Some(0)), ("a", "b", None), ("", "abc", None)] {
            assert_ne!(of(("a", "bc", None)), of(other), "{other:?}");
        }
        assert_ne!(Fingerprint::new(&["a", "b"][..]), Fingerprint::new(&["ab"][..]));
    }

    #[test]
    fn a_fingerprint_is_the_same_in_every_run() {
        assert_eq!(Fingerprint::from_bytes(b"").to_string(), "af1349b9f5f9a1a6a0404dea36dcc949");
        assert_eq!(Fingerprint::parse("af1349b9f5f9a1a6a0404dea36dcc949"), Some(Fingerprint::from_bytes(b"")));
        assert_eq!(Fingerprint::parse("af"), None);
        assert_eq!(Fingerprint::new(&1_u32), Fingerprint::from_bytes(&[1, 0, 0, 0]));
        // However long the pieces are.
        let pieces = [0, 1, PENDING - 1, PENDING, PENDING + 1, 3, 2 * PENDING, 0, 700, 700].map(|length| vec![7; length]);
        let mut hasher = Blake { hasher: blake3::Hasher::new(), pending: [0; PENDING], length: 0 };
        for piece in &pieces {
            hasher.write(piece);
        }
        let short = hasher.finish();
        let whole = hasher.whole().finalize();
        assert_eq!(whole, blake3::hash(&pieces.concat()));
        assert_eq!(short.to_be_bytes(), whole.as_bytes()[..8]);
    }
}
