package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What pods ask for, in the units of the cluster's base: cores, bytes, pieces.
 *
 * @param amounts by the resource's name
 */
record Resources(Map<String, BigDecimal> amounts) {
    static final Resources NONE = new Resources(Map.of());

    /** What one pod of this kind asks for. */
    static Resources of(PodSpec pod) {
        Resources all = NONE;
        for (Container container : pod.getContainers()) {
            all = all.plus(of(container.getResources()));
        }
        return all;
    }

    /** What one pod of this kind may take at most, as far as its containers are limited. */
    static Resources limitsOf(PodSpec pod) {
        Resources all = NONE;
        for (Container container : pod.getContainers()) {
            ResourceRequirements requirements = container.getResources();
            Map<String, BigDecimal> limits = new LinkedHashMap<>();
            if (requirements != null && requirements.getLimits() != null) {
                requirements.getLimits().forEach((name, quantity) -> limits.put(name, amount(quantity)));
            }
            all = all.plus(new Resources(limits));
        }
        return all;
    }

    /** What these pods ask for together; those that have ended ask for nothing. */
    static Resources of(List<Pod> pods) {
        Resources all = NONE;
        for (Pod pod : pods) {
            String phase = pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
            if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
                all = all.plus(of(pod.getSpec()));
            }
        }
        return all;
    }

    /** Pieces of hardware such as {@code nvidia.com/gpu}, which are never shared or promised twice. */
    Resources hardware() {
        Map<String, BigDecimal> hardware = new LinkedHashMap<>(amounts);
        hardware.keySet().removeIf(name -> !name.contains("/") || name.startsWith("kubernetes.io/"));
        return new Resources(hardware);
    }

    BigDecimal get(String name) {
        return amounts.getOrDefault(name, BigDecimal.ZERO);
    }

    Resources plus(Resources other) {
        Map<String, BigDecimal> sum = new LinkedHashMap<>(amounts);
        other.amounts.forEach((name, amount) -> sum.merge(name, amount, BigDecimal::add));
        return new Resources(sum);
    }

    /** The amount of a quantity as Kubernetes writes it, as in {@code 500m} or {@code 4Gi}. */
    static BigDecimal amount(Quantity quantity) {
        return quantity == null ? BigDecimal.ZERO : Quantity.getAmountInBytes(quantity);
    }

    private static Resources of(ResourceRequirements requirements) {
        Map<String, BigDecimal> amounts = new LinkedHashMap<>();
        if (requirements != null && requirements.getLimits() != null) {
            // What is only limited is requested to the same amount.
            requirements.getLimits().forEach((name, quantity) -> amounts.put(name, amount(quantity)));
        }
        if (requirements != null && requirements.getRequests() != null) {
            requirements.getRequests().forEach((name, quantity) -> amounts.put(name, amount(quantity)));
        }
        return new Resources(amounts);
    }
}
