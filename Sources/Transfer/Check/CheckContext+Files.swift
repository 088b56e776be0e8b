internal import Datasets

extension CheckContext {
    /// What is wrong with files and folders.
    func fileFindings(_ badImages: BadImagePolicy) -> [Finding] {
        var findings: [Finding] = []
        if !data.faults.isEmpty {
            findings.append(
                Finding(
                    .unusableDataset, .error, "Nothing can be trained on this data set as it is.",
                    data.faults.map { .init([], detail: $0.description) }))
        }
        findings += [
            unreadable(badImages), unusableEntries, cutShort, changed, ignored, layout,
        ].compactMap { $0 }
        return findings
    }

    private func unreadable(_ badImages: BadImagePolicy) -> Finding? {
        let failures = examination.failures
        guard !failures.isEmpty else { return nil }
        let total = examination.totalCount
        let isAccepted = badImages.accepts(failures.count, of: total)
        let share = 100 * Double(failures.count) / Double(total)
        let limit =
            badImages.limit == 0
            ? "none is accepted" : "training stops above \(Self.percent(badImages.limit))"
        return Finding(
            .unreadableImage, isAccepted ? .warning : .error,
            "\(failures.count) of \(counted(total, "image")) cannot be read (\(Self.percent(share / 100))); \(limit).",
            zip(failures, examination.failurePartitions).map { failure, part in
                .init(
                    [path(failure.sample)], parts: [part], label: label(failure.sample),
                    detail: "\(failure.reason)")
            })
    }

    private var unusableEntries: Finding? {
        guard !data.problems.isEmpty else { return nil }
        return Finding(
            .unusableEntry, .warning,
            "\(counted(data.problems.count, "entry", plural: "entries")) of class folders cannot give images.",
            data.problems.map { .init([$0.printablePath], detail: $0.sentence) })
    }

    private var cutShort: Finding? {
        let found = examination.images.indices.filter { examination.images[$0].isCutShort }
        guard !found.isEmpty else { return nil }
        return Finding(
            .cutShortImage, .note,
            "\(counted(found.count, "image is", plural: "images are")) cut short; the part that is there is used.",
            found.map {
                let share = examination.images[$0].completeShare
                return .init(
                    [path($0)], label: label($0), detail: "has \(Self.percent(share)) of its picture",
                    score: share)
            })
    }

    private var changed: Finding? {
        let found = examination.samples.indices.filter { position in
            examination.samples[position].recordedDigest.map { $0 != examination.digests[position] } ?? false
        }
        guard !found.isEmpty else { return nil }
        return Finding(
            .changedSinceManifest, .warning,
            "\(counted(found.count, "file is", plural: "files are")) not the ones whose hashes the manifest records.",
            found.map {
                .init([path($0)], label: label($0), detail: "now has the hash \(examination.digests[$0])")
            })
    }

    private var ignored: Finding? {
        let ignored = data.ignored
        guard ignored.total > 0 else { return nil }
        let kinds = [
            (ignored.hidden, "hidden"), (ignored.systemFiles, "left by systems"),
            (ignored.nonImages, "no images by their names"),
            (ignored.outsideClasses, "outside class folders"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return Finding(
            .ignoredEntry, .note,
            "\(counted(ignored.total, "entry was", plural: "entries were")) passed over: \(kinds.joined(separator: ", ")).",
            ignored.examples.map { .init([$0.printablePath]) })
    }

    private var layout: Finding? {
        let others = data.notes.filter {
            switch $0 {
            case .classWithoutSamples, .labelWithoutSamples: false
            default: true
            }
        }
        guard !others.isEmpty else { return nil }
        return Finding(
            .layout, .note, "The layout of the data set has something to know.",
            others.map { .init([], detail: $0.description) })
    }

    /// A share in percent, with a digit behind the point where it is small.
    static func percent(_ share: Double) -> String {
        let percent = share * 100
        let isSmall = percent < 9.95
        let digits = isSmall ? (percent * 10).rounded() / 10 : percent.rounded()
        return isSmall ? "\(digits) %" : "\(Int(digits)) %"
    }
}
