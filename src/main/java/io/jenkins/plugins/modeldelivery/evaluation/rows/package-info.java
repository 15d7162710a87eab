/** Turns tables of predictions into observations: binds columns, checks values, numbers classes, joins two models by id. */
package io.jenkins.plugins.modeldelivery.evaluation.rows;
