"""Learns the trees that tell article from furniture: src/zone/forest.bin.

    train/zones.py --dataset DIR --wcxb DIR --benchmark DIR --work target/zones

`--dataset` is a clone of AndyTheFactory/article-extraction-dataset, `--wcxb` one of Murrough-Foley/web-content-extraction-benchmark (its
development split, articles only), `--benchmark` one of scrapinghub/article-extraction-benchmark: no site of it is learned from,
so that it can measure. `cargo run -p wirecopy-import --example zones` writes the features; LightGBM learns from them which blocks are
article. Figures that are printed come from sites that the trees had not seen.
"""

import argparse
import gzip
import hashlib
import json
import pathlib
import struct
import subprocess
import urllib.parse

import lightgbm as lgb
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDS = 4
ROUNDS = 200
TREES = dict(objective="cross_entropy", learning_rate=0.05, num_leaves=24, min_data_in_leaf=100, min_sum_hessian_in_leaf=5, lambda_l2=1,
             feature_fraction=0.3, bagging_fraction=0.8, bagging_freq=1, max_bin=63, verbose=-1, num_threads=1, seed=1,
             deterministic=True, force_row_wise=True)
# Words up to which a longer block counts for more; beyond, one paragraph weighs as much as another.
LONGEST = 80
# Share of the short blocks that are not article which are learned from, each for as many: menus are plenty and alike.
KEPT = 0.25
# Weight of a page from which one kind of evidence was taken, and of one into which furniture was put, against the page as it is.
POORER, FURNISHED = 0.2, 0.4
# Pages of which less of the article than this is in the HTML, as a share, teach nothing.
FOUND = 0.8
# Marks a way to a leaf, and the parts of 1 in which leaves are counted; both as in src/zone/forest.rs.
LEAF, UNIT = 0x80, 4096


def site(url):
    return urllib.parse.urlparse(url).netloc.removeprefix("www.")


def dataset(folder):
    for page in json.loads((folder / "news_articles.json").read_text()):
        html = folder / "html" / f"{page['html_file']}.html"
        if html.exists():
            yield page["link"], html.read_bytes(), page["text"], page.get("title")


def wcxb(folder):
    for truth in sorted((folder / "dev" / "ground-truth").glob("*.json")):
        page = json.loads(truth.read_text())
        article = page["ground_truth"].get("main_content")
        if page["_internal"]["page_type"]["primary"] == "article" and article:
            html = folder / "dev" / "html" / f"{truth.stem}.html.gz"
            yield page.get("url") or f"wcxb:{truth.stem}", gzip.decompress(html.read_bytes()), article, page["ground_truth"].get("title")


def collect(arguments):
    """Writes the pages to learn from; gives their sites."""
    measured = {site(page["url"]) for page in json.loads((arguments.benchmark / "ground-truth.json").read_text()).values()}
    sites = []
    with open(arguments.work / "pages.jsonl", "w") as out:
        for url, html, article, title in [*dataset(arguments.dataset), *wcxb(arguments.wcxb)]:
            if site(url) in measured:
                continue
            path = arguments.work / "html" / f"{len(sites):05}.html"
            path.write_bytes(html)
            out.write(json.dumps({"html": str(path), "article": article, "title": title}) + "\n")
            sites.append(site(url) or url)
    return sites


class Rows:
    """A row a block."""

    def __init__(self, work, sites):
        self.names = json.loads((work / "names.json").read_text())
        rows = np.fromfile(work / "rows", dtype="<f4").reshape(-1, len(self.names))
        page, changed, words, article, headline, embedded = rows[:, :6].T
        self.page, self.changed, self.words, self.article = page.astype(int), changed.astype(int), words, article
        self.features = rows[:, 6:]
        self.label = article / np.maximum(words, 1)
        self.fold = np.array([int(hashlib.md5(s.encode()).hexdigest(), 16) % FOLDS for s in sites])[self.page]
        # The headline is found by other means, and collections disagree on embedded posts.
        self.judged = (headline == 0) & (embedded == 0)
        self.weight = np.where(self.judged, np.minimum(words, LONGEST) + 1, 0)
        self.each_page(lambda rows: self.weigh(rows))
        self.weight *= np.array([1, POORER, FURNISHED])[self.changed]
        easy = (self.label < 0.01) & (self.features[:, 0] < 60)
        kept = np.random.default_rng(0).random(len(rows)) < KEPT
        self.learned = np.where(easy, np.where(kept, self.weight / KEPT, 0), self.weight)

    def each_page(self, act):
        for page in range(self.page.max() + 1):
            rows = np.flatnonzero(self.page == page)
            if len(rows):
                act(rows)

    def weigh(self, rows):
        """Every page weighs the same."""
        for way in range(3):
            kind = self.changed[rows] == way
            self.weight[rows[kind]] *= 1000 / max(self.weight[rows[kind]].sum(), 1)

    def drop(self, pages):
        self.learned[np.isin(self.page, pages)] = 0
        self.weight[np.isin(self.page, pages)] = 0


def fit(rows, chosen):
    chosen = chosen & (rows.learned > 0)
    data = lgb.Dataset(rows.features[chosen], rows.label[chosen], weight=rows.learned[chosen])
    return lgb.train(TREES, data, ROUNDS)


def out_of_fold(rows):
    probability = np.zeros(len(rows.page))
    for fold in range(FOLDS):
        probability[rows.fold == fold] = fit(rows, rows.fold != fold).predict(rows.features[rows.fold == fold])
    return probability


def mislabelled(rows, probability):
    """Pages whose label contradicts trees that never saw them on most of the text: their article is cut short or another one."""
    pages = []

    def judge(at):
        at = at[rows.changed[at] == 0]
        words, article = rows.words[at], rows.article[at]
        left_out = words[(probability[at] > 0.9) & (rows.label[at] < 0.2)].sum()
        added = words[(probability[at] < 0.1) & (rows.label[at] > 0.8)].sum()
        if left_out > 0.5 * article.sum() + 50 or added > 0.5 * article.sum():
            pages.append(rows.page[at[0]])

    rows.each_page(judge)
    return pages


def report(rows, probability, way, name):
    precision, recall = [], []

    def measure(at):
        at = at[rows.judged[at] & (rows.changed[at] == way)]
        taken = at[probability[at] > 0.5]
        right = rows.article[taken].sum()
        precision.append(right / max(rows.words[taken].sum(), 1))
        recall.append(right / max(rows.article[at].sum(), 1))

    rows.each_page(lambda at: measure(at) if rows.weight[at].sum() > 0 else None)
    chosen = rows.changed == way
    label, guess = rows.label[chosen], np.clip(probability[chosen], 1e-9, 1 - 1e-9)
    loss = -np.average(label * np.log(guess) + (1 - label) * np.log(1 - guess), weights=rows.weight[chosen])
    print(f"out of fold, {len(precision)} {name}: log loss {loss:.4f}, "
          f"words right {np.mean(precision):.4f}, found {np.mean(recall):.4f}")


def at_most(threshold):
    """The upper half of the largest f32 whose lower half is 0 and that is at most this: counts up to 255 fall on the side they fell on."""
    bits = int(np.float32(threshold).view(np.uint32))
    upper = bits >> 16
    rounded = np.uint32(upper << 16).view(np.float32)
    return upper if float(rounded) <= threshold else upper + 1 if threshold < 0 else upper - 1


def write(model, path):
    """In the format that src/zone/forest.rs describes."""
    trees = model.dump_model()["tree_info"]
    out = struct.pack("<BH", model.num_feature(), len(trees))
    for tree in trees:
        splits, leaves = [], []

        def walk(node):
            if "split_feature" not in node:
                leaves.append(round(node["leaf_value"] * UNIT))
                return LEAF | len(leaves) - 1
            number = len(splits)
            splits.append(None)
            ways = walk(node["left_child"]), walk(node["right_child"])
            splits[number] = (node["split_feature"], at_most(node["threshold"]), *ways)
            return number

        walk(tree["tree_structure"])
        out += struct.pack("<B", len(splits)) + b"".join(struct.pack("<BHBB", *split) for split in splits)
        out += struct.pack(f"<{len(leaves)}h", *leaves)
    path.write_bytes(out)
    print(f"{path}: {len(trees)} trees, {len(out):,} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ["dataset", "wcxb", "benchmark", "work"]:
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "src/zone/forest.bin")
    arguments = parser.parse_args()
    arguments.work = arguments.work.resolve()
    (arguments.work / "html").mkdir(parents=True, exist_ok=True)

    sites = collect(arguments)
    example = ["cargo", "run", "--release", "-p", "wirecopy-import", "--example", "zones", "--"]
    subprocess.run([*example, arguments.work / "pages.jsonl", arguments.work], cwd=ROOT, check=True)
    rows = Rows(arguments.work, sites)
    labelled = [json.loads(line)["article"] for line in open(arguments.work / "pages.jsonl")]
    found = np.bincount(rows.page, np.where(rows.changed > 0, 0, rows.article), len(labelled))
    missing = [page for page, article in enumerate(labelled) if found[page] < max(FOUND * len(article.split()), 50)]
    rows.drop(missing)
    dropped = mislabelled(rows, out_of_fold(rows))
    rows.drop(dropped)
    print(f"{len(labelled)} pages of {len(set(sites))} sites, {len(missing)} without their article, {len(dropped)} mislabelled")
    probability = out_of_fold(rows)
    for way, name in enumerate(["pages", "poorer pages", "furnished pages"]):
        report(rows, probability, way, name)
    write(fit(rows, rows.learned > 0), arguments.out)


if __name__ == "__main__":
    main()
