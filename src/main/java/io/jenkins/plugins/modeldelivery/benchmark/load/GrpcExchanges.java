package io.jenkins.plugins.modeldelivery.benchmark.load;

import io.grpc.Metadata;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is sent over gRPC and what a good response is.
 *
 * @param method its full name, such as {@code inference.GRPCInferenceService/ModelInfer}; one message each way
 * @param requests sent in turn
 * @param contents makes what checks the responses of one lane
 */
public record GrpcExchanges(String method, List<Request> requests, Supplier<Content> contents) {
    /** A message as it goes over the wire, and its headers. */
    public record Request(byte[] message, Metadata headers) {}

    public GrpcExchanges {
        requests = List.copyOf(requests);
    }

    Request request(long number) {
        return requests.get((int) (number % requests.size()));
    }
}
