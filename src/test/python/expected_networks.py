"""What signcam's networks must compute, worked out by torchvision instead of by DJL.

Writes src/test/resources/org/signcam/net/expected.json, which BackboneTest and HeadTest compare with, and python-written.safetensors, which SafetensorsTest reads. Both are committed; run this again
only when a network or a case is added:

    python -m venv venv && venv/bin/pip install torch torchvision safetensors numpy
    venv/bin/python src/test/python/expected_networks.py [FOLDER_OF_WEIGHTS]

Made with torch 2.15.0, torchvision 0.29.2, safetensors 0.8.0, numpy 2.4.6; nothing in it needs just
these versions. FOLDER_OF_WEIGHTS (default: ../shared/weights) holds
resnet50.imagenet.safetensors.gz or the same unpacked; without it those numbers are kept as they are
in the file.

Weights and inputs are made by a formula that Seeded.java repeats bit for bit (see `uniform`), so
that no weights need to be stored. torchvision computes in float64: what is written is the truth to
all digits shown, and the whole difference is that of our float32.
"""

import gzip
import json
import math
import pathlib
import sys

import numpy
import safetensors.numpy
import safetensors.torch
import torch
import torchvision
from torch import nn

OUT = pathlib.Path(__file__).parents[1] / "resources/org/signcam/net"
SAMPLES = 64


def uniform(name, n):
    """n numbers in [-1, 1) that depend on the name: FNV-1a of it, then splitmix64."""
    seed = 0xCBF29CE484222325
    for byte in name.encode():
        seed = (seed ^ byte) * 0x100000001B3 % 2**64
    with numpy.errstate(over="ignore"):
        z = numpy.uint64(seed) + numpy.arange(1, n + 1, dtype=numpy.uint64) * numpy.uint64(
            0x9E3779B97F4A7C15
        )
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        z = z ^ (z >> numpy.uint64(31))
    return (z >> numpy.uint64(40)).astype(numpy.float64) / 2**23 - 1


def weight(name, shape, norm):
    """The seeded values of one tensor: He's scale, and norms that are nearly but not quite 1."""
    u = uniform(name, math.prod(shape))
    if name.endswith("running_var"):
        u = 1 + 0.5 * u
    elif name.endswith("weight") and norm:
        u = 1 + 0.1 * u
    elif name.endswith("weight"):
        u = u * math.sqrt(6 / math.prod(shape[1:]))
    else:
        u = 0.1 * u
    return torch.from_numpy(u.astype(numpy.float32)).double().reshape(shape)


def seed(net):
    """Fills a network with seeded weights, in float64, ready for evaluation."""
    net.double().eval()
    norms = {n for n, m in net.named_modules() if isinstance(m, nn.BatchNorm2d)}
    state = {}
    for name, tensor in net.state_dict().items():
        if name.endswith("num_batches_tracked"):
            state[name] = tensor
        else:
            state[name] = weight(name, tuple(tensor.shape), name.rpartition(".")[0] in norms)
    net.load_state_dict(state)
    return net


def folded(net):
    """torchvision's ResNet with every norm gone and every convolution with a bias."""

    def mend(module):
        for name, child in module.named_children():
            if isinstance(child, nn.BatchNorm2d):
                setattr(module, name, nn.Identity())
            elif isinstance(child, nn.Conv2d):
                child.bias = nn.Parameter(torch.zeros(child.out_channels))
            else:
                mend(child)

    mend(net)
    return net


class SamePadding(nn.Conv2d):
    """TensorFlow's: what stride 2 needs, the odd one at the bottom and the right."""

    def forward(self, x):
        edges = []
        for size in (x.shape[3], x.shape[2]):
            total = max((-(-size // 2) - 1) * 2 + 3 - size, 0)
            edges += [total // 2, total - total // 2]
        return super().forward(nn.functional.pad(x, edges))


def padded_as_tensorflow(net):
    """torchvision's MobileNetV2 with TensorFlow's padding of its stride-2 convolutions."""
    for module in net.modules():
        if isinstance(module, nn.Conv2d) and module.stride == (2, 2):
            module.__class__ = SamePadding
            module.padding = (0, 0)
    return net


def picture(n, side):
    """A deterministic RGB picture of 16-pixel squares, normalised as ImageNet is: 1×3×side×side."""
    cells = -(-side // 16)
    u = uniform(f"picture {n}", 3 * cells * cells).reshape(3, cells, cells)
    levels = numpy.floor(128 + 128 * u).repeat(16, 1).repeat(16, 2)[:, :side, :side]
    mean = numpy.array([0.485, 0.456, 0.406]).reshape(3, 1, 1)
    std = numpy.array([0.229, 0.224, 0.225]).reshape(3, 1, 1)
    x = ((levels / 255 - mean) / std).astype(numpy.float32)
    return torch.from_numpy(x).double()[None]


def figures(tensor, samples=SAMPLES):
    """Shape, mean, norm, and entries from all over the tensor (the step is prime: no repeats)."""
    flat = tensor.detach().numpy().ravel()
    places = [k * 2654435761 % flat.size for k in range(min(samples, flat.size))]
    return {
        "shape": list(tensor.shape),
        "mean": float(f"{flat.mean():.9g}"),
        "norm": float(f"{numpy.linalg.norm(flat):.9g}"),
        "samples": [float(f"{flat[p]:.8g}") for p in places],
    }


def stages(backbone, net, x):
    """Yields (stage, features)."""
    if backbone == "alexnet":
        ends = {3: "pool1", 6: "pool2", 8: "conv3", 10: "conv4", 13: "pool5"}
        for i, layer in enumerate(net.features):
            x = layer(x)
            if i + 1 in ends:
                yield ends[i + 1], x
        return
    if backbone == "mobilenetv2":
        for i, layer in enumerate(net.features):
            x = layer(x)
            if i in (1, 3, 6, 13, 17, 18):
                yield f"features.{i}", x
        return
    if backbone.endswith("-cnn"):
        per_stage = 3 if backbone == "lab-cnn" else 4
        for i, layer in enumerate(net.features):
            x = layer(x)
            if (i + 1) % per_stage == 0:
                yield f"block{(i + 1) // per_stage}", x
        return
    x = net.maxpool(net.relu(net.bn1(net.conv1(x))))
    yield "stem", x
    for name in ("layer1", "layer2", "layer3", "layer4"):
        x = getattr(net, name)(x)
        yield name, x


class SmallCnn(nn.Module):
    """The course exercises' networks, written down once more from their description."""

    def __init__(self, name):
        super().__init__()
        layers, channels = [], 3
        for i, out in enumerate((5, 8, 8) if name == "lab-cnn" else (4, 8, 16, 32)):
            stride = 2 if name == "lab-cnn" and i < 2 else 1
            layers += [nn.Conv2d(channels, out, 3, stride, 1), nn.ReLU(), nn.MaxPool2d(2)]
            if name == "tutorial-cnn":
                layers.append(nn.BatchNorm2d(out))
            channels = out
        self.features = nn.Sequential(*layers)


class NormAndRelu(nn.BatchNorm2d):
    """In the place of AlexNet's ReLU, whose number torchvision leaves free."""

    def forward(self, x):
        return super().forward(x).relu()


def alexnet_with_norms():
    """torchvision's AlexNet with batch norm behind each convolution, as VGG has it."""
    net = torchvision.models.alexnet(weights=None)
    for i, layer in enumerate(net.features):
        if isinstance(layer, nn.Conv2d):
            layer.bias = None
            net.features[i + 1] = NormAndRelu(layer.out_channels)
    return net


def build(backbone, is_folded):
    if backbone.endswith("-cnn"):
        return SmallCnn(backbone)
    if backbone == "alexnet" and not is_folded:
        return alexnet_with_norms()
    if backbone == "mobilenetv2":
        return padded_as_tensorflow(torchvision.models.mobilenet_v2(weights=None))
    return getattr(torchvision.models, backbone)(weights=None)


def backbones():
    # 75 is odd at every stage: a wrong padding or rounding shows there.
    for backbone, is_folded, n, side in [
        ("alexnet", False, 2, 75),
        ("alexnet", True, 2, 224),
        ("resnet18", False, 2, 64),
        ("resnet18", True, 2, 64),
        ("resnet18", False, 1, 224),
        ("resnet34", False, 2, 75),
        ("resnet34", True, 2, 75),
        ("resnet50", False, 2, 64),
        ("resnet50", True, 2, 64),
        ("mobilenetv2", False, 2, 75),
        ("mobilenetv2", True, 2, 64),
        ("lab-cnn", False, 2, 75),
        ("tutorial-cnn", False, 2, 64),
    ]:
        net = build(backbone, is_folded)
        net = seed(folded(net) if is_folded and backbone != "alexnet" else net)
        x = seeded_input((n, 3, side, side))
        for stage, features in stages(backbone, net, x):
            yield {
                "backbone": backbone,
                "folded": is_folded,
                "input": list(x.shape),
                "cut": stage,
            } | figures(features)


def seeded_input(shape):
    u = 2 * uniform("input", math.prod(shape))
    return torch.from_numpy(u.astype(numpy.float32)).double().reshape(shape)


class Head(nn.Module):
    """The heads, written down once more from their description."""

    def __init__(self, kind, shape, labels):
        super().__init__()
        self.kind = kind
        _, c, h, w = shape
        if kind == "linear":
            self.fc = nn.Linear(c, labels)
        elif kind == "mlp":
            self.fc1, self.fc2 = nn.Linear(c * h * w, 256), nn.Linear(256, labels)
        elif kind == "conv":
            self.conv = nn.Conv2d(c, 256, 3, padding=1)
            self.fc1, self.fc2 = nn.Linear(256, 64), nn.Linear(64, labels)
        elif kind == "pose":
            self.squeeze = nn.Conv2d(c, 48, 1)
            self.hidden, self.points = nn.Linear(48 * 16, 192), nn.Linear(192, 63)
            self.shape1, self.shape2 = nn.Linear(63, 128), nn.Linear(128, 128)
            self.shape3 = nn.Linear(128, labels)
            self.seen, self.felt = nn.Linear(c, labels), nn.Linear(192, labels)
        else:
            self.fc1, self.fc2 = nn.Linear(c, 512), nn.Linear(512, 128)
            self.fc3 = nn.Linear(128, labels)

    def forward(self, x):
        if self.kind == "linear":
            return self.fc(x.mean((2, 3)))
        if self.kind == "mlp":
            return self.fc2(self.fc1(x.flatten(1)).relu())
        if self.kind == "conv":
            return self.fc2(self.fc1(self.conv(x).relu().mean((2, 3))).relu())
        if self.kind == "pose":
            cells = nn.functional.adaptive_avg_pool2d(self.squeeze(x), 4).flatten(1)
            hidden = self.hidden(cells).relu()
            points = self.points(hidden)
            hand = points.reshape(-1, 21, 3)
            hand = hand - hand[:, :1]
            size = (hand[:, :, :2].square().mean((1, 2), keepdim=True) + 0.003).sqrt()
            shape = self.shape2(self.shape1((hand / size).flatten(1)).relu()).relu()
            logits = self.shape3(shape) + self.seen(x.mean((2, 3))) + self.felt(hidden)
            return torch.cat([logits, points], 1)
        return self.fc3(self.fc2(self.fc1(x.mean((2, 3))).relu()).relu())


def heads():
    shape = (3, 256, 6, 6)
    for kind in ("linear", "mlp", "conv", "dense3", "pose"):
        head = seed(Head(kind, shape, 9))
        count = sum(p.numel() for p in head.parameters())
        yield {"head": kind, "input": list(shape), "parameters": count} | figures(
            head(seeded_input(shape))
        )


def imagenet(folder):
    """Features and logits of the real ResNet-50 for three pictures, or None without the file."""
    plain = folder / "resnet50.imagenet.safetensors"
    packed = folder / (plain.name + ".gz")
    if packed.exists():
        tensors = safetensors.torch.load(gzip.decompress(packed.read_bytes()))
    elif plain.exists():
        tensors = safetensors.torch.load_file(plain)
    else:
        return None
    net = folded(torchvision.models.resnet50(weights=None)).double().eval()
    net.load_state_dict({name: t.double() for name, t in tensors.items()})
    x = torch.cat([picture(n, 224) for n in range(3)])
    *_, (_, features) = stages("resnet50", net, x)
    return {
        "input": list(x.shape),
        "features": figures(features),
        "logits": figures(net.fc(features.mean((2, 3))), 3000),
    }


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    file = OUT / "expected.json"
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/weights")
    with torch.no_grad():
        expected = {
            "made_with": {
                "torch": torch.__version__.split("+")[0],
                "torchvision": torchvision.__version__.split("+")[0],
            },
            "backbones": list(backbones()),
            "heads": list(heads()),
            "imagenet": imagenet(folder) or json.loads(file.read_text())["imagenet"],
        }
    text = json.dumps(expected, separators=(",", ":"))
    file.write_text(text.replace('{"', '\n{"').strip() + "\n")
    safetensors.numpy.save_file(
        {
            "a": numpy.arange(6, dtype=numpy.float32).reshape(2, 3) / 4,
            "b.weight": numpy.array([1, -2, 65504, 2**-24], dtype=numpy.float16),
            "scalar": numpy.array(7.5, dtype=numpy.float32),
            "none": numpy.zeros((0, 4), dtype=numpy.float32),
        },
        OUT / "python-written.safetensors",
        {"who": "safetensors for Python", "sign": "½ ✋"},
    )


main()
