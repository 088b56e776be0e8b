public import Datasets

extension CheckReport {
    /// Proposals for mending the data set, to be looked at by a person.
    ///
    /// Left out are unreadable images, all but the first of the copies in one class and part, the training copy of an
    /// image that is held out too, and every copy of an image whose labels contradict each other. Likely mislabelled
    /// images stay as they are until someone turns `keep` into `relabel`: the suggestions are not sure enough.
    public var fixList: FixList {
        var fixes: [Fix] = []
        var seen: Set<String> = []
        func add(_ action: Fix.Action, _ path: String, label: String?, reason: String) {
            guard seen.insert(path).inserted else { return }
            fixes.append(Fix(action, path: path, label: label ?? "", reason: reason))
        }
        for finding in findings {
            for item in finding.items {
                switch finding.kind {
                case .unreadableImage:
                    for path in item.paths { add(.drop, path, label: item.label, reason: item.detail ?? "") }
                case .contradiction:
                    for path in item.paths {
                        add(
                            .drop, path, label: nil,
                            reason: "copies have several labels; keep those that are right")
                    }
                case .leak, .nearLeak:
                    for (path, part) in zip(item.paths, item.parts ?? []) where part == .training {
                        let held = zip(item.paths, item.parts ?? []).first { $0.1 != .training }?.0 ?? ""
                        add(.drop, path, label: item.label, reason: "\(finding.kind.phrase) held-out \(held)")
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
