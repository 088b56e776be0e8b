internal import FoundationEssentials
internal import Networks
internal import Tensors

extension RunIdentity {
    /// What is different in the run of a checkpoint, in words; empty where nothing is.
    ///
    /// For example `the network has 10 classes, the checkpoint's 3` or `batch size 32, the checkpoint's 64`.
    public func differences(from checkpoint: RunIdentity) -> [String] {
        obstacles(from: checkpoint) + adjustments(from: checkpoint)
    }

    /// The differences that a run may have from the checkpoint that it goes on from, in words: the learning rate,
    /// the decay of weights and what bounds gradients, which help where numbers became too large.
    public func adjustments(from checkpoint: RunIdentity) -> [String] {
        let (ours, theirs) = (settings, checkpoint.settings)
        let optimizers = ("optimizer", "\(ours.optimizer)", "\(theirs.optimizer)")
        return Self.sentences([
            ours.optimizer.rule == theirs.optimizer.rule ? optimizers : ("", "", ""),
            ("gradient clipping", "\(ours.clipping)", "\(theirs.clipping)"),
        ])
    }

    /// The other differences, with which a run cannot go on.
    func obstacles(from checkpoint: RunIdentity) -> [String] {
        let (ours, theirs) = (settings, checkpoint.settings)
        let optimizers = ("optimizer", "\(ours.optimizer)", "\(theirs.optimizer)")
        let networks = networkDifferences(from: checkpoint)
        // Another network always begins from other weights.
        let starts = ("weights to start from", startDigest, checkpoint.startDigest)
        let settings: [(name: String, ours: String, theirs: String)] = [
            ("loss", json(ours.loss), json(theirs.loss)),
            ours.optimizer.rule == theirs.optimizer.rule ? ("", "", "") : optimizers,
            ("schedule", "\(ours.schedule)", "\(theirs.schedule)"),
            ("weight average", words(ours.average), words(theirs.average)),
            ("epochs", "\(ours.epochCount)", "\(theirs.epochCount)"),
            ("batch size", "\(ours.batchSize)", "\(theirs.batchSize)"),
            ("shard size", "\(ours.shardSize)", "\(theirs.shardSize)"),
            ("patience", words(ours.patience), words(theirs.patience)),
            ("layer-wise factor", "\(ours.layerwiseFactor)", "\(theirs.layerwiseFactor)"),
            ("seed", "\(ours.seed)", "\(theirs.seed)"),
            (
                "batch normalisation", words(keepsStatistics: keepsStatistics),
                words(keepsStatistics: checkpoint.keepsStatistics)
            ),
            ("data", dataDigest, checkpoint.dataDigest),
            networks.isEmpty ? starts : ("", "", ""),
            ("augmentation", quoted(augmentation), quoted(checkpoint.augmentation)),
            ("version", toolVersion, checkpoint.toolVersion),
        ]
        return networks + Self.sentences(settings)
    }

    private static func sentences(_ settings: [(name: String, ours: String, theirs: String)]) -> [String] {
        settings.filter { $0.ours != $0.theirs }
            .map { "\($0.name) \($0.ours), the checkpoint's \($0.theirs)" }
    }

    private func networkDifferences(from checkpoint: RunIdentity) -> [String] {
        let (ours, theirs) = (network, checkpoint.network)
        guard ours != theirs else { return [] }
        var differences: [String] = []
        if ours.name != theirs.name {
            differences.append("the network is \"\(ours.name)\", the checkpoint's \"\(theirs.name)\"")
        }
        if ours.input != theirs.input {
            differences.append(
                "the network's input is \(ours.input.shape), the checkpoint's \(theirs.input.shape)")
        }
        let (count, other) = (ours.outputCount, theirs.outputCount)
        if let count, let other, count != other {
            differences.append("the network has \(count) \(outputNoun), the checkpoint's \(other)")
        }
        return differences.isEmpty ? [nodeDifference(from: theirs)] : differences
    }

    /// What is different in two networks of the same name, input and number of outputs.
    private func nodeDifference(from other: Network) -> String {
        guard network.nodes.count == other.nodes.count else {
            return "the network has \(network.nodes.count) nodes, the checkpoint's \(other.nodes.count)"
        }
        guard let pair = zip(network.nodes, other.nodes).first(where: { $0 != $1 }) else {
            return "the network's output is \"\(network.output)\", the checkpoint's \"\(other.output)\""
        }
        guard pair.0.name == pair.1.name else {
            return "the network has a node \"\(pair.0.name)\" where the checkpoint's has \"\(pair.1.name)\""
        }
        return "the network's node \"\(pair.0.name)\" is not like the checkpoint's"
    }

    private var outputNoun: String {
        switch settings.loss.kind {
        case .multiclass: "classes"
        case .multilabel: "labels"
        case .binary, .regression: "outputs"
        }
    }
}

extension Network {
    /// The number of outputs, K; nil where the network does not fit together.
    fileprivate var outputCount: Int? {
        guard let shapes = try? shapes() else { return nil }
        return shapes[output]?.elementCount
    }
}

private func json(_ loss: Loss) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(loss) else { return "\(loss)" }
    return String(decoding: data, as: UTF8.self)
}

private func words(_ average: WeightAverage?) -> String {
    average.map { "\($0.decay) \($0.warmsUp ? "with" : "without") warm-up" } ?? "none"
}

private func words(_ count: Int?) -> String { count.map { "\($0)" } ?? "none" }

private func words(keepsStatistics: Bool) -> String {
    keepsStatistics ? "by its running statistics" : "by batches"
}

private func quoted(_ text: String) -> String { "\"\(text)\"" }
