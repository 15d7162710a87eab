package io.jenkins.plugins.modeldelivery.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The two builds build the same plugin: same name, same libraries, same versions, same required plugins. */
final class PomsContractTest {
    /** What Jenkins itself or a required plugin brings, so that pom.xml need not name it. */
    private static final Set<String> BROUGHT = Set.of(
            "com.fasterxml.jackson.core:jackson-databind",
            "com.github.docker-java:docker-java-core",
            "io.fabric8:kubernetes-client",
            "net.java.dev.jna:jna",
            "org.jvnet.localizer:localizer",
            "jakarta.servlet:jakarta.servlet-api",
            "org.codehaus.groovy:groovy-all",
            "org.junit.jupiter:junit-jupiter");

    private final Pom jenkins = Pom.read("pom.xml");
    private final Pom central = Pom.read("pom-central.xml");

    @Test
    void theyNameTheSamePlugin() {
        for (String field : List.of("groupId", "artifactId", "version", "name", "description", "url")) {
            assertThat(jenkins.field(field)).as(field).isEqualTo(central.field(field)).isNotEmpty();
        }
    }

    @Test
    void versionsThatBothNameAreEqual() {
        Map<String, String> shared = new TreeMap<>(jenkins.properties());
        shared.keySet().retainAll(central.properties().keySet());
        assertThat(shared).containsKeys("jenkins.version", "jenkins-test-harness.version", "fastcsv.version", "picocli.version");
        shared.replaceAll((name, value) -> jenkins.resolve(value));
        Map<String, String> expected = new TreeMap<>(central.properties());
        expected.keySet().retainAll(shared.keySet());
        assertThat(shared).isEqualTo(expected);
    }

    @Test
    void theyBringTheSameLibraries() {
        Set<String> expected = central.dependencies(central.root());
        expected.removeAll(BROUGHT);
        Set<String> actual = jenkins.dependencies(jenkins.root());
        actual.removeIf(name -> isPlugin(name));
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void theyNeedTheSamePluginsAsTheManifestSays() {
        Set<String> expected = jenkins.dependencies(jenkins.root());
        expected.removeIf(name -> !isPlugin(name));
        Set<String> actual = central.dependencies(central.profile());
        actual.removeIf(name -> !isPlugin(name));
        assertThat(actual).isEqualTo(expected);
        for (String required : central.properties().get("plugin.dependencies").split(",")) {
            String plugin = required.substring(0, required.indexOf(':'));
            assertThat(expected).anyMatch(name -> name.endsWith(":" + plugin));
        }
    }

    @Test
    void thePluginCarriesExactlyTheLibrariesThatNothingElseBrings() {
        Pattern carried = Pattern.compile("(" + central.properties().get("hpi.libraries") + ")(-.*)?");
        NodeList nodes = child(central.root(), "dependencies").getElementsByTagName("dependency");
        for (int i = 0; i < nodes.getLength(); i++) {
            Element dependency = (Element) nodes.item(i);
            boolean bundled = text(dependency, "optional").isEmpty() && text(dependency, "scope").isEmpty();
            String artifact = text(dependency, "artifactId");
            assertThat(carried.matcher(artifact).matches()).as(artifact).isEqualTo(bundled);
        }
    }

    private static boolean isPlugin(String name) {
        return name.startsWith("org.jenkins-ci.plugins") || name.startsWith("org.jenkinsci.plugins");
    }

    /** A POM's own text; nothing inherited. */
    private record Pom(Element root) {
        static Pom read(String file) {
            try {
                Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of(file).toFile());
                return new Pom(document.getDocumentElement());
            } catch (Exception e) {
                throw new IllegalStateException(file, e);
            }
        }

        String field(String name) {
            return text(root, name);
        }

        Element profile() {
            return child(child(root, "profiles"), "profile");
        }

        Map<String, String> properties() {
            Map<String, String> properties = new TreeMap<>();
            addProperties(properties, child(root, "properties"));
            if (child(root, "profiles") != null) {
                addProperties(properties, child(profile(), "properties"));
            }
            return properties;
        }

        String resolve(String value) {
            String resolved = value;
            for (Map.Entry<String, String> property : properties().entrySet()) {
                resolved = resolved.replace("${" + property.getKey() + "}", property.getValue());
            }
            return resolved;
        }

        /** Group and artifact of each dependency. */
        Set<String> dependencies(Element owner) {
            Set<String> names = new TreeSet<>();
            NodeList nodes = child(owner, "dependencies").getElementsByTagName("dependency");
            for (int i = 0; i < nodes.getLength(); i++) {
                Element dependency = (Element) nodes.item(i);
                names.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
            }
            return names;
        }

        private static void addProperties(Map<String, String> properties, Element parent) {
            for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element property) {
                    properties.put(property.getTagName(), property.getTextContent().strip());
                }
            }
        }
    }

    private static String text(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? "" : child.getTextContent().strip();
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }
}
