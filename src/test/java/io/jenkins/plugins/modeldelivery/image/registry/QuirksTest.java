package io.jenkins.plugins.modeldelivery.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registries that are known to want blobs in another way. */
class QuirksTest {
    @ParameterizedTest
    @CsvSource({
        "ghcr.io, STREAM", "gcr.io, STREAM", "eu.gcr.io, STREAM", "europe-docker.pkg.dev, STREAM", "registry.example.org, CHUNKS",
        "notghcr.io, CHUNKS", "123456789012.dkr.ecr.eu-west-1.amazonaws.com, CHUNKS", "127.0.0.1:5000, CHUNKS"
    })
    void largeBlobsGoInTheWayThatTheHostTakes(String host, Quirks.Style style) {
        assertThat(Quirks.of(host).style()).isEqualTo(style);
    }

    @Test
    void aLayerThatAmazonRefusesIsRefusedBeforeItIsSent() {
        String host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
        long largest = 52_000L << 20;
        assertThatCode(() -> Quirks.of(host).checkSize(host, largest)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Quirks.of(host).checkSize(host, largest + 1))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("ecr").hasMessageContaining("shards");
        assertThatCode(() -> Quirks.of("registry.example.org").checkSize("registry.example.org", largest + 1)).doesNotThrowAnyException();
    }
}
