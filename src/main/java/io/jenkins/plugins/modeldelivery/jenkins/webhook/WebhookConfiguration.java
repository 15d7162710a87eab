package io.jenkins.plugins.modeldelivery.jenkins.webhook;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.FormValidation;
import io.jenkins.plugins.modeldelivery.jenkins.credentials.StoredCredentials;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Who may deliver alerts, on the page of the system's configuration or as code: the ids of secrets that Jenkins stores. */
@Extension
@Symbol("modelDeliveryWebhook")
public final class WebhookConfiguration extends GlobalConfiguration {
    private static final Logger LOGGER = Logger.getLogger(WebhookConfiguration.class.getName());

    private List<String> credentialsIds = new ArrayList<>();

    public WebhookConfiguration() {
        load();
    }

    /** The configuration of this Jenkins. */
    public static WebhookConfiguration get() {
        return ExtensionList.lookupSingleton(WebhookConfiguration.class);
    }

    /** Ids of secret texts, each of which opens the webhook; none closes it. */
    public List<String> getCredentialsIds() {
        return List.copyOf(credentialsIds);
    }

    /** Takes them from a form's text area, one a line, or from code, one an element. */
    @DataBoundSetter
    public void setCredentialsIds(List<String> ids) {
        credentialsIds = new ArrayList<>(lines(ids));
        save();
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream().flatMap(String::lines).map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** The ids, one a line, as a text area shows them. */
    public String getCredentialsIdLines() {
        return String.join("\n", credentialsIds);
    }

    /** The secrets as they are now; one that is gone no longer opens anything. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        for (String id : credentialsIds) {
            try {
                String secret = StoredCredentials.ofJenkins(id).secret();
                if (!secret.isEmpty()) {
                    secrets.add(secret);
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "The webhook of alerts goes without a secret: {0}", e.getMessage());
            }
        }
        return secrets;
    }

    @POST
    public FormValidation doCheckCredentialsIds(@QueryParameter String value) {
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return FormValidation.ok();
        }
        for (String id : lines(List.of(value))) {
            try {
                StoredCredentials.ofJenkins(id);
            } catch (AbortException e) {
                return FormValidation.error(e.getMessage());
            } catch (IOException e) {
                return FormValidation.error(Messages.WebhookConfiguration_unreadable(id));
            }
        }
        return FormValidation.ok();
    }
}
