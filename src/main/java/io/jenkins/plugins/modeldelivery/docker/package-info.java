/** Docker and Podman through docker-java: images are built, loaded and exported, containers are run and always removed. */
package io.jenkins.plugins.modeldelivery.docker;
