//! What is known of a block when it is judged: its words, its place, its neighbours, and how it stands to headline and core.

use std::collections::HashMap;

use super::headline::Titles;
use super::hints::{self, Purpose};
use super::outline::{FAR, HEADING, KINDS, Line, Outline, Part, Way};
use super::phrases;

/// A feature's name and value.
pub type Feature = (&'static str, f32);

/// Counts beyond which more tells nothing.
const MANY: f32 = 40.0;

/// The outline with all that is computed once for a page.
pub(super) struct Surroundings<'a> {
    outline: &'a Outline<'a>,
    headline: Option<usize>,
    core: usize,
    /// Lines between which the core's own prose stands.
    core_lines: (usize, usize),
    to_core: Vec<Way>,
    to_headline: Vec<Way>,
    /// Lines with the same name of unit and container, and with the same path of tags.
    by_name: HashMap<(u32, u32), Group>,
    by_path: HashMap<u64, Group>,
    paths: Vec<u64>,
    /// How often each text occurs.
    repeats: HashMap<&'a str, f32>,
    /// Lines to the nearest prose before and after, and to the nearest after in the same container.
    prose_before: Vec<f32>,
    prose_after: Vec<f32>,
    prose_after_here: Vec<f32>,
    /// Lines since the last heading over furniture.
    under_phrase: Vec<f32>,
    /// Main headings up to and with each line.
    headings: Vec<f32>,
    /// Characters before each line.
    passed: Vec<f32>,
    stated: Option<Body>,
}

/// Sums over lines that are named alike.
#[derive(Clone, Copy, Default)]
struct Group {
    prose: f32,
    lines: f32,
    linked: f32,
}

impl Group {
    fn add(&mut self, line: &Line) {
        self.prose += line.wording.prose;
        self.lines += 1.0;
        self.linked += line.wording.linked;
    }
}

impl<'a> Surroundings<'a> {
    pub(super) fn of(outline: &'a Outline<'a>, titles: &Titles, headline: Option<usize>) -> Self {
        let lines = &outline.lines;
        let core = outline.core();
        let in_core = |line: &&Line| line.container == core && line.wording.prose > 0.0;
        let core_lines = (
            lines.iter().position(|line| in_core(&line)).unwrap_or_default(),
            lines.iter().rposition(|line| in_core(&line)).unwrap_or_default(),
        );
        let paths = outline.tag_paths();
        let mut by_name: HashMap<(u32, u32), Group> = HashMap::new();
        let mut by_path: HashMap<u64, Group> = HashMap::new();
        let mut repeats: HashMap<&str, f32> = HashMap::new();
        let (mut headings, mut passed) = (Vec::new(), Vec::new());
        let (mut seen_headings, mut seen_characters) = (0.0, 0.0);
        for line in lines {
            by_name.entry(named(outline, line)).or_default().add(line);
            by_path.entry(paths[line.unit]).or_default().add(line);
            *repeats.entry(&line.block.text).or_default() += 1.0;
            seen_headings += flag(heading_level(outline, line) == 1.0);
            headings.push(seen_headings);
            passed.push(seen_characters);
            seen_characters += line.wording.characters;
        }
        let headline_element = headline.map(|at| outline.element(&lines[at]));
        Surroundings {
            outline,
            headline,
            core,
            core_lines,
            to_core: outline.ways_to(core),
            to_headline: headline_element.map(|at| outline.ways_to(at)).unwrap_or_default(),
            by_name,
            by_path,
            paths,
            repeats,
            prose_before: gaps(lines.iter(), false),
            prose_after: reversed(gaps(lines.iter().rev(), false)),
            prose_after_here: reversed(gaps(lines.iter().rev(), true)),
            under_phrase: lines_under_phrase(lines),
            headings,
            passed,
            stated: titles.body.as_deref().map(Body::of),
        }
    }

    /// Features of the line at `at`, always the same ones in the same order.
    pub(super) fn features(&self, at: usize) -> Vec<Feature> {
        let mut features = Vec::with_capacity(112);
        let line = &self.outline.lines[at];
        self.push_wording(line, &mut features);
        self.push_place(line, &mut features);
        self.push_neighbours(at, &mut features);
        self.push_containers(at, &mut features);
        self.push_core(at, &mut features);
        self.push_alike(line, &mut features);
        self.push_headline(at, &mut features);
        self.push_page(at, &mut features);
        features
    }

    fn push_wording(&self, line: &Line, features: &mut Vec<Feature>) {
        let w = &line.wording;
        features.extend([
            ("characters", w.characters.min(3000.0)),
            ("words", w.words.min(500.0)),
            ("linked", w.linked),
            ("stops", w.stops),
            ("commas", w.commas),
            ("ending", w.ending),
            ("begins small", w.begins_small),
            ("digits", w.digits),
            ("capitals", w.capitals),
            ("capitalised", w.capitalised),
            ("signs", w.signs),
            ("phrase", w.phrase),
            ("notices", w.notices),
            ("biography", w.biography),
        ]);
    }

    fn push_place(&self, line: &Line, features: &mut Vec<Feature>) {
        let part = &self.outline.parts[self.outline.element(line)];
        features.push(("depth", part.depth));
        features.push(("heading level", heading_level(self.outline, line)));
        features.extend(KINDS.iter().zip(part.kinds).map(|((name, _), levels)| (*name, f32::from(levels))));
        features.extend(hints::NAMES.iter().zip(part.purposes).map(|(name, levels)| (*name, f32::from(levels))));
        // How much of the page's prose the nearest element of a purpose holds: a "content" that holds all says little.
        // Names that set the block apart from the core: of elements that hold it and not the core.
        let apart = part.depth - self.outline.parts[self.to_core[self.outline.element(line)].meet].depth;
        features.extend(hints::NAMES_APART.iter().zip(part.purposes).map(|(name, levels)| (*name, flag(f32::from(levels) < apart))));
        for (name, purpose) in [
            ("prose in comment", Purpose::Comment),
            ("prose in content", Purpose::Content),
            ("prose in story", Purpose::Story),
            ("prose in side", Purpose::Side),
            ("prose in notice", Purpose::Notice),
            ("prose in frame", Purpose::Frame),
            ("prose in box", Purpose::Box),
            ("prose in author", Purpose::Author),
        ] {
            features.push((name, self.nearest(self.outline.element(line), part.to(purpose)).map_or(-1.0, |part| self.share(part))));
        }
    }

    fn push_neighbours(&self, at: usize, features: &mut Vec<Feature>) {
        const NAMES: [[&str; 4]; 4] = [
            ["second before: characters", "second before: linked", "second before: ending", "second before: heading"],
            ["before: characters", "before: linked", "before: ending", "before: heading"],
            ["after: characters", "after: linked", "after: ending", "after: heading"],
            ["second after: characters", "second after: linked", "second after: ending", "second after: heading"],
        ];
        let places = [at.checked_sub(2), at.checked_sub(1), Some(at + 1), Some(at + 2)];
        for (names, place) in NAMES.iter().zip(places) {
            let values = match place.and_then(|place| self.outline.lines.get(place)) {
                Some(line) => {
                    let heading = self.outline.parts[self.outline.element(line)].kinds[HEADING] < 3;
                    [line.wording.characters.min(3000.0), line.wording.linked, line.wording.ending, flag(heading)]
                }
                None => [-1.0; 4],
            };
            features.extend(names.iter().copied().zip(values));
        }
        let around = at.saturating_sub(5)..(at + 6).min(self.outline.lines.len());
        let prose: f32 = around.filter(|&near| near != at).map(|near| self.outline.lines[near].wording.prose).sum();
        features.extend([
            ("prose near", prose.min(10_000.0)),
            ("lines to prose before", self.prose_before[at]),
            ("lines to prose after", self.prose_after[at]),
            ("lines to prose after in container", self.prose_after_here[at]),
            ("lines under phrase", self.under_phrase[at]),
        ]);
    }

    fn push_containers(&self, at: usize, features: &mut Vec<Feature>) {
        let line = &self.outline.lines[at];
        let up = |element: usize| self.outline.parts[element].parent.unwrap_or(element);
        let parts = &self.outline.parts;
        let (container, second) = (&parts[line.container], &parts[up(line.container)]);
        let third = &parts[up(up(line.container))];
        let lines = f32::max(container.lines, 1.0);
        features.extend([
            ("container: prose", self.share(container)),
            ("container: linked", container.link_share()),
            ("container: lines", container.lines),
            ("container: mean length", container.characters / lines),
            ("container: prose lines", container.prose_lines / lines),
            ("container: place", at.saturating_sub(container.first) as f32 / lines),
            ("second container: prose", self.share(second)),
            ("second container: linked", second.link_share()),
            ("second container: lines", second.lines),
            ("third container: prose", self.share(third)),
            ("third container: linked", third.link_share()),
            ("third container: lines", third.lines),
        ]);
    }

    fn push_core(&self, at: usize, features: &mut Vec<Feature>) {
        let line = &self.outline.lines[at];
        let parts = &self.outline.parts;
        let way = self.to_core[line.container];
        let branch = &parts[way.branch];
        let (first, last) = self.core_lines;
        let core_article = parts[self.core].article;
        let same_article = match parts[self.outline.element(line)].article {
            None => -1.0,
            own => flag(own == core_article),
        };
        features.extend([
            ("core: levels up", way.up),
            ("core: levels down", parts[self.core].depth - parts[way.meet].depth),
            ("core: branch prose", self.share(branch)),
            ("core: branch linked", branch.link_share()),
            ("core: branch lines", branch.lines),
            ("core: prose", parts[self.core].own_prose / self.prose()),
            ("core: lines before", first.saturating_sub(at) as f32),
            ("core: lines after", at.saturating_sub(last) as f32),
            ("core: place", (at as f32 - first as f32) / (last as f32 - first as f32 + 1.0)),
            ("core: same article", same_article),
        ]);
    }

    fn push_alike(&self, line: &Line, features: &mut Vec<Feature>) {
        let container = &self.outline.parts[line.container];
        let name = self.by_name.get(&named(self.outline, line)).copied().unwrap_or_default();
        let path = self.by_path.get(&self.paths[line.unit]).copied().unwrap_or_default();
        let core_line = self.outline.lines.get(self.core_lines.0);
        let as_core = core_line.is_some_and(|core| named(self.outline, core) == named(self.outline, line));
        features.extend([
            ("same name: prose", name.prose / self.prose()),
            ("same name: lines", name.lines),
            ("same name: linked", name.linked / f32::max(name.lines, 1.0)),
            ("same name: share of container", name.lines / f32::max(container.lines, 1.0)),
            ("same name: as core", flag(as_core)),
            ("same path: prose", path.prose / self.prose()),
            ("same path: lines", path.lines),
            ("same path: linked", path.linked / f32::max(path.lines, 1.0)),
        ]);
    }

    fn push_headline(&self, at: usize, features: &mut Vec<Feature>) {
        let line = &self.outline.lines[at];
        let parts = &self.outline.parts;
        let [place, levels, branch, article, headings] = match self.headline {
            None => [0.0, -1.0, -1.0, -1.0, -1.0],
            Some(headline) => {
                let way = self.to_headline[line.container];
                let own = parts[self.outline.element(line)].article;
                let same = own == parts[self.outline.element(&self.outline.lines[headline])].article;
                let since = if at > headline { self.headings[at] - self.headings[headline] } else { 0.0 };
                let article = if own.is_none() { -1.0 } else { flag(same) };
                [at as f32 - headline as f32, way.up, self.share(&parts[way.branch]), article, since]
            }
        };
        features.extend([
            ("headline: lines since", place),
            ("headline: levels up", levels),
            ("headline: branch prose", branch),
            ("headline: same article", article),
            ("headline: main headings since", headings),
        ]);
    }

    fn push_page(&self, at: usize, features: &mut Vec<Feature>) {
        let line = &self.outline.lines[at];
        let body = &self.outline.parts[0];
        let repeated = self.repeats.get(&*line.block.text).copied().unwrap_or_default();
        features.extend([
            ("page: prose", body.prose),
            ("page: prose lines", body.prose_lines),
            ("page: lines", body.lines),
            ("page: linked", body.link_share()),
            ("page: place", self.passed[at] / f32::max(body.characters, 1.0)),
            ("page: main headings", self.headings.last().copied().unwrap_or_default()),
            ("repeated", repeated),
            ("in stated body", self.stated.as_ref().map_or(0.0, |stated| stated.holds(&line.block.text))),
        ]);
    }

    fn prose(&self) -> f32 {
        f32::max(self.outline.parts[0].prose, 1.0)
    }

    fn share(&self, part: &Part) -> f32 {
        part.prose / self.prose()
    }

    fn nearest(&self, element: usize, levels: u8) -> Option<&Part> {
        let up = |at: &usize| self.outline.parts[*at].parent;
        let found = std::iter::successors(Some(element), up).nth(usize::from(levels)).filter(|_| levels < FAR);
        found.map(|at| &self.outline.parts[at])
    }
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn named(outline: &Outline, line: &Line) -> (u32, u32) {
    (outline.parts[line.unit].name, outline.parts[line.container].name)
}

/// Level of the heading that a line stands in, at most three elements up; 0 for none.
pub(super) fn heading_level(outline: &Outline, line: &Line) -> f32 {
    let up = |at: &usize| outline.parts[*at].parent;
    let tags = std::iter::successors(Some(outline.element(line)), up).take(4).filter_map(|at| outline.page.elements.get(at));
    let level = |tag: &str| match tag.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(f32::from(level - b'0')),
        _ => None,
    };
    tags.filter_map(|element| level(&element.tag)).next().unwrap_or_default()
}

/// For each line, how many lines ago prose came last; with `here`, in the same container only.
fn gaps<'l, 'a: 'l>(lines: impl Iterator<Item = &'l Line<'a>>, here: bool) -> Vec<f32> {
    let mut last: Option<(usize, usize)> = None;
    let mut gaps = Vec::new();
    for (at, line) in lines.enumerate() {
        gaps.push(match last {
            Some((place, container)) if !here || container == line.container => f32::min((at - place) as f32, MANY),
            _ => MANY,
        });
        if line.wording.prose > 0.0 {
            last = Some((at, line.container));
        }
    }
    gaps
}

/// For each line, how many lines ago a heading over furniture came, by its set phrase.
fn lines_under_phrase(lines: &[Line]) -> Vec<f32> {
    let mut since = MANY;
    let next = lines.iter().map(|line| {
        since = if line.wording.phrase == 3.0 { 0.0 } else { f32::min(since + 1.0, MANY) };
        since
    });
    next.collect()
}

fn reversed(mut values: Vec<f32>) -> Vec<f32> {
    values.reverse();
    values
}

/// The article's text as the page states it in its ld+json: the hashes of its runs of four words, sorted.
struct Body(Vec<u64>);

impl Body {
    fn of(text: &str) -> Self {
        let words = phrases::words(text);
        let mut runs: Vec<u64> = runs(&words).collect();
        runs.sort_unstable();
        runs.dedup();
        Body(runs)
    }

    /// Share of a block's runs of words that the stated body has, from −1 for none to 1 for all; 0 where it is too short to tell.
    fn holds(&self, text: &str) -> f32 {
        let words = phrases::words(text);
        let (mut all, mut held) = (0.0f32, 0.0);
        for run in runs(&words) {
            all += 1.0;
            held += flag(self.0.binary_search(&run).is_ok());
        }
        if all > 0.0 { 2.0 * held / all - 1.0 } else { 0.0 }
    }
}

/// Hashes of each four words in a row.
fn runs(words: &str) -> impl Iterator<Item = u64> {
    let starts: Vec<usize> = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1)).collect();
    let count = if words.is_empty() { 0 } else { starts.len() };
    (4..=count).map(move |end| {
        let until = starts.get(end).map_or(words.len(), |next| next - 1);
        xxhash_rust::xxh3::xxh3_64(&words.as_bytes()[starts[end - 4]..until])
    })
}
