/** What kind of model a folder holds, read from the contents of its files without any framework. */
package io.jenkins.plugins.modeldelivery.image.model;
