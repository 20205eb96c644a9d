package io.perennial.inference.reading;

import java.util.List;

/** What is to be read: one or more images of one study, and whose they are. */
public record Exam(List<ViewImage> images, ExamOrigin origin) {

    public Exam {
        images = List.copyOf(images);
    }
}
