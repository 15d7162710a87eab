package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.operation.Verdict;

/**
 * A report that one use of a step left in the output folder.
 *
 * @param name the use's name, which is also its folder's
 * @param step the step's name in a Jenkinsfile
 * @param badge what its badge says
 */
public record PublishedReport(String name, String step, Verdict verdict, String badge) {}
