/** Sorts any number of small records in bounded memory: radix-sorted runs, spilled to the scratch folder when they grow too many. */
package io.jenkins.plugins.modeldelivery.evaluation.sort;
