/** What an administrator decides for all steps. */
package io.jenkins.plugins.modeldelivery.jenkins.configuration;
