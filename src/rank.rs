//! Ranking by a number. All rankings share one sort, of plain numbers: each sort of things of another kind would be 6 kB of
//! WebAssembly more.

/// Puts the highest value first, of equals the one that stood first.
pub(crate) fn highest_first<T: Copy>(items: &mut [T], value: impl Fn(&T) -> f32) {
    let keys = (0u32..).zip(items.iter()).map(|(at, item)| key(value(item), at)).collect();
    put_in_order(items, keys);
}

/// Puts the lowest number first, of equals the one that stood first.
pub(crate) fn lowest_first<T: Copy>(items: &mut [T], number: impl Fn(&T) -> u32) {
    let keys = (0u32..).zip(items.iter()).map(|(at, item)| u64::from(number(item)) << 32 | u64::from(at)).collect();
    put_in_order(items, keys);
}

/// By keys whose lower half is the item's place.
fn put_in_order<T: Copy>(items: &mut [T], mut keys: Vec<u64>) {
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
        let mut items = vec![(0.5, 'a'), (-1.0, 'b'), (2.0, 'c'), (0.5, 'd'), (-3.0, 'e'), (0.0, 'f'), (f32::INFINITY, 'g')];
        highest_first(&mut items, |item| item.0);
        let names = |items: &[(f32, char)]| items.iter().map(|item| item.1).collect::<String>();
        assert_eq!(names(&items), "gcadfbe");
        lowest_first(&mut items, |item| u32::from(item.0 > 0.0));
        assert_eq!(names(&items), "fbegcad");
        assert_eq!(of_key(key(0.5, 7)), (0.5, 7));
    }
}
