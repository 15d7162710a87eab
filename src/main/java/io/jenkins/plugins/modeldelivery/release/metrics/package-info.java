/** What servers and the routers before them have counted, read from their own pages under the names that kinds of server count by. */
package io.jenkins.plugins.modeldelivery.release.metrics;
