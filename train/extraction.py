"""Measures article extraction with a public benchmark's own script: `cargo xtask extraction --benchmark DIR`.

    extraction.py --command wirecopy --benchmark DIR --report eval/extraction.md

DIR is a clone of scrapinghub/article-extraction-benchmark: 181 pages with the text of their articles, and what other programs made of
them. The table of the report is written anew. Intervals are 95 %, by the script's resampling of pages.
"""

import argparse
import gzip
import importlib.util
import json
import pathlib
import random
import subprocess
import tempfile

# Programs that the report sets beside Wirecopy, by the names of their outputs.
PEERS = ["rs_trafilatura", "trafilatura", "go_trafilatura", "dom_smoothie", "readability_js", "go_readability", "newspaper", "boilerpipe"]
RESAMPLED = 1000


def extract(command, benchmark):
    """The article's text of each page, by the page's name."""
    with tempfile.TemporaryDirectory() as folder:
        for page in sorted((benchmark / "html").glob("*.html.gz")):
            pathlib.Path(folder, page.stem).write_bytes(gzip.decompress(page.read_bytes()))
        lines = subprocess.run([command, "extract", "--format", "json", folder], check=True, capture_output=True, text=True).stdout
    pages = [json.loads(line) for line in lines.split("\n") if line]
    return {pathlib.Path(page["page"]).stem: {"articleBody": page["text"]} for page in pages}


def row(script, truth, name, output, version):
    random.seed(0)
    figures = script.evaluate(truth, output, RESAMPLED)
    cell = lambda key: f"{figures[key]:.3f} ± {1.96 * figures[key + '_std']:.3f}"
    print(f"{name:16} F1 {cell('f1')}  precision {cell('precision')}  recall {cell('recall')}")
    return figures["f1"], f"| {name} | {version} | {cell('f1')} | {cell('precision')} | {cell('recall')} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ["command", "benchmark", "report"]:
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    benchmark = arguments.benchmark
    spec = importlib.util.spec_from_file_location("evaluate", benchmark / "evaluate.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)

    truth = script.load_json(benchmark / "ground-truth.json")
    version = subprocess.run([arguments.command, "--version"], check=True, capture_output=True, text=True).stdout.split()[-1]
    rows = [row(script, truth, "**wirecopy**", extract(arguments.command, benchmark), version)]
    for peer in PEERS:
        rows.append(row(script, truth, peer, *script.load_prediction(benchmark / "output" / f"{peer}.json")))
    table = ["| program | version | F1 | precision | recall |", "|---|---|---|---|---|", *(line for _, line in sorted(rows, reverse=True))]
    text = arguments.report.read_text().split("\n")
    start = next(at for at, line in enumerate(text) if line.startswith("| program |"))
    end = next(at for at in range(start, len(text)) if not text[at].startswith("|"))
    arguments.report.write_text("\n".join(text[:start] + table + text[end:]))


if __name__ == "__main__":
    main()
