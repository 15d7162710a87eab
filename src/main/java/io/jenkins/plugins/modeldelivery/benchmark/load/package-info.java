/**
 * Generates load: a schedule of intended times, a loop on one thread that keeps to it, and transports: HTTP/1.1 connections
 * that allocates nothing per request.
 */
package io.jenkins.plugins.modeldelivery.benchmark.load;
