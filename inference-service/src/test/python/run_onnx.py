"""Checks a model.onnx as any other server would meet it, and runs it: the outputs by name as JSON on standard output.

Arguments: the file, a file of little-endian float32 grey values, how many images they are.
"""
import json
import sys

import numpy
import onnx
import onnxruntime

path, grey, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
model = onnx.load(path)
onnx.checker.check_model(model, full_check=True)
session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
(image,) = session.get_inputs()
height, width = image.shape[2:]
values = numpy.fromfile(grey, dtype="<f4").reshape(n, 1, height, width)
names = [output.name for output in session.get_outputs()]
outputs = dict(zip(names, (output.tolist() for output in session.run(names, {image.name: values}))))
print(json.dumps({"input": image.name, "metadata": {p.key: p.value for p in model.metadata_props}, "outputs": outputs}))
