"""Learns Wirecopy's weights from labelled pages: `cargo xtask train`.

    train.py --tool wirecopy-train --data data --eval ../shared/eval/dev --work target/train --out data/weights.bin

What is learned from says labelled.py. Two judges: one for languages with word vectors, one for those without. Each is two stages of boosted trees (LightGBM) over the
features that the engine itself writes (`wirecopy-train features`), isotonic calibration, and thresholds for three false-alarm
rates. Everything that is reported, and every threshold, comes from predictions out of fold: events are split into folds, and no
model that judges an event has seen a page of it. With --fold-weights a weights file for each fold is written too, for measuring the command.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import pathlib
import re
import struct
import subprocess

import lightgbm as lgb
import numpy as np
from sklearn.isotonic import IsotonicRegression

import labelled
from mix import DERIVED, FREE, mixtures

FOLDS = 5
# Folds that are learned at the same time, with a thread and a copy of the rows each.
AT_ONCE = 2
TREES = dict(objective="binary", learning_rate=0.06, num_leaves=15, min_data_in_leaf=60, feature_fraction=0.5, bagging_fraction=0.7,
             bagging_freq=1, lambda_l2=10, verbose=-1, num_threads=1, seed=1, deterministic=True, force_row_wise=True)
ROUNDS = {"first": 350, "second": 500}
# Share of a derived page's weight among all rows: a third of the evidence speaks for derivation, whatever the counts.
DERIVED_WEIGHT = 0.35
# What rows from outside the labelled set count, by origin, style (None: all) and what they speak for; factors of one row multiply. The
# freest and the shortest of the project's own rewrites keep hardly a name: learning from them teaches that what shares nothing is derived.
ELSEWHERE = {
    ("written", None, "derived"): 0.3,
    ("written", "brief", "derived"): 0.0,
    ("written", "heavy", "derived"): 0.0,
    ("written", None, "free"): 0.5,
    ("other-day", None, "free"): 0.4,
    ("unrelated", None, "free"): 0.3,
}
# False-alarm rates aimed at: of sentences of same-event reports, and of independent pages.
RATES = {"cautious": (0.0003, 0.007), "balanced": (0.006, 0.017), "sensitive": (0.015, 0.045)}
# Probability that a sentence must have however few false alarms were seen: of the rarest of them there are too few to aim by.
LEAST = {"cautious": 0.9}
# Share of the false alarms that is spent on pages that are not called derived.
ALONE = 0.07
# What copies that hide their origin (mix.py) count in each stage, against the pages they were made of: what a sentence alone shows is
# hardly changed in them, and with more of it the first stage finds less in pages that are mostly somebody's own.
HIDING_WEIGHT = {"first": 0.4, "second": 0.8}
# Raw sum of what the second stage is not asked about: below any that it gives.
NOT_ASKED = -30.0
# Evidence of a page, as src/infer/page.rs says.
BACKGROUND, WHOLE, AS_RUN, SHORTEST, FEWEST = 0.2, 0.7, 5, 5, 4


def fold_of(event):
    """Fold of an event; the same for every page of it."""
    return int(hashlib.md5(event.encode()).hexdigest(), 16) % FOLDS


def origin_of(page):
    """Where a page, or what was mixed into it, comes from: the labelled set where nothing else is said (labelled.py)."""
    return next((origin for origin in ("written", "other-day", "unrelated") if f"{origin}:" in page), "")


class Rows:
    """Rows of one feature run: a page sentence and a candidate document each."""

    def __init__(self, parts, real):
        rows = [json.loads(line) for part in parts for line in open(part / "rows.jsonl")]
        column = lambda key: np.array([row[key] for row in rows])
        self.page, self.sentence, self.rank = column("page"), column("i"), column("d")
        self.label, self.source, self.headline = column("label"), column("src"), column("headline")
        self.kind, self.style = column("kind"), column("style")
        self.fold = np.array([fold_of(row["events"][0]) for row in rows])
        # Measured, and thresholds chosen, on the pages of the labelled set alone.
        self.real = np.isin(self.page, list(real))
        self.mixed = np.array([page.startswith("mix:") for page in self.page])
        self.hiding = np.array([page.startswith("mix:hiding:") for page in self.page])
        self.origin = np.array([origin_of(page) for page in self.page])
        self.derived = np.isin(self.label, list(DERIVED))
        self.positive = self.derived & self.source
        self.negative = np.isin(self.label, list(FREE))
        # Independent sentences about an event that a reference is about, too.
        self.near = (self.label == "independent") & ((self.style == "same-event") | (self.kind == "hybrid"))
        self.used = (self.positive | self.negative) & ~self.headline & (self.rank < 5)
        self.parts = parts
        self.ends = np.cumsum([sum(1 for _ in open(part / "rows.jsonl")) for part in parts])

    def matrix(self, name):
        values = np.concatenate([np.fromfile(part / name, dtype="<f4") for part in self.parts])
        return values.reshape(len(self.page), -1)

    def hand_over(self, name, values):
        """Writes a column where the tool will look for it."""
        for part, column in zip(self.parts, np.split(values.astype("<f4"), self.ends[:-1])):
            column.tofile(part / name)

    def weights(self, stage):
        """Every kind of page counts alike in its square root; candidates far down the list count less, pages from outside the labelled
        set as ELSEWHERE says. What counts nothing is not learned from."""
        weights = np.ones(len(self.page))
        kinds = np.char.add(np.char.add(self.kind.astype(str), "/"), self.style.astype(str))
        for origin in (self.origin == "", self.origin == "written"):
            for kind in np.unique(kinds[self.positive & self.used & origin]):
                chosen = self.positive & self.used & (kinds == kind) & origin
                weights[chosen] = 1 / np.sqrt(chosen.sum())
        weights[self.hiding] *= HIDING_WEIGHT[stage]
        inside = self.used & (self.origin == "")
        weights[self.positive] *= (self.negative & inside).sum() * DERIVED_WEIGHT / weights[self.positive & inside].sum()
        weights[self.negative & (self.rank > 0)] *= 0.6
        for (origin, style, sign), weight in ELSEWHERE.items():
            side = self.positive if sign == "derived" else self.negative
            weights[side & (self.origin == origin) & ((self.style == style) | (style is None))] *= weight
        self.used &= weights > 0
        return weights

    def of_style(self, style):
        """Rows of pages of a style, and of those that were merged from one of it (mix.py names both styles)."""
        merged = [re.match(r"mix:merged:(.+?):\d+:", page) for page in self.page]
        return (self.style == style) | np.array([name is not None and style in name[1].split("+") for name in merged])

    def best(self, values):
        """Of each sentence, the row with the highest value among its documents."""
        best = {}
        for row in np.flatnonzero(~self.headline):
            key = (self.page[row], self.sentence[row])
            if key not in best or values[row] > values[best[key]]:
                best[key] = row
        return np.array(sorted(best.values()))


def fit(rounds, x, y, w):
    return lgb.train(TREES, lgb.Dataset(x, y.astype(int), weight=w), rounds)


def out_of_fold(rounds, x, y, w, use, fold):
    """Raw sums for every row from models that have not seen its fold, and the models by fold."""
    out = np.zeros(len(x))

    def learn(f):
        train = use & (fold != f)
        model = fit(rounds, x[train], y[train], w[train])
        out[fold == f] = model.predict(x[fold == f], raw_score=True, num_threads=1)
        return model

    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as threads:
        models = dict(enumerate(threads.map(learn, range(FOLDS))))
    return np.where(asked(x), out, NOT_ASKED), models


def asked(x):
    """Which rows a stage is asked about: the second is not about what the first finds unlikely, and has no features of it."""
    return ~np.isnan(x[:, -1])


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def calibrate(raw, truth, weight):
    """Knots of a rising map from raw sums to probabilities, at most 40, ends kept off 0 and 1."""
    model = IsotonicRegression(y_min=0.001, y_max=0.999, out_of_bounds="clip").fit(raw, truth, sample_weight=weight)
    x, y = model.X_thresholds_, model.y_thresholds_
    keep = np.unique(np.linspace(0, len(x) - 1, 40).round().astype(int))
    x, y = x[keep].astype("<f4"), y[keep]
    # A slope that never quite vanishes keeps the order of sentences within a step.
    y = np.clip(y + np.linspace(0, 1e-4, len(y)), 0, 1)
    unique = np.concatenate([[True], np.diff(x) > 0])
    return list(zip(x[unique].tolist(), y[unique].tolist()))


def apply(knots, raw):
    return np.interp(raw, [k[0] for k in knots], [k[1] for k in knots])


def threshold(scores, rate):
    """Smallest score that at most `rate` of these scores reach."""
    ordered = np.sort(scores)[::-1]
    return float(ordered[int(rate * len(ordered))]) + 1e-4 if len(ordered) else 0.5


# ---- the weights file (src/infer/weights.rs) ----

def encode_trees(model):
    trees, thresholds, bias = [], collections.defaultdict(set), 0.0
    for info in model.dump_model()["tree_info"]:
        nodes, leaves = [], []

        def walk(node):
            if "leaf_value" in node:
                leaves.append(node["leaf_value"])
                return
            threshold = np.float32(node["threshold"])
            if float(threshold) > node["threshold"]:
                threshold = np.nextafter(threshold, np.float32(-np.inf))
            thresholds[node["split_feature"]].add(threshold)
            first = len(leaves)
            walk(node["left_child"])
            nodes.append((node["split_feature"], threshold, len(leaves) << 4 | first))
            walk(node["right_child"])

        walk(info["tree_structure"])
        if nodes:
            trees.append((nodes, leaves))
        else:
            bias += leaves[0]
    unit = max(abs(leaf) for _, leaves in trees for leaf in leaves) / 0x7fff
    places = [sorted(thresholds[feature]) for feature in range(model.num_feature())]
    out = struct.pack("<ffHH", bias, unit, len(places), len(trees))
    for known in places:
        out += struct.pack(f"<B{len(known)}f", len(known), *known)
    for nodes, leaves in trees:
        out += bytes([len(nodes)]) + b"".join(bytes([feature, places[feature].index(threshold), lefts]) for feature, threshold, lefts in nodes)
        out += struct.pack(f"<{len(leaves)}h", *(round(leaf / unit) for leaf in leaves))
    return out


def encode_stage(model, knots):
    return encode_trees(model) + struct.pack("<H", len(knots)) + b"".join(struct.pack("<ff", *knot) for knot in knots)


def encode(label, *judges):
    name = label.encode()
    out = b"WCWEIGHT" + struct.pack("<IH", 3, len(name)) + name
    for stages, thresholds in judges:
        out += b"".join(encode_stage(model, knots) for model, knots in stages)
        out += b"".join(struct.pack("<fff", *thresholds[s]) for s in ("cautious", "balanced", "sensitive"))
    return out


# ---- the run ----

def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("tool", "data", "eval", "work", "out"):
        arguments.add_argument(f"--{name}", type=pathlib.Path, required=True)
    arguments.add_argument("--fold-weights", action="store_true", help="also write one weights file for each fold, fitted without it")
    arguments.add_argument("--kinds", action="store_true", help="also measure each way of rewriting with models that saw neither it nor the page's events")
    arguments.add_argument("--more", type=pathlib.Path, help="folder of reuters21578.jsonl.gz and bbc.jsonl.gz: more pages that owe their references nothing")
    a = arguments.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    pages, references = labelled.labelled(a.eval)
    more, others = labelled.more(pathlib.Path(__file__).with_name("written"), a.more)
    real = {page["id"] for page in pages}
    written = [page for page in more if origin_of(page["id"]) == "written"]
    # Each part has references of its own: what else a pack holds must not change what is learned of the labelled set.
    parts = {"labelled": (pages + mixtures(pages, fold_of), references), "more": (more + mixtures(written, fold_of), others)}
    write = lambda path, rows: path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    for name, (told, sources) in parts.items():
        write(a.work / f"{name}.jsonl", told)
        write(a.work / f"{name}-references.jsonl", sources)
    tool = lambda *words: subprocess.run([a.tool, *words], check=True)

    def learn(data, work):
        folders = {name: work / name for name in parts}
        for name, folder in folders.items():
            folder.mkdir(parents=True, exist_ok=True)
            tool("pack", "--out", folder / "references.pack", "--data", data, a.work / f"{name}-references.jsonl")

        def features(stage):
            for name, folder in folders.items():
                tool("features", "--stage", stage, "--pages", a.work / f"{name}.jsonl", "--pack", folder / "references.pack", "--data", data, "--out", folder)

        features("first")
        return Learned(Rows(list(folders.values()), real), features), features

    learned, features = learn(a.data, a.work)
    # What other languages have: no vectors, and of rarities a list of the commonest words.
    data = a.work / "plain-data"
    data.mkdir(exist_ok=True)
    tool("background", "--out", data / "background.bin")
    (data / "vectors.bin").write_bytes(b"WCVECTOR" + struct.pack("<III", 1, 64, 0))
    plain, _ = learn(data, a.work / "plain")
    label = hashlib.sha256(b"".join(sorted(json.dumps(p, sort_keys=True).encode() for p in pages))).hexdigest()[:8]
    a.out.write_bytes(encode(f"dev-{label}", learned.weights(None), plain.weights(None)))
    report(learned, a.work / "validation.json")
    report(plain, a.work / "validation-plain.json")
    if a.fold_weights:
        for f in range(FOLDS):
            (a.work / f"fold{f}.bin").write_bytes(encode(f"dev-{label}-without-{f}", learned.weights(f), plain.weights(f)))
    if a.kinds:
        (a.work / "kinds.json").write_text(json.dumps(unseen_kinds(learned, features), indent=1))


class Learned:
    """Both stages: fitted on everything, and for each fold without it. Every score is from models without its fold, and the second stage
    learns from scores of the first that are so, too."""

    def __init__(self, rows, features):
        self.rows = rows
        weights, second = rows.weights("first"), rows.weights("second")
        use = rows.used
        x = rows.matrix("features.f32")
        names = json.loads((rows.parts[0] / "names.json").read_text())
        self.quoted, self.words = x[:, names.index("Quoted")], x[:, names.index("Length")]
        self.raw, self.first = out_of_fold(ROUNDS["first"], x, rows.positive, weights, use, rows.fold)
        self.first[None] = fit(ROUNDS["first"], x[use], rows.positive[use], weights[use])
        rows.hand_over("likely.f32", sigmoid(self.raw))
        features("second")
        x = rows.matrix("context.f32")
        use = use & asked(x)
        self.raw_second, self.second = out_of_fold(ROUNDS["second"], x, rows.positive, second, use, rows.fold)
        self.second[None] = fit(ROUNDS["second"], x[use], rows.positive[use], second[use])
        self.best = rows.best(self.raw_second)
        self.scores = apply(self.knots(None), self.raw_second)

    def knots(self, without):
        """Calibration of sentences, from those of other folds."""
        judged = self.best[(self.rows.derived | self.rows.negative)[self.best]]
        judged = judged[self.rows.fold[judged] != without]
        return calibrate(self.raw_second[judged], self.rows.derived[judged], np.where(self.rows.mixed[judged], 0.3, 1.0))

    def weights(self, without):
        """Stages with their calibrations, and thresholds, of everything but a fold."""
        stages = [(self.first[without], []), (self.second[without], self.knots(without))]
        return stages, {name: self.thresholds(without, *rates, LEAST.get(name, 0)) for name, rates in RATES.items()}

    def thresholds(self, without, rate, page_rate, least):
        """Thresholds (page, sentence within a derived page, sentence alone) at the given false-alarm rates, of sentences at least `least`."""
        rows, scores = self.rows, apply(self.knots(without), self.raw_second)
        real = self.best[(rows.real & (rows.fold != without))[self.best]]
        evidence = self.evidence(scores, real)
        kind = dict(zip(rows.page[real], rows.kind[real]))
        page = threshold([e for name, e in evidence.items() if kind[name] == "independent"], page_rate)
        near = real[rows.near[real]]
        inside = np.array([evidence[name] >= page for name in rows.page[near]])
        budget = rate * len(near)
        alone = threshold(scores[near[~inside]], ALONE * budget / max((~inside).sum(), 1))
        spent = (scores[near[~inside]] >= alone).sum()
        within = threshold(scores[near[inside]], (budget - spent) / max(inside.sum(), 1))
        return page, max(min(within, alone), least), max(alone, least)

    def evidence(self, scores, chosen):
        """Evidence of each page, as src/infer/page.rs has it; short pages are not compared and have none."""
        pages = collections.defaultdict(list)
        for row in chosen[self.words[chosen] >= SHORTEST]:
            pages[self.rows.page[row]].append((self.rows.sentence[row], scores[row], self.quoted[row]))
        out = {}
        for name in np.unique(self.rows.page[chosen]):
            sentences = pages[name]
            if len(sentences) < FEWEST:
                out[name] = 0.0
                continue
            _, p, quoted = np.array(sorted(sentences)).T
            run = best = 0.0
            for told in p * (1 - quoted) - BACKGROUND:
                run = max(0.0, run + told)
                best = max(best, run)
            out[name] = max(best, (WHOLE * p.mean() - BACKGROUND) * min(AS_RUN, len(p)))
        return out

    def flagged(self, rows, evidence, page, within, alone):
        return self.scores[rows] >= np.where([evidence[name] >= page for name in self.rows.page[rows]], within, alone)


def unseen_kinds(learned, features):
    """Recall by kind of page at the balanced threshold, from models that saw neither its way of rewriting nor its events."""
    rows, (stages, thresholds) = learned.rows, learned.weights(None)
    bar, knots = thresholds["balanced"][1], stages[1][1]
    weights, second = rows.weights("first"), rows.weights("second")
    likely, x = sigmoid(learned.raw), rows.matrix("features.f32")
    out = {}
    for style in np.unique(rows.style[rows.positive & rows.real]):
        held = rows.of_style(style)
        raw, _ = out_of_fold(ROUNDS["first"], x, rows.positive, weights, rows.used & ~held, rows.fold)
        rows.hand_over("likely.f32", np.where(held, sigmoid(raw), likely))
        features("second")
        y = rows.matrix("context.f32")
        raw, _ = out_of_fold(ROUNDS["second"], y, rows.positive, second, rows.used & ~held & asked(y), rows.fold)
        scores = apply(knots, raw)
        best = rows.best(np.where(rows.style == style, scores, -1))
        for kind in np.unique(rows.kind[rows.style == style]):
            chosen = best[(rows.derived & rows.real & (rows.style == style) & (rows.kind == kind))[best]]
            if len(chosen):
                out[f"{kind}/{style}"] = {"sentences": len(chosen), "recall": float((scores[chosen] >= bar).mean())}
    return out


def report(learned, path):
    """Recall by kind and false alarms at each sensitivity, and the reliability of the scores, all out of fold."""
    rows, scores, (_, thresholds) = learned.rows, learned.scores, learned.weights(None)
    real = learned.best[rows.real[learned.best]]
    out = {"thresholds": thresholds, "sensitivities": {}, "elsewhere": {}, "reliability": []}
    kinds = np.char.add(np.char.add(rows.kind.astype(str), "/"), rows.style.astype(str))
    evidence = learned.evidence(scores, real)
    for name, thresholds_ in thresholds.items():
        flagged = np.zeros(len(scores), bool)
        flagged[real] = learned.flagged(real, evidence, *thresholds_)
        of = lambda mask: round(float(np.mean(flagged[real[mask[real]]])), 4)
        result = {"same-event": of(rows.near), "other": of((rows.label == "independent") & ~rows.near),
                  "own": of(rows.label == "own"), "shared": of(rows.label == "shared")}
        result |= {kind: of(rows.derived & (kinds == kind)) for kind in np.unique(kinds[rows.derived & rows.real])}
        marked = {name for name in rows.page[flagged]}
        for kind in ("independent", "rewrite", "hybrid", "machine"):
            names = np.unique(rows.page[real[rows.kind[real] == kind]])
            result[f"pages {kind}"] = round(float(np.mean([name in marked and evidence[name] >= thresholds_[0] for name in names])), 4)
        out["sensitivities"][name] = result
        out["elsewhere"][name] = elsewhere(learned, kinds, thresholds_)
    judged = real[(rows.derived | rows.negative)[real]]
    bins = np.clip((scores[judged] * 10).astype(int), 0, 9)
    error = 0.0
    for b in range(10):
        chosen = judged[bins == b]
        if len(chosen):
            said, true = float(scores[chosen].mean()), float(rows.derived[chosen].mean())
            error += abs(said - true) * len(chosen) / len(judged)
            out["reliability"].append({"from": b / 10, "sentences": len(chosen), "said": round(said, 4), "true": round(true, 4)})
    out["expected_calibration_error"] = round(error, 4)
    path.write_text(json.dumps(out, indent=1))
    print(json.dumps(out, indent=1))


def elsewhere(learned, kinds, thresholds):
    """The same of pages outside the labelled set: share of flagged sentences by kind and label, and of pages called derived."""
    rows = learned.rows
    chosen = learned.best[(~rows.real & ~rows.mixed)[learned.best]]
    evidence = learned.evidence(learned.scores, chosen)
    flagged = learned.flagged(chosen, evidence, *thresholds)
    marked = set(rows.page[chosen[flagged]])
    out = {}
    for kind in np.unique(kinds[chosen]):
        for label, mask in (("derived", rows.derived), ("own", rows.label == "own"), ("free", np.isin(rows.label, ["independent", "shared"]))):
            of = (mask & (kinds == kind))[chosen]
            if of.any():
                out[f"{kind} {label}"] = round(float(flagged[of].mean()), 4)
        names = np.unique(rows.page[chosen[(kinds == kind)[chosen]]])
        out[f"{kind} pages"] = round(float(np.mean([name in marked and evidence[name] >= thresholds[0] for name in names])), 4)
    return out


if __name__ == "__main__":
    main()
