package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.jenkins.store.StoreFolder;
import io.jenkins.plugins.modeldelivery.operation.LongCapability;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** All long operations of this controller, by id. They are taken up again when Jenkins has loaded its jobs. */
public final class LongOperations {
    private static final Map<String, LongOperation> LIVE = new ConcurrentHashMap<>();

    /** By workload. */
    private static final Map<String, Tally> TALLIES = new ConcurrentHashMap<>();

    private LongOperations() {}

    static OperationFiles files() {
        return new OperationFiles(StoreFolder.path().resolve("operations"));
    }

    static ReleaserFiles releasers() {
        return new ReleaserFiles(StoreFolder.path().resolve("releasers"));
    }

    /** Takes up what an earlier life of the controller left. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void takeUp() {
        for (StoredOperation stored : files().read()) {
            start(new LongOperation(stored, null));
        }
    }

    /** Keeps a new operation, then lets it begin. */
    static void begin(StoredOperation stored, Attendant attendant) {
        files().write(stored);
        start(new LongOperation(stored, attendant));
    }

    private static void start(LongOperation operation) {
        if (LIVE.putIfAbsent(operation.id(), operation) == null) {
            operation.wake();
        }
    }

    /** Gives an operation that goes on, or whose end nobody has heard of, somebody who waits for it. */
    static boolean attend(String id, Attendant attendant) {
        LongOperation operation = LIVE.get(id);
        if (operation == null) {
            return false;
        }
        operation.attend(attendant);
        return true;
    }

    /** Asks something of an operation; false when it is over. */
    static boolean signal(String id, Signal signal) {
        LongOperation operation = LIVE.get(id);
        if (operation == null) {
            return false;
        }
        operation.ask(signal);
        return true;
    }

    /** Lets those of a capability look at once whose arguments say that there is something to see. */
    public static void wake(Class<? extends LongCapability> capability, Predicate<Map<String, Object>> concerned) {
        LIVE.values().stream()
                .filter(operation -> operation.stored().capability().equals(capability.getName()))
                .filter(operation -> concerned.test(operation.stored().arguments()))
                .forEach(LongOperation::wake);
    }

    static Optional<LongOperation> find(String id) {
        return Optional.ofNullable(LIVE.get(id));
    }

    /** Those that a build waits for, in the order in which they were asked for. */
    static List<LongOperation> of(Run<?, ?> run) {
        String build = run.getExternalizableId();
        return LIVE.values().stream()
                .filter(operation -> operation.stored().build().equals(build))
                .sorted(Comparator.comparingLong(operation -> operation.stored().createdAt()))
                .toList();
    }

    /** Those on one subject, in the order in which they were asked for. */
    static List<LongOperation> on(String subject) {
        return LIVE.values().stream()
                .filter(operation -> operation.stored().subject().equals(subject))
                .sorted(Comparator.comparingLong(operation -> operation.stored().createdAt()))
                .toList();
    }

    /** What has ended on a workload, be it a release or a watch. */
    static Tally tally(String subject) {
        return TALLIES.computeIfAbsent(Place.workloadOf(subject), workload -> new Tally());
    }

    /** The other operations on the same subject that came before this one and are not over, oldest first. */
    static List<LongOperation> before(StoredOperation later) {
        return LIVE.values().stream()
                .filter(operation -> goesFirst(operation.stored(), later))
                .sorted(Comparator.comparingLong(operation -> operation.stored().createdAt()))
                .toList();
    }

    private static boolean goesFirst(StoredOperation other, StoredOperation later) {
        if (!other.subject().equals(later.subject()) || other.id().equals(later.id()) || other.ended()) {
            return false;
        }
        boolean tie = other.createdAt() == later.createdAt();
        return tie ? other.id().compareTo(later.id()) < 0 : other.createdAt() < later.createdAt();
    }

    static void forget(String id) {
        files().delete(id);
        LIVE.remove(id);
    }

    static void forgetAll() {
        LIVE.clear();
        TALLIES.clear();
    }
}
