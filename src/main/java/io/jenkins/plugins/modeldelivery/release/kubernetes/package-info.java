/** Releases on Kubernetes: the two versions of a workload, the routes between them, and everything that moves with them. */
package io.jenkins.plugins.modeldelivery.release.kubernetes;
