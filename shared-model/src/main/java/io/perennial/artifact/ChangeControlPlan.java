package io.perennial.artifact;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may change and what must hold, written before any data arrives: {@code change-control-plan.yaml}. Training takes
 * its recipes from it, the gate its margins; both name it by the digest of the file's bytes. Its parts follow the words of
 * FDA's predetermined change control plans; that makes no claim of compliance.
 *
 * @param version of this file's form; 1
 * @param lineage the line of models the plan governs
 * @param modifications what may change
 * @param protocol what must hold
 * @param impact what could go wrong and who is told, in prose
 */
public record ChangeControlPlan(
        int version, String lineage, Modifications modifications, Protocol protocol, String impact) {

    /**
     * The modifications the plan describes.
     *
     * @param recipes the families of recipes an expansion may try
     * @param path the places α on each weight path that become candidates, each in (0, 1]
     * @param control whether a conventional fine-tuning (ALL, statistics TARGET, λ = 0) runs beside, for comparison only
     */
    public record Modifications(List<RecipeFamily> recipes, List<Double> path, boolean control) {
        public Modifications {
            recipes = List.copyOf(recipes);
            path = List.copyOf(path);
            require(!recipes.isEmpty(), "modifications.recipes names no recipe");
            require(
                    !path.isEmpty() && path.stream().allMatch(a -> a > 0 && a <= 1),
                    "modifications.path needs values in (0, 1]");
        }

        /** Every recipe an expansion tries, at the end of its path (α = 1). */
        public List<Recipe> expanded(long seed) {
            List<Recipe> all = new ArrayList<>();
            for (RecipeFamily family : recipes) {
                for (double lambda : family.lambda()) {
                    all.add(family.recipe(lambda, seed));
                }
            }
            return all;
        }

        /** Whether this recipe, its seed aside, is one the plan allows. */
        public boolean allow(Recipe recipe) {
            return path.contains(recipe.alpha()) && expanded(recipe.seed()).contains(recipe.at(1));
        }
    }

    /**
     * Recipes that differ in λ alone; the fields are those of {@link Recipe}.
     *
     * @param method EWC if absent
     * @param schedule COSINE if absent
     * @param patience the paper's 20 if absent
     * @param augmentation mirrored and shifted if absent
     */
    public record RecipeFamily(
            Optional<Recipe.Method> method,
            Recipe.Trainable trainable,
            Recipe.Statistics statistics,
            List<Double> lambda,
            double learningRate,
            Optional<Recipe.Schedule> schedule,
            int epochs,
            Optional<Integer> patience,
            int batchSize,
            Optional<Augmentation> augmentation) {
        public RecipeFamily {
            lambda = List.copyOf(lambda);
            require(!lambda.isEmpty(), "modifications.recipes.lambda names no value");
        }

        /** With what is usual where a family may be silent. */
        public RecipeFamily(
                Recipe.Trainable trainable,
                Recipe.Statistics statistics,
                List<Double> lambda,
                double learningRate,
                int epochs,
                int batchSize) {
            this(
                    Optional.empty(),
                    trainable,
                    statistics,
                    lambda,
                    learningRate,
                    Optional.empty(),
                    epochs,
                    Optional.empty(),
                    batchSize,
                    Optional.empty());
        }

        /** The family's recipe of this strength, at the end of its path (α = 1). */
        Recipe recipe(double strength, long seed) {
            return new Recipe(
                    method.orElse(Recipe.Method.EWC),
                    trainable,
                    statistics,
                    strength,
                    1,
                    learningRate,
                    schedule.orElse(Recipe.Schedule.COSINE),
                    epochs,
                    patience.orElse(Recipe.PATIENCE),
                    batchSize,
                    augmentation.orElse(Augmentation.MIRRORED_AND_SHIFTED),
                    seed);
        }

        /** Conventional fine-tuning with this family's settings: every parameter, statistics of T, λ = 0. */
        public Recipe conventional(long seed) {
            return new RecipeFamily(
                            Optional.of(Recipe.Method.EWC),
                            Recipe.Trainable.ALL,
                            Recipe.Statistics.TARGET,
                            List.of(0.0),
                            learningRate,
                            schedule,
                            epochs,
                            patience,
                            batchSize,
                            augmentation)
                    .recipe(0, seed);
        }
    }

    /**
     * The modification protocol: what an expansion must show.
     *
     * @param confidence 1 − α, e.g. 0.95; α is the chance of error that all bounds asked of one domain's test images may
     *     take together, so that a single look is judged with more confidence than this
     * @param resamples of the bootstrap, 2000 or more
     * @param retention how much linear kappa on the original domain may be lost
     * @param minimumGain the lower bound of the gain in linear kappa on the target domain must exceed this; 0 or more
     * @param minimumExams a test set with fewer exams decides nothing
     * @param baselineKappa linear kappa on the original test set (point estimate) a first model needs to be admitted
     * @param looks how often one domain's test images may decide; α is spread over so many
     * @param approval who brings an approved candidate into service
     */
    public record Protocol(
            double confidence,
            int resamples,
            Retention retention,
            double minimumGain,
            MinimumExams minimumExams,
            double baselineKappa,
            int looks,
            Approval approval) {
        public Protocol {
            require(
                    confidence > 0.5 && confidence < 1,
                    "protocol.confidence lies between 0.5 and 1, not at " + confidence);
            require(resamples >= 2000, "protocol.resamples is 2000 or more, not " + resamples);
            require(minimumGain >= 0, "protocol.minimumGain is 0 or more, not " + minimumGain);
            require(looks >= 1, "protocol.looks is 1 or more, not " + looks);
            require(
                    baselineKappa > 0 && baselineKappa < 1,
                    "protocol.baselineKappa lies between 0 and 1, not at " + baselineKappa);
        }
    }

    /**
     * How much may be forgotten.
     *
     * @param margin δ: the lower bound of κ(candidate) − κ(reference) must exceed −δ
     * @param selectionSafety added to the bound asked for on validation data, against the winner's curse
     */
    public record Retention(double margin, double selectionSafety) {
        public Retention {
            require(margin > 0 && margin < 1, "protocol.retention.margin lies between 0 and 1, not at " + margin);
            require(selectionSafety >= 0, "protocol.retention.selectionSafety is 0 or more, not " + selectionSafety);
        }
    }

    /** Exams that a test set needs before it may decide. */
    public record MinimumExams(int original, int target) {
        public MinimumExams {
            require(original >= 1 && target >= 1, "protocol.minimumExams are 1 or more");
        }
    }

    /** Who brings an approved candidate into service. */
    public enum Approval {
        AUTOMATIC,
        HUMAN
    }

    private static final ObjectReader YAML = YAMLMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // also for absent ones; an Optional's absence is its value
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build()
            .readerFor(ChangeControlPlan.class);

    // how Jackson tells of a value that is null or not there
    private static final String ABSENT = "FAIL_ON_NULL";

    // the field a rule's sentence begins with: protocol.looks is 1 or more
    private static final Pattern NAMED = Pattern.compile("^(?:[a-zA-Z]+\\.)*([a-zA-Z]+)\\b");

    public ChangeControlPlan {
        require(version == 1, "version is 1, not " + version);
        require(!lineage.isBlank(), "lineage is empty");
        modifications.expanded(0); // every recipe can be made
    }

    /**
     * Reads and checks a plan.
     *
     * @throws InvalidPlanException naming the line and what is wrong there
     */
    public static ChangeControlPlan parse(byte[] yaml) throws InvalidPlanException {
        try {
            return YAML.readValue(yaml);
        } catch (JsonMappingException e) {
            throw invalid(e, yaml);
        } catch (JacksonException e) {
            throw invalid(OptionalInt.empty(), e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidPlanException("the change-control plan cannot be read: " + e.getMessage(), e);
        }
    }

    private static InvalidPlanException invalid(JsonMappingException e, byte[] yaml) {
        List<JsonMappingException.Reference> path = e.getPath();
        String reason = e.getOriginalMessage();
        String field = "";
        if (e.getCause() instanceof IllegalArgumentException rule && rule.getMessage() != null) {
            reason = rule.getMessage();
            Matcher named = NAMED.matcher(reason);
            field = named.find() ? named.group(1) : "";
        } else if (e instanceof MismatchedInputException && reason.contains(ABSENT)) {
            reason = path.get(path.size() - 1).getFieldName() + " is missing";
        }
        return invalid(new YamlPlaces(yaml).line(path, field), reason, e);
    }

    private static InvalidPlanException invalid(OptionalInt place, String reason, JacksonException e) {
        int line = place.orElse(e.getLocation() == null ? 0 : e.getLocation().getLineNr());
        return new InvalidPlanException(
                "the change-control plan is not valid: " + (line > 0 ? "line " + line + ": " : "") + reason, e);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
