/**
 * What a model's predictions are worth: mergeable accumulators, each of which measures some metrics of one model
 * ({@link io.jenkins.plugins.modeldelivery.evaluation.metric.Measure}) or of two over the same rows
 * ({@link io.jenkins.plugins.modeldelivery.evaluation.metric.Comparison}). Names and definitions are scikit-learn's.
 */
package io.jenkins.plugins.modeldelivery.evaluation.metric;
