package io.jenkins.plugins.modeldelivery.image.model;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.scan.PackedScan;
import io.jenkins.plugins.modeldelivery.image.scan.PickleScanner;
import java.io.IOException;

/** Pickles and joblib files, compressed or not, by the libraries whose classes they hold. */
final class PickledReader implements ModelReader {
    @Override
    public boolean read(String name, byte[] head, Blob blob, Evidence evidence) throws IOException {
        if (!PackedScan.mayBePickle(head)) {
            return false;
        }
        PickleScanner.Result pickle = PackedScan.pickle(blob);
        if (!pickle.pickle()) {
            return false;
        }
        boolean joblib = pickle.imports().stream().anyMatch(imported -> imported.startsWith("joblib."));
        for (String library : new String[] {"sklearn", "torch", "xgboost", "lightgbm"}) {
            if (pickle.imports().stream().anyMatch(imported -> imported.startsWith(library + "."))) {
                evidence.format(library.equals("torch") ? "torch" : library + (joblib ? " (joblib)" : " (pickle)"), 40);
                pickle.imports().stream()
                        .filter(imported -> imported.startsWith(library + ".") && Character.isUpperCase(last(imported).charAt(0)))
                        .findFirst()
                        .ifPresent(imported -> evidence.detail("class", last(imported)));
                return true;
            }
        }
        evidence.format(joblib ? "joblib" : "pickle", 10);
        return true;
    }

    private static String last(String imported) {
        return imported.substring(imported.lastIndexOf('.') + 1);
    }
}
