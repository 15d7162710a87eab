package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

/** A supported step: how it is called and what it does. */
record StepDefinition(Signature signature, Step step) {}
