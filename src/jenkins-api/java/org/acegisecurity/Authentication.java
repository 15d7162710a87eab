package org.acegisecurity;

import java.io.Serializable;
import java.security.Principal;

@Deprecated
public interface Authentication extends Principal, Serializable {
    default org.springframework.security.core.Authentication toSpring() {
        throw new UnsupportedOperationException();
    }
}
