"""Records what scikit-learn, SciPy and NumPy say, so that the tests can hold this service's statistics against them.

Run with scikit-learn 1.2.1, SciPy 1.10.1, NumPy 1.24.2 in this directory: python3 record.py > known-answers.json
The tests themselves need no Python.
"""

import json
import sys

import numpy
import scipy
import sklearn
from scipy.stats import bootstrap, wilcoxon
from scipy.stats._resampling import _bca_interval
from sklearn.calibration import calibration_curve
from sklearn.metrics import cohen_kappa_score

K = 4
random = numpy.random.default_rng(20260314)


def images(table):
    """Labels and readings of a table of counts."""
    cells = [(i, j) for i in range(K) for j in range(K) for _ in range(table[i][j])]
    return numpy.array([i for i, _ in cells]), numpy.array([j for _, j in cells])


def kappa(labels, readings, weights="linear"):
    value = cohen_kappa_score(labels, readings, labels=range(K), weights=weights)
    return None if numpy.isnan(value) else float(value)


def one_hot(i, j, count=5):
    table = numpy.zeros((K, K), int)
    table[i][j] = count
    return table


def tables():
    yield numpy.array([[44, 16, 0, 0], [9, 148, 32, 1], [0, 29, 113, 12], [0, 0, 8, 26]])
    yield numpy.zeros((K, K), int) + one_hot(0, 0)  # all in one category: undefined
    yield one_hot(0, 0) + one_hot(0, 1, 3)  # one label, two readings
    yield one_hot(0, 0) + one_hot(1, 0, 3)  # two labels, one reading
    yield one_hot(0, 3) + one_hot(3, 0)  # as wrong as can be
    yield one_hot(1, 2) + one_hot(2, 1)  # categories that nobody saw
    yield numpy.ones((K, K), int)  # chance
    yield numpy.diag([1, 2, 3, 4])  # all right
    yield one_hot(2, 2, 1) + one_hot(1, 1, 1)  # two images
    for size in (12, 60, 300, 1500, 10389):
        for concentration in (0.2, 1.0, 5.0):
            yield random.multinomial(size, random.dirichlet([concentration] * K * K)).reshape(K, K)
    for error in (0.05, 0.2, 0.5):
        for size in (40, 400):
            labels = random.choice(K, size, p=[0.1, 0.45, 0.35, 0.1])
            readings = numpy.clip(labels + random.choice([-1, 0, 1], size, p=[error / 2, 1 - error, error / 2]), 0, 3)
            table = numpy.zeros((K, K), int)
            numpy.add.at(table, (labels, readings), 1)
            yield table


def kappas():
    for table in tables():
        labels, readings = images(table)
        yield {
            "table": numpy.asarray(table).tolist(),
            "linear": kappa(labels, readings),
            "quadratic": kappa(labels, readings, "quadratic"),
        }


def linear_kappas(tables):
    """Linear kappa of many tables at once, (..., 4, 4)."""
    w = numpy.abs(numpy.subtract.outer(numpy.arange(K), numpy.arange(K))) / (K - 1)
    n = tables.sum((-2, -1))
    rows, columns = tables.sum(-1), tables.sum(-2)
    expected = numpy.einsum("ij,...i,...j->...", w, rows, columns)
    return 1 - (w * tables).sum((-2, -1)) * n / expected


def patients():
    """Labels and two models' readings of patients whose images share their difficulty."""
    count = int(random.integers(40, 180))
    views = int(random.integers(1, 5))
    labels, reference, candidate = [], [], []
    hard = random.beta(1, 3, count)
    gain = random.uniform(-0.2, 0.2)
    for p in range(count):
        label = random.choice(K, p=[0.15, 0.4, 0.3, 0.15])
        step = random.choice([-1, 1])
        wrong = random.random(views) < hard[p]
        other = random.random(views) < numpy.clip(hard[p] + gain, 0.02, 0.98)
        same = random.random(views) < 0.7
        labels.append(numpy.full(views, label))
        reference.append(numpy.clip(label + step * wrong, 0, 3))
        candidate.append(numpy.clip(label + step * numpy.where(same, wrong, other), 0, 3))
    return numpy.array(labels), numpy.array(reference), numpy.array(candidate)


def bootstraps():
    for _ in range(20):
        labels, reference, candidate = patients()
        count = len(labels)
        counts = numpy.zeros((2, count, K, K))
        for model, readings in enumerate((reference, candidate)):
            numpy.add.at(counts[model], (numpy.arange(count)[:, None], labels, readings), 1)

        def difference(drawn, axis=-1):
            reference, candidate = (linear_kappas(c[drawn].sum(-3)) for c in counts)
            return candidate - reference

        data = (numpy.arange(count),)
        result = bootstrap(
            data, difference, n_resamples=50_000, batch=500, vectorized=True, confidence_level=0.9, method="BCa",
            random_state=numpy.random.default_rng(1),
        )  # fmt: skip
        _, _, acceleration = _bca_interval(data, difference, -1, 0.05, result.bootstrap_distribution, 500)
        yield {
            "labels": labels.tolist(),
            "reference": reference.tolist(),
            "candidate": candidate.tolist(),
            "estimate": float(difference(numpy.arange(count))),
            "acceleration": float(numpy.ravel(acceleration)[0]),
            "standardError": float(result.standard_error),
            "lower": float(result.confidence_interval.low),
            "upper": float(result.confidence_interval.high),
        }


def wilcoxons():
    samples = [random.normal(0.2, 1, n) for n in (1, 5, 12, 30, 50)]  # exact
    samples += [random.normal(0.1, 1, n) for n in (51, 400)]  # approximate
    samples += [random.choice([-2, -1, 0, 0, 0, 1, 1, 2, 3], n) for n in (8, 30, 200, 3000)]  # ties and zeros
    samples += [random.choice([-2, -1, 1, 1, 2, 3], n) for n in (30, 200)]  # ties alone
    samples += [numpy.concatenate([random.normal(0.3, 1, n), numpy.zeros(n // 2)]) for n in (20, 60, 90)]  # zeros alone
    samples += [random.choice([-1, 0, 1], 10389, p=[0.02, 0.955, 0.025])]  # as absolute errors of densities differ
    samples += [numpy.array([1.0, 1.0, 1.0, 1.0]), numpy.array([-1.0, 1.0]), numpy.array([0.0, 2.0])]
    for sample in (numpy.round(sample, 6) for sample in samples):
        moved = sample[sample != 0]
        tied = len(numpy.unique(numpy.abs(moved))) < len(moved)
        mode = "exact" if not tied and len(moved) <= 50 else "approx"
        result = wilcoxon(moved, mode=mode, alternative="two-sided")
        ranks = scipy.stats.rankdata(numpy.abs(moved))
        yield {
            "differences": [float(d) if d % 1 else int(d) for d in sample],
            "zeros": int((sample == 0).sum()),
            "positiveRanks": float(ranks[moved > 0].sum()),
            "p": float(result.pvalue),
        }


def calibrations():
    for size, sharpness in ((30, 0.5), (200, 1.0), (1000, 3.0), (1000, 12.0)):
        labels = random.integers(0, K, size)
        logits = random.normal(0, 1, (size, K)).astype(numpy.float32)
        logits[numpy.arange(size), labels] += 1
        logits = numpy.round(logits * sharpness, 3).astype(numpy.float32)
        exp = numpy.exp(logits.astype(float) - logits.astype(float).max(1, keepdims=True))
        p = exp / exp.sum(1, keepdims=True)
        right = p.argmax(1) == labels
        said = p.max(1)
        share, mean = calibration_curve(right, said, n_bins=10)
        sizes = numpy.bincount(numpy.searchsorted(numpy.linspace(0, 1, 11)[1:-1], said), minlength=10)
        sizes = sizes[sizes > 0]
        yield {
            "labels": labels.tolist(),
            "logits": [[round(float(z), 3) for z in row] for row in logits],
            "brier": float(((p - numpy.eye(K)[labels]) ** 2).sum(1).mean()),
            "expectedError": float((sizes / size * numpy.abs(share - mean)).sum()),
            "bins": [
                {"images": int(n), "said": float(m), "right": float(s)} for n, m, s in zip(sizes, mean, share)
            ],
        }


json.dump(
    {
        "versions": {
            "scikit-learn": sklearn.__version__, "SciPy": scipy.__version__, "NumPy": numpy.__version__,
        },
        "kappas": list(kappas()),
        "bootstraps": list(bootstraps()),
        "wilcoxons": list(wilcoxons()),
        "calibrations": list(calibrations()),
    },
    sys.stdout,
    separators=(",", ":"),
)  # fmt: skip
print()
