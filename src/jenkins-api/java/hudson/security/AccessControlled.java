package hudson.security;

import org.springframework.security.core.Authentication;

public interface AccessControlled {
    default void checkPermission(Permission permission) {}

    default boolean hasPermission(Permission permission) {
        return false;
    }

    default boolean hasPermission2(Authentication user, Permission permission) {
        return false;
    }
}
