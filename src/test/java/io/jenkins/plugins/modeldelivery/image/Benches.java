package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds images in a temporary folder, with state of their own. */
final class Benches {
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final Map<String, Credential> credentials = new HashMap<>();
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    /** The report of the build before; null for none. */
    Map<String, Object> previous;

    Benches(Path folder) {
        this.folder = folder;
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        environment.put("PATH", System.getenv("PATH"));
        environment.put("DOCKER_CONFIG", folder.resolve("docker").toString());
    }

    Benches with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Map<String, Object> run(Map<String, ?> arguments) throws InterruptedException {
        try (LocalWorkbench bench =
                new LocalWorkbench(folder, folder.resolve("tmp"), credentials, Clock.systemUTC(), log::add)) {
            return new BuildModelImage(Outbound.of(Map.of()), environment).run(arguments, remembering(bench)).toMap();
        }
    }

    /** The same bench, in a job whose last build left {@link #previous}. */
    private Workbench remembering(Workbench bench) {
        return (Workbench) Proxy.newProxyInstance(
                Workbench.class.getClassLoader(), new Class<?>[] {Workbench.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("previousReport")) {
                        return Optional.ofNullable(previous);
                    }
                    try {
                        return method.invoke(bench, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
