//! Source sentences that a page joined into one: which neighbours of the sentence that a page sentence comes from it took in as well.

use std::ops::Range;

use crate::evidence::side::{Side, Word};

/// Most source sentences that are shown as one.
const MOST: usize = 3;
/// Content words that a page sentence has of a neighbour, besides those of the sentences before, for the neighbour to be taken in.
const WORDS: usize = 2;
/// Share of the neighbour's rarity that these have.
const SHARE: f32 = 0.15;

/// The run of source sentences around `origin` that a page sentence of these words took in; `origin` alone if none of its neighbours.
/// Those that are the `origin_of` other page sentences are told there.
pub(crate) fn joined(page: &[Word], source: &Side, origin: usize, origin_of: impl Fn(usize) -> bool) -> Range<usize> {
    let mut run = origin..origin + 1;
    let mut left: Vec<&Word> = page.iter().filter(|word| word.weight > 0.0 && !word.repeated).collect();
    let mut next = Some(origin);
    while let Some(taken) = next {
        let told = words(source, taken);
        left.retain(|word| told.iter().all(|other| other.term != word.term));
        run = run.start.min(taken)..run.end.max(taken + 1);
        let neighbours = [run.start.checked_sub(1), Some(run.end)].into_iter().flatten();
        let beside = neighbours.filter(|&beside| source.sentences.get(beside).is_some_and(|s| !s.headline) && !origin_of(beside));
        let share = |&beside: &usize| {
            let shared = words(source, beside).iter().filter(|w| !w.repeated && left.iter().any(|word| word.term == w.term));
            let (count, weight) = shared.fold((0, 0.0), |(count, weight), word| (count + 1, weight + word.weight));
            (weight / source.sentences.get(beside).map_or(1.0, |s| s.weight.max(1.0)), count)
        };
        let shares = beside.map(|beside| (share(&beside), beside)).filter(|((share, count), _)| *count >= WORDS && *share >= SHARE);
        next = shares.max_by(|one, other| one.0.0.total_cmp(&other.0.0)).map(|(_, beside)| beside).filter(|_| run.len() < MOST);
    }
    run
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
        let run = |page: &str, elsewhere: &[usize]| {
            let page = Side::of_body(Language::English, page);
            joined(&page.words, &source, 1, |sentence| elsewhere.contains(&sentence))
        };
        let both = "For two hours divers combed the harbour wall, and the mayor promised that the quay would get lamps.";
        assert_eq!(run(both, &[]), 1..3);
        assert_eq!(run(both, &[2]), 1..2, "another page sentence tells it");
        assert_eq!(run("Divers searched the wall of the harbour for two hours, the mayor said.", &[]), 1..2);
        let three = "After the ferry had left Skarne, divers searched the harbour wall and the mayor promised lamps.";
        assert_eq!(run(three, &[]), 0..3);
    }
}
