package io.jenkins.plugins.modeldelivery.jenkins.operation;

import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.remoting.Future;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.modeldelivery.http.Letter;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Relay;
import io.jenkins.plugins.modeldelivery.http.Reply;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Requesters;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import jenkins.security.MasterToSlaveCallable;
import org.springframework.security.core.Authentication;

/**
 * The agents with a label, of which the first by name that is online sends the request. The controller itself is none, and an
 * agent on which the job may not build is none for it.
 */
final class AgentRelay implements Relay {
    /** For the way there and back. */
    private static final Duration WAY = Duration.ofSeconds(5);

    private final String label;
    private final Outbound outbound;
    private final Supplier<Optional<Run<?, ?>>> run;

    /**
     * Agents for the requests of one build.
     *
     * @param outbound how requests leave there
     */
    AgentRelay(String label, Outbound outbound, Supplier<Optional<Run<?, ?>>> run) {
        this.label = label;
        this.outbound = outbound;
        this.run = run;
    }

    @Override
    public Reply carry(Letter letter) throws IOException, InterruptedException {
        Future<Reply> reply = sent(letter);
        try {
            return reply.get(letter.timeout().plus(WAY).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            reply.cancel(true);
            throw lost(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidInputException refused) {
                throw refused;
            }
            if (e.getCause() instanceof FromThere failed) {
                throw new IOException(failed.getMessage(), failed);
            }
            throw lost(e.getCause());
        }
    }

    private Future<Reply> sent(Letter letter) {
        try {
            return channel().callAsync(new Delivery(letter, outbound));
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private SurroundingsException lost(Throwable cause) {
        return new SurroundingsException("the agent with the label '" + Excerpt.of(label) + "' (via) does not answer ("
                + cause.getClass().getSimpleName() + "); look at its connection", cause);
    }

    private VirtualChannel channel() {
        Label wanted = Jenkins.get().getLabel(label);
        Set<Node> nodes = wanted == null ? Set.of() : wanted.getNodes();
        return nodes.stream()
                .filter(node -> !node.getNodeName().isEmpty() && mayBuildOn(node))
                .sorted(Comparator.comparing(Node::getNodeName))
                .map(Node::toComputer)
                .filter(computer -> computer != null && computer.isOnline())
                .map(Computer::getChannel)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new SurroundingsException("no agent with the label '" + Excerpt.of(label)
                        + "' (via) is online on which the job may build; start one, or leave via out"));
    }

    private boolean mayBuildOn(Node node) {
        Authentication user = run.get()
                .map(Run::getParent)
                .filter(Queue.Task.class::isInstance)
                .map(job -> Tasks.getAuthenticationOf2((Queue.Task) job))
                .orElse(null);
        return user == null || node.hasPermission2(user, Computer.BUILD);
    }

    /** The connection from the agent failed, not the one to it. */
    private static final class FromThere extends IOException {
        private static final long serialVersionUID = 1L;

        private FromThere(IOException cause) {
            super(cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage()));
        }
    }

    /** Sends a letter on the agent. */
    private static final class Delivery extends MasterToSlaveCallable<Reply, IOException> {
        private static final long serialVersionUID = 1L;
        private static final Requesters REQUESTERS = new Requesters();

        private final Letter letter;
        private final Outbound outbound;

        private Delivery(Letter letter, Outbound outbound) {
            this.letter = letter;
            this.outbound = outbound;
        }

        @Override
        public Reply call() throws IOException {
            Requester requester = REQUESTERS.get(outbound.orProxyOf(System.getenv()), Retries.NONE);
            try {
                return letter.send(requester);
            } catch (IOException e) {
                throw new FromThere(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the agent is shutting down");
            }
        }
    }
}
