/** What every capability is made of: request parameters, the workbench, verdicts and the report envelope. */
package io.jenkins.plugins.modeldelivery.operation;
