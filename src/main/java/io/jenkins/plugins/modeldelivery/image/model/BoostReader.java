package io.jenkins.plugins.modeldelivery.image.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Gradient boosted trees: XGBoost as JSON, UBJSON or its former binary form, LightGBM as text. */
final class BoostReader implements ModelReader {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    /** What XGBoost wrote by default until version 2. */
    private static final String FORMER_BINARY = "binf";
    private static final String UBJSON = "{L\0\0\0\0\0\0\0\u0007learner";

    @Override
    public boolean read(String name, byte[] head, Blob blob, Evidence evidence) throws IOException {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("tree\nversion=")) {
            return lightGbm(blob, evidence);
        }
        if (start.startsWith(UBJSON) || start.startsWith(FORMER_BINARY) && start.contains("\6\0\0\0\0\0\0\0gbtree")) {
            evidence.format("xgboost", 50);
            return true;
        }
        return start.stripLeading().startsWith("{") && start.contains("\"learner\"") && xgBoost(blob, evidence);
    }

    private static boolean lightGbm(Blob blob, Evidence evidence) throws IOException {
        int trees = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(blob.open(0), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !line.equals("end of trees"); line = lines.readLine()) {
                if (line.startsWith("Tree=")) {
                    trees++;
                } else if (line.startsWith("objective=") || line.startsWith("num_class=")) {
                    evidence.detail(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                } else if (line.startsWith("feature_names=")) {
                    evidence.signature("inputs: " + line.substring("feature_names=".length()));
                }
            }
        }
        evidence.detail("trees", Integer.toString(trees));
        evidence.format("lightgbm", 50);
        return true;
    }

    /** Reads the document token by token, since it can be large; only what lies directly in the learner matters. */
    private static boolean xgBoost(Blob blob, Evidence evidence) throws IOException {
        boolean booster = false;
        try (InputStream stream = blob.open(0);
                JsonParser parser = MAPPER.createParser(stream)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    String field = parser.currentName();
                    booster |= field.equals("gradient_booster");
                    if (field.equals("num_trees") || field.equals("num_feature") || field.equals("num_class")) {
                        parser.nextToken();
                        evidence.detail(field, parser.getText());
                    }
                }
            }
        }
        if (booster) {
            evidence.format("xgboost", 50);
        }
        return booster;
    }
}
