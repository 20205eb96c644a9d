"""Takes training steps when told to: a number on standard input, the seconds of each step as JSON on standard output.

The standard step in PyTorch: torchvision's network in channels_last, BatchNorm with frozen statistics (its layers in
evaluation mode, gamma and beta learning), cross-entropy, the EWC penalty's gradient added to the gradient in place, Adam.
On a GPU it is what is fastest there: the penalty for all tensors at once, Adam fused; the images are copied there in a step,
and a step is over when the GPU is.
"""
import json
import sys
import time

import torch
import torchvision

name, size, threads, precision = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
device = sys.argv[5]
gpu = device == "cuda"
torch.set_num_threads(threads)
torch.manual_seed(1)
network = getattr(torchvision.models, name)(num_classes=4).to(device, memory_format=torch.channels_last)
network.train()
for module in network.modules():
    if isinstance(module, torch.nn.BatchNorm2d):
        module.eval()
parameters = list(network.parameters())
anchor = [p.detach().clone() for p in parameters]
fisher = [torch.rand_like(p) for p in parameters]
adam = torch.optim.Adam(parameters, lr=1e-6, fused=gpu)
loss = torch.nn.CrossEntropyLoss()
labels = (torch.arange(32) % 4).to(device)
strength = 10.0


def spread(grey):
    return grey.expand(-1, 3, -1, -1).contiguous(memory_format=torch.channels_last)


def pull():
    if gpu:
        away = torch._foreach_sub(parameters, anchor)
        torch._foreach_addcmul_([p.grad for p in parameters], fisher, away, value=strength)
    else:
        for p, f, a in zip(parameters, fisher, anchor):
            p.grad.addcmul_(f, p - a, value=strength)


blas = "MKL" if torch.backends.mkl.is_available() else "without MKL"
with_what = torch.cuda.get_device_name() if gpu else blas
print(json.dumps({"version": f"PyTorch {torch.__version__} ({with_what})"}), flush=True)
for line in sys.stdin:
    seconds = []
    for _ in range(int(line)):
        images = torch.rand(32, 1, size, size)
        if not gpu:
            images = spread(images)
        begun = time.perf_counter()
        if gpu:
            images = spread(images.to(device))
        adam.zero_grad()
        if precision == "bfloat16":
            with torch.autocast(device, dtype=torch.bfloat16):
                logits = network(images)
            result = loss(logits.float(), labels)
        else:
            result = loss(network(images), labels)
        result.backward()
        with torch.no_grad():
            pull()
        adam.step()
        if gpu:
            torch.cuda.synchronize()
        seconds.append(time.perf_counter() - begun)
    print(json.dumps({"seconds": seconds}), flush=True)
