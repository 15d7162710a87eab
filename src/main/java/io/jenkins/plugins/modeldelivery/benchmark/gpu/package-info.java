/** Reads GPU counters while load runs; what a device does not support is absent, never zero. */
package io.jenkins.plugins.modeldelivery.benchmark.gpu;
