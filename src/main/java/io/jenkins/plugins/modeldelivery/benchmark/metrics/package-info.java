/** Reads pages of metrics in the Prometheus text format while load runs. */
package io.jenkins.plugins.modeldelivery.benchmark.metrics;
