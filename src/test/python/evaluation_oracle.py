#!/usr/bin/python3
"""Writes tables of predictions with what scikit-learn 1.2 says of them, for EvaluationOracleTest.

Usage: /usr/bin/python3 src/test/python/evaluation_oracle.py   (needs Debian's python3-sklearn; rewrites the resource)
"""
import gzip
import io
import json
import pathlib
import warnings

import numpy as np
from sklearn import metrics as sk

warnings.filterwarnings("ignore")
RESOURCE = pathlib.Path("src/test/resources/io/jenkins/plugins/modeldelivery/evaluation/oracle.json.gz")
random = np.random.default_rng(20240607)


def value(function, *arguments, **options):
    """The metric, or None where scikit-learn refuses or has no number."""
    try:
        result = float(function(*arguments, **options))
    except ValueError:
        return None
    return result if np.isfinite(result) else None


def predicted(actual, prediction, weight, binary):
    options = {"sample_weight": weight}
    found = {
        "accuracy": value(sk.accuracy_score, actual, prediction, **options),
        "balanced_accuracy": value(sk.balanced_accuracy_score, actual, prediction, **options),
        "matthews_corrcoef": value(sk.matthews_corrcoef, actual, prediction, **options),
        "cohen_kappa": value(sk.cohen_kappa_score, actual, prediction, **options),
    }
    for name, function in (("precision", sk.precision_score), ("recall", sk.recall_score), ("f1", sk.f1_score)):
        for average in ("macro", "micro", "weighted"):
            found[f"{name}_{average}"] = value(function, actual, prediction, average=average, **options)
        if binary:
            found[name] = value(function, actual, prediction, pos_label=1, **options)
    return found


def weights(rows):
    kind = random.integers(4)
    if kind == 0:
        return None
    if kind == 1:
        return random.integers(0, 4, rows).astype(float) + (np.arange(rows) == 0)
    return np.round(random.exponential(1.0, rows) + 0.01, int(random.integers(1, 12)))


def table(columns):
    """CSV of named columns; floats as repr, so that they are read back to the same bits."""
    out = io.StringIO()
    out.write(",".join(columns) + "\n")
    for row in zip(*columns.values()):
        out.write(",".join(repr(float(v)) if isinstance(v, float) else str(v) for v in row) + "\n")
    return out.getvalue()


def case(arguments, columns, weight, expected):
    if weight is not None:
        columns["w"] = [float(v) for v in weight]
        arguments["weight"] = "w"
    return {"arguments": arguments, "csv": table(columns), "expected": expected}


def rows():
    return int(random.choice([1, 2, 3, 5, 8, 20, 60, 150]))


def binary_case():
    n = rows()
    actual = (random.random(n) < random.choice([0.0, 0.1, 0.5, 0.9, 1.0], p=[0.06, 0.27, 0.4, 0.2, 0.07])).astype(int)
    score = np.clip(0.5 * random.random(n) + 0.4 * actual * random.random(), 0, 1)
    score = np.round(score, int(random.choice([0, 1, 2, 6, 17])))
    weight = weights(n)
    threshold = float(random.choice([0.5, 0.3, 0.9]))
    prediction = (score >= threshold).astype(int)
    arguments = {"task": "binary", "threshold": str(threshold)}
    columns = {"label": actual.tolist(), "score": [float(v) for v in score]}
    if random.random() < 0.2:
        prediction = random.integers(0, 2, n)
        columns["said"] = prediction.tolist()
        arguments["prediction"] = "said"
    expected = predicted(actual, prediction, weight, True)
    options = {"sample_weight": weight}
    expected["roc_auc"] = value(sk.roc_auc_score, actual, score, **options)
    expected["average_precision"] = value(sk.average_precision_score, actual, score, **options)
    expected["log_loss"] = value(sk.log_loss, actual, score, labels=[0, 1], **options)
    expected["brier"] = value(sk.brier_score_loss, actual, score, pos_label=1, **options)
    return case(arguments, columns, weight, expected)


def multiclass_case():
    n = rows()
    classes = int(random.integers(3, 7))
    names = [f"c{i}" for i in range(classes)]
    # Some classes never occur, so that averages over those that do are told from averages over all.
    share = random.dirichlet(np.where(random.random(classes) < 0.25, 0.02, 1.0))
    actual = random.choice(classes, n, p=share)
    weight = weights(n)
    arguments = {"task": "multiclass"}
    columns = {"label": [names[i] for i in actual]}
    scored = random.random() < 0.6
    if scored:
        score = random.dirichlet(np.ones(classes), n) * 0.6 + 0.4 * np.eye(classes)[actual]
        score = score / score.sum(axis=1, keepdims=True)
        prediction = score.argmax(axis=1)
        arguments["scores"] = [f"{name}=p_{name}" for name in names]
        for i, name in enumerate(names):
            columns[f"p_{name}"] = [float(v) for v in score[:, i]]
    else:
        prediction = np.where(random.random(n) < 0.6, actual, random.integers(0, classes, n))
        columns["prediction"] = [names[i] for i in prediction]
    expected = predicted(actual, prediction, weight, False)
    if scored:
        labels = list(range(classes))
        expected["log_loss"] = value(sk.log_loss, actual, score, labels=labels, sample_weight=weight)
        for suffix, average in (("", "macro"), ("_weighted", "weighted")):
            expected["roc_auc_ovr" + suffix] = value(
                sk.roc_auc_score, actual, score, labels=labels, multi_class="ovr", average=average, sample_weight=weight)
    return case(arguments, columns, weight, expected)


def regression_case():
    n = rows()
    digits = int(random.choice([0, 1, 17]))
    constant = random.random() < 0.08
    actual = np.full(n, 3.0) if constant else np.round(
        random.normal(random.choice([0.0, 5.0, 2020.0]), random.choice([0.5, 3.0]), n), digits)
    prediction = actual + np.round(random.normal(0, 1, n) * random.choice([0.0, 0.3, 2.0], p=[0.05, 0.6, 0.35]), digits)
    # scikit-learn's mean of equal numbers can be off by a rounding, by which it then divides: whole numbers, no weights.
    weight = None if constant or n == 1 else weights(n)
    prediction = np.round(prediction) if constant else prediction
    options = {"sample_weight": weight}
    expected = {
        "mae": value(sk.mean_absolute_error, actual, prediction, **options),
        "mse": value(sk.mean_squared_error, actual, prediction, **options),
        "rmse": value(sk.mean_squared_error, actual, prediction, squared=False, **options),
        "median_ae": value(sk.median_absolute_error, actual, prediction, **options),
        "r2": value(sk.r2_score, actual, prediction, **options),
        "explained_variance": value(sk.explained_variance_score, actual, prediction, **options),
        "max_error": value(sk.max_error, actual, prediction),
        "mape": value(sk.mean_absolute_percentage_error, actual, prediction, **options),
    }
    columns = {"label": [float(v) for v in actual], "prediction": [float(v) for v in prediction]}
    return case({"task": "regression"}, columns, weight, expected)


cases = [make() for make in (binary_case, multiclass_case, regression_case) for _ in range(120)]
RESOURCE.parent.mkdir(parents=True, exist_ok=True)
with open(RESOURCE, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as out:
    out.write(json.dumps(cases, separators=(",", ":")).encode())
print(f"{len(cases)} cases, {RESOURCE.stat().st_size} bytes")
