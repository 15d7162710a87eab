/** Turns the parameters of a benchmark into load points: how many connections, which schedule, for how long. */
package io.jenkins.plugins.modeldelivery.benchmark.scenario;
