/** rollbackOnAlert: watches what was released and brings the version before it back when production complains. */
package io.jenkins.plugins.modeldelivery.rollback;
