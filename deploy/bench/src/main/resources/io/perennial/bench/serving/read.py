"""Reads images when told to: "images times" on standard input, the seconds of each reading as JSON on standard output.

First argument: onnxruntime, which runs the given file and answers with all of its outputs as the service does, or torch,
which runs torchvision's network of the given name as it comes. Then file or name, edge of the images, threads, and cpu or cuda:
there images go to the GPU and logits come back in each reading.
"""
import json
import sys
import time

kind, model, size, threads, device = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
if kind == "onnxruntime":
    import numpy
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    version = f"ONNX Runtime {onnxruntime.__version__} in Python"

    def images(n):
        return numpy.random.default_rng(1).random((n, 1, size, size), dtype=numpy.float32)

    def read(x):
        return session.run(None, {"grey": x})
else:
    import torch
    import torchvision

    torch.set_num_threads(threads)
    network = getattr(torchvision.models, model)(num_classes=4).to(device).eval()
    version = f"PyTorch {torch.__version__}, eager"
    gpu = device == "cuda"

    def images(n):
        return torch.rand(n, 1 if gpu else 3, size, size)

    def read(x):
        with torch.inference_mode():
            return network(x.to(device).expand(-1, 3, -1, -1)).cpu() if gpu else network(x)


print(json.dumps({"version": version}), flush=True)
for line in sys.stdin:
    n, times = map(int, line.split())
    x = images(n)
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        read(x)
        seconds.append(time.perf_counter() - begun)
    print(json.dumps({"seconds": seconds}), flush=True)
