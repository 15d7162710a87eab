package io.jenkins.plugins.modeldelivery.release;

import static io.jenkins.plugins.modeldelivery.release.Strategy.BLUE_GREEN;
import static io.jenkins.plugins.modeldelivery.release.Strategy.CANARY;
import static io.jenkins.plugins.modeldelivery.release.Strategy.DARK_LAUNCH;
import static io.jenkins.plugins.modeldelivery.release.Strategy.ROLLING;
import static io.jenkins.plugins.modeldelivery.release.Strategy.SHADOW;

import java.util.EnumSet;
import java.util.Set;

/**
 * What can shift traffic, and what each of them can do: the table of docs/kubernetes.md, which a test compares with
 * this one.
 */
public enum RouterKind {
    /** Two endpoints behind a weighted proxy. */
    LOCAL("local", EnumSet.of(CANARY, BLUE_GREEN, DARK_LAUNCH, SHADOW), true, true),
    /** Two servers of an HAProxy backend, over its runtime API. */
    HAPROXY("haproxy", EnumSet.of(CANARY, BLUE_GREEN), false, false),
    /** The numbers of pods behind one Service. */
    REPLICAS("replicas", EnumSet.of(CANARY, ROLLING), false, false),
    /** Weights of an HTTPRoute of the Gateway API. */
    GATEWAY_API("gateway-api", EnumSet.of(CANARY, BLUE_GREEN, DARK_LAUNCH, SHADOW), true, false),
    /** Weights of an Istio VirtualService. */
    ISTIO("istio", EnumSet.of(CANARY, BLUE_GREEN, DARK_LAUNCH, SHADOW), true, true),
    /** {@code canaryTrafficPercent} of a KServe InferenceService. */
    KSERVE("kserve", EnumSet.of(CANARY, BLUE_GREEN), false, false),
    /** Canary annotations of an Ingress of ingress-nginx. */
    NGINX("nginx", EnumSet.of(CANARY, BLUE_GREEN, DARK_LAUNCH), true, true),
    /** The steps of an Argo Rollout, which Argo takes and we order. */
    ARGO("argo", EnumSet.of(CANARY), false, false),
    /** The weights of a Flagger Canary, whose steps Flagger takes and we order. */
    FLAGGER("flagger", EnumSet.of(CANARY), false, false);

    private final String text;
    private final Set<Strategy> strategies;
    private final boolean header;
    private final boolean cookie;

    RouterKind(String text, Set<Strategy> strategies, boolean header, boolean cookie) {
        this.text = text;
        this.strategies = strategies;
        this.header = header;
        this.cookie = cookie;
    }

    /** The name as a Jenkinsfile has it, as in {@code gateway-api}. */
    public String text() {
        return text;
    }

    public Set<Strategy> strategies() {
        return Set.copyOf(strategies);
    }

    /** Whether it can send requests with a certain header to the canary. */
    public boolean takesHeader() {
        return header;
    }

    /** Whether it can send requests with a certain cookie to the canary. */
    public boolean takesCookie() {
        return cookie;
    }

    /** Whether it can send the canary a copy of the traffic. */
    public boolean mirrors() {
        return strategies.contains(SHADOW);
    }

    /** Whether a name follows, as in {@code gateway-api:fraud}. */
    public boolean needsName() {
        return this != REPLICAS && this != KSERVE && this != ARGO;
    }

    /** Whether it stands before servers that somebody else starts, in no cluster. */
    public boolean isLocal() {
        return this == LOCAL || this == HAPROXY;
    }

    /** Whether the canary can get all traffic while stable keeps its replicas. */
    public boolean reachesAll() {
        return this != REPLICAS && this != FLAGGER;
    }
}
