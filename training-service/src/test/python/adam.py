"""Records what torch.optim.Adam does, for AdamTest: python3 adam.py > ../resources/io/perennial/training/continual/adam.json

Twenty steps on the loss sum a (theta - 1)^2 + lambda/2 sum F (theta - c)^2, the penalty in the graph.
"""
import json
import torch

a = torch.tensor([3.0, 0.5, 0.02])
fisher = torch.tensor([0.1, 2.0, 0.0])
centre = torch.tensor([0.25, -0.5, 1.0])
start = [0.2, -0.7, 1.5]
rate = 0.01

runs = []
for strength in (0.0, 1.0, 50.0):
    theta = torch.tensor(start, requires_grad=True)
    adam = torch.optim.Adam([theta], lr=rate, weight_decay=0)
    steps = []
    for _ in range(20):
        adam.zero_grad()
        loss = (a * (theta - 1) ** 2).sum() + strength / 2 * (fisher * (theta - centre) ** 2).sum()
        loss.backward()
        adam.step()
        steps.append([float(t) for t in theta.detach()])
    runs.append({"lambda": strength, "steps": steps})
print(json.dumps({"torch": torch.__version__, "a": a.tolist(), "fisher": fisher.tolist(), "centre": centre.tolist(),
                  "start": start, "rate": rate, "runs": runs}))
