internal import Datasets
internal import Images

extension CheckContext {
    /// Pictures that are hardly pictures.
    func pictureFindings() -> [Finding] {
        let outliers = PictureOutliers(facts: examination.images.map(\.facts))
        return PictureOutliers.Kind.allCases.compactMap { kind in
            if outliers.commonKinds.contains(kind) {
                let count = outliers.counts[kind] ?? 0
                return Finding(
                    kind.finding, .note,
                    "\(count) of \(counted(examination.images.count, "image")) are \(kind.phrase): so many that they "
                        + "are not listed.")
            }
            let positions = outliers.outliers.filter { $0.kinds.contains(kind) }.map(\.position)
            guard !positions.isEmpty else { return nil }
            return Finding(
                kind.finding, .note,
                "\(counted(positions.count, "image is", plural: "images are")) \(kind.phrase).",
                positions.map { position in
                    let facts = examination.images[position].facts
                    return .init([path(position)], label: label(position), detail: kind.detail(of: facts))
                })
        }
    }
}

extension PictureOutliers.Kind {
    fileprivate var finding: Finding.Kind {
        switch self {
        case .dark: .dark
        case .bright: .bright
        case .flat: .flat
        case .blurred: .blurred
        case .tiny: .tiny
        case .oddShape: .oddShape
        }
    }

    fileprivate var phrase: String {
        switch self {
        case .dark: "far too dark"
        case .bright: "far too bright"
        case .flat: "nearly without contrast"
        case .blurred: "probably blurred"
        case .tiny: "tiny"
        case .oddShape: "oddly shaped"
        }
    }

    fileprivate func detail(of facts: PictureFacts) -> String {
        switch self {
        case .dark, .bright: "mean brightness \(Self.rounded(facts.meanLuminance)) of 255"
        case .flat: "brightness deviates by \(Self.rounded(facts.luminanceDeviation)) of 255"
        case .blurred: "sharpness \(Self.rounded(facts.sharpness))"
        case .tiny, .oddShape: "\(facts.width)×\(facts.height) pixels"
        }
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
