# The load generator of gpuBenchmark on: kubernetes(generatorImage: …): the command line on a Java runtime.
# docker build -f examples/kubernetes/generator.Dockerfile -t registry.example/model-delivery-cli:1 target
FROM docker.io/library/eclipse-temurin:17-jre
COPY model-delivery-cli.jar /model-delivery-cli.jar
USER 65532
ENTRYPOINT ["java", "-jar", "/model-delivery-cli.jar"]
