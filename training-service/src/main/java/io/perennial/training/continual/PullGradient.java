package io.perennial.training.continual;

import ai.djl.pytorch.jni.IValue;
import io.perennial.network.Script;
import java.util.List;

/**
 * Adds the gradient of a quadratic pull to the gradient of the loss, in place, between backward pass and optimiser's step:
 *
 * <pre>g ← g + λ w (θ − c)</pre>
 *
 * This equals differentiating (λ/2) Σ wᵢ(θᵢ − cᵢ)² in the graph, and costs less: one call into PyTorch.
 */
public final class PullGradient implements AutoCloseable {

    private static final String SOURCE = """
            class PullGradient(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def one_by_one(self: __torch__.PullGradient, theta: List[Tensor], gradient: List[Tensor], importance: List[Tensor], centre: List[Tensor], strength: float) -> int:
                for i in range(torch.len(theta)):
                  _0 = torch.addcmul_(gradient[i], importance[i], torch.sub(theta[i], centre[i]), value=strength)
                return torch.len(theta)
              def together(self: __torch__.PullGradient, theta: List[Tensor], gradient: List[Tensor], importance: List[Tensor], centre: List[Tensor], strength: float) -> int:
                torch._foreach_addcmul_(gradient, importance, torch._foreach_sub(theta, centre), strength)
                return torch.len(theta)
            """;

    private final Script script = Script.compile("PullGradient", SOURCE);
    private final Walk walk;
    private final List<IValue> arguments; // θ, w, c, λ

    /**
     * For these parameters.
     *
     * @param parameters θ, those that learn; they stay the caller's
     * @param pull over at least these parameters; stays the caller's
     */
    public PullGradient(ParameterVector parameters, Pull pull) {
        this(parameters, pull, Walk.over(parameters));
    }

    /** The same, and how it goes over the tensors. */
    PullGradient(ParameterVector parameters, Pull pull, Walk walk) {
        this.walk = walk;
        this.arguments = List.of(
                parameters.asList(),
                pull.importance().only(parameters.names()).asList(),
                pull.centre().only(parameters.names()).asList(),
                IValue.from(pull.lambda()));
    }

    /**
     * Adds it to the gradients that were accumulated since the last step.
     *
     * @param gradient of each parameter, in their order
     */
    public void add(IValue gradient) {
        script.run(walk.method(), arguments.get(0), gradient, arguments.get(1), arguments.get(2), arguments.get(3));
    }

    @Override
    public void close() {
        arguments.forEach(IValue::close);
        script.close();
    }
}
