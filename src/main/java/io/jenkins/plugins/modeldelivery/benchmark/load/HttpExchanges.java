package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * What is sent over HTTP/1.1 and what a good response is.
 *
 * @param requests whole requests, head and body, sent in turn
 * @param head whether they are HEAD requests, whose responses have no body
 * @param goodStatus the statuses of a success
 * @param contents makes what checks the responses of one connection
 */
public record HttpExchanges(
        List<ByteBuffer> requests, boolean head, IntPredicate goodStatus, Supplier<Content> contents) {
    public HttpExchanges {
        requests = List.copyOf(requests);
    }

    ByteBuffer request(long number) {
        return requests.get((int) (number % requests.size())).duplicate();
    }
}
