//! What is known of a block when it is judged: its words, its place, its neighbours, and how it stands to headline and core.

use std::hash::Hash;

use super::apart::{Apart, apart};
use super::company::Company;
use super::headline::Titles;
use super::hints::{self, Purpose};
use super::numbering::Numbering;
use super::outline::{FAR, HEADING, KINDS, Line, Outline, Part, Way};
use super::phrases;
use super::stated::Stated;
use super::wording::{HEADING_OVER_COMMENTS, HEADING_OVER_FURNITURE};

/// A feature's name and value.
pub type Feature = (&'static str, f32);

/// Counts beyond which more tells nothing.
const MANY: f32 = 40.0;

/// What counts say at most of a page that is mostly prose, most of it in one container: of a longer article the trees leave paragraphs
/// out, of 900 alike half of them, since above these counts they ask for more.
const LONG_ARTICLE: Most = Most { lines: 150.0, prose_lines: 100.0, prose: 48_000.0 };
/// Share of the page's lines, and of its prose, from which that is so.
const MOSTLY: f32 = 0.5;

/// Bounds of what is counted of a page and its parts: lines, lines of prose, characters of prose.
struct Most {
    lines: f32,
    prose_lines: f32,
    prose: f32,
}

/// The outline with all that is computed once for a page.
pub(super) struct Surroundings<'a> {
    outline: &'a Outline<'a>,
    headline: Option<usize>,
    core: usize,
    /// Lines between which the core's own prose stands.
    core_lines: (usize, usize),
    to_core: Vec<Way>,
    to_headline: Vec<Way>,
    /// What is known of elements that do not hold the core.
    apart: Vec<Apart>,
    company: Company,
    /// Of each line, the lines with the same name of unit and container, with the same path of tags, and with the same text.
    by_name: Groups,
    by_path: Groups,
    by_text: Groups,
    /// Lines to the nearest prose before and after, and to the nearest after in the same container.
    prose_before: Vec<f32>,
    prose_after: Vec<f32>,
    prose_after_here: Vec<f32>,
    /// Lines since the last heading over furniture, and since the last one over comments behind the core's beginning.
    under_phrase: Vec<f32>,
    under_comments: Vec<f32>,
    /// Main headings up to and with each line.
    headings: Vec<f32>,
    /// Characters before each line.
    passed: Vec<f32>,
    stated: Option<Stated>,
    most: Most,
}

/// Sums over lines that are named alike.
#[derive(Clone, Copy, Default)]
struct Group {
    prose: f32,
    lines: f32,
    linked: f32,
}

/// Lines put together by what they share.
#[derive(Default)]
struct Groups {
    numbers: Numbering,
    /// Each line's group.
    of: Vec<u32>,
    groups: Vec<Group>,
}

impl Groups {
    fn add(&mut self, line: &Line, shared: impl Hash) {
        let number = self.numbers.of(shared);
        self.of.push(number);
        if number as usize == self.groups.len() {
            self.groups.push(Group::default());
        }
        let group = &mut self.groups[number as usize];
        group.prose += line.wording.prose;
        group.lines += 1.0;
        group.linked += line.wording.linked;
    }

    /// The group of the line at `at`.
    fn at(&self, at: usize) -> Group {
        self.groups[self.of[at] as usize]
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
        let (mut by_name, mut by_path, mut by_text) = (Groups::default(), Groups::default(), Groups::default());
        let (mut headings, mut passed) = (Vec::new(), Vec::new());
        let (mut seen_headings, mut seen_characters) = (0.0, 0.0);
        for line in lines {
            by_name.add(line, named(outline, line));
            by_path.add(line, paths[line.unit]);
            by_text.add(line, &line.block.text);
            seen_headings += flag(outline.heading_level(line) == 1.0);
            headings.push(seen_headings);
            passed.push(seen_characters);
            seen_characters += line.wording.characters;
        }
        let to_core = outline.ways_to(core);
        let body = &outline.parts[0];
        let is_article = outline.parts[core].own_prose >= MOSTLY * body.prose && body.prose_lines >= MOSTLY * body.lines;
        let headline_element = headline.map(|at| outline.element(&lines[at]));
        Surroundings {
            outline,
            headline,
            core,
            core_lines,
            to_headline: headline_element.map(|at| outline.ways_to(at)).unwrap_or_default(),
            apart: apart(outline, &to_core),
            to_core,
            company: Company::of(outline, core),
            by_name,
            by_path,
            by_text,
            prose_before: gaps(lines.iter(), false),
            prose_after: reversed(gaps(lines.iter().rev(), false)),
            prose_after_here: reversed(gaps(lines.iter().rev(), true)),
            under_phrase: lines_under(lines, |_, line| line.wording.phrase >= HEADING_OVER_FURNITURE),
            under_comments: lines_under(lines, |at, line| at > core_lines.0 && line.wording.phrase == HEADING_OVER_COMMENTS),
            headings,
            passed,
            stated: titles.body.as_deref().map(|body| Stated::of(&phrases::words(body), lines)),
            most: if is_article { LONG_ARTICLE } else { Most { lines: f32::MAX, prose_lines: f32::MAX, prose: f32::MAX } },
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
        self.push_apart(at, &mut features);
        self.push_alike(at, &mut features);
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
            ("labels", w.labels),
            ("joints", w.joints),
            ("byline", w.byline),
            ("notices", w.notices),
            ("biography", w.biography),
        ]);
    }

    fn push_place(&self, line: &Line, features: &mut Vec<Feature>) {
        let part = &self.outline.parts[self.outline.element(line)];
        features.push(("depth", part.depth));
        features.push(("heading level", self.outline.heading_level(line)));
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
        const NAMES: [[&str; 5]; 4] = [
            [
                "second before: characters",
                "second before: linked",
                "second before: ending",
                "second before: heading",
                "second before: furniture",
            ],
            ["before: characters", "before: linked", "before: ending", "before: heading", "before: furniture"],
            ["after: characters", "after: linked", "after: ending", "after: heading", "after: furniture"],
            [
                "second after: characters",
                "second after: linked",
                "second after: ending",
                "second after: heading",
                "second after: furniture",
            ],
        ];
        let places = [at.checked_sub(2), at.checked_sub(1), Some(at + 1), Some(at + 2)];
        for (names, place) in NAMES.iter().zip(places) {
            let values = match place.and_then(|place| self.outline.lines.get(place)) {
                Some(line) => {
                    let heading = self.outline.parts[self.outline.element(line)].kinds[HEADING] < 3;
                    [
                        line.wording.characters.min(3000.0),
                        line.wording.linked,
                        line.wording.ending,
                        flag(heading),
                        flag(line.wording.is_furniture()),
                    ]
                }
                None => [-1.0; 5],
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
            ("lines under comments", self.under_comments[at]),
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
            ("container: lines", container.lines.min(self.most.lines)),
            ("container: mean length", container.characters / lines),
            ("container: prose lines", container.prose_lines / lines),
            ("container: place", at.saturating_sub(container.first) as f32 / lines),
            ("second container: prose", self.share(second)),
            ("second container: linked", second.link_share()),
            ("second container: lines", second.lines.min(self.most.lines)),
            ("third container: prose", self.share(third)),
            ("third container: linked", third.link_share()),
            ("third container: lines", third.lines.min(self.most.lines)),
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
            ("core: branch lines", branch.lines.min(self.most.lines)),
            ("core: prose", parts[self.core].own_prose / self.prose()),
            ("core: lines before", first.saturating_sub(at) as f32),
            ("core: lines after", at.saturating_sub(last) as f32),
            ("core: place", (at as f32 - first as f32) / (last as f32 - first as f32 + 1.0)),
            ("core: same article", same_article),
        ]);
    }

    fn push_apart(&self, at: usize, features: &mut Vec<Feature>) {
        let line = &self.outline.lines[at];
        let apart = self.apart[line.unit];
        let branch = self.to_core[line.unit].branch;
        let part = &self.outline.parts[branch];
        features.extend([
            ("apart: headed", apart.headed),
            ("apart: alike", apart.alike),
            ("apart: lines", apart.lines),
            ("apart: prose", apart.prose / self.prose()),
            ("apart: alike with core", apart.with_core),
            ("apart: begins with heading", apart.begins_heading),
            ("apart: begins with link", apart.begins_linked),
            ("branch: notices", part.notices),
            ("branch: biography", part.biography),
            ("branch: shared words", self.company.parts[branch].share()),
            ("shared words", self.company.words[at].share()),
            ("shared names", self.company.names[at].share()),
        ]);
    }

    fn push_alike(&self, at: usize, features: &mut Vec<Feature>) {
        let line = &self.outline.lines[at];
        let container = &self.outline.parts[line.container];
        let (name, path) = (self.by_name.at(at), self.by_path.at(at));
        let as_core = self.by_name.of[at] == self.by_name.of[self.core_lines.0];
        features.extend([
            ("same name: prose", name.prose / self.prose()),
            ("same name: lines", name.lines.min(self.most.lines)),
            ("same name: linked", name.linked / f32::max(name.lines, 1.0)),
            ("same name: share of container", name.lines / f32::max(container.lines, 1.0)),
            ("same name: as core", flag(as_core)),
            ("same path: prose", path.prose / self.prose()),
            ("same path: lines", path.lines.min(self.most.lines)),
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
        let body = &self.outline.parts[0];
        features.extend([
            ("page: prose", body.prose.min(self.most.prose)),
            ("page: prose lines", body.prose_lines.min(self.most.prose_lines)),
            ("page: lines", body.lines.min(self.most.lines)),
            ("page: linked", body.link_share()),
            ("page: place", self.passed[at] / f32::max(body.characters, 1.0)),
            ("page: main headings", self.headings.last().copied().unwrap_or_default()),
            ("repeated", self.by_text.at(at).lines),
            ("in stated body", self.stated.as_ref().map_or(0.0, |stated| stated.held[at])),
            ("left out of stated body", self.stated.as_ref().map_or(0.0, |stated| flag(stated.left_out[at]))),
        ]);
    }

    /// Whether a line is furniture whatever its features: by its words alone, as a name beside a byline's date, in a part of its own that begins
    /// with a heading over other stories or comments (of 1,300 such paragraphs on labelled pages 3 in 1,000 were article), or because
    /// the page states its article and has left it out (of 470 paragraphs 7 in 100 were).
    pub(super) fn is_evident_furniture(&self, at: usize) -> bool {
        let lines = &self.outline.lines;
        let line = &lines[at];
        let mut beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|beside| lines.get(beside));
        line.wording.is_furniture()
            || line.wording.may_be_name() && beside.any(|beside| beside.wording.byline > 0.0)
            || self.apart[line.unit].headed >= HEADING_OVER_FURNITURE
            || self.stated.as_ref().is_some_and(|stated| stated.left_out[at])
    }

    /// Whether a line is a heading over the line behind it and no furniture by its words: then it is what that line is. Of 5,300 headings before
    /// a paragraph of an article 98 in 100 were article.
    pub(super) fn heads_next(&self, at: usize) -> bool {
        let lines = &self.outline.lines;
        let is_heading = self.outline.heading_level(&lines[at]) >= 2.0 && lines[at].wording.phrase == 0.0 && lines[at].wording.stops == 0.0;
        is_heading && lines.get(at + 1).is_some_and(|next| next.container == lines[at].container && next.wording.words > 10.0)
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

/// For each line, how many lines ago one of these headings came.
fn lines_under(lines: &[Line], is_heading: impl Fn(usize, &Line) -> bool) -> Vec<f32> {
    let mut since = MANY;
    let next = lines.iter().enumerate().map(|(at, line)| {
        since = if is_heading(at, line) { 0.0 } else { f32::min(since + 1.0, MANY) };
        since
    });
    next.collect()
}

fn reversed(mut values: Vec<f32>) -> Vec<f32> {
    values.reverse();
    values
}
