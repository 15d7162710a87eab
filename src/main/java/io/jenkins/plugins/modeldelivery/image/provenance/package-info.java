/** What is attached to an image: bill of materials, provenance and signature. */
package io.jenkins.plugins.modeldelivery.image.provenance;
