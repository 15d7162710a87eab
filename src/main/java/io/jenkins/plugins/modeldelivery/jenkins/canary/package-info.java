/** canaryDeploy in Jenkins. */
package io.jenkins.plugins.modeldelivery.jenkins.canary;
