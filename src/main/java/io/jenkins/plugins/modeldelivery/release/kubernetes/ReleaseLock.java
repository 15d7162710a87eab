package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Keeps two operations, on whatever controller, from changing one workload: a Lease beside it. Whoever holds it renews it at
 * every look; a holder that is gone loses it when the time is over.
 */
public final class ReleaseLock {
    private final ClusterConnection connection;
    private final Target target;
    private final Duration validity;
    private final Clock clock;

    /**
     * The lock of a target's workload.
     *
     * @param validity after which a holder that did not renew it counts as gone; several looks long
     */
    public ReleaseLock(ClusterConnection connection, Target target, Duration validity, Clock clock) {
        this.connection = connection;
        this.target = target;
        this.validity = validity;
        this.clock = clock;
    }

    /**
     * Takes or renews the lock.
     *
     * @param holder who wants it, such as the operation's id
     * @return who holds it instead; empty when it is ours
     * @throws SurroundingsException if others keep taking it
     */
    public Optional<String> hold(String holder) throws InterruptedException {
        Lease found = connection.ask("get lease " + name(), this::find);
        if (found == null) {
            try {
                connection.client().resource(fresh(holder)).create();
                return Optional.empty();
            } catch (KubernetesClientException e) {
                if (e.getCode() != 409) {
                    return connection.ask("create lease " + name(), () -> {
                        throw e;
                    });
                }
                return Optional.of(holder(connection.ask("get lease " + name(), this::find)));
            }
        }
        String present = holder(found);
        if (!present.isEmpty() && !present.equals(holder) && !isOver(found)) {
            return Optional.of(present);
        }
        Lease kept = connection.edit("lease " + name(), this::find, lease -> {
            String now = holder(lease);
            boolean ours = now.isEmpty() || now.equals(holder) || isOver(lease);
            return ours ? new LeaseBuilder(lease).withSpec(spec(holder)).build() : lease;
        });
        return holder(kept).equals(holder) ? Optional.empty() : Optional.of(holder(kept));
    }

    /** Gives the lock back, if it is ours. */
    public void release(String holder) throws InterruptedException {
        Lease found = connection.ask("get lease " + name(), this::find);
        if (found == null || !holder(found).equals(holder)) {
            return;
        }
        connection.edit("lease " + name(), this::find, lease -> holder(lease).equals(holder)
                ? new LeaseBuilder(lease).withSpec(new LeaseSpec()).build()
                : lease);
    }

    private Lease find() {
        return connection.client().leases().inNamespace(target.namespace()).withName(leaseName()).get();
    }

    private Lease fresh(String holder) {
        return new LeaseBuilder()
                .withNewMetadata().withName(leaseName()).withNamespace(target.namespace()).endMetadata()
                .withSpec(spec(holder))
                .build();
    }

    private LeaseSpec spec(String holder) {
        LeaseSpec spec = new LeaseSpec();
        spec.setHolderIdentity(holder);
        spec.setLeaseDurationSeconds((int) validity.toSeconds());
        spec.setRenewTime(ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        return spec;
    }

    private boolean isOver(Lease lease) {
        ZonedDateTime renewed = lease.getSpec().getRenewTime();
        Integer seconds = lease.getSpec().getLeaseDurationSeconds();
        return renewed == null || seconds == null || renewed.plusSeconds(seconds).toInstant().isBefore(clock.instant());
    }

    private static String holder(Lease lease) {
        String holder = lease == null || lease.getSpec() == null ? null : lease.getSpec().getHolderIdentity();
        return holder == null ? "" : holder;
    }

    private String leaseName() {
        return "model-delivery-" + target.workload().kind() + "-" + target.workload().name();
    }

    private String name() {
        return target.namespace() + "/" + leaseName();
    }
}
