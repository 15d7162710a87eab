/** Kubernetes for everyone: access to an API server, one-line errors, permissions, and Jobs with their logs. */
package io.jenkins.plugins.modeldelivery.kubernetes;
