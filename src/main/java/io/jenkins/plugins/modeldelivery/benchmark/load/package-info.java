/**
 * Generates load: a schedule of intended times, one selector loop per core that keeps to it, and an HTTP/1.1 connection
 * that allocates nothing per request.
 */
package io.jenkins.plugins.modeldelivery.benchmark.load;
