package io.jenkins.plugins.modeldelivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyServerTest {
    @Test
    void theEnvironmentNamesProxyCredentialAndExceptions() {
        ProxyServer proxy = ProxyServer.fromEnvironment(Map.of(
                "HTTPS_PROXY", "http://ann:p%40ss+1@proxy.example.org:3128", "no_proxy", "localhost, .corp.example,registry"));
        assertThat(proxy.host()).isEqualTo("proxy.example.org");
        assertThat(proxy.port()).isEqualTo(3128);
        assertThat(proxy.credential().secret()).isEqualTo("p@ss+1");
        assertThat(proxy.serves("ghcr.io")).isTrue();
        assertThat(proxy.serves("a.corp.example")).isFalse();
        assertThat(proxy.serves("x.registry")).isFalse();
        assertThat(proxy.serves("otherregistry")).isTrue();
    }

    @Test
    void thisMachineIsReachedWithoutIt() {
        ProxyServer proxy = ProxyServer.fromEnvironment(Map.of("https_proxy", "proxy:80"));
        assertThat(proxy.serves("127.0.0.1")).isFalse();
        assertThat(proxy.serves("localhost")).isFalse();
        assertThat(ProxyServer.fromEnvironment(Map.of()).serves("anything")).isFalse();
    }

    @Test
    void exceptionsMayHoldAStar() {
        ProxyServer proxy = new ProxyServer("proxy", 80, null, List.of("*.example.org", "10.*"));
        assertThat(proxy.serves("a.example.org")).isFalse();
        assertThat(proxy.serves("example.org")).isTrue();
        assertThat(proxy.serves("10.1.2.3")).isFalse();
        assertThat(proxy.serves("110.1.2.3")).isTrue();
        assertThat(new ProxyServer("proxy", 80, null, List.of("*")).serves("anything")).isFalse();
    }

    @Test
    void anAddressThatCannotBeReadIsNotRepeated() {
        assertThatThrownBy(() -> ProxyServer.fromEnvironment(Map.of("HTTPS_PROXY", "http://ann:sec ret@ho st")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("sec ret")
                .hasNoCause();
    }
}
