/** gpuBenchmark in Jenkins. */
package io.jenkins.plugins.modeldelivery.jenkins.benchmark;
