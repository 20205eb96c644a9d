package io.perennial.training.continual;

import ai.djl.pytorch.jni.IValue;
import io.perennial.network.Script;
import java.util.List;

/**
 * Adam, in place:
 *
 * <pre>
 * m ← β₁ m + (1 − β₁) g         v ← β₂ v + (1 − β₂) g²
 * θ ← θ − η · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
 * </pre>
 *
 * <p>One step is one call into PyTorch.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba (2015), Adam</a>
 */
final class Adam implements AutoCloseable {

    // β₁, β₂ and ε: defaults of torch.optim.Adam
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;

    private static final String SOURCE = """
            class Adam(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def one_by_one(self: __torch__.Adam, theta: List[Tensor], gradient: List[Tensor], m: List[Tensor], v: List[Tensor], rate: float, correction: float) -> int:
                for i in range(torch.len(theta)):
                  t = theta[i]
                  g = gradient[i]
                  _1 = torch.add_(torch.mul_(m[i], 0.9), g, alpha=0.1)
                  _2 = torch.addcmul_(torch.mul_(v[i], 0.999), g, g, value=0.001)
                  d = torch.add_(torch.div_(torch.sqrt(v[i]), correction), 1e-08)
                  _3 = torch.addcdiv_(t, m[i], d, value=torch.neg(rate))
                  _4 = torch.zero_(g)
                return torch.len(theta)
              def together(self: __torch__.Adam, theta: List[Tensor], gradient: List[Tensor], m: List[Tensor], v: List[Tensor], rate: float, correction: float) -> int:
                torch._foreach_mul_(m, 0.9)
                torch._foreach_add_(m, gradient, alpha=0.1)
                torch._foreach_mul_(v, 0.999)
                torch._foreach_addcmul_(v, gradient, gradient, 0.001)
                d = torch._foreach_sqrt(v)
                torch._foreach_div_(d, correction)
                torch._foreach_add_(d, 1e-08)
                torch._foreach_addcdiv_(theta, m, d, torch.neg(rate))
                torch._foreach_zero_(gradient)
                return torch.len(theta)
            """;

    private final Script script = Script.compile("Adam", SOURCE);
    private final Walk walk;
    private final ParameterVector firstMoment;
    private final ParameterVector secondMoment;
    private final List<IValue> arguments;
    private int steps;

    /**
     * An optimiser at its first step.
     *
     * @param parameters θ, those that learn; they stay the caller's
     */
    Adam(ParameterVector parameters) {
        this(parameters, Walk.over(parameters));
    }

    /** The same, and how it goes over the tensors. */
    Adam(ParameterVector parameters, Walk walk) {
        this.walk = walk;
        this.firstMoment = parameters.zeros();
        this.secondMoment = parameters.zeros();
        this.arguments = List.of(parameters.asList(), firstMoment.asList(), secondMoment.asList());
    }

    /**
     * Moves the parameters one step against their gradients, and zeroes these.
     *
     * @param rate η
     * @param gradient of each parameter, in their order
     */
    void step(double rate, IValue gradient) {
        steps++;
        double bias1 = 1 - Math.pow(BETA_1, steps);
        double bias2 = 1 - Math.pow(BETA_2, steps);
        try (IValue scaledRate = IValue.from(rate / bias1);
                IValue correction = IValue.from(Math.sqrt(bias2))) {
            script.run(
                    walk.method(),
                    arguments.get(0),
                    gradient,
                    arguments.get(1),
                    arguments.get(2),
                    scaledRate,
                    correction);
        }
    }

    @Override
    public void close() {
        arguments.forEach(IValue::close);
        firstMoment.close();
        secondMoment.close();
        script.close();
    }
}
