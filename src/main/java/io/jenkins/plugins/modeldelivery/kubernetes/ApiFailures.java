package io.jenkins.plugins.modeldelivery.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says in one line why the API server did not do what it was asked for, and what to do about it. */
final class ApiFailures {
    private static final int LONGEST = 600;

    private ApiFailures() {}

    /**
     * The error for a request that failed.
     *
     * @param what was asked for
     * @param server its address
     */
    static RuntimeException of(String what, String server, KubernetesClientException failure) {
        String asked = "cannot " + what;
        if (failure.getCode() <= 0) {
            return new SurroundingsException(asked + ": no answer from " + server + ": " + cause(failure), failure);
        }
        String words = words(failure);
        return switch (failure.getCode()) {
            case 401 -> new InvalidInputException(
                    asked + ": the API server does not accept the credential; it may have expired: store a new one", failure);
            case 403 -> refused(asked, words, failure);
            case 404 -> new InvalidInputException(
                    asked + ": the API server does not know it" + words + "; check the names, and that what defines it is installed",
                    failure);
            case 409 -> new SurroundingsException(
                    asked + ": somebody else keeps changing it" + words + "; see who else manages it", failure);
            case 400, 422 -> new InvalidInputException(asked + ": the API server does not accept it" + words, failure);
            case 429 -> new SurroundingsException(asked + ": the API server asks for fewer requests; try again later", failure);
            default -> new SurroundingsException(
                    asked + ": the API server answers with status " + failure.getCode() + words + "; try again later", failure);
        };
    }

    /** The API server says 403 both to who may not and to what does not fit. */
    private static RuntimeException refused(String asked, String words, KubernetesClientException failure) {
        if (words.contains("exceeded quota")) {
            return new SurroundingsException(
                    asked + ": the namespace's quota is full" + words + "; raise it or free what is not needed", failure);
        }
        if (words.contains("admission webhook")) {
            return new InvalidInputException(asked + ": a policy of the cluster refuses it" + words, failure);
        }
        return new InvalidInputException(
                asked + ": permission is missing" + words + "; grant it to the account as in examples/kubernetes/rbac.yaml", failure);
    }

    private static String words(KubernetesClientException failure) {
        String message = failure.getStatus() == null ? null : failure.getStatus().getMessage();
        return message == null || message.isBlank() ? "" : " (" + shortened(message) + ")";
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
    }

    private static String cause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "the TLS connection failed (" + cause.getMessage()
                        + "); check the kubeconfig's certificate-authority-data";
            }
            if (cause instanceof SocketTimeoutException || cause instanceof HttpTimeoutException
                    || cause instanceof TimeoutException) {
                return "it did not answer in time; check that it runs and is not overloaded";
            }
            if (cause instanceof ConnectException) {
                return "the connection was refused; check the address and that it runs";
            }
            if (cause instanceof UnknownHostException) {
                return "its name is unknown here; check the address";
            }
        }
        return "the connection broke; check the network";
    }
}
