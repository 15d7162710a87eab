/** Where a canary's evidence comes from: what both arms have counted, from Prometheus, the servers' own pages, or JSON. */
package io.jenkins.plugins.modeldelivery.canary.metrics;
