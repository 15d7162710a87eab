package io.jenkins.plugins.modeldelivery.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferTest {
    @Test
    void progressSaysBytesRateAndTimeLeft() {
        List<String> lines = new ArrayList<>();
        Transfer transfer = new Transfer(lines::add);
        transfer.expect(4 << 20);
        transfer.add(1 << 20);
        transfer.add(3 << 20);
        transfer.save(7);
        assertThat(lines.get(0)).matches("sent 1\\.0 of 4\\.0 MiB, [0-9.]+ MiB/s, about \\d+ s left");
        assertThat(lines.get(1)).startsWith("sent 4.0 of 4.0 MiB").endsWith("about 0 s left");
        assertThat(transfer.sent()).isEqualTo(4 << 20);
        assertThat(transfer.saved()).isEqualTo(7);
    }
}
