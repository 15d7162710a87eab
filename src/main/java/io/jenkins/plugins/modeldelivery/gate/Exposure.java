package io.jenkins.plugins.modeldelivery.gate;

/**
 * How much evidence there is, against the floor that the user set.
 *
 * @param what what is counted, such as {@code rows} or {@code requests}
 * @param parameter the parameter that sets the floor, such as {@code minRows}
 */
public record Exposure(long seen, long floor, String what, String parameter) {
    public boolean isReached() {
        return seen >= floor;
    }
}
