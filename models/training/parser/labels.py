"""What the parser tells apart, and how the labels of Clothing Co-Parsing (CCP) map onto it.

CCP (Yang, Luo & Lin 2014, "Clothing Co-Parsing by Joint Image Segmentation and Labeling") names 58 garments and
body parts per pixel, and for more photos only per picture ("tags").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

CLASSES = ("background", "top", "bottom", "full-body", "shoes", "hair", "skin", "bag")
BACKGROUND, TOP, BOTTOM, FULL_BODY, SHOES, HAIR, SKIN, BAG = range(len(CLASSES))

#: A pixel of the person of which nothing more is known: any class but background is right.
SOME_PERSON = len(CLASSES)
#: A pixel that teaches nothing.
IGNORED = 255

#: Which labels of CCP belong to which class: also read by the accuracy test. What is not self-evident: a suit's trousers
#: have a label of their own, so "suit" is its jacket; a scarf and a tie lie on the top; tights are what a camera sees of
#: a leg, whatever is worn above them; a hat hides the hair and is, like it, no colour of the outfit.
_LABELS_OF_CLASS: Mapping[str, list[str]] = json.loads(Path(__file__).with_name("classes.json").read_text())

CLASS_OF_LABEL: Mapping[str, int] = {
    label: (*CLASSES, "some person").index(name) for name, labels in _LABELS_OF_CLASS.items() for label in labels
}

#: The heads of the types, in the order in which the network gives their probabilities.
TYPES: Mapping[str, tuple[str, ...]] = {
    "top": ("t-shirt", "shirt", "long sleeve", "outerwear"),
    "bottom": ("trousers", "shorts", "skirt"),
    "body": ("separates", "dress"),
}

#: Of a type that is not known.
UNKNOWN_TYPE = -1

_TYPE_OF_TOP: Mapping[str, str] = {
    "t-shirt": "t-shirt",
    "top": "t-shirt",
    "shirt": "shirt",
    "blouse": "shirt",
    "cardigan": "long sleeve",
    "hoodie": "long sleeve",
    "jumper": "long sleeve",
    "sweater": "long sleeve",
    "sweatshirt": "long sleeve",
    "blazer": "outerwear",
    "cape": "outerwear",
    "coat": "outerwear",
    "jacket": "outerwear",
    "suit": "outerwear",
}
_TYPE_OF_BOTTOM: Mapping[str, str] = {
    "jeans": "trousers",
    "leggings": "trousers",
    "pants": "trousers",
    "shorts": "shorts",
    "skirt": "skirt",
}
_DRESSES = frozenset(("bodysuit", "dress", "romper"))

#: An open coat counts as the top once it covers this share of it.
_OUTERWEAR_SHARE = 0.3


def types_of_areas(area_of_label: Mapping[str, float]) -> tuple[int, int, int]:
    """Types of top, bottom and body from the pixels of each label of a photo; `UNKNOWN_TYPE` where unclear."""
    tops = _areas(area_of_label, {**_TYPE_OF_TOP, "vest": "unclear", "scarf": "unclear"})
    bottoms = _areas(area_of_label, _TYPE_OF_BOTTOM)
    top = max(tops, key=tops.__getitem__, default="unclear")
    if tops.get("outerwear", 0) >= _OUTERWEAR_SHARE * sum(tops.values()) > 0:
        top = "outerwear"
    dress = sum(area for label, area in area_of_label.items() if label in _DRESSES)
    is_dress = dress > sum(bottoms.values())
    bottom = None if is_dress else max(bottoms, key=bottoms.__getitem__, default=None)
    body = "dress" if is_dress else "separates" if bottoms else None
    return _index("top", top), _index("bottom", bottom), _index("body", body)


def types_of_tags(tags: Iterable[str]) -> tuple[int, int, int]:
    """Types from the labels of a whole photo: known only where they leave one answer."""
    present = frozenset(tags)
    tops = {_TYPE_OF_TOP[tag] for tag in present if tag in _TYPE_OF_TOP}
    bottoms = {_TYPE_OF_BOTTOM[tag] for tag in present if tag in _TYPE_OF_BOTTOM}
    is_dress = bool(present & _DRESSES)
    top = "outerwear" if "outerwear" in tops else _only(tops)
    body = None if is_dress == bool(bottoms) else "dress" if is_dress else "separates"
    return _index("top", top), _index("bottom", None if is_dress else _only(bottoms)), _index("body", body)


def _areas(area_of_label: Mapping[str, float], type_of_label: Mapping[str, str]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for label, area in area_of_label.items():
        if label in type_of_label:
            sums[type_of_label[label]] = sums.get(type_of_label[label], 0) + area
    return sums


def _only(names: set[str]) -> str | None:
    return next(iter(names)) if len(names) == 1 else None


def _index(head: str, name: str | None) -> int:
    return TYPES[head].index(name) if name in TYPES[head] else UNKNOWN_TYPE
