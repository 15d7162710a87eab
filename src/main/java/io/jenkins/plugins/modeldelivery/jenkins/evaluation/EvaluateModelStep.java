package io.jenkins.plugins.modeldelivery.jenkins.evaluation;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.modeldelivery.evaluation.EvaluateModel;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Task;
import io.jenkins.plugins.modeldelivery.jenkins.operation.AgentStep;
import io.jenkins.plugins.modeldelivery.jenkins.operation.AgentStepDescriptor;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code evaluateModel}: computes a model's metrics from its predictions, with intervals, and judges them by gates. */
public final class EvaluateModelStep extends AgentStep {
    private static final long serialVersionUID = 1L;

    private final String predictions;
    private final String task;
    private String label;
    private String prediction;
    private String score;
    private ArrayList<String> scores;
    private String positive;
    private Double threshold;
    private String weight;
    private String id;
    private String champion;
    private ArrayList<String> gates;
    private Double confidence;
    private Integer minRows;
    private Integer seed;

    @DataBoundConstructor
    public EvaluateModelStep(String predictions, String task) {
        this.predictions = Util.fixEmptyAndTrim(predictions);
        this.task = Util.fixEmptyAndTrim(task);
    }

    @Override
    public Class<? extends Capability> capability() {
        return EvaluateModel.class;
    }

    public String getPredictions() {
        return predictions;
    }

    public String getTask() {
        return task;
    }

    public String getLabel() {
        return label;
    }

    @DataBoundSetter
    public void setLabel(String label) {
        this.label = Util.fixEmptyAndTrim(label);
    }

    public String getPrediction() {
        return prediction;
    }

    @DataBoundSetter
    public void setPrediction(String prediction) {
        this.prediction = Util.fixEmptyAndTrim(prediction);
    }

    public String getScore() {
        return score;
    }

    @DataBoundSetter
    public void setScore(String score) {
        this.score = Util.fixEmptyAndTrim(score);
    }

    public List<String> getScores() {
        return scores;
    }

    @DataBoundSetter
    public void setScores(List<String> scores) {
        this.scores = lines(scores);
    }

    public String getPositive() {
        return positive;
    }

    @DataBoundSetter
    public void setPositive(String positive) {
        this.positive = Util.fixEmptyAndTrim(positive);
    }

    public Double getThreshold() {
        return threshold;
    }

    @DataBoundSetter
    public void setThreshold(Double threshold) {
        this.threshold = threshold;
    }

    public String getWeight() {
        return weight;
    }

    @DataBoundSetter
    public void setWeight(String weight) {
        this.weight = Util.fixEmptyAndTrim(weight);
    }

    public String getId() {
        return id;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = Util.fixEmptyAndTrim(id);
    }

    public String getChampion() {
        return champion;
    }

    @DataBoundSetter
    public void setChampion(String champion) {
        this.champion = Util.fixEmptyAndTrim(champion);
    }

    public List<String> getGates() {
        return gates;
    }

    @DataBoundSetter
    public void setGates(List<String> gates) {
        this.gates = lines(gates);
    }

    public Double getConfidence() {
        return confidence;
    }

    @DataBoundSetter
    public void setConfidence(Double confidence) {
        this.confidence = confidence;
    }

    public Integer getMinRows() {
        return minRows;
    }

    @DataBoundSetter
    public void setMinRows(Integer minRows) {
        this.minRows = minRows;
    }

    public Integer getSeed() {
        return seed;
    }

    @DataBoundSetter
    public void setSeed(Integer seed) {
        this.seed = seed;
    }

    /** The step's name, form and checks. */
    @Extension
    public static final class DescriptorImpl extends AgentStepDescriptor {
        public DescriptorImpl() {
            super(new EvaluateModel());
        }

        @Override
        public String getDisplayName() {
            return Messages.EvaluateModelStep_displayName();
        }

        @Override
        protected Map<String, ?> example() {
            return example("binary");
        }

        private static Map<String, ?> example(String task) {
            return Map.of("predictions", "predictions.csv", "task", task, "champion", "champion.csv", "id", "id");
        }

        @POST
        public ListBoxModel doFillTaskItems() {
            ListBoxModel tasks = new ListBoxModel();
            Task.choices().forEach(tasks::add);
            return tasks;
        }

        @POST
        public FormValidation doCheckPredictions(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "predictions", value);
        }

        @POST
        public FormValidation doCheckThreshold(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "threshold", value);
        }

        @POST
        public FormValidation doCheckConfidence(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "confidence", value);
        }

        @POST
        public FormValidation doCheckMinRows(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "minRows", value);
        }

        @POST
        public FormValidation doCheckSeed(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example(), "seed", value);
        }

        @POST
        public FormValidation doCheckScores(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, example("multiclass"), "scores", value);
        }

        @POST
        public FormValidation doCheckGates(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String task) {
            return check(item, example(task), "gates", value);
        }
    }
}
