//! Makes the checksums of a pack fit bytes that were changed, so that what lies behind them is reached, too.

/// Recomputes every checksum as far as the section table can be followed. The layout is that of `src/pack/format.rs`.
pub(crate) fn reseal(pack: &mut [u8]) {
    let word = |pack: &[u8], at: usize| pack.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    if pack.len() < 40 {
        return;
    }
    let length = pack.len() as u64;
    pack[24..32].copy_from_slice(&length.to_le_bytes());
    let header = word(pack, 12).clamp(40, pack.len());
    let sections = word(pack, 20).min((header - 40) / 24);
    let mut check = 32 + sections * 24;
    for at in (0..sections).map(|section| 32 + section * 24) {
        let (block, offset, length) = (word(pack, at + 4).max(1), word(pack, at + 8), word(pack, at + 16));
        let Some(bytes) = offset.checked_add(length).and_then(|end| pack.get(offset..end)).map(<[u8]>::to_vec) else { continue };
        for part in bytes.chunks(block) {
            if check + 4 > header - 8 {
                break;
            }
            let sum = xxhash_rust::xxh3::xxh3_64(part) as u32;
            pack[check..check + 4].copy_from_slice(&sum.to_le_bytes());
            check += 4;
        }
    }
    let sum = xxhash_rust::xxh3::xxh3_64(&pack[..header - 8]);
    pack[header - 8..header].copy_from_slice(&sum.to_le_bytes());
}
