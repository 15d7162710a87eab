# The front door. `make demo` shows what this is; `make test` is the whole suite.
#
# JENKINS_REPO  a Maven repository (a folder) that holds the Jenkins artifacts; ~/.m2-jenkins is taken when it exists.
#               With it the tests that need a Jenkins run as well.
# MVN           the Maven to use.

MVN ?= mvn
MVN_FLAGS ?= -B -ntp
JENKINS_REPO ?= $(wildcard $(HOME)/.m2-jenkins)
CENTRAL = $(MVN) $(MVN_FLAGS) -f pom-central.xml
CLI = target/model-delivery-cli.jar
DEMO = target/demo

# pom.xml needs the Jenkins parent POM and Maven 3.9; where either is missing pom-central.xml builds the same plugin.
RESOLVES = $(MVN) -q -N -f pom.xml validate >/dev/null 2>&1

.PHONY: demo test hpi bench soak clean

demo:
	$(CENTRAL) -q -DskipTests package
	DEMO_PROXY_PSW=$$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n') java -jar $(CLI) run examples/Jenkinsfile --output $(DEMO)
	@echo "The report is $(CURDIR)/$(DEMO)/index.html"

test:
	@if $(RESOLVES); then \
	  echo "Building with pom.xml: the Jenkins parent POM resolves."; \
	  $(MVN) $(MVN_FLAGS) -f pom.xml verify && $(CENTRAL) verify; \
	else \
	  echo "Building with pom-central.xml: the Jenkins parent POM does not resolve here."; \
	  $(CENTRAL) verify; \
	fi
ifeq ($(JENKINS_REPO),)
	@echo "Left out: the tests that need a Jenkins, since no Jenkins artifacts are at hand (give JENKINS_REPO=DIR)."
else
	$(CENTRAL) -Pjenkins -Djenkins.repo=$(abspath $(JENKINS_REPO)) test
endif

hpi:
	@if $(RESOLVES); then \
	  echo "Building with pom.xml."; $(MVN) $(MVN_FLAGS) -f pom.xml -DskipTests package; \
	else \
	  echo "Building with pom-central.xml."; $(CENTRAL) -DskipTests package; \
	fi
	@ls -l target/model-delivery.hpi

bench:
	$(CENTRAL) -q -DskipTests package
	$(CENTRAL) -q dependency:build-classpath -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
	src/test/bench/run

soak:
	$(CENTRAL) test -Dgroups=soak -Dexcluded.groups=

clean:
	$(CENTRAL) -q clean
