package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.util.List;

/** Writes out the requests of each protocol. */
public final class Targets {
    private final Addressee addressee;

    public Targets(Addressee addressee) {
        this.addressee = addressee;
    }

    /**
     * The server and its requests.
     *
     * @param method the empty string for GET without and POST with bodies
     * @param headers {@code name: value} each
     * @param bodyTemplate what is sent for each line of data; the empty string for the line itself
     * @param lines JSON texts, sent in turn; empty for requests without one
     * @throws InvalidInputException if a header, the method or a line is malformed
     * @throws SurroundingsException if the host's name cannot be resolved
     */
    public Target target(
            String method, List<String> headers, String bodyTemplate, Expectations expectations, List<byte[]> lines) {
        Template body = bodyTemplate.isEmpty() ? null : new Template("body", bodyTemplate);
        if (body != null && body.hasFields() && lines.isEmpty()) {
            throw new InvalidInputException("gpuBenchmark: body takes fields of the data, but data is missing; name its file");
        }
        RequestForm form = new RequestForm(method, headers, body, expectations);
        Protocol protocol = addressee.protocol();
        if (expectations.checksJson() && (protocol.isStream() || protocol.isGrpc())) {
            throw new InvalidInputException("gpuBenchmark: expect looks into a JSON response, but protocol '"
                    + protocol.written() + "' brings " + (protocol.isGrpc() ? "a message" : "a stream") + "; leave the JSON paths out");
        }
        if (!addressee.authorization().isEmpty() && form.names("authorization")) {
            throw new InvalidInputException(
                    "gpuBenchmark: headers and credentialsId both say who asks; leave the header Authorization out");
        }
        if (protocol.isGrpc()) {
            return new GrpcRequests(addressee, form).target(lines);
        }
        return new HttpRequests(addressee, form, !lines.isEmpty()).target(lines);
    }
}
