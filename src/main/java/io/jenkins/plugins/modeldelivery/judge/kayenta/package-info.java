/** Kayenta's judge: its canary config, classifications and scores, and a second mode without its known weaknesses. */
package io.jenkins.plugins.modeldelivery.judge.kayenta;
