/** Tests, intervals, bootstrap, drift distances, histograms: pure functions, each with its source. */
package io.jenkins.plugins.modeldelivery.statistics;
