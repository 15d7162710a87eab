/** Runs a capability for Jenkins: on the agent that holds the workspace, for a Pipeline step or a freestyle build step. */
package io.jenkins.plugins.modeldelivery.jenkins.operation;
