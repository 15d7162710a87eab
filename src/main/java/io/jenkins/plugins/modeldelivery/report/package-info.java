/** Evidence as JSON, as a page for people with charts, and as a badge. */
package io.jenkins.plugins.modeldelivery.report;
