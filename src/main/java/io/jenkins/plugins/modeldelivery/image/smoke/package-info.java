/** Starting an image once, before anyone else does. */
package io.jenkins.plugins.modeldelivery.image.smoke;
