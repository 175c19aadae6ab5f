//! The engine: reference packs and learned data in, a report for each page out.

use std::ops::Range;

use crate::align::{Edit, Wording, align};
use crate::compare::{Comparison, Source, compare, page_text};
use crate::config;
use crate::error::CheckError;
use crate::evidence::meaning::Vectors;
use crate::evidence::side::TELLING;
use crate::evidence::word::Word;
use crate::infer::decide::{self, Decision};
use crate::infer::{Scores, scores};
use crate::joined::joined;
use crate::model::Model;
use crate::pack::{Pack, ReadAt};
use crate::quotes;
use crate::rank::highest_first;
use crate::report::{
    Change, ChangeKind, Class, Credit, CreditStatus, EngineInfo, Limit, Match, PackRef, Quote, QuoteSource, Reason, Report, Sensitivity,
    Sentence, SourceDocument, Utf16, Verdict, VerdictKind,
};
use crate::span::Span;
use crate::text::analysis::Text;
use crate::text::language::Language;
use crate::text::token::Tokenizers;
use crate::wire::{Agencies, WORLDWIDE};
use crate::zone::{Article, Zone};

/// Least cosine with which an unflagged sentence still shows the source sentence nearest to it.
const SHOWN: f32 = 0.35;
/// Most source sentences shown for a page sentence.
const MATCHES: usize = 3;

/// Most rare words named as shared by a sentence and its source.
const SHOWN_WORDS: usize = 5;

/// Packs to compare with, and what was learned.
pub struct Engine<R> {
    model: Model,
    packs: Vec<(String, Pack<R>)>,
    agencies: Agencies,
    tokenizers: Tokenizers,
}

impl<R: ReadAt> Engine<R> {
    /// Without packs.
    pub fn new(model: Model) -> Self {
        Engine { model, packs: Vec::new(), agencies: WORLDWIDE.clone(), tokenizers: Tokenizers::default() }
    }

    /// Adds a pack under an id; one that had this id is replaced.
    pub fn add(&mut self, id: &str, pack: Pack<R>) {
        self.remove(id);
        pack.info().sources.keys().for_each(|name| self.agencies.add(name));
        self.packs.push((id.to_owned(), pack));
    }

    /// Removes a pack; whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        let before = self.packs.len();
        self.packs.retain(|(known, _)| known != id);
        before != self.packs.len()
    }

    /// The packs, in the order in which they were added.
    pub fn packs(&self) -> impl Iterator<Item = (&str, &Pack<R>)> {
        self.packs.iter().map(|(id, pack)| (id.as_str(), pack))
    }

    /// What was learned.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Checks one page. `id` names it in the report; `plain` says that the article's text is the page as given, so that the
    /// report need not repeat it. Fails only where a pack does.
    pub fn check(&self, id: &str, article: &Article, plain: bool, sensitivity: Sensitivity) -> Result<Report, CheckError> {
        let (mut text, language) = page_text(article, &self.agencies, &self.tokenizers);
        let cut = article.cut | text.shorten(config::MOST_SENTENCES, config::MOST_LISTED);
        let packs: Vec<&Pack<R>> = self.packs.iter().map(|(_, pack)| pack).collect();
        let tag = article.language.as_deref();
        let comparable = comparable(&text, (language, tag), &packs);
        let named =
            |(number, error): (usize, _)| CheckError { pack: self.packs.get(number).map(|(id, _)| id.clone()).unwrap_or_default(), error };
        let learned = (&self.model.background, &self.model.vectors);
        let comparison =
            compare(text, (language, tag), if comparable.is_ok() { &packs } else { &[] }, learned, &self.tokenizers).map_err(named)?;
        let judge = self.model.weights.judge(comparison.language);
        let thresholds = judge.thresholds(sensitivity);
        let scores = scores(&comparison, judge);
        let decisions = decide::sentences(&comparison, &scores, thresholds);
        let (kind, share) = decide::verdict(&comparison, &decisions, scores.page, thresholds);
        let writer = Writer {
            comparison: &comparison,
            scores: &scores,
            decisions: &decisions,
            vectors: &self.model.vectors,
            map: Utf16::new(&article.text),
        };
        let sentences = comparison.page.sentences.iter().filter(|s| !s.headline).count();
        let (kind, reason) = match comparable {
            Ok(()) if sentences < config::FEWEST_SENTENCES => (VerdictKind::NotCompared, Some(Reason::TooShort)),
            Ok(()) => (kind, None),
            Err(reason) => (VerdictKind::NotCompared, Some(reason)),
        };
        let credits = writer.credits();
        // Where nothing could be compared nothing is claimed of the whole; what single sentences match stays to be seen.
        let nothing = kind == VerdictKind::NotCompared;
        let share = if nothing { 0.0 } else { share };
        let sentences = writer.sentences();
        let [documents, others] = writer.documents(&sentences, nothing, &self.agencies);
        Ok(Report {
            page: id.to_owned(),
            title: article.title.clone(),
            language: comparison.language.tag().map(str::to_owned).or_else(|| article.language.clone()),
            published: article.published.clone(),
            text: (!plain).then(|| article.text.clone()),
            verdict: Verdict { kind, share, reason, documents },
            credits,
            sentences,
            others,
            limits: if cut { vec![Limit::PageTooLong] } else { Vec::new() },
            engine: self.info(sensitivity, (language, tag)),
        })
    }

    fn info(&self, sensitivity: Sensitivity, (language, tag): (Language, Option<&str>)) -> EngineInfo {
        let packs = self.packs.iter().map(|(_, pack)| PackRef {
            name: pack.info().name.clone(),
            documents: pack.info().documents,
            comparable: in_language(pack, language, tag),
            sentences: pack.info().sentences,
            newest: pack.info().last.clone(),
            checksum: pack.checksum(),
        });
        EngineInfo {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            packs: packs.collect(),
            sensitivity,
            weights: self.model.weights.label.clone(),
        }
    }
}

/// Why a page, in a language and with a tag if it has one, cannot be compared, if it cannot.
fn comparable<R: ReadAt>(text: &Text, (language, tag): (Language, Option<&str>), packs: &[&Pack<R>]) -> Result<(), Reason> {
    let sentences = text.sentences.iter().filter(|s| s.zone == Zone::Article && s.first < s.last).count();
    if sentences == 0 {
        Err(Reason::NoArticle)
    } else if packs.iter().all(|pack| pack.info().documents == 0) {
        Err(Reason::NoReferences)
    } else if packs.iter().all(|pack| in_language(pack, language, tag) == 0) {
        Err(Reason::OtherLanguage)
    } else {
        Ok(())
    }
}

/// Documents of a pack that are in a page's language, of which it may have a tag, or in none that is stated.
fn in_language<R: ReadAt>(pack: &Pack<R>, language: Language, tag: Option<&str>) -> u32 {
    let comparable = pack.info().languages.iter().filter(|(of_pack, _)| language.may_be(tag, of_pack));
    comparable.fold(0, |sum, (_, documents)| sum.saturating_add(*documents))
}

/// Writes findings in the report's terms.
struct Writer<'a> {
    comparison: &'a Comparison,
    scores: &'a Scores,
    decisions: &'a [Decision],
    vectors: &'a Vectors,
    map: Utf16,
}

impl Writer<'_> {
    /// UTF-16 ends, in the page's text, of a span of its normalised text.
    fn units(&self, span: Span) -> [u32; 2] {
        self.map.span(self.comparison.page.text.normal.original(span))
    }

    fn wording(&self) -> Wording<'_> {
        Wording { language: self.comparison.language, vectors: self.vectors }
    }

    fn credits(&self) -> Vec<Credit> {
        let credits = self.comparison.page.text.credits.iter().filter(|c| !c.agency.is_empty());
        credits
            .map(|c| {
                let [start, end] = self.units(c.span);
                Credit { agency: c.agency.clone(), start, end }
            })
            .collect()
    }

    /// The documents that flagged sentences come from, the most used first, and the others that sentences or quotations name: where
    /// `nothing` is said of the whole, all are others.
    fn documents(&self, sentences: &[Sentence], nothing: bool, agencies: &Agencies) -> [Vec<SourceDocument>; 2] {
        let page = &self.comparison.page;
        let length = |i: usize| page.text.str(page.text.sentences[page.sentences[i].number as usize].span).chars().count();
        let all: usize = (0..page.sentences.len()).filter(|&i| !page.sentences[i].headline).map(length).sum();
        let mut out = [Vec::new(), Vec::new()];
        for (d, source) in self.comparison.sources.iter().enumerate() {
            let quotes =
                |s: &Sentence| s.quotes.iter().filter_map(|quote| quote.source.as_ref()).any(|of| of.document == source.document.uri);
            let mut named = sentences.iter().any(quotes);
            let (mut own, mut verbatim, mut characters) = (0, 0, 0);
            for (i, decision) in self.decisions.iter().enumerate() {
                if decision.class == Class::Own || decision.origin.is_none_or(|origin| origin.0 != d) {
                    continue;
                }
                named = true;
                if decision.flagged() && !page.sentences[i].headline {
                    own += 1;
                    verbatim += u32::from(decision.class == Class::Verbatim);
                    characters += length(i);
                }
            }
            if !named {
                continue;
            }
            let credited =
                source.document.source.as_deref().is_some_and(|name| page.text.credits.iter().any(|c| agencies.same(&c.agency, name)));
            let credit = match (credited, verbatim * 2 >= own) {
                (false, _) => CreditStatus::Uncredited,
                (true, true) => CreditStatus::Credited,
                (true, false) => CreditStatus::CreditedRewritten,
            };
            let entry = SourceDocument {
                document: source.document.uri.clone(),
                headline: source.document.headline.clone(),
                source: source.document.source.clone(),
                published: source.document.published.clone(),
                url: source.document.url.clone(),
                usageterms: source.document.usageterms.clone(),
                share: characters as f32 / all.max(1) as f32,
                sentences: own,
                length: source.side.sentences.len() as u32,
                credit,
            };
            // Each to its place: there are few, and a sort of its own for them would be 5 kB.
            let list: &mut Vec<SourceDocument> = &mut out[usize::from(nothing || own == 0)];
            let at =
                list.partition_point(|other| entry.share.total_cmp(&other.share).then_with(|| other.document.cmp(&entry.document)).is_le());
            list.insert(at, entry);
        }
        out
    }

    fn sentences(&self) -> Vec<Sentence> {
        let text = &self.comparison.page.text;
        let mut taking_part = self.comparison.page.sentences.iter().enumerate().peekable();
        let quotes = self.quotes();
        let mut out = Vec::new();
        for (number, sentence) in text.sentences.iter().enumerate() {
            let [start, end] = self.units(sentence.span);
            let part = taking_part.next_if(|(_, s)| s.number as usize == number).map(|(i, _)| i);
            let mut written = Sentence {
                start,
                end,
                zone: sentence.zone,
                class: if sentence.zone == Zone::Furniture { Class::Furniture } else { Class::Own },
                score: (sentence.zone != Zone::Furniture).then_some(0.0),
                matches: Vec::new(),
                quotes: Vec::new(),
                changes: Vec::new(),
                telling: Vec::new(),
            };
            if let Some(i) = part {
                let decision = self.decisions[i];
                written.class = decision.class;
                written.score = Some(decision.score);
                let run = self.run(i);
                written.matches = self.matches(i, run.as_ref());
                (written.changes, written.telling) = run.and_then(|run| self.alignment(i, run)).unwrap_or_default();
                written.quotes = quotes.iter().filter(|(span, _)| span.overlap(sentence.span) > 0).map(|(_, q)| q.clone()).collect();
            }
            out.push(written);
        }
        out
    }

    /// Source sentences of page sentence `i`, the one it is taken to come from first, with those of its run.
    fn matches(&self, i: usize, run: Option<&(usize, Range<usize>)>) -> Vec<Match> {
        let decision = self.decisions[i];
        let told = |d: usize, sentence: u32| run.is_some_and(|(of, run)| *of == d && run.contains(&(sentence as usize)));
        let mut found: Vec<(f32, usize, u32)> = Vec::new();
        for (d, evidence) in self.comparison.evidence.iter().enumerate() {
            for (rank, pair) in evidence.sentences[i].shared.best.iter().enumerate() {
                let origin = decision.origin == Some((d, pair.sentence));
                let strength = if rank == 0 { self.scores.pairs[d][i] } else { self.scores.pairs[d][i] * pair.cosine };
                if origin || (pair.cosine >= SHOWN && !told(d, pair.sentence)) {
                    found.push((strength.min(1.0), d, pair.sentence));
                }
            }
        }
        highest_first(&mut found, |&(strength, d, sentence)| if decision.origin == Some((d, sentence)) { f32::INFINITY } else { strength });
        // What it is taken to come from is its best match, whatever a version of the same words was worth on the whole.
        let strongest = found.iter().fold(0.0f32, |most, &(strength, ..)| most.max(strength));
        if let Some(origin) = found.first_mut().filter(|&&mut (_, d, sentence)| decision.origin == Some((d, sentence))) {
            origin.0 = strongest;
        }
        found.truncate(MATCHES);
        found
            .into_iter()
            .map(|(score, d, sentence)| {
                let source = &self.comparison.sources[d];
                let joined = run.filter(|(_, run)| run.len() > 1 && told(d, sentence)).map(|(_, run)| [run.start as u32, run.end as u32]);
                let [first, end] = joined.unwrap_or([sentence, sentence + 1]);
                let text = shown(source, first as usize..end as usize).map(|span| span.of(&source.body.text).to_owned());
                Match { document: source.document.uri.clone(), sentence, text, joined, score }
            })
            .collect()
    }

    /// The source of a flagged sentence, and the run of its sentences that it was made of.
    fn run(&self, i: usize) -> Option<(usize, Range<usize>)> {
        let decision = self.decisions[i];
        let (d, number) = decision.origin.filter(|_| decision.flagged())?;
        let (page, source, origin) = (&self.comparison.page, &self.comparison.sources[d], number as usize);
        // What is a sentence to the word is not made of two; of fingerprints there is nothing to show.
        let run = if decision.class == Class::Verbatim || source.body.sentences.is_empty() {
            origin..origin + 1
        } else {
            joined(page.words_of(page.sentences.get(i)?), &source.side, origin)
        };
        Some((d, run))
    }

    /// Of a flagged sentence and the run that it was made of: the word-by-word differences, and the rarest words both have.
    fn alignment(&self, i: usize, (d, run): (usize, Range<usize>)) -> Option<(Vec<Change>, Vec<[u32; 2]>)> {
        let (page, source) = (&self.comparison.page, &self.comparison.sources[d]);
        let ours = page.words_of(page.sentences.get(i)?);
        let theirs = source.side.sentences.get(run.clone())?;
        let theirs = source.side.words.get(theirs.first()?.first as usize..theirs.last()?.last as usize)?;
        let (ours, theirs) = ((page, ours), (&source.side, theirs));
        let shown = shown(source, run)?;
        let map = Utf16::new(shown.of(&source.body.text));
        let in_source = |span: Span| {
            let original = source.side.text.normal.original(span);
            map.span(Span::new(original.start.saturating_sub(shown.start), original.end.saturating_sub(shown.start)))
        };
        let edits: Vec<Edit> = align(ours.1, theirs.1).edits(ours, theirs, self.wording());
        let shared: Vec<Span> =
            edits.iter().filter(|e| matches!(e.kind, ChangeKind::Kept | ChangeKind::Moved)).filter_map(|e| e.page).collect();
        let is_shared = |word: &&Word| word.weight >= TELLING && shared.iter().any(|span| span.overlap(word.span) > 0);
        let telling: Vec<&Word> = ours.1.iter().filter(is_shared).collect();
        let mut rarest: Vec<usize> = (0..telling.len()).collect();
        let changes =
            edits.into_iter().map(|e| Change { kind: e.kind, page: e.page.map(|s| self.units(s)), source: e.source.map(in_source) });
        highest_first(&mut rarest, |&at| telling[at].weight);
        rarest.truncate(SHOWN_WORDS);
        rarest.sort_unstable();
        Some((changes.collect(), rarest.into_iter().map(|at| self.units(telling[at].span)).collect()))
    }

    /// The page's quotations with what was found of each, with their normalised spans.
    fn quotes(&self) -> Vec<(Span, Quote)> {
        let page = &self.comparison.page;
        let passages: Vec<_> = self.comparison.sources.iter().map(|source| quotes::Passages::of(&source.side)).collect();
        page.text
            .quotations
            .iter()
            .map(|quotation| {
                let within = |i: &usize| page.text.sentences[page.sentences[*i].number as usize].span.overlap(quotation.span) > 0;
                let origins: Vec<(usize, u32)> = (0..page.sentences.len())
                    .filter(within)
                    .filter_map(|i| self.run(i))
                    .flat_map(|(d, run)| run.map(move |sentence| (d, sentence as u32)))
                    .collect();
                let finding = quotes::judge((page, quotation.span), (&self.comparison.sources, &passages), &origins, self.wording());
                let [start, end] = self.units(quotation.span);
                let source = finding.source.map(|(d, span)| {
                    let source = &self.comparison.sources[d];
                    let text = source.side.text.normal.original(span).of(&source.body.text).to_owned();
                    QuoteSource { document: source.document.uri.clone(), text }
                });
                (quotation.span, Quote { start, end, status: finding.status, flip: finding.flip, source })
            })
            .collect()
    }
}

/// Where a run of sentences stands in a source's text; `None` where its pack stores none.
fn shown(source: &Source, run: Range<usize>) -> Option<Span> {
    let sentences = source.body.sentences.get(run)?;
    Some(Span::new(sentences.first()?.start, sentences.last()?.end))
}
