package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class MarkupTest {
    @Property(tries = 500)
    void anyTextStaysTextInContentAndInAttributes(@ForAll String text) {
        Element root = Xml.parse(new Markup().element("p", text, "title", text).toString());

        assertThat(root.getElementsByTagName("*").getLength()).isZero();
        assertThat(root.getAttributes().getLength()).isOne();
        // A parser turns line feeds and tabs of attributes into blanks; all else comes back as it went in.
        assertThat(root.getTextContent().replace('\t', ' ').replace('\n', ' ')).isEqualTo(root.getAttribute("title"));
        assertThat(root.getTextContent()).hasSize(text.length());
    }

    @Test
    void whatMarksUpIsEscaped() {
        assertThat(new Markup().text("<script>alert(\"a\" + 'b' & c)</script>").toString())
                .isEqualTo("&lt;script&gt;alert(&quot;a&quot; + &#39;b&#39; &amp; c)&lt;/script&gt;");
    }

    @Property
    void whatCannotBeShownIsReplaced(@ForAll @IntRange(min = 0, max = 0x9f) int control) {
        boolean shown = control == '\t' || control == '\n' || control >= ' ' && control < 0x7f;
        assertThat(new Markup().text(String.valueOf((char) control)).toString().equals("\uFFFD")).isEqualTo(!shown);
    }

    @Test
    void whatReordersItsSurroundingsIsReplaced() {
        assertThat(new Markup().text("a\u202Eb\u2066c\u200Fd\uFEFFe\u2028f\u061Cg").toString())
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg");
    }

    @Test
    void halfOfACharacterIsReplacedAndAWholeOneKept() {
        assertThat(new Markup().text("\uD83D x \uDE00 y \uD83D\uDE00").toString()).isEqualTo("\uFFFD x \uFFFD y \uD83D\uDE00");
    }

    @Test
    void anElementLeftOpenIsAMistake() {
        assertThatThrownBy(() -> new Markup().open("p").toString()).isInstanceOf(IllegalStateException.class);
    }

    @Property(tries = 200)
    void aShortenedTextIsNeverLongAndNeverEndsInHalfACharacter(@ForAll String text) {
        String shortened = Markup.shortened(text.repeat(3));
        assertThat(shortened.length()).isLessThanOrEqualTo(401);
        assertThat(text.repeat(3)).startsWith(shortened.replaceFirst("\u2026$", ""));
    }
}
