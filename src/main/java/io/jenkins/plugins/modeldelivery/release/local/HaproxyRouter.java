package io.jenkins.plugins.modeldelivery.release.local;

import io.jenkins.plugins.modeldelivery.http.Destinations;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Steers two servers, {@code stable} and {@code canary}, of one HAProxy backend over its runtime API. A canary in
 * maintenance counts as none. A promotion gives stable the canary's address and the canary its rest.
 */
public final class HaproxyRouter implements Router {
    private static final String UP = "2";
    private static final int MAINTENANCE = 1;

    private final HaproxySocket socket;
    private final String backend;

    /**
     * Reaches an HAProxy; nothing is sent yet.
     *
     * @param place {@code HOST:PORT/BACKEND} or {@code unix:/PATH/BACKEND}
     * @throws InvalidInputException if it is not of that form
     */
    public HaproxyRouter(String place, Destinations destinations) {
        HaproxyPlace parsed = HaproxyPlace.parse(place);
        this.socket = new HaproxySocket(parsed, destinations);
        this.backend = parsed.backend();
    }

    /**
     * Refuses what is no such place.
     *
     * @throws InvalidInputException naming the value and the cure
     */
    public static void check(String place) {
        HaproxyPlace.parse(place);
    }

    /** One of the two servers as HAProxy shows it. */
    private record Server(String address, int weight, boolean resting, boolean up) {}

    @Override
    public Route read() throws InterruptedException {
        Map<String, Server> servers = servers();
        Server stable = servers.get(Arm.STABLE.label());
        Server canary = servers.get(Arm.CANARY.label());
        if (stable == null || canary == null) {
            throw new InvalidInputException("HAProxy's backend '" + backend
                    + "' has no servers named stable and canary; name them so in its configuration");
        }
        if (canary.resting()) {
            return new Route(stable.resting() ? "" : stable.address(), "", 0);
        }
        int all = canary.weight() + (stable.resting() ? 0 : stable.weight());
        int share = all == 0 ? 0 : Math.round(100f * canary.weight() / all);
        Readiness readiness = canary.up() ? Readiness.READY : Readiness.waiting("HAProxy's health check finds it down");
        return new Route(stable.resting() ? "" : stable.address(), canary.address(), share, readiness);
    }

    /** Two weights in one request; the canary's own comes first, so that a way back is complete with the first. */
    @Override
    public Route shift(int canaryPercent) throws InterruptedException {
        String said = socket.ask(weight(Arm.CANARY, canaryPercent) + "; " + weight(Arm.STABLE, 100 - canaryPercent)).strip();
        if (!said.isEmpty()) {
            throw new SurroundingsException("HAProxy does not change the weights of backend '" + backend + "' ("
                    + said.lines().findFirst().orElse("") + "); its balance must be one that takes weights at run time, such as roundrobin");
        }
        return read();
    }

    @Override
    public Route promote(String canary) throws InterruptedException {
        Route route = read();
        return route.hasPromoted(canary) || !route.canary().equals(canary) ? route : lead(canary);
    }

    @Override
    public Route restore(String version, List<String> manifests) throws InterruptedException {
        Route route = read();
        return route.hasPromoted(version) ? route : lead(version);
    }

    private Route lead(String address) throws InterruptedException {
        URI uri = URI.create(address);
        String stable = backend + "/" + Arm.STABLE.label();
        String canary = backend + "/" + Arm.CANARY.label();
        socket.ask("set server " + stable + " addr " + uri.getHost() + " port " + uri.getPort()
                + "; set server " + stable + " state ready; " + weight(Arm.STABLE, 100) + "; " + weight(Arm.CANARY, 0)
                + "; set server " + canary + " state maint");
        return read();
    }

    /** What both servers counted, as CSV with a header. Errors as in {@link #read}. */
    public String statistics() throws InterruptedException {
        return socket.ask("show stat " + backend + " 4 -1");
    }

    private String weight(Arm arm, int weight) {
        return "set weight " + backend + "/" + arm.label() + " " + weight;
    }

    private Map<String, Server> servers() throws InterruptedException {
        Map<String, Server> servers = new HashMap<>();
        Map<String, Integer> columns = new HashMap<>();
        for (String line : socket.ask("show servers state " + backend).split("\n")) {
            String[] fields = line.strip().split(" ");
            if (line.startsWith("#")) {
                for (int i = 1; i < fields.length; i++) {
                    columns.put(fields[i], i - 1);
                }
            } else if (!columns.isEmpty() && fields.length >= columns.size()) {
                servers.put(fields[columns.get("srv_name")], server(fields, columns));
            }
        }
        return servers;
    }

    private static Server server(String[] fields, Map<String, Integer> columns) {
        return new Server(
                "http://" + fields[columns.get("srv_addr")] + ":" + fields[columns.get("srv_port")],
                Integer.parseInt(fields[columns.get("srv_uweight")]),
                (Integer.parseInt(fields[columns.get("srv_admin_state")]) & MAINTENANCE) != 0,
                fields[columns.get("srv_op_state")].equals(UP));
    }
}
