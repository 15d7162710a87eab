/** A workload without a cluster: two addresses behind a weighted HTTP proxy, and the router that speaks to the proxy. */
package io.jenkins.plugins.modeldelivery.release.local;
