package io.jenkins.plugins.modeldelivery.benchmark.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.benchmark.BenchmarkRequest;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterPlaceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "on|kubernetes()|kubernetes: generatorImage is missing",
        "on|kubernetes(generatorImage: 'g', gpus: 1)|gpus and nodeSelector are the server's; give its image",
        "on|kubernetes(generatorImage: 'g', image: 's', gpus: -1)|gpus '-1' is out of range",
        "on|kubernetes(generatorImage: 'g', image: 's', nodeSelector: ['gpu'])|nodeSelector 'gpu' is no label",
        "on|kubernetes(generatorImage: 'g', image: 's', deadline: '0s')|deadline",
        "on|kubernetes(generatorImage: 'g', image: 's', context: 'c')|context 'c' is given without the kubeconfig",
        "image|x|image is started here, but on runs elsewhere",
        "gpu|nvidia-smi|would see the load generator's GPUs",
        "url|https://localhost:8443/|which no certificate names; write http",
    })
    void whatCannotBeIsRefused(String parameter, String value, String cause) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("url", "http://localhost:8080/");
        arguments.put("on", "kubernetes(generatorImage: 'g', image: 's')");
        arguments.put(parameter, value);
        assertThatThrownBy(() -> BenchmarkRequest.of(arguments)).isInstanceOf(InvalidInputException.class).hasMessageContaining(cause);
    }
}
