"""
Static quantisation of an exported network to eight bits: `QuantizeLinear` and `DequantizeLinear` around its convolutions,
which ONNX Runtime's CPU provider makes convolutions of whole numbers of, and other providers run as they stand (QDQ form,
Jacob et al. 2018 for the arithmetic).

Results do not depend on the machine: weights have `WEIGHT_LEVELS` levels to each side. CPUs with AVX2 and without VNNI
multiply bytes in pairs (`vpmaddubsw`) and clip the sum of two products at 32 767; 2 · 255 · 64 = 32 640 is never clipped,
whereas 127 levels would give one answer there and another on newer CPUs.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Iterable

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor

from .onnx_torch import OnnxNetwork
from .ranges import RangeConfig, Spread, best_range, byte_scale
from .rounding import Moments, round_in_turn

WEIGHT_LEVELS = 64
_QUANTIZED, _DEQUANTIZED = ".quantized", ".dequantized"


@dataclass(frozen=True)
class QuantizeConfig:
    """
    `keep`: patterns (`fnmatch`) of the nodes that stay in floats. `exact_input`: the range of a network's input where its
    bytes have one, so that nothing is lost there; else it is observed. `ranges`: how ranges are chosen. `places`: looked
    at per picture to tell what a layer's inputs are like; more take longer and round a little better.
    """

    keep: tuple[str, ...] = ()
    exact_input: tuple[float, float] | None = None
    ranges: RangeConfig = RangeConfig()
    places: int = 1024


@dataclass(frozen=True)
class Plan:
    """
    What is to be stored in bytes. `layers`: the convolutions, by name. `tensors`: names in order of the graph, each with
    the tensor whose range it shares. `merged`: outputs that the `Relu` behind them gives its name to, since bytes from
    zero on clip what is negative anyway.
    """

    layers: frozenset[str]
    tensors: dict[str, str]
    merged: dict[str, str]


def quantize(model: onnx.ModelProto, batches: Iterable[Tensor], config: QuantizeConfig) -> onnx.ModelProto:
    """A copy of `model` in eight bits; `batches` are real inputs, N×C×H×W. Raises ValueError if nothing can be quantised."""
    model = with_plain_weights(model)
    plan = plan_of(model.graph, config.keep)
    if not plan.layers:
        raise ValueError("no convolution with constant weights is left to be quantised")
    ranges, moments = _observed(model, plan, batches, config)
    entry = model.graph.input[0].name
    if entry in ranges and config.exact_input is not None:
        ranges[entry] = config.exact_input
    scales = {name: byte_scale(*ranges[shared]) for name, shared in plan.tensors.items()}
    return rewrite(model, plan, scales, moments)


def _observed(
    model: onnx.ModelProto, plan: Plan, batches: Iterable[Tensor], config: QuantizeConfig
) -> tuple[dict[str, tuple[float, float]], dict[str, Moments]]:
    """The range of each tensor, and for each layer what its input is like."""
    names = sorted(set(plan.tensors.values()))
    layers = [node for node in model.graph.node if node.name in plan.layers]
    network = OnnxNetwork(model, [*names, *(node.input[0] for node in layers)])
    spreads = {name: Spread(config.ranges.bins) for name in names}
    moments = {node.name: _moments_of(model, node, config.places) for node in layers}
    with torch.inference_mode():
        for batch in batches:
            values = dict(zip(network.output_names, network(batch)))
            for name in names:
                spreads[name].add(values[name])
            for node in layers:
                moments[node.name].add(values[node.input[0]])
    return {name: best_range(spread, config.ranges) for name, spread in spreads.items()}, moments


def _moments_of(model: onnx.ModelProto, node: onnx.NodeProto, places: int) -> Moments:
    settings = {item.name: list(item.ints) for item in node.attribute}
    shape = next(item.dims for item in model.graph.initializer if item.name == node.input[1])
    kernel = (shape[2], shape[3])
    return Moments(kernel, tuple(settings.get("strides", [1, 1])), tuple(settings.get("pads", [0, 0])[:2]), places)


def with_plain_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """A copy whose weights are 32-bit initialisers, without the casts from 16 bits that `embedding.export` writes."""
    model = copy.deepcopy(model)
    graph = model.graph
    stored = {item.name: item for item in graph.initializer}
    for node in list(graph.node):
        if node.op_type != "Cast" or node.input[0] not in stored:
            continue
        halved = stored[node.input[0]]
        graph.initializer.append(
            numpy_helper.from_array(numpy_helper.to_array(halved).astype(np.float32), node.output[0])
        )
        graph.initializer.remove(halved)
        graph.node.remove(node)
    return model


def plan_of(graph: onnx.GraphProto, keep: tuple[str, ...]) -> Plan:
    """
    Convolutions with constant weights, and what lies between them: sums of two tensors of bytes are bytes, and so is a
    tensor of bytes enlarged by repeating its pixels. A convolution kept in floats still reads bytes where others do.
    """
    constants = {item.name for item in graph.initializer}
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    merged = {
        node.output[0]: readers[node.output[0]][0].output[0]
        for node in graph.node
        if node.op_type in ("Conv", "Add")
        and [reader.op_type for reader in readers.get(node.output[0], [])] == ["Relu"]
    }
    free = [node for node in graph.node if not any(fnmatch(node.name, pattern) for pattern in keep)]
    layers = [node for node in free if node.op_type == "Conv" and node.input[1] in constants]
    bytes_of = {node.input[0] for node in layers} | {merged.get(node.output[0], node.output[0]) for node in layers}
    shared: dict[str, str] = {}
    for node in free:
        if node.op_type == "Add" and all(name in bytes_of or name in shared for name in node.input):
            bytes_of.add(merged.get(node.output[0], node.output[0]))
        if node.op_type == "Resize" and node.input[0] in bytes_of and _repeats_pixels(node):
            shared[node.output[0]] = node.input[0]
    outputs = [graph.input[0].name, *(name for node in graph.node for name in node.output)]
    tensors = {name: shared.get(name, name) for name in outputs if name in bytes_of or name in shared}
    return Plan(
        frozenset(node.name for node in layers),
        tensors,
        {before: after for before, after in merged.items() if after in tensors},
    )


def rewrite(
    model: onnx.ModelProto, plan: Plan, scales: dict[str, tuple[float, int]], moments: dict[str, Moments]
) -> onnx.ModelProto:
    """
    A copy of `model` with the planned tensors in bytes: `scales` are their steps and zero points, `moments` what the inputs
    of each planned layer are like.
    """
    model = copy.deepcopy(model)
    graph = model.graph
    weights = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    made: list[onnx.NodeProto] = []
    new: dict[str, np.ndarray] = {}
    swallowed = set(plan.merged.values())

    def through_bytes(name: str) -> None:
        if name not in plan.tensors:
            return
        step, zero = scales[name]
        new[f"{name}.scale"] = np.float32(step)
        new[f"{name}.zero"] = np.uint8(zero)
        parameters = [f"{name}.scale", f"{name}.zero"]
        made.append(helper.make_node("QuantizeLinear", [name, *parameters], [name + _QUANTIZED], name + _QUANTIZED))
        made.append(
            helper.make_node("DequantizeLinear", [name + _QUANTIZED, *parameters], [name + _DEQUANTIZED], name + _DEQUANTIZED)
        )

    def from_whole_numbers(name: str, values: np.ndarray, scale: np.ndarray) -> str:
        new[name + _QUANTIZED], new[f"{name}.scale"] = values, scale.astype(np.float32)
        new[f"{name}.zero"] = np.zeros(len(scale), values.dtype)
        inputs = [name + _QUANTIZED, f"{name}.scale", f"{name}.zero"]
        made.append(helper.make_node("DequantizeLinear", inputs, [name + _DEQUANTIZED], name + _DEQUANTIZED, axis=0))
        return name + _DEQUANTIZED

    through_bytes(graph.input[0].name)
    for node in graph.node:
        if node.op_type == "Relu" and node.output[0] in swallowed:
            continue
        given = list(node.input)
        if node.name in plan.layers:
            exact = weights[given[1]]
            levels, scale = quantized_weights(exact, moments[node.name].products)
            node.input[1] = from_whole_numbers(f"{node.name}.weight", levels, scale)
            if len(given) > 2:
                # What rounding changes on average is taken off again (Nagel et al. 2019, section 4.2).
                lost = (exact - levels * scale.reshape(-1, 1, 1, 1)).reshape(len(exact), -1) @ moments[node.name].mean
                bias_scale = scale * np.float32(scales[given[0]][0])
                bias = quantized_bias(weights[given[2]] + lost, bias_scale)
                node.input[2] = from_whole_numbers(f"{node.name}.bias", bias, bias_scale)
        for place, name in enumerate(given):
            if name in plan.tensors:
                node.input[place] = name + _DEQUANTIZED
        for place, name in enumerate(node.output):
            node.output[place] = plan.merged.get(name, name)
        made.append(node)
        for name in node.output:
            through_bytes(name)
    return _assembled(model, made, new)


def quantized_weights(weights: np.ndarray, products: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    Whole numbers of at most `WEIGHT_LEVELS` in size, as int8 of the same shape, and a step per output channel (the first
    axis). `products`: see `round_in_turn`.
    """
    flat = weights.reshape(len(weights), -1).astype(np.float64)
    steps = (np.maximum(np.abs(flat).max(1), 1e-12) / WEIGHT_LEVELS).astype(np.float32)
    return round_in_turn(flat, steps, WEIGHT_LEVELS, products).astype(np.int8).reshape(weights.shape), steps


def quantized_bias(bias: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Whole numbers of 32 bits, in steps of what a product of the layer's input and weight is counted in."""
    return np.clip(np.round(bias / scale), -(2.0**31), 2.0**31 - 1).astype(np.int32)


def _repeats_pixels(node: onnx.NodeProto) -> bool:
    return any(item.name == "mode" and item.s == b"nearest" for item in node.attribute)


def _assembled(model: onnx.ModelProto, nodes: list[onnx.NodeProto], new: dict[str, np.ndarray]) -> onnx.ModelProto:
    graph = model.graph
    read = {name for node in nodes for name in node.input}
    kept = [item for item in graph.initializer if item.name in read]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept)
    graph.initializer.extend(numpy_helper.from_array(np.asarray(values), name) for name, values in new.items())
    onnx.checker.check_model(model)
    return model
