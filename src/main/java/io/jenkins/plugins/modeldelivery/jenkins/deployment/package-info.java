/** What runs where: pages of the whole Jenkins and of each job, and the way back to what ran before. */
package io.jenkins.plugins.modeldelivery.jenkins.deployment;
