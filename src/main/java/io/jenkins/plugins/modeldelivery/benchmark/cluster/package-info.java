/** Runs the model server and the load of a benchmark as Jobs of a Kubernetes cluster. */
package io.jenkins.plugins.modeldelivery.benchmark.cluster;
