extension TrainingSettings: Codable {
    private enum CodingKeys: CodingKey {
        case loss, optimizer, schedule, clipping, average, epochCount, batchSize, shardSize, patience
        case layerwiseFactor, seed
    }

    /// The largest count that is read: more than any run has, and small enough to multiply.
    private static let countLimit = 1 << 30

    /// Reads settings and refuses those out of range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        loss = try container.decode(Loss.self, forKey: .loss)
        optimizer = try container.decode(OptimizerSettings.self, forKey: .optimizer)
        schedule = try container.decode(LearningRateSchedule.self, forKey: .schedule)
        clipping = try container.decode(GradientClipping.self, forKey: .clipping)
        average = try container.decodeIfPresent(WeightAverage.self, forKey: .average)
        epochCount = try container.decode(Int.self, forKey: .epochCount)
        batchSize = try container.decode(Int.self, forKey: .batchSize)
        shardSize = try container.decode(Int.self, forKey: .shardSize)
        patience = try container.decodeIfPresent(Int.self, forKey: .patience)
        layerwiseFactor = try container.decode(Double.self, forKey: .layerwiseFactor)
        seed = try container.decode(UInt64.self, forKey: .seed)
        if let fault { throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: fault)) }
    }

    /// Writes the settings.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(loss, forKey: .loss)
        try container.encode(optimizer, forKey: .optimizer)
        try container.encode(schedule, forKey: .schedule)
        try container.encode(clipping, forKey: .clipping)
        try container.encodeIfPresent(average, forKey: .average)
        try container.encode(epochCount, forKey: .epochCount)
        try container.encode(batchSize, forKey: .batchSize)
        try container.encode(shardSize, forKey: .shardSize)
        try container.encodeIfPresent(patience, forKey: .patience)
        try container.encode(layerwiseFactor, forKey: .layerwiseFactor)
        try container.encode(seed, forKey: .seed)
    }

    /// What is out of range; nil where nothing is.
    private var fault: String? {
        let counts = [
            ("epochCount", epochCount), ("batchSize", batchSize), ("shardSize", shardSize),
            ("patience", patience ?? 1),
        ]
        for (name, count) in counts where !(1...Self.countLimit).contains(count) {
            return "\(name) \(count) is not in 1 ... \(Self.countLimit)"
        }
        guard SettingRange.share.contains(layerwiseFactor) else {
            return "layerwiseFactor \(layerwiseFactor) is not in 0 ... 1"
        }
        if let decay = average?.decay, !SettingRange.belowOne.contains(decay) {
            return "average.decay \(decay) is not in 0 ..< 1"
        }
        return nil
    }
}
