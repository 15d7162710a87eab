package io.jenkins.plugins.modeldelivery.jenkins.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * The credentials that Jenkins stores, as a step asks for them: by id, in the scope of the build and of who runs it. What
 * is found is used at once and never saved. A user name and password, a secret text and a secret file can be used.
 */
public final class StoredCredentials {
    private static final CredentialsMatcher USABLE = CredentialsMatchers.anyOf(
            CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
            CredentialsMatchers.instanceOf(StringCredentials.class),
            CredentialsMatchers.instanceOf(FileCredentials.class));
    /** What Jenkins keeps for itself is for no job. */
    private static final CredentialsMatcher FOR_JOBS =
            CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM));

    private StoredCredentials() {}

    /**
     * The credentials with these ids; their use by the build is recorded.
     *
     * @throws AbortException naming an id under which the build finds none that can be used
     */
    public static Map<String, Credential> find(Set<String> ids, Run<?, ?> run) throws IOException {
        Map<String, Credential> found = new LinkedHashMap<>();
        for (String id : ids) {
            StandardCredentials stored = stored(id, run);
            CredentialsProvider.track(run, stored);
            found.put(id, credential(id, stored));
        }
        return found;
    }

    /**
     * A credential whose use by the build is recorded already: to record it again would write a file at each use.
     *
     * @throws AbortException if the build finds none that can be used
     */
    public static Credential findAgain(String id, Run<?, ?> run) throws IOException {
        return credential(id, stored(id, run));
    }

    private static StandardCredentials stored(String id, Run<?, ?> run) throws AbortException {
        StandardCredentials stored = CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, List.of());
        if (stored == null) {
            throw missing(id);
        }
        return stored;
    }

    /**
     * The credential with this id when the build is gone: what its job may use or, when the job is gone too, what a job in
     * the nearest folder that is left may use.
     *
     * @param job full name of the job
     * @throws AbortException if there is none
     */
    public static Credential find(String id, String job) throws IOException {
        CredentialsMatcher wanted = CredentialsMatchers.allOf(CredentialsMatchers.withId(id), FOR_JOBS);
        StandardCredentials stored = CredentialsMatchers.firstOrNull(near(job), wanted);
        if (stored == null) {
            throw missing(id);
        }
        return credential(id, stored);
    }

    /**
     * The credential with this id that Jenkins itself may use, also one that it keeps for itself.
     *
     * @throws AbortException if there is none
     */
    public static Credential ofJenkins(String id) throws IOException {
        StandardCredentials stored = CredentialsMatchers.firstOrNull(near(""), CredentialsMatchers.withId(id));
        if (stored == null) {
            throw new AbortException("there is no credential '" + id + "' of Jenkins itself; create it there, or correct the id");
        }
        return credential(id, stored);
    }

    private static List<StandardCredentials> near(String name) {
        Item item = Jenkins.get().getItemByFullName(name, Item.class);
        if (item != null) {
            return CredentialsProvider.lookupCredentialsInItem(StandardCredentials.class, item, ACL.SYSTEM2, List.of());
        }
        int folder = name.lastIndexOf('/');
        return folder >= 0
                ? near(name.substring(0, folder))
                : CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of());
    }

    private static AbortException missing(String id) {
        return new AbortException("there is no credential '" + id
                + "' that this job can use; create it in this job's folder or above, or correct the id");
    }

    private static Credential credential(String id, StandardCredentials stored) throws IOException {
        if (stored instanceof StandardUsernamePasswordCredentials login) {
            return new Credential(login.getUsername(), login.getPassword().getPlainText());
        }
        if (stored instanceof StringCredentials text) {
            return new Credential("", text.getSecret().getPlainText());
        }
        if (stored instanceof FileCredentials file) {
            try (InputStream content = file.getContent()) {
                return new Credential("", new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        throw new AbortException("credential '" + id
                + "' is of a kind that cannot be used here; store a user name with password, a secret text or a secret file");
    }

    /** The ids to choose from on a form. Whoever may not configure the item sees only the id that is there already. */
    public static ListBoxModel choices(Item item, String current) {
        StandardListBoxModel choices = new StandardListBoxModel();
        if (item == null || !item.hasPermission(Item.CONFIGURE) && !item.hasPermission(CredentialsProvider.USE_ITEM)) {
            choices.includeCurrentValue(current);
            return choices;
        }
        choices.includeEmptyValue();
        choices.includeMatchingAs(ACL.SYSTEM2, item, StandardCredentials.class, List.of(), USABLE);
        choices.includeCurrentValue(current);
        return choices;
    }

    /** The ids that every job can use, for an administrator's form; others see only the id that is there already. */
    public static ListBoxModel globalChoices(String current) {
        StandardListBoxModel choices = new StandardListBoxModel();
        if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            choices.includeEmptyValue();
            choices.includeMatchingAs(
                    ACL.SYSTEM2,
                    Jenkins.get(),
                    StandardCredentials.class,
                    List.of(),
                    CredentialsMatchers.allOf(USABLE, FOR_JOBS));
        }
        choices.includeCurrentValue(current);
        return choices;
    }
}
