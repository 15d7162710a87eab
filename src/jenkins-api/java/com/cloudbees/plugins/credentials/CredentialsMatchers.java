package com.cloudbees.plugins.credentials;

public class CredentialsMatchers {
    public static native CredentialsMatcher instanceOf(Class type);

    public static native CredentialsMatcher anyOf(CredentialsMatcher... matchers);
}
