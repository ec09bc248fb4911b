"""
Within-class covariance normalisation (Hatch et al. 2006): directions in which views of one person differ, through pose,
light and occlusion, count less. A linear map after the network, learnt from the pool's identities; no teacher needed.
"""

from __future__ import annotations

import numpy as np


def within_person_covariance(vectors: np.ndarray, identity: np.ndarray) -> np.ndarray:
    """D×D, pooled over people with two views or more; `vectors` N×D, `identity` N. ValueError without such people."""
    _, person, count = np.unique(identity, return_inverse=True, return_counts=True)
    means = np.zeros((len(count), vectors.shape[1]))
    np.add.at(means, person, vectors)
    means /= count[:, None]
    apart = (vectors - means[person])[count[person] > 1]
    freedom = int((count[count > 1] - 1).sum())
    if freedom == 0:
        raise ValueError("nobody has two views")
    return apart.T @ apart / freedom


def normalising_map(covariance: np.ndarray, shrink: float) -> np.ndarray:
    """
    D×D, to be multiplied from the right: views of one person then vary alike in all directions. `shrink` 0..1 is the share
    of the covariance that is taken for equal in all directions; 1 changes nothing but the scale.
    """
    size = len(covariance)
    shrunk = (1 - shrink) * covariance + shrink * np.trace(covariance) / size * np.eye(size)
    return np.linalg.cholesky(np.linalg.inv(shrunk))
