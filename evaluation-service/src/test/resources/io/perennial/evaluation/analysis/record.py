"""Draws readings of 240 images and records what scikit-learn, SciPy and NumPy say of them. Run in this directory."""
import json
import numpy as np
from scipy import stats
from sklearn.metrics import cohen_kappa_score, confusion_matrix, recall_score

CATEGORIES = [0, 1, 2, 3]
random = np.random.default_rng(20)
rows = []
for patient in range(60):  # one exam of four views each
    label = int(random.choice(4, p=[0.15, 0.4, 0.35, 0.1]))
    hard = random.normal(0, 0.35)
    for view in ["LCC", "RCC", "LMLO", "RMLO"]:
        logits = []
        for skill, noise in ((1.1, 0.6), (1.35, 0.45)):  # reference, candidate
            centre = label + hard + random.normal(0, noise) + (0.25 if view[0] == "L" else 0)
            logits.append(np.float32(-skill * (np.arange(4) - centre) ** 2))
        rows.append((f"p{patient}", view, ["Maker One", "Other Two"][patient % 2], label, *logits))

with open("readings.csv", "w") as file:
    file.write("patient,view,scanner,label,r0,r1,r2,r3,c0,c1,c2,c3\n")
    for row in rows:
        numbers = [repr(float(value)) for value in [*row[4], *row[5]]]
        file.write(",".join([*row[:3], "ABCD"[row[3]], *numbers]) + "\n")

labels = np.array([row[3] for row in rows])
answers, read = {}, {}
for name, column in (("reference", 4), ("candidate", 5)):
    logits = np.array([row[column] for row in rows], dtype=np.float64)
    p = np.exp(logits - logits.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    read[name] = reading = p.argmax(1)
    sure, right = p.max(1), reading == labels
    bins = np.clip(np.ceil(sure * 10).astype(int) - 1, 0, 9)
    exam_labels, exam_readings = [], []
    for patient in range(60):
        breasts = []
        for side in "LR":
            views = [i for i, row in enumerate(rows) if row[0] == f"p{patient}" and row[1][0] == side]
            mean = p[views].mean(0)
            breasts.append((int(mean.argmax()), float(mean @ np.arange(4))))
        exam_labels.append(rows[4 * patient][3])
        exam_readings.append(max(breasts)[0])  # the denser breast
    answers[name] = {
        "confusion": confusion_matrix(labels, reading, labels=CATEGORIES).tolist(),
        "kappa": cohen_kappa_score(labels, reading, weights="linear", labels=CATEGORIES),
        "quadratic": cohen_kappa_score(labels, reading, weights="quadratic", labels=CATEGORIES),
        "recall": recall_score(labels, reading, labels=CATEGORIES, average=None).tolist(),
        "brier": ((p - np.eye(4)[labels]) ** 2).sum(1).mean(),
        "calibrationError": sum(abs(right[bins == b].sum() - sure[bins == b].sum()) for b in range(10)) / len(rows),
        "examKappa": cohen_kappa_score(exam_labels, exam_readings, weights="linear", labels=CATEGORIES),
        "scanners": [
            cohen_kappa_score(labels[who], reading[who], weights="linear", labels=CATEGORIES)
            for who in (np.array([row[2] == scanner for row in rows]) for scanner in ("Maker One", "Other Two"))
        ],
    }

moved = np.abs(read["candidate"] - labels) - np.abs(read["reference"] - labels)
before, after = read["reference"] == labels, read["candidate"] == labels
answers["change"] = {
    "wilcoxonP": stats.wilcoxon(moved, zero_method="wilcox", correction=False, mode="approx").pvalue,
    "zeros": int((moved == 0).sum()),
    "negative": int((before & ~after).sum()),
    "positive": int((~before & after).sum()),
}
with open("answers.json", "w") as file:
    json.dump(answers, file, indent=1)
    file.write("\n")
