/** A benchmark's report in the forms that other tools read. */
package io.jenkins.plugins.modeldelivery.benchmark.output;
