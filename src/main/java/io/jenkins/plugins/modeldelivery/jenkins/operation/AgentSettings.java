package io.jenkins.plugins.modeldelivery.jenkins.operation;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.io.Serializable;
import java.util.Map;

/**
 * What the controller decides of the bench on an agent. It crosses the connection with the work and is kept nowhere.
 *
 * @param credentials those that the work may ask for, by id
 * @param environment the variables of the build
 * @param outbound how requests leave
 * @param previousReport of the same use in the last build that has one; null for none
 * @param lastGoodReport the same of the last build in which it passed; null for none
 */
record AgentSettings(
        Map<String, Credential> credentials,
        Map<String, String> environment,
        Outbound outbound,
        Map<String, Object> previousReport,
        Map<String, Object> lastGoodReport)
        implements Serializable {

    /** Without the variables, which may hold secrets. */
    @Override
    public String toString() {
        return "AgentSettings[credentials=" + credentials.keySet() + "]";
    }
}
