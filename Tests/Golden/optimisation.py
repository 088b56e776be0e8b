"""Writes optimisation.json: losses, optimizers, clipping and schedules as PyTorch 2.15 computes them, in double.

Run in this directory: python optimisation.py
"""

import json

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.utils.class_weight import compute_class_weight

torch.set_default_dtype(torch.float64)


def floats(values):
    """Numbers that 32-bit floats hold exactly, so that both sides start from the same."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def loss_case(name, kind, settings, logits, targets, value, partners=None, shares=None):
    x = torch.tensor(logits, requires_grad=True)
    mean = value(x)
    mean.backward()
    return {
        "name": name, "loss": {kind: settings}, "row_count": len(logits), "logits": logits.ravel().tolist(),
        "targets": np.asarray(targets, dtype=float).ravel().tolist(), "partners": partners,
        "shares": None if shares is None else list(shares), "value": mean.item(),
        "gradient": x.grad.numpy().ravel().tolist(),
    }


def multiclass(name, rows, classes, seed, smoothing=0.0, weights=None, focus=0.0, scale=1.0, mixed=False):
    rng = np.random.default_rng(seed)
    logits = floats(rng.normal(size=(rows, classes)) * scale)
    labels = rng.integers(classes, size=rows)
    partners = [int(row) for row in rng.permutation(rows)] if mixed else None
    shares = floats(rng.uniform(size=rows)) if mixed else None
    w = None if weights is None else torch.tensor(weights)

    def value(x):
        label = torch.tensor(labels)
        if focus:
            log_p = F.log_softmax(x, 1)
            target = F.one_hot(label, classes) * (1 - smoothing) + smoothing / classes
            each = -(target * (1 - log_p.exp()) ** focus * log_p).sum(1)
            return each.mean()
        if not mixed:
            return F.cross_entropy(x, label, weight=w, label_smoothing=smoothing)
        share, other = torch.tensor(shares), label[torch.tensor(partners)]

        def one(y):
            return F.cross_entropy(x, y, weight=w, label_smoothing=smoothing, reduction="none")

        ones = torch.ones(classes) if w is None else w
        total = (share * ones[label] + (1 - share) * ones[other]).sum()
        return (share * one(label) + (1 - share) * one(other)).sum() / total

    settings = {"labelSmoothing": smoothing, "focus": focus}
    if weights is not None:
        settings["classWeights"] = weights
    return loss_case(name, "multiclass", settings, logits, labels, value, partners, shares)


def binary(name, rows, seed, positive=1.0, smoothing=0.0, scale=1.0, mixed=False):
    rng = np.random.default_rng(seed)
    logits = floats(rng.normal(size=(rows, 1)) * scale)
    labels = rng.integers(2, size=rows)
    partners = [int(row) for row in rng.permutation(rows)] if mixed else None
    shares = floats(rng.uniform(size=rows)) if mixed else None
    y = labels.astype(float)
    if mixed:
        y = shares * y + (1 - shares) * y[partners]
    y = torch.tensor(y * (1 - smoothing) + smoothing / 2)[:, None]
    return loss_case(
        name, "binary", {"positiveWeight": positive, "labelSmoothing": smoothing}, logits, labels,
        lambda x: F.binary_cross_entropy_with_logits(x, y, pos_weight=torch.tensor(positive)), partners, shares)


def multilabel(name, rows, columns, seed, weights=None, positive=None, scale=1.0, mixed=False):
    rng = np.random.default_rng(seed)
    logits = floats(rng.normal(size=(rows, columns)) * scale)
    labels = rng.integers(2, size=(rows, columns)).astype(float)
    partners = [int(row) for row in rng.permutation(rows)] if mixed else None
    shares = floats(rng.uniform(size=rows)) if mixed else None
    y = labels if not mixed else shares[:, None] * labels + (1 - shares[:, None]) * labels[partners]
    settings = {}
    if weights is not None:
        settings["labelWeights"] = weights
    if positive is not None:
        settings["positiveWeights"] = positive
    return loss_case(
        name, "multilabel", settings, logits, labels,
        lambda x: F.binary_cross_entropy_with_logits(
            x, torch.tensor(y), weight=None if weights is None else torch.tensor(weights),
            pos_weight=None if positive is None else torch.tensor(positive)), partners, shares)


def regression(name, rows, columns, seed, penalty, function, bounded=False, scale=1.0):
    rng = np.random.default_rng(seed)
    logits = floats(rng.normal(size=(rows, columns)) * scale)
    targets = floats(rng.uniform(size=(rows, columns)))
    return loss_case(
        name, "regression", {"penalty": penalty, "isBounded": bounded}, logits, targets,
        lambda x: function(torch.sigmoid(x) if bounded else x, torch.tensor(targets)))


losses = [
    multiclass("plain", 6, 4, 1),
    multiclass("one row", 1, 3, 2),
    multiclass("smoothed", 6, 4, 3, smoothing=0.1),
    multiclass("weighted classes", 7, 3, 4, weights=[1.0, 0.25, 3.0]),
    multiclass("weighted and smoothed", 7, 3, 5, 0.2, [1.0, 0.25, 3.0]),
    multiclass("focal", 6, 4, 6, focus=2.0),
    multiclass("focal below one, smoothed", 6, 4, 7, smoothing=0.1, focus=0.5),
    multiclass("mixed", 6, 4, 8, mixed=True),
    multiclass("mixed with everything", 6, 3, 9, 0.1, [1.0, 0.5, 2.0], mixed=True),
    multiclass("huge logits", 6, 3, 10, scale=1e4),
    binary("binary", 6, 11),
    binary("binary, weighted and smoothed", 6, 12, 2.5, 0.1),
    binary("binary, mixed", 6, 13, 0.5, mixed=True),
    binary("binary, huge logits", 6, 14, scale=1e4),
    multilabel("multilabel", 5, 3, 15),
    multilabel("multilabel, weighted", 5, 3, 16, [1.0, 0.0, 2.5], [0.5, 1.0, 4.0]),
    multilabel("multilabel, mixed", 5, 3, 17, mixed=True),
    multilabel("multilabel, huge logits", 5, 3, 18, scale=1e4),
    regression("squared", 5, 2, 19, {"squared": {}}, F.mse_loss),
    regression("absolute", 5, 2, 20, {"absolute": {}}, F.l1_loss),
    regression("Huber", 5, 2, 21, {"huber": {"delta": 0.4}}, lambda x, y: F.huber_loss(x, y, delta=0.4)),
    regression("squared, bounded", 5, 1, 22, {"squared": {}}, F.mse_loss, True, 3.0),
    regression("Huber, bounded", 5, 2, 23, {"huber": {"delta": 0.2}}, lambda x, y: F.huber_loss(x, y, delta=0.2), True),
    regression("huge outputs", 5, 2, 24, {"huber": {"delta": 1.0}}, F.huber_loss, scale=1e4),
]


def optimizer_case(text, make, steps=6):
    rng = np.random.default_rng(len(text))
    start = floats(rng.normal(size=9))
    p = torch.tensor(start, requires_grad=True)
    optimizer = make([p])
    gradients, parameters = [], []
    for step in range(steps):
        gradient = floats(rng.normal(size=9) * 10.0 ** rng.integers(-4, 2))
        gradient[step % 9] = 0
        p.grad = torch.tensor(gradient)
        optimizer.step()
        gradients.append(gradient.tolist())
        parameters.append(p.detach().numpy().tolist())
    return {"text": text, "start": start.tolist(), "gradients": gradients, "parameters": parameters}


O = torch.optim
optimizers = [
    optimizer_case("sgd:lr=0.1", lambda p: O.SGD(p, lr=0.1)),
    optimizer_case("sgd:lr=0.05,decay=0.1", lambda p: O.SGD(p, lr=0.05, weight_decay=0.1)),
    optimizer_case("momentum:lr=0.05,decay=0.01", lambda p: O.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01)),
    optimizer_case("momentum:lr=0.01,momentum=0.5", lambda p: O.SGD(p, lr=0.01, momentum=0.5)),
    optimizer_case(
        "nesterov:lr=0.02,decay=0.01", lambda p: O.SGD(p, lr=0.02, momentum=0.9, weight_decay=0.01, nesterov=True)),
    optimizer_case("rmsprop", lambda p: O.RMSprop(p, lr=0.001)),
    optimizer_case(
        "rmsprop:lr=0.01,decay=0.1,alpha=0.9,momentum=0.8,epsilon=0.001",
        lambda p: O.RMSprop(p, lr=0.01, weight_decay=0.1, alpha=0.9, momentum=0.8, eps=1e-3)),
    optimizer_case("adam", lambda p: O.Adam(p)),
    optimizer_case(
        "adam:lr=0.01,decay=0.1,beta1=0.8,beta2=0.95,epsilon=1e-06",
        lambda p: O.Adam(p, lr=0.01, weight_decay=0.1, betas=(0.8, 0.95), eps=1e-6)),
    optimizer_case("adamw", lambda p: O.AdamW(p)),
    optimizer_case("adamw:lr=0.01,decay=0.5", lambda p: O.AdamW(p, lr=0.01, weight_decay=0.5)),
]


def clipping_case(limit, scale):
    rng = np.random.default_rng(5)
    gradients = [floats(rng.normal(size=size) * scale) for size in (3, 5)]
    parameters = [torch.zeros(len(gradient), requires_grad=True) for gradient in gradients]
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = torch.tensor(gradient)
    norm = torch.nn.utils.clip_grad_norm_(parameters, limit)
    return {
        "limit": limit, "gradients": [gradient.tolist() for gradient in gradients], "norm": norm.item(),
        "clipped": [parameter.grad.numpy().tolist() for parameter in parameters],
    }


S = torch.optim.lr_scheduler


def factors(make, steps):
    optimizer = O.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    values = []
    for _ in range(steps):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return values


def warm(optimizer, start, length, then):
    first = S.LinearLR(optimizer, start_factor=start, end_factor=1.0, total_iters=length)
    return S.SequentialLR(optimizer, [first, then(optimizer)], milestones=[length])


def schedule_case(text, steps, per_epoch, make):
    return {"text": text, "step_count": steps, "steps_per_epoch": per_epoch, "factors": factors(make, steps)}


schedules = [
    schedule_case("constant", 4, 2, lambda o: S.ConstantLR(o, factor=1.0)),
    schedule_case("step:every=3,factor=0.5", 10, 5, lambda o: S.StepLR(o, 3, 0.5)),
    schedule_case("step:every=2epochs", 12, 3, lambda o: S.StepLR(o, 6, 0.1)),
    schedule_case("cosine", 9, 3, lambda o: S.CosineAnnealingLR(o, 9)),
    schedule_case("cosine:final=0.1", 7, 3, lambda o: S.CosineAnnealingLR(o, 7, eta_min=0.1)),
    schedule_case("onecycle", 20, 5, lambda o: S.OneCycleLR(o, 1.0, total_steps=20)),
    schedule_case(
        "onecycle:peak=25%,start=10,final=100", 13, 4,
        lambda o: S.OneCycleLR(o, 1.0, total_steps=13, pct_start=0.25, div_factor=10, final_div_factor=100)),
    schedule_case(
        "warmup:length=3,start=0.1/cosine:final=0.01", 12, 4,
        lambda o: warm(o, 0.1, 3, lambda o: S.CosineAnnealingLR(o, 9, eta_min=0.01))),
    schedule_case(
        "warmup:length=1epoch,start=0.25/step:every=4", 15, 5,
        lambda o: warm(o, 0.25, 5, lambda o: S.StepLR(o, 4, 0.1))),
]


def plateau_case(text, goal, values, **settings):
    optimizer = O.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = S.ReduceLROnPlateau(optimizer, mode="min" if goal == "lower" else "max", eps=0, **settings)
    seen = []
    for value in values:
        scheduler.step(value)
        seen.append(optimizer.param_groups[0]["lr"])
    return {"text": text, "goal": goal, "values": values, "factors": seen}


rng = np.random.default_rng(8)
falling = [round(1 / (1 + step) + 0.3 + 0.05 * float(rng.normal()), 4) for step in range(30)]
plateaus = [
    plateau_case("plateau:factor=0.5,patience=2", "lower", falling, factor=0.5, patience=2),
    plateau_case(
        "plateau:factor=0.1,patience=1,threshold=0.01,cooldown=3,floor=0.005", "lower", falling, factor=0.1,
        patience=1, threshold=0.01, cooldown=3, min_lr=0.005),
    plateau_case(
        "plateau:factor=0.3,patience=0,threshold=0.05", "higher", [round(1 - value, 4) for value in falling],
        factor=0.3, patience=0, threshold=0.05),
]

counts = [5, 40, 1, 14]
labels = np.repeat(np.arange(4), counts)
golden = {
    "losses": losses, "optimizers": optimizers,
    "clippings": [clipping_case(1.0, 1.0), clipping_case(100.0, 1.0), clipping_case(0.5, 1e-3)],
    "schedules": schedules, "plateaus": plateaus,
    "balanced": {
        "counts": counts,
        "weights": compute_class_weight("balanced", classes=np.arange(4), y=labels).tolist(),
    },
}
with open("optimisation.json", "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
