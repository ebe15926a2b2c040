"""PyTorch's own files for TorchFileTest and BackboneStoreTest.

Writes into src/test/resources/org/signcam. All are committed; run this again only when a case is
added:

    venv/bin/python src/test/python/torch_files.py

Made with torch 2.15.0, torchvision 0.29.2; nothing in it needs just these versions.

- net/tiny.pth, net/tiny-legacy.pth: the same few tensors in the format of today (zip) and in that
  before PyTorch 1.6.
- net/evil.pth, net/evil-legacy.pth: files that would run a harmless command when unpickled.
- model/resnet18_embedding.zip: the TorchScript archive of a ResNet-18 without its last layer, made
  as DJL's model zoo made its own. It has no weights: in place of each stands its length in bytes,
  and the test fills it with numbers.
"""

import os
import pathlib
import tempfile
import warnings
import zipfile

import torch
import torchvision

OUT = pathlib.Path(__file__).parents[1] / "resources/org/signcam"


class Evil:
    def __reduce__(self):
        return os.system, ("echo this must not run",)


def save(value, name):
    torch.save(value, OUT / f"net/{name}.pth")
    torch.save(value, OUT / f"net/{name}-legacy.pth", _use_new_zipfile_serialization=False)


def tiny():
    net = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 1, bias=False), torch.nn.BatchNorm2d(2))
    net[0].weight.data = torch.tensor([0.5, -2.0]).reshape(2, 1, 1, 1)
    state = net.state_dict()  # with _metadata, and a counter
    rows = torch.arange(6.0).reshape(2, 3)
    state["float"] = rows
    state["transposed"] = rows.t()
    state["row"] = rows[1]
    state["half"] = torch.tensor([0.1, -7.0]).half()
    state["double"] = torch.tensor([0.1, 1e30], dtype=torch.float64)
    state["bfloat16"] = torch.tensor([[1.5], [-3.0]]).bfloat16()
    state["scalar"] = torch.tensor(7.5)
    state["none"] = torch.zeros(0, 4)
    state["parameter"] = torch.nn.Parameter(torch.tensor([4.0]))
    return state


def embedding():
    net = torchvision.models.resnet18(weights=None).eval()
    net = torch.nn.Sequential(*list(net.children())[:-1])
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        script = pathlib.Path(folder) / "resnet18_embedding.pt"
        torch.jit.trace(net, torch.zeros(1, 3, 64, 64)).save(script)
        out = zipfile.ZipFile(OUT / "model/resnet18_embedding.zip", "w", zipfile.ZIP_DEFLATED)
        with zipfile.ZipFile(script) as archive, out:
            for entry in archive.infolist():
                if entry.filename.endswith(".debug_pkl") or "traced_inputs" in entry.filename:
                    continue
                data = archive.read(entry)
                if "/data/" in entry.filename:
                    data = str(entry.file_size).encode()
                out.writestr(zipfile.ZipInfo(entry.filename), data, zipfile.ZIP_DEFLATED, 9)


torch.manual_seed(1)
save(tiny(), "tiny")
save({"weight": Evil()}, "evil")
embedding()
