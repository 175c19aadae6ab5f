"""Learns Wirecopy's weights from labelled pages: `cargo xtask train`.

    train.py --tool wirecopy-train --data data --eval ../shared/eval/dev --work target/train --out data/weights.bin

Two stages of boosted trees (LightGBM) over the features that the engine itself writes (`wirecopy-train features`), a third
small one for the page's verdict, isotonic calibration of each, and thresholds for three false-alarm rates. Everything that is
reported, and every threshold, comes from predictions out of fold: events are split into folds, and no model that judges an
event has seen a page of it. With --fold-weights a weights file for each fold is written too, for measuring the command.
"""

import argparse
import hashlib
import json
import pathlib
import struct
import subprocess

import lightgbm as lgb
import numpy as np
from sklearn.isotonic import IsotonicRegression

from mix import DERIVED, FREE, mixtures

FOLDS = 5
TREES = dict(objective="binary", learning_rate=0.06, num_leaves=15, min_data_in_leaf=60, feature_fraction=0.5, bagging_fraction=0.7,
             bagging_freq=1, lambda_l2=10, verbose=-1, num_threads=1, seed=1, deterministic=True, force_row_wise=True)
ROUNDS = {"first": 250, "second": 350, "verdict": 60}
# Share of a derived page's weight among all rows: a third of the evidence speaks for derivation, whatever the counts.
DERIVED_WEIGHT = 0.35
# False-alarm rates aimed at: sentences of same-event reports, independent pages called derived, and a rewriter's own sentences.
RATES = {"cautious": (0.0012, 0.004, 0.05), "balanced": (0.0055, 0.014, 0.10), "sensitive": (0.015, 0.03, 0.15)}


def fold_of(event):
    """Fold of an event; the same for every page of it."""
    return int(hashlib.md5(event.encode()).hexdigest(), 16) % FOLDS


class Rows:
    """Rows of one feature run: a page sentence and a candidate document each."""

    def __init__(self, work):
        rows = [json.loads(line) for line in open(work / "rows.jsonl")]
        column = lambda key: np.array([row[key] for row in rows])
        self.page, self.sentence, self.rank = column("page"), column("i"), column("d")
        self.label, self.source, self.headline = column("label"), column("src"), column("headline")
        self.kind, self.style = column("kind"), column("style")
        self.fold = np.array([fold_of(row["events"][0]) for row in rows])
        self.mixed = np.array([page.startswith("mix:") for page in self.page])
        self.derived = np.isin(self.label, list(DERIVED))
        self.positive = self.derived & self.source
        self.negative = np.isin(self.label, list(FREE))
        self.used = (self.positive | self.negative) & ~self.headline & (self.rank < 5)
        self.work = work

    def matrix(self, name):
        values = np.fromfile(self.work / name, dtype="<f4")
        return values.reshape(len(self.page), -1)

    def weights(self):
        """Every kind of page counts alike in its square root; candidates far down the list count less."""
        weights = np.ones(len(self.page))
        kinds = np.char.add(np.char.add(self.kind.astype(str), "/"), self.style.astype(str))
        for kind in np.unique(kinds[self.positive & self.used]):
            chosen = self.positive & self.used & (kinds == kind)
            weights[chosen] = 1 / np.sqrt(chosen.sum())
        scale = (self.negative & self.used).sum() * DERIVED_WEIGHT / weights[self.positive & self.used].sum()
        weights[self.positive] *= scale
        weights[self.negative & (self.rank > 0)] *= 0.6
        return weights

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


def out_of_fold(rounds, x, y, w, use, fold, without=None):
    """Raw sums for every row from models that have not seen its fold (nor `without`), and the models by fold."""
    out, models = np.zeros(len(x)), {}
    for f in range(FOLDS):
        train = use & (fold != f) & (fold != without if without is not None else True)
        models[f] = fit(rounds, x[train], y[train], w[train])
        out[fold == f] = models[f].predict(x[fold == f], raw_score=True)
    return out, models


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
    trees, bias = [], 0.0
    for info in model.dump_model()["tree_info"]:
        root = info["tree_structure"]
        if "leaf_value" in root:
            bias += root["leaf_value"]
            continue
        nodes, leaves = [], []

        def walk(node):
            if "leaf_value" in node:
                leaves.append(node["leaf_value"])
                return 0x8000 | (len(leaves) - 1)
            number = len(nodes)
            nodes.append(None)
            threshold = np.float32(node["threshold"])
            if float(threshold) > node["threshold"]:
                threshold = np.nextafter(threshold, np.float32(-np.inf))
            left, right = walk(node["left_child"]), walk(node["right_child"])
            nodes[number] = struct.pack("<HfHH", node["split_feature"], threshold, left, right)
            return number

        walk(root)
        trees.append(struct.pack("<H", len(nodes)) + b"".join(nodes) + struct.pack(f"<{len(leaves)}f", *leaves))
    return struct.pack("<fHH", bias, model.num_feature(), len(trees)) + b"".join(trees)


def encode_stage(model, knots):
    return encode_trees(model) + struct.pack("<H", len(knots)) + b"".join(struct.pack("<ff", *knot) for knot in knots)


def encode(label, stages, thresholds):
    name = label.encode()
    out = b"WCWEIGHT" + struct.pack("<IH", 1, len(name)) + name
    out += b"".join(encode_stage(model, knots) for model, knots in stages)
    return out + b"".join(struct.pack("<fff", *thresholds[s]) for s in ("cautious", "balanced", "sensitive"))


# ---- the run ----

def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("tool", "data", "eval", "work", "out"):
        arguments.add_argument(f"--{name}", type=pathlib.Path, required=True)
    arguments.add_argument("--fold-weights", action="store_true", help="also write one weights file for each fold, fitted without it")
    a = arguments.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    pages = [json.loads(line) for line in open(a.eval / "pages.jsonl")]
    everything = pages + mixtures(pages, fold_of)
    with open(a.work / "pages.jsonl.in", "w") as file:
        file.writelines(json.dumps(page) + "\n" for page in everything)
    pack = a.work / "references.pack"
    tool = lambda *words: subprocess.run([a.tool, *words], check=True)
    tool("pack", "--out", pack, "--data", a.data, a.eval / "refs.jsonl")
    features = lambda stage, work: tool("features", "--stage", stage, "--pages", a.work / "pages.jsonl.in", "--pack", pack, "--data", a.data, "--out", work)
    features("first", a.work)
    rows = Rows(a.work)
    final = run(rows, features, a, None)
    label = hashlib.sha256(b"".join(sorted(json.dumps(p, sort_keys=True).encode() for p in pages))).hexdigest()[:8]
    a.out.write_bytes(encode(f"dev-{label}", final["stages"], final["thresholds"]))
    report(rows, final, a.work / "validation.json")
    if a.fold_weights:
        for f in range(FOLDS):
            fold = run(rows, features, a, f)
            (a.work / f"fold{f}.bin").write_bytes(encode(f"dev-{label}-without-{f}", fold["stages"], fold["thresholds"]))
        folds = {page["id"]: fold_of(page["event"]) for page in pages}
        (a.work / "folds.json").write_text(json.dumps(folds))


def run(rows, features, a, without):
    """Fits both stages, the verdict, calibrations and thresholds; on everything, or without one fold."""
    known = rows.fold != without if without is not None else np.ones(len(rows.page), bool)
    use, weights = rows.used & known, rows.weights()
    x = rows.matrix("features.f32")
    raw, _ = out_of_fold(ROUNDS["first"], x, rows.positive, weights, use, rows.fold, without)
    first = fit(ROUNDS["first"], x[use], rows.positive[use], weights[use])
    sigmoid(raw).astype("<f4").tofile(rows.work / "likely.f32")
    features("second", rows.work)
    x = rows.matrix("context.f32")
    raw, _ = out_of_fold(ROUNDS["second"], x, rows.positive, weights, use, rows.fold, without)
    second = fit(ROUNDS["second"], x[use], rows.positive[use], weights[use])
    best = rows.best(raw)
    best = best[known[best]]
    judged = best[(rows.derived | rows.negative)[best]]
    knots = calibrate(raw[judged], rows.derived[judged], np.where(rows.mixed[judged], 0.3, 1.0))
    scores = apply(knots, raw)
    scores.astype("<f4").tofile(rows.work / "scores.f32")
    features("verdict", rows.work)
    page_rows = [json.loads(line) for line in open(rows.work / "pages.jsonl")]
    ids = np.array([row["page"] for row in page_rows])
    values = np.fromfile(rows.work / "verdict.f32", dtype="<f4").reshape(len(ids), -1)
    first_row = {page: row for row, page in reversed(list(enumerate(rows.page)))}
    at = np.array([first_row.get(page, -1) for page in ids])
    fold, kind, mixed = rows.fold[at], rows.kind[at], rows.mixed[at]
    derived_pages = {rows.page[row] for row in np.flatnonzero(rows.derived)}
    truth = np.array([page in derived_pages for page in ids])
    long_enough = np.array([row["n"] >= 4 for row in page_rows]) & (at >= 0)
    usable = long_enough & ((fold != without) if without is not None else True)
    page_weight = np.where(mixed, 0.5, 1.0)
    page_raw, _ = out_of_fold(ROUNDS["verdict"], values, truth, page_weight, usable, fold, without)
    verdict = fit(ROUNDS["verdict"], values[usable], truth[usable], page_weight[usable])
    page_knots = calibrate(page_raw[usable], truth[usable], page_weight[usable])
    page_scores = apply(page_knots, page_raw)
    independent = usable & (kind == "independent") & ~mixed
    of_page = dict(zip(ids, page_scores))
    thresholds = {name: choose(rows, scores, best, of_page, page_scores[independent], *rates) for name, rates in RATES.items()}
    first_knots = []
    return {"stages": [(first, first_knots), (second, knots), (verdict, page_knots)], "thresholds": thresholds, "scores": scores, "best": best,
            "page": {"ids": ids, "scores": page_scores, "kind": kind, "mixed": mixed, "usable": usable}}


def choose(rows, scores, best, of_page, independent_pages, rate, page_rate, own_rate):
    """Thresholds (page, sentence within a derived page, sentence elsewhere) that find most at the given false-alarm rates."""
    real = best[~rows.mixed[best]]
    page = threshold(independent_pages, page_rate)
    inside = np.array([of_page.get(name, 0) >= page for name in rows.page[real]])
    s, label = scores[real], rows.label[real]
    near = (label == "independent") & ((rows.style[real] == "same-event") | (rows.kind[real] == "hybrid"))
    own, derived = label == "own", rows.derived[real]
    kinds = np.char.add(np.char.add(rows.kind[real].astype(str), "/"), rows.style[real].astype(str))
    budget = rate * near.sum()
    found = None
    for within in np.linspace(0.15, 0.95, 81):
        spent = (s[near & inside] >= within).sum()
        if spent > budget or (s[own & inside] >= within).mean() > own_rate:
            continue
        rest = np.sort(s[near & ~inside])[::-1]
        alone = max(within, float(rest[min(len(rest) - 1, int(budget - spent))]) + 1e-4)
        flagged = s >= np.where(inside, within, alone)
        recall = np.mean([flagged[derived & (kinds == kind)].mean() for kind in np.unique(kinds[derived])])
        if found is None or recall > found[0]:
            found = (recall, within, alone)
    _, within, alone = found or (0, 0.95, 0.95)
    return page, float(within), float(alone)


def report(rows, final, path):
    """Recall by kind and false alarms at each sensitivity, and the reliability of the scores, all out of fold."""
    best, scores = final["best"], final["scores"]
    real = best[~rows.mixed[best]]
    out = {"thresholds": final["thresholds"], "sensitivities": {}, "reliability": []}
    kinds = np.char.add(np.char.add(rows.kind.astype(str), "/"), rows.style.astype(str))
    of_page = dict(zip(final["page"]["ids"], final["page"]["scores"]))
    for name, (page, within, alone) in final["thresholds"].items():
        bar = lambda row: within if of_page.get(rows.page[row], 0) >= page else alone
        flagged = lambda chosen: round(float(np.mean([scores[row] >= bar(row) for row in chosen])), 4) if len(chosen) else None
        of = lambda mask: real[mask[real]]
        near = (rows.style == "same-event") | (rows.kind == "hybrid")
        result = {"same-event": flagged(of((rows.label == "independent") & near)), "other": flagged(of((rows.label == "independent") & ~near)),
                  "own": flagged(of(rows.label == "own")), "shared": flagged(of(rows.label == "shared"))}
        result |= {kind: flagged(of(rows.derived & (kinds == kind))) for kind in np.unique(kinds[real]) if rows.derived[real[kinds[real] == kind]].any()}
        pages = final["page"]
        chosen = pages["usable"] & ~pages["mixed"]
        marked = {name: 0 for name in pages["ids"]}
        for row in real:
            marked[rows.page[row]] += scores[row] >= bar(row)
        called = np.array([marked[name] > 0 and (score >= page or marked[name] >= 3) for name, score in zip(pages["ids"], pages["scores"])])
        result |= {f"pages {kind}": round(float(called[chosen & (pages["kind"] == kind)].mean()), 4) for kind in np.unique(pages["kind"][chosen])}
        out["sensitivities"][name] = result
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


if __name__ == "__main__":
    main()
