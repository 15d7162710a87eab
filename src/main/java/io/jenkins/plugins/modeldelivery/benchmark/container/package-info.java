/** Starts the model server in a container for as long as the benchmark lasts. */
package io.jenkins.plugins.modeldelivery.benchmark.container;
