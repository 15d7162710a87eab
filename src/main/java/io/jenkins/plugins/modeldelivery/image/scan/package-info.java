/** Looks into everything that is packed, without running any of it: pickles, archives, secrets. */
package io.jenkins.plugins.modeldelivery.image.scan;
