"""A network in eight bits that takes the bytes of a picture, instead of floats that it makes bytes of again."""

from __future__ import annotations

import copy

import onnx
from onnx import TensorProto


def with_byte_input(model: onnx.ModelProto) -> onnx.ModelProto:
    """
    A copy of a quantised `model` whose input is uint8: what `QuantizeLinear` made of the input, which was bytes times a
    step. The outputs for the same bytes are the same. Raises ValueError if the model does not begin with `QuantizeLinear`,
    or if something else reads its input too.
    """
    model = copy.deepcopy(model)
    graph = model.graph
    entry = graph.input[0]
    readers = [node for node in graph.node if entry.name in node.input]
    if [node.op_type for node in readers] != ["QuantizeLinear"]:
        raise ValueError(f"“{entry.name}” is read by {[node.op_type for node in readers]}, not by one QuantizeLinear")
    quantized = readers[0].output[0]
    graph.node.remove(readers[0])
    for node in graph.node:
        for place, name in enumerate(node.input):
            if name == quantized:
                node.input[place] = entry.name
    entry.type.tensor_type.elem_type = TensorProto.UINT8
    onnx.checker.check_model(model)
    return model
