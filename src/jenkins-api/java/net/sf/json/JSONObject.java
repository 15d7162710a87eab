package net.sf.json;

public final class JSONObject {
    public native String optString(String key);

    public native Object opt(String key);

    public native Object put(String key, Object value);
}
