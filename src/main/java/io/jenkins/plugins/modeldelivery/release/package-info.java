/** What runs where: the two versions of a workload, the share of traffic that each gets, and the history of its releases. */
package io.jenkins.plugins.modeldelivery.release;
