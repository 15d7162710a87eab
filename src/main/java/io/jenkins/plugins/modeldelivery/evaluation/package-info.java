/** evaluateModel: reads a model's predictions, measures them, compares them with a champion's, and judges the gates. */
package io.jenkins.plugins.modeldelivery.evaluation;
