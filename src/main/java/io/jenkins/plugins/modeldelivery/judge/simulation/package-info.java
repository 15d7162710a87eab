/** Canaries in virtual time: how often a plan gives a false alarm and how fast it finds a regression, before anybody uses it. */
package io.jenkins.plugins.modeldelivery.judge.simulation;
