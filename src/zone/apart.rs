//! Parts of a page that stand apart from the article's core: lists of like parts, and parts under a heading of furniture.

use super::numbering::Numbering;
use super::outline::{HEADING, Outline, Way};

/// What is known of an element that does not hold the core, from itself and from the elements between it and those that do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Apart {
    /// Set phrase with which one of them begins, as [`super::wording::Wording::phrase`]; of several the weightiest.
    pub(super) headed: f32,
    /// Most siblings of one kind, itself counted, with several lines each.
    pub(super) alike: f32,
    /// Their lines and their prose, each on average.
    pub(super) lines: f32,
    pub(super) prose: f32,
    /// Whether the core stands in one of them.
    pub(super) with_core: f32,
    /// Whether the innermost of several lines begins with a heading, and what share of its first line is a link.
    pub(super) begins_heading: f32,
    pub(super) begins_linked: f32,
}

/// Siblings of one kind.
#[derive(Clone, Copy, Default)]
struct Siblings {
    count: f32,
    lines: f32,
    prose: f32,
    with_core: bool,
}

/// What is known of each element, given how it stands to the core.
pub(super) fn apart(outline: &Outline, to_core: &[Way]) -> Vec<Apart> {
    let parts = &outline.parts;
    let mut numbers = Numbering::default();
    let mut siblings: Vec<Siblings> = Vec::new();
    let numbered: Vec<usize> = parts.iter().map(|part| numbers.of(part.kind) as usize).collect();
    for (at, part) in parts.iter().enumerate().filter(|(_, part)| part.lines > 1.0) {
        if siblings.len() <= numbered[at] {
            siblings.resize(numbered[at] + 1, Siblings::default());
        }
        let all = &mut siblings[numbered[at]];
        all.count += 1.0;
        all.lines += part.lines;
        all.prose += part.prose;
        all.with_core |= to_core[at].up == 0.0;
    }
    let mut apart: Vec<Apart> = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        let mut own = part.parent.map(|parent| apart[parent]).unwrap_or_default();
        if to_core[at].up > 0.0
            && part.lines > 1.0
            && let Some(first) = outline.lines.get(part.first)
        {
            own.headed = f32::max(own.headed, first.wording.phrase);
            own.begins_heading = f32::from(u8::from(parts[outline.element(first)].kinds[HEADING] < 3));
            own.begins_linked = first.wording.linked;
            let all = siblings[numbered[at]];
            if all.count > own.alike {
                own.alike = all.count;
                own.lines = all.lines / all.count;
                own.prose = all.prose / all.count;
                own.with_core = f32::from(u8::from(all.with_core));
            }
        }
        apart.push(own);
    }
    apart
}
