"""
Runs a teacher's ONNX graph in PyTorch, so that training needs no further runtime. Covers the operators of plain
convolutional networks; anything else is refused when the graph is read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Callable

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import helper, numpy_helper
from torch import Tensor, nn


class OnnxNetwork(nn.Module):
    """
    `forward(x, wanted)` gives the named tensors of the graph (when left out: those that it was made for, by default the
    graph's outputs). Pairs of `Sigmoid` and `Mul` are run as SiLU. Raises ValueError for an operator that is not known,
    unless none of the tensors that it was made for needs it.
    """

    def __init__(self, source: Path | onnx.ModelProto, wanted: list[str] | None = None) -> None:
        super().__init__()
        graph = (source if isinstance(source, onnx.ModelProto) else onnx.load(str(source))).graph
        self.input_name = graph.input[0].name
        self.output_names = wanted or [value.name for value in graph.output]
        self._constants: dict[str, np.ndarray] = {
            item.name: numpy_helper.to_array(item) for item in graph.initializer
        }
        self._nodes = []
        self.weights = nn.ParameterDict()
        for node in _fuse_silu(_needed(list(graph.node), self.output_names)):
            if node.op_type not in _OPERATORS:
                raise ValueError(f"{node.name}: operator {node.op_type} is not known")
            if node.op_type == "Constant":
                self._constants[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
                continue
            if node.op_type == "DequantizeLinear" and node.input[0] in self._constants:
                self._constants[node.output[0]] = _dequantized_constant(self, node)
                continue
            self._nodes.append(node)
            if node.op_type == "Conv":
                for name in node.input[1:]:
                    value = torch.from_numpy(self._constants[name].copy())
                    self.weights[_key(name)] = nn.Parameter(value, requires_grad=False)

    def forward(self, x: Tensor, wanted: list[str] | None = None) -> list[Tensor]:
        """`x` N×C×H×W."""
        wanted = wanted or self.output_names
        missing = set(wanted) - {self.input_name}
        values: dict[str, Tensor] = {self.input_name: x}
        for node in self._nodes:
            values[node.output[0]] = _OPERATORS[node.op_type](self, node, values)
            missing.discard(node.output[0])
            if not missing:
                break
        return [values[name] for name in wanted]

    def weight(self, name: str) -> Tensor:
        """A convolution's weight or bias by its name in the graph."""
        return self.weights[_key(name)]

    def either(self, name: str, values: dict[str, Tensor]) -> Tensor:
        """One of the values, or a constant of the graph."""
        return values[name] if name in values else torch.from_numpy(self._constants[name].copy())

    def constant(self, name: str) -> np.ndarray:
        """A constant of the graph, such as the axes of a `Slice`."""
        return self._constants[name]


def _key(name: str) -> str:
    return name.replace(".", "_")


def _attributes(node: onnx.NodeProto) -> dict:
    return {item.name: helper.get_attribute_value(item) for item in node.attribute}


def _needed(nodes: list, wanted: list[str]) -> list:
    """The nodes that the wanted tensors are made by, in order."""
    names, kept = set(wanted), []
    for node in reversed(nodes):
        if names.intersection(node.output):
            names.update(node.input)
            kept.append(node)
    return kept[::-1]


def _fuse_silu(nodes: list) -> list:
    """Replaces x · sigmoid(x) by one node `SiLU`."""
    sigmoids = {node.output[0]: node for node in nodes if node.op_type == "Sigmoid"}
    fused: list = []
    gone: set[str] = set()
    for node in nodes:
        if node.op_type == "Mul":
            for gate, other in (node.input, reversed(node.input)):
                if gate in sigmoids and sigmoids[gate].input[0] == other:
                    node = helper.make_node("SiLU", [other], list(node.output))
                    gone.add(gate)
                    break
        fused.append(node)
    return [node for node in fused if not (node.op_type == "Sigmoid" and node.output[0] in gone)]


def _conv(network: OnnxNetwork, node, values: dict[str, Tensor]) -> Tensor:
    attributes = _attributes(node)
    pads = attributes.get("pads", [0, 0, 0, 0])
    if list(pads[:2]) != list(pads[2:]):
        raise ValueError(f"{node.name}: padding differs between the sides")
    return F.conv2d(
        values[node.input[0]],
        network.weight(node.input[1]),
        network.weight(node.input[2]) if len(node.input) > 2 else None,
        tuple(attributes.get("strides", [1, 1])),
        tuple(pads[:2]),
        tuple(attributes.get("dilations", [1, 1])),
        attributes.get("group", 1),
    )


def _slice(network: OnnxNetwork, node, values: dict[str, Tensor]) -> Tensor:
    starts, ends, axes, steps = (network.constant(name) for name in node.input[1:5])
    x = values[node.input[0]]
    index = [slice(None)] * x.dim()
    for start, end, axis, step in zip(starts, ends, axes, steps):
        index[int(axis)] = slice(int(start), None if end > 2**31 else int(end), int(step))
    return x[tuple(index)]


def _pool(network: OnnxNetwork, node, values: dict[str, Tensor]) -> Tensor:
    attributes = _attributes(node)
    return F.max_pool2d(
        values[node.input[0]],
        tuple(attributes["kernel_shape"]),
        tuple(attributes["strides"]),
        tuple(attributes.get("pads", [0, 0])[:2]),
    )


def _concat(network: OnnxNetwork, node, values: dict[str, Tensor]) -> Tensor:
    return torch.cat([values[name] for name in node.input], _attributes(node)["axis"])


def _instance_norm(network: OnnxNetwork, node, values: dict[str, Tensor]) -> Tensor:
    gain, offset = (torch.from_numpy(network.constant(name).copy()) for name in node.input[1:3])
    return F.instance_norm(values[node.input[0]], weight=gain, bias=offset, eps=_attributes(node).get("epsilon", 1e-5))


def _resize(network: OnnxNetwork, node, values: dict[str, Tensor]) -> Tensor:
    mode = {b"nearest": "nearest", b"linear": "bilinear"}[_attributes(node).get("mode", b"nearest")]
    return F.interpolate(values[node.input[0]], scale_factor=2.0, mode=mode)


def _quantize(network: OnnxNetwork, node, values: dict[str, Tensor]) -> Tensor:
    """To bytes, kept as floats."""
    scale, zero = (float(network.constant(name)) for name in node.input[1:3])
    return (torch.round(values[node.input[0]] / scale) + zero).clamp(0, 255)


def _dequantize(network: OnnxNetwork, node, values: dict[str, Tensor]) -> Tensor:
    scale, zero = (float(network.constant(name)) for name in node.input[1:3])
    return (values[node.input[0]] - zero) * scale


def _dequantized_constant(network: OnnxNetwork, node) -> np.ndarray:
    """With a step per entry of the first axis."""
    stored, scale = (network.constant(name) for name in node.input[:2])
    return stored.astype(np.float32) * scale.reshape(-1, *[1] * (stored.ndim - 1))


_OPERATORS: dict[str, Callable] = {
    "Constant": lambda network, node, values: None,
    "Conv": _conv,
    "SiLU": lambda network, node, values: F.silu(values[node.input[0]]),
    "Sigmoid": lambda network, node, values: values[node.input[0]].sigmoid(),
    "Relu": lambda network, node, values: values[node.input[0]].relu(),
    "Add": lambda network, node, values: network.either(node.input[0], values) + network.either(node.input[1], values),
    "Mul": lambda network, node, values: network.either(node.input[0], values) * network.either(node.input[1], values),
    "Concat": _concat,
    "Slice": _slice,
    "MaxPool": _pool,
    "Resize": _resize,
    "InstanceNormalization": _instance_norm,
    "QuantizeLinear": _quantize,
    "DequantizeLinear": _dequantize,
    "Softplus": lambda network, node, values: F.softplus(values[node.input[0]]),
    "Reshape": lambda network, node, values: values[node.input[0]].flatten(2),
    "Transpose": lambda network, node, values: values[node.input[0]].permute(*_attributes(node)["perm"]),
}
