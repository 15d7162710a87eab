/** What outlives builds, in a folder of Jenkins' own. */
package io.jenkins.plugins.modeldelivery.jenkins.store;
