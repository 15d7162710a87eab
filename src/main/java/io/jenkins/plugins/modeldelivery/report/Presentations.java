package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.List;
import java.util.Map;

/** The presentations that a door knows, each for one schema; finds the one that shows a given report. */
public final class Presentations {
    private final List<Presentation> known;

    public Presentations(List<Presentation> known) {
        this.known = List.copyOf(known);
    }

    /**
     * The presentation of a report's schema. Fields that it does not know do no harm; another major version of the schema
     * is refused, since the fields that it knows may then mean something else.
     *
     * @throws InvalidInputException if this version cannot show the report
     */
    public Presentation of(Map<String, ?> report) {
        String schema = new ReportView(report).text("schema");
        for (Presentation presentation : known) {
            if (presentation.schema().equals(schema)) {
                return presentation;
            }
        }
        throw new InvalidInputException("schema '" + schema + "' is not one that this version can show: "
                + String.join(", ", known.stream().map(Presentation::schema).toList())
                + "; use the version of Model Delivery that wrote the report, or a later one");
    }
}
