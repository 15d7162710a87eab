package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

/** The inside of a block. */
@FunctionalInterface
interface Body {
    Object run() throws InterruptedException;
}
