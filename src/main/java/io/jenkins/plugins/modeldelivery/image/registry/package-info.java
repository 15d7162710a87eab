/** The OCI distribution protocol: authentication, base images, resumable uploads, manifests and referrers. */
package io.jenkins.plugins.modeldelivery.image.registry;
