/** Turns what a live source answers, counters that rise since a pod's start, into intervals that the judge can take in. */
package io.jenkins.plugins.modeldelivery.judge.live;
