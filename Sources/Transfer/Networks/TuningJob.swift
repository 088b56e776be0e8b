internal import Augmentation
internal import Datasets
internal import Images
internal import Models
internal import Networks
internal import Tensors
internal import Training

/// What one run of training works with: the part of the network that is trained, its weights, and the examples.
struct TuningJob {
    let names: [String]
    /// What is trained, for training images.
    let network: Network
    /// The same for images that judge, which may be of another size.
    let judgedNetwork: Network
    /// The weights that training begins from.
    let parameters: Parameters
    /// How to train, with the weights of classes in the loss.
    let settings: TrainingSettings
    let training: any ExampleSource
    let validation: (any ExampleSource)?
    let test: (any ExampleSource)?
    /// The images that are judged, in the order of the examples.
    let judgedSamples: [Partition: [Sample]]

    private let start: NetworkTuner.Start
    private let scaling: ValueScaling?

    /// - Throws: `ModelError` where the network does not fit.
    init(
        _ start: NetworkTuner.Start, _ prepared: PreparedData, _ data: Dataset,
        _ options: NetworkTuner.Options
    ) throws(ModelError) {
        precondition(
            options.blockCount == nil || options.augmentation.mixer == nil,
            "mixup and cutmix blend pictures, and only the last blocks are trained")
        let kind = options.settings.loss.kind
        let samples = Dictionary(
            uniqueKeysWithValues: Partition.allCases.map { partition in
                (partition, prepared.positions(in: partition).map { prepared.examination.samples[$0] })
            })
        let trainingSamples = samples[.training] ?? []
        let nameCount = data.classNames.count
        let scaling = ValueScaling(trainingSamples, options.settings.loss)
        self.scaling = scaling
        var begin = start
        if let scaling {
            begin.parameters = try start.network.replacingHead(in: start.parameters, scaling.standardized)
        }
        let split = try SplitNetwork(begin, blockCount: options.blockCount)
        let smaller = try options.trainingSide.map(begin.resized(toSide:)) ?? begin
        let trainedSplit = try SplitNetwork(smaller, blockCount: options.blockCount)

        let memory = KeptMemory()
        let none = KeptMemory(byteCount: 0)
        func examples(_ partition: Partition) -> (any ExampleSource)? {
            let positions = prepared.positions(in: partition)
            guard !positions.isEmpty else { return nil }
            let isTraining = partition == .training
            let frozen = (isTraining ? trainedSplit : split).frozen
            // Test images are judged once. Behind a frozen beginning its values are kept instead of pictures.
            let isChanged = isTraining && !options.augmentation.isEmpty
            let isKept = partition != .test && (frozen == nil || isChanged)
            let chosen = samples[partition] ?? []
            let images = ImageExamples(
                chosen, digests: positions.map { prepared.examination.digests[$0] },
                targets: Targets.Values(chosen, of: kind, nameCount: nameCount, scaling),
                preprocessing: (isTraining ? smaller : begin).preprocessing,
                policy: isTraining ? options.augmentation : nil, reading: options.reading,
                seed: options.settings.seed, memory: isKept ? memory : none)
            return frozen.map {
                PrefixedExamples(images, behind: $0, memory: partition == .test ? none : memory)
            } ?? images
        }
        guard let training = examples(.training) else {
            preconditionFailure("every data set that is prepared has training images")
        }
        self.training = training
        validation = examples(.validation)
        test = examples(.test)
        judgedSamples = samples
        names = data.classNames.names
        network = trainedSplit.trained
        judgedNetwork = split.trained
        parameters = begin.parameters
        self.start = start
        var settings = options.settings
        settings.loss = settings.loss.weighted(
            options.weighting, for: training.targets, classCount: nameCount)
        self.settings = settings
    }

    /// The answers of the trained network are in the units of the data.
    func answers(logits: [Float], _ task: Model.Task, temperature: Double) -> [Double] {
        let answers = task.answers(logits: logits, temperature: temperature)
        return scaling?.restored(answers) ?? answers
    }

    /// The model with trained weights.
    ///
    /// - Throws: `ModelError` where the parts do not fit.
    func model(
        _ trained: Parameters, _ scores: TuningScores, record: TrainingRecord
    ) throws(ModelError) -> Model {
        var parameters = start.parameters.merging(trained) { _, trained in trained }
        if let scaling {
            parameters = try start.network.replacingHead(in: parameters, scaling.restored)
        }
        return try Model(
            network: start.network, parameters: parameters, classNames: names,
            preprocessing: start.preprocessing, task: scores.task, temperature: scores.temperature,
            training: record, source: start.source
        ).addingGoldenExamples()
    }
}

extension Network {
    /// Parameters with another last layer.
    fileprivate func replacingHead(
        in parameters: Parameters, _ change: (LinearHead) -> LinearHead
    ) throws(ModelError) -> Parameters {
        do throws(NetworkError) {
            let node = try head()
            let (weight, bias) = (node.parameterName(.weight), node.parameterName(.bias))
            guard let oldWeight = parameters[weight], let oldBias = parameters[bias] else {
                throw .noHead(output: output)
            }
            let head = change(LinearHead(weight: oldWeight, bias: oldBias))
            return parameters.merging([weight: head.weight, bias: head.bias]) { _, new in new }
        } catch {
            throw .network(error)
        }
    }
}
