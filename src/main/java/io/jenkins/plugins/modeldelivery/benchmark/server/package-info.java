/** The server's own view of a load point, out of its metrics. */
package io.jenkins.plugins.modeldelivery.benchmark.server;
