/** rollbackOnAlert in Jenkins. */
package io.jenkins.plugins.modeldelivery.jenkins.rollback;
