package io.jenkins.plugins.modeldelivery.judge.replay;

import io.jenkins.plugins.modeldelivery.operation.InputFile;
import java.util.List;
import java.util.Set;

/**
 * One arm's recorded series.
 *
 * @param columns the header without {@code time} and {@code pod}
 * @param rows by rising time
 */
record Series(InputFile file, Set<String> columns, List<Row> rows) {}
