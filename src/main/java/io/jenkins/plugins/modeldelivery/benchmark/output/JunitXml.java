package io.jenkins.plugins.modeldelivery.benchmark.output;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The gates and load points as test cases in the XML form of JUnit. What failed is a failure, what could not be decided is
 * an error, a load point that is not valid is an error too, and what only warns is a success with a remark.
 */
public final class JunitXml {
    private JunitXml() {}

    public static String of(ReportView report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            suite(xml, report);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory cannot be written", e);
        }
        return text.toString();
    }

    private static void suite(XMLStreamWriter xml, ReportView report) throws XMLStreamException {
        List<ReportView> gates = report.objects("gates");
        List<ReportView> points = report.objects("points");
        long failures = gates.stream().filter(gate -> gate.verdict() == Verdict.FAIL).count();
        long undecided = gates.stream().filter(gate -> gate.verdict() == Verdict.INCONCLUSIVE).count();
        long invalid = points.stream().filter(point -> !point.isTrue("valid")).count();
        xml.writeStartElement("testsuite");
        attribute(xml, "name", report.text("name"));
        attribute(xml, "tests", Integer.toString(gates.size() + points.size()));
        attribute(xml, "failures", Long.toString(failures));
        attribute(xml, "errors", Long.toString(undecided + invalid));
        attribute(xml, "skipped", "0");
        attribute(xml, "timestamp", report.text("startedAt"));
        for (ReportView gate : gates) {
            gate(xml, report.text("name"), gate);
        }
        for (ReportView point : points) {
            point(xml, report.text("name"), point);
        }
        xml.writeEndElement();
    }

    private static void gate(XMLStreamWriter xml, String suite, ReportView gate) throws XMLStreamException {
        begin(xml, suite + ".gates", gate.text("gate"));
        Verdict verdict = gate.verdict();
        if (verdict == Verdict.FAIL) {
            problem(xml, "failure", verdict.name(), gate.text("reason"));
        } else if (verdict == Verdict.PASS || verdict == Verdict.WARN) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(legal(verdict.name() + ": " + gate.text("reason")));
            xml.writeEndElement();
        } else {
            problem(xml, "error", Verdict.INCONCLUSIVE.name(), gate.text("reason"));
        }
        xml.writeEndElement();
    }

    private static void point(XMLStreamWriter xml, String suite, ReportView point) throws XMLStreamException {
        begin(xml, suite + ".points", point.text("label"));
        attribute(xml, "time", String.format(Locale.ROOT, "%.3f", point.number("seconds")));
        if (!point.isTrue("valid")) {
            problem(xml, "error", "INVALID", String.join("; ", point.texts("invalid")));
        }
        xml.writeEndElement();
    }

    private static void begin(XMLStreamWriter xml, String group, String name) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "classname", group);
        attribute(xml, "name", name);
    }

    private static void problem(XMLStreamWriter xml, String element, String type, String message)
            throws XMLStreamException {
        xml.writeStartElement(element);
        attribute(xml, "type", type);
        attribute(xml, "message", message);
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    /** XML 1.0 has no way to write most control characters. */
    private static String legal(String text) {
        return text.replaceAll("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
