/** canaryDeploy: gives a new version traffic step by step, for as long as nothing is shown to get worse, and takes it back otherwise. */
package io.jenkins.plugins.modeldelivery.canary;
