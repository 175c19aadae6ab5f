"""Measures detection and writes eval/report.md and eval/figures.json: `cargo xtask eval`.

    evaluate.py --command wirecopy --work target/xtask/train --labelled ../shared/eval/dev --score score.py --own tests/labelled \\
                --weights data/weights.bin --out eval --rates extension/rates.json [--data ../shared/data]

Pages of the labelled set are checked by the command with weights that were fitted without their events (in WORK, by `train.py
--fold-weights --kinds`, which `cargo xtask eval` runs before), so every figure on them is out of fold; intervals are 95 %, by resampling
events. The project's own set (tests/labelled) was never fitted on, nor were the stories of Reuters that are measured here; of the BBC's
articles UNRELATED_PAGES were (labelled.py). Single likenesses are measured on the same pages, each at the threshold at which 1 % of the
sentences of same-event reports raise a false alarm. Where a figure fell by more than its margin since the committed ones, those stay as
they are, the new report is left in WORK and this ends with an error, however often it is run, until it is run with --accept.

Only the whole measurement is written into the repository. Without the labelled set or DATA, which are other people's texts and no part of
it, what can be measured goes to WORK.
"""

import argparse
import collections
import datetime
import importlib.util
import json
import pathlib
import random
import subprocess
import sys

import numpy as np

from labelled import NEAR_DUPLICATE, UNRELATED_PAGES, day, runs, stories
from mix import DERIVED as DERIVED_LABELS
from train import FOLDS, Rows, fold_of

SENSITIVITIES = ("cautious", "balanced", "sensitive")
FLAGGED, DERIVED = {"verbatim", "rewritten"}, {"partial", "verbatim", "rewritten"}

# What each figure must reach, and by how much it may fall between two reports before `eval` fails (share).
BARS = [
    ("false alarms: sentences of same-event reports", "false_alarms_same_event", "<=", 0.007, 0.002),
    ("same-event narration that shares six words with a reference", "false_alarms_shared_narration", "<=", 0.05, 0.02),
    ("false alarms: other stories of the labelled set", "false_alarms_other", "<=", 0.003, 0.003),
    ("false alarms: other stories, articles of the BBC", "bbc.sentences", "<=", 0.003, 0.003),
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
    ("formulaic copy: pages called derived", "reuters.pages", "<=", 0.01, 0.005),
    ("cautious: sentences of same-event reports", "cautious.false_alarms_same_event", "<=", 0.002, 0.001),
    ("altered quotations found", "quotes_altered_recall", ">=", 0.90, 0.05),
    ("kept quotations called altered", "quotes_kept_false", "<=", 0.05, 0.03),
]
# Of the project's own set, by language: what must not fall, and what must not rise, by more than a case or this share.
OWN_FOUND, OWN_FALSE = ("verbatim", "rewritten", "heavy rewritten", "altered", "derived pages"), ("own", "independent", "shared", "independent pages")
OWN_MARGIN = 0.03
RESAMPLES = 200
# Stories of reuters21578 are of February to April and of June to October 1987.
PAUSE = datetime.date(1987, 5, 1).toordinal()
# Likenesses that are compared with Wirecopy, by the feature that holds them. Soft containment is none of them: it is 1, its highest value,
# for more than 1 % of the sentences of same-event reports, so that no threshold lets just 1 % of them through.
LIKENESSES = [("shared runs of five words", "Fives"), ("shared runs of three words", "Triples"), ("tf-idf cosine", "Cosine"),
              ("cosine of summed word vectors", "Meaning")]


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


def likenesses(work):
    """Share of derived sentences that a single likeness finds at 1 % false alarms, by kind of page."""
    rows = Rows([work / "labelled"], set())
    names = json.loads((work / "labelled" / "names.json").read_text())
    values = rows.matrix("features.f32")
    out = []
    for title, name in LIKENESSES:
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


def behind(score, pairs, references):
    """What the rows on sources and pages are made of that no judgement could mend: references with the same text, pages too short to be
    compared, and pages whose sentences mostly have no source."""
    texts = {r["uri"]: " ".join(r["body_text"].split()) for r in references}
    wrong = twins = 0
    for page, report in pairs:
        for gold, _, flagged, _, best, _ in score.spans(page, report):
            wanted = {source.split("#")[0] for source in gold.get("src") or []}
            if flagged and gold["label"] in DERIVED_LABELS and best and best["document"] not in wanted:
                wrong += 1
                twins += texts[best["document"]] in {texts[uri] for uri in wanted}
    missed = [(page, r) for page, r in pairs if page["kind"] == "machine" and r["verdict"]["kind"] not in DERIVED]
    short = [page for page, r in missed if r["verdict"]["kind"] == "not-compared"]
    foreign = [p for p, r in missed if p not in short and sum(g["label"] == "unsupported" for g in p["gold"]) * 2 > len(p["gold"])]
    mistaken = [r for page, r in pairs if page["kind"] == "independent" and r["verdict"]["kind"] in DERIVED]
    lifted = [r for r in mistaken if sum(s["class"] == "verbatim" for s in body(r)) >= 3]
    hybrid = [page["style"] for page, r in pairs if page["kind"] == "hybrid" and r["verdict"]["kind"] not in DERIVED]
    free = [style for style in hybrid if style in ("heavy", "brief")]
    return (f"Of {wrong} sentences with another source than theirs, {twins} have a reference with the very same text. Of {len(missed)} machine pages not"
            f" called derived, {len(short)} have fewer sentences than are compared, and of {len(foreign)} more than half of the sentences have no source."
            f" Of {len(mistaken)} independent pages called derived, {len(lifted)} have three sentences or more that are a reference's to the word;"
            f" of {len(hybrid)} hybrid pages not called derived, {len(free)} were rewritten most freely (heavy) or shortest (brief).")


class Command:
    """The command, and where it may write."""

    def __init__(self, path, work):
        self.path, self.work = path, work

    def pack(self, name, *inputs):
        pack = self.work / f"{name}.pack"
        subprocess.run([self.path, "pack", "build", "--out", pack, *inputs], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return pack

    def check(self, pack, pages, weights, sensitivity="balanced"):
        """Reports on pages (dicts with id and text), in their order."""
        file = self.work / "check.jsonl"
        file.write_text("".join(json.dumps({"id": p["id"], "text": p["text"]}) + "\n" for p in pages))
        words = [self.path, "check", "--pack", pack, "--format", "json", "--sensitivity", sensitivity, "--weights", weights, file]
        lines = subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout.splitlines()
        return [json.loads(line) for line in lines]


def body(report):
    return [s for s in report["sentences"] if s["zone"] == "article"]


def as_page(story):
    return {"id": story["uri"], "text": f"{story.get('headline') or ''}\n\n{story['body_text']}"}


def other_stories(command, pack, data, weights):
    """Share of the sentences of BBC articles that are flagged, against references they have nothing to do with."""
    pages = [as_page(s) for s in stories(data / "bbc.jsonl.gz")]
    sentences = [s for report in command.check(pack, pages, weights) for s in body(report)]
    return {"bbc.sentences": float(np.mean([s["class"] in FLAGGED for s in sentences])), "bbc.n": len(sentences)}


def formulaic(command, data, weights):
    """Share of Reuters stories called derived from stories of other days, and of their sentences flagged. No weights were fitted on these
    days (labelled.py takes others). Left out: stories too short to be compared, and those that share most of their text with one. Agencies
    reword their own stories from day to day: of stories months later, none can be a version."""
    every = [s for s in stories(data / "reuters21578.jsonl.gz") if day(s)]
    references, pages = [s for s in every if day(s) % 4], [s for s in every if day(s) % 4 == 0]
    random.Random(1).shuffle(pages)
    out = {}
    spring, later = [s for s in references if day(s) < PAUSE], [s for s in pages if day(s) >= PAUSE]
    for name, old, new in (("reuters", references, pages), ("reuters.months", spring, later)):
        told = [r for r in command.check(*unlike(command, name, old, new[:1000]), weights) if r["verdict"]["kind"] != "not-compared"]
        out[f"{name}.pages"] = float(np.mean([r["verdict"]["kind"] in DERIVED for r in told]))
        out[f"{name}.sentences"] = float(np.mean([s["class"] in FLAGGED for r in told for s in body(r)]))
        out[f"{name}.n"] = len(told)
    return out


def unlike(command, name, references, chosen):
    """A pack of the references, and as pages those of the chosen stories that share less than NEAR_DUPLICATE with each of them."""
    file = command.work / f"{name}.jsonl"
    file.write_text("".join(json.dumps(s) + "\n" for s in references))
    holders = collections.defaultdict(list)
    for number, story in enumerate(references):
        for run in runs(story["body_text"]):
            holders[run].append(number)
    pages = []
    for story in chosen:
        own = runs(story["body_text"])
        shared = collections.Counter(number for run in own for number in holders.get(run, ()))
        if not shared or shared.most_common(1)[0][1] < NEAR_DUPLICATE * len(own):
            pages.append(as_page(story))
    return command.pack(name, file), pages


def own_set(command, folder, weights):
    """By language: what is found and what is flagged wrongly on the project's own labelled pages."""
    out = {}
    for language in sorted(f.name for f in folder.iterdir() if f.is_dir()):
        pages = [json.loads(line) for line in open(folder / language / "pages.jsonl", encoding="utf-8")]
        pack = command.pack(f"own-{language}", folder / language / "refs.jsonl")
        told = collections.defaultdict(list)
        for page, report in zip(pages, command.check(pack, pages, weights)):
            units = [0]
            for c in page["text"]:
                units.append(units[-1] + (2 if ord(c) > 0xFFFF else 1))
            for gold in page["gold"]:
                start, end = units[gold["start"]], units[gold["end"]]
                over = [s for s in report["sentences"] if min(s["end"], end) - max(s["start"], start) > (end - start) / 2]
                flagged = any(s["class"] in FLAGGED for s in over)
                heavy = "heavy " if page["style"] == "heavy" and gold["label"] == "rewritten" else ""
                told[heavy + gold["label"]].append(flagged)
                if gold.get("quote") == "altered":
                    told["altered"].append(any(q["status"] == "altered" for s in over for q in s["quotes"]))
            told["derived pages" if page["expect"] else "independent pages"].append(report["verdict"]["kind"] in DERIVED)
        out[language] = {name: (float(np.mean(values)), len(values)) for name, values in told.items()}
    return out


def fallen(before, figures, of_own):
    """What is worse than `before` by more than its margin: title, figure before, figure now."""
    margins = list(BARS)
    for language, told in of_own.items():
        for names, way in ((OWN_FOUND, ">="), (OWN_FALSE, "<=")):
            margins += [(f"own set, {language}: {n}", f"own.{language}.{n}", way, None, max(OWN_MARGIN, 1 / told[n][1])) for n in names if n in told]
    out = []
    for title, name, way, _, margin in margins:
        # Figures are kept with four decimals.
        if name in before and name in figures and ((before[name] - figures[name]) if way == ">=" else (figures[name] - before[name])) > margin + 1e-4:
            out.append((title, before[name], figures[name]))
    return out


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("command", "work", "labelled", "score", "own", "weights", "out"):
        arguments.add_argument(f"--{name}", type=pathlib.Path, required=True)
    arguments.add_argument("--rates", type=pathlib.Path, required=True, help="file for the options page: one in how many sentences of an independent report is marked")
    arguments.add_argument("--data", type=pathlib.Path, help="folder of bbc.jsonl.gz and reuters21578.jsonl.gz")
    arguments.add_argument("--accept", action="store_true", help="take the new figures though some are worse than before")
    a = arguments.parse_args()
    command = Command(a.command, a.work)
    percent = lambda v: f"{100 * v:.1f} %" if v >= 0.0095 or v == 0 else f"{100 * v:.2f} %"
    lines = ["# Detection, measured", "", "Made by `cargo xtask eval`; how is said at the top of `train/evaluate.py`.", ""]
    figures = {}
    if a.labelled.is_dir():
        spec = importlib.util.spec_from_file_location("score", a.score)
        score = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(score)
        pages = [json.loads(line) for line in open(a.labelled / "pages.jsonl", encoding="utf-8")]
        pack = command.pack("labelled", a.labelled / "refs.jsonl")
        of_fold = [[p for p in pages if fold_of(p["event"]) == f] for f in range(FOLDS)]
        ordered = [p for fold in of_fold for p in fold]
        pairs = {}
        for sensitivity in SENSITIVITIES:
            reports = [r for f, fold in enumerate(of_fold) for r in command.check(pack, fold, a.work / f"fold{f}.bin", sensitivity)]
            pairs[sensitivity] = list(zip(ordered, reports))
            (a.work / f"reports-{sensitivity}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in reports))
        (a.work / "reports-pages.jsonl").write_text("".join(json.dumps(p) + "\n" for p in ordered))
        result = score.score(pairs["balanced"])
        figures, ranges = flat(result), intervals(score, pairs["balanced"])
        by_sensitivity = {s: flat(score.score(pairs[s])) for s in SENSITIVITIES}
        for s in SENSITIVITIES:
            figures |= {f"{s}.{k}": by_sensitivity[s][k] for k in ("false_alarms_same_event", "false_alarms_own", "pages.independent", "recall")}
        if a.data:
            figures |= other_stories(command, pack, a.data, a.weights) | formulaic(command, a.data, a.weights)
        lines += ["## The labelled set", "",
                  "Articles rewritten sentence by sentence, as people and language models do it, or as a whole by programs; other outlets' reports with a"
                  " few rewritten sentences among their own (hybrid); other outlets' own reports on the same events; and unrelated stories. Every figure on"
                  f" them is out of fold by event, at the default sensitivity. Sentences: {', '.join(f'{v} {k.replace(chr(95), chr(32))}' for k, v in result['n'].items())}.", "",
                  "| | wanted | is | 95 % interval | reached |", "|---|---|---|---|---|"]
        for title, name, way, bar, _ in BARS:
            if name not in figures:
                continue
            value = figures[name]
            low, high = ranges.get(name, (None, None))
            good = value <= bar if way == "<=" else value >= bar
            interval = f"{percent(low)} to {percent(high)}" if low is not None else ""
            lines.append(f"| {title} | {'≤' if way == '<=' else '≥'} {percent(bar)} | {percent(value)} | {interval} | {'yes' if good else '**no**'} |")
        references = [json.loads(line) for line in open(a.labelled / "refs.jsonl", encoding="utf-8")]
        lines += ["", behind(score, pairs["balanced"], references)]
        if a.data:
            lines += ["", f"Of formulaic copy, agencies' own reworded versions are part. Of {figures['reuters.months.n']} stories of June to October against those of"
                      f" February to April, where there can be none, {percent(figures['reuters.months.pages'])} are called derived. The articles of the BBC"
                      f" have {figures['bbc.n']:,} sentences; {UNRELATED_PAGES} of the articles were learned from."]
        lines += ["", "## Sensitivities", "",
                  "| | same-event false alarms | own sentences | independent pages called derived | rewrites by a language model | hybrid without heavy | machine, mean |",
                  "|---|---|---|---|---|---|---|"]
        for name, f in by_sensitivity.items():
            cells = [f[k] for k in ("false_alarms_same_event", "false_alarms_own", "pages.independent", "style.rewrite/llm_rewrite", "hybrid_not_heavy", "machine_mean")]
            lines.append(f"| {name} | " + " | ".join(map(percent, cells)) + " |")
        kinds = a.work / "kinds.json"
        if kinds.is_file():
            lines += ["", "## Ways of rewriting that were never seen", "",
                      "Recall where neither the page's events nor its way of rewriting were learned from, beside the figure above.", "",
                      "| | sentences | seen | never seen |", "|---|---|---|---|"]
            for kind, found in json.loads(kinds.read_text()).items():
                seen = result["by_style"].get(kind, {}).get("recall", 0)
                lines.append(f"| {kind} | {found['sentences']} | {percent(seen)} | {percent(found['recall'])} |")
        validation = json.loads((a.work / "validation.json").read_text())
        lines += ["", "## Reliability of the scores", "", f"Expected calibration error, out of fold: {validation['expected_calibration_error']:.3f}.", "",
                  "| scores from | sentences | mean score | derived |", "|---|---|---|---|"]
        lines += [f"| {b['from']:.1f} | {b['sentences']} | {b['said']:.3f} | {b['true']:.3f} |" for b in validation["reliability"]]
        plain = a.work / "validation-plain.json"
        if plain.is_file():
            lines += ["", "## Without word vectors", "",
                      "The judge of languages that have no vectors, and of rarities only a list of the commonest words, on the same English sentences, at"
                      " its own threshold for the same false alarms; out of fold, before quotations are set apart.", "", "| | with | without |", "|---|---|---|"]
            with_, without = (v["sensitivities"]["balanced"] for v in (validation, json.loads(plain.read_text())))
            lines += [f"| {kind} | {percent(with_[kind])} | {percent(without[kind])} |" for kind in with_]
        lines += ["", "## Single likenesses, at 1 % false alarms on same-event reports", "",
                  "Each is one of the numbers that Wirecopy decides by: how like a sentence is to the best of its candidates, documents of the labelled"
                  " references (runs in the whole of it, cosines with its nearest sentence), words by their stems. The peers of [peers.md](peers.md) look for single sentences among eighteen times as many documents,"
                  " words as they are, so that shared runs come to other figures there. Wirecopy's line is at 1 % false alarms here and at its own"
                  " threshold there.", "",
                  "| | machine, mean | light_spin | llm_rewrite | brief | fusion | heavy |", "|---|---|---|---|---|---|---|"]
        styles = ["rewrite/light_spin", "rewrite/llm_rewrite", "rewrite/brief", "rewrite/fusion", "rewrite/heavy"]
        own = {k: v["recall_at_1pct"] for k, v in result["by_style"].items()}
        lines.append(f"| **Wirecopy** | {percent(result['machine_mean_at_1pct'])} | " + " | ".join(percent(own.get(s, 0)) for s in styles) + " |")
        for title, machine, found in likenesses(a.work):
            lines.append(f"| {title} | {percent(machine)} | " + " | ".join(percent(found.get(s, 0)) for s in styles) + " |")
        score.show(result)
    of_own = own_set(command, a.own, a.weights)
    labels = ["verbatim", "rewritten", "heavy rewritten", "altered", "own", "independent", "shared", "derived pages", "independent pages"]
    lines += ["", "## The project's own set, by language", "", "`tests/labelled`: flagged sentences by label, altered quotations found, pages called derived. Numbers of cases in brackets.", "",
              "| | " + " | ".join(labels) + " |", "|---" * (len(labels) + 1) + "|"]
    for language, told in of_own.items():
        lines.append(f"| {language} | " + " | ".join(f"{percent(told[n][0])} ({told[n][1]})" if n in told else "" for n in labels) + " |")
        figures |= {f"own.{language}.{name}": value for name, (value, _) in told.items()}
    report = "\n".join(lines) + "\n"
    whole = a.labelled.is_dir() and a.data is not None
    file = a.out / "figures.json"
    before = json.loads(file.read_text()) if file.is_file() else {}
    worse = fallen(before, figures, of_own)
    if worse and not a.accept:
        (a.work / "report.md").write_text(report)
        sys.exit("worse than before by more than the margin:\n" + "\n".join(f"{t}: {percent(b)} before, {percent(n)} now" for t, b, n in worse)
                 + f"\nThe committed figures stay; the new report is {a.work / 'report.md'}. To take it nevertheless: --accept")
    if not whole:
        (a.work / "report.md").write_text(report)
        print(f"not all could be measured: see {a.work / 'report.md'}; {a.out / 'report.md'} stays as it is")
        return
    (a.out / "report.md").write_text(report)
    a.rates.write_text(json.dumps({s: round(1 / max(figures[f"{s}.false_alarms_same_event"], 1e-4)) for s in SENSITIVITIES}, indent=2) + "\n")
    file.write_text(json.dumps(before | {k: round(v, 4) for k, v in figures.items()}, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
