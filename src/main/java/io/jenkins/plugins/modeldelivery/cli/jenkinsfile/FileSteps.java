package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import static io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Signature.block;
import static io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Signature.step;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The steps that work on the workspace's files: dir, readFile, writeFile, archiveArtifacts. Files are UTF-8. */
final class FileSteps {
    private FileSteps() {}

    static List<StepDefinition> all() {
        return List.of(
                new StepDefinition(block("dir", "path", "path"), FileSteps::dir),
                new StepDefinition(step("readFile", "file", "file"), FileSteps::readFile),
                new StepDefinition(step("writeFile", "", "file", "text"), FileSteps::writeFile),
                new StepDefinition(
                        step("archiveArtifacts", "artifacts", "artifacts", "excludes", "allowEmptyArchive"),
                        FileSteps::archiveArtifacts));
    }

    private static Object dir(StepCall call, Build build) throws InterruptedException {
        Path folder = build.directory("dir").resolve(call.text("path")).normalize();
        return build.inScope(scope -> scope.in(folder), () -> call.body().call());
    }

    private static Object readFile(StepCall call, Build build) {
        Path file = build.directory("readFile").resolve(call.text("file"));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StepFailure("readFile: " + file + " cannot be read (" + e.getClass().getSimpleName()
                    + "); check the path, which starts from the workspace or the enclosing dir");
        }
    }

    private static Object writeFile(StepCall call, Build build) {
        Path file = build.directory("writeFile").resolve(call.text("file"));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, call.text("text", ""));
            return null;
        } catch (IOException e) {
            throw new SurroundingsException(
                    "writeFile: " + file + " cannot be written: " + e + "; check the folder and the free space", e);
        }
    }

    private static Object archiveArtifacts(StepCall call, Build build) {
        Path directory = build.directory("archiveArtifacts");
        Path target = build.settings().output().resolve("artifacts");
        FilePatterns wanted = FilePatterns.parse(call.text("artifacts"));
        FilePatterns unwanted = FilePatterns.parse(call.text("excludes", ""));
        try {
            List<String> found = new ArrayList<>();
            for (String path : FilePatterns.filesBelow(directory, build.settings().output())) {
                if (wanted.match(path) && !unwanted.match(path) && !FilePatterns.LEFT_OUT.match(path)) {
                    copy(directory.resolve(path), target.resolve(path));
                    found.add(path);
                }
            }
            if (found.isEmpty() && !call.flag("allowEmptyArchive", false)) {
                throw new StepFailure("archiveArtifacts: no file matches '" + call.text("artifacts")
                        + "'; correct the pattern, or set allowEmptyArchive: true");
            }
            build.record().addArtifacts(found);
            build.log(Messages.Run_archived(Integer.toString(found.size())));
            return null;
        } catch (IOException e) {
            throw new SurroundingsException(
                    "archiveArtifacts: cannot copy to " + target + ": " + e + "; check the folder and the free space", e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
