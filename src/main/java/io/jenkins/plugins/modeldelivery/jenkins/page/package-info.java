/** What Jenkins keeps and shows of a verdict: the run action, the side file, the pages, the badges, the trend. */
package io.jenkins.plugins.modeldelivery.jenkins.page;
