package io.jenkins.plugins.modeldelivery.image.scan;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a pickled model may import. Everything else is a finding: a list of what is dangerous can never be complete. Only
 * names whose calls do nothing but make data are here; of libraries of estimators and layers, only their classes.
 */
final class PickleAllowList {
    private static final Set<String> NAMES = Set.of(
            "builtins.object", "builtins.set", "builtins.frozenset", "builtins.list", "builtins.dict", "builtins.tuple",
            "builtins.int", "builtins.float", "builtins.bool", "builtins.str", "builtins.bytes", "builtins.bytearray",
            "builtins.complex", "builtins.slice", "builtins.range",
            "collections.OrderedDict", "collections.defaultdict", "collections.deque", "collections.Counter",
            "copyreg._reconstructor", "copyreg.__newobj__", "_codecs.encode",
            "datetime.datetime", "datetime.date", "datetime.time", "datetime.timedelta", "datetime.timezone",
            "decimal.Decimal", "fractions.Fraction", "uuid.UUID", "pathlib.PurePosixPath", "pathlib.PosixPath",
            "numpy.ndarray", "numpy.dtype", "numpy.core.multiarray._reconstruct", "numpy.core.multiarray.scalar",
            "numpy._core.multiarray._reconstruct", "numpy._core.multiarray.scalar",
            "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer",
            "numpy.random._pickle.__randomstate_ctor", "numpy.random._pickle.__generator_ctor",
            "numpy.random._pickle.__bit_generator_ctor", "numpy.random._mt19937.MT19937", "numpy.random._pcg64.PCG64",
            "numpy.float64", "numpy.float32", "numpy.float16", "numpy.int64", "numpy.int32", "numpy.int16", "numpy.int8",
            "numpy.uint8", "numpy.bool_", "numpy.ma.core._mareconstruct", "numpy.ma.core.MaskedArray",
            "joblib.numpy_pickle.NumpyArrayWrapper",
            "sklearn.tree._tree.Tree", "sklearn.neighbors._dist_metrics.newObj", "sklearn.metrics._dist_metrics.newObj",
            "sklearn.neighbors._kd_tree.newObj", "sklearn.neighbors._ball_tree.newObj",
            "sklearn._loss._loss.__pyx_unpickle_CyHalfSquaredError",
            "sklearn._loss._loss.__pyx_unpickle_CyHalfBinomialLoss",
            "sklearn._loss._loss.__pyx_unpickle_CyHalfMultinomialLoss",
            "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor_v3",
            "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state",
            "torch._utils._rebuild_qtensor", "torch._utils._rebuild_sparse_tensor", "torch.Size", "torch.device",
            "torch.Tensor", "torch.nn.parameter.Parameter", "torch.storage.UntypedStorage", "torch.storage.TypedStorage",
            "torch.float16", "torch.float32", "torch.float64", "torch.bfloat16", "torch.int64", "torch.int32", "torch.int16",
            "torch.int8", "torch.uint8", "torch.bool", "torch.serialization._get_layout", "torch.strided",
            "torch.jit._pickle.build_intlist", "torch.jit._pickle.build_tensorlist", "torch.jit._pickle.build_doublelist",
            "torch.jit._pickle.build_boollist", "torch.jit._pickle.restore_type_tag",
            "scipy.sparse.csr_matrix", "scipy.sparse.csc_matrix", "scipy.sparse._csr.csr_matrix",
            "scipy.sparse._csc.csc_matrix", "scipy.sparse._coo.coo_matrix", "scipy.sparse._csr.csr_array",
            "scipy.sparse._csc.csc_array");
    private static final Pattern TORCH_STORAGE =
            Pattern.compile("torch(\\.cuda)?\\.(Double|Float|Half|BFloat16|Long|Int|Short|Char|Byte|Bool|Untyped|ComplexFloat|ComplexDouble|QUInt8|QInt8|QInt32)Storage");
    /** Classes of estimators and layers: below their library, a name in capitals' style, no dots. */
    private static final Pattern LIBRARY_CLASS = Pattern.compile(
            "(sklearn\\.(ensemble|linear_model|tree|svm|naive_bayes|neighbors|neural_network|cluster|decomposition|preprocessing"
                    + "|pipeline|compose|feature_extraction|feature_selection|impute|calibration|discriminant_analysis|mixture"
                    + "|gaussian_process|isotonic|kernel_approximation|kernel_ridge|multiclass|multioutput|dummy|covariance"
                    + "|cross_decomposition|manifold|random_projection|semi_supervised|utils\\._bunch|model_selection\\._search"
                    + "|_loss)(\\._?[a-z_]+)*|torch\\.nn\\.modules\\.[a-z_]+|xgboost\\.(core|sklearn)"
                    + "|lightgbm\\.(basic|sklearn))\\.[A-Z][A-Za-z0-9]*"
                    // Measures of distance, and the names under which TorchScript keeps a model's own classes: no Python module.
                    + "|sklearn\\.(metrics|neighbors)\\._dist_metrics\\.[A-Z][A-Za-z]*Distance(32|64)?"
                    + "|__torch__(\\.[A-Za-z0-9_]+)*\\.[A-Z][A-Za-z0-9_]*");
    /** Classes of these libraries that read files or run what they are given. */
    private static final Set<String> LIBRARY_EXCEPTIONS = Set.of("FunctionTransformer", "Parallel", "DataIter", "Dataset");

    private PickleAllowList() {}

    static boolean allows(PickleValue.Imported imported) {
        String name = modern(imported);
        return NAMES.contains(name)
                || TORCH_STORAGE.matcher(name).matches()
                || LIBRARY_CLASS.matcher(name).matches() && !LIBRARY_EXCEPTIONS.contains(imported.name());
    }

    /** The name in Python 3: old protocols may use the modules' former names. */
    private static String modern(PickleValue.Imported imported) {
        String module = switch (imported.module()) {
            case "__builtin__" -> "builtins";
            case "copy_reg" -> "copyreg";
            default -> imported.module();
        };
        return module + "." + imported.name();
    }
}
