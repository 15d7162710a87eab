/** Watches GPUs and the server while load runs. */
package io.jenkins.plugins.modeldelivery.benchmark.telemetry;
