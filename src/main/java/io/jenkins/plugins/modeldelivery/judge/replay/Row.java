package io.jenkins.plugins.modeldelivery.judge.replay;

import io.jenkins.plugins.modeldelivery.judge.NonAnswer;
import java.util.Map;

/**
 * One row of a recorded series.
 *
 * @param time end of the interval in seconds
 * @param pod the empty string when the file does not tell pods apart
 * @param values finite numbers by column
 * @param nonAnswers columns that hold no number
 */
record Row(double time, String pod, Map<String, Double> values, Map<String, NonAnswer> nonAnswers) {}
