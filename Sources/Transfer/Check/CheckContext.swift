internal import Datasets

/// What all findings are drawn from.
struct CheckContext {
    let data: Dataset
    let prepared: PreparedData

    var examination: Examination { prepared.examination }

    /// The name of the class of the image at a position.
    func label(_ position: Int) -> String { data.classNames[examination.samples[position].classIndex] }

    /// The path below the data set's folder of the image at a position.
    func path(_ position: Int) -> String { path(examination.samples[position]) }

    /// The path below the data set's folder; a whole one for images of another folder.
    func path(_ sample: Sample) -> String { sample.root == data.path ? sample.relativePath : sample.path }

    /// Whether the images at two positions have the same labels.
    func haveSameLabels(_ first: Int, _ second: Int) -> Bool {
        let samples = examination.samples
        return Set([samples[first].classIndex] + samples[first].otherClassIndices)
            == Set([samples[second].classIndex] + samples[second].otherClassIndices)
    }

    /// Whether one of two images is trained on and the other is not.
    func areAcrossParts(_ first: Int, _ second: Int) -> Bool {
        prepared.partitions[first] != prepared.partitions[second]
            && [prepared.partitions[first], prepared.partitions[second]].contains(.training)
    }

    /// For each class the numbers of images by part, as the data set has them and the split put them.
    var classCounts: [CheckReport.ClassCount] {
        var counts = [[Partition: Int]](repeating: [:], count: data.classNames.count)
        for (sample, partition) in zip(examination.samples, prepared.partitions) {
            counts[sample.classIndex][partition, default: 0] += 1
        }
        for (failure, part) in zip(examination.failures, examination.failurePartitions) {
            counts[failure.sample.classIndex][part, default: 0] += 1
        }
        return zip(data.classNames.names, counts).map { name, count in
            CheckReport.ClassCount(
                name: name, training: count[.training] ?? 0, validation: count[.validation] ?? 0,
                test: count[.test] ?? 0)
        }
    }
}
