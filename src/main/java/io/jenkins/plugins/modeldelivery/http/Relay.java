package io.jenkins.plugins.modeldelivery.http;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;

/** Another machine that sends requests in our place, since it reaches what we do not. */
@FunctionalInterface
public interface Relay {
    /**
     * Has a request sent there, once.
     *
     * @throws IOException if the connection from there failed
     * @throws SurroundingsException if the other machine is not there
     */
    Reply carry(Letter letter) throws IOException, InterruptedException;
}
