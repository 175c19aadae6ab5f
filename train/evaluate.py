"""Writes eval/report.md: what the command finds on labelled pages, every figure out of fold: `cargo xtask eval`.

    evaluate.py --pages PAGES.jsonl --reports REPORTS.jsonl --score score.py --work target/train --out eval/report.md [--baseline eval/figures.json]

REPORTS come from `wirecopy check` with weights that were fitted without the page's events. Intervals are 95 %, by resampling
events. Peers are measured on the same pages, each at the threshold at which 1 % of the sentences of same-event reports raise a
false alarm. Ends with an error where a figure fell by more than its margin since the committed figures.
"""

import argparse
import collections
import importlib.util
import json
import pathlib
import random
import sys

import numpy as np

from train import Rows

# What each figure must reach, and by how much it may fall between two reports before `eval` fails (share).
BARS = [
    ("false alarms: sentences of same-event reports", "false_alarms_same_event", "<=", 0.007, 0.002),
    ("same-event narration that shares six words with a reference", "false_alarms_shared_narration", "<=", 0.05, 0.02),
    ("false alarms: other stories", "false_alarms_other", "<=", 0.003, 0.003),
    ("the rewriter's own sentences in derived pages", "false_alarms_own", "<=", 0.12, 0.04),
    ("independent pages called derived", "pages.independent", "<=", 0.02, 0.01),
    ("machine pages, mean over the kinds", "machine_mean", ">=", 0.95, 0.02),
    ("outlet-style", "style.machine/llm:outlet-style", ">=", 0.88, 0.03),
    ("light_spin", "style.rewrite/light_spin", ">=", 0.97, 0.03),
    ("llm_rewrite", "style.rewrite/llm_rewrite", ">=", 0.95, 0.03),
    ("brief", "style.rewrite/brief", ">=", 0.85, 0.05),
    ("fusion", "style.rewrite/fusion", ">=", 0.88, 0.06),
    ("hybrid pages without heavy ones: sentences found", "hybrid_not_heavy", ">=", 0.80, 0.05),
    ("heavy rewrites, in whole pages", "style.rewrite/heavy", ">=", 0.55, 0.06),
    ("derived pages called so: machine", "pages.machine", ">=", 0.98, 0.02),
    ("derived pages called so: rewrite", "pages.rewrite", ">=", 0.95, 0.04),
    ("derived pages called so: hybrid", "pages.hybrid", ">=", 0.85, 0.06),
    ("right source document", "source_document", ">=", 0.99, 0.01),
    ("right class", "class_right", ">=", 0.92, 0.03),
    ("altered quotations found", "quotes_altered_recall", ">=", 0.90, 0.05),
    ("kept quotations called altered", "quotes_kept_false", "<=", 0.05, 0.03),
]
RESAMPLES = 200
PEERS = [("shared runs of five words", "Fives"), ("shared runs of three words", "Triples"), ("tf-idf cosine", "Cosine"),
         ("soft containment by word vectors", "Soft"), ("cosine of summed word vectors", "Meaning")]


def flat(result):
    out = {k: v for k, v in result.items() if isinstance(v, (int, float))}
    out |= {f"style.{k}": v["recall"] for k, v in result["by_style"].items()}
    return out | {f"pages.{k}": v["called_derived"] for k, v in result["pages"].items()}


def intervals(score, pairs):
    """95 % intervals of every figure, by resampling events."""
    events = collections.defaultdict(list)
    for pair in pairs:
        events[pair[0]["event"]].append(pair)
    names, r, seen = sorted(events), random.Random(1), collections.defaultdict(list)
    for _ in range(RESAMPLES):
        drawn = [pair for _ in names for pair in events[r.choice(names)]]
        for name, value in flat(score.score(drawn)).items():
            seen[name].append(value)
    return {name: (float(np.quantile(v, 0.025)), float(np.quantile(v, 0.975))) for name, v in seen.items()}


def peers(work):
    """Share of derived sentences that a single similarity finds at 1 % false alarms, by kind of page."""
    rows = Rows(work)
    names = json.loads((work / "names.json").read_text())
    values = rows.matrix("features.f32")
    out = []
    for title, name in PEERS:
        column = values[:, names.index(name)]
        best = rows.best(column)
        best = best[~rows.mixed[best]]
        near = (rows.label == "independent") & ((rows.style == "same-event") | (rows.kind == "hybrid"))
        independent = np.sort(column[best[near[best]]])[::-1]
        bar = independent[int(0.01 * len(independent))] + 1e-6
        found = {}
        for kind in ("rewrite", "hybrid", "machine"):
            for style in np.unique(rows.style[rows.kind == kind]):
                chosen = best[(rows.derived & (rows.kind == kind) & (rows.style == style))[best]]
                if len(chosen):
                    found[f"{kind}/{style}"] = float((column[chosen] >= bar).mean())
        machine = [v for k, v in found.items() if k.startswith("machine")]
        out.append((title, float(np.mean(machine)), found))
    return out


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("pages", "reports", "score", "work", "out", "figures"):
        arguments.add_argument(f"--{name}", type=pathlib.Path, required=True)
    arguments.add_argument("--cautious", type=pathlib.Path, required=True, help="the same pages at the cautious sensitivity")
    arguments.add_argument("--sensitive", type=pathlib.Path, required=True, help="and at the sensitive one")
    a = arguments.parse_args()
    spec = importlib.util.spec_from_file_location("score", a.score)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    pairs = score.load(a.pages, a.reports)
    result = score.score(pairs)
    figures, ranges = flat(result), intervals(score, pairs)
    percent = lambda v: f"{100 * v:.1f} %"
    lines = ["# Detection, measured", "",
             "Made by `cargo xtask eval`. Every figure is out of fold: weights, thresholds and calibration of a page come from other events.",
             f"Sentences: {result['n']}. Intervals are 95 %, by resampling events.", "",
             "| | must be | is | interval | |", "|---|---|---|---|---|"]
    for title, name, way, bar, _ in BARS:
        value = figures[name]
        low, high = ranges[name]
        good = value <= bar if way == "<=" else value >= bar
        lines.append(f"| {title} | {'≤' if way == '<=' else '≥'} {percent(bar)} | {percent(value)} | {percent(low)} to {percent(high)} | {'yes' if good else '**no**'} |")
    lines += ["", "## Sensitivities", "", "| | same-event false alarms | other stories | own sentences | rewrites (llm) | hybrid without heavy | machine, mean |", "|---|---|---|---|---|---|---|"]
    for name, path in (("cautious", a.cautious), ("balanced", a.reports), ("sensitive", a.sensitive)):
        f = flat(score.score(score.load(a.pages, path)))
        figures |= {f"{name}.{k}": f[k] for k in ("false_alarms_same_event", "false_alarms_other", "false_alarms_own")}
        cells = [f["false_alarms_same_event"], f["false_alarms_other"], f["false_alarms_own"], f["style.rewrite/llm_rewrite"], f["hybrid_not_heavy"], f["machine_mean"]]
        lines.append(f"| {name} | " + " | ".join(map(percent, cells)) + " |")
    lines += ["", "## Peers, at 1 % false alarms on same-event reports", "",
              "| | machine, mean | light_spin | llm_rewrite | brief | fusion | heavy |", "|---|---|---|---|---|---|---|"]
    styles = ["rewrite/light_spin", "rewrite/llm_rewrite", "rewrite/brief", "rewrite/fusion", "rewrite/heavy"]
    own = {k: v["recall_at_1pct"] for k, v in result["by_style"].items()}
    lines.append(f"| **Wirecopy** | {percent(result['machine_mean_at_1pct'])} | " + " | ".join(percent(own.get(s, 0)) for s in styles) + " |")
    for title, machine, found in peers(a.work):
        lines.append(f"| {title} | {percent(machine)} | " + " | ".join(percent(found.get(s, 0)) for s in styles) + " |")
    a.out.write_text("\n".join(lines) + "\n")
    fallen = []
    if a.figures.is_file():
        before = json.loads(a.figures.read_text())
        for title, name, way, _, margin in BARS:
            change = (before[name] - figures[name]) if way == ">=" else (figures[name] - before[name])
            if name in before and change > margin:
                fallen.append(f"{title}: {percent(before[name])} before, {percent(figures[name])} now")
    a.figures.write_text(json.dumps({k: round(v, 4) for k, v in sorted(figures.items())}, indent=1) + "\n")
    score.show(result)
    if fallen:
        sys.exit("worse than before by more than the margin:\n" + "\n".join(fallen))


if __name__ == "__main__":
    main()
