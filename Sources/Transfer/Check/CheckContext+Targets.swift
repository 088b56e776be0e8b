internal import Datasets

extension CheckContext {
    /// Labels and numbers that nothing can be learned of, because all training images have the same.
    func targetFindings() -> [Finding] {
        let samples = prepared.positions(in: .training).map { examination.samples[$0] }
        let targets = LearningTargets(samples, nameCount: data.classNames.count)
        return switch data.labelling {
        case .classes: []
        case .labels: [onEveryImage(targets)].compactMap { $0 }
        case .values: [constant(targets)].compactMap { $0 }
        }
    }

    private func onEveryImage(_ targets: LearningTargets) -> Finding? {
        let labels = targets.labelsOnEveryImage
        guard !labels.isEmpty else { return nil }
        return Finding(
            .labelOnEveryImage, .error,
            "\(counted(labels.count, "label is", plural: "labels are")) on every training image that can be "
                + "read; images without are needed too.",
            labels.map { .init([], label: data.classNames[$0], detail: "is on every training image") })
    }

    private func constant(_ targets: LearningTargets) -> Finding? {
        let values = targets.constantValues
        guard !values.isEmpty else { return nil }
        return Finding(
            .constantValue, .error,
            "\(counted(values.count, "number is", plural: "numbers are")) the same for every training image "
                + "that can be read; there is nothing to learn.",
            values.map { .init([], label: data.classNames[$0.index], detail: "is \($0.value) for all") })
    }
}
