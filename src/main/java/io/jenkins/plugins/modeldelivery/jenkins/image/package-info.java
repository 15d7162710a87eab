/** buildModelImage in Jenkins. */
package io.jenkins.plugins.modeldelivery.jenkins.image;
