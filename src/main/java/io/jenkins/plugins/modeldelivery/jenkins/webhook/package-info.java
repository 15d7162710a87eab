/** The address to which Alertmanager and others deliver alerts. */
package io.jenkins.plugins.modeldelivery.jenkins.webhook;
