package io.perennial.training.continual;

import ai.djl.Device;
import ai.djl.pytorch.jni.IValue;
import io.perennial.network.Script;
import io.perennial.network.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights that learn, and a copy of them on every further device: data parallelism. Each device computes the gradient of
 * its part of a minibatch; the parts are added up where the optimiser steps, and its step is copied back,
 *
 * <pre>∇L(θ) = Σ_d (n_d / N) ∇L_d(θ)</pre>
 *
 * which is the gradient on one device, but for the order of summation. What BatchNorm takes from batches it takes from each
 * device's part, and the running statistics that count are the first device's. With one device nothing is copied.
 */
final class Replicas implements AutoCloseable {

    private static final String SOURCE = """
            class Exchange(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def gather(self: __torch__.Exchange, total: List[Tensor], part: List[Tensor]) -> int:
                for i in range(torch.len(total)):
                  _0 = torch.add_(total[i], torch.to(part[i], total[i], False, False))
                  _1 = torch.zero_(part[i])
                return torch.len(total)
              def spread(self: __torch__.Exchange, source: List[Tensor], replica: List[Tensor]) -> int:
                for i in range(torch.len(source)):
                  _0 = torch.copy_(replica[i], source[i])
                return torch.len(source)
            """;

    /** The weights on one device, and those of their parameters that learn. */
    record Replica(Weights weights, ParameterVector parameters) {}

    private final List<Replica> all = new ArrayList<>();
    private final Script exchange = Script.compile("Exchange", SOURCE);

    /**
     * Copies the weights to every device but the first, on which they lie.
     *
     * @param weights that learn; they stay the caller's
     * @param names of the parameters that learn
     */
    Replicas(Weights weights, List<String> names, List<Device> devices) {
        all.add(new Replica(weights, ParameterVector.view(weights, names)));
        devices.stream().skip(1).map(weights::copy).forEach(copy -> {
            ParameterVector parameters = ParameterVector.view(copy, names);
            parameters.requireGradients(true);
            all.add(new Replica(copy, parameters));
        });
    }

    /** One a device, the weights that learn first. */
    List<Replica> all() {
        return all;
    }

    /** Adds the gradients of the first so many replicas to the first one's, and zeroes the others. */
    void gather(int replicas) {
        for (Replica replica : all.subList(1, replicas)) {
            try (ParameterVector total = all.get(0).parameters().gradients();
                    ParameterVector part = replica.parameters().gradients()) {
                exchange("gather", total, part);
            }
        }
    }

    /** Copies the parameters that learn to every replica. */
    void spread() {
        for (Replica replica : all.subList(1, all.size())) {
            exchange("spread", all.get(0).parameters(), replica.parameters());
        }
    }

    /** Forgets what gradients were accumulated so far. */
    void discardGradients() {
        all.forEach(replica -> replica.parameters().discardGradients());
    }

    private void exchange(String method, ParameterVector first, ParameterVector second) {
        try (IValue one = first.asList();
                IValue other = second.asList()) {
            exchange.run(method, one, other);
        }
    }

    @Override
    public void close() {
        all.subList(1, all.size()).forEach(replica -> replica.weights().close());
        exchange.close();
    }
}
