/** Reads tables of predictions from CSV, strictly: whatever cannot be right is refused with its file, row, column and cure. */
package io.jenkins.plugins.modeldelivery.evaluation.table;
