/** Stable against canary: verdicts from evidence that stays valid however often one looks. Knows no cluster, no Jenkins, no clock. */
package io.jenkins.plugins.modeldelivery.judge;
