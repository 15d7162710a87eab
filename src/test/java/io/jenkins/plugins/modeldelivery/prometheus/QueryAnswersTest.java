package io.jenkins.plugins.modeldelivery.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.prometheus.Answer.State;
import org.junit.jupiter.api.Test;

class QueryAnswersTest {
    @Test
    void aVectorIsReadWithItsLabels() {
        Answer answer = vector("{\"metric\":{\"__name__\":\"up\",\"pod\":\"a\"},\"value\":[12.5,\"3\"]}");
        assertThat(answer.state()).isEqualTo(State.COMPLETE);
        assertThat(answer.samples()).singleElement().satisfies(sample -> {
            assertThat(sample.name()).isEqualTo("up");
            assertThat(sample.labels()).containsOnlyKeys("pod");
            assertThat(sample.value()).isEqualTo(3);
            assertThat(sample.time()).isEqualTo(12.5);
        });
    }

    @Test
    void aScalarIsOneValue() {
        String body = "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"0.5\"]}}";
        assertThat(QueryAnswers.read(200, body).samples()).extracting(Sample::value).containsExactly(0.5);
    }

    @Test
    void theNonAnswersAreToldApart() {
        assertThat(vector("").state()).isEqualTo(State.EMPTY);
        assertThat(vector("{\"metric\":{},\"value\":[1,\"NaN\"]}").state()).isEqualTo(State.NOT_A_NUMBER);
        assertThat(vector("{\"metric\":{},\"value\":[1,\"+Inf\"]}").state()).isEqualTo(State.NOT_A_NUMBER);
        assertThat(vector("{\"metric\":{},\"histogram\":[1,{}]}").state()).isEqualTo(State.REFUSED);
        assertThat(QueryAnswers.read(400, error("bad_data")).state()).isEqualTo(State.REFUSED);
        assertThat(QueryAnswers.read(422, error("execution")).state()).isEqualTo(State.REFUSED);
        assertThat(QueryAnswers.read(503, error("timeout")).state()).isEqualTo(State.UNAVAILABLE);
        assertThat(QueryAnswers.read(502, "<html>Bad Gateway</html>").state()).isEqualTo(State.UNAVAILABLE);
        assertThat(QueryAnswers.read(200, "").state()).isEqualTo(State.UNAVAILABLE);
    }

    @Test
    void anAnswerWithWarningsIsPartial() {
        String series = "{\"metric\":{},\"value\":[1,\"1\"]}";
        String body = "{\"status\":\"success\",\"warnings\":[\"store down\"],\"data\":{\"resultType\":\"vector\",\"result\":["
                + series + "]}}";
        assertThat(QueryAnswers.read(200, body).state()).isEqualTo(State.PARTIAL);
        assertThat(QueryAnswers.read(200, body).detail()).isEqualTo("store down");
        String victoria = "{\"status\":\"success\",\"isPartial\":true,\"data\":{\"resultType\":\"vector\",\"result\":["
                + series + "]}}";
        assertThat(QueryAnswers.read(200, victoria).state()).isEqualTo(State.PARTIAL);
    }

    /** Prometheus 2.48 to 2.53 put remarks on the query among the warnings, later ones beside them. */
    @Test
    void aRemarkOnTheQueryDoesNotMakeTheAnswerPartial() {
        String remark = "\"PromQL info: metric might not be a counter\"";
        String body = "{\"status\":\"success\",\"%s\":[%s],\"data\":{\"resultType\":\"vector\",\"result\":["
                + "{\"metric\":{},\"value\":[1,\"1\"]}]}}";
        assertThat(QueryAnswers.read(200, body.formatted("warnings", remark)).state()).isEqualTo(State.COMPLETE);
        assertThat(QueryAnswers.read(200, body.formatted("infos", remark)).state()).isEqualTo(State.COMPLETE);
        assertThat(QueryAnswers.read(200, body.formatted("warnings", remark + ",\"store down\"")).state()).isEqualTo(State.PARTIAL);
    }

    @Test
    void aValueThatIsNoNumberIsNotANumber() {
        assertThat(vector("{\"metric\":{},\"value\":[1,\"x\"]}").state()).isEqualTo(State.NOT_A_NUMBER);
    }

    private static Answer vector(String series) {
        return QueryAnswers.read(
                200, "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + series + "]}}");
    }

    private static String error(String type) {
        return "{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"why\"}";
    }
}
