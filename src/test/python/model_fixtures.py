"""Writes small models of real frameworks into the folder that is given: what FrameworkModelsTest reads.

Needs Debian's python3-sklearn, python3-torch, python3-onnx, python3-xgboost and python3-h5py; what is missing is left out, and said.
"""

import os
import pickle
import sys

import numpy

FOLDER = sys.argv[1]
RANDOM = numpy.random.RandomState(1)
X = RANDOM.rand(40, 4)
Y = (X[:, 0] > 0.5).astype(int)


def path(name):
    return os.path.join(FOLDER, name)


def sklearn_models():
    import joblib
    from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVC

    pipeline = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, Y)
    with open(path("sklearn-pipeline.pkl"), "wb") as target:
        pickle.dump(pipeline, target)
    for protocol in (2, 4, 5):
        with open(path("sklearn-ridge-%d.pkl" % protocol), "wb") as target:
            pickle.dump(Ridge().fit(X, Y), target, protocol=protocol)
    joblib.dump(RandomForestClassifier(2, max_depth=2, random_state=1).fit(X, Y), path("sklearn-forest.joblib"))
    for method in ("zlib", "gzip", "bz2", "lzma", "xz"):
        joblib.dump(pipeline, path("sklearn-%s.joblib" % method), compress=(method, 3))
    joblib.dump(GradientBoostingClassifier(n_estimators=2, max_depth=1).fit(X, Y), path("sklearn-boosting.joblib"))
    joblib.dump(SVC(probability=True).fit(X, Y), path("sklearn-svc.joblib"))
    joblib.dump(MLPClassifier((3,), max_iter=5).fit(X, Y), path("sklearn-mlp.joblib"))
    joblib.dump(KNeighborsClassifier(2, algorithm="kd_tree").fit(X, Y), path("sklearn-neighbours.joblib"))
    joblib.dump(TfidfVectorizer().fit(["a model", "an image"]), path("sklearn-tfidf.joblib"))


def torch_models():
    import torch

    torch.manual_seed(1)
    model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1))
    torch.save(model.state_dict(), path("torch-state.pt"))
    torch.save(model, path("torch-module.pt"))
    torch.save(model.state_dict(), path("torch-legacy.pt"), _use_new_zipfile_serialization=False)
    torch.save({k: v.half() for k, v in model.state_dict().items()}, path("torch-half.pt"))
    torch.jit.save(torch.jit.trace(model, torch.zeros(1, 4)), path("torchscript.pt"))


def onnx_models():
    import onnx
    from onnx import TensorProto, helper

    weights = helper.make_tensor("w", TensorProto.FLOAT, [4, 1], RANDOM.rand(4).astype("float32"))
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])],
        "linear",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", 1])],
        [weights],
    )
    onnx.save(helper.make_model(graph), path("linear.onnx"))


def xgboost_models():
    import xgboost

    booster = xgboost.train({"max_depth": 1, "objective": "binary:logistic"}, xgboost.DMatrix(X, Y), 2)
    booster.save_model(path("xgboost.json"))
    booster.save_model(path("xgboost.ubj"))
    booster.save_model(path("xgboost-legacy.model"))
    with open(path("xgboost-sklearn.pkl"), "wb") as target:
        pickle.dump(xgboost.XGBClassifier(n_estimators=2, max_depth=1).fit(X, Y), target)


def hdf_models():
    import h5py

    with h5py.File(path("keras.h5"), "w") as target:
        target.attrs["keras_version"] = "2.11.0"
        target.attrs["model_config"] = '{"class_name": "Sequential"}'
        target.create_group("model_weights").create_dataset("dense/kernel:0", data=RANDOM.rand(4, 1).astype("float32"))


for part in (sklearn_models, torch_models, onnx_models, xgboost_models, hdf_models):
    try:
        part()
    except ImportError as error:
        print("left out: %s (%s)" % (part.__name__, error))
