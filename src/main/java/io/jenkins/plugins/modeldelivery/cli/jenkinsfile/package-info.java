/**
 * Runs a Jenkinsfile without Jenkins, on real Groovy 2.4 but without continuations: compiled by {@link
 * io.jenkins.plugins.modeldelivery.cli.jenkinsfile.JenkinsfileCompiler}, run by {@link
 * io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Build}. What is not supported is refused by name, with the line.
 */
package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;
