package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Relay;
import io.jenkins.plugins.modeldelivery.http.Relays;
import io.jenkins.plugins.modeldelivery.jenkins.configuration.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.jenkins.credentials.StoredCredentials;
import io.jenkins.plugins.modeldelivery.jenkins.page.Permissions;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import io.jenkins.plugins.modeldelivery.jenkins.store.StoreFolder;
import io.jenkins.plugins.modeldelivery.operation.Cluster;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.JobStarter;
import io.jenkins.plugins.modeldelivery.operation.Neighbours;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a long operation may use on the controller. There is no workspace, since the build may run outside of any node.
 * Credentials are looked up at each use, so that one that was taken away is no longer used.
 */
final class ControllerBench implements Workbench {
    private final Supplier<Optional<Run<?, ?>>> run;
    private final StoredOperation operation;
    private final String job;
    private final String step;
    private final String name;
    private final Consumer<String> log;
    private final Set<String> recorded;

    /**
     * A bench for the operation of one build.
     *
     * @param run the build while there is one
     * @param recorded ids of the credentials whose use by the build is recorded; what is used more is added
     */
    ControllerBench(StoredOperation operation, Supplier<Optional<Run<?, ?>>> run, Consumer<String> log, Set<String> recorded) {
        this.run = run;
        this.operation = operation;
        this.job = operation.job();
        this.step = operation.step();
        this.name = operation.name();
        this.log = log;
        this.recorded = recorded;
    }

    @Override
    public void log(String line) {
        log.accept(line);
    }

    @Override
    public void progress(String line) {
        log.accept(line);
    }

    @Override
    public void checkCancelled() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Jenkins ends");
        }
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Path workspace() {
        throw noWorkspace();
    }

    @Override
    public Path file(String parameter, String path) {
        throw new InvalidInputException(
                parameter + " '" + path + "' cannot be read: the step runs on the controller, which has no workspace");
    }

    @Override
    public Path scratch() {
        throw noWorkspace();
    }

    private static IllegalStateException noWorkspace() {
        return new IllegalStateException("the controller has no workspace");
    }

    @Override
    public Path store() {
        return StoreFolder.path();
    }

    /** Those of the controller, and which build it is. */
    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("JOB_NAME", job);
        environment.put("BUILD_NUMBER", operation.number());
        return environment;
    }

    @Override
    public List<Map<String, Object>> reports() {
        return run.get().stream()
                .flatMap(build -> build.getActions(VerdictAction.class).stream())
                .map(VerdictAction::report)
                .toList();
    }

    @Override
    public boolean mayOverride() {
        return run.get().map(Starter::of).map(starter -> starter.may(Permissions.OVERRIDE)).orElse(false);
    }

    @Override
    public Cluster cluster(String name) {
        return ModelDeliveryConfiguration.get().cluster(name);
    }

    @Override
    public boolean automationSuspended() {
        return ModelDeliveryConfiguration.get().isAutomationSuspended();
    }

    @Override
    public <T> Optional<T> setting(Class<T> type) {
        if (type == Outbound.class) {
            return Optional.of(type.cast(ModelDeliveryConfiguration.get().controllerOutbound()));
        }
        if (type == JobStarter.class) {
            return Optional.of(type.cast(new ControllerJobs(operation)));
        }
        if (type == Relays.class) {
            return Optional.of(type.cast((Relays) this::agent));
        }
        return type == Neighbours.class ? Optional.of(type.cast((Neighbours) this::sendHome)) : Optional.empty();
    }

    private Relay agent(String label, String authorities) {
        Outbound outbound = ModelDeliveryConfiguration.get().agentOutbound();
        return new AgentRelay(label, authorities.isEmpty() ? outbound : outbound.trusting(authorities), run);
    }

    private boolean sendHome(String subject) {
        List<LongOperation> others = LongOperations.on(subject).stream()
                .filter(other -> !other.stored().ended() && !other.stored().id().equals(operation.id()))
                .toList();
        others.forEach(other -> other.makeRoomFor(operation));
        return !others.isEmpty();
    }

    @Override
    public Optional<Map<String, Object>> previousReport() {
        return run.get().flatMap(build -> new EarlierReports(build, step, name).previous());
    }

    @Override
    public Optional<Map<String, Object>> lastGoodReport() {
        return run.get().flatMap(build -> new EarlierReports(build, step, name).lastGood());
    }

    @Override
    public Credential credential(String id) {
        try {
            Optional<Run<?, ?>> build = run.get();
            if (build.isEmpty()) {
                return StoredCredentials.find(id, job);
            }
            return recorded.add(id)
                    ? StoredCredentials.find(Set.of(id), build.get()).get(id)
                    : StoredCredentials.findAgain(id, build.get());
        } catch (AbortException e) {
            throw new InvalidInputException(e.getMessage(), e);
        } catch (IOException e) {
            throw new SurroundingsException("cannot read credential '" + id + "': " + e + "; look at its file", e);
        }
    }
}
