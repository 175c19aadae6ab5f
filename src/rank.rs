//! Ranking by a number.

/// Puts the highest value first, of equals the one that stood first. All rankings share one sort, of plain numbers: each sort of
/// things of another kind would be 6 kB of WebAssembly more.
pub(crate) fn highest_first<T: Copy>(items: &mut [T], value: impl Fn(&T) -> f32) {
    let mut keys: Vec<u64> = (0u32..).zip(items.iter()).map(|(at, item)| key(value(item), at)).collect();
    keys.sort_unstable();
    let old = items.to_vec();
    items.iter_mut().zip(keys).for_each(|(item, key)| *item = old[key as u32 as usize]);
}

/// A number that is the lower the higher `value`, of equal values the lower `tie`.
pub(crate) fn key(value: f32, tie: u32) -> u64 {
    let bits = value.to_bits();
    let rising = if value.is_sign_negative() { !bits } else { bits | 1 << 31 };
    u64::from(!rising) << 32 | u64::from(tie)
}

/// The value, if it is not negative, and the tie of a key.
pub(crate) fn of_key(key: u64) -> (f32, u32) {
    (f32::from_bits(!(key >> 32) as u32 & !(1 << 31)), key as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_stand_first_and_equals_stay_in_order() {
        let mut items = [(0.5, 'a'), (-1.0, 'b'), (2.0, 'c'), (0.5, 'd'), (-3.0, 'e'), (0.0, 'f'), (f32::INFINITY, 'g')];
        highest_first(&mut items, |item| item.0);
        assert_eq!(items.map(|item| item.1), ['g', 'c', 'a', 'd', 'f', 'b', 'e']);
        assert_eq!(of_key(key(0.5, 7)), (0.5, 7));
    }
}
