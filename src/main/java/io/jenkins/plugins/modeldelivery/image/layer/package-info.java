/** Files become layers: what is packed, in which order, and the deterministic tar and compression around it. */
package io.jenkins.plugins.modeldelivery.image.layer;
