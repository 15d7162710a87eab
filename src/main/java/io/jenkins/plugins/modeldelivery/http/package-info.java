/** Outbound HTTP for everyone: destinations, TLS with own authorities, proxy, credentials, limits and retries. */
package io.jenkins.plugins.modeldelivery.http;
