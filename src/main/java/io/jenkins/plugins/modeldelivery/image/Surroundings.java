package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.image.blob.OwnerFolder;
import io.jenkins.plugins.modeldelivery.image.registry.DockerConfig;
import io.jenkins.plugins.modeldelivery.image.registry.Reference;
import io.jenkins.plugins.modeldelivery.image.registry.RegistryAccess;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a build finds around it.
 *
 * @param outbound how requests leave
 * @param environment variables of the build
 */
record Surroundings(Outbound outbound, Map<String, String> environment) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    static Surroundings of(Workbench bench) {
        return new Surroundings(Outbound.of(bench), bench.environment());
    }

    OwnerFolder state() {
        return OwnerFolder.ofUser(environment);
    }

    /** The time that the image bears: the parameter, SOURCE_DATE_EPOCH, else the epoch. */
    Instant created(ImageRequest request) {
        if (request.created() != null) {
            return request.created();
        }
        String seconds = environment.getOrDefault("SOURCE_DATE_EPOCH", "0").strip();
        if (!seconds.matches("\\d{1,11}")) {
            throw new InvalidInputException("SOURCE_DATE_EPOCH '" + seconds + "' is no number of seconds; write digits");
        }
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }

    RegistryAccess registries(ImageRequest request, Workbench bench) throws IOException {
        Outbound trusting = credential(request.caCredentialsId(), bench)
                .map(authority -> outbound.trusting(authority.secret()))
                .orElse(outbound);
        return new RegistryAccess(
                new Requester(trusting, Retries.USUAL),
                DockerConfig.ofUser(environment),
                credential(request.credentialsId(), bench),
                request.insecure(),
                state());
    }

    /** The credential for the base image: its own, or the push credential where the registry is the same. */
    Optional<Credential> baseCredential(ImageRequest request, Reference base, Workbench bench) {
        if (!request.baseCredentialsId().isEmpty()) {
            return credential(request.baseCredentialsId(), bench);
        }
        boolean sameHost = !request.image().isEmpty() && Reference.parse("image", request.image()).host().equals(base.host());
        return sameHost ? credential(request.credentialsId(), bench) : Optional.empty();
    }

    static Optional<Credential> credential(String id, Workbench bench) {
        return id.isEmpty() ? Optional.empty() : Optional.of(bench.credential(id));
    }
}
