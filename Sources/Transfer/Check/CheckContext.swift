internal import Datasets

/// What all findings are drawn from.
struct CheckContext {
    let data: Dataset
    let prepared: PreparedData

    var examination: Examination { prepared.examination }

    /// What the data set calls a thing that images show.
    var noun: (one: String, several: String) {
        data.labelling == .classes ? ("class", "classes") : ("label", "labels")
    }

    /// A number of such things, with what they do.
    func countedNoun(_ count: Int, _ one: String, _ several: String) -> String {
        counted(count, "\(noun.one) \(one)", plural: "\(noun.several) \(several)")
    }

    /// The class or the only label of the image at a position; nil where it has several labels, none or
    /// numbers.
    func label(_ position: Int) -> String? { label(examination.samples[position]) }

    /// The class or the only label of an image; nil where it has several labels, none or numbers.
    func label(_ sample: Sample) -> String? {
        switch data.labelling {
        case .classes: data.classNames[sample.classIndex]
        case .labels: sample.labelIndices.count == 1 ? data.classNames[sample.classIndex] : nil
        case .values: nil
        }
    }

    /// The path below the data set's folder of the image at a position.
    func path(_ position: Int) -> String { path(examination.samples[position]) }

    /// The path below the data set's folder; a whole one for images of another folder.
    func path(_ sample: Sample) -> String { sample.root == data.path ? sample.relativePath : sample.path }

    /// Whether the images at two positions have the same labels, or the same numbers.
    func haveSameLabels(_ first: Int, _ second: Int) -> Bool {
        examination.samples[first].annotation == examination.samples[second].annotation
    }

    /// Whether one of two images is trained on and the other is not.
    func areAcrossParts(_ first: Int, _ second: Int) -> Bool {
        prepared.partitions[first] != prepared.partitions[second]
            && [prepared.partitions[first], prepared.partitions[second]].contains(.training)
    }

    /// For each class or label the numbers of images by part, as the data set has them and the split put
    /// them; none for numbers.
    var classCounts: [CheckReport.ClassCount] {
        guard data.labelling != .values else { return [] }
        var counts = [[Partition: Int]](repeating: [:], count: data.classNames.count)
        for (sample, partition) in zip(examination.samples, prepared.partitions) {
            for index in indices(sample) { counts[index][partition, default: 0] += 1 }
        }
        for (failure, part) in zip(examination.failures, examination.failurePartitions) {
            for index in indices(failure.sample) { counts[index][part, default: 0] += 1 }
        }
        return zip(data.classNames.names, counts).map { name, count in
            CheckReport.ClassCount(
                name: name, training: count[.training] ?? 0, validation: count[.validation] ?? 0,
                test: count[.test] ?? 0)
        }
    }

    /// The classes or labels that an image counts for: the first class, or each label.
    func indices(_ sample: Sample) -> [Int] {
        data.labelling == .classes ? [sample.classIndex] : Array(Set(sample.labelIndices))
    }
}
