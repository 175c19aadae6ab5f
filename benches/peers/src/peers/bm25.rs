//! BM25 by tantivy: each page sentence's words as alternatives, stemmed, stop words left out, the index one segment in a mapped file.

use std::path::{Path, PathBuf};

use anyhow::Context;
use tantivy::collector::TopDocs;
use tantivy::columnar::Column;
use tantivy::directory::MmapDirectory;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer};
use tantivy::{Index, IndexSettings, IndexWriter, Searcher, TantivyDocument, Term};

use crate::corpus::{Page, each_sentence};
use crate::measure::{COUNT, Found, Peer};

/// Name of the analyzer.
const ANALYZER: &str = "sentences";
/// Bytes the index may take in memory while it is built.
const ROOM: usize = 256 << 20;

fn folder(scratch: &Path) -> PathBuf {
    scratch.join("tantivy")
}

fn analyzer() -> anyhow::Result<TextAnalyzer> {
    let stops = StopWordFilter::new(Language::English).context("English stop words")?;
    let filters = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).filter(stops);
    Ok(filters.filter(Stemmer::new(Language::English)).build())
}

/// Writes the index anew.
pub(crate) fn build(scratch: &Path) -> anyhow::Result<()> {
    let folder = folder(scratch);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default().set_tokenizer(ANALYZER).set_index_option(IndexRecordOption::WithFreqs);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing) | STORED);
    let number = schema.add_u64_field("number", FAST);
    let index = Index::create(MmapDirectory::open(&folder)?, schema.build(), IndexSettings::default())?;
    index.tokenizers().register(ANALYZER, analyzer()?);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, ROOM)?;
    each_sentence(scratch, |at, sentence| {
        let mut document = TantivyDocument::default();
        document.add_text(text, sentence);
        document.add_u64(number, at.into());
        writer.add_document(document)?;
        Ok(())
    })?;
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.wait_merging_threads()?;
    Ok(())
}

/// An open index.
pub(crate) struct Bm25 {
    index: Index,
    searcher: Searcher,
    text: Field,
    numbers: Vec<Column<u64>>,
}

impl Bm25 {
    pub(crate) fn open(scratch: &Path) -> anyhow::Result<Self> {
        let index = Index::open(MmapDirectory::open(folder(scratch))?)?;
        index.tokenizers().register(ANALYZER, analyzer()?);
        let searcher = index.reader()?.searcher();
        let numbers = searcher.segment_readers().iter().map(|segment| segment.fast_fields().u64("number")).collect::<Result<_, _>>()?;
        Ok(Bm25 { text: index.schema().get_field("text")?, searcher, index, numbers })
    }

    /// What a reference sentence of average length that has each of these terms once is worth.
    fn most(&self, terms: &[Term]) -> anyhow::Result<f32> {
        let all = self.searcher.num_docs() as f32;
        let mut sum = 0.0;
        for term in terms {
            let with = self.searcher.doc_freq(term)? as f32;
            sum += (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
        }
        Ok(sum)
    }
}

impl Peer for Bm25 {
    /// For each sentence, its terms.
    type Query = Vec<Vec<Term>>;

    fn prepare(&self, page: &Page) -> anyhow::Result<Self::Query> {
        let mut analyzer = self.index.tokenizer_for_field(self.text)?;
        let terms = page.sentences.iter().map(|sentence| {
            let mut terms = Vec::new();
            analyzer.token_stream(sentence).process(&mut |token| terms.push(Term::from_field_text(self.text, &token.text)));
            terms.sort_unstable();
            terms.dedup();
            terms
        });
        Ok(terms.collect())
    }

    fn search(&self, sentences: &Self::Query) -> anyhow::Result<Vec<Found>> {
        let mut out = Vec::new();
        for terms in sentences {
            let each = |term: &Term| -> (Occur, Box<dyn Query>) {
                (Occur::Should, Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)))
            };
            let query = BooleanQuery::new(terms.iter().map(each).collect());
            let found = self.searcher.search(&query, &TopDocs::with_limit(COUNT).order_by_score())?;
            let score = found.first().map_or(0.0, |best| best.0);
            let number = |place: tantivy::DocAddress| self.numbers.get(place.segment_ord as usize)?.first(place.doc_id);
            out.push(Found { score, hits: found.iter().filter_map(|(_, place)| number(*place)).map(|number| number as u32).collect() });
        }
        Ok(out)
    }

    fn level(&self, sentences: &Self::Query, found: &mut [Found]) -> anyhow::Result<()> {
        for (terms, found) in sentences.iter().zip(found) {
            found.score /= self.most(terms)?.max(f32::MIN_POSITIVE);
        }
        Ok(())
    }

    fn bytes(&self) -> Option<(u64, Option<u64>)> {
        let usage = self.searcher.space_usage().ok()?;
        let text: u64 = usage.segments().iter().map(|segment| segment.store().total().get_bytes()).sum();
        Some((usage.total().get_bytes(), Some(usage.total().get_bytes() - text)))
    }
}
