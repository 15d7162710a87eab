/** The credentials that Jenkins stores, as steps ask for them. */
package io.jenkins.plugins.modeldelivery.jenkins.credentials;
