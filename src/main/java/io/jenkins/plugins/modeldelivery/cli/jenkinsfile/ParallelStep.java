package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import groovy.lang.Closure;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The step parallel: each branch on a thread of its own. It ends when all have; the gravest failure is thrown. */
final class ParallelStep {
    private final Build build;
    private final boolean failFast;
    private final List<Branch> branches = new ArrayList<>();
    private final BlockingQueue<Branch> finished = new LinkedBlockingQueue<>();

    private ParallelStep(Build build, boolean failFast) {
        this.build = build;
        this.failFast = failFast;
    }

    /** Runs what a Jenkinsfile passes: branch names to blocks, and {@code failFast}. */
    static Object run(StepCall call, Build build) throws InterruptedException {
        Map<String, Body> bodies = new LinkedHashMap<>();
        call.arguments().forEach((name, value) -> {
            if (value instanceof Closure<?> closure) {
                bodies.put(name, closure::call);
            } else if (!name.equals("failFast")) {
                throw call.wrong(name, "is not a block; write parallel " + name + ": { … }");
            }
        });
        return run(bodies, call.flag("failFast", false), build);
    }

    /** Runs the bodies as branches and returns their values by name. */
    static Map<String, Object> run(Map<String, Body> bodies, boolean failFast, Build build) throws InterruptedException {
        if (bodies.isEmpty()) {
            throw new InvalidInputException("parallel has no branch; give it one, as in parallel a: { … }");
        }
        return new ParallelStep(build, failFast).join(bodies);
    }

    private Map<String, Object> join(Map<String, Body> bodies) throws InterruptedException {
        bodies.forEach((name, body) -> branches.add(new Branch(name, body)));
        branches.forEach(branch -> branch.thread.start());
        List<Branch> failed = new ArrayList<>();
        for (int left = branches.size(); left > 0; left--) {
            Branch branch = awaitOne();
            if (branch.failure != null) {
                failed.add(branch);
                build.log(Messages.Run_branchFailed(branch.name));
                if (failFast && failed.size() == 1) {
                    interruptAll(new Interruption(Result.ABORTED, Messages.Run_branchFailed(branch.name)));
                }
            }
        }
        if (!failed.isEmpty()) {
            throw Failures.thrown(gravest(failed));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        branches.forEach(branch -> values.put(branch.name, branch.value));
        return values;
    }

    /** The next branch to end. An interruption of this strand goes on to the branches, which then end with its cause. */
    private Branch awaitOne() {
        while (true) {
            try {
                return finished.take();
            } catch (InterruptedException e) {
                interruptAll(build.strand().takeInterruption());
            }
        }
    }

    private void interruptAll(Interruption cause) {
        branches.forEach(branch -> branch.interrupt(cause));
    }

    /** With failFast the first; else interruptions come last, and the worse result first among them. */
    private Throwable gravest(List<Branch> failed) {
        List<Throwable> failures = new ArrayList<>(failed.stream().map(branch -> branch.failure).toList());
        if (!failFast) {
            failures.sort(Comparator.comparing((Throwable failure) -> failure instanceof Interruption)
                    .thenComparing(failure -> failure instanceof StepFailure)
                    .thenComparing(Failures::resultOf, Comparator.reverseOrder()));
        }
        return failures.get(0);
    }

    private final class Branch {
        private final String name;
        private final Body body;
        private final Thread thread;
        private Strand strand;
        private Interruption early;
        private boolean ended;
        private Object value;
        private Throwable failure;

        Branch(String name, Body body) {
            this.name = name;
            this.body = body;
            Scope scope = build.scope().inBranch(name);
            this.thread = new Thread(() -> run(scope), name);
            this.thread.setDaemon(true);
        }

        private void run(Scope scope) {
            build.onStrand(begin(scope), () -> {
                try {
                    value = body.run();
                } catch (Throwable thrown) {
                    failure = build.causeOf(thrown);
                }
            });
            end();
            finished.add(this);
        }

        private synchronized Strand begin(Scope scope) {
            strand = new Strand(scope);
            if (early != null) {
                strand.interrupt(early);
            }
            return strand;
        }

        private synchronized void end() {
            ended = true;
        }

        private synchronized void interrupt(Interruption cause) {
            if (strand == null) {
                early = cause;
            } else if (!ended) {
                strand.interrupt(cause);
            }
        }
    }
}
