/** Content by digest: what a blob is made of, how it is hashed, and what was hashed before. */
package io.jenkins.plugins.modeldelivery.image.blob;
