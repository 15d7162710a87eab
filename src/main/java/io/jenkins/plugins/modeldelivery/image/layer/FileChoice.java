package io.jenkins.plugins.modeldelivery.image.layer;

/** Which files of a folder are wanted; names are paths below the folder with {@code /} between the parts. */
public interface FileChoice {
    /** Every file. */
    FileChoice ALL = new FileChoice() {
        @Override
        public boolean takes(String file) {
            return true;
        }

        @Override
        public boolean enters(String folder) {
            return true;
        }
    };

    boolean takes(String file);

    /** Whether something in the folder may be wanted. */
    boolean enters(String folder);
}
