package io.perennial.inference.reading.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBase;

/** How often an element may stand where it stands, by HAPI's knowledge of FHIR: the part of validation that needs no server. */
final class Cardinalities {

    private final FhirContext fhir;
    private final List<String> violations = new ArrayList<>();

    Cardinalities(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** The elements that are missing or too many, by their paths. */
    List<String> violatedBy(IBase resource) {
        walk(resource.fhirType(), resource);
        return violations;
    }

    private void walk(String path, IBase element) {
        BaseRuntimeElementDefinition<?> definition = fhir.getElementDefinition(element.getClass());
        if (definition instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
            for (BaseRuntimeChildDefinition child : composite.getChildren()) {
                List<IBase> values = child.getAccessor().getValues(element).stream()
                        .filter(value -> !value.isEmpty())
                        .toList();
                boolean tooMany = child.getMax() >= 0 && values.size() > child.getMax();
                if (values.size() < child.getMin() || tooMany) {
                    violations.add(path + "." + child.getElementName());
                }
                values.forEach(value -> walk(path + "." + child.getElementName(), value));
            }
        }
    }
}
