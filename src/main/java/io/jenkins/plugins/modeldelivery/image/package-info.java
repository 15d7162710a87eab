/** buildModelImage: from a model folder to a verified image in a registry, a folder or an archive. */
package io.jenkins.plugins.modeldelivery.image;
