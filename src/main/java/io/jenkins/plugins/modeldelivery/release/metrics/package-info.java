/** What servers have counted, pod by pod, read from their own pages under the names that kinds of server count by. */
package io.jenkins.plugins.modeldelivery.release.metrics;
