package io.jenkins.plugins.modeldelivery.jenkins.webhook;

import hudson.Extension;
import hudson.model.UnprotectedRootAction;
import io.jenkins.plugins.modeldelivery.jenkins.rollback.WatchWaker;
import io.jenkins.plugins.modeldelivery.jenkins.store.StoreFolder;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.prometheus.WebhookPayload;
import io.jenkins.plugins.modeldelivery.rollback.AlertInbox;
import java.io.IOException;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code /model-delivery-alert/}: takes Alertmanager's deliveries from whoever has a secret. It answers 204 once all alerts
 * of a delivery are on the disk, and wakes the watches that they concern. 401: no secret was sent; 403: a wrong one, or none
 * is configured; 400: the payload cannot be read; 413: it is too large; 503: the disk does not take it, to be sent again.
 */
@Extension
public final class AlertWebhook implements UnprotectedRootAction {
    static final String URL_NAME = "model-delivery-alert";
    /** Bytes of one delivery. */
    static final int LARGEST = 1 << 20;

    private static final Logger LOGGER = Logger.getLogger(AlertWebhook.class.getName());

    @POST
    public HttpResponse doIndex(StaplerRequest2 request) throws IOException {
        SenderProof proof = new SenderProof(WebhookConfiguration.get().secrets());
        if (!proof.isPossible()) {
            return refused(403, Messages.AlertWebhook_noSecret());
        }
        String bearer = request.getHeader("Authorization");
        String signature = request.getHeader(SenderProof.SIGNATURE);
        boolean known = proof.isBearer(bearer);
        // What nobody vouches for is not even read.
        if (!known && signature == null) {
            return bearer == null
                    ? refused(401, Messages.AlertWebhook_noProof()) : refused(403, Messages.AlertWebhook_wrongProof());
        }
        if (request.getContentLengthLong() > LARGEST) {
            return refused(413, Messages.AlertWebhook_tooLarge(LARGEST));
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return refused(413, Messages.AlertWebhook_tooLarge(LARGEST));
        }
        if (!known && !proof.isSignature(signature, body)) {
            return refused(403, Messages.AlertWebhook_wrongProof());
        }
        return take(body);
    }

    private static HttpResponse take(byte[] body) {
        try {
            WebhookPayload payload = AlertInbox.of(StoreFolder.path()).take(body, Clock.systemUTC().instant());
            if (payload.leftOut() > 0) {
                LOGGER.log(Level.WARNING, "Alertmanager left {0} alerts out of a delivery; raise its max_alerts", payload.leftOut());
            }
            WatchWaker.heard(payload.alerts());
            return HttpResponses.status(204);
        } catch (InvalidInputException e) {
            return refused(400, e.getMessage());
        } catch (SurroundingsException e) {
            LOGGER.log(Level.SEVERE, "A delivery of alerts is refused", e);
            return refused(503, Messages.AlertWebhook_notKept());
        }
    }

    private static HttpResponse refused(int status, String why) {
        return HttpResponses.errorWithoutStack(status, why);
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }
}
