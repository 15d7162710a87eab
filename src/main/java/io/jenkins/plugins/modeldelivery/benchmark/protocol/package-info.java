/** What is sent to a model server and what a right answer looks like, for each protocol. */
package io.jenkins.plugins.modeldelivery.benchmark.protocol;
