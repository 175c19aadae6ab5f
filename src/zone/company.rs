//! Whether blocks speak of what the article speaks of: teasers and notices have other words and other names.

use std::hash::Hasher;

use super::numbering::{Fnv, Numbering};
use super::outline::{Line, Outline};

/// Bytes from which a word tells a subject; most shorter ones stand in every text.
const LONG: usize = 5;

/// Bytes from which a capitalised word is taken for a name.
const NAME: usize = 3;

/// Of some words, how many there are and how many of them the core has in other lines.
#[derive(Clone, Copy, Default)]
pub(super) struct Shared {
    all: f32,
    shared: f32,
}

impl Shared {
    fn add(&mut self, other: Shared) {
        self.all += other.all;
        self.shared += other.shared;
    }

    /// The share; −1 where there are no words.
    pub(super) fn share(self) -> f32 {
        if self.all > 0.0 { self.shared / self.all } else { -1.0 }
    }
}

/// What lines and elements share with the core's prose.
pub(super) struct Company {
    /// Of each line, its telling words and its names.
    pub(super) words: Vec<Shared>,
    pub(super) names: Vec<Shared>,
    /// Of each element, the telling words of all its lines.
    pub(super) parts: Vec<Shared>,
}

impl Company {
    /// With the lines whose container is `core`.
    pub(super) fn of(outline: &Outline, core: usize) -> Self {
        let is_core = |line: &Line| line.container == core && line.wording.prose > 0.0;
        let mut numbers = Numbering::default();
        // By a word's number, in how many lines of the core it stands, and the last of them.
        let mut known: Vec<(u32, usize)> = Vec::new();
        for (at, line) in outline.lines.iter().enumerate().filter(|(_, line)| is_core(line)) {
            for (word, _) in telling(&line.block.text) {
                let number = numbers.of(word) as usize;
                if number == known.len() {
                    known.push((0, usize::MAX));
                }
                let (lines, last) = &mut known[number];
                *lines += u32::from(*last != at);
                *last = at;
            }
        }
        let lines = outline.lines.len();
        let none = |length: usize| vec![Shared::default(); length];
        let mut company = Company { words: none(lines), names: none(lines), parts: none(outline.parts.len()) };
        for (at, line) in outline.lines.iter().enumerate() {
            let own = u32::from(is_core(line));
            for (word, name) in telling(&line.block.text) {
                let shared = numbers.known(word).is_some_and(|number| known[number as usize].0 > own);
                let word = Shared { all: 1.0, shared: f32::from(u8::from(shared)) };
                company.words[at].add(word);
                if name {
                    company.names[at].add(word);
                }
            }
            company.parts[outline.element(line)].add(company.words[at]);
        }
        for (at, part) in outline.parts.iter().enumerate().rev() {
            if let Some(parent) = part.parent {
                let own = company.parts[at];
                company.parts[parent].add(own);
            }
        }
        company
    }
}

/// The words of `text` that tell its subject, in lower case as one number each, and whether each looks like a name: capitalised, and not
/// the first.
fn telling(text: &str) -> impl Iterator<Item = (u64, bool)> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.enumerate().filter_map(|(at, word)| {
        let name = at > 0 && word.starts_with(char::is_uppercase) && word.len() >= NAME;
        (name || word.len() >= LONG).then(|| {
            let mut hasher = Fnv::default();
            for c in word.chars() {
                if c.is_ascii() {
                    hasher.write_u8(c.to_ascii_lowercase() as u8);
                } else {
                    c.to_lowercase().for_each(|c| hasher.write_u32(u32::from(c)));
                }
            }
            (hasher.finish(), name)
        })
    })
}
