package io.jenkins.plugins.modeldelivery.image.scan;

import java.io.IOException;
import java.io.InputStream;

/** Something to look into, wherever it lies; can be opened more than once. */
@FunctionalInterface
interface Content {
    InputStream open() throws IOException;
}
