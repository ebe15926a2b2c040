"""Checks ONNX files that `models export --onnx` wrote, as an independent referee.

    pip install onnx onnxruntime numpy
    ./run.sh models export asl-a-i bare.onnx --onnx
    ./run.sh models export asl-a-i pictures.onnx --onnx --normalize
    ./run.sh models export asl-a-i int8.onnx --onnx --int8
    python src/test/python/check_onnx.py bare.onnx pictures.onnx int8.onnx

Every file must pass ONNX's own checker, shape inference among it; then all are run on the same seeded
picture, and the largest difference of each one's answer to the first one's is printed.
"""

import json
import sys

import numpy as np
import onnx
import onnxruntime


def answer(path):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    facts = {p.key: p.value for p in model.metadata_props}
    side = int(facts["input_side"])
    rgb = np.random.default_rng(1).integers(0, 256, (2, side, side, 3), np.uint8)
    if facts["normalized_inside"] == "true":
        feed = rgb
    else:
        mean, std = (np.array(json.loads(facts[k]), np.float32) for k in ("mean", "std"))
        feed = ((rgb / np.float32(255) - mean) / std).transpose(0, 3, 1, 2).astype(np.float32)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    out = session.run(None, {session.get_inputs()[0].name: feed})[0]
    if facts["softmax_inside"] == "true":
        assert np.allclose(out.sum(axis=1), 1, atol=1e-5)
    return facts, out


def main(paths):
    first = None
    for path in paths:
        facts, out = answer(path)
        labels = json.loads(facts["labels"])
        assert out.shape == (2, len(labels)), out.shape
        first = out if first is None else first
        print(f"{path}: checked; {len(labels)} labels; differs by {np.abs(out - first).max():.6f}")


if __name__ == "__main__":
    main(sys.argv[1:])
