/** The command line: a command for each step, and {@code run} for a whole Jenkinsfile. */
package io.jenkins.plugins.modeldelivery.cli;
