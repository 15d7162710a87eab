/** Prometheus' and Alertmanager's HTTP APIs and the text exposition format, read as a careful client reads them. */
package io.jenkins.plugins.modeldelivery.prometheus;
