package io.jenkins.plugins.modeldelivery.image;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.BlobHasher;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.DigestCache;
import io.jenkins.plugins.modeldelivery.image.layer.Compression;
import io.jenkins.plugins.modeldelivery.image.layer.TarBuilder;
import io.jenkins.plugins.modeldelivery.image.oci.BaseImage;
import io.jenkins.plugins.modeldelivery.image.oci.Platform;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A modelcar's base must have what KServe calls in it. */
class ModelcarBaseTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aBaseWithTheProgramsIsTaken(Compression compression) throws Exception {
        BaseImage base = base(layer(compression, "bin/sh", "usr/bin/ln"), layer(compression, "./bin/sleep"));
        assertThatCode(() -> ModelcarBase.check(base)).doesNotThrowAnyException();
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        BaseImage base = base(layer(Compression.GZIP, "bin/sh", "opt/ln", "bin/sleep.txt"));
        assertThatThrownBy(() -> ModelcarBase.check(base))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("base 'busybox'").hasMessageContaining("no ln, sleep").hasMessageContaining("choose another base");
    }

    private static BaseImage base(StoredBlob... layers) {
        return new BaseImage("busybox", Digest.of(new byte[0]), Platform.USUAL, MissingNode.getInstance(), List.of(layers));
    }

    private StoredBlob layer(Compression compression, String... paths) throws Exception {
        TarBuilder tar = new TarBuilder(0);
        for (String path : paths) {
            tar.file(path, new byte[] {'x'});
        }
        Blob blob = compression == Compression.NONE ? tar.build() : compression.compress(tar.build(), folder);
        return new StoredBlob(new Descriptor(compression.mediaType(), new BlobHasher(DigestCache.none()).digest(blob), blob.size()), blob);
    }
}
