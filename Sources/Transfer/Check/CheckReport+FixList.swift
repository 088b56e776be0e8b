public import Datasets

extension CheckReport {
    /// Proposals for mending the data set, to be looked at by a person.
    ///
    /// Left out are unreadable images, all but the first of the copies with one label in one part, the
    /// training copy of an image that is held out too, and every copy of an image whose labels contradict
    /// each other. Likely mislabelled images stay as they are until someone turns `keep` into `relabel`: the
    /// suggestions are not sure enough.
    public var fixList: FixList {
        var fixes: [Fix] = []
        var seen: Set<String> = []
        var remaining = Dictionary(uniqueKeysWithValues: classes.map { ($0.name, $0.training) })
        func add(_ action: Fix.Action, _ path: String, label: String?, reason: String) {
            guard seen.insert(path).inserted else { return }
            fixes.append(Fix(action, path: path, label: label ?? "", reason: reason))
        }
        for finding in findings {
            for item in finding.items {
                switch finding.kind {
                case .unreadableImage:
                    for path in item.paths { add(.drop, path, label: item.label, reason: item.detail ?? "") }
                    if item.parts == [.training], let label = item.label { remaining[label, default: 0] -= 1 }
                case .contradiction:
                    for path in item.paths {
                        add(
                            .drop, path, label: nil,
                            reason: "copies are labelled differently; keep those that are right")
                    }
                case .leak, .nearLeak:
                    let held = zip(item.paths, item.parts ?? []).first { $0.1 != .training }?.0 ?? ""
                    let reason = "\(finding.kind.phrase) held-out \(held)"
                    for (path, part) in zip(item.paths, item.parts ?? []) where part == .training {
                        // A class without training images would stop the training.
                        let isLast = item.label.map { remaining[$0, default: 0] <= 1 } ?? false
                        if !isLast, !seen.contains(path), let label = item.label {
                            remaining[label, default: 0] -= 1
                        }
                        add(isLast ? .keep() : .drop, path, label: item.label, reason: reason)
                    }
                case .repetition:
                    for path in item.paths.dropFirst() {
                        add(.drop, path, label: item.label, reason: "copy of \(item.paths[0])")
                    }
                case .likelyMislabelled:
                    for path in item.paths {
                        add(
                            .keep(proposing: item.suggestedLabel), path, label: item.label,
                            reason: "may be mislabelled; if so, put relabel in place of keep")
                    }
                default: break
                }
            }
        }
        return FixList(fixes)
    }
}

extension Finding.Kind {
    fileprivate var phrase: String { self == .leak ? "copy of" : "near copy of" }
}
