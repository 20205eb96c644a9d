"""PyTorch's side of TorchvisionTest: a ResNet of torchvision whose weights come from a formula that both sides know.

  hashed_resnet.py record NETWORK SIZE IMAGES > resnet50-torchvision.json
      what torchvision's network answers with these weights, for images of the same formula
  hashed_resnet.py strict NETWORK SIZE FILE
      loads a safetensors file of ours with strict=True, and prints the answer to the first image

Needs numpy, torch and torchvision. Every value is an integer hash scaled once in float32, so that Java and Python agree
on each bit: splitmix64 of (FNV-1a of the tensor's name, index) gives 24 bits, these a number s in [-1, 1).
"""

import hashlib
import json
import struct
import sys

import numpy
import torch
import torchvision

IGNORED = "num_batches_tracked"
SQUARE = 16  # pixels of an edge


def uniform(key, count):
    """count numbers of [0, 1), multiples of 2**-24, float32."""
    state = 0xCBF29CE484222325  # FNV-1a, 64 bits
    for byte in key.encode():
        state = (state ^ byte) * 0x100000001B3 % 2**64
    with numpy.errstate(over="ignore"):
        z = numpy.uint64(state) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        z = z ^ (z >> numpy.uint64(31))
    return (z >> numpy.uint64(40)).astype(numpy.float32) * numpy.float32(2.0**-24)


def values(name, shape):
    s = uniform(name, int(numpy.prod(shape))) * numpy.float32(2) - numpy.float32(1)
    if len(shape) == 4:  # variance 2 / (out k k), He et al. (2015)
        scaled = s * numpy.float32(numpy.sqrt(6.0 / (shape[0] * shape[2] * shape[3])))
    elif name == "fc.weight":
        scaled = s * numpy.float32(numpy.sqrt(1.0 / shape[1]))
    elif name.endswith("running_var"):
        scaled = s * numpy.float32(0.5) + numpy.float32(1)
    elif name.endswith(".weight"):
        scaled = s * numpy.float32(0.25) + numpy.float32(0.75)
    else:
        scaled = s * numpy.float32(0.125)
    return scaled.reshape(shape)


def image(number, size):
    """One image as the network sees it: squares of grey, copied to three channels, (1, 3, size, size)."""
    squares = size // SQUARE
    grey = uniform("image %d" % number, squares * squares).reshape(squares, squares)
    grey = grey.repeat(SQUARE, axis=0).repeat(SQUARE, axis=1)
    return torch.from_numpy(grey).expand(1, 3, size, size)


def network(name):
    return getattr(torchvision.models, name)(num_classes=4).eval()


def answer(model, number, size):
    with torch.no_grad():
        return [float(logit) for logit in model(image(number, size))[0]]


def record(name, size, images):
    model = network(name)
    state = {
        key: torch.from_numpy(values(key, tuple(tensor.shape)))
        for key, tensor in model.state_dict().items()
        if not key.endswith(IGNORED)
    }
    digest = hashlib.sha256()
    for key in sorted(state):
        digest.update(state[key].numpy().tobytes())
    counted = {key: tensor for key, tensor in model.state_dict().items() if key.endswith(IGNORED)}
    model.load_state_dict({**state, **counted}, strict=True)
    json.dump(
        {
            "torch": torch.__version__,
            "torchvision": torchvision.__version__,
            "network": name,
            "size": size,
            "weights": "sha256:" + digest.hexdigest(),
            "logits": [answer(model, number, size) for number in range(images)],
        },
        sys.stdout,
        indent=2,
    )
    print()


def strict(name, size, file):
    with open(file, "rb") as bytes_of:
        (length,) = struct.unpack("<Q", bytes_of.read(8))
        header = json.loads(bytes_of.read(length))
        data = bytes_of.read()
    state = {}
    for key, entry in header.items():
        begin, end = entry["data_offsets"]
        array = numpy.frombuffer(data[begin:end], dtype="<f4").reshape(entry["shape"])
        state[key] = torch.from_numpy(array.copy())
    model = network(name)
    counted = {key: tensor for key, tensor in model.state_dict().items() if key.endswith(IGNORED)}
    model.load_state_dict({**state, **counted}, strict=True)
    print(json.dumps(answer(model, 0, size)))


if __name__ == "__main__":
    torch.set_num_threads(1)
    command, name, size, last = sys.argv[1:]
    if command == "record":
        record(name, int(size), int(last))
    else:
        strict(name, int(size), last)
