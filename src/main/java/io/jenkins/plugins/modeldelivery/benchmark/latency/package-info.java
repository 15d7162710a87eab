/** Keeps latencies in histograms and says how well their percentiles are known. */
package io.jenkins.plugins.modeldelivery.benchmark.latency;
