/**
 * The one-line gate and check language: {@link io.jenkins.plugins.modeldelivery.gate.GateParser} reads it,
 * {@link io.jenkins.plugins.modeldelivery.gate.GateDecision} turns evidence into a verdict with a reason.
 */
package io.jenkins.plugins.modeldelivery.gate;
