#!/bin/sh
# Two versions of the digits server behind a proxy under load, for canaryDeploy.
#
#   sh traffic.sh start RUN STABLE CANARY [ERRORS]   STABLE and CANARY are folders with a model; ERRORS is the share of the
#                                                    canary's requests that fail. RUN/admin receives the proxy's address.
#   sh traffic.sh stop RUN                           ends all of it and prints how many requests were sent and lost
#
# CLI is the command line of Model Delivery; DEMO_PROXY_PSW is the token of the proxy's admin address.
set -eu
command=$1
run=$2

await() {
    i=0
    until [ -s "$1" ]; do
        i=$((i + 1))
        [ $i -lt 300 ] || { echo "there is no $1 after 30 s" >&2; cat "$run"/*.log >&2; exit 1; }
        sleep 0.1
    done
}

begin() {
    name=$1
    shift
    "$@" > "$run/$name.log" 2>&1 &
    echo $! > "$run/$name.pid"
}

# Ends them together, since each takes its time to drain.
end() {
    for name in "$@"; do kill "$(cat "$run/$name.pid")" 2>/dev/null || true; done
    for name in "$@"; do
        while kill -0 "$(cat "$run/$name.pid")" 2>/dev/null; do sleep 0.1; done
    done
}

case $command in
    start)
        rm -rf "$run"
        mkdir -p "$run"
        begin stable java Server.java "$3" "$run/stable"
        begin canary java Server.java "$4" "$run/canary" "${5:-0}"
        await "$run/stable"
        await "$run/canary"
        export MODEL_DELIVERY_PROXY_TOKEN="$DEMO_PROXY_PSW"
        begin proxy $CLI proxy --listen 127.0.0.1:0 --admin 127.0.0.1:0 \
            --stable "$(cat "$run/stable")" --canary "$(cat "$run/canary")"
        await "$run/proxy.log"
        address() { grep -o '127\.0\.0\.1:[0-9]*' "$run/proxy.log" | sed -n "$1p"; }
        [ -n "$(address 2)" ] || { cat "$run/proxy.log" >&2; end stable canary; exit 1; }
        echo "http://$(address 2)" > "$run/admin"
        begin load java Load.java "http://$(address 1)" "$run/lost"
        ;;
    stop)
        end load
        end proxy stable canary
        # Without a load that had begun there is nothing to count.
        [ ! -e "$run/lost" ] || cat "$run/lost"
        ;;
esac
