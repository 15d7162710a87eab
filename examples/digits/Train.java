import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * Trains the two models of the digits example and writes them with their predictions on the held-out images. Every run
 * writes the same bytes on every machine: the seed is fixed, and beyond basic arithmetic only StrictMath is used.
 *
 * <pre>java Train.java [FOLDER]     FOLDER holds digits.csv.gz and receives the files; examples/digits unless given</pre>
 */
public final class Train {
    private static final int PIXELS = 64;
    private static final int CLASSES = 10;

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "examples/digits");
        List<Digit> digits = read(folder.resolve("digits.csv.gz"));
        List<Digit> training = digits.stream().filter(digit -> digit.id() % 2 == 0).toList();
        List<Digit> heldOut = digits.stream().filter(digit -> digit.id() % 2 == 1).toList();

        Network champion = new Network(new Random(1), PIXELS, CLASSES);
        new Descent(champion, 0.05, 0.0).run(training.subList(0, training.size() / 2), 10, new Random(2));
        release(champion, "1.0", heldOut, folder.resolve("champion"));

        Network model = new Network(new Random(3), PIXELS, 48, CLASSES);
        new Descent(model, 0.03, 1e-3).run(training, 60, new Random(4));
        release(model, "1.1", heldOut, folder.resolve("model"));
    }

    private static List<Digit> read(Path file) throws IOException {
        List<Digit> digits = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                double[] cells = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
                double[] pixels = Arrays.stream(cells, 0, PIXELS).map(pixel -> pixel / 16).toArray();
                digits.add(new Digit(digits.size() + 1, pixels, (int) cells[PIXELS]));
            }
        }
        return digits;
    }

    /** Writes what a training job hands over: the model, and its predictions on images that it has never seen. */
    private static void release(Network network, String version, List<Digit> heldOut, Path folder) throws IOException {
        Files.createDirectories(folder);
        network.roundToFloats();
        Files.write(folder.resolve("model.safetensors"), new Safetensors(network, version).bytes());
        StringBuilder all = new StringBuilder("id,label,prediction,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9\n");
        StringBuilder eight = new StringBuilder("id,label,score\n");
        int right = 0;
        for (Digit digit : heldOut) {
            double[] probabilities = network.probabilities(digit.pixels());
            int prediction = greatest(probabilities);
            right += prediction == digit.label() ? 1 : 0;
            all.append(digit.id()).append(',').append(digit.label()).append(',').append(prediction);
            for (double probability : probabilities) {
                all.append(',').append(decimal(probability));
            }
            all.append('\n');
            eight.append(digit.id()).append(',').append(digit.label() == 8 ? 1 : 0);
            eight.append(',').append(decimal(probabilities[8])).append('\n');
        }
        Files.writeString(folder.resolve("predictions.csv"), all);
        Files.writeString(folder.resolve("eights.csv"), eight);
        System.out.println(folder + ": version " + version + ", " + right + " of " + heldOut.size() + " held-out digits right");
    }

    private static int greatest(double[] values) {
        int greatest = 0;
        for (int i = 1; i < values.length; i++) {
            greatest = values[i] > values[greatest] ? i : greatest;
        }
        return greatest;
    }

    /** Nine significant digits, the same on every Java: Double.toString changed in Java 19. */
    private static String decimal(double value) {
        return new BigDecimal(value).round(new MathContext(9)).toString();
    }

    /** One image: its line in the file, its 64 pixels between 0 and 1, and the digit it shows. */
    private record Digit(int id, double[] pixels, int label) {}

    /** One fully connected layer: {@code weight[output][input]} and a bias for each output. */
    private record Layer(double[][] weight, double[] bias) {
        /** Weights uniform within the bound of He et al. 2015, biases zero. */
        static Layer random(int inputs, int outputs, Random random) {
            double bound = StrictMath.sqrt(6.0 / inputs);
            double[][] weight = new double[outputs][inputs];
            for (double[] row : weight) {
                Arrays.setAll(row, i -> bound * (2 * random.nextDouble() - 1));
            }
            return new Layer(weight, new double[outputs]);
        }

        double[] apply(double[] input) {
            double[] output = bias.clone();
            for (int o = 0; o < output.length; o++) {
                for (int i = 0; i < input.length; i++) {
                    output[o] += weight[o][i] * input[i];
                }
            }
            return output;
        }
    }

    /** Layers with max(0, x) between them and a softmax at the end. */
    private static final class Network {
        final List<Layer> layers = new ArrayList<>();

        Network(Random random, int... widths) {
            for (int i = 1; i < widths.length; i++) {
                layers.add(Layer.random(widths[i - 1], widths[i], random));
            }
        }

        /** The input of each layer, and last the probabilities. */
        List<double[]> activations(double[] pixels) {
            List<double[]> activations = new ArrayList<>(List.of(pixels));
            for (int i = 0; i < layers.size(); i++) {
                double[] sums = layers.get(i).apply(activations.get(i));
                activations.add(i == layers.size() - 1 ? softmax(sums) : positivePart(sums));
            }
            return activations;
        }

        double[] probabilities(double[] pixels) {
            return activations(pixels).get(layers.size());
        }

        /** What the file can hold, so that the file gives the very predictions that are written. */
        void roundToFloats() {
            for (Layer layer : layers) {
                for (double[] row : layer.weight()) {
                    Arrays.setAll(row, i -> (float) row[i]);
                }
                Arrays.setAll(layer.bias(), i -> (float) layer.bias()[i]);
            }
        }

        private static double[] positivePart(double[] sums) {
            return Arrays.stream(sums).map(sum -> Math.max(0, sum)).toArray();
        }

        private static double[] softmax(double[] sums) {
            double greatest = Arrays.stream(sums).max().orElseThrow();
            double total = 0;
            double[] shares = new double[sums.length];
            for (int i = 0; i < sums.length; i++) {
                shares[i] = StrictMath.exp(sums[i] - greatest);
                total += shares[i];
            }
            for (int i = 0; i < shares.length; i++) {
                shares[i] /= total;
            }
            return shares;
        }
    }

    /** Stochastic gradient descent on the log loss, one image at a time, with weight decay and a falling rate. */
    private static final class Descent {
        private final Network network;
        private final double rate;
        private final double decay;

        Descent(Network network, double rate, double decay) {
            this.network = network;
            this.rate = rate;
            this.decay = decay;
        }

        void run(List<Digit> training, int epochs, Random random) {
            List<Digit> shuffled = new ArrayList<>(training);
            for (int epoch = 0; epoch < epochs; epoch++) {
                Collections.shuffle(shuffled, random);
                double step = rate * (epochs - epoch) / epochs;
                shuffled.forEach(digit -> learn(digit, step));
            }
        }

        private void learn(Digit digit, double step) {
            List<double[]> activations = network.activations(digit.pixels());
            double[] gradient = activations.get(network.layers.size());
            gradient[digit.label()] -= 1;
            for (int i = network.layers.size() - 1; i >= 0; i--) {
                gradient = backward(network.layers.get(i), activations.get(i), gradient, step);
            }
        }

        /** Moves one layer against the gradient of its sums and returns the gradient of the sums before it. */
        private double[] backward(Layer layer, double[] input, double[] gradient, double step) {
            double[] before = new double[input.length];
            for (int o = 0; o < gradient.length; o++) {
                double[] row = layer.weight()[o];
                for (int i = 0; i < input.length; i++) {
                    before[i] += input[i] > 0 ? row[i] * gradient[o] : 0;
                    row[i] -= step * (gradient[o] * input[i] + decay * row[i]);
                }
                layer.bias()[o] -= step * gradient[o];
            }
            return before;
        }
    }

    /** A network as a safetensors file: header length, JSON header, then the floats of all tensors, little-endian. */
    private static final class Safetensors {
        private final StringBuilder header = new StringBuilder();
        private final ByteBuffer data = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

        Safetensors(Network network, String version) {
            header.append("{\"__metadata__\":{\"model\":\"digits\",\"version\":\"").append(version).append("\"}");
            for (int i = 0; i < network.layers.size(); i++) {
                Layer layer = network.layers.get(i);
                add("layer" + i + ".weight", "[" + layer.weight().length + "," + layer.weight()[0].length + "]", layer.weight());
                add("layer" + i + ".bias", "[" + layer.bias().length + "]", layer.bias());
            }
            header.append('}');
            while (header.length() % 8 != 0) {
                header.append(' ');
            }
        }

        private void add(String name, String shape, double[]... rows) {
            int start = data.position();
            for (double[] row : rows) {
                Arrays.stream(row).forEach(value -> data.putFloat((float) value));
            }
            header.append(",\"").append(name).append("\":{\"dtype\":\"F32\",\"shape\":").append(shape);
            header.append(",\"data_offsets\":[").append(start).append(',').append(data.position()).append("]}");
        }

        byte[] bytes() {
            ByteBuffer file = ByteBuffer.allocate(8 + header.length() + data.position()).order(ByteOrder.LITTLE_ENDIAN);
            file.putLong(header.length()).put(header.toString().getBytes(StandardCharsets.US_ASCII));
            return file.put(data.flip()).array();
        }
    }
}
