package com.cloudbees.plugins.credentials;

public class CredentialsMatchers {
    public static native CredentialsMatcher instanceOf(Class type);

    public static native CredentialsMatcher withId(String id);

    public static native CredentialsMatcher withScope(CredentialsScope scope);

    public static native CredentialsMatcher not(CredentialsMatcher matcher);

    public static native CredentialsMatcher allOf(CredentialsMatcher... matchers);

    public static native <C extends Credentials> C firstOrNull(Iterable<C> credentials, CredentialsMatcher matcher);

    public static native CredentialsMatcher anyOf(CredentialsMatcher... matchers);
}
