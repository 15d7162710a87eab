/** Where a canary's evidence comes from beside the pods' own pages: Prometheus, the router, servers by their address, or JSON. */
package io.jenkins.plugins.modeldelivery.canary.metrics;
