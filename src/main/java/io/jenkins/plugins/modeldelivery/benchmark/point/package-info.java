/** Runs one load point and says whether its numbers can be trusted. */
package io.jenkins.plugins.modeldelivery.benchmark.point;
