package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import io.jenkins.plugins.modeldelivery.benchmark.load.GrpcExchanges;
import io.jenkins.plugins.modeldelivery.benchmark.load.GrpcTransport;
import io.jenkins.plugins.modeldelivery.benchmark.load.HttpExchanges;
import io.jenkins.plugins.modeldelivery.benchmark.load.HttpServerAddress;
import io.jenkins.plugins.modeldelivery.benchmark.load.HttpTransport;
import io.jenkins.plugins.modeldelivery.benchmark.load.Transport;

/** A server and the requests it gets, written out before the load begins so that nothing is built while it runs. */
public interface Target {
    /** A transport of its own for one load. */
    Transport transport(int lanes);

    /** How many different requests there are; they are sent in turn. */
    int requestCount();

    /** A server that speaks gRPC. */
    static Target grpc(HttpServerAddress server, GrpcExchanges exchanges) {
        return new Target() {
            @Override
            public Transport transport(int lanes) {
                return new GrpcTransport(server, exchanges, lanes);
            }

            @Override
            public int requestCount() {
                return exchanges.requests().size();
            }
        };
    }

    /** A server that speaks HTTP/1.1. */
    static Target http(HttpServerAddress server, HttpExchanges exchanges) {
        return new Target() {
            @Override
            public Transport transport(int lanes) {
                return new HttpTransport(server, exchanges, lanes);
            }

            @Override
            public int requestCount() {
                return exchanges.requests().size();
            }
        };
    }
}
