/** Judges recorded series: from CSV files to a verdict, the time of decision and the evidence over time. */
package io.jenkins.plugins.modeldelivery.judge.replay;
