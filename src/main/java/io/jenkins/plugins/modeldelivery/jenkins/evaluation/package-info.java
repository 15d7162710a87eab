/** evaluateModel in Jenkins: the Pipeline step and the freestyle build step. */
package io.jenkins.plugins.modeldelivery.jenkins.evaluation;
