package io.jenkins.plugins.modeldelivery.jenkins.benchmark;

import hudson.Util;
import io.jenkins.plugins.modeldelivery.jenkins.operation.AgentStep;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** The part of {@link GpuBenchmarkStep} that says what the server is asked, as whom, and what a good response is. */
public abstract class RequestsStep extends AgentStep {
    private static final long serialVersionUID = 1L;

    private String url;
    private String protocol;
    private String model;
    private String data;
    private String method;
    private ArrayList<String> headers;
    private String body;
    private String credentialsId;
    private String caCredentialsId;
    private ArrayList<String> expect;

    public String getUrl() {
        return url;
    }

    @DataBoundSetter
    public void setUrl(String url) {
        this.url = Util.fixEmptyAndTrim(url);
    }

    public String getProtocol() {
        return protocol;
    }

    @DataBoundSetter
    public void setProtocol(String protocol) {
        this.protocol = choice("protocol", protocol);
    }

    public String getModel() {
        return model;
    }

    @DataBoundSetter
    public void setModel(String model) {
        this.model = Util.fixEmptyAndTrim(model);
    }

    public String getData() {
        return data;
    }

    @DataBoundSetter
    public void setData(String data) {
        this.data = Util.fixEmptyAndTrim(data);
    }

    public String getMethod() {
        return method;
    }

    @DataBoundSetter
    public void setMethod(String method) {
        this.method = Util.fixEmptyAndTrim(method);
    }

    public List<String> getHeaders() {
        return headers;
    }

    @DataBoundSetter
    public void setHeaders(List<String> headers) {
        this.headers = lines(headers);
    }

    public String getBody() {
        return body;
    }

    @DataBoundSetter
    public void setBody(String body) {
        this.body = Util.fixEmptyAndTrim(body);
    }

    public List<String> getExpect() {
        return expect;
    }

    @DataBoundSetter
    public void setExpect(List<String> expect) {
        this.expect = lines(expect);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public String getCaCredentialsId() {
        return caCredentialsId;
    }

    @DataBoundSetter
    public void setCaCredentialsId(String caCredentialsId) {
        this.caCredentialsId = Util.fixEmptyAndTrim(caCredentialsId);
    }
}
