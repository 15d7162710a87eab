package hudson.model;

import hudson.ExtensionPoint;

public abstract class PageDecorator extends Descriptor<PageDecorator>
        implements ExtensionPoint, Describable<PageDecorator> {
    protected PageDecorator() {}

    @Override
    public final native Descriptor<PageDecorator> getDescriptor();
}
