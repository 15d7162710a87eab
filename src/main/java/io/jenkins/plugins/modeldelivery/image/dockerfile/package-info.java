/** Dockerfile builds: what the service is sent, and the image that comes back. */
package io.jenkins.plugins.modeldelivery.image.dockerfile;
