//! Source sentences that a page joined into one: which neighbours of the sentence that a page sentence comes from it took in as well.

use std::ops::Range;

use crate::evidence::side::Side;
use crate::evidence::word::Word;

/// Most source sentences that are shown as one.
const MOST: usize = 3;
/// Content words that a page sentence has of a neighbour, besides those of the sentences before, for the neighbour to be taken in.
const WORDS: usize = 2;
/// Share of the neighbour's rarity that these have.
const SHARE: f32 = 0.15;
/// Rarity that one of them has at least, in nats, and it is neither name nor number: who fills in a name, or says "two", has not told the
/// sentence beside.
const SAYING: f32 = 5.0;

/// The run of source sentences around `origin` that a page sentence of these words took in; `origin` alone if none of its neighbours.
pub(crate) fn joined(page: &[Word], source: &Side, origin: usize) -> Range<usize> {
    let mut run = origin..origin + 1;
    let mut left: Vec<&Word> = page.iter().filter(|word| word.weight > 0.0 && !word.repeated).collect();
    let mut next = Some(origin);
    while let Some(taken) = next {
        let told = words(source, taken);
        left.retain(|word| told.iter().all(|other| other.term != word.term));
        run = run.start.min(taken)..run.end.max(taken + 1);
        let neighbours = [run.start.checked_sub(1), Some(run.end)].into_iter().flatten().filter(|_| run.len() < MOST);
        let shares = neighbours.filter_map(|beside| Some((share(&left, source, beside)?, beside)));
        next = shares.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, beside)| beside);
    }
    run
}

/// Share of a source sentence's rarity that some words of the page have, where they tell it.
fn share(left: &[&Word], source: &Side, sentence: usize) -> Option<f32> {
    let whole = source.sentences.get(sentence).filter(|sentence| !sentence.headline)?;
    let shared: Vec<&Word> = left.iter().copied().filter(|word| words(source, sentence).iter().any(|w| w.term == word.term)).collect();
    let share = shared.iter().map(|word| word.weight).sum::<f32>() / whole.weight.max(1.0);
    let says = shared.iter().any(|word| word.weight >= SAYING && !word.name && !word.number);
    (shared.len() >= WORDS && says && share >= SHARE).then_some(share)
}

fn words(source: &Side, sentence: usize) -> &[Word] {
    source.sentences.get(sentence).map_or(&[], |sentence| source.words_of(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::language::Language;

    #[test]
    fn a_neighbour_is_taken_in_where_the_page_has_its_words() {
        let source = Side::of_body(
            Language::English,
            "The ferry left Skarne at dawn. Divers searched the harbour wall for two hours. The mayor promised new lamps on the quay. \
             Fishing went on as usual.",
        );
        let run = |page: &str| joined(&Side::of_body(Language::English, page).words, &source, 1);
        assert_eq!(run("For two hours divers combed the harbour wall, and the mayor promised that the quay would get lamps."), 1..3);
        assert_eq!(run("Divers searched the wall of the harbour for two hours, the mayor said."), 1..2);
        assert_eq!(run("After the ferry had left Skarne, divers searched the harbour wall and the mayor promised lamps."), 0..3);
    }

    #[test]
    fn a_name_that_was_filled_in_takes_no_neighbour_in() {
        let source = Side::of_body(Language::English, "Yesterday Lena Korrel opened the bridge. She praised the divers of the harbour.");
        let page = Side::of_body(Language::English, "Yesterday Lena Korrel praised the divers of the harbour.");
        assert_eq!(joined(&page.words, &source, 1), 1..2);
    }
}
