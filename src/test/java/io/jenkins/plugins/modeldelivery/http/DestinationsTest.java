package io.jenkins.plugins.modeldelivery.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "http://169.254.169.254/latest/meta-data", "http://[fe80::1]/", "http://[fd00:ec2::254]/", "http://0.0.0.0:80/",
        "http://224.0.0.1/", "http://100.100.100.200/", "http://[::ffff:169.254.169.254]/", "http://2852039166/"
    })
    void metadataAndLinkLocalAddressesAreRefusedAlways(String address) {
        assertThatThrownBy(() -> Destinations.unrestricted().check(URI.create(address)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("may not reach");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/", "http://[fe80::1]/"})
    void namingALinkLocalAddressDoesNotAllowIt(String address) {
        Destinations named = new Destinations(List.of(URI.create(address).getHost()), false);
        assertThatThrownBy(() -> named.check(URI.create(address))).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://host/", "jar:file:/x!/", "http:/nohost", "https://u:p@127.0.0.1/"})
    void onlyPlainWebAddressesPass(String address) {
        assertThatThrownBy(() -> Destinations.unrestricted().check(URI.create(address)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("u:p");
    }

    @Test
    void theControllerItselfIsRefusedUnlessItIsNamed() {
        URI local = URI.create("http://127.0.0.1:9090/metrics");
        assertThatThrownBy(() -> new Destinations(List.of(), true).check(local))
                .isInstanceOf(InvalidInputException.class);
        assertThatCode(() -> new Destinations(List.of("127.0.0.1:9090"), true).check(local)).doesNotThrowAnyException();
        assertThatCode(() -> Destinations.unrestricted().check(local)).doesNotThrowAnyException();
    }

    @Test
    void anAllowListHoldsHostsPortsAndDomains() {
        Destinations listed = new Destinations(List.of("127.0.0.1:9090", "*.Localhost", "127.0.0.2"), false);
        assertThatCode(() -> listed.check(URI.create("http://127.0.0.1:9090/"))).doesNotThrowAnyException();
        assertThatCode(() -> listed.check(URI.create("https://127.0.0.2/"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> listed.check(URI.create("http://127.0.0.1:9091/")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("allowed destinations");
        assertThatThrownBy(() -> listed.check(URI.create("http://evillocalhost/")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aStarAllowsEveryOtherHostButNotTheControllerItself() {
        Destinations all = new Destinations(List.of("*", "127.0.0.1:9090"), true);
        assertThatCode(() -> all.check(URI.create("http://127.0.0.1:9090/"))).doesNotThrowAnyException();
        assertThatCode(() -> all.check(URI.create("http://203.0.113.7/"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> all.check(URI.create("http://127.0.0.1:8080/")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ask the administrator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://host", "host/path", "*.*", "a b", "host:", "*x.org", "host:123456", "[fe80"})
    void anEntryThatIsNoHostIsNamed(String entry) {
        assertThatThrownBy(() -> new Destinations(List.of("good.example", entry), false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("destinations: '" + entry + "' is no host");
    }

    @Test
    void anUnknownHostIsAFaultOfTheSurroundings() {
        assertThatThrownBy(() -> Destinations.unrestricted().check(URI.create("http://no-such-host.invalid/")))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("no-such-host.invalid");
    }
}
