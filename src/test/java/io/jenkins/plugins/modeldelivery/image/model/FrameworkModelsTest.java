package io.jenkins.plugins.modeldelivery.image.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.image.layer.FileTree;
import io.jenkins.plugins.modeldelivery.image.layer.PackedFile;
import io.jenkins.plugins.modeldelivery.image.scan.PackedScan;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that the frameworks themselves wrote: src/test/python/model_fixtures.py. */
class FrameworkModelsTest {
    private static final Path MODELS = Path.of("src/test/resources/io/jenkins/plugins/modeldelivery/image/models");

    @ParameterizedTest
    @CsvSource({
        "sklearn-pipeline.pkl, sklearn (pickle)", "sklearn-ridge-2.pkl, sklearn (pickle)", "sklearn-ridge-4.pkl, sklearn (pickle)",
        "sklearn-ridge-5.pkl, sklearn (pickle)", "sklearn-forest.joblib, sklearn (joblib)", "sklearn-boosting.joblib, sklearn (joblib)",
        "sklearn-svc.joblib, sklearn (joblib)", "sklearn-mlp.joblib, sklearn (joblib)", "sklearn-neighbours.joblib, sklearn (joblib)",
        "sklearn-tfidf.joblib, sklearn (joblib)", "sklearn-zlib.joblib, sklearn (joblib)", "sklearn-gzip.joblib, sklearn (joblib)",
        "sklearn-bz2.joblib, sklearn (joblib)", "sklearn-lzma.joblib, sklearn (joblib)", "sklearn-xz.joblib, sklearn (joblib)",
        "torch-state.pt, torch", "torch-module.pt, torch", "torch-legacy.pt, torch", "torch-half.pt, torch", "torchscript.pt, TorchScript",
        "linear.onnx, ONNX", "xgboost.json, XGBoost", "xgboost.ubj, XGBoost", "xgboost-legacy.model, XGBoost",
        "xgboost-sklearn.pkl, xgboost (pickle)", "keras.h5, Keras"
    })
    void isRecognisedByItsContent(String file, String format) throws Exception {
        assertThat(facts(file).format()).isEqualToIgnoringCase(format);
    }

    @Test
    void nothingInThemIsAFinding() throws Exception {
        assertThat(PackedScan.of(files(MODELS))).isEmpty();
    }

    @Test
    void parametersAndPrecisionAreThoseOfTheFramework() throws Exception {
        int parameters = 4 * 3 + 3 + 3 + 1;
        for (String file : List.of("torch-state.pt", "torch-module.pt", "torch-half.pt", "torchscript.pt")) {
            assertThat(facts(file).parameters()).as(file).isEqualTo(OptionalLong.of(parameters));
        }
        assertThat(facts("torch-half.pt").precision()).isEqualTo("float16");
        assertThat(facts("torch-state.pt").precision()).isEqualTo("float32");
        assertThat(facts("linear.onnx").parameters()).isEqualTo(OptionalLong.of(4));
        assertThat(facts("linear.onnx").signature()).contains("x", "y");
    }

    private static ModelFacts facts(String file) throws Exception {
        return ModelDetector.detect(files(MODELS.resolve(file)));
    }

    private static List<PackedFile> files(Path path) {
        return new FileTree("model", "models").list(path);
    }
}
