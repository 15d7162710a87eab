/** The documents of an OCI image, where images come from and how they are written to folders and archives. */
package io.jenkins.plugins.modeldelivery.image.oci;
