package hudson.model;

public class Queue {
    public abstract static class Item {}
}
