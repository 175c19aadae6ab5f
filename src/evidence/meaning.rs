//! Static word vectors: which words say nearly the same.
//!
//! Each word of a table has a direction; the cosine of two directions is near 1 for words that stand for one another and
//! near 0 for words that have nothing to do with each other. Words that merely belong together come out high, too: Monday
//! and Tuesday at 0.9, million and billion at 0.8, buy and sell at 0.6. So a cosine is evidence for a word that replaces
//! another, never for a name or a number, and never that nothing was turned round.
//!
//! # Format
//! `WCVECTOR`, version (u32), dimensions (u32, always [`DIMENSIONS`]), words (u32), the words' hashes in rising order
//! (u32 each), then for each word its vector (i8 each), of length 127 but for rounding. Little-endian.

use crate::error::DataError;
use crate::hashes::Hashes;
use crate::learned::Reader;
use crate::text::token::Term;

const MAGIC: &str = "WCVECTOR";
const VERSION: u32 = 1;

/// Numbers in a vector. A constant, so that [`cosine`] is compiled into a fixed run of wide multiplications.
pub const DIMENSIONS: usize = 64;

/// A word's vector, ready to be compared.
pub type Direction = [i16; DIMENSIONS];

/// Length of every vector, so that a cosine is one division away from the product.
const LENGTH: f32 = 127.0;

/// A table of word vectors; the default one knows no word.
#[derive(Clone, Debug, Default)]
pub struct Vectors {
    hashes: Hashes,
    rows: Vec<i8>,
}

impl Vectors {
    /// Reads a table in the format above.
    pub fn decode(bytes: &[u8]) -> Result<Vectors, DataError> {
        let mut reader = Reader::behind_head("word vectors", bytes, MAGIC, VERSION)?;
        let (dimensions, count) = (reader.word()? as usize, reader.word()? as usize);
        if dimensions != DIMENSIONS {
            return Err(reader.malformed("64 dimensions", dimensions.to_string()));
        }
        let hashes = reader.words(count)?;
        if let Some(at) = (1..hashes.len()).find(|&at| hashes[at - 1] >= hashes[at]) {
            return Err(reader.malformed("rising hashes", format!("a lower one at {at}")));
        }
        let rows = reader.take(count.saturating_mul(DIMENSIONS))?.iter().map(|&byte| byte as i8).collect();
        reader.end()?;
        Ok(Vectors { hashes: Hashes::new(hashes), rows })
    }

    /// The direction of a word, by its folded, unstemmed form ([`crate::text::token::Token::word`]).
    pub fn of(&self, form: Term) -> Option<Direction> {
        let at = self.hashes.place(form.0)?;
        let row = self.rows.get(at * DIMENSIONS..(at + 1) * DIMENSIONS)?;
        let mut direction = [0; DIMENSIONS];
        direction.iter_mut().zip(row).for_each(|(wide, &narrow)| *wide = i16::from(narrow));
        Some(direction)
    }

    /// How many words it knows.
    pub fn len(&self) -> usize {
        self.hashes.all().len()
    }

    /// Whether it knows no word.
    pub fn is_empty(&self) -> bool {
        self.hashes.all().is_empty()
    }
}

/// Cosine of two words' directions, −1 to 1.
#[inline]
pub fn cosine(a: &Direction, b: &Direction) -> f32 {
    (product(a, b) as f32 / (LENGTH * LENGTH)).clamp(-1.0, 1.0)
}

/// Calls `found` with the place and the cosine of each of `others` that is at least so near to `word`; `least` is positive.
pub fn nearer(word: &Direction, others: &[Direction], least: f32, mut found: impl FnMut(usize, f32)) {
    let bound = (least * LENGTH * LENGTH) as i32 - 1;
    for (at, other) in others.iter().enumerate() {
        if product(word, other) >= bound {
            let cosine = cosine(word, other);
            if cosine >= least {
                found(at, cosine);
            }
        }
    }
}

/// Sums are of integers, so that every machine finds the same number whatever the width of its registers. Pairs of products of
/// 16-bit numbers are what `pmaddwd` and `i32x4.dot_i16x8_s` add up, which is why directions are held so wide.
#[inline(always)]
fn product(a: &Direction, b: &Direction) -> i32 {
    let eights = a.as_chunks().0.iter().zip(b.as_chunks().0);
    #[cfg(target_arch = "wasm32")]
    {
        // Left to itself, the compiler takes the sums apart and adds up 32 numbers one by one.
        use std::arch::wasm32::{i16x8, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_splat};
        let wide = |v: &[i16; 8]| i16x8(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
        let sums = eights.fold(i32x4_splat(0), |sums, (x, y)| i32x4_add(sums, i32x4_dot_i16x8(wide(x), wide(y))));
        i32x4_extract_lane::<0>(sums) + i32x4_extract_lane::<1>(sums) + i32x4_extract_lane::<2>(sums) + i32x4_extract_lane::<3>(sums)
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let pairs = |x: &[i16; 8], y: &[i16; 8]| {
            [0, 2, 4, 6].map(|at| i32::from(x[at]) * i32::from(y[at]) + i32::from(x[at + 1]) * i32::from(y[at + 1]))
        };
        let mut sums = [0; 4];
        eights.for_each(|(x, y)| sums.iter_mut().zip(pairs(x, y)).for_each(|(sum, pair)| *sum += pair));
        sums.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::{fold, term};

    /// The table that is bundled.
    fn bundled() -> Vectors {
        Vectors::decode(include_bytes!("../../data/vectors.bin")).unwrap()
    }

    fn vector(table: &Vectors, word: &str) -> Direction {
        let mut folded = String::new();
        fold(word, &mut folded);
        table.of(term(&folded)).unwrap_or_else(|| panic!("the table lacks {word:?}"))
    }

    /// The word of `candidates` nearest to `word`.
    fn nearest<'a>(table: &Vectors, word: &str, candidates: &[&'a str]) -> &'a str {
        let near = |candidate: &str| cosine(&vector(table, word), &vector(table, candidate));
        candidates.iter().max_by(|a, b| near(a).total_cmp(&near(b))).unwrap()
    }

    /// A table of two words, the first along one axis, the second along another.
    fn sample() -> Vec<u8> {
        let mut bytes = MAGIC.as_bytes().to_vec();
        [VERSION, DIMENSIONS as u32, 2, 5, 9].iter().for_each(|word| bytes.extend(word.to_le_bytes()));
        for axis in 0..2 {
            bytes.extend((0..DIMENSIONS).map(|at| if at == axis { 0x81 } else { 0 }));
        }
        bytes
    }

    #[test]
    fn words_are_found_by_their_hash_and_compared_by_direction() {
        let table = Vectors::decode(&sample()).unwrap();
        let (five, nine) = (table.of(Term(5)).unwrap(), table.of(Term(9)).unwrap());
        assert_eq!((cosine(&five, &five), cosine(&five, &nine)), (1.0, 0.0));
        assert_eq!((table.of(Term(6)), table.len()), (None, 2));
        assert!(Vectors::default().of(Term(5)).is_none() && Vectors::default().is_empty());
    }

    #[test]
    fn damaged_tables_are_refused() {
        let bytes = sample();
        for cut in 0..bytes.len() {
            assert!(Vectors::decode(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        assert!(Vectors::decode(&[bytes.as_slice(), &[0]].concat()).is_err(), "one byte more");
        for (at, what) in [(0, "magic"), (8, "version"), (12, "dimensions"), (16, "count"), (19, "huge count"), (20, "order")] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x4f;
            assert!(Vectors::decode(&damaged).is_err(), "{what}");
        }
    }

    #[test]
    fn bundled_vectors_have_the_length_that_cosines_assume() {
        let table = bundled();
        for &hash in table.hashes.all() {
            let direction = table.of(Term(hash)).unwrap();
            assert!((cosine(&direction, &direction) - 1.0).abs() < 0.03, "{direction:?}");
        }
    }

    /// Fails too where Python, which writes the table, folds or hashes otherwise than the engine.
    #[test]
    fn bundled_vectors_put_replacements_nearer_than_relatives() {
        let table = bundled();
        let others = ["banana", "quickly", "election", "river"];
        for (word, replacement) in [
            ("said", "stated"),
            ("Minister’s", "premier"),
            ("buy", "purchase"),
            ("criticised", "slammed"),
            ("killed", "slain"),
            ("café", "restaurant"),
            ("don’t", "wont"),
            ("increase", "rise"),
            ("car", "vehicle"),
        ] {
            let candidates: Vec<&str> = others.into_iter().chain([replacement]).collect();
            assert_eq!(nearest(&table, word, &candidates), replacement, "{word}");
        }
    }
}
