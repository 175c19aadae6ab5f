"""Makes mixed pages from labelled ones.

Labelled pages of mixed origin are few, and they are what readers meet: an independent report with a few lifted paragraphs,
a copied page with a few sentences of somebody's own, two stories merged into one. Each can be put together from labelled
sentences, and keeps their labels; so does a page whose sentences were padded, shuffled, split or merged to hide what it was made of.
Everything is drawn from a seeded generator, so that the same pages give the same mixtures.

Labels: those of tests/labelled/README.md, and of whole pages that a program rewrote `derived`, or `unsupported` for a sentence of which
hardly a rare word is in the source. A mixed page belongs to every event its sentences come from.
"""

import collections
import random
import re

DERIVED = {"rewritten", "verbatim", "derived"}
FREE = {"independent", "shared", "own"}


def sentences(page):
    """The labelled sentences of a page: (text, gold without offsets, whether it begins a paragraph)."""
    out, end = [], 0
    for gold in sorted(page["gold"], key=lambda g: g["start"]):
        between = page["text"][end:gold["start"]]
        rest = {k: v for k, v in gold.items() if k not in ("start", "end")}
        out.append((page["text"][gold["start"]:gold["end"]], rest, "\n" in between or end == 0))
        end = gold["end"]
    return out


def headline(page):
    """What stands before the first labelled sentence."""
    first = min((g["start"] for g in page["gold"]), default=0)
    return page["text"][:first].strip()


def build(name, kind, style, events, title, parts, expect):
    """A page from labelled sentences."""
    text, gold = title, []
    for sentence, label, begins in parts:
        text += ("\n\n" if begins else " ") if text else ""
        gold.append({**label, "start": len(text), "end": len(text) + len(sentence)})
        text += sentence
    return {"id": name, "event": events[0], "events": events, "kind": kind, "style": style, "text": text, "gold": gold, "expect": expect}


def run_of(random_, page, least, most):
    """A run of neighbouring sentences, most of them derived."""
    all_ = sentences(page)
    length = random_.randint(least, most)
    if len(all_) < least:
        return []
    for _ in range(8):
        start = random_.randrange(0, max(1, len(all_) - length + 1))
        run = all_[start:start + length]
        if run and all(r[1]["label"] in DERIVED | {"unsupported"} for r in run):
            return run
    return []


# --- ways to hide a copy ---

CLAUSE = re.compile(r", (?:and |but |which |who |while |as )?|; ")


def padded(r, parts, others):
    """With one or two sentences from elsewhere behind each."""
    between, out = r.randint(1, 2), []
    for part in parts:
        out += [part, *((text, {**gold, "label": "own"}, False) for text, gold, _ in r.sample(others, min(between, len(others))))]
    return out


def shuffled(r, parts, _):
    parts = list(parts)
    r.shuffle(parts)
    return parts


def split(_, parts, __):
    """Sentences without quotations cut in two at a clause."""
    out = []
    for text, gold, begins in parts:
        cut = next((m for m in CLAUSE.finditer(text) if 20 < m.start() < len(text) - 20), None)
        if cut and not re.search("[“\"]", text):
            rest = text[cut.end():]
            out += [(text[:cut.start()] + ".", gold, begins), (rest[:1].upper() + rest[1:], gold, False)]
        else:
            out.append((text, gold, begins))
    return out


def merged(_, parts, __):
    """Neighbours of one label put together in pairs."""
    out, paired = [], False
    for text, gold, begins in parts:
        if out and not paired and out[-1][1]["label"] == gold["label"] and out[-1][0].endswith(".") and len(out[-1][0]) < 200:
            last = out.pop()
            out.append((last[0][:-1] + ", and " + text[:1].lower() + text[1:], {**last[1], "src": last[1]["src"] + gold["src"]}, last[2]))
            paired = True
        else:
            out.append((text, gold, begins))
            paired = False
    return out


HIDING = (padded, shuffled, split, merged)


# --- mixtures ---

def mixtures(pages, group, seed=1, lifted=3, strewn=1, cut=1, hiding=1):
    """Mixed pages from labelled ones; only events of one `group(event)` are mixed, so that folds stay apart.

    `lifted`: for each derived page, this many independent reports with a run of 1 to 8 of its sentences.
    `strewn`: for each, this many copies of it with 1 to 4 independent sentences among its own.
    `hiding`: for each page of one origin, this many copies whose sentences were padded, shuffled, split or merged, independent pages
    among them: that a page is so tells nothing.
    `cut`: for each page, this many beginnings or ends of 4 to 12 sentences.
    """
    r = random.Random(seed)
    derived = [p for p in pages if p["kind"] in ("rewrite", "machine")]
    independent = [p for p in pages if p["kind"] == "independent"]
    by_event, by_group = collections.defaultdict(list), collections.defaultdict(list)
    for p in independent:
        by_event[p["event"]].append(p)
        by_group[group(p["event"])].append(p)
    out = []
    for p in derived:
        near = by_event.get(p["event"], [])
        for n in range(lifted):
            host = r.choice(near) if near and n < 2 else r.choice(by_group[group(p["event"])])
            run, base = run_of(r, p, 1, 8), sentences(host)
            if not run or len(base) < 3:
                continue
            at = r.randint(0, len(base))
            parts = base[:at] + run + base[at:]
            out.append(build(f"mix:lifted:{n}:{p['id']}", "hybrid", p["style"], [p["event"], host["event"]], headline(host), parts, p["expect"]))
        for n in range(strewn):
            host = r.choice(near or by_group[group(p["event"])])
            own = [(t, {**g, "label": "own" if g["label"] != "shared" else "shared"}, b) for t, g, b in sentences(host) if g["label"] in FREE]
            parts = sentences(p)
            for _ in range(r.randint(1, 4)):
                if own:
                    parts.insert(r.randint(0, len(parts)), r.choice(own))
            out.append(build(f"mix:strewn:{n}:{p['id']}", p["kind"], p["style"], [p["event"], host["event"]], headline(p), parts, p["expect"]))
    for p in pages:
        for n in range(cut):
            all_ = sentences(p)
            length = r.randint(4, 12)
            if len(all_) > length:
                start = r.choice([0, r.randrange(0, len(all_) - length + 1)])
                out.append(build(f"mix:cut:{n}:{p['id']}", p["kind"], p["style"], [p["event"]], headline(p) if start == 0 else "", all_[start:start + length], p["expect"]))
    for n in range(hiding):
        for number, p in enumerate(derived + independent):
            hide = HIDING[(number + n) % len(HIDING)]
            hosts = [q for q in by_group[group(p["event"])] if q["event"] != p["event"]]
            others = [sentence for host in r.sample(hosts, min(2, len(hosts))) for sentence in sentences(host)]
            parts = hide(r, sentences(p), others)
            out.append(build(f"mix:hiding:{n}:{hide.__name__}:{p['id']}", p["kind"], p["style"], [p["event"]], headline(p), parts, p["expect"]))
    # Two derived pages of different events, merged sentence by sentence or run by run.
    ordered = sorted(derived, key=lambda p: p["id"])
    for n, p in enumerate(ordered[::3]):
        q = r.choice([q for q in ordered if group(q["event"]) == group(p["event"])])
        if q["event"] == p["event"]:
            continue
        a, b = sentences(p), sentences(q)
        parts = []
        while a or b:
            source = a if a and (not b or r.random() < len(a) / (len(a) + len(b))) else b
            step = r.randint(1, 4)
            parts += source[:step]
            del source[:step]
        out.append(build(f"mix:merged:{p['style']}+{q['style']}:{n}:{p['id']}", "rewrite", "merged", [p["event"], q["event"]], headline(p), parts, p["expect"]))
    return out
