/** Where a canary's evidence comes from beside the pods' and the routers' own pages: Prometheus, servers by their address, or JSON. */
package io.jenkins.plugins.modeldelivery.canary.metrics;
